"""What hostile files are put together of."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

from tests.reading.making import word, word_bytes

MIB = 1024 * 1024
TEXT = "到2025年，单位工业增加值用水量比2020年下降16%以上。"
ENGLISH = "By 2030, losses will fall by at least 9%."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def plain_word() -> bytes:
    return bytes(word_bytes(word(TEXT, ENGLISH)))


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def zeros_zipped(name: str, size: int) -> bytes:
    """An archive with one part of so many zeros, which are never in memory at once."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as stream:
        for _ in range(size // MIB):
            stream.write(b"\0" * MIB)
    return buffer.getvalue()


def word_with(parts: dict[str, bytes]) -> bytes:
    """A Word document with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(plain_word())) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    return zipped({**kept, **parts}.items())


def word_body(body: str, doctype: str = "", encoding: str = "utf-8") -> bytes:
    """A Word document with this body."""
    xml = f'{XML.replace("UTF-8", encoding)}{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return word_with({"word/document.xml": xml.encode(encoding, "surrogatepass")})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(objects: list[bytes], *, root: int = 1, shift: int = 0) -> bytes:
    """A PDF of these objects, numbered from 1; ``shift`` moves the places in its table away from the true ones."""
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % (place + shift) for place in places)
    count = len(objects) + 1
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, root, len(body) + shift)
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def stream(content: bytes, head: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, head = zlib.compress(content, 9), head + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)


def page(content: bytes, *, box: bytes = b"0 0 595 842", more: bytes = b"", resources: bytes = b"") -> list[bytes]:
    """The objects of a PDF with one page; object 4 is its content stream, 5 a font that every reader has."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % more,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>"
        % (box, resources),
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


def shown(text: bytes = ENGLISH.encode()) -> bytes:
    """The operators that print a line."""
    return b"BT /F 12 Tf 72 700 Td (" + text + b") Tj ET\n"


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG that says it has this size, whatever its rows hold."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def looping_tiff() -> bytes:
    """A TIFF whose first page says that it is also the next one."""
    entries = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200)]
    entries += [(278, 4, 1, 8), (279, 4, 1, 64)]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    directory = b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 8)
    return directory.ljust(200, b"\0") + bytes(range(0, 256, 4))


def overlapping_zip(count: int, size: int) -> bytes:
    """An archive whose entries all lie in the same place: it unpacks to so many times what it holds."""
    name = b"word/a"
    content = zlib.compress(b"\0" * size, 9)[2:-4]
    crc = zlib.crc32(b"\0" * size)
    sizes = struct.pack("<III", crc, len(content), size)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0) + name
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, len(local) + len(content), 0)
    return local + content + entry * count + b"PK\x05\x06" + end
