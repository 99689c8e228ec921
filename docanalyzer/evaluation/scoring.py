"""Precision, recall and F1 of outputs against reference answers, micro-averaged over documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from docanalyzer.evaluation.agreement import RECORD_SLOTS, SLOTS, right_slots, same_quantity
from docanalyzer.evaluation.output import Output, OutputMeasure
from docanalyzer.evaluation.reference import EvaluationError, Force, Reference, ReferenceMeasure, industry_section

Pair = tuple[OutputMeasure, ReferenceMeasure]


@dataclass(slots=True)
class Figure:
    """How many were right, how many were output and how many were wanted."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the output that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """The figures of a set of documents, and for the targets found how often each slot was right."""

    figures: dict[str, Figure] = field(default_factory=lambda: defaultdict(Figure))
    slots: dict[str, Figure] = field(default_factory=lambda: defaultdict(Figure))

    def add(self, name: str, right: int, predicted: int, gold: int) -> None:
        """Count the result of one document."""
        figure = self.figures[name]
        figure.right += right
        figure.predicted += predicted
        figure.gold += gold

    def merge(self, other: Score) -> None:
        """Count another score into this one."""
        for mine, theirs in ((self.figures, other.figures), (self.slots, other.slots)):
            for name, figure in theirs.items():
                mine[name].right += figure.right
                mine[name].predicted += figure.predicted
                mine[name].gold += figure.gold


def score_document(reference: Reference, output: Output, report: Callable[[str], None] = lambda _: None) -> Score:
    """Score one document; every deviation goes to ``report`` in words."""
    if output.text is not None and output.text.rstrip() != reference.text.rstrip():
        raise EvaluationError(
            f"{reference.id}: the analysed text is not the text of the reference, offsets would not fit"
        )
    score = Score()
    doubtful = [measure for measure in reference.measures if measure.optional]
    wanted = [measure for measure in reference.measures if not measure.optional]
    found = [m for m in output.measures if not any(m.start < d.end and d.start < m.end for d in doubtful)]
    pairs = _pair(found, wanted, report)
    score.add("quantity", len(pairs), len(found), len(wanted))
    for role in ("target", "achieved"):
        _score_role(score, role, pairs, found, wanted, reference.text, report)
    for got, want in pairs:
        if got.role != want.role and "role" not in want.loose:
            report(f"role of {want.quote} in «{want.near}»: got {got.role}, wanted {want.role}")
    _score_sets(score, reference, output, report)
    return score


def _pair(
    found: Sequence[OutputMeasure], wanted: Iterable[ReferenceMeasure], report: Callable[[str], None]
) -> list[Pair]:
    """Each wanted number with one that was found, one of the same role if there is a choice."""
    pairs: list[Pair] = []
    free = list(found)
    for want in wanted:
        candidates = [got for got in free if same_quantity(got, want)]
        hit = next((got for got in candidates if got.role == want.role), candidates[0] if candidates else None)
        if hit is None:
            near = [f"{m.text} = {m.low} {m.unit}" for m in found if m.start < want.end and want.start < m.end]
            instead = f", found {'; '.join(near)}" if near else ""
            report(f"missed {want.role}: {want.quote} = {want.low} {want.unit} in «{want.near}»{instead}")
        else:
            # By identity: two numbers of the output may be equal in every field.
            free = [got for got in free if got is not hit]
            pairs.append((hit, want))
    for got in free:
        report(f"extra {got.role}: {got.text} = {got.low} {got.unit} at {got.start}")
    return pairs


def _score_role(
    score: Score,
    role: str,
    pairs: Iterable[Pair],
    found: Iterable[OutputMeasure],
    wanted: Iterable[ReferenceMeasure],
    text: str,
    report: Callable[[str], None],
) -> None:
    clear = [(got, want) for got, want in pairs if "role" not in want.loose]
    unclear = [got for got, want in pairs if "role" in want.loose]
    both = [(got, want) for got, want in clear if got.role == want.role == role]
    predicted = sum(m.role == role for m in found) - sum(m.role == role for m in unclear)
    gold = sum(m.role == role and "role" not in m.loose for m in wanted)
    score.add(role, len(both), predicted, gold)
    if role == "target":
        full = sum(_score_slots(score, got, want, text, report) for got, want in both)
        score.add("record", full, predicted, gold)


def _score_slots(
    score: Score, got: OutputMeasure, want: ReferenceMeasure, text: str, report: Callable[[str], None]
) -> bool:
    """Count the slots of one target; true when all that make a record are right."""
    right = right_slots(got, want, text)
    for slot in SLOTS:
        if slot not in want.loose:
            score.slots[slot].right += right[slot]
            score.slots[slot].predicted += 1
            score.slots[slot].gold += 1
    wrong = [f"{s}: got {got.slots[s]!r}, wanted {want.slots[s]!r}" for s in RECORD_SLOTS if not right[s]]
    if wrong:
        report(f"slots of {want.quote} in «{want.near}»: {'; '.join(wrong)}")
    return not wrong


def _score_sets(score: Score, reference: Reference, output: Output, report: Callable[[str], None]) -> None:
    marks, optional = reference.marks, reference.optional
    unsure = optional.industries - marks.industries
    industries = _fold_industries(output.industries, marks.industries, unsure)
    for name, found, wanted, spared in (
        ("period", output.periods, marks.periods, optional.periods),
        ("region", output.regions, marks.regions, optional.regions),
        ("industry", industries, marks.industries, unsure),
        ("force", _forces(output, reference.sentences), marks.forces, optional.forces),
    ):
        _score_set(score, name, found - spared, wanted - spared, report)


def _score_set(
    score: Score, name: str, found: AbstractSet[object], wanted: AbstractSet[object], report: Callable[[str], None]
) -> None:
    score.add(name, len(found & wanted), len(found), len(wanted))
    if found != wanted:
        missed, extra = sorted(map(str, wanted - found)), sorted(map(str, found - wanted))
        report(f"{name}: missed {', '.join(missed) or 'none'}; extra {', '.join(extra) or 'none'}")


def _fold_industries(found: AbstractSet[str], wanted: AbstractSet[str], unsure: AbstractSet[str]) -> AbstractSet[str]:
    """Where the reference knows the section only, a division of it that was found stands for it, once."""
    folded: set[str] = set()
    for key in sorted(found):
        section = industry_section(key)
        known = (wanted | unsure) - found - folded
        folded.add(section if key not in wanted and section in known else key)
    return folded


def _forces(output: Output, sentences: Sequence[tuple[int, int]]) -> frozenset[Force]:
    """A provision counts for every sentence that it covers by half, or that covers half of it."""
    found: set[Force] = set()
    for start, end, forces in output.provisions:
        for number, (first, last) in enumerate(sentences):
            common = min(last, end) - max(first, start)
            if common > 0 and 2 * common >= min(last - first, end - start):
                found.update((number, force) for force in forces)
    return frozenset(found)
