"""PDF files with a text layer."""

from __future__ import annotations

from docanalyzer.core.document import BlockKind, Page
from docanalyzer.core.errors import ReadError
from docanalyzer.reading.layout import Reading, Writer


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF with a text layer."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    writer, pages = Writer(), []
    for number in range(1, len(pdf) + 1):
        start = writer.length
        for line in pdf[number - 1].get_textpage().get_text_range().splitlines():
            writer.add(line, BlockKind.PARAGRAPH, page=number)
        pages.append(Page(number, start, max(writer.length - 1, start)))
    if not writer.text.strip():
        raise ReadError(name, "no_text_layer", "the PDF holds pictures of pages and no text; run text recognition on it")
    return Reading("application/pdf", writer.text, tuple(writer.blocks), tuple(pages))
