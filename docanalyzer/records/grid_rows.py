"""Flat tables with one cell to a line whose rows are told apart by their number and their last cell.

Such rows need not have the same number of lines: a group stands at its first row only, a blank cell is no line, a cell
may hold two values. The first line of a row is its number, the last says 约束性 or 预期性; in between stand the name,
its unit, and values, which fill the columns of values from the left.
"""

from __future__ import annotations

import itertools
import re

from docanalyzer.knowledge.table_headers import header_role
from docanalyzer.linguistics import Tongue
from docanalyzer.records.grid_places import Grid, Place

_ATTRIBUTE = re.compile(r"\s*(?:约束性?|预期性?|binding|expected|indicative|mandatory|voluntary)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,3})[.．、]?\s*")
# A value: a number with what may stand around it, or a dash.
_VALUE = re.compile(
    r"\s*(?:[一-鿿]{2,8})?[≥≤<>﹥﹤＞＜~\[（(〔]*\s*[-−]?\d[\d,.]*.{0,8}|\s*(?:[-—–/]+|n/?a)\s*", re.IGNORECASE
)
_DASH = re.compile(r"\s*[-—–/]+\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIXED = frozenset({"index", "name", "unit", "binding"})
_MOST_HEAD_LINES = 16
_MOST_ROW_LINES = 14
_LONGEST = 40

_Span = tuple[int, int]


def closed_rows(text: str, lines: list[_Span], at: int, language: Tongue) -> tuple[Grid, int] | None:
    """The table whose head begins in line ``at``, and the line after it; null where there is none of this kind."""
    if header_role(text[slice(*lines[at])], language) != "index":
        return None
    reach = range(at + 3, min(at + _MOST_HEAD_LINES, len(lines)))
    first = next((i for i in reach if _counts(text, lines[i], 1)), None)
    if first is None or any(b - a > _LONGEST for a, b in lines[at:first]):
        return None
    head = _heads(text, lines[at:first], language)
    roles = [header_role(text[a:b], language) for a, b in head]
    if roles[-1:] != ["binding"] or "name" not in roles:
        return None
    rows, line = _rows(text, lines, first)
    if len(rows) < 2:
        return None
    cells = [Place(a, b, 0, column) for column, (a, b) in enumerate(head)]
    for number, row in enumerate(rows, 1):
        cells += _placed(text, row, roles, number)
    return Grid(cells[0].start, cells[-1].end, -1, tuple(cells)), line


def _counts(text: str, line: _Span, number: int) -> bool:
    found = _NUMBER.fullmatch(text, *line)
    return found is not None and int(found[1]) == number


def _rows(text: str, lines: list[_Span], first: int) -> tuple[list[list[_Span]], int]:
    """The lines of each row from its number to its attribute, and the line after the last row."""
    rows: list[list[_Span]] = []
    line = first
    while line < len(lines) and _counts(text, lines[line], len(rows) + 1):
        reach = range(line + 2, min(line + _MOST_ROW_LINES, len(lines)))
        end = next((i for i in reach if _ATTRIBUTE.fullmatch(text, *lines[i])), None)
        if end is None or any(b - a > _LONGEST for a, b in lines[line:end]):
            break
        rows.append(lines[line : end + 1])
        line = end + 1
    return rows, line


def _placed(text: str, row: list[_Span], roles: list[str], number: int) -> list[Place]:
    """The lines of a row put into columns."""
    name, width = roles.index("name"), len(roles)
    inner = row[1:-1]
    values = len(inner)
    while values and _VALUE.fullmatch(text, *inner[values - 1]):
        values -= 1
    words, held = inner[:values], inner[values:]
    columns = [i for i in range(name + 1, width - 1) if roles[i] != "unit"]
    unit = roles.index("unit") if "unit" in roles else None
    cells = [Place(*row[0], number, 0)]
    if unit is not None and len(words) > 1:
        cells.append(Place(*words.pop(), number, unit))
    named = words[-1:]
    # A name over several lines ends in its unit; what stands before it is the group.
    if len(words) > 1 and name <= 1:
        named = [(words[0][0], words[-1][1])]
    elif len(words) > 1:
        cells.append(Place(words[0][0], words[-2][1], number, name - 1))
    if not named:
        return []
    cells.append(Place(*named[0], number, name))
    for column, share in zip(columns, _shares(text, held, len(columns)), strict=False):
        cells += [Place(a, b, number, column) for a, b in share]
    cells.append(Place(*row[-1], number, width - 1))
    return sorted(cells, key=lambda cell: (cell.column, cell.start))


def _shares(text: str, held: list[_Span], columns: int) -> list[list[_Span]]:
    """The values of each column: a dash fills a column alone, the rest is parted evenly."""
    dashes = sum(bool(_DASH.fullmatch(text, *span)) for span in held)
    left = columns - dashes
    if left < 0 or (left == 0 and dashes < len(held)) or (left and (len(held) - dashes) % left):
        return []
    each = (len(held) - dashes) // left if left else 1
    shares: list[list[_Span]] = []
    rest = list(held)
    while rest:
        size = 1 if _DASH.fullmatch(text, *rest[0]) else each
        shares.append(rest[:size])
        rest = rest[size:]
    return shares


def _heads(text: str, lines: list[_Span], language: Tongue) -> list[_Span]:
    """Heads that were broken over lines, joined so that the most of them say something, and nothing twice."""
    best: tuple[float, list[_Span]] = (float("-inf"), [])
    for width in range(max(4, len(lines) - 4), len(lines) + 1):
        for cuts in itertools.combinations(range(1, len(lines)), width - 1):
            edges = [0, *cuts, len(lines)]
            heads = [(lines[a][0], lines[b - 1][1]) for a, b in itertools.pairwise(edges)]
            roles = [header_role(text[a:b], language) for a, b in heads]
            score = -0.1 * sum((b - a - 1) ** 2 for a, b in itertools.pairwise(edges))
            dated = [bool(_YEAR.search(text, a, b)) for a, b in heads]
            score += sum(2.0 if r in _FIXED else 1.0 if r or d else -1.0 for r, d in zip(roles, dated, strict=True))
            score -= 4.0 * sum(roles.count(role) > 1 for role in set(roles) & _FIXED)
            if score > best[0]:
                best = (score, heads)
    return best[1]
