"""Scanned pages: from the lines that recognition sees to a text with places, and through the real engine."""

import io
import socket
import subprocess
import sys
import time

import pytest
from PIL import Image, ImageDraw

from docanalyzer.core.document import Page, Place
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import Limits
from docanalyzer.isolation import analyze_isolated
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.reading import read_bytes, recognition, supported
from docanalyzer.reading.ocr import Raster, Read
from docanalyzer.reading.pdf_picture import Frame, draw
from docanalyzer.reading.pdf_places import Box
from docanalyzer.reading.recognition import Recogniser, boxes_of, places
from tests.reading.making import Pdf, picture_bytes, pictures_of, scan

INSTALLED = recognition.is_available()
ENGINE = [pytest.mark.slow, pytest.mark.skipif(not INSTALLED, reason="the extra ocr is not installed")]
FIRST = (
    "到2025年，单位工业增加值用水量比2020年下降16%，漏损率控制在9%以内，再生水利用率达到25%以上，管网漏损得到有效控制。"
)
SECOND = "严禁新增钢铁产能，鼓励电炉短流程炼钢。"


def line(text, x0, y0, size=12.0, width=12.0):
    """A line of characters of one width, as the engine would find it; pixels are points."""
    centres = tuple(x0 + width * (i + 0.5) for i, char in enumerate(text) if not char.isspace())
    return Read(text, x0, y0, x0 + width * len(text), y0 + size, centres)


@pytest.fixture
def strokes():
    """The straight lines (x0, y0, x1, y1, in points) that the engine sees on every page."""
    return []


@pytest.fixture
def engine(monkeypatch, strokes):
    """An engine that sees what it is told to: the answers for the pages in order; null where it hangs."""
    answers: list[list[Read] | None] = []
    monkeypatch.setattr(recognition, "is_available", lambda: True)

    def ask(self, raster):
        found = answers.pop(0)
        if found is None:
            return None
        k = raster.scale
        lines = [
            {"text": r.text, "x0": r.x0 * k, "y0": r.y0 * k, "x1": r.x1 * k, "y1": r.y1 * k,
             "centres": [c * k for c in r.centres]} for r in found
        ]  # fmt: skip
        return {"lines": lines, "rules": [[v * k for v in rule] for rule in strokes]}

    monkeypatch.setattr(Recogniser, "_ask", ask)
    return answers


def blots(count=1):
    """A PDF of pages that are pictures with something on them."""
    pictures = []
    for _ in range(count):
        picture = Image.new("L", (595, 842), 255)
        ImageDraw.Draw(picture).rectangle((100, 100, 200, 120), fill=0)
        pictures.append(picture)
    return picture_bytes(pictures[0], "PDF", save_all=True, append_images=pictures[1:], resolution=72)


def paragraph(text, y, per_line=33):
    """Lines as they are typeset: the first indented by two characters."""
    found = [line(text[: per_line - 2], 104, y)]
    for start in range(per_line - 2, len(text), per_line):
        y += 20
        found.append(line(text[start : start + per_line], 80, y))
    return found, y + 20


def test_lines_become_paragraphs_and_keep_their_places(engine):
    first, y = paragraph(FIRST, 100)
    second, _ = paragraph(SECOND, y)
    engine.append([*first, *second])
    document = read_bytes(blots(), "a.pdf")
    assert document.text == f"{FIRST}\n{SECOND}\n"
    assert document.pages == (Page(1, 0, len(document.text), from_ocr=True),)
    assert [notice.code for notice in document.notices] == ["from_ocr"]
    assert [document.text[p.start : p.end] for p in document.places] == [r.text for r in (*first, *second)]
    assert [(p.x0, p.y0) for p in document.places][:2] == [(104.0, 100.0), (80.0, 120.0)]


