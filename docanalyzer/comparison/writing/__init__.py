"""Reports of a comparison as files: HTML, Markdown, JSON and Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Literal

from docanalyzer.comparison.report import Report
from docanalyzer.comparison.writing.data import report_schema, write_json
from docanalyzer.comparison.writing.html import write_html
from docanalyzer.comparison.writing.markdown import write_markdown
from docanalyzer.comparison.writing.workbook import write_workbook

ReportFormat = Literal["html", "json", "xlsx", "md"]

REPORT_WRITERS: dict[ReportFormat, Callable[[Report, BinaryIO], None]] = {
    "html": write_html,
    "json": write_json,
    "xlsx": write_workbook,
    "md": write_markdown,
}

__all__ = ["REPORT_WRITERS", "ReportFormat", "report_schema"]
