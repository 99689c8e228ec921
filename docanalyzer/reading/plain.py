"""Plain text and Markdown: the bytes decoded, and nothing else done to them."""

from __future__ import annotations

import codecs
import re

from docanalyzer.core.document import Notice
from docanalyzer.core.errors import ReadError
from docanalyzer.reading.layout import HAN, Reading

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")
_HAN_PAIR = re.compile(f"[{HAN}、，。]{{2,}}")
_SAMPLE = 200_000


def read_plain(data: bytes, name: str, *, media_type: str = "text/plain") -> Reading:
    """Decode a text file; the text is kept character for character, every line end becomes a line feed."""
    text, notices = decode(data, name)
    return Reading(media_type, text.replace("\r\n", "\n").replace("\r", "\n"), notices=notices)


def decode(data: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """The text of bytes in an unknown encoding, and a notice where characters had to be given up.

    Raises ``ReadError`` (``binary``) for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_loss(data, encoding, name)
    if b"\0" in data:
        return _without_mark(data, name)
    if len(data.translate(None, _CONTROLS)) < len(data) * 0.98:
        raise ReadError(name, "binary", "this is no text file: it holds control characters")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if _broken_utf8(data):
        return _with_loss(data, "utf-8", name)
    guess = _guess(data)
    return _with_loss(data, guess or "gb18030", name, guessed=guess is None)


def _without_mark(data: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """UTF-16 without a mark shows by zero bytes on one side of each pair only; other zero bytes are no text."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > 20 * even else "utf-16-be" if even > 20 * odd else ""
    if encoding and max(even, odd) * 50 > len(sample):
        try:
            return data.decode(encoding), ()
        except UnicodeDecodeError:
            pass
    raise ReadError(name, "binary", "this is no text file: it holds binary data")


def _broken_utf8(data: bytes) -> bool:
    """Whether bytes that fail as UTF-8 are UTF-8 with a few wrong bytes, or cut off inside a character."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f") - text[:_SAMPLE].count("\ufffd")
    return lost * 20 <= good


def _guess(data: bytes) -> str | None:
    """The legacy encoding that gives the most likely text, or None.

    Big5 bytes also decode as GB18030 without an error, and the quotation marks of Windows-1252 together with the
    letter after them as a Chinese character: what counts is whether the characters are ones that people write.
    """
    sample = data[:_SAMPLE]
    scores: list[tuple[float, str]] = []
    for encoding in ("gb18030", "big5hkscs", "cp950"):
        text = _strict(sample, encoding)
        if text is not None:
            scores.append((_likely_chinese(text), encoding))
    score, likely = max(scores, key=lambda found: found[0], default=(0.0, ""))
    if score > 0.5:
        return likely
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None and _strict(data, best.encoding) is not None else None


def _strict(data: bytes, encoding: str) -> str | None:
    """Decoded text, or None where a byte does not fit; a character cut off at the end of the sample is forgiven."""
    for cut in range(4):
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                return None
        except LookupError:
            return None
    return None


def _likely_chinese(text: str) -> float:
    """Share of the other-than-ASCII characters that are common Chinese ones standing next to each other."""
    wide = [c for c in text if c > "\x7f"]
    if not wide:
        return 0.0
    run = "".join(_HAN_PAIR.findall(text))
    return sum(map(_common, run)) / len(wide)


def _common(character: str) -> bool:
    """Whether a character stands on the first plane of GB 2312 or of Big5, where the everyday ones are."""
    if character in "、，。":
        return True
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = character.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        return first <= lead <= last
    return False


def _with_loss(data: bytes, encoding: str, name: str, *, guessed: bool = False) -> tuple[str, tuple[Notice, ...]]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    notices = []
    if lost > len(text) // 3:
        raise ReadError(name, "binary", "this is no text file, or its encoding is not known")
    if lost > 0:
        message = f"places that could not be decoded as {encoding} and show as \ufffd: {lost}"
        notices.append(Notice("undecodable_bytes", message, lost))
    elif guessed:
        notices.append(Notice("encoding_assumed", f"the encoding is not stated; {encoding} was assumed"))
    return text, tuple(notices)
