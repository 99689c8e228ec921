"""What pdfium sees on a page: characters with their places, and ruling lines.

pdfium reads a page ten times faster than pdfminer. Its ready text moves quotation marks and puts blanks between Chinese
and digits; the characters with their places do not, so the text is laid out here from those.
"""

from __future__ import annotations

import ctypes
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from docanalyzer.core.errors import ReadError
from docanalyzer.reading.ocr import Raster
from docanalyzer.reading.pdf_clips import Clips

# Private characters of the symbol fonts that word processors use for bullets and signs.
_SYMBOLS = dict.fromkeys((0xF06C, 0xF06E, 0xF06F, 0xF071, 0xF075, 0xF076, 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF0E8), "•")
_SYMBOLS |= {0xF0FC: "✓", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF0B4: "×", 0xF0B0: "°", 0xF02D: "-", 0xF0BE: "—"}
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
_MAX_OBJECTS = 20_000
_MAX_SHADES = 600
# Hidden characters are few where there are so many times as many others; a line of text is about so high.
_FEW_HIDDEN, _LINE = 10, 12.0
# A dotted line may be a row of tiny pictures: as long and as thick as these at the most, and no shorter in all.
_DOT_LENGTH, _DOT_THICKNESS, _DOT_GAP, _DOTTED = 6.0, 1.2, 4.0, 40.0
_BOLD_FACE = re.compile(r"bold|black|heavy|semib|demib|simhei|heiti|\bhei|方正小标宋|xiaobiaosong", re.IGNORECASE)
_LOAD_ERRORS = {
    3: ("damaged", "the PDF is damaged: it cannot be opened"),
    4: ("encrypted", "the PDF is protected by a password"),
    5: ("encrypted", "the PDF is protected in a way that is not supported"),
}


PDFIUM_LOCK = threading.RLock()
"""pdfium is not safe for threads: whoever calls it holds this lock."""


class Glyph(NamedTuple):
    """A character; ``y`` counts from the top of the page, ``base`` is the line it stands on."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool


class Rule(NamedTuple):
    """A ruling line, or the edge of a box; horizontal where ``y0 == y1``, else vertical.

    ``shade`` marks the edge of a box that is filled and has no outline.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    shade: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it lies before the reader.

    ``turned`` counts characters that stand across it and were left out, ``picture`` says that an image covers it.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    turned: int
    picture: bool


Look = Callable[[Any, Sheet], Sheet]
"""Takes a page of pypdfium2 and the sheet that it makes, and gives the sheet to go on with."""


