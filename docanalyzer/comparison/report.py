"""One report for every mode: documents, pairs of records with verdict and reason, and what else the mode found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from docanalyzer.comparison.bilingual import BilingualCheck, NumberConflict, check_translation
from docanalyzer.comparison.cascade import Cascade, build_cascade
from docanalyzer.comparison.consistency import Inconsistency, check_consistency
from docanalyzer.comparison.genealogy import Genealogy, build_genealogy
from docanalyzer.comparison.matching import match_targets
from docanalyzer.comparison.pairs import REPORT_VERSION, Compared, Difference, Mode, Verdict
from docanalyzer.comparison.provisions import ProvisionOpinion, match_provisions, provision_verdict
from docanalyzer.comparison.verdicts import Place, verdict
from docanalyzer.comparison.versions import Change, Edit, compare_versions
from docanalyzer.comparison.words import Embed
from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import Analysis, Measure, Provision
from docanalyzer.core.span import Quote

_Build = Callable[[Analysis, Analysis], Iterator["Pair"]]


class ComparisonError(DocanalyzerError):
    """The documents cannot be compared in the mode asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of the contract, or one and null; ``left_document`` and ``right_document`` are ids.

    ``verdict`` is seen from left to right. ``score`` (0 to 1) and ``why`` say how surely the two speak of the same
    thing and by what they were found; ``arithmetic`` shows what was calculated. ``change`` and ``edits`` belong to
    versions, ``provision`` to pairs of provisions, ``lost`` to translations.
    """

    left_document: str
    right_document: str
    left: Measure | Provision | None
    right: Measure | Provision | None
    verdict: Verdict
    differences: tuple[Difference, ...]
    reason: str
    arithmetic: tuple[str, ...] = ()
    score: float | None = None
    why: tuple[str, ...] = ()
    change: Change | None = None
    provision: ProvisionOpinion | None = None
    edits: tuple[Edit, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from the issue date of the first document to that of another; null where one has none."""

    document: str
    days: int | None


