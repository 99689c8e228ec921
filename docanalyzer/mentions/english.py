"""What the finders of English names have in common."""

from __future__ import annotations


def one_line(lower: str) -> str:
    """The text with line ends and tabs as blanks and plain apostrophes, because names run over lines; same length."""
    return lower.replace("\n", " ").replace("\t", " ").replace("’", "'")
