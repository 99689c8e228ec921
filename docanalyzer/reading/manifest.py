"""A list of what is known of the files of a folder: title, date and issuers for each."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError

_SEPARATORS = re.compile(r"\s*[,;、，；]\s*")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


def load_manifest(path: Path) -> dict[str, Metadata]:
    """Read a manifest: CSV with the columns ``file``, ``title``, ``issued_on``, ``issuer`` (``number``), or JSON.

    The keys of the result are the names as the manifest gives them; :func:`manifest_entry` finds a file among them.
    Several issuers of one file are parted by a comma, a semicolon or ``、``. JSON is a list of objects with these
    keys, or an object of objects by file name. Raises ``ReadError`` naming the row that is wrong.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(path.name, "missing", "there is no such manifest") from None
    except OSError as error:
        raise ReadError(path.name, "unreadable", f"the manifest cannot be opened: {error.strerror}") from error
    text = _decode(data, path.name)
    rows = _json_rows(text, path.name) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text, path.name)
    entries: dict[str, Metadata] = {}
    for place, row in rows:
        name = _text(row.get("file")).replace("\\", "/").removeprefix("./")
        if not name:
            raise ReadError(path.name, "manifest", f"{place} names no file")
        if name in entries:
            raise ReadError(path.name, "manifest", f"{place}: {name} is listed twice")
        entries[name] = Metadata(
            title=_text(row.get("title")) or None,
            issued_on=_date(_text(row.get("issued_on")), path.name, place),
            issuers=_issuers(row.get("issuer") or row.get("issuers")),
            number=_text(row.get("number")) or None,
        )
    return entries


def manifest_entry(entries: Mapping[str, Metadata], path: Path) -> Metadata | None:
    """The entry of a file: by its whole path, by any end of it, at last by its bare name."""
    parts = Path(path).as_posix().removeprefix("./").split("/")
    for start in range(len(parts)):
        if (found := entries.get("/".join(parts[start:]))) is not None:
            return found
    same = [name for name in entries if name.rsplit("/", 1)[-1] == parts[-1]]
    return entries[same[0]] if len(same) == 1 else None


def _decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(name, "manifest", "the manifest is neither UTF-8 nor GB18030 text")


def _csv_rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    reader.fieldnames = [(column or "").strip().lower() for column in reader.fieldnames or []]
    if "file" not in reader.fieldnames:
        found = ", ".join(filter(None, reader.fieldnames)) or "none"
        raise ReadError(name, "manifest", f"the manifest has no column “file” (its columns: {found})")
    try:
        for row in reader:
            if any(isinstance(value, str) and value.strip() for value in row.values()):
                yield f"line {reader.line_num}", row
    except csv.Error as error:
        raise ReadError(name, "manifest", f"line {reader.line_num} cannot be read: {error}") from error


def _json_rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(name, "manifest", f"the manifest is no valid JSON: {error}") from error
    if isinstance(content, dict):
        content = [{"file": key, **value} if isinstance(value, dict) else value for key, value in content.items()]
    for index, row in enumerate(content, start=1):
        if not isinstance(row, dict):
            raise ReadError(name, "manifest", f"entry {index} is no object with the key “file”")
        yield f"entry {index}", row


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _issuers(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else _SEPARATORS.split(_text(value))
    return tuple(name for item in names if (name := _text(item)))


def _date(text: str, name: str, place: str) -> str | None:
    """An ISO day; a month or a year alone stands for its first day."""
    if not text:
        return None
    found = _DATE.fullmatch(text.split("T", maxsplit=1)[0].split(" ", maxsplit=1)[0])
    try:
        if found:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
    except ValueError:
        pass
    raise ReadError(name, "manifest", f"{place}: “{text}” is no date; write it as 2021-03-05")
