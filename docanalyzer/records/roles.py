"""Which role a number plays: promised or achieved, where the wording of its clause has not settled it.

The sentence's own period decides where it has one. Else the outlook of the sentence (its words, its neighbours, the
heading above it) is weighed together with its tense and the period that an earlier sentence hands on.
"""

from __future__ import annotations

from collections.abc import Sequence

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import DocumentKind, Period, Role
from docanalyzer.languages.base import When
from docanalyzer.linguistics import Tongue, View
from docanalyzer.mentions.forces import find_forces
from docanalyzer.mentions.outlook import tally
from docanalyzer.structure import Structure

# What a sentence's tense adds to its outlook, at most this much either way.
_TENSE_LIMIT = 1.0
_TENSE_SHARE = 0.4
# A date to be met governs the sentences after it more surely than a year that was only mentioned.
_CARRIED = {"by": 2.0, "during": 0.6, "from": 0.3, "each_year": 0.3}
# A policy text speaks of what is to be done unless something says otherwise.
_PRIOR = 0.2
# So much of commitment in its own words makes a number a target whatever its date.
_COMMITTED = 1.5


def outlook_of(
    text: str, language: Tongue, structure: Structure, periods: Sequence[Mention[When]], issued_on: str | None
) -> list[float]:
    """For each sentence of the structure how much it looks ahead (above 0) or back (below 0)."""
    cues = find_forces(View(language, text, text.lower()))
    dates = [
        Period(p.start, p.end, "", p.value.start_date, p.value.end_date, p.value.relation)
        for p in periods
        if p.value.use != "name"
    ]
    return tally(text, structure, cues, dates, issued_on).whole


def side(period: When, issued: str) -> int:
    """1 for a period that ends after the issue year or in it as a goal, -1 for one that is over, 0 for neither."""
    end, start, year = period.end_date, period.start_date, issued[:4]
    if end is None:
        return -1 if start is not None and start < year else 0
    if end[:4] < year:
        return -1
    if end[:4] > year:
        return 1
    return 1 if end >= issued else -1


def _under_way(period: When, issued: str) -> bool:
    """Whether a period began before the issue year and ends in it (achieved between 2021 and 2025, said in 2025)."""
    begun = period.start_date is not None and period.start_date[:4] < issued[:4]
    return begun and period.end_date is not None and period.end_date[:4] == issued[:4]


def weigh_role(
    period: Mention[When] | None,
    origin: str,
    issued: str | None,
    outlook: float,
    tense: float,
    kind: DocumentKind = "other",
    *,
    named: bool = True,
) -> tuple[Role, str]:
    """Target or achieved, and why; ``origin`` says where the period comes from (``paragraph``: an earlier sentence).

    ``named`` says whether it is known what is measured: a number of nothing, of which nothing speaks, is neither.
    """
    known = side(period.value, issued) if period is not None and issued else 0
    if known < 0 and (kind == "law" or (origin != "paragraph" and tense >= _COMMITTED)):
        # Obligations and goals may name years that were over when the text was issued; reviews have other words.
        return "target", "wording against an earlier date"
    if known > 0 and period is not None and issued and _under_way(period.value, issued) and tense <= -1:
        return "achieved", "told of a period that is under way"
    if known and origin != "paragraph":
        return ("target" if known > 0 else "achieved"), "period against issue date"
    total = _PRIOR + outlook + max(-_TENSE_LIMIT, min(_TENSE_LIMIT, tense * _TENSE_SHARE))
    if period is not None and known:
        total += known * _CARRIED[period.value.relation]
    if not named and total == _PRIOR:
        return "other", "nothing says"
    role: Role = "target" if total > 0 else "achieved"
    return role, f"outlook {total:+.1f}"
