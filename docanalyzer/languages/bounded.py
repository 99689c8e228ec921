"""Numbers that only words of comparison make quantities, put among the others: the same in every language."""

from __future__ import annotations

from collections.abc import Iterable

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Amount, Unread, When


def with_bounds(
    bounds: Iterable[Amount], amounts: list[Amount], unread: list[Unread], periods: list[Mention[When]]
) -> tuple[list[Amount], list[Unread]]:
    """The numbers too that nothing but words of comparison makes quantities, where none of the others stands."""
    taken = sorted([(a.start, a.end) for a in amounts] + [(p.start, p.end) for p in periods])
    free: list[Amount] = []
    at = 0
    for bound in bounds:
        while at < len(taken) and taken[at][1] <= bound.start:
            at += 1
        if at == len(taken) or taken[at][0] >= bound.end:
            free.append(bound)
    if not free:
        return amounts, unread
    kept = [u for u in unread if not any(b.start <= u.start < b.end for b in free)]
    return sorted(amounts + free), kept
