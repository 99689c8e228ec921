"""The page of a PDF that a record stands on, as a picture with its evidence framed."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from docanalyzer.core.document import Page
from docanalyzer.core.errors import ReadError
from docanalyzer.core.record import Analysis
from docanalyzer.reading.pdf_picture import Frame, Picture, page_picture
from docanalyzer.reading.pdf_places import occurrence
from docanalyzer.reading.recognition import boxes_of
from docanalyzer.ui import source
from docanalyzer.ui.reader.card import evidence, facts
from docanalyzer.ui.reader.entries import Found
from docanalyzer.ui.words import t

_PAGE_KEY = "read_page"
_COLOURS = {
    "value": "#0f766e",
    "indicator": "#2563eb",
    "deadline": "#c2410c",
    "baseline": "#7c3aed",
}
_FRAME = "#262730"
PAGED = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
"""The types of files whose pages can be drawn."""


def show_page(analysis: Analysis, found: Found | None) -> None:
    """The page of the chosen record; any other page by its number."""
    document = analysis.document
    pages = {page.number: page for page in document.pages}
    here = _page_at(document.pages, evidence(found).start) if found else min(pages)
    chosen = (document.id, found.id if found else None)
    if st.session_state.get("_read_page_of") != chosen:
        st.session_state["_read_page_of"], st.session_state[_PAGE_KEY] = chosen, here
    last = max(pages)
    number = st.number_input(t("read.page_number", pages=last), 1, last, step=1, key=_PAGE_KEY, width=180)
    page = pages.get(int(number))
    frames = tuple(_frames(analysis, found, page)) if found and page else ()
    try:
        picture = _picture(document.id, document.name, int(number), frames)
    except ReadError as error:
        st.error(t("read.page_failed"))
        st.text(error.cause)
        return
    if frames and not picture.framed:
        st.info(t("read.page_unframed"))
    st.image(picture.content, width="stretch", alt=t("read.page_alt", page=int(number)))


@st.cache_data(max_entries=48, show_spinner=False)
def _picture(document_id: str, name: str, number: int, frames: tuple[Frame, ...]) -> Picture:
    return page_picture(source.library().content(document_id), name, number, frames)


def _frames(analysis: Analysis, found: Found, page: Page) -> Iterator[Frame]:
    """The words to frame: those of the evidence that stand on the page, and its slots."""
    shown = evidence(found)
    start, end = max(shown.start, page.start), min(shown.end, page.end)
    if start >= end:
        return
    yield _frame(analysis, page, (start, end), _FRAME, part=False)
    for fact in facts(analysis, found):
        if fact.slot in _COLOURS and fact.start is not None and fact.end is not None:
            start, end = max(fact.start, page.start), min(fact.end, page.end)
            if start < end:
                yield _frame(analysis, page, (start, end), _COLOURS[fact.slot], part=True)


def _frame(analysis: Analysis, page: Page, span: tuple[int, int], colour: str, *, part: bool) -> Frame:
    text, (start, end) = analysis.document.text, span
    words = text[start:end]
    if page.from_ocr:
        # The picture of the page has no characters to look for, and reading has kept where they stand.
        places = boxes_of(text, analysis.document.places, start, end)
        found = tuple(box for number, box in places if number == page.number)
        return Frame(words, colour, part=part, boxes=found)
    return Frame(words, colour, occurrence(text[page.start : page.end], start - page.start, words), part)


def _page_at(pages: tuple[Page, ...], offset: int) -> int:
    return max((page for page in pages if page.start <= offset), key=lambda page: page.number, default=pages[0]).number
