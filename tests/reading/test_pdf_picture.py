"""Pictures of pages: the words of a record are found where they stand, however the page sets them."""

import io

import pytest
from PIL import Image

from docanalyzer.core.errors import ReadError
from docanalyzer.reading.pdf_glyphs import Glyph
from docanalyzer.reading.pdf_picture import Frame, page_picture
from docanalyzer.reading.pdf_places import PageWords, Wanted, boxes, occurrence
from tests.reading.making import Pdf


def _glyphs(*lines):
    return [
        Glyph(char, 10.0 * column, 10.0 * column + 9, 20.0 * (row + 1), 10.0, bold=False)
        for row, line in enumerate(lines)
        for column, char in enumerate(line)
    ]


def _found(lines, words, nth=0):
    return "".join(glyph.char for glyph in PageWords(_glyphs(*lines)).find(Wanted(words, nth)))


@pytest.mark.parametrize(
    ("lines", "words", "found"),
    [
        (["到2025年，能耗下", "降13.5%。"], "能耗下降13.5%", "能耗下降13.5%"),
        (["reduce emis-", "sions by 5 %"], "reduce emissions by 5 %", "reduceemissionsby5%"),
        (["能耗①下降１３．５％以上"], "能耗下降13.5%以上", "能耗下降１３．５％以上"),
        (["无关的文字"], "能耗下降13.5%", ""),
    ],
)
def test_words_are_found_without_blanks_hyphens_and_marks(lines, words, found):
    assert _found(lines, words).replace(" ", "") == found


def test_the_second_place_of_the_same_words():
    page = PageWords(_glyphs("下降5%和下降5%"))
    first, second = page.find(Wanted("下降5%")), page.find(Wanted("下降5%", 1))
    assert (first[0].x0, second[0].x0) == (0.0, 50.0)
    assert occurrence("下降5%和下 降5%", 5, "下降5%") == 1


def test_one_box_for_each_line():
    found = PageWords(_glyphs("到2025年能耗", "下降13.5%")).find(Wanted("能耗下降"))
    assert [(box.x0, box.x1) for box in boxes(found)] == [(60.0, 79.0), (0.0, 19.0)]


@pytest.fixture(scope="module")
def pdf():
    made = Pdf()
    made.line("一、总体目标")
    made.page()
    made.line("到2025年，全市单位生产总值能耗下降13.5%。")
    return made.bytes()


def _pixels(picture, colour):
    image = Image.open(io.BytesIO(picture.content)).convert("RGB")
    return sum(count for count, value in image.getcolors(1 << 24) or [] if value == colour)


def test_the_evidence_is_framed_on_its_page(pdf):
    picture = page_picture(
        pdf, "plan.pdf", 2, [Frame("单位生产总值能耗下降13.5%", "#1020c0"), Frame("13.5%", "#c01020", part=True)]
    )
    assert (picture.pages, picture.framed) == (2, True)
    assert _pixels(picture, (0x10, 0x20, 0xC0)) > 200
    assert _pixels(picture, (0xC0, 0x10, 0x20)) > 20


def test_a_page_without_the_evidence_is_shown_unframed(pdf):
    picture = page_picture(pdf, "plan.pdf", 1, [Frame("单位生产总值能耗下降13.5%", "#1020c0")])
    assert not picture.framed
    assert _pixels(picture, (0x10, 0x20, 0xC0)) == 0


@pytest.mark.parametrize(("data", "number", "code"), [(None, 3, "no_such_page"), (b"%PDF-1.7 no", 1, "damaged")])
def test_what_cannot_be_drawn_says_why(pdf, data, number, code):
    with pytest.raises(ReadError, match=r"plan\.pdf") as caught:
        page_picture(pdf if data is None else data, "plan.pdf", number, [])
    assert caught.value.code == code
