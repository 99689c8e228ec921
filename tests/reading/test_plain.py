"""Plain text stays what it is; only the encoding is found."""

import codecs

import pytest

from docanalyzer.core.errors import ReadError
from docanalyzer.reading import read_bytes

ZH = "到2025年，单位工业增加值用水量比2020年下降16%。\n各地区要严格控制用水总量，推进节水改造，完善水价机制。\n" * 8
HANT = """到二零三零年，單位國內生產總值的碳排放量下降百分之六十五。
政府會推動節能減排，發展可再生能源，並鼓勵市民參與。
"""


def text_of(data, name="a.txt"):
    return read_bytes(data, name).text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "gb18030"),
    ],
)
def test_encodings_give_the_same_text_without_a_mark(mark, encoding):
    assert text_of(mark + ZH.encode(encoding)) == ZH


def test_big5_is_not_taken_for_gb18030():
    assert HANT.encode("big5").decode("gb18030", "replace") != HANT
    assert text_of(HANT.encode("big5")) == HANT


def test_curly_quotes_of_windows_are_no_chinese():
    english = "The council’s plan: cut emissions by 18% – “as far as practicable”. It’s due by 2030.\n" * 5
    assert text_of(english.encode("cp1252")) == english


@pytest.mark.parametrize("source", ["  一、\t总则  \n\n\n<b>18%</b> # no heading\n", "a\n b\n", "\n\n3&lt;4"])
@pytest.mark.parametrize("suffix", ["txt", "md", "text", "markdown"])
def test_text_is_never_stripped_joined_or_taken_for_markup(source, suffix):
    document = read_bytes(source.encode(), f"a.{suffix}")
    assert document.text == source
    assert document.blocks == ()


def test_line_ends_become_line_feeds():
    assert text_of(b"a\r\nb\rc\n") == "a\nb\nc\n"


def test_an_html_page_named_txt_stays_text():
    source = "<!DOCTYPE html><html><body><p>18%</p></body></html>"
    document = read_bytes(source.encode(), "page.txt")
    assert document.text == source
    assert document.media_type == "text/plain"


def test_text_cut_inside_a_character_keeps_the_rest_and_says_so():
    document = read_bytes(ZH.encode()[:-6], "a.txt")
    assert document.text.rstrip("\ufffd") == ZH[:-3]
    assert [notice.code for notice in document.notices] == ["undecodable_bytes"]


def test_gb18030_with_a_broken_byte_is_read_with_a_notice():
    data = ZH.encode("gb18030") + b"\xff" + "结尾。".encode("gb18030")
    document = read_bytes(data, "a.txt")
    assert document.text.startswith(ZH)
    assert document.notices[0].code == "undecodable_bytes"


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"text \0 and \0 zero", b"\x01\x02\x03\x04" * 50])
def test_binary_data_named_txt_is_refused(data):
    with pytest.raises(ReadError) as caught:
        text_of(data)
    assert caught.value.code == "binary"


def test_standard_input_without_a_name_is_plain_text():
    document = read_bytes("到2025年下降18%。".encode(), "stdin")
    assert document.media_type == "text/plain"
    assert document.text == "到2025年下降18%。"
