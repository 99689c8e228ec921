"""Reviewed records as reference answers, in the form that ``docanalyzer evaluate`` reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.evaluation.reference import numbered_sentences

_NOT_IN_NAMES = re.compile(r"[^\w-]+")


def as_reference(analysis: Analysis, *, id: str | None = None, complete: bool = False) -> dict[str, Any]:  # noqa: A002
    """The reference answers that a reviewed analysis amounts to.

    Reviewed records are the answers, and a rejected one is held against whoever finds it. What nobody looked at is
    optional: neither asked for nor held against an output, unless ``complete`` says that the whole document was read
    and what stands is right. ``id`` names the files (its first two letters are the language for ``evaluate``).
    """
    document = analysis.document
    text = document.text
    sentences = numbered_sentences(text)
    measures = [
        _measure(m, text, optional=m.review is None and not complete) for m in (*analysis.targets, *analysis.figures)
    ]
    forces = list(_forces(analysis.provisions, sentences))
    sure: dict[int, list[str]] = {}
    for number, force, seen in forces:
        if seen or complete:
            sure.setdefault(number, []).append(force)
    periods = [{"quote": p.text, "start_date": p.start_date, "end_date": p.end_date} for p in analysis.periods]
    regions = list(dict.fromkeys(e.code for e in analysis.regions if e.code))
    industries = list(dict.fromkeys(e.code for e in analysis.industries if e.code))
    answers: dict[str, Any] = {"periods": periods, "regions": regions, "industries": industries}
    nothing: dict[str, Any] = {"periods": [], "regions": [], "industries": []}
    return {
        "id": id or reference_id(analysis),
        "measures": [measure for measure in measures if measure],
        # Names and dates have no review of their own: they are answers only where everything was read.
        **(answers if complete else nothing),
        "provisions": [{"sentence": number, "force": found} for number, found in sorted(sure.items())],
        "optional": {
            **(nothing if complete else answers),
            "force": [[number, force] for number, force, seen in forces if not seen and not complete],
        },
        "sentences": [list(span) for span in sentences],
        "source": {"file": document.name, "title": document.title},
    }


def reference_files(analyses: Iterable[Analysis], *, complete: bool = False) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files that ``docanalyzer evaluate --gold`` takes: answers and text of each document."""
    taken: set[str] = set()
    for analysis in analyses:
        name = base = reference_id(analysis)
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        answers = as_reference(analysis, id=name, complete=complete)
        yield f"{name}.gold.json", json.dumps(answers, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
        yield f"{name}.txt", analysis.document.text.encode("utf-8", "replace")


def reference_id(analysis: Analysis) -> str:
    """A name for the files of a document: language and file name, such as ``zh-air-plan``."""
    language = analysis.document.language[:2]
    stem = _NOT_IN_NAMES.sub("-", analysis.document.name.rpartition(".")[0] or analysis.document.name).strip("-")
    stem = stem or analysis.document.id[:12]
    return stem if stem.startswith(f"{language}-") else f"{language}-{stem}"


def _measure(measure: Measure, text: str, *, optional: bool) -> dict[str, Any] | None:
    """The answer for a measure; null for a goal without a number, and where no words name the place of the number."""
    quantity, period, baseline = measure.quantity, measure.period, measure.baseline
    near = _near(text, quantity.start, quantity.end) if quantity and quantity.text else None
    if quantity is None or near is None:
        return None
    found = {
        "quote": quantity.text,
        "near": near,
        "role": measure.role,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "comparison": quantity.comparison,
        "approximate": quantity.approximate,
        "kind": measure.kind,
        "direction": measure.direction,
        "indicator": measure.indicator.text or None if measure.indicator else None,
        "baseline_year": baseline.year if baseline else None,
        "period": {"start_date": period.start_date, "end_date": period.end_date} if period else None,
        "regions": list(measure.scope.regions),
        "industries": list(measure.scope.industries),
        "binding": measure.binding,
    }
    return {**found, "optional": True} if optional else found


def _near(text: str, start: int, end: int) -> str | None:
    """Words around a quotation by which it is found: the first place where they stand, its first place in them.

    Null where there are none, at the end of a text that repeats itself.
    """
    # Further to the left the same words stand once more.
    furthest = text.rfind(text[start:end], 0, end - 1) + 1
    left, right = start, end
    while text.find(text[left:right]) != left:
        if left == furthest and right == len(text):
            return None
        left, right = max(furthest, left - 8), min(len(text), right + 8)
    return text[left:right]


def _forces(provisions: Iterable[Provision], sentences: list[tuple[int, int]]) -> Iterator[tuple[int, str, bool]]:
    """Number of the sentence, force and whether somebody looked, for every sentence that a provision covers by half."""
    for provision in provisions:
        for number, (first, last) in enumerate(sentences):
            common = min(last, provision.end) - max(first, provision.start)
            if common > 0 and 2 * common >= min(last - first, provision.end - provision.start):
                for force in provision.force:
                    yield number, force, provision.review is not None
