"""Every date by which something is to be done, with what is due."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docanalyzer.core.record import Deadline, Measure, Period, Provision
from docanalyzer.core.span import Quote
from docanalyzer.mentions.outlook import is_baseline, is_over
from docanalyzer.records.provisions import by_sentence, targets_by_sentence
from docanalyzer.structure import Sentence, Structure

# A span of time is a deadline where the sentence leaves no choice.
_BINDING = frozenset({"require", "prohibit"})
_MAIN_BREAK = re.compile(r"[；;。！？!?\n]|\.(?=\s|$)")
_CLAUSE_BREAK = re.compile(r"[，；;。！？!?\n]|,(?=\s)|\.(?=\s|$)")
_LEADING = re.compile(r"[\s，,、：:的]*(?:前|以前|之前)?[，,]?\s*")
_TRAILING = re.compile(r"[\s，,、；;。.：:]+$")
# No text has more blanks there.
_LONGEST_DANGLING = 40
_DANGLING = re.compile(r"\s*(?:by|before|until|no later than|to|in|,|于|在|到|至)\s*$", re.IGNORECASE)
_SHORTEST = 2
_MODAL_END = re.compile(r"\b(?:shall|should|will|must|is to|are to)$", re.IGNORECASE)
_RULES = re.compile(r"[^,;.]{0,80}?\b(?:shall|should|will|must|is to|are to)\b", re.IGNORECASE)


def build_deadlines(
    text: str,
    structure: Structure,
    periods: Sequence[Period],
    provisions: Sequence[Provision],
    measures: Sequence[Measure] = (),
    issued_on: str | None = None,
) -> list[Deadline]:
    """The deadlines of a document, in order; a date counts where its sentence is a provision or holds a target."""
    sentences = structure.sentences
    ruling = {index: found[0] for index, found in by_sentence(sentences, provisions).items()}
    targets = targets_by_sentence(sentences, measures)
    found: list[Deadline] = []
    for index, dates in by_sentence(sentences, periods).items():
        provision, inside = ruling.get(index), targets.get(index, [])
        if provision is None and not inside:
            continue
        for place, period in enumerate(dates):
            if not _is_deadline(text, period, provision, issued_on):
                continue
            limit = next((later.start for later in dates[place + 1 :] if not is_baseline(text, later)), None)
            what = _due(text, sentences[index], period, limit)
            if what is None:
                continue
            due = tuple(target.id for target in inside if _is_due(target, period, dates))
            found.append(Deadline(f"d{len(found) + 1}", period, what, provision.id if provision else None, due))
    return found


def _is_deadline(text: str, period: Period, provision: Provision | None, issued_on: str | None) -> bool:
    if period.end_date is None or is_over(period, issued_on) or is_baseline(text, period):
        return False
    if period.relation == "by":
        return True
    return period.relation == "during" and provision is not None and not _BINDING.isdisjoint(provision.force)


def _is_due(target: Measure, period: Period, dates: Sequence[Period]) -> bool:
    """Whether the target falls due at this date and not at another one of the sentence."""
    if target.period is None:
        return len(dates) == 1
    return target.period.end_date == period.end_date


def _due(text: str, sentence: Sentence, period: Period, limit: int | None) -> Quote | None:
    """The words that say what is due: those after the date up to the next break or date, else those before it.

    A date that is set off by a comma (到2025年，…) rules all clauses up to the semicolon or the next date. An English
    date does so only at the head of a clause; behind its verb (to cut emissions by 2030, compared to …) the words
    before it are due.
    """
    english = text[period.start].isascii()
    heads = not english or _heads(text, sentence, period)
    begin = _LEADING.match(text, period.end, sentence.end)
    start = begin.end() if begin else period.end
    set_off = heads and begin is not None and ("，" in begin[0] or "," in begin[0])
    stop = (_MAIN_BREAK if set_off else _CLAUSE_BREAK).search(text, start, sentence.end)
    end = stop.start() if stop else sentence.end
    if limit is not None and start < limit < end:
        end = limit
    after = _trimmed(text, start, end)
    if after is not None and heads:
        return after
    before = _before(text, sentence, period)
    # "the Commission should, by 30 June, assess …": the verb comes after the date.
    return after if before is None or (after is not None and _MODAL_END.search(before.text)) else before


def _heads(text: str, sentence: Sentence, period: Period) -> bool:
    """Whether a date opens its sentence, or a clause with a verb of its own (…, by 2030 emissions should fall)."""
    before = text[sentence.start : period.start]
    if not any(c.isalpha() for c in before):
        return True
    return before.rstrip().endswith((",", ";", ":")) and bool(_RULES.match(text, period.end, sentence.end))


def _before(text: str, sentence: Sentence, period: Period) -> Quote | None:
    start = sentence.start
    breaks = _MAIN_BREAK if text[period.start].isascii() else _CLAUSE_BREAK
    for mark in breaks.finditer(text, sentence.start, period.start):
        start = mark.end()
    return _trimmed(text, start, period.start)


def _trimmed(text: str, start: int, end: int) -> Quote | None:
    piece = text[start:end]
    dangling = _DANGLING.search(piece, max(0, len(piece) - _LONGEST_DANGLING))
    piece = _TRAILING.sub("", piece[: dangling.start()] if dangling else piece)
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Quote(start, start + len(piece), piece) if len(piece) >= _SHORTEST else None
