"""What the command line names: files, folders, patterns and standard input, as documents to read."""

from __future__ import annotations

import glob
import os
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STDIN = "-"

# What no file on Windows may have in its name, and the names of its devices, which no file may bear with any extension.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")})
# In bytes; file systems take 255 of them, and an extension comes after.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read; ``path`` is null for standard input. ``label`` is what messages call it."""

    label: str
    path: Path | None

    @property
    def filename(self) -> str:
        """The name of the file without its folders."""
        return "stdin" if self.path is None else self.path.name


@dataclass(slots=True)
class Problem:
    """A file that was not analysed, and the reason in words."""

    label: str
    cause: str


@dataclass(slots=True)
class Inputs:
    """What was named: documents, files in folders that are of no known kind, and names that lead nowhere."""

    sources: list[Source] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)


def expand(names: Sequence[str], supported: Container[str]) -> Inputs:
    """Resolve the arguments in order; folders are searched with all folders in them, and nothing is taken twice.

    A file that is named is always read, whatever its suffix; files that were only met in a folder or through a pattern
    are read when their suffix is in ``supported``.
    """
    inputs = Inputs()
    seen: set[Path] = set()
    for name in names:
        if name == STDIN:
            if not any(source.path is None for source in inputs.sources):
                inputs.sources.append(Source("standard input", None))
            continue
        path = Path(name)
        if path.is_dir():
            found = list(_walk(path))
            if not found:
                inputs.failures.append(Problem(name, "the folder holds no file"))
            _take(inputs, found, supported, seen)
        elif path.exists() or path.is_symlink():
            _take(inputs, [path], None, seen)
        elif any(sign in name for sign in "*?["):
            _take_pattern(inputs, name, supported, seen)
        else:
            inputs.failures.append(Problem(name, "no such file or folder"))
    return inputs


def _take_pattern(inputs: Inputs, pattern: str, supported: Container[str], seen: set[Path]) -> None:
    matches = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 (absolute patterns)
    if not matches:
        inputs.failures.append(Problem(pattern, "no file matches this pattern"))
    for match in matches:
        _take(inputs, _walk(match) if match.is_dir() else [match], supported, seen)


def _take(inputs: Inputs, paths: Iterable[Path], supported: Container[str] | None, seen: set[Path]) -> None:
    for path in paths:
        key = _true(path)
        if key in seen:
            continue
        seen.add(key)
        if supported is None or path.suffix.lower() in supported:
            inputs.sources.append(Source(str(path), path))
        else:
            inputs.skipped.append(str(path))


def _true(path: Path) -> Path:
    """Where a path leads; ``Path.resolve`` fails for a link that leads to itself."""
    return Path(os.path.realpath(path))


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder in a stable order, without hidden ones and the lock files of word processors."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(root, name)


def output_names(sources: Sequence[Source]) -> dict[Source, str]:
    """A file name without suffix for each source's output.

    It is the name without its last extension, kept whole where two would collide (plan.pdf, plan.docx), and led by as
    many folders as it takes where that is not enough (a-plan.pdf, b-plan.pdf). Upper and lower case count as the same,
    because some file systems cannot tell them apart.
    """
    level = dict.fromkeys(sources, 0)
    while True:
        groups: defaultdict[str, list[Source]] = defaultdict(list)
        for source in sources:
            groups[_name(source, level[source]).casefold()].append(source)
        clashes = [group for group in groups.values() if len(group) > 1]
        growing = [
            source
            for group in clashes
            # Folders cannot tell apart what lies in one.
            for source in (group if len({_parts(s)[:-1] for s in group}) > 1 or not level[group[0]] else ())
            if level[source] < len(_parts(source))
        ]
        if not growing:
            return _numbered({source: _name(source, level[source]) for source in sources})
        for source in growing:
            level[source] += 1


def _name(source: Source, level: int) -> str:
    return _safe("-".join(_parts(source)[-level:]) if level else Path(source.filename).stem)


def _safe(name: str) -> str:
    """The name as every system takes it: without signs that Windows forbids, names that it keeps for itself, or length.

    >>> _safe("con"), _safe("a: b?"), _safe("plan. ")
    ('con_', 'a_ b_', 'plan')
    """
    name = _FORBIDDEN.sub("_", name).rstrip(". ")
    if name.partition(".")[0].rstrip().upper() in _RESERVED:
        stem, dot, rest = name.partition(".")
        name = f"{stem}_{dot}{rest}"
    while len(os.fsencode(name)) > _LONGEST:
        name = name[:-1].rstrip(". ")
    return name or "_"


def _parts(source: Source) -> tuple[str, ...]:
    if source.path is None:
        return (source.filename,)
    path = _true(source.path)
    return path.parts[1:] if path.anchor else path.parts


def _numbered(names: dict[Source, str]) -> dict[Source, str]:
    """What still collides (a-b/c and a/b-c) is numbered in the order given."""
    taken = {name.casefold() for name in names.values()}
    used: set[str] = set()
    for source, name in names.items():
        unique, number = name, 1
        while unique.casefold() in used or (number > 1 and unique.casefold() in taken):
            number += 1
            unique = f"{name}-{number}"
        used.add(unique.casefold())
        names[source] = unique
    return names
