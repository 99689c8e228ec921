"""What the head of a table column says about the column."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from docanalyzer.knowledge.tables import read_toml


@cache
def _whole(language: str) -> dict[str, str]:
    return {word: row["id"] for row in read_toml("table_headers.toml")["header"] for word in row.get(language, ())}


@cache
def _inside(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (word, row["id"]) for row in read_toml("table_headers.toml")["header"] for word in row.get(language + "_in", ())
    )


@lru_cache(maxsize=8192)
def header_role(head: str, language: Literal["zh", "en"]) -> str:
    """The id of the row that a head matches (``name``, ``unit``, ``goal``, …); empty for none."""
    bare = "".join(head.split()) if language == "zh" else " ".join(head.lower().split())
    whole = _whole(language).get(bare.strip(":："))
    if whole is not None:
        return whole
    return next((role for word, role in _inside(language) if word in bare), "")
