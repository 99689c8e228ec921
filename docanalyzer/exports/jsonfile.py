"""JSON: one document an object, several an array; and JSON Lines, one document a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.codec import LoadError, from_data, to_data


def dumps(analysis: Analysis) -> bytes:
    """One document as indented UTF-8 JSON with a line feed at its end; the same analysis gives the same bytes."""
    return encode(to_data(analysis), indent=1) + b"\n"


def write_json(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """All documents as one JSON array, each written as soon as it is there."""
    opening = b"["
    for analysis in analyses:
        stream.write(opening + b"\n" + encode(to_data(analysis), indent=1))
        opening = b","
    stream.write((b"[" if opening == b"[" else b"\n") + b"]\n")


def write_jsonl(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One document a line."""
    stream.writelines(encode(to_data(analysis)) + b"\n" for analysis in analyses)


def load(path: str | Path) -> Analysis:
    """The one document of an exported JSON file."""
    found = load_all(path)
    if len(found) != 1:
        raise LoadError(f"{path}: holds {len(found)} documents, expected one")
    return found[0]


def load_all(path: str | Path) -> list[Analysis]:
    """Every document of an exported ``.json`` (an object or an array) or ``.jsonl`` file, checked."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if path.suffix.lower() == ".jsonl":
            values = [json.loads(line) for line in text.split("\n") if line.strip()]
        else:
            value = json.loads(text)
            values = value if isinstance(value, list) else [value]
    except OSError as error:
        raise LoadError(f"{path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise LoadError(f"{path}: not JSON: {error}") from None
    single = len(values) == 1
    return [from_data(value, str(path) if single else f"{path}[{i}]") for i, value in enumerate(values)]


def encode(data: object, indent: int | None = None) -> bytes:
    """Plain data as UTF-8 JSON; the same data gives the same bytes."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    # A lone surrogate (a file name that is not Unicode) has no UTF-8 form; this handler writes it as JSON does: \udc80.
    return text.encode("utf-8", "backslashreplace")
