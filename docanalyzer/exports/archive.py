"""Zip files whose bytes depend on their content alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from types import TracebackType
from typing import IO, BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


class Archive:
    """A zip under way: members in the order of writing, without the time and the system of the writing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = ZipFile(stream, "w", ZIP_DEFLATED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A stream for one member; only one can be open at a time."""
        with self._zip.open(self._member(name), "w", force_zip64=True) as stream:
            yield stream

    def add(self, name: str, data: bytes) -> None:
        """A member whose bytes are all there."""
        self._zip.writestr(self._member(name), data)

    def add_file(self, name: str, source: IO[bytes]) -> None:
        """A member that is read from the beginning of ``source``, piece by piece."""
        source.seek(0)
        with self.open(name) as stream:
            shutil.copyfileobj(source, stream)

    @staticmethod
    def _member(name: str) -> ZipInfo:
        info = ZipInfo(name, _EPOCH)
        info.compress_type = ZIP_DEFLATED
        info.create_system = _UNIX
        info.external_attr = 0o644 << 16
        return info


class Names:
    """File names for the members of an archive: safe on every system, and each once, whatever its case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """A name without extension after the file ``name``."""
        stem = re.sub(r"[^\w.-]+", "_", PurePath(name).stem)[:60].strip("._-") or "document"
        found, count = stem, 1
        while found.casefold() in self._taken:
            count += 1
            found = f"{stem}-{count}"
        self._taken.add(found.casefold())
        return found
