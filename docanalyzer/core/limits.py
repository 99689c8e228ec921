"""How much one document may cost: what is beyond is refused in words instead of filling the machine."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document.

    ``size`` and ``expanded`` are bytes: the file as it is, and what the archives in it unpack to, archives within
    archives counted with them. ``depth`` counts elements of a page within elements. ``seconds`` (wall clock) and
    ``memory`` (bytes) hold where reading runs in a process of its own, see :mod:`docanalyzer.isolation`.
    ``page_seconds`` (wall clock) bound the text recognition of one page and ``pixels`` a picture, unpacked.
    """

    size: int = 200 * MIB
    expanded: int = 300 * MIB
    entries: int = 10_000
    pages: int = 5_000
    depth: int = 300
    seconds: float = 300.0
    page_seconds: float = 60.0
    pixels: int = 120_000_000
    memory: int = 2048 * MIB


LIMITS = Limits()
"""What holds where nobody says otherwise."""
