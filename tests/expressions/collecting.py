"""Every pattern that the package compiles, whoever holds it: ``re`` is listened to while all of it is loaded and used.

``python -m tests.expressions.collecting`` prints them as JSON; it must be a process of its own, in which nothing of the
package has been imported before.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "docanalyzer"
SAMPLES = (
    "到2025年，单位工业增加值用水量比2020年下降16%以上，新增装机3000万千瓦。严禁新增钢铁产能，鼓励电炉短流程炼钢。沼气与天然气之比为1:4.5。",
    "By 2030, losses will fall by at least 9% from 2020 levels. The government must support 500 MW of wind power.",
)
_WAYS = frozenset({"search", "match", "fullmatch"})
_SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_DEFINED = re.compile(r"(?P<name>[A-Za-z_]\w*)(?:: [^=]+)? = ")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern with its flags, and the places (file and line) that compile it."""

    pattern: str
    flags: int
    places: set[tuple[str, int]]


def listen() -> dict[tuple[str, int], Found]:
    """Hear of every pattern that code of the package asks ``re`` for; from now on."""
    found: dict[tuple[str, int], Found] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def heard(pattern: object, flags: int) -> object:
        made = compile_(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_code.co_filename == re.__file__:
            assert frame.f_back is not None
            frame = frame.f_back
        if frame.f_code.co_filename.startswith(str(PACKAGE)):
            where = Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()
            # A pattern of bytes is tried as one of as many letters.
            text = made.pattern if isinstance(made.pattern, str) else made.pattern.decode("latin-1")
            entry = found.setdefault((text, made.flags), Found(text, made.flags, set()))
            entry.places.add((where, frame.f_lineno))
        return made

    re._compile = heard  # type: ignore[attr-defined]
    return found


def load_all() -> list[str]:
    """Import every module of the package; gives those that lack a library that is not installed."""
    missing = []
    package = importlib.import_module("docanalyzer")
    for module in pkgutil.walk_packages(package.__path__, "docanalyzer."):
        # The environment of migrations is run by its library alone; it compiles nothing.
        if module.name.endswith(("__main__", ".migrations.env")):
            continue
        try:
            importlib.import_module(module.name)
        except ImportError:
            missing.append(module.name)
    return missing


def use_all() -> None:
    """Run what compiles patterns only when it is first used: the finders of both languages and the comparisons."""
    from docanalyzer import analyze_text
    from docanalyzer.comparison import compare
    from docanalyzer.reading import read_bytes

    analyses = [analyze_text(text) for text in SAMPLES]
    compare([analyses[0], analyze_text(SAMPLES[0].replace("16", "18"))])
    for name, module in list(sys.modules.items()):
        if name.startswith("docanalyzer."):
            _call_loaders(module)
    for table in ("check", "reason"):
        importlib.import_module("docanalyzer.ui.comparing.reasons")._patterns(table)
    for name, data in (("a.html", b"<html><body><p>5%</p></body></html>"), ("a.md", b"# a\n\n5%\n")):
        read_bytes(data, name)


def _call_loaders(module: ModuleType) -> None:
    """Call the functions of a module that make patterns once and keep them."""
    for value in list(vars(module).values()):
        if hasattr(value, "cache_info") and value.__module__ == module.__name__:
            hints = inspect.signature(value)
            if not hints.parameters and "re.Pattern" in str(hints.return_annotation):
                value()


def calls() -> set[tuple[str, int, int]]:
    """The places in the source that compile a pattern: file, first and last line."""
    places = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
                value = node.func.value
                if isinstance(value, ast.Name) and value.id == "re":
                    places.add((path.relative_to(ROOT).as_posix(), node.lineno, node.end_lineno or node.lineno))
    return places


def ways(places: Iterable[tuple[str, int]]) -> set[str]:
    """By which methods the package asks a pattern: all of them where that cannot be told from the source."""
    found: set[str] = set()
    for file, line in places:
        found |= _ways(file, line)
    return found


@cache
def _source(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def _ways(file: str, line: int) -> frozenset[str]:
    lines = _source(file).splitlines()
    while line > 1 and lines[line - 1][:1] in {" ", ")", ""}:
        line -= 1
    named = _DEFINED.match(lines[line - 1])
    if named is None:
        return _WAYS
    name = named["name"]
    files = [file] if name.startswith("_") else [p.relative_to(ROOT).as_posix() for p in PACKAGE.rglob("*.py")]
    found: set[str] = set()
    for other in files:
        text = re.sub(r"^(?:from|import) (?:[^(\n]*\([^)]*\)|.*)$", "", _source(other), flags=re.MULTILINE)
        for use in re.finditer(rf"\b{name}\b(?! = re)(?:\.(\w+))?", text):
            if use[1] in _SEARCHES:
                found.add("search")
            elif use[1] in _WAYS:
                found.add(use[1])
            elif use[1] not in {"pattern", "flags"}:
                return _WAYS
    return frozenset(found) or _WAYS


def main() -> None:
    """Print the patterns and what could not be loaded."""
    found = listen()
    missing = load_all()
    use_all()
    entries = [
        {**asdict(entry), "places": sorted(entry.places), "ways": sorted(ways(entry.places))}
        for entry in list(found.values())
    ]
    json.dump({"found": entries, "missing": missing}, sys.stdout)


if __name__ == "__main__":
    main()
