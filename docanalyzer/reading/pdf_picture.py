"""A page of a PDF as a picture with words framed. Runs as a program of its own, so that a hostile file harms nothing.

``python -m docanalyzer.reading.pdf_picture`` reads a line of JSON (name, number and frames) and then the PDF from
standard input, and writes a line of JSON (pages and framed, or error and code) and then the picture (PNG) to standard
output.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docanalyzer.core.confine import leave_network
from docanalyzer.core.errors import ReadError
from docanalyzer.reading.pdf_glyphs import PDFIUM_LOCK, page_glyphs
from docanalyzer.reading.pdf_places import Box, PageWords, Wanted, boxes

_WIDTH = 1200
_MOST_PIXELS = 6_000_000
_MEMORY = 2 << 30
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Frame:
    """Words to frame and the colour (``#rrggbb``); without ``part`` they are the evidence, else a part of it.

    ``boxes`` says where they stand, on a page that is a picture; on others the words are looked for.
    """

    text: str
    colour: str
    nth: int = 0
    part: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG; ``pages`` is how many the file has, ``framed`` whether the evidence was found on it."""

    content: bytes
    pages: int
    framed: bool


def page_picture(data: bytes, name: str, number: int, frames: Sequence[Frame]) -> Picture:
    """Page ``number`` (from 1) of a PDF with the words of ``frames`` framed, made in a process of its own.

    Raises ``ReadError`` where the file has no such page, is damaged, or takes too much time or memory.
    """
    request = {"name": name, "number": number, "frames": [asdict(frame) for frame in frames]}
    command = [sys.executable, "-P", "-m", "docanalyzer.reading.pdf_picture"]
    message = json.dumps(request).encode() + b"\n" + data
    try:
        # The interpreter is this one, and no argument comes from outside.
        done = subprocess.run(  # noqa: S603
            command, input=message, capture_output=True, timeout=_SECONDS, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(name, "timeout", f"page {number} took more than {_SECONDS} seconds to draw") from error
    head, _, content = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise ReadError(name, "damaged", f"page {number} could not be drawn")
    reply: dict[str, Any] = json.loads(head)
    if "error" in reply:
        raise ReadError(name, reply["code"], reply["error"])
    return Picture(content, reply["pages"], reply["framed"])


def draw(data: bytes, name: str, number: int, frames: Sequence[Frame]) -> Picture:
    """What :func:`page_picture` does, in this process."""
    is_pdf = b"%PDF-" in data[:1024]
    image, scale, places, pages = (_drawn if is_pdf else _scanned)(data, name, number, frames)
    framed = bool(places and places[0][1])
    buffer = io.BytesIO()
    _framed(image, places, scale).save(buffer, "PNG")
    return Picture(buffer.getvalue(), pages, framed)


_Drawn = tuple[Any, float, list[tuple[Frame, list[Box]]], int]


def _scanned(data: bytes, name: str, number: int, frames: Sequence[Frame]) -> _Drawn:
    """A page of a file that is a picture."""
    from docanalyzer.reading.picture import picture_page

    image, scale, pages = picture_page(data, name, number)
    less = min(1.0, _WIDTH / image.width, (_MOST_PIXELS / (image.width * image.height)) ** 0.5)
    image = image.resize((max(1, round(image.width * less)), max(1, round(image.height * less))))
    return image, scale * less, _places(PageWords([]), frames), pages


def _drawn(data: bytes, name: str, number: int, frames: Sequence[Frame]) -> _Drawn:
    """A page of a PDF."""
    import pypdfium2

    with PDFIUM_LOCK:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ReadError(name, "damaged", "the PDF cannot be opened") from error
        try:
            if not 1 <= number <= len(pdf):
                raise ReadError(name, "no_such_page", f"the PDF has {len(pdf)} pages, there is no page {number}")
            page = pdf[number - 1]
            width, height = page.get_size()
            scale = min(_WIDTH / max(width, 1), (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            image = page.render(scale=scale).to_pil().convert("RGB")
            places = _places(PageWords(page_glyphs(page)), frames)
            pages = len(pdf)
        finally:
            pdf.close()
    return image, scale, places, pages


def _places(words: PageWords, frames: Sequence[Frame]) -> list[tuple[Frame, list[Box]]]:
    if any(frame.boxes for frame in frames):
        return [(frame, [Box(*box) for box in frame.boxes]) for frame in sorted(frames, key=lambda f: f.part)]
    evidence = next((frame for frame in frames if not frame.part), None)
    found = words.find(Wanted(evidence.text, evidence.nth)) if evidence else []
    places = [(evidence, boxes(found))] if evidence else []
    for frame in frames:
        if frame.part:
            inside = words.find(Wanted(frame.text), found) if found else []
            places.append((frame, boxes(inside or words.find(Wanted(frame.text, frame.nth)))))
    return places


def _framed(image: Any, places: Sequence[tuple[Frame, Sequence[Box]]], scale: float) -> Any:
    from PIL import Image, ImageDraw

    cover = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(cover)
    for frame, found in places:
        red, green, blue = (int(frame.colour[i : i + 2], 16) for i in (1, 3, 5))
        for box in found:
            x0, y0, x1, y1 = (scale * edge for edge in box)
            if frame.part:
                pen.rectangle((x0, y0, x1, y1), fill=(red, green, blue, 45))
                pen.rectangle((x0, y1, x1, y1 + 3), fill=(red, green, blue, 255))
            else:
                pen.rounded_rectangle(
                    (x0 - 5, y0 - 4, x1 + 5, y1 + 5),
                    6,
                    fill=(250, 204, 21, 60),
                    outline=(red, green, blue, 255),
                    width=3,
                )
    return Image.alpha_composite(image.convert("RGBA"), cover).convert("RGB")


def _environment() -> dict[str, str]:
    """What the process sees: where this package is, and no secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    paths = [str(Path(__file__).resolve().parents[2]), *(path for path in sys.path if path)]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}


def _bounded() -> None:
    """Set limits for this process where the system has such; a page that needs more fails alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main() -> None:
    """Answer one request; see the module."""
    leave_network()
    _bounded()
    request: Mapping[str, Any] = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        picture = draw(data, request["name"], request["number"], [Frame(**frame) for frame in request["frames"]])
    except ReadError as error:
        reply: dict[str, object] = {"error": error.cause, "code": error.code}
        content = b""
    else:
        reply, content = {"pages": picture.pages, "framed": picture.framed}, picture.content
    sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
