"""How well comparison does on the reference cases of the corpus.

``versions.json`` holds edits of corpus documents: the edited text is compared with the original one, and what is
reported must be the edits, all of them and nothing else. ``consistency.json`` holds edits that each make a document
contradict itself; the documents as they are must give no finding. ``translations.json`` says which targets and which
provisions of a text and its translation belong together. Prints precision and recall, and with ``--show`` what
deviates.

    python -m benchmarks.comparison [--show]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from docanalyzer.comparison.bilingual import check_translation
from docanalyzer.comparison.consistency import check_consistency
from docanalyzer.comparison.provisions import match_provisions
from docanalyzer.comparison.versions import ProvisionChange, TargetChange, compare_versions
from docanalyzer.core.document import Metadata
from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.pipeline import analyze, analyze_text

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
# What the date of a rehearsal is does not matter; that old and new have the same one does.
_ISSUED = "2021-12-31"


@dataclass(slots=True)
class Score:
    """Counts of one kind of reference, and what deviates, in words."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    deviations: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the findings that are right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the references that were found; 1 where there are none."""
        return (self.wanted - self._missed) / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.right else 0.0

    @property
    def _missed(self) -> int:
        return sum(line.startswith("missed") for line in self.deviations)


def score_versions() -> Score:
    """Every planted change of ``versions.json``; a finding is right when it lies in an edited stretch."""
    score = Score()
    for case in _cases("versions.json"):
        old = _text(case["document"])
        new, spans = _edited(old, case["edits"])
        report = compare_versions(_analysed(old), analyze_text(new, issued_on=_ISSUED))
        every: list[TargetChange | ProvisionChange] = [*report.targets, *report.provisions]
        found = [change for change in every if change.change != "same"]
        hit: set[int] = set()
        score.found += len(found)
        score.wanted += len(case["edits"])
        for change in found:
            touched = {i for i, span in enumerate(spans) if _touches(change, span)}
            named = {i for i in touched if _is_named(change, case["edits"][i]["kind"])}
            hit |= named
            score.right += bool(touched)
            if not touched:
                score.deviations.append(f"wrong  {case['document']}: {_said(change)}")
        score.deviations += [
            f"missed {case['document']}: {edit['kind']}: {edit.get('new') or edit.get('old') or edit.get('text')}"
            for i, edit in enumerate(case["edits"])
            if i not in hit
        ]
    return score


def score_consistency() -> Score:
    """Every planted contradiction of ``consistency.json``, and no finding in the documents as they are."""
    score = Score()
    cases = _cases("consistency.json")
    for name in sorted({case["document"] for case in cases}):
        for issue in check_consistency(_analysed(_text(name))):
            score.found += 1
            score.deviations.append(f"wrong  {name}, untouched: {issue.check}: {issue.reason}")
    for case in cases:
        old = _text(case["document"])
        text = _replaced(old, case["old"], case["new"])
        issues = check_consistency(analyze_text(text, issued_on=_ISSUED))
        score.wanted += 1
        score.found += len(issues)
        right = [issue for issue in issues if issue.check == case["check"]]
        score.right += len(right)
        if not right:
            score.deviations.append(f"missed {case['document']}: {case['check']}: {case['new'][-60:]}")
        score.deviations += [
            f"wrong  {case['document']}: {issue.check}: {issue.reason}" for issue in issues if issue not in right
        ]
    return score


def score_translations() -> tuple[Score, Score]:
    """Targets and provisions of texts and their translations, matched as ``translations.json`` says."""
    targets, provisions = Score(), Score()
    for case in _cases("translations.json"):
        left, right = (
            analyze(CORPUS / case[side], metadata=Metadata(issued_on=case["issued_on"])) for side in ("left", "right")
        )
        texts = left.document.text, right.document.text
        found = [(_at(m.left), _at(m.right)) for m in check_translation(left, right).matches]
        _count(targets, found, case["targets"], texts)
        matching = match_provisions(left, right, order="ordered")
        found = [(_at(match.left), _at(match.right)) for match in matching.matches]
        _count(provisions, found, case["provisions"], texts)
    return targets, provisions


def _at(record: Measure | Provision) -> tuple[int, int]:
    """The characters by which a reference names a record: its number, or what proves it."""
    if isinstance(record, Provision):
        return record.start, record.end
    where = record.quantity or record.evidence
    return where.start, where.end


_Places = tuple[tuple[int, int], tuple[int, int]]


