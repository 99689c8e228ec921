"""The knowledge base: tables of facts and wording, their typed loaders, and the term scanner."""
