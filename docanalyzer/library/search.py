"""Full-text search: passages with their words, queries as phrases, snippets with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, text

from docanalyzer.library.flatten import clean
from docanalyzer.library.model import Snippet
from docanalyzer.library.schema import WORDS, passages
from docanalyzer.linguistics import search_spans, search_tokens

# A passage ends at a line end after so many characters, or anywhere after twice as many.
_PASSAGE = 1200
_AROUND = 60
_SNIPPETS = 3
_TITLE = -1
_CHUNK = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(\S+)")
_BLANK = re.compile(r"\s")

Phrase = tuple[str, ...]


# --- the index ------------------------------------------------------------------------------------------------------


def store_passages(connection: Connection, number: int, name: str, title: str | None, content: str) -> None:
    """Make a document findable, in place of whatever was there of it."""
    drop_passages(connection, [number])
    pieces = [(_TITLE, f"{title or ''}\n{name}"), *_passages(content)]
    rows: list[dict[str, Any]] = [{"document": number, "start": start, "text": clean(piece)} for start, piece in pieces]
    ids = connection.scalars(insert(passages).returning(passages.c.id, sort_by_parameter_order=True), rows).all()
    sqlite = connection.dialect.name == "sqlite"
    words = [{"id": id_, "words": _stored(row["text"], sqlite=sqlite)} for id_, row in zip(ids, rows, strict=True)]
    column, value = ("rowid", ":words") if sqlite else ("id", "CAST(:words AS tsvector)")
    connection.execute(text(f"INSERT INTO {WORDS} ({column}, words) VALUES (:id, {value})"), words)


def drop_passages(connection: Connection, numbers: Sequence[int]) -> None:
    """Forget the text of documents."""
    if connection.dialect.name == "sqlite":
        # A virtual table has no foreign keys.
        gone = text(f"DELETE FROM {WORDS} WHERE rowid IN (SELECT id FROM passages WHERE document = :number)")
        for number in numbers:
            connection.execute(gone, {"number": number})
    connection.execute(delete(passages).where(passages.c.document.in_(numbers)))


def _passages(content: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(content):
        end = content.find("\n", start + _PASSAGE, start + 2 * _PASSAGE)
        if end < 0 and start + 2 * _PASSAGE < len(content):
            blank = next((m.start() for m in _BLANK.finditer(content, start + _PASSAGE, start + 2 * _PASSAGE)), -1)
            end = blank if blank >= 0 else start + 2 * _PASSAGE
        if end < 0:
            end = len(content)
        if piece := content[start : end + 1]:
            yield start, piece
        start = end + 1


def _stored(piece: str, *, sqlite: bool) -> str:
    tokens = search_tokens(piece)
    if sqlite:
        return " ".join(tokens)
    # A tsvector with the positions given: its own parser would cut the words otherwise.
    return " ".join(f"'{token}':{place}" for place, token in enumerate(tokens, 1))


# --- queries --------------------------------------------------------------------------------------------------------


def phrases(words: str) -> list[Phrase]:
    """What has to be in a document: each word, Chinese run or quoted group as tokens in a row."""
    found = []
    for quoted, plain in _CHUNK.findall(words):
        tokens = search_tokens(quoted or plain)
        # Of 能源 in a text, the single characters stand around the pair: only the pair is looked for.
        if len(tokens) > 1 and len(tokens[1]) == 2 and tokens[1][0] == tokens[0]:
            tokens = tokens[1:]
        if len(tokens) > 1 and len(tokens[-2]) == 2 and tokens[-2][1] == tokens[-1]:
            tokens = tokens[:-1]
        if tokens:
            found.append(tuple(tokens))
    return list(dict.fromkeys(found))


def matching_documents(
    connection: Connection, wanted: Sequence[Phrase], limit: int, offset: int
) -> tuple[int, list[int]]:
    """How many documents have every phrase, and one page of their numbers.

    Those with a passage that has all of them come first, then those with more passages that have one.
    """
    sqlite = connection.dialect.name == "sqlite"
    parts = [_match(sqlite=sqlite, name=f"p{i}") for i in range(len(wanted))]
    values: dict[str, Any] = {f"p{i}": _query([phrase], sqlite=sqlite) for i, phrase in enumerate(wanted)}
    values["every"] = _query(wanted, sqlite=sqlite)
    having = " INTERSECT ".join(f"SELECT DISTINCT document FROM passages WHERE id IN ({part})" for part in parts)
    hits = " UNION ALL ".join(parts)
    total = connection.scalar(text(f"SELECT count(*) FROM ({having}) AS found"), values) or 0
    page = text(
        f"WITH found AS ({having}), together AS ({_match(sqlite=sqlite, name='every')}), hits AS ({hits}) "
        "SELECT p.document FROM hits JOIN passages p ON p.id = hits.id "
        "WHERE p.document IN (SELECT document FROM found) GROUP BY p.document "
        "ORDER BY max(CASE WHEN p.id IN (SELECT id FROM together) THEN 1 ELSE 0 END) DESC, count(*) DESC, "
        "p.document DESC "
        "LIMIT :limit OFFSET :offset"
    )
    return total, list(connection.scalars(page, {**values, "limit": limit, "offset": offset}))


def snippets(
    connection: Connection, numbers: Sequence[int], wanted: Sequence[Phrase]
) -> dict[int, tuple[Snippet, ...]]:
    """Up to three pieces of text for each document, those with the most of the phrases, in text order."""
    if not numbers:
        return {}
    sqlite = connection.dialect.name == "sqlite"
    found: dict[int, dict[int, tuple[int, str]]] = {number: {} for number in numbers}
    statement = text(
        "SELECT document, start, text FROM (SELECT p.document, p.start, p.text, "
        "row_number() OVER (PARTITION BY p.document ORDER BY p.start) AS place FROM passages p "
        f"WHERE p.document IN :numbers AND p.start >= 0 AND p.id IN ({_match(sqlite=sqlite, name='words')})) AS ranked "
        f"WHERE place <= {_SNIPPETS}"
    ).bindparams(bindparam("numbers", expanding=True))
    for phrase in (None, *wanted):
        # The passages with all phrases first, then each phrase's own.
        query = _query(wanted if phrase is None else [phrase], sqlite=sqlite)
        for number, start, piece in connection.execute(statement, {"numbers": list(numbers), "words": query}):
            if len(found[number]) < _SNIPPETS:
                found[number].setdefault(start, (start, piece))
    return {
        number: tuple(_snippet(start, piece, wanted) for start, piece in sorted(pieces.values()))
        for number, pieces in found.items()
    }


def _match(*, sqlite: bool, name: str) -> str:
    if sqlite:
        return f"SELECT rowid AS id FROM {WORDS} WHERE {WORDS} MATCH :{name}"
    return f"SELECT id FROM {WORDS} WHERE words @@ CAST(:{name} AS tsquery)"


def _query(wanted: Sequence[Phrase], *, sqlite: bool) -> str:
    # Tokens are letters and digits only: quoting them is all that is needed.
    if sqlite:
        return " AND ".join('"' + " ".join(phrase) + '"' for phrase in wanted)
    return " & ".join("(" + " <-> ".join(f"'{token}'" for token in phrase) + ")" for phrase in wanted)


# --- snippets -------------------------------------------------------------------------------------------------------


def _snippet(start: int, piece: str, wanted: Sequence[Phrase]) -> Snippet:
    marks = _marks(piece, wanted)
    first = marks[0][0] if marks else 0
    begin, end = max(0, first - _AROUND), min(len(piece), first + 2 * _AROUND)
    begin, end = _at_word(piece, begin, first, step=1), _at_word(piece, end, first, step=-1)
    inside = tuple((a - begin, b - begin) for a, b in marks if begin <= a and b <= end)
    return Snippet(piece[begin:end], inside, start + begin)


def _at_word(piece: str, at: int, limit: int, *, step: int) -> int:
    """The nearest place towards ``limit`` that cuts no Latin word or number in two."""
    while 0 < at < len(piece) and at != limit and piece[at - 1 : at + 1].isascii() and piece[at - 1 : at + 1].isalnum():
        at += step
    return at


def _marks(piece: str, wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    spans = list(search_spans(piece))
    tokens = [token for _, _, token in spans]
    found = sorted(
        (spans[i][0], spans[i + len(phrase) - 1][1])
        for phrase in wanted
        for i, token in enumerate(tokens)
        if token == phrase[0] and tuple(tokens[i : i + len(phrase)]) == phrase
    )
    merged: list[tuple[int, int]] = []
    for a, b in found:
        if merged and a < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged
