"""Reports of a comparison as files: HTML, Markdown, JSON and Excel."""

from __future__ import annotations

from typing import BinaryIO, Literal, Protocol

from docanalyzer.comparison.report import Report
from docanalyzer.comparison.writing.data import report_schema, write_json
from docanalyzer.comparison.writing.html import write_html
from docanalyzer.comparison.writing.markdown import write_markdown
from docanalyzer.comparison.writing.wording import ENGLISH, Wording
from docanalyzer.comparison.writing.workbook import write_workbook

ReportFormat = Literal["html", "json", "xlsx", "md"]


class Writer(Protocol):
    """Writes a report to a stream; JSON is the same in every language."""

    def __call__(self, report: Report, stream: BinaryIO, wording: Wording = ..., /) -> None: ...


REPORT_WRITERS: dict[ReportFormat, Writer] = {
    "html": write_html,
    "json": write_json,
    "xlsx": write_workbook,
    "md": write_markdown,
}

__all__ = ["ENGLISH", "REPORT_WRITERS", "ReportFormat", "Wording", "report_schema"]
