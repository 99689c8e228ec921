"""Which rules made an analysis: the release, and a fingerprint of everything that decides what is found."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from docanalyzer import __version__

_PACKAGE = Path(__file__).resolve().parent
# What is found in a text depends on these alone; screens, exports and the database may change without a re-analysis.
_DECIDING = (
    "core", "knowledge", "languages", "mentions", "reading", "records",
    "linguistics.py", "outline.py", "pipeline.py", "structure.py",
)  # fmt: skip


@cache
def analysis_version() -> str:
    """The version of rules and tables, such as ``0.1.0+3fa2b81c``: equal versions find the same in the same bytes."""
    digest = hashlib.sha256()
    for name in _DECIDING:
        for file in _files(_PACKAGE / name):
            digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            # A checkout on Windows may have other line ends.
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{digest.hexdigest()[:8]}"


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
