"""Records to files and back: JSON, JSON Lines, CSV and Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Literal

from docanalyzer.core.record import Analysis
from docanalyzer.exports.codec import LoadError, from_data, json_schema, to_data
from docanalyzer.exports.csvfile import write_csv
from docanalyzer.exports.jsonfile import dumps, load, load_all, write_json, write_jsonl
from docanalyzer.exports.xlsx import write_xlsx

Format = Literal["json", "jsonl", "csv", "xlsx"]
Writer = Callable[[Iterable[Analysis], BinaryIO], None]

WRITERS: dict[Format, Writer] = {"json": write_json, "jsonl": write_jsonl, "csv": write_csv, "xlsx": write_xlsx}
"""How several documents are written to one file, by format."""

__all__ = [
    "WRITERS",
    "Format",
    "LoadError",
    "Writer",
    "dumps",
    "from_data",
    "json_schema",
    "load",
    "load_all",
    "to_data",
    "write_csv",
    "write_json",
    "write_jsonl",
    "write_xlsx",
]
