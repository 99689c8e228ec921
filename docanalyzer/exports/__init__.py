"""Records to files: a writer for each format, and JSON back to records.

A writer takes analyses and a binary stream. It writes each analysis as it comes where the format allows it, loads its
library when it is first called, and gives the same bytes for the same analyses. ``FORMATS`` is the list for menus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.bibtex import write_bibtex
from docanalyzer.exports.brat import write_brat
from docanalyzer.exports.codec import LoadError, from_data, json_schema, to_data
from docanalyzer.exports.csljson import write_csljson
from docanalyzer.exports.csvfile import write_csv
from docanalyzer.exports.datapackage import write_datapackage
from docanalyzer.exports.docbin import write_docbin
from docanalyzer.exports.doccano import write_doccano
from docanalyzer.exports.formats import (
    FORMATS,
    ExportError,
    Format,
    FormatInfo,
    check_installed,
    format_of,
    info_of,
)
from docanalyzer.exports.jsonfile import dumps, load, load_all, write_json, write_jsonl
from docanalyzer.exports.labelstudio import write_labelstudio
from docanalyzer.exports.parquet import write_parquet
from docanalyzer.exports.qdpx import write_qdpx
from docanalyzer.exports.ris import write_ris
from docanalyzer.exports.webannotation import write_webannotation
from docanalyzer.exports.xlsx import write_xlsx

Writer = Callable[[Iterable[Analysis], BinaryIO], None]

WRITERS: dict[Format, Writer] = {
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "datapackage": write_datapackage,
    "webannotation": write_webannotation,
    "docbin": write_docbin,
    "doccano": write_doccano,
    "labelstudio": write_labelstudio,
    "brat": write_brat,
    "qdpx": write_qdpx,
    "ris": write_ris,
    "bibtex": write_bibtex,
    "csljson": write_csljson,
}
"""How several documents are written to one file, by format."""

__all__ = [
    "FORMATS",
    "WRITERS",
    "ExportError",
    "Format",
    "FormatInfo",
    "LoadError",
    "Writer",
    "check_installed",
    "dumps",
    "format_of",
    "from_data",
    "info_of",
    "json_schema",
    "load",
    "load_all",
    "to_data",
    "write_csv",
    "write_json",
    "write_jsonl",
    "write_xlsx",
]
