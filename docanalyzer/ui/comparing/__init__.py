"""The parts of the screen Compare: which documents, what is compared, and one module for each view of it."""
