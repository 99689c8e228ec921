"""Text as other formats can hold it, and positions as other programs count them."""

from __future__ import annotations

import re
from bisect import bisect_left

# What XML 1.0 forbids even as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def utf8(text: str) -> bytes:
    """UTF-8 of the same number of characters; a lone surrogate, which has no UTF-8 form, becomes a question mark."""
    return text.encode("utf-8", "replace")


def xml_safe(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """The text with runs of blanks, line ends and other breaks as one space each, without control characters."""
    return xml_safe(" ".join(text.split()))


class Utf16Positions:
    """Code points to UTF-16 units, which JavaScript programs count: two for a character outside the basic plane."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, character in enumerate(text) if character > "\uffff"]

    def __call__(self, position: int) -> int:
        """The number of UTF-16 units before this code point."""
        return position + bisect_left(self._wide, position)