def test_a_cover_keeps_its_words_and_its_date(engine, strokes):
    engine.append(
        [
            line("Sultanate of Oman", 200, 60),
            line("Civil Aviation Authority", 80, 100),
            line("Second National Contribution", 60, 380, 28, 18),
            line("July 2021", 80, 700),
        ]
    )
    document = read_bytes(blots(), "a.pdf")
    assert document.text.split("\n")[:4] == [
        "Sultanate of Oman",
        "Civil Aviation Authority",
        "Second National Contribution",
        "July 2021",
    ]
    assert document.metadata.title == "Second National Contribution"
    assert document.metadata.issued_on == "2021-07-01"


def test_strokes_of_large_letters_draw_no_table(engine, strokes):
    strokes += [(x, 101, x, 129) for x in (85, 120, 160, 200, 240)]
    strokes += [(80, y, 260, y) for y in (102, 128, 142, 168)] + [(150, 100, 150, 170)]
    engine.append([line("UPDATED PLAN", 80, 100, 30, 16), line("OF THE NATION", 80, 140, 30, 16)])
    document = read_bytes(blots(), "a.pdf")
    assert not any(block.cell for block in document.blocks)
    assert document.text.split() == ["UPDATED", "PLAN", "OF", "THE", "NATION"]


def test_lines_around_recognised_words_are_a_table(engine, strokes):
    strokes += [(80, y, 400, y) for y in (100, 130, 160)] + [(x, 100, x, 160) for x in (80, 240, 400)]
    engine.append(
        [line("指标", 90, 108), line("数值", 250, 108), line("用水量", 90, 138), line("13.5", 250, 138)],
    )
    document = read_bytes(blots(), "a.pdf")
    assert [document.text[b.start : b.end] for b in document.blocks if b.cell] == ["指标", "数值", "用水量", "13.5"]


def test_heights_that_differ_by_a_little_are_one_size(engine):
    shaky = [(12.0, 0.0), (12.9, -0.6), (11.2, 0.3), (12.4, 0.0)]
    first, _ = paragraph(FIRST, 100)
    engine.append(
        [
            Read(r.text, r.x0, r.y0 + dy, r.x1, r.y0 + dy + h, r.centres)
            for r, (h, dy) in zip(first, shaky, strict=False)
        ]
    )
    assert len(read_bytes(blots(), "a.pdf").blocks) == 1


def test_records_are_marked_with_where_they_come_from(engine):
    first, y = paragraph(FIRST, 100)
    second, _ = paragraph(SECOND, y)
    engine.append([*first, *second])
    analysis = analyze_document(read_bytes(blots(), "a.pdf"))
    assert {m.quantity.text for m in analysis.targets if m.quantity} == {"16%", "9%", "25%"}
    assert all(measure.from_ocr for measure in analysis.targets)
    assert all(provision.from_ocr for provision in analysis.provisions)
    cut = analysis.targets[0].quantity
    assert cut is not None
    ((page, box),) = boxes_of(analysis.document.text, analysis.document.places, cut.start, cut.end)
    assert (page, box.y0, box.y1) == (1, 100.0, 112.0)
    # 下降 stands left of the number, on the same line.
    assert 104 < box.x0 < box.x1 < 480


def test_a_page_with_text_is_recognised_only_by_force(engine):
    pdf = Pdf()
    pdf.chinese(SECOND)
    content = pdf.bytes()
    read = read_bytes(content, "a.pdf")
    assert not read.pages[0].from_ocr
    assert not any(r.from_ocr for r in analyze_document(read).provisions)
    engine.append([line("只有图像里的文字，", 80, 100)])
    assert read_bytes(content, "a.pdf", ocr="force").text == "只有图像里的文字，\n"


def test_a_page_that_takes_too_long_is_told_and_the_others_are_read(engine):
    engine += [None, [line(SECOND, 80, 100)]]
    document = read_bytes(blots(2), "a.pdf")
    assert document.text == SECOND + "\n"
    notices = {notice.code: notice.page for notice in document.notices}
    assert notices == {"pages_without_text": 1, "from_ocr": 2, "ocr_failed": 1}
    assert [page.from_ocr for page in document.pages] == [False, True]


def test_what_recognition_does_not_find_is_an_error(engine):
    engine += [[], []]
    for content, name in ((blots(), "a.pdf"), (picture_bytes(pictures_of(blots())[0], "PNG"), "a.png")):
        with pytest.raises(ReadError, match="found none either") as caught:
            read_bytes(content, name)
        assert caught.value.code == "no_text_layer"


