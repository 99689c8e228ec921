"""Text that a PDF holds but does not show: cut away by the stretch that it may be painted in.

Files that were edited keep earlier text so, below the text that took its place.
"""

from __future__ import annotations

import ctypes
from typing import Any

# As much of a text may stand out of its stretch without being cut away, and no stretch is thinner.
_MARGIN = 1.0


class Clips:
    """Whether text objects are cut away; asked for one character after the other."""

    def __init__(self) -> None:
        self._last: tuple[int, bool] = (0, False)

    def hide(self, item: Any) -> bool:
        """Whether nothing of a text object is shown."""
        if not item:
            return False
        address = ctypes.addressof(item.contents)
        if address != self._last[0]:
            self._last = (address, _is_hidden(item))
        return self._last[1]


def _is_hidden(item: Any) -> bool:
    from pypdfium2 import raw

    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return False
    for index in range(count):
        box = _box(clip, index)
        if box is None:
            continue
        x0, y0, x1, y1 = box
        if (
            right.value < x0 - _MARGIN
            or left.value > x1 + _MARGIN
            or top.value < y0 - _MARGIN
            or bottom.value > y1 + _MARGIN
        ):
            return True
    return False


def _box(clip: Any, index: int) -> tuple[float, float, float, float] | None:
    """The box around one of the stretches that a clip leaves open; null for one without a point."""
    from pypdfium2 import raw

    xs, ys = [], []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFClipPath_CountPathSegments(clip, index)):
        segment = raw.FPDFClipPath_GetPathSegment(clip, index, at)
        if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
            xs.append(x.value)
            ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None