@dataclass(frozen=True, slots=True)
class DocumentIssues:
    """What does not add up within one document."""

    document: str
    issues: tuple[Inconsistency, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole comparison; what a mode does not look for is empty."""

    schema_version: str
    mode: Mode
    documents: tuple[Compared, ...]
    pairs: tuple[Pair, ...]
    lags: tuple[Lag, ...]
    conflicts: tuple[NumberConflict, ...]
    unaligned_left: tuple[Quote, ...]
    unaligned_right: tuple[Quote, ...]
    consistency: tuple[DocumentIssues, ...]
    genealogy: Genealogy


def compare(analyses: Sequence[Analysis], mode: Mode = "targets", embed: Embed | None = None) -> Report:
    """Compare documents.

    ``targets`` and ``provisions`` compare every two of them; ``versions`` and ``bilingual`` take two (``bilingual``
    also one that holds both languages); ``cascade`` compares the first, the national one, with each of the others.
    With ``embed``, the vectors of a sentence encoder, ``provisions`` pairs by them, wherever the provisions stand.
    Raises :class:`ComparisonError` for too few or too many documents, and for versions in two languages.
    """
    _check(analyses, mode)
    check: BilingualCheck | None = None
    lags: tuple[int | None, ...] = ()
    if mode == "bilingual":
        left, right = analyses[0], analyses[-1]
        check = check_translation(left, right)
        pairs = list(_bilingual(left, right, check))
    elif mode == "cascade":
        cascade = build_cascade(analyses[0], analyses[1:], numbered=False)
        pairs, lags = list(_cascade(cascade)), cascade.lags
    else:
        provisions = partial(_provisions, embed=embed)
        builders: dict[str, _Build] = {"targets": _targets, "provisions": provisions, "versions": _versions}
        build = builders[mode]
        pairs = [pair for left, right in combinations(analyses, 2) for pair in build(left, right)]
    return Report(
        schema_version=REPORT_VERSION,
        mode=mode,
        documents=tuple(Compared.of(analysis) for analysis in analyses),
        pairs=tuple(pairs),
        lags=tuple(Lag(a.document.id, days) for a, days in zip(analyses[1:], lags, strict=False)),
        conflicts=check.conflicts if check else (),
        unaligned_left=check.unaligned_left if check else (),
        unaligned_right=check.unaligned_right if check else (),
        consistency=tuple(DocumentIssues(a.document.id, issues) for a in analyses if (issues := check_consistency(a))),
        genealogy=build_genealogy(analyses),
    )


def _check(analyses: Sequence[Analysis], mode: Mode) -> None:
    count = len(analyses)
    if mode == "bilingual" and count not in {1, 2}:
        raise ComparisonError("a bilingual check takes a document and its translation, or one file that holds both")
    if mode == "versions" and count != 2:
        raise ComparisonError(f"versions are compared two at a time: an earlier and a later one, not {count} documents")
    if mode != "bilingual" and count < 2:
        raise ComparisonError("a comparison takes at least two documents")
    if mode == "versions" and analyses[0].document.language[:2] != analyses[1].document.language[:2]:
        raise ComparisonError("the two versions are in different languages: for a translation the mode is bilingual")


def _targets(left: Analysis, right: Analysis) -> Iterator[Pair]:
    matching = match_targets(left, right)
    places = Place(left.document.jurisdiction), Place(right.document.jurisdiction)
    ids = left.document.id, right.document.id
    for match in matching.matches:
        opinion = verdict(match.left, match.right, *places)
        yield Pair(
            *ids,
            match.left,
            match.right,
            opinion.verdict,
            opinion.differences,
            opinion.reason,
            opinion.arithmetic,
            match.score,
            match.why,
        )
    yield from _alone(ids, matching.only_left, matching.only_right)


def _alone(
    ids: tuple[str, str],
    left: Iterable[Measure | Provision],
    right: Iterable[Measure | Provision],
) -> Iterator[Pair]:
    for record in left:
        yield Pair(*ids, record, None, "only_left", (), "the right document has nothing that speaks of the same")
    for record in right:
        yield Pair(*ids, None, record, "only_right", (), "the left document has nothing that speaks of the same")


def _provisions(left: Analysis, right: Analysis, embed: Embed | None = None) -> Iterator[Pair]:
    same_language = left.document.language[:2] == right.document.language[:2]
    free = same_language or embed is not None
    matching = match_provisions(left, right, order="free" if free else "ordered", embed=embed)
    ids = left.document.id, right.document.id
    for match in matching.matches:
        opinion = provision_verdict(match.left, match.right)
        yield _ruled(ids, match.left, match.right, opinion, (match.score, match.why))
    yield from _alone(ids, matching.only_left, matching.only_right)


def _ruled(
    ids: tuple[str, str],
    left: Provision,
    right: Provision,
    opinion: ProvisionOpinion,
    found: tuple[float | None, tuple[str, ...]],
) -> Pair:
    dates: dict[str, Difference] = {"earlier": "earlier", "later": "later"}
    differences: list[Difference] = [dates[opinion.deadline]] if opinion.deadline in dates else []
    if opinion.force != "same":
        differences.append("kind")
    if opinion.industries_added or opinion.industries_dropped or opinion.regions_added or opinion.regions_dropped:
        differences.append("scope")
    return Pair(*ids, left, right, opinion.verdict, tuple(differences), opinion.reason, (), *found, provision=opinion)


def _versions(left: Analysis, right: Analysis) -> Iterator[Pair]:
    report = compare_versions(left, right)
    ids = left.document.id, right.document.id
    for target in report.targets:
        opinion = target.opinion
        if opinion is None:
            yield _one_version(ids, target.left, target.right, target.change)
            continue
        changed = f"changed: {', '.join(target.slots)}; " if target.slots else ""
        yield Pair(
            *ids,
            target.left,
            target.right,
            opinion.verdict,
            opinion.differences,
            changed + opinion.reason,
            opinion.arithmetic,
            change=target.change,
        )
    for change in report.provisions:
        if change.left is None or change.right is None or change.opinion is None:
            yield _one_version(ids, change.left, change.right, change.change)
            continue
        pair = _ruled(ids, change.left, change.right, change.opinion, (None, ()))
        moved = "moved; " if change.moved else ""
        yield Pair(
            *ids,
            pair.left,
            pair.right,
            pair.verdict,
            pair.differences,
            moved + pair.reason,
            change=change.change,
            provision=change.opinion,
            edits=change.edits,
        )


def _one_version(
    ids: tuple[str, str], left: Measure | Provision | None, right: Measure | Provision | None, change: Change
) -> Pair:
    alone: Verdict = "only_left" if right is None else "only_right"
    return Pair(*ids, left, right, alone, (), f"{change} in the later version", change=change)


def _bilingual(left: Analysis, right: Analysis, check: BilingualCheck) -> Iterator[Pair]:
    ids = left.document.id, right.document.id
    lost: dict[tuple[str, str], list[str]] = {}
    for loss in check.lost:
        lost.setdefault((loss.left.id, loss.right.id), []).append(loss.reason)
    for match in check.matches:
        opinion = verdict(match.left, match.right)
        yield Pair(
            *ids,
            match.left,
            match.right,
            opinion.verdict,
            opinion.differences,
            opinion.reason,
            opinion.arithmetic,
            match.score,
            match.why,
            lost=tuple(lost.get((match.left.id, match.right.id), ())),
        )
    yield from _alone(ids, check.only_left, check.only_right)


def _cascade(cascade: Cascade) -> Iterator[Pair]:
    for row in cascade.rows:
        for cell in row.cells:
            ids = cascade.reference.id, cell.document
            if row.left is None or cell.right is None or cell.opinion is None:
                yield from _alone(ids, [row.left] if row.left else [], [cell.right] if cell.right else [])
                continue
            opinion = cell.opinion
            yield Pair(
                *ids, row.left, cell.right, opinion.verdict, opinion.differences, opinion.reason, opinion.arithmetic
            )