@pytest.mark.parametrize(
    ("mode", "installed", "words"), [("auto", False, "docanalyzer\\[ocr\\]"), ("off", True, "off")]
)
def test_without_recognition_the_error_says_what_to_do(monkeypatch, mode, installed, words):
    monkeypatch.setattr(recognition, "is_available", lambda: installed)
    with pytest.raises(ReadError, match=words) as caught:
        read_bytes(blots(), "a.pdf", ocr=mode)
    assert caught.value.code == "no_text_layer"
    with pytest.raises(ReadError, match=words) as caught:
        read_bytes(picture_bytes(Image.new("L", (9, 9)), "TIFF"), "a.tif", ocr=mode)
    assert caught.value.code == "picture"


def test_pictures_count_as_documents_where_they_can_be_read(monkeypatch):
    monkeypatch.setattr(recognition, "is_available", lambda: True)
    assert ".tif" in supported()
    assert ".tif" not in supported("off")
    monkeypatch.setattr(recognition, "is_available", lambda: False)
    assert ".tif" not in supported()


def test_pages_of_a_picture(engine):
    pages = [Image.new("RGB", (1190, 1684), "white") for _ in range(2)]
    for page in pages:
        ImageDraw.Draw(page).rectangle((10, 10, 40, 40), fill=0)
    content = picture_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(144, 144))
    engine += [[line(SECOND, 80, 100)], [line("第二页", 80, 100)]]
    document = read_bytes(content, "scan.tiff")
    assert document.media_type == "image/tiff"
    assert [document.text[page.start : page.end].strip() for page in document.pages] == [SECOND, "第二页"]
    assert document.notices[0].count == 2
    assert document.places[0].x0 == pytest.approx(80, abs=0.1)


def test_a_picture_of_too_many_pixels_is_not_unpacked(engine):
    content = picture_bytes(Image.new("1", (3000, 3000)), "PNG")
    with pytest.raises(ReadError, match="pixels") as caught:
        read_bytes(content, "a.png", limits=Limits(pixels=8_000_000))
    assert caught.value.code == "too_large"


