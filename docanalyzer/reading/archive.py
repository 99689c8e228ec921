"""ZIP archives before anything in them is parsed: what they unpack to, and whether their XML defines entities.

Python's ``zipfile`` never gives more bytes than the directory of an archive states, so the stated sizes are a bound.
"""

from __future__ import annotations

import io
import zipfile

from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import MIB, Limits

ZIP_MAGIC = b"PK\x03\x04"
# A document holds a workbook that holds a picture; an archive of archives of archives is a bomb.
_MAX_LEVEL = 3
_XML = (".xml", ".rels", ".rdf")
_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Raise ``ReadError`` for an archive that is damaged, protected, or unpacks to more than ``limits`` allow.

    Codes: ``damaged``, ``encrypted``, ``too_large``, ``entities`` (XML with a document type, which no office format
    allows and which is how entities are made to grow).
    """
    try:
        _Check(name, limits).archive(data, 1)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise ReadError(name, "damaged", "the file is damaged: it is no complete archive") from error


class _Check:
    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._expanded = 0
        self._entries = 0

    def archive(self, data: bytes, level: int) -> None:
        """Check one archive and every archive in it."""
        if level > _MAX_LEVEL:
            raise ReadError(self._name, "too_large", f"archives lie within archives more than {_MAX_LEVEL} deep")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            self._entries += len(entries)
            self._expanded += sum(entry.file_size for entry in entries)
            if self._expanded > self._limits.expanded:
                message = f"the document unpacks to more than {self._limits.expanded // MIB} MiB"
                raise ReadError(self._name, "too_large", message)
            if self._entries > self._limits.entries:
                message = f"the document holds more than {self._limits.entries} parts"
                raise ReadError(self._name, "too_large", message)
            if any(entry.flag_bits & 1 for entry in entries):
                if level == 1:
                    raise ReadError(self._name, "encrypted", "the document is protected by a password")
                return
            for entry in entries:
                self._part(archive, entry, level)

    def _part(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, level: int) -> None:
        with archive.open(entry) as stream:
            head = stream.read(len(ZIP_MAGIC))
            if head == ZIP_MAGIC:
                try:
                    self.archive(head + stream.read(), level + 1)
                except zipfile.BadZipFile:
                    return  # nothing will open it either
            elif level == 1 and entry.filename.lower().endswith(_XML):
                part = head + stream.read()
                if any(mark in part for mark in _DOCTYPES):
                    message = f"{entry.filename} defines XML entities, which no office document may"
                    raise ReadError(self._name, "entities", message)
