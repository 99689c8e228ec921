"""The reader: a document with the evidence of its records marked."""
