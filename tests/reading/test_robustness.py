"""Whatever comes in, a document comes out or an error in plain words, and soon."""

import gzip
import io
import shutil
import zipfile
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from docanalyzer.core.errors import ReadError
from docanalyzer.reading import SUPPORTED, read, read_bytes, recognition
from tests.reading.making import Pdf, picture_bytes, word, word_bytes

QUICK = settings(
    max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def sample_pdf():
    pdf = Pdf()
    pdf.chinese("到2025年，单位工业增加值用水量比2020年下降16%，漏损率控制在9%以内，再生水利用率达到25%以上。")
    pdf.table([["指标", "目标"], ["用水量", "84"]], [90, 300, 510])
    return pdf.bytes()


@pytest.fixture(autouse=True, scope="module")
def no_office():
    """As on a machine without LibreOffice and text recognition: what they make of it is not ours to test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda program: None)
        patch.setattr(recognition, "is_available", lambda: False)
        yield


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF, DOCX = sample_pdf(), word_bytes(word("到2025年，用水量下降16%。", "By 2030."))
PNG = picture_bytes(Image.new("L", (40, 40), 255), "PNG")
HTML = b"<html><body><h1>Plan</h1><p>Losses fall by 9% by 2030.</p><table><tr><td>1</td><td>2</td></tr></table>"


def outcome(data, name):
    """Read; check what every document promises."""
    try:
        document = read_bytes(data, name)
    except ReadError as error:
        return error.code if error.cause and "\n" not in str(error) else "an error without plain words"
    end = -1
    for block in document.blocks:
        assert block.start > end
        quote = document.text[block.start : block.end]
        assert quote
        assert quote == quote.strip()
        end = block.end - 1
    place = 0
    for page in document.pages:
        assert place <= page.start <= page.end <= len(document.text)
        place = page.start
    return "read"


@QUICK
@given(st.binary(max_size=400), st.sampled_from(sorted(SUPPORTED)))
def test_any_bytes(data, suffix):
    assert outcome(data, "file" + suffix) != "an error without plain words"


@QUICK
@given(st.binary(max_size=300), st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", OLE]))
def test_any_bytes_behind_a_known_beginning(data, magic):
    for suffix in (".pdf", ".docx", ".html", ".txt", ".doc"):
        assert outcome(magic + data, "file" + suffix) != "an error without plain words"


@QUICK
@given(st.data())
def test_files_with_damage(data):
    source, suffix = data.draw(st.sampled_from([(PDF, ".pdf"), (DOCX, ".docx"), (HTML, ".html")]))
    at = data.draw(st.integers(0, len(source) - 1))
    if data.draw(st.booleans()):
        outcome(source[:at], "file" + suffix)
    else:
        outcome(source[:at] + data.draw(st.binary(min_size=1, max_size=8)) + source[at + 1 :], "file" + suffix)


@QUICK
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n", exclude_characters="\ufeff")))
def test_any_text_comes_back_as_it_is(text):
    assume(text.strip())
    assert read_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t", "a.txt", "empty"),
        (b"", "a.pdf", "empty"),
        (b"<html><body></body></html>", "a.html", "empty"),
        (word_bytes(word()), "a.docx", "empty"),
        (PDF, "a.txt", "binary"),
        (DOCX, "a.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.pdf", "damaged"),
        (b"no picture", "a.png", "damaged"),
        (PNG, "a.png", "picture"),
        (PNG, "a.pdf", "picture"),
        (PNG, "a", "picture"),
        (PNG, "a.txt", "binary"),
        (b"GIF89a\0\0", "a.docx", "picture"),
        (b"x", "a.xlsx", "unsupported"),
        (b"x", "a.ofd", "unsupported"),
        (gzip.compress(b"x" * 999), "a.html", "unsupported"),
        (gzip.compress(b"x" * 999), "a.txt", "unsupported"),
        (PDF[:200], "a.pdf", "damaged"),
        (DOCX[:-40], "a.docx", "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
    ],
)
def test_what_is_wrong_is_said(data, name, code):
    assert outcome(data, name) == code


def test_contents_count_for_more_than_the_name():
    assert read_bytes(PDF, "a.docx").media_type == "application/pdf"
    assert read_bytes(DOCX, "a.doc").media_type.endswith("wordprocessingml.document")
    assert read_bytes(HTML, "a.doc").media_type == "text/html"
    assert read_bytes(PDF, "-").media_type == "application/pdf"
    assert [notice.code for notice in read_bytes(PDF, "a.docx").notices] == ["content_not_as_named"]
    assert read_bytes(PDF, "a.PDF").notices == ()


def test_old_formats_without_libreoffice_say_what_to_do():
    with pytest.raises(ReadError, match="LibreOffice") as caught:
        read_bytes(OLE + b"\0" * 600, "a.wps")
    assert caught.value.code == "needs_libreoffice"


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (310 * 1024 * 1024))
    assert outcome(buffer.getvalue(), "a.docx") == "too_large"


def test_deep_nesting_ends():
    assert outcome(b"<html><body>" + b"<div>" * 5000 + b"18%", "a.html") == "nested"


def test_paths(tmp_path):
    for path, code in ((tmp_path, "directory"), (tmp_path / "none.txt", "missing")):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.code == code
        assert caught.value.name == path.name
    file = tmp_path / "方案.txt"
    file.write_bytes("下降18%。".encode())
    assert read(file).name == "方案.txt"


def test_the_id_is_that_of_the_bytes():
    assert read_bytes(b"abc", "a.txt").id == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert read_bytes(b"abc", "b.md").id == read_bytes(b"abc", "a.txt").id
