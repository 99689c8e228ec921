"""Pages that are pictures, read by text recognition: which ones are, by which process, and as what sheet.

The recognition itself runs in :mod:`docanalyzer.reading.ocr`, a process that is ended when a page takes too long. Its
lines become the characters of a :class:`Sheet`, so that paragraphs and tables are made as from any PDF.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import IO, Any, Literal, Self

from docanalyzer.core.document import Notice, Page, Place
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.reading.layout import is_wide
from docanalyzer.reading.ocr import LONGEST, Raster, Read
from docanalyzer.reading.pdf_glyphs import Glyph, Rule, Sheet
from docanalyzer.reading.pdf_places import Box

OcrMode = Literal["auto", "off", "force"]
"""When text recognition is used: where a page has no text, never, or on every page whatever text it has."""

INSTALL = 'install text recognition with: pip install "docanalyzer[ocr]"'
DPI = 200
# Heights of lines nearer to each other than this are one size; what is measured on a picture is never exact.
_ONE_SIZE = 0.2
# How much of the box of a line is above and below its characters.
_PADDING = 0.08
# How wide a blank is, in sizes of characters.
_BLANK = 0.25
# A stroke that leaves the box of a line by no more than this share of its height is one of its characters.
_WITHIN = 0.25
# One that runs through several lines, and over so much of its length through their boxes, is made of theirs.
_CROSSED = 0.8


def is_available() -> bool:
    """Whether the libraries of the extra ``ocr`` are installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class Recogniser:
    """Reads pictures of pages one by one; closes its process at the end of a ``with`` block.

    ``seconds`` bounds each page. ``read`` and ``failed`` are the numbers of the pages that were read and given up.
    """

    def __init__(self, mode: OcrMode, limits: Limits = LIMITS) -> None:
        self.force = mode == "force"
        self.ready = mode != "off" and is_available()
        self.read: list[int] = []
        self.failed: list[int] = []
        self.lines: dict[int, list[Read]] = {}
        self._mode = mode
        self._seconds = limits.page_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def advice(self) -> str:
        """What to do about a page without text, for a message."""
        if self._mode == "off":
            return "text recognition (OCR) was switched off"
        if not self.ready:
            return f"if they are pictures, {INSTALL}"
        return "text recognition (OCR) found none either"

    def sheet(self, number: int, raster: Raster, width: float, height: float) -> Sheet | None:
        """The page as recognised, sizes in points; null where it took too long or the process fell over."""
        if _is_blank(raster):
            return None
        answer = self._ask(raster)
        if answer is None:
            self.failed.append(number)
            return None
        found = [Read(**{**line, "centres": tuple(line["centres"])}) for line in answer["lines"]]
        lines = [_scaled(line, raster.scale) for line in found]
        if not lines:
            return None
        self.read.append(number)
        self.lines[number] = lines
        k = raster.scale
        drawn = [Rule(x0 / k, y0 / k, x1 / k, y1 / k, shade=False) for x0, y0, x1, y1 in answer["rules"]]
        rules = [rule for rule in drawn if not _is_stroke(rule, lines)]
        return Sheet(number, width, height, _glyphs(lines), rules, turned=0, picture=True)

    def notices(self) -> list[Notice]:
        """What was read from pictures, and what could not be."""
        notices = []
        if self.read:
            message = f"pages read by text recognition (OCR), where characters may be misread: {len(self.read)}"
            notices.append(Notice("from_ocr", message, len(self.read), self.read[0]))
        if self.failed:
            message = f"pages on which text recognition was given up: {len(self.failed)}"
            notices.append(Notice("ocr_failed", message, len(self.failed), self.failed[0]))
        return notices

    def _ask(self, raster: Raster) -> dict[str, Any] | None:
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101 (a pipe was asked for)
        assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
        timer = threading.Timer(self._seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process.stdin, process.stdout, raster)
        finally:
            timer.cancel()
        if answer is None:
            # It was ended, or has fallen over; the next page gets a new one.
            self._end()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "docanalyzer.reading.ocr"]
        # The interpreter is this one, and no argument comes from outside.
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _exchange(requests: IO[bytes], answers: IO[bytes], raster: Raster) -> dict[str, Any] | None:
    try:
        requests.write(json.dumps({"width": raster.width, "height": raster.height}).encode() + b"\n")
        requests.write(raster.content)
        requests.flush()
        line = answers.readline()
    except (BrokenPipeError, ConnectionError, ValueError):
        return None
    if not line.endswith(b"\n"):
        return None
    answer: dict[str, Any] = json.loads(line)
    return answer


def _environment() -> dict[str, str]:
    """What the process sees: where this package and temporary files are, and no secrets."""
    names = ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TMP", "TEMP", "HOME", "USERPROFILE")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    paths = [str(Path(__file__).resolve().parents[2]), *(path for path in sys.path if path)]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def resolution(width: float, height: float) -> float:
    """Pixels for each point of a page of this size."""
    return min(DPI / 72, LONGEST / max(width, height, 1.0))