def test_see_through_pictures_lie_on_white(engine):
    image = Image.new("RGBA", (300, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((10, 10, 60, 60), fill=(0, 0, 0, 255))
    engine.append([line("白底", 20, 20)])
    assert read_bytes(picture_bytes(image, "PNG"), "a.png").text == "白底\n"


def test_an_empty_page_is_not_looked_at(engine):
    content = picture_bytes(Image.new("L", (300, 400), 255), "PNG")
    with pytest.raises(ReadError) as caught:  # the engine has no answer to give
        read_bytes(content, "a.png")
    assert caught.value.code == "no_text_layer"


def test_the_same_words_twice_have_two_places():
    text = "指标\t5\t5\n煤炭消费\t5\n"
    seen = [line("指标", 10, 10), line("5", 50, 10), line("5", 90, 10), line("煤炭消费", 10, 30), line("5", 90, 30)]
    found = places(text, [Page(1, 0, len(text), from_ocr=True)], {1: seen})
    assert [(p.start, p.x0, p.y0) for p in found] == [(0, 10, 10), (3, 50, 10), (5, 90, 10), (7, 10, 30), (12, 90, 30)]


def test_boxes_follow_the_widths_of_characters():
    text = "降低18%"
    found = boxes_of(text, [Place(0, 5, 3, 0.0, 10.0, 70.0, 20.0)], 2, 5)
    assert found == [(3, (40.0, 10.0, 70.0, 20.0))]


def test_evidence_is_framed_on_the_picture():
    page = Image.new("L", (1190, 1684), 255)
    box = (100.0, 100.0, 200.0, 112.0)
    for content in (picture_bytes(page, "PDF", resolution=144), picture_bytes(page, "PNG", dpi=(144, 144))):
        plain = draw(content, "a", 1, [Frame("x", "#262730")])
        framed = draw(content, "a", 1, [Frame("x", "#262730", boxes=(Box(*box),))])
        assert (plain.framed, framed.framed) == (False, True)
        assert Image.open(io.BytesIO(framed.content)).getpixel((300, 210)) != (255, 255, 255)
        assert Image.open(io.BytesIO(framed.content)).getpixel((300, 600)) == (255, 255, 255)


def test_a_picture_has_the_pages_it_has():
    with pytest.raises(ReadError, match="no page 2") as caught:
        draw(picture_bytes(Image.new("L", (9, 9)), "PNG"), "a.png", 2, [])
    assert caught.value.code == "no_such_page"


# -- the process ------------------------------------------------------------------------------------------------------

SLEEP = "import sys, time; sys.stdin.buffer.read(1); time.sleep(600)"
DIE = "import os, sys; sys.stdin.buffer.read(1); os._exit(1)"
HALF = "import os, sys; sys.stdin.buffer.read(1); os.write(1, b'{\"lines\": ['); os._exit(0)"


@pytest.mark.parametrize("program", [SLEEP, DIE, HALF], ids=["hangs", "dies", "says half"])
def test_a_process_that_does_not_answer_is_given_up(monkeypatch, program):
    monkeypatch.setattr(recognition, "is_available", lambda: True)
    started = []
    popen = subprocess.Popen

    def start(command, **options):
        started.append(popen([sys.executable, "-c", program], **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    with Recogniser("auto", Limits(page_seconds=0.5)) as recogniser:
        for number in (1, 2):
            assert recogniser.sheet(number, Raster(2, 1, b"\0\0\0\xff\xff\xff", 1.0), 2, 1) is None
    assert recogniser.failed == [1, 2]
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


@pytest.fixture(scope="module")
def scanned():
    """Two scanned pages: a heading, paragraphs, and a ruled table."""
    pdf = Pdf()
    pdf.centred("节水行动实施方案")
    pdf.chinese(FIRST)
    pdf.chinese(SECOND)
    pdf.page()
    pdf.table(
        [["指标", "2020年", "2025年"], ["用水总量", "5812.9", "6400"], ["万元产值用水量", "100%", "84%"]],
        [90, 230, 370, 510],
    )
    return scan(pdf.bytes())


class TestEngine:
    pytestmark = ENGINE

    def test_a_scan_gives_the_records_of_its_text(self, scanned):
        analysis = analyze_isolated(scanned, "scan.pdf", settings=Settings(language="zh"))
        text = analysis.document.text
        assert FIRST in text
        assert SECOND in text
        assert "用水总量\t5812.9\t6400\n" in text
        values = {m.quantity.low for m in (*analysis.targets, *analysis.figures) if m.quantity}
        assert {16.0, 9.0, 25.0, 84.0} <= values
        assert all(m.from_ocr for m in analysis.targets)
        assert {place.page for place in analysis.document.places} == {1, 2}
        quoted = [text[p.start : p.end].replace("\t", "") for p in analysis.document.places]
        assert "5812.9" in quoted
        assert "节水行动实施方案" in quoted

    def test_the_same_scan_gives_the_same_text_and_a_picture_what_its_page_gives(self, scanned):
        document = read_bytes(scanned, "scan.pdf")
        assert read_bytes(scanned, "scan.pdf") == document
        page = picture_bytes(pictures_of(scanned)[0], "PNG", dpi=(150, 150))
        assert read_bytes(page, "page.png").text.split() == document.text[: document.pages[0].end].split()

    def test_nothing_is_fetched(self, scanned, monkeypatch):
        """The weights are files of the wheel; the engine comes up where no connection can be opened."""
        monkeypatch.setattr(socket, "socket", None)
        from docanalyzer.reading.ocr import engine

        assert engine() is not None

    def test_a_page_has_its_time(self, scanned):
        before = time.monotonic()
        with pytest.raises(ReadError) as caught:
            read_bytes(scanned, "scan.pdf", limits=Limits(page_seconds=0.05))
        assert caught.value.code == "no_text_layer"
        assert time.monotonic() - before < 60
