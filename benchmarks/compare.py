"""What a change gains and loses, record by record: two folders of exports of the same documents.

    python -m benchmarks.compare OLD NEW [--gold GOLD] [--only SLOT] [--json]

Records are matched by the span of their quantity; where the analysed text itself differs, by the words of the quantity
and how often they came before. For each document it lists the records that only one of the two has and, for those in
both, the slots that differ. With reference answers it says of each whether it is right, and counts what was mended and
what was broken. Exit code 1 when something was lost or broken.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from docanalyzer.evaluation.agreement import RECORD_SLOTS, right_slots, same_quantity
from docanalyzer.evaluation.output import OutputMeasure, parse_output
from docanalyzer.evaluation.reference import EvaluationError, Reference, load_references

Key = tuple[object, ...]


class Change(NamedTuple):
    """One difference; ``slots`` maps each slot to what it was and what it is now.

    ``kind`` is gained, lost or changed; ``right`` says of the old and the new record whether it agrees with the
    answers, null where there are none for it.
    """

    document: str
    kind: str
    quantity: str
    at: int
    slots: Mapping[str, tuple[object, object]]
    right: tuple[bool | None, bool | None] = (None, None)

    @property
    def verdict(self) -> str:
        """``mended``, ``broken`` or nothing."""
        before, after = self.right
        return "mended" if after and not before else "broken" if before and not after else ""


def compare(old: Path, new: Path, gold: Path | None = None) -> list[Change]:
    """The differences of two folders of exports, by document and place."""
    names = sorted({file.name for folder in (old, new) for file in folder.glob("*.json")})
    if not names:
        raise EvaluationError(f"{old}, {new}: no exports (*.json) here")
    answers = {r.id: r for r in load_references(gold)} if gold else {}
    changes: list[Change] = []
    for name in names:
        changes += _document(name.removesuffix(".json"), _load(old / name), _load(new / name), answers)
    return changes


def _load(file: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise EvaluationError(f"{file}: no JSON ({error})") from None
    return data


def _document(
    name: str, old: dict[str, Any], new: dict[str, Any], answers: Mapping[str, Reference]
) -> Iterator[Change]:
    texts = [(data.get("document") or {}).get("text") for data in (old, new)]
    moved = None not in texts and texts[0] != texts[1]
    before, after = (_keyed(data, by_words=moved) for data in (old, new))
    reference = answers.get(name)
    for key in sorted({*before, *after}, key=lambda k: (after.get(k) or before[k]).start):
        was, now = before.get(key), after.get(key)
        one = now or was
        if one is None:
            continue
        right = (_is_right(was, reference), _is_right(now, reference))
        slots = _differing(was, now) if was and now else {}
        if was is None or now is None or slots:
            kind = "gained" if was is None else "lost" if now is None else "changed"
            yield Change(name, kind, one.text, one.start, slots, right)


def _keyed(data: dict[str, Any], *, by_words: bool) -> dict[Key, OutputMeasure]:
    seen: Counter[str] = Counter()
    keyed: dict[Key, OutputMeasure] = {}
    for measure in sorted(parse_output(data).measures, key=lambda m: (m.start, m.end)):
        seen[measure.text] += 1
        key: Key = (measure.text, seen[measure.text]) if by_words else (measure.start, measure.end)
        keyed.setdefault(key, measure)
    return keyed


def _differing(was: OutputMeasure, now: OutputMeasure) -> dict[str, tuple[object, object]]:
    pairs: dict[str, tuple[object, object]] = {
        "role": (was.role, now.role),
        "value": ((was.low, was.high), (now.low, now.high)),
        "unit": (was.unit, now.unit),
    }
    pairs |= {slot: (was.slots[slot], now.slots[slot]) for slot in was.slots}
    return {slot: pair for slot, pair in pairs.items() if pair[0] != pair[1]}


def _is_right(measure: OutputMeasure | None, reference: Reference | None) -> bool | None:
    if reference is None:
        return None
    if measure is None:
        return False
    wanted = next((want for want in reference.measures if same_quantity(measure, want)), None)
    if wanted is None:
        overlaps = any(w.optional and w.start < measure.end and measure.start < w.end for w in reference.measures)
        return None if overlaps else False
    if wanted.optional:
        return None
    if measure.role != wanted.role and "role" not in wanted.loose:
        return False
    right = right_slots(measure, wanted, reference.text)
    return wanted.role not in {"target", "achieved"} or all(right[slot] for slot in RECORD_SLOTS)


def describe(changes: list[Change]) -> str:
    """The changes in words, and their sums."""
    lines, last = [], ""
    for change in changes:
        if change.document != last:
            lines.append(change.document)
            last = change.document
        slots = "; ".join(f"{slot}: {_plain(a)} -> {_plain(b)}" for slot, (a, b) in change.slots.items())
        verdict = f" [{change.verdict}]" if change.verdict else ""
        lines.append(f"  {change.kind:8} {change.quantity} at {change.at}{': ' + slots if slots else ''}{verdict}")
    sums = Counter(change.kind for change in changes)
    judged = Counter(change.verdict for change in changes if change.verdict)
    lines.append(", ".join(f"{kind} {sums[kind]}" for kind in ("gained", "lost", "changed")))
    if any(change.right != (None, None) for change in changes):
        lines.append(f"mended {judged['mended']}, broken {judged['broken']}")
    return "\n".join(lines)


def _plain(value: object) -> str:
    return ",".join(sorted(map(str, value))) or "none" if isinstance(value, frozenset) else str(value)


def main(argv: list[str] | None = None) -> int:
    """Print the differences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--gold", type=Path, help="folder with reference answers: say what was mended and broken")
    parser.add_argument("--only", help="changes of this slot alone")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    try:
        changes = compare(arguments.old, arguments.new, arguments.gold)
    except EvaluationError as error:
        parser.error(str(error))
    if arguments.only:
        changes = [change for change in changes if arguments.only in change.slots]
    if arguments.json:
        rows = [
            {**change._asdict(), "slots": {s: [_plain(a), _plain(b)] for s, (a, b) in change.slots.items()}}
            for change in changes
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print(describe(changes))
    return int(any(change.kind == "lost" or change.verdict == "broken" for change in changes))


if __name__ == "__main__":
    sys.exit(main())
