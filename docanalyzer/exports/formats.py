"""The formats that records can be written in: what each is called, what it is for, what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from docanalyzer.core.errors import DocanalyzerError

Format = Literal[
    "json",
    "jsonl",
    "csv",
    "xlsx",
    "parquet",
    "datapackage",
    "webannotation",
    "docbin",
    "doccano",
    "labelstudio",
    "brat",
    "qdpx",
    "ris",
    "bibtex",
    "csljson",
]


class ExportError(DocanalyzerError):
    """Records cannot be written in this format; the message says why and what helps."""


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """A format as screens and help name it.

    ``extension`` begins with a dot and may have two parts (``.brat.zip``). ``binary`` formats do not go to a terminal.
    ``needs`` are a module that must be installed and the extra of this package that brings it.
    """

    id: Format
    extension: str
    media_type: str
    name_en: str
    name_zh: str
    what_en: str
    what_zh: str
    binary: bool = False
    needs: tuple[str, str] | None = None


_ZIP = "application/zip"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: tuple[FormatInfo, ...] = (
    FormatInfo(
        "json", ".json", "application/json", "JSON", "JSON",
        "every record with its text; the form that can be loaded again", "全部记录与原文，可再次载入",
    ),
    FormatInfo(
        "jsonl", ".jsonl", "application/jsonl", "JSON Lines", "JSON Lines",
        "the same, one document a line, for programs", "内容相同，每行一份文件，便于程序处理",
    ),
    FormatInfo(
        "csv", ".csv", "text/csv", "CSV", "CSV",
        "one table of all numbers, for spreadsheets and statistics", "所有数值合为一表，用于电子表格与统计",
    ),
    FormatInfo(
        "xlsx", ".xlsx", _XLSX, "Excel workbook", "Excel 工作簿",
        "a sheet for each kind of record and a data dictionary", "每类记录一张工作表，附数据字典", binary=True,
    ),
    FormatInfo(
        "parquet", ".parquet", "application/vnd.apache.parquet", "Parquet", "Parquet",
        "the table of all numbers with typed columns, for pandas, R, DuckDB", "带类型的数值表，用于 pandas、R、DuckDB",
        binary=True, needs=("pyarrow", "formats"),
    ),
    FormatInfo(
        "datapackage", ".datapackage.zip", _ZIP, "Frictionless data package", "Frictionless 数据包",
        "CSV tables, texts and their description, for archives", "CSV 数据表、原文及其说明，用于数据存档", binary=True,
    ),
    FormatInfo(
        "webannotation", ".jsonld", "application/ld+json", "W3C Web Annotation", "W3C 网络标注",
        "annotations with quotations and positions, as linked data", "带引文与位置的标注，关联数据格式",
    ),
    FormatInfo(
        "docbin", ".spacy", "application/octet-stream", "spaCy DocBin", "spaCy DocBin",
        "texts with span groups, to train and evaluate with spaCy", "带标注区段的文本，用于 spaCy 训练与评测",
        binary=True, needs=("spacy", "spacy"),
    ),
    FormatInfo(
        "doccano", ".doccano.jsonl", "application/jsonl", "doccano", "doccano",
        "texts with labels, to annotate further in doccano", "带标签的文本，可在 doccano 中继续标注",
    ),
    FormatInfo(
        "labelstudio", ".labelstudio.zip", _ZIP, "Label Studio", "Label Studio",
        "tasks with predictions and the labelling configuration", "带预标注的任务及标注界面配置", binary=True,
    ),
    FormatInfo(
        "brat", ".brat.zip", _ZIP, "brat", "brat",
        "texts with stand-off annotations and their configuration", "文本、分离式标注及其配置", binary=True,
    ),
    FormatInfo(
        "qdpx", ".qdpx", "application/x-zip-compressed", "REFI-QDA project", "REFI-QDA 项目",
        "a coded project for NVivo, MAXQDA, ATLAS.ti, QualCoder", "已编码的项目，用于 NVivo、MAXQDA 等质性分析软件",
        binary=True,
    ),
    FormatInfo(
        "ris", ".ris", "application/x-research-info-systems", "RIS references", "RIS 参考文献",
        "the documents as references, for Zotero and EndNote", "文件的参考文献，用于 Zotero、EndNote",
    ),
    FormatInfo(
        "bibtex", ".bib", "application/x-bibtex", "BibTeX references", "BibTeX 参考文献",
        "the documents as references, for LaTeX", "文件的参考文献，用于 LaTeX",
    ),
    FormatInfo(
        "csljson", ".csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON references", "CSL-JSON 参考文献",
        "the documents as references, for citation processors and Pandoc", "文件的参考文献，用于引文处理程序与 Pandoc",
    ),
)  # fmt: skip
"""Every format, in the order of menus."""

_BY_ID = {info.id: info for info in FORMATS}


def info_of(form: Format) -> FormatInfo:
    """The row of one format."""
    return _BY_ID[form]


def format_of(name: str) -> Format | None:
    """The format that a file name ends with, the longest extension first (``x.csl.json`` is no plain JSON)."""
    lower = name.lower()
    fitting = [info for info in FORMATS if lower.endswith(info.extension)]
    return max(fitting, key=lambda info: len(info.extension)).id if fitting else None


def check_installed(form: Format) -> None:
    """Raise an :class:`ExportError` that names the extra where the library of a format is missing."""
    needs = info_of(form).needs
    if needs and find_spec(needs[0]) is None:
        raise ExportError(
            f"{info_of(form).name_en} needs {needs[0]}, which is not installed: pip install 'docanalyzer[{needs[1]}]'"
        )