def _count(score: Score, found: list[_Places], wanted: list[list[str]], texts: tuple[str, str]) -> None:
    """A reference ends where the number, the clause or the beginning of the provision ends."""
    ends = [tuple(_end(text, part) for text, part in zip(texts, parts, strict=True)) for parts in wanted]
    hit = {
        index
        for index, places in enumerate(ends)
        if any(a[0] < places[0] <= a[1] and b[0] < places[1] <= b[1] for a, b in found)
    }
    right = sum(any(a[0] < x <= a[1] and b[0] < y <= b[1] for x, y in ends) for a, b in found)
    score.right += right
    score.found += len(found)
    score.wanted += len(wanted)
    score.deviations += [f"missed {parts}" for index, parts in enumerate(wanted) if index not in hit]
    score.deviations += [
        f"wrong  {texts[0][slice(*a)][:60]} / {texts[1][slice(*b)][:60]}"
        for a, b in found
        if not any(a[0] < x <= a[1] and b[0] < y <= b[1] for x, y in ends)
    ]


def _end(text: str, part: str) -> int:
    if text.count(part) != 1:
        raise ValueError(f"{part!r} stands {text.count(part)} times in the document")
    return text.index(part) + len(part)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="list what deviates")
    arguments = parser.parse_args()
    print(f"{'':22} {'P':>6} {'R':>6}  wanted  found")
    targets, provisions = score_translations()
    scores = {
        "versions": score_versions(),
        "consistency": score_consistency(),
        "translated targets": targets,
        "translated provisions": provisions,
    }
    for name, score in scores.items():
        print(f"{name:22} {score.precision:6.3f} {score.recall:6.3f} {score.wanted:7} {score.found:6}")
        if arguments.show:
            print("\n".join(f"  {line}" for line in score.deviations))


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CORPUS / "comparison" / name).read_text(encoding="utf-8"))
    return cases


@cache
def _text(name: str) -> str:
    return (CORPUS / "documents" / name).read_text(encoding="utf-8-sig")


@cache
def _analysed(text: str) -> Analysis:
    return analyze_text(text, issued_on=_ISSUED)


def _replaced(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in the document")
    return text.replace(old, new)


_Span = tuple[tuple[int, int] | None, tuple[int, int] | None]


def _edited(old: str, edits: list[dict[str, str]]) -> tuple[str, list[_Span]]:
    """The new text, and for each edit where it is in the old and in the new one."""
    new = old
    for edit in edits:
        if edit["kind"] == "moved":
            blank = " " if edit["after"].endswith(" ") else ""
            new = _replaced(_replaced(new, edit["text"], ""), edit["after"], edit["after"] + edit["text"] + blank)
        else:
            new = _replaced(new, edit["old"], edit["new"])
    spans = []
    for edit in edits:
        before, after = edit.get("text", edit.get("old", "")), edit.get("text", edit.get("new", ""))
        spans.append((_span(old, before), _span(new, after)))
    return new, spans


def _span(text: str, part: str) -> tuple[int, int] | None:
    start = text.find(part) if part else -1
    return (start, start + len(part)) if start >= 0 else None


# What each kind of edit has to be reported as: a record type and what became of it.
_NAMES = {
    "value": (TargetChange, {"changed"}),
    "deadline": (TargetChange, {"changed"}),
    "base": (TargetChange, {"changed"}),
    "bound": (TargetChange, {"changed"}),
    "added_target": (TargetChange, {"added"}),
    "dropped_target": (TargetChange, {"dropped"}),
    "added_provision": (ProvisionChange, {"added"}),
    "dropped_provision": (ProvisionChange, {"dropped"}),
    "moved": (ProvisionChange, {"moved"}),
    "force": (ProvisionChange, {"changed"}),
    "industry": (ProvisionChange, {"changed"}),
    "region": (ProvisionChange, {"changed"}),
}


def _is_named(change: TargetChange | ProvisionChange, kind: str) -> bool:
    record, changes = _NAMES[kind]
    return isinstance(change, record) and change.change in changes


def _touches(change: TargetChange | ProvisionChange, span: _Span) -> bool:
    places = (_place(change.left), _place(change.right))
    return any(
        place is not None and part is not None and place[0] < part[1] and part[0] < place[1]
        for place, part in zip(places, span, strict=True)
    )


def _place(record: Measure | Provision | None) -> tuple[int, int] | None:
    if record is None:
        return None
    where = record if isinstance(record, Provision) else record.evidence
    return where.start, where.end


def _said(change: TargetChange | ProvisionChange) -> str:
    def words() -> Iterator[str]:
        for record in (change.left, change.right):
            yield record.text if isinstance(record, Provision) else record.evidence.text if record else "-"

    return f"{change.change}: " + " → ".join(words())


if __name__ == "__main__":
    main()
