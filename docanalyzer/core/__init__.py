"""The vocabulary of the program: spans, documents, mentions and records.

Frozen dataclasses with nothing but the standard library beneath them; every other package may import
from here and this one imports from none.
"""
