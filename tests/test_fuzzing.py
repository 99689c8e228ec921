"""Real files with damage: every reader and the whole extraction, on mutations of the bundled documents.

A few seconds each here; as long as one likes by ``DOCANALYZER_FUZZ=20000 python -m pytest tests/test_fuzzing.py``,
which tries so many examples and new ones each time.
"""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from docanalyzer import analyze_text
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import Limits
from docanalyzer.exports import dumps, from_data
from docanalyzer.isolation import Terms, Worker, records_of
from docanalyzer.pipeline import Settings
from tests.hostile.making import LAUGHS, looping_tiff
from tests.reading.making import Pdf, picture_bytes

pytestmark = pytest.mark.slow
EXAMPLES = int(os.environ.get("DOCANALYZER_FUZZ", "0"))
FUZZ = settings(
    max_examples=EXAMPLES or 40,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DOCUMENTS = Path(__file__).resolve().parent.parent / "corpus" / "documents"
CODES = {
    "binary", "crashed", "damaged", "empty", "encrypted", "entities", "memory", "missing_library", "nested",
    "no_text_layer", "picture", "timeout", "too_large", "too_many_pages", "unsupported",
}  # fmt: skip
# What parsers stumble over, put in at any place.
TOKENS = [
    b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"-1", b"99999999999", b"1e999", b"nan", b"/", b"<<", b">>",
    b"[", b"]", b"(", b"<", b"</p>", b"<!--", b"]]>", b"&#0;", b"&lt", b"<table>", b" colspan=99999999", b"endobj",
    b"endstream", b"stream\n", b" 0 R", b"/Kids [1 0 R]", b"/Length 0", b"%%EOF", b"\n" * 50, b"9" * 300, b"\r",
    "（".encode(), "下降".encode("gb18030"), "\ud800".encode("utf-8", "surrogatepass"), LAUGHS.encode(),
]  # fmt: skip


def made_pdf() -> bytes:
    pdf = Pdf(pageCompression=0)
    pdf.chinese("到2025年，单位工业增加值用水量比2020年下降16%，漏损率控制在9%以内，再生水利用率达到25%以上。")
    pdf.table([["指标", "目标"], ["用水量", "84"]], [90, 300, 510])
    return bytes(pdf.bytes())


def made_picture(form: str) -> bytes:
    image = Image.new("RGB", (200, 80), "white")
    ImageDraw.Draw(image).text((10, 30), "fall by 18% by 2030", fill="black")
    return bytes(picture_bytes(image, form))


def seeds() -> dict[str, list[bytes]]:
    """Whole files by their suffix; texts cut to a length that is read in no time."""
    found = {suffix: [path.read_bytes() for path in sorted(DOCUMENTS.glob(f"*{suffix}"))] for suffix in SUFFIXES}
    for suffix in (".txt", ".html", ".md"):
        found[suffix] = [data[:6000] for data in found[suffix]]
    found[".pdf"].append(made_pdf())
    found[".png"], found[".jpg"] = [made_picture("PNG")], [made_picture("JPEG")]
    found[".tif"] = [made_picture("TIFF"), looping_tiff()]
    return found


SUFFIXES = (".txt", ".html", ".md", ".docx", ".pdf")
SEEDS = seeds()


@st.composite
def damaged(draw: st.DrawFn, sources: list[bytes]) -> bytes:
    """A file with pieces taken out, doubled, moved in from another one, and bytes and tokens put in."""
    data = draw(st.sampled_from(sources))
    for _ in range(draw(st.integers(1, 5))):
        if not data:
            break
        at = draw(st.integers(0, len(data) - 1))
        length = draw(st.sampled_from([1, 2, 4, 16, 100, 1000]))
        piece = data[at : at + length]
        change = draw(st.sampled_from(["drop", "double", "cut", "flip", "token", "splice", "zero"]))
        if change == "drop":
            piece = b""
        elif change == "double":
            piece *= draw(st.sampled_from([2, 3, 50]))
        elif change == "cut":
            return data[:at]
        elif change == "flip":
            piece = bytes([piece[0] ^ (1 << draw(st.integers(0, 7)))]) + piece[1:]
        elif change == "token":
            piece += draw(st.sampled_from(TOKENS))
        elif change == "splice":
            other = draw(st.sampled_from(sources))
            begin = draw(st.integers(0, max(0, len(other) - 1)))
            piece += other[begin : begin + length]
        else:
            piece = b"\0" * len(piece)
        data = data[:at] + piece + data[at + length :]
    return data


@st.composite
def damaged_inside(draw: st.DrawFn) -> bytes:
    """A Word document that is whole as an archive, with damage in one of its parts."""
    source = draw(st.sampled_from(SEEDS[".docx"]))
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    name = draw(st.sampled_from(["word/document.xml", *names]))
    if draw(st.booleans()):
        parts[name] = draw(damaged([parts[name]]))
    else:
        # Mark-up that is well formed still, but says something else.
        tags = sorted(set(re.findall(rb"<[\w:]+|w:\w+=\"[^\"]*\"", parts[name])))
        if tags:
            old, new = draw(st.sampled_from(tags)), draw(st.sampled_from(tags))
            parts[name] = parts[name].replace(old, new)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def worker():
    # Text recognition would take seconds for each page; its own tests are elsewhere.
    with Worker(Terms(Settings(ocr="off"), Limits(seconds=60))) as made:
        yield made


def check(worker: Worker, data: bytes, name: str) -> None:
    """A file gives records whose quotations stand in the text, or an error that names it and a known cause."""
    answer, failure = None, None
    try:
        answer = worker.analyze(data, name)
    except ReadError as error:
        failure = error
    if failure is not None:
        assert failure.code in CODES, (failure.code, failure.cause)
        assert str(failure).startswith(f"{name}: ")
        assert failure.cause
        assert "\n" not in str(failure)
    if answer is not None:
        # Reading the answer back checks every field and every quotation.
        assert records_of(answer.body, name).document.text.strip()


@pytest.mark.parametrize("suffix", [suffix for suffix in SEEDS if suffix != ".txt"])
def test_files_with_damage(worker, suffix):
    @FUZZ
    @given(damaged(SEEDS[suffix]))
    def run(data):
        check(worker, data, "file" + suffix)

    run()


@FUZZ
@given(data=damaged_inside())
def test_word_documents_with_damage_inside(worker, data):
    check(worker, data, "file.docx")


@FUZZ
@given(data=st.data())
def test_files_under_other_names(worker, data):
    suffix, name = data.draw(st.sampled_from(sorted(SEEDS))), data.draw(st.sampled_from(sorted(SEEDS)))
    check(worker, data.draw(damaged(SEEDS[suffix])), "file" + name)


@st.composite
def altered(draw: st.DrawFn) -> str:
    """A few lines of the bundled texts, put together anew, with characters of other kinds among them."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=5))
    text = draw(st.sampled_from(["\n", "", " "])).join(lines)
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 3, 12]))
        put = draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)))
        text = text[:at] + put + text[at + length :]
    return text


def lines_of(data: bytes) -> list[str]:
    return [line[:300] for line in data.decode("utf-8", "ignore").splitlines() if re.search(r"\d", line)]


LINES = [line for data in SEEDS[".txt"] for line in lines_of(data)][:400]
PIECES = [
    "%", "％", "5", "2020年", "“十三五”", "by 2030 ", "吨", "/", "—", "至", "。", "；", "\n", "\t", "（", ")", "《",
    "万", "亿", "个百分点", "per cent ", "million ", "from ", "和", "、", "降低", "reduce ", "-", "1,000", "½",
    "\u3000", "\0", "\ud800", "\u202e", "e9", "99999999999999999999", "第一章 ", "| a | b |\n|---|---|\n",
]  # fmt: skip


@FUZZ
@given(altered())
def test_extraction_from_altered_texts(text):
    analysis = analyze_text(text)
    assert from_data(json.loads(dumps(analysis))) == analysis
