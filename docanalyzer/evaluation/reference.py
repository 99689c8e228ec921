"""Reference answers: what a careful reader marked in a text, loaded and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.knowledge.industries import letter

Dates = tuple[str | None, str | None]
Force = tuple[int, str]

_HAN = re.compile(r"[一-鿿]")
# The numbering of sentences is part of the reference answers: it may not move when the analysis learns to split better.
_ZH_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n+")
_EN_END = re.compile(r"(?<![A-Z])(?<!\be\.g)(?<!\bi\.e)(?<!No)(?<!Art)[.!?](?=\s+[A-Z(•“\"])|\n+")


class EvaluationError(DocanalyzerError):
    """Reference answers or outputs that cannot be scored; the message names the file."""


@dataclass(frozen=True, slots=True)
class ReferenceMeasure:
    """A number as marked. ``loose`` names the slots that two careful readers filled differently."""

    start: int
    end: int
    quote: str
    near: str
    role: str
    low: float | None
    high: float | None
    unit: str | None
    slots: Mapping[str, object]
    loose: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The sets of a document that are scored as sets."""

    periods: frozenset[Dates] = frozenset()
    regions: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    forces: frozenset[Force] = frozenset()


@dataclass(frozen=True, slots=True)
class Reference:
    """The answers for one text; what is in ``optional`` is neither asked for nor held against an output."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    measures: tuple[ReferenceMeasure, ...]
    marks: Marks
    optional: Marks


def load_references(folder: Path) -> list[Reference]:
    """Every ``<id>.gold.json`` of a folder, with its ``<id>.txt``, by name."""
    files = sorted(folder.glob("*.gold.json"))
    if not files:
        raise EvaluationError(f"{folder}: no reference answers (*.gold.json) here")
    return [_load(file) for file in files]


def _load(file: Path) -> Reference:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        text_file = file.with_name(data["id"] + ".txt")
        return parse_reference(data, text_file.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvaluationError(f"{error.filename}: {error.strerror}") from None
    except KeyError as error:
        raise EvaluationError(f"{file}: {error} is missing") from None
    except (TypeError, ValueError) as error:
        raise EvaluationError(f"{file}: {error}") from None


def parse_reference(data: Mapping[str, Any], text: str) -> Reference:
    """The answers as they stand in a file; raises ``ValueError`` or ``KeyError`` where they do not fit the text."""
    optional = data.get("optional") or {}
    return Reference(
        id=data["id"],
        text=text,
        sentences=tuple((a, b) for a, b in data.get("sentences") or numbered_sentences(text)),
        measures=tuple(_measure(measure, text) for measure in data["measures"]),
        marks=Marks(
            dates(data["periods"]),
            frozenset(data["regions"]),
            industry_keys(data["industries"]),
            frozenset((p["sentence"], force) for p in data["provisions"] for force in p["force"]),
        ),
        optional=Marks(
            dates(optional.get("periods") or ()),
            frozenset(optional.get("regions") or ()),
            industry_keys(optional.get("industries") or ()),
            frozenset((sentence, force) for sentence, force in optional.get("force") or ()),
        ),
    )


def _measure(data: Mapping[str, Any], text: str) -> ReferenceMeasure:
    near, quote = data["near"], data["quote"]
    at = text.find(near)
    if at < 0:
        raise ValueError(f"not in the text: {near!r}")
    inside = near.find(quote)
    if inside < 0:
        raise ValueError(f"{quote!r} is not in {near!r}")
    start = at + inside
    slots = {
        "comparison": data.get("comparison", "eq"),
        "kind": data.get("kind"),
        "direction": data.get("direction"),
        "indicator": data.get("indicator"),
        "period": (data.get("period") or {}).get("end_date"),
        "baseline_year": data.get("baseline_year"),
        "regions": frozenset(data.get("regions") or ()),
        "industries": industry_keys(data.get("industries") or ()),
        "approximate": bool(data.get("approximate")),
        "binding": data.get("binding"),
    }
    return ReferenceMeasure(
        start=start,
        end=start + len(quote),
        quote=quote,
        near=near,
        role=data["role"],
        low=data["low"],
        high=data["high"],
        unit=data["unit"],
        slots=slots,
        loose=frozenset(data.get("loose") or ()),
        optional=bool(data.get("optional")),
    )


def dates(items: Iterable[Mapping[str, Any]]) -> frozenset[Dates]:
    """The distinct pairs of first and last day; a period that nothing resolves is left out."""
    pairs = ((item.get("start_date"), item.get("end_date")) for item in items)
    return frozenset(pair for pair in pairs if any(pair))


def industry_keys(codes: Iterable[str]) -> frozenset[str]:
    """Industries are told apart by two digits, or by the letter where only the section is known."""
    return frozenset(industry_key(code) for code in codes)


def industry_key(code: str) -> str:
    """The first two digits of a code, or its letter."""
    return code[0].upper() if code[:1].isalpha() else code[:2]


def industry_section(key: str) -> str:
    """The letter of the section that an industry belongs to."""
    return letter(key) or "?"


def numbered_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences as the reference answers number them, without blanks at their ends."""
    cut = _ZH_END if len(_HAN.findall(text)) * 4 > len(text) else _EN_END
    spans, start = [], 0
    for end in [*(m.end() for m in cut.finditer(text)), len(text)]:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if last > first:
            spans.append((first, last))
        start = end
    return spans