def _is_blank(raster: Raster) -> bool:
    """Whether a picture is of one colour only, as an empty page is."""
    first = raster.content[:3]
    return raster.content == first * (len(raster.content) // 3)


def _is_stroke(rule: Rule, lines: Sequence[Read]) -> bool:
    """Whether a straight line on a picture is part of the characters of lines of text (large letters on a cover)."""
    crossed = 0.0
    for line in lines:
        room = _WITHIN * (line.y1 - line.y0)
        if rule.x0 < line.x0 - room or rule.x1 > line.x1 + room:
            continue
        if line.y0 - room <= rule.y0 and rule.y1 <= line.y1 + room:
            return True
        if rule.x0 == rule.x1:
            crossed += max(0.0, min(rule.y1, line.y1) - max(rule.y0, line.y0))
    return crossed > _CROSSED * (rule.y1 - rule.y0)


def _scaled(line: Read, scale: float) -> Read:
    return Read(
        line.text,
        line.x0 / scale,
        line.y0 / scale,
        line.x1 / scale,
        line.y1 / scale,
        tuple(centre / scale for centre in line.centres),
    )


def _glyphs(lines: Sequence[Read]) -> list[Glyph]:
    """The characters of recognised lines, from the top; lines at one height stand on one base line."""
    sizes = _sizes(lines)
    order = sorted(range(len(lines)), key=lambda i: (lines[i].y0 + lines[i].y1, lines[i].x0))
    glyphs: list[Glyph] = []
    base = size = 0.0
    for index in order:
        line = lines[index]
        own = line.y1 - 0.2 * sizes[index]
        if size != sizes[index] or abs(own - base) > 0.4 * size:
            base, size = own, sizes[index]
        glyphs += _characters(line, base, size)
    return glyphs


def _sizes(lines: Sequence[Read]) -> list[float]:
    """The size of each line: that of the running text where it is near to it, else its own to the nearest point."""
    heights = [(line.y1 - line.y0) * (1 - 2 * _PADDING) for line in lines]
    usual = median(height for line, height in zip(lines, heights, strict=True) for _ in line.text)
    near = [height for height in heights if abs(height - usual) <= _ONE_SIZE * usual]
    usual = round(2 * median(near)) / 2
    return [usual if abs(height - usual) <= _ONE_SIZE * usual else max(1.0, round(height)) for height in heights]


def _characters(line: Read, base: float, size: float) -> list[Glyph]:
    """The characters of a line side by side; where the engine saw a blank, one stands between them."""
    centres = line.centres
    edges = [line.x0, *((a + b) / 2 for a, b in itertools.pairwise(centres)), line.x1]
    glyphs: list[Glyph] = []
    index = 0
    for char in line.text:
        if char.isspace():
            if glyphs:
                # A blank has a place of its own, taken from the character before it, so that it stands between the two.
                last = glyphs[-1]
                start = edges[index] - min(_BLANK * size, (last.x1 - last.x0) / 2)
                glyphs[-1] = last._replace(x1=start)
                glyphs.append(Glyph(" ", start, edges[index], base, size, bold=False))
        else:
            glyphs.append(Glyph(char, edges[index], edges[index + 1], base, size, bold=False))
            index += 1
    return glyphs


def places(text: str, pages: Sequence[Page], lines: dict[int, list[Read]]) -> tuple[Place, ...]:
    """Where the text of pages from text recognition stands on their pictures, in order, one place for each line."""
    found: list[Place] = []
    for page in pages:
        if page.number in lines:
            found += _places_on(text, page, lines[page.number])
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _places_on(text: str, page: Page, lines: Sequence[Read]) -> list[Place]:
    """The longest lines are looked for first: they stand in one place only, and show about where the short ones are."""
    back = [i for i in range(page.start, page.end) if not text[i].isspace()]
    bare = "".join(text[i] for i in back)
    taken = bytearray(len(bare))
    starts: dict[int, int] = {}
    words = ["".join(line.text.split()) for line in lines]
    for index in sorted(range(len(lines)), key=lambda i: (-len(words[i]), i)):
        before = max((i for i in starts if i < index), default=None)
        expected = starts[before] + len(words[before]) if before is not None else 0
        options = [at for at in _occurrences(bare, words[index]) if not any(taken[at : at + len(words[index])])]
        if options:
            at = min(options, key=lambda at: abs(at - expected))
            taken[at : at + len(words[index])] = b"\1" * len(words[index])
            starts[index] = at
    made = []
    for index, at in starts.items():
        line = lines[index]
        start, end = back[at], back[at + len(words[index]) - 1] + 1
        made.append(Place(start, end, page.number, *(round(v, 1) for v in (line.x0, line.y0, line.x1, line.y1))))
    return made


def _occurrences(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < 200:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def boxes_of(text: str, found: Sequence[Place], start: int, end: int) -> list[tuple[int, Box]]:
    """The boxes of ``text[start:end]``, each with the number of its page, one for each line.

    Within a line the characters are taken to be as wide as they usually are: one that is Chinese as two others.
    """
    boxes = []
    for place in found:
        first, last = max(start, place.start), min(end, place.end)
        if first >= last:
            continue
        whole, before, inside = (
            _width(text[a:b]) for a, b in ((place.start, place.end), (place.start, first), (first, last))
        )
        step = (place.x1 - place.x0) / max(whole, 1)
        x0 = place.x0 + before * step
        boxes.append((place.page, Box(x0, place.y0, x0 + inside * step, place.y1)))
    return boxes


def _width(text: str) -> int:
    return sum(2 if is_wide(char) else 1 for char in text)
