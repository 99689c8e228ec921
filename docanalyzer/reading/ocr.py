"""Text recognition in pictures of pages. Runs as a program of its own, so that a page can be given up.

``python -m docanalyzer.reading.ocr`` reads pictures from standard input, each as a line of JSON (width, height) and its
pixels (three bytes each), and answers each with a line of JSON: the lines of text and the ruling lines, in pixels. The
weights come with the library; nothing is downloaded, and the process has no network.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from docanalyzer.core.confine import leave_network

PIXELS = 3
"""Bytes for each pixel: red, green, blue."""

LONGEST = 2600
"""The longest side of a picture in pixels; a larger one is made smaller before it is read."""

# With one thread the sums come out alike on every machine.
_THREADS = 1
# A line that is surer than this by half is taken.
_LEAST_SCORE = 0.5
# A stroke shorter than this share of the page is part of a character.
_LEAST_RULE = 0.055
_MOST_RULES = 4000


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a page: its pixels, three bytes each, and how many of them make a point."""

    width: int
    height: int
    content: bytes
    scale: float


@dataclass(frozen=True, slots=True)
class Read:
    """A line of text with its box in pixels; ``centres`` is the middle of each character that prints, from the left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    centres: tuple[float, ...]


def engine() -> Any:
    """The recognition engine with the weights of the wheel."""
    import rapidocr

    weights = Path(rapidocr.__file__).parent / "models"
    params: dict[str, Any] = {
        "Global.log_level": "critical",
        "Global.text_score": _LEAST_SCORE,
        "Global.max_side_len": LONGEST,
        "Global.return_word_box": True,
        "Global.return_single_char_box": True,
        "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": _THREADS,
    }
    # Named by their files they are never looked for elsewhere.
    for part, pattern in (("Det", "*_det_*.onnx"), ("Cls", "*_cls_*.onnx"), ("Rec", "*_rec_*.onnx")):
        found = sorted(weights.glob(pattern))
        if not found:
            raise FileNotFoundError(f"the installed rapidocr has no weights {pattern}")
        params[f"{part}.model_path"] = str(found[0])
    return rapidocr.RapidOCR(params=params)


def recognise(recogniser: Any, pixels: Any) -> tuple[list[Read], list[tuple[float, float, float, float]]]:
    """The lines of text and the ruling lines (x0, y0, x1, y1) of a picture, an array of height, width and colours."""
    rules = _rules(pixels)
    # What the engine draws on its copy must not come back.
    answer = recogniser(pixels.copy(), return_word_box=True, return_single_char_box=True)
    if answer.boxes is None or answer.txts is None:
        return [], rules
    words = answer.word_results or ((),) * len(answer.txts)
    lines = []
    for box, text, parts in zip(answer.boxes, answer.txts, words, strict=True):
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        # The edges of a line that leans: its middle height, and not the corners that stick out.
        top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
        if text.strip() and bottom > top:
            lines.append(Read(text, min(xs), top, max(xs), bottom, _centres(text, parts, min(xs), max(xs))))
    return lines, rules


def _centres(text: str, parts: Any, x0: float, x1: float) -> tuple[float, ...]:
    """The middle of each printing character: as the engine gives it, else by the usual widths."""
    printed = [char for char in text if not char.isspace()]
    given = [part for part in parts if part and not str(part[0]).isspace()]
    if [str(part[0]) for part in given] == printed:
        return tuple(sum(float(x) for x, _ in part[2]) / 4 for part in given)
    widths = [2.0 if ord(char) >= 0x2E80 else 1.0 for char in text]
    scale, place, found = (x1 - x0) / sum(widths), x0, []
    for char, width in zip(text, widths, strict=True):
        if not char.isspace():
            found.append(place + width * scale / 2)
        place += width * scale
    return tuple(found)


def _rules(pixels: Any) -> list[tuple[float, float, float, float]]:
    """The straight strokes along and down the page that are longer than any of a character."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    height, width = dark.shape
    least = max(24, int(_LEAST_RULE * min(height, width)))
    rules: list[tuple[float, float, float, float]] = []
    for along in (True, False):
        reach = (1, 3) if along else (3, 1)
        # A line that leans a little is one of short steps; thickened across it holds together.
        thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, reach))
        kept = cv2.morphologyEx(
            thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (least, 1) if along else (1, least))
        )
        count, _, boxes, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
        for x, y, w, h, _ in boxes[1 : min(count, _MOST_RULES)].tolist():
            # What is thick is a picture, or the shade behind a heading.
            if (h if along else w) * 12 > (w if along else h):
                continue
            if along:
                rules.append((x, y + h / 2, x + w, y + h / 2))
            else:
                rules.append((x + w / 2, y, x + w / 2, y + h))
    return sorted(rules)


def main() -> None:
    """Answer pictures until standard input ends."""
    # Who started this process ends it; an interrupt at the terminal is theirs.
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_network()
    answers = os.fdopen(os.dup(1), "wb")
    # Nothing that a library prints may get between the answers.
    os.dup2(2, 1)
    import numpy as np

    recogniser = engine()
    source: BinaryIO = sys.stdin.buffer
    while line := source.readline():
        size = json.loads(line)
        content = source.read(size["width"] * size["height"] * PIXELS)
        pixels = np.frombuffer(content, np.uint8).reshape(size["height"], size["width"], PIXELS)
        lines, rules = recognise(recogniser, pixels)
        answers.write(json.dumps({"lines": [asdict(line) for line in lines], "rules": rules}).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
