"""Python's collector of cycles, which an analysis gives nothing to do."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector: what runs inside makes many objects that live, and none that refer to each other.

    Each pass of the collector looks at all of them again, and at the tables. A collector that is off stays off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