def sheets(data: bytes, name: str, most: int, look: Look | None = None) -> Iterator[Sheet]:
    """The pages of a PDF, one at a time, each as ``look`` sees it where that is given.

    Raises ``ReadError`` for a file that is damaged or protected, or has more than ``most`` pages.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code, message = _LOAD_ERRORS.get(getattr(error, "err_code", None) or raw.FPDF_GetLastError(), _LOAD_ERRORS[3])
        raise ReadError(name, code, message) from error
    try:
        # A page tree may claim any number, and one that runs in a circle does.
        if len(pdf) > most:
            raise ReadError(name, "too_many_pages", f"the PDF has {len(pdf)} pages; {most} is the most that are read")
        for index in range(len(pdf)):
            try:
                page = pdf[index]
            except pypdfium2.PdfiumError:
                yield Sheet(index + 1, 0, 0, [], [], turned=0, picture=False)
                continue
            try:
                sheet = _sheet(page, index + 1)
                yield look(page, sheet) if look else sheet
            finally:
                page.close()
    finally:
        pdf.close()


def page_glyphs(page: Any) -> list[Glyph]:
    """The characters of a page of pypdfium2 in the order of the file; the caller holds :data:`PDFIUM_LOCK`."""
    return _read(page)[1]


def raster(page: Any, scale: float) -> Raster:
    """A page of pypdfium2 as a picture, ``scale`` pixels for each point; the caller holds :data:`PDFIUM_LOCK`."""
    image = page.render(scale=scale).to_pil().convert("RGB")
    return Raster(image.width, image.height, image.tobytes(), scale)


def _read(page: Any) -> tuple[_Place, list[Glyph], int]:
    left, bottom, right, top = page.get_bbox()
    place = _Place(page.get_rotation(), left, bottom, right, top)
    text_page = page.get_textpage()
    try:
        glyphs, turned = _glyphs(text_page.raw, place)
    finally:
        text_page.close()
    return place, glyphs, turned


def _sheet(page: Any, number: int) -> Sheet:
    place, glyphs, turned = _read(page)
    drawing = _Drawing(place)
    drawing.collect(page.raw, is_form=False, outer=(1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    return Sheet(number, place.width, place.height, glyphs, drawing.all_rules(), turned, drawing.picture)


class _Place:
    """From the coordinates of a PDF page to those of the page as it is shown, from its top left corner."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self.rotation = rotation % 360
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        width, height = right - left, top - bottom
        self.width, self.height = (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as shown."""
        if self.rotation == 90:
            return y - self._bottom, x - self._left
        if self.rotation == 180:
            return self._right - x, y - self._bottom
        if self.rotation == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


def _glyphs(handle: Any, place: _Place) -> tuple[list[Glyph], int]:
    from pypdfium2 import raw

    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    glyphs: list[Glyph] = []
    hidden: list[Glyph] = []
    turned = 0
    weights, clips = _Weights(), Clips()
    # A page that is shown turned has its characters turned the other way.
    upright = place.rotation
    for index in range(raw.FPDFText_CountChars(handle)):
        if raw.FPDFText_IsGenerated(handle, index):
            continue
        char = _character(raw.FPDFText_GetUnicode(handle, index))
        if not char:
            continue
        angle = round(raw.FPDFText_GetCharAngle(handle, index) * 57.29578)
        if 10 <= (angle + upright) % 360 <= 350:
            turned += not char.isspace()
            continue
        item = raw.FPDFText_GetTextObject(handle, index)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        _, base = place.point(x.value, y.value)
        xa, ya = place.point(box.left, box.top)
        xb, yb = place.point(box.right, box.bottom)
        if not (0 <= xa + xb <= 2 * place.width and 0 <= ya + yb <= 2 * place.height):
            continue  # cut off: half of a spread that was parted into pages
        size = raw.FPDFText_GetFontSize(handle, index)
        # Files that scale the page say a size of another scale; the box is of this one.
        height = abs(yb - ya)
        size = size if 0.6 * size < height < 1.8 * size else height / 1.1
        bold = weights.bold(item)
        glyph = Glyph(char, min(xa, xb), max(xa, xb), base, size, bold)
        (hidden if clips.hide(item) else glyphs).append(glyph)
    return _with_hidden(glyphs, hidden), turned


def _with_hidden(glyphs: list[Glyph], hidden: list[Glyph]) -> list[Glyph]:
    """Without the characters that are cut away where they are an earlier text below the one that is shown.

    A few of them elsewhere are the running heads of the other half of a spread, which tell those of this one.
    """
    if len(hidden) * _FEW_HIDDEN < len(glyphs):
        return glyphs + hidden
    shown = {(int(g.base / _LINE), int(g.x0 / _LINE)) for g in glyphs}
    below = sum((int(g.base / _LINE), int(g.x0 / _LINE)) in shown for g in hidden)
    return glyphs if below * 5 >= len(hidden) else glyphs + hidden


def _character(code: int) -> str:
    """The character for a code; empty for what prints nothing."""
    if code in _HYPHENS:
        return "-"
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or code in (0xFFFD, 0xFEFF, 0x200B):
        return ""
    if 0x2E80 <= code <= 0x2FDF or 0xFB00 <= code <= 0xFB06 or 0xF900 <= code <= 0xFAFF:
        # Radicals that some fonts give for the common characters that look alike, and ligatures.
        return unicodedata.normalize("NFKC", chr(code))
    return chr(code)


class _Weights:
    """Whether a text object is set in a bold face; the faces of a page are few, so each is asked for once."""

    def __init__(self) -> None:
        self._last: tuple[int, bool] = (0, False)
        self._fonts: dict[int, bool] = {}

    def bold(self, item: Any) -> bool:
        """Whether the face of a text object is bold, or one that Chinese documents use for headings."""
        from pypdfium2 import raw

        if not item:
            return False
        address = ctypes.addressof(item.contents)
        if address != self._last[0]:
            font = raw.FPDFTextObj_GetFont(item)
            key = ctypes.addressof(font.contents) if font else 0
            if key not in self._fonts:
                self._fonts[key] = bool(font) and _is_bold(font)
            self._last = (address, self._fonts[key])
        return self._last[1]


def _is_bold(font: Any) -> bool:
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, 256)
    return raw.FPDFFont_GetWeight(font) >= 600 or bool(_BOLD_FACE.search(name.value.decode("utf-8", "replace")))


class _Drawing:
    """Gathers the ruling lines of a page, and whether a picture covers it."""

    def __init__(self, place: _Place) -> None:
        self.picture = False
        self._rules: list[Rule] = []
        self._shades: list[tuple[float, float, float, float]] = []
        self._dots: list[tuple[float, float, float]] = []
        self._place = place
        self._left = _MAX_OBJECTS

    def collect(self, holder: Any, *, is_form: bool, outer: _Matrix) -> None:
        """Go through the objects of a page, or of a form on it."""
        from pypdfium2 import raw

        count = (raw.FPDFFormObj_CountObjects if is_form else raw.FPDFPage_CountObjects)(holder)
        get = raw.FPDFFormObj_GetObject if is_form else raw.FPDFPage_GetObject
        for index in range(min(count, self._left)):
            self._left -= 1
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, _combine(_matrix(item), outer))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                a, b, c, d, e, f = _combine(_matrix(item), outer)
                self.picture |= abs(a * d - b * c) > self._place.width * self._place.height / 2
                if abs(a) <= _DOT_LENGTH and abs(d) <= _DOT_THICKNESS and not b and not c:
                    x, y = self._place.point(e, f)
                    self._dots.append((round(y), x, x + abs(a)))
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                self.collect(item, is_form=True, outer=_combine(_matrix(item), outer))

    def all_rules(self) -> list[Rule]:
        """The lines, and the edges of shades that lie in no other shade: those inside lie behind lines of text."""
        rules = [*self._rules, *_dotted(self._dots)]
        for box in self._shades:
            if not any(other != box and _inside(box, other) for other in self._shades):
                x0, y0, x1, y1 = box
                rules += [Rule(x0, y, x1, y, shade=True) for y in (y0, y1)]
                rules += [Rule(x, y0, x, y1, shade=True) for x in (x0, x1)]
        return rules

    def _path(self, item: Any, matrix: _Matrix) -> None:
        painted, edges = _path_edges(item, matrix, self._place)
        # All lines of a table may be one path: each of its boxes is looked at by itself.
        for part in _parts(edges) if painted == "filled" else [edges]:
            xs = [x for edge in part for x, _ in edge]
            ys = [y for edge in part for _, y in edge]
            # A filled box as thin as a line is a line.
            if painted == "filled" and part and min(max(xs) - min(xs), max(ys) - min(ys)) > 3:
                if len(self._shades) < _MAX_SHADES:
                    self._shades.append((min(xs), min(ys), max(xs), max(ys)))
            else:
                self._rules.extend(_straight(part))


def _dotted(dots: list[tuple[float, float, float]]) -> Iterator[Rule]:
    """The horizontal lines that rows of dots draw; each dot has its height, and where it begins and ends."""
    line: tuple[float, float, float] | None = None
    for y, x0, x1 in [*sorted(dots), (-1.0, 0.0, 0.0)]:
        if line is not None and y == line[0] and x0 - line[2] <= _DOT_GAP:
            line = (y, line[1], max(line[2], x1))
            continue
        if line is not None and line[2] - line[1] >= _DOTTED:
            yield Rule(line[1], line[0], line[2], line[0], shade=False)
        line = (y, x0, x1)


def _inside(box: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(item: Any) -> _Matrix:
    from pypdfium2 import raw

    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, m):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _combine(m: _Matrix, n: _Matrix) -> _Matrix:
    """First ``m``, then ``n``."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


_Edge = tuple[tuple[float, float], tuple[float, float]]


def _path_edges(item: Any, matrix: _Matrix, place: _Place) -> tuple[str, list[_Edge]]:
    """How a path is painted, and its straight pieces as shown."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(item)
    painted = _painted(item) if 2 <= count <= 2000 else ""
    if not painted:
        return "", []
    a, b, c, d, e, f = matrix
    px, py = ctypes.c_float(), ctypes.c_float()
    edges: list[_Edge] = []
    here = first = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, px, py)
        there = place.point(a * px.value + c * py.value + e, b * px.value + d * py.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = there
        elif kind == raw.FPDF_SEGMENT_LINETO:
            edges.append((here, there))
        if raw.FPDFPathSegment_GetClose(segment):
            edges.append((there, first))
        here = there
    return painted, edges


def _parts(edges: list[_Edge]) -> list[list[_Edge]]:
    """The pieces of a path that hang together: one for each of its boxes."""
    parts: list[list[_Edge]] = []
    for edge in edges:
        if parts and edge[0] == parts[-1][-1][1]:
            parts[-1].append(edge)
        else:
            parts.append([edge])
    return parts


def _painted(item: Any) -> str:
    """How a path leaves a mark: ``stroked``, ``filled`` with anything but white, or not at all."""
    from pypdfium2 import raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or stroke.value:
        return "stroked"
    if not mode.value:
        return ""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return "filled"
    return "filled" if alpha.value > 0 and min(red.value, green.value, blue.value) < 250 else ""


def _straight(edges: list[_Edge]) -> list[Rule]:
    """The pieces that run along the page."""
    rules = []
    for (xa, ya), (xb, yb) in edges:
        dx, dy = abs(xa - xb), abs(ya - yb)
        if dy <= 1 < dx:
            y = (ya + yb) / 2
            rules.append(Rule(min(xa, xb), y, max(xa, xb), y, shade=False))
        elif dx <= 1 < dy:
            x = (xa + xb) / 2
            rules.append(Rule(x, min(ya, yb), x, max(ya, yb), shade=False))
    return rules
