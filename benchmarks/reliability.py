"""How often records are right at each confidence: the reliability table.

    python -m benchmarks.reliability [--gold DIR ...] [--pred DIR ...] [--role target|achieved|both] [--json]
    python -m benchmarks.reliability --fit --gold DIR ... > docanalyzer/knowledge/data/confidence.toml

Without folders it is the example corpus, analysed now; a folder of answers without a folder of predictions is analysed
with the ``manifest*.csv`` that lies in it. A record is right when value, unit, role and every slot that makes a record
(comparison, kind, direction, indicator, end of the period, baseline year) agree with the answers, as ``evaluate``
counts them; where the answers leave something open it is neither asked for nor held against it.

``--fit`` learns the weights of ``confidence.toml`` from the given answers: a logistic regression on the reasons of
each record, drawn towards 0 by a ridge so that rare reasons move little. ``seen`` is the number of records behind each.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.answers import CORPUS, corpus_exports, folder_exports
from docanalyzer.core.record import Measure
from docanalyzer.evaluation.agreement import RECORD_SLOTS, right_slots, same_quantity
from docanalyzer.evaluation.output import OutputMeasure, parse_output
from docanalyzer.evaluation.reference import EvaluationError, Reference, load_references
from docanalyzer.exports.codec import record_from_data
from docanalyzer.records.confidence import reasons

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
_RIDGE, _STEPS, _RATE = 2.0, 600, 0.5
# A row stands in the table for at least so many records and so much weight.
_FEWEST, _LEAST = 5, 0.1


class Judged(NamedTuple):
    """A record of an output with its confidence, whether it is right, and its reasons."""

    document: str
    role: str
    confidence: float
    right: bool
    reasons: tuple[str, ...]


def judge(name: str, export: dict[str, Any], reference: Reference) -> Iterator[Judged]:
    """The targets and results of one output that the answers can judge."""
    held = [m for field in ("targets", "figures") for m in export.get(field) or () if m.get("quantity")]
    found = parse_output(export).measures
    free = [want for want in reference.measures if not want.optional]
    doubtful = [want for want in reference.measures if want.optional]
    for data, measure in zip(held, found, strict=True):
        if measure.role not in {"target", "achieved"}:
            continue
        if any(measure.start < d.end and d.start < measure.end for d in doubtful):
            continue
        matching = [want for want in free if same_quantity(measure, want)]
        want = next((w for w in matching if w.role == measure.role), matching[0] if matching else None)
        right = False
        if want is not None:
            free.remove(want)
            if measure.role != want.role and "role" in want.loose:
                continue
            right = measure.role == want.role and _complete(measure, want, reference)
        record = record_from_data(Measure, data)
        parts = reasons(record) if isinstance(record, Measure) else ()
        yield Judged(name, str(measure.role), float(data["confidence"]), right, parts)


def _complete(measure: OutputMeasure, want: Any, reference: Reference) -> bool:
    right = right_slots(measure, want, reference.text)
    return all(right[slot] for slot in RECORD_SLOTS)


def collect(golds: Sequence[Path], preds: Sequence[Path]) -> list[Judged]:
    """The judged records of the corpus, or of each folder of answers with its folder of predictions."""
    if not golds:
        answers = {r.id: r for r in load_references(CORPUS / "gold")}
        return [record for name, export in corpus_exports() for record in judge(name, export, answers[name])]
    if preds and len(preds) != len(golds):
        raise EvaluationError(f"{len(golds)} folders of answers, but {len(preds)} of predictions")
    judged: list[Judged] = []
    for index, gold in enumerate(golds):
        answers = {r.id: r for r in load_references(gold)}
        exports = (
            corpus_exports()
            if gold.resolve() == CORPUS / "gold" and not preds
            else folder_exports(gold, preds[index] if preds else None)
        )
        for name, export in exports:
            judged += judge(name, export, answers[name])
    return judged


def table(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """A row for each band of confidence: its records, how sure they say they are on average, how many are right."""
    rows = []
    held = list(judged)
    for low, high in pairwise(BANDS):
        inside = [j for j in held if low <= j.confidence < high]
        rows.append(
            {
                "from": low,
                "to": min(high, 1.0),
                "records": len(inside),
                "confidence": sum(j.confidence for j in inside) / len(inside) if inside else None,
                "right": sum(j.right for j in inside) / len(inside) if inside else None,
            }
        )
    return rows


def describe(groups: dict[str, list[dict[str, Any]]]) -> str:
    """The tables in words."""
    lines = []
    for group, rows in groups.items():
        lines.append(f"[{group}]  confidence   records  said   right")
        for row in rows:
            if row["records"]:
                said, right = f"{row['confidence']:.2f}", f"{row['right']:.2f}"
                lines.append(f"  {row['from']:.1f} to {row['to']:.1f}{row['records']:>14}   {said}   {right}")
    return "\n".join(lines)


def fit(judged: Sequence[Judged]) -> str:
    """The weights as the text of ``confidence.toml``."""
    seen = Counter(reason for j in judged for reason in j.reasons)
    weights: dict[str, float] = dict.fromkeys(sorted(seen), 0.0)
    base = 0.0
    for _ in range(_STEPS):
        slope: dict[str, float] = defaultdict(float)
        base_slope = 0.0
        for j in judged:
            error = j.right - 1 / (1 + math.exp(-base - sum(weights[r] for r in j.reasons)))
            base_slope += error
            for reason in j.reasons:
                slope[reason] += error
        base += _RATE * base_slope / len(judged)
        for reason, weight in weights.items():
            step = (slope[reason] - _RIDGE * weight) / (seen[reason] / 4 + _RIDGE)
            weights[reason] = weight + _RATE * step / 8
    lines = [
        "# How sure a record is: the sum of the weights of its reasons goes through the logistic function. Learnt from",
        "# reference answers by `python -m benchmarks.reliability --fit`; `seen` is how many records had the reason. A",
        "# reason that is not listed weighs nothing. docs/extending.md says when to learn anew.",
        f"base = {base:.2f}",
    ]
    for reason, weight in weights.items():
        if abs(weight) >= _LEAST and seen[reason] >= _FEWEST:
            shown = json.dumps(reason, ensure_ascii=False)
            lines += ["", "[[reason]]", f"id = {shown}", f"weight = {weight:.2f}", f"seen = {seen[reason]}"]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Print the table, or the learnt weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--pred", type=Path, nargs="*", default=[])
    parser.add_argument("--role", choices=("target", "achieved", "both"), default="target")
    parser.add_argument("--fit", action="store_true", help="print weights learnt from the answers")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    try:
        judged = collect(arguments.gold, arguments.pred)
    except EvaluationError as error:
        parser.error(str(error))
    if arguments.fit:
        print(fit(judged))
        return 0
    judged = [j for j in judged if arguments.role in (j.role, "both")]
    languages = sorted({j.document[:2] for j in judged})
    groups = {"all": table(judged)} | {code: table(j for j in judged if j.document[:2] == code) for code in languages}
    print(json.dumps(groups, indent=1) if arguments.json else describe(groups))
    return 0


if __name__ == "__main__":
    sys.exit(main())
