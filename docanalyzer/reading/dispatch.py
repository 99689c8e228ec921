"""Which module reads a file: by its suffix, and by its first bytes where the suffix is wrong or says nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from docanalyzer.core.document import Document, Metadata, Notice
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, MIB, Limits
from docanalyzer.reading.layout import Reading
from docanalyzer.reading.recognition import OcrMode

PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})
WEB = frozenset({".html", ".htm", ".xhtml"})
CONVERTIBLE = frozenset({".doc", ".wps", ".rtf", ".odt"})
SCANS = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
SUPPORTED = PLAIN | WEB | CONVERTIBLE | {".docx", ".pdf"}
"""Suffixes that :func:`read` takes; the ones of older word processors need LibreOffice."""


def supported(ocr: OcrMode = "auto") -> frozenset[str]:
    """The suffixes of files that are worth reading: with the extra ``ocr`` those of pictures of pages too."""
    from docanalyzer.reading.recognition import is_available

    return SUPPORTED | SCANS if ocr != "off" and is_available() else SUPPORTED


_PICTURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"RIFF", "WEBP"),
)
_PACKED = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_READABLE = frozenset({"PNG", "JPEG", "TIFF"})
_NAMED = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".png": "image/png",
    **dict.fromkeys((".jpg", ".jpeg"), "image/jpeg"),
    **dict.fromkeys((".tif", ".tiff"), "image/tiff"),
    **dict.fromkeys(WEB, "text/html"),
}
_PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How Office wraps a document that has a password.
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def read(path: Path, *, metadata: Metadata | None = None, limits: Limits = LIMITS, ocr: OcrMode = "auto") -> Document:
    """Read a file into a document; fields of ``metadata`` that are set overrule what the file says.

    ``ocr`` says when pages are read by text recognition; see :data:`docanalyzer.reading.recognition.OcrMode`.
    Raises :class:`ReadError` with the cause in plain words for anything that cannot be read.
    """
    path = Path(path)
    content = read_content(path, limits)
    return read_bytes(content, path.name or str(path), metadata=metadata, limits=limits, ocr=ocr)


def read_content(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file that is no larger than ``limits`` allow; raises :class:`ReadError` for what is no file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(name, "directory", "this is a directory; name a file in it")
        if path.exists() and not path.is_file():
            raise ReadError(name, "unsupported", "this is neither a file nor a directory")
        with path.open("rb") as stream:
            # One byte more than is allowed tells, however large the file is or grows.
            content = stream.read(limits.size + 1)
    except FileNotFoundError:
        raise ReadError(name, "missing", "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(name, "unreadable", f"the file cannot be opened: {reason}") from error
    if len(content) > limits.size:
        raise ReadError(name, "too_large", f"the file has more than {limits.size // MIB} MiB")
    return content


def read_bytes(
    data: bytes,
    name: str,
    *,
    metadata: Metadata | None = None,
    limits: Limits = LIMITS,
    ocr: OcrMode = "auto",
) -> Document:
    """Read bytes as the file ``name`` would be read; a name without a suffix is taken for plain text."""
    if len(data) > limits.size:
        raise ReadError(name, "too_large", f"the file has more than {limits.size // MIB} MiB")
    if not data:
        raise ReadError(name, "empty", "the file is empty")
    reader = _reader(data, name, Path(name).suffix.lower(), ocr)
    try:
        reading = reader(data, name, limits)
    except (ReadError, MemoryError):
        raise
    except ImportError as error:
        message = f"the library {error.name} is needed for this format and is not installed"
        raise ReadError(name, "missing_library", message) from error
    except RecursionError as error:
        raise ReadError(name, "nested", "the document is nested too deeply to be read") from error
    except Exception as error:  # a parser fed with a damaged file may raise anything; the caller gets one kind
        raise ReadError(name, "damaged", f"the file is damaged or not what its name says ({_words(error)})") from error
    if not reading.text.strip():
        raise ReadError(name, "empty", "the file holds no text")
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        media_type=reading.media_type,
        text=reading.text,
        blocks=reading.blocks,
        pages=reading.pages,
        metadata=_metadata(reading, metadata),
        notices=(*reading.notices, *_misnamed(name, reading.media_type)),
        places=reading.places,
    )


def _misnamed(name: str, media_type: str) -> tuple[Notice, ...]:
    """A notice where a file was read as another type than its name says."""
    expected = _NAMED.get(Path(name).suffix.lower(), media_type)
    if media_type == expected:
        return ()
    return (Notice("content_not_as_named", f"the file was read as {media_type}, which is what it holds"),)


Reader = Callable[[bytes, str, Limits], Reading]


def _reader(data: bytes, name: str, suffix: str, ocr: OcrMode) -> Reader:
    """The function for these bytes; what they are counts for more than what the name says, except for text."""
    if suffix == ".ofd":
        raise ReadError(name, "unsupported", "OFD files cannot be read; export it as PDF or DOCX")
    if suffix in PLAIN or not suffix:
        return _plain_reader(data, name, suffix, ocr)
    if suffix not in SUPPORTED | _PICTURE_SUFFIXES:
        known = ", ".join(sorted(SUPPORTED))
        raise ReadError(name, "unsupported", f"files of type {suffix} cannot be read; known are {known}")
    content = _content(data, name)
    if content in {"pdf", "picture"}:
        return _recognising(content, ocr)
    if content in {"docx", "html"}:
        return _by_content(content)
    if content == "zip" and suffix == ".docx":
        return _by_content("docx")
    if suffix in CONVERTIBLE or (content == "ole" and suffix == ".docx"):
        return _office(suffix if suffix in CONVERTIBLE else ".doc")
    if suffix in WEB:
        return _by_content("html")
    if suffix in _PICTURE_SUFFIXES:
        raise ReadError(name, "damaged", "the file is damaged or no picture, as its name says")
    if suffix == ".pdf":
        return _recognising("pdf", ocr)
    return _by_content(suffix.lstrip("."))


def _plain_reader(data: bytes, name: str, suffix: str, ocr: OcrMode) -> Reader:
    content = _content(data, name)
    if not suffix and content in {"pdf", "picture"}:
        return _recognising(content, ocr)
    if not suffix and content == "docx":
        return _by_content(content)
    if content in _NO_TEXT:
        kind = _NO_TEXT[content]
        hint = "; rename it" if content in {"pdf", "docx", "picture"} else ""
        raise ReadError(name, "binary", f"this is no text file but {kind}{hint}")
    from docanalyzer.reading.plain import read_plain

    media_type = "text/markdown" if suffix in {".md", ".markdown"} else "text/plain"
    return lambda data, name, _limits: read_plain(data, name, media_type=media_type)


_NO_TEXT = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "zip": "a ZIP archive",
    "ole": "an Office file",
    "picture": "a picture",
}


def _recognising(content: str, ocr: OcrMode) -> Reader:
    """The readers that may have to recognise text in pictures."""
    if content == "pdf":
        from docanalyzer.reading.pdf import read_pdf

        return lambda data, name, limits: read_pdf(data, name, limits, ocr)
    from docanalyzer.reading.picture import read_picture

    return lambda data, name, limits: read_picture(data, name, limits, ocr)


def _by_content(content: str) -> Reader:
    if content == "docx":
        from docanalyzer.reading.docx import read_docx

        return read_docx
    from docanalyzer.reading.html import read_html

    return read_html


def _office(suffix: str) -> Reader:
    from docanalyzer.reading.office import read_office

    return lambda data, name, limits: read_office(data, name, suffix, limits)


def _content(data: bytes, name: str) -> str:
    """What the first bytes say: pdf, docx, zip, ole, html, picture or nothing; packed files are an error."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in data else "zip"
    if head.startswith(_OLE):
        if _PROTECTED in data:
            raise ReadError(name, "encrypted", "the document is protected by a password")
        return "ole"
    for magic, kind in _PACKED.items():
        if head.startswith(magic) and b"\0" in head:
            raise ReadError(name, "unsupported", f"this is a packed file ({kind}); unpack it first")
    for magic, kind in _PICTURES:
        if head.startswith(magic) and b"\0" in head:
            if kind in _READABLE:
                return "picture"
            raise ReadError(name, "picture", f"this is a picture ({kind}); save it as PNG, JPEG or TIFF")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    return ""


def _metadata(reading: Reading, given: Metadata | None) -> Metadata:
    """Field by field: what the caller gave, what the file states, what its text shows, what it may mean."""
    from docanalyzer.reading.metadata import find_metadata

    sources = [given or Metadata(), reading.stated, find_metadata(reading.text), reading.guessed]
    chosen: dict[str, Any] = {}
    for field in fields(Metadata):
        values = (getattr(source, field.name) for source in sources)
        chosen[field.name] = next((value for value in values if value), field.default)
    return Metadata(**chosen)


def _words(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:200] if text else type(error).__name__
