"""Pictures of pages (PNG, JPEG, TIFF with any number of pages), read by text recognition."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.reading.layout import Reading
from docanalyzer.reading.ocr import LONGEST, Raster
from docanalyzer.reading.pdf import compose
from docanalyzer.reading.pdf_page import PageFlow, lay_out
from docanalyzer.reading.recognition import DPI, INSTALL, OcrMode, Recogniser

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
"""The formats that are read, each with its media type; no other decoder is ever tried on a file."""

# A picture that says nothing of its resolution is taken for a sheet of A4, in points.
_LONG_SIDE = 842.0


def read_picture(data: bytes, name: str, limits: Limits = LIMITS, ocr: OcrMode = "auto") -> Reading:
    """Read a picture of one or more pages; raises ``ReadError`` where it is damaged, too large or holds no text."""
    with Recogniser(ocr, limits) as recogniser, _opened(data, name) as image:
        kind = str(image.format)
        if not recogniser.ready:
            advice = recogniser.advice if ocr == "off" else INSTALL
            raise ReadError(name, "picture", f"this is a picture ({kind}) and holds no text (OCR is needed); {advice}")
        flows = []
        for number, page in enumerate(_pages(image, name, limits), start=1):
            flows.append(_flow(number, page, recogniser))
        if not recogniser.read:
            raise ReadError(name, "no_text_layer", f"the picture ({kind}) has no text; {recogniser.advice}")
        return compose(FORMATS[kind], flows, [], recogniser)


def picture_page(data: bytes, name: str, number: int) -> tuple[Any, float, int]:
    """Page ``number`` (from 1) of a picture, an image of Pillow, with its pixels for each point and how many there are.

    Raises ``ReadError`` where the file is damaged or has no such page.
    """
    with _opened(data, name) as image:
        count = int(getattr(image, "n_frames", 1))
        if not 1 <= number <= count:
            raise ReadError(name, "no_such_page", f"the picture has {count} pages, there is no page {number}")
        image.seek(number - 1)
        return _upright(image), _scale(image), count


def _opened(data: bytes, name: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The number of pixels is bounded here, before any is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=list(FORMATS))
    except Image.DecompressionBombError as error:
        raise ReadError(name, "too_large", "the picture has too many pixels") from error
    except UnidentifiedImageError as error:
        raise ReadError(name, "damaged", "the picture is damaged, or of a kind that is not read") from error


def _pages(image: Any, name: str, limits: Limits) -> Iterator[Any]:
    number = 0
    while True:
        if image.width * image.height > limits.pixels:
            message = f"page {number + 1} has {image.width} x {image.height} pixels; {limits.pixels} is the most"
            raise ReadError(name, "too_large", message)
        yield image
        number += 1
        if number >= limits.pages:
            raise ReadError(name, "too_many_pages", f"the picture has more than {limits.pages} pages")
        try:
            image.seek(number)
        except EOFError:
            return


def _flow(number: int, image: Any, recogniser: Recogniser) -> PageFlow:
    scale = _scale(image)
    upright = _upright(image)
    width, height = upright.width / scale, upright.height / scale
    # What is sharper than text recognition needs is made smaller.
    less = min(1.0, DPI / 72 / scale, LONGEST / max(upright.size))
    if less < 1:
        upright = upright.resize((max(1, round(upright.width * less)), max(1, round(upright.height * less))))
    taken = Raster(upright.width, upright.height, upright.tobytes(), upright.width / width)
    sheet = recogniser.sheet(number, taken, width, height)
    return lay_out(sheet) if sheet else PageFlow(number, width, height)


def _upright(image: Any) -> Any:
    """The picture in red, green and blue on white, turned as the camera says."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(image)
    if "A" in turned.getbands() or "transparency" in turned.info:
        layer = turned.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    if turned.mode.startswith("I;16"):
        # Pillow cuts the bright half of sixteen bits off instead of scaling them.
        turned = turned.point(lambda value: value / 256).convert("L")
    return turned.convert("RGB")


def _scale(image: Any) -> float:
    """Pixels for each point."""
    try:
        stated = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        stated = 0.0
    if 60 < stated < 2400:
        return stated / 72
    return float(max(image.size)) / _LONG_SIDE
