"""Score docanalyzer on test cases of other projects: numbers, money, dates, regions.

    python benchmarks/suites.py CASES.json [--peers FOUND.json] [--failures] [--sound] [--json]

CASES.json holds ``cases``: each has ``id``, ``suite``, ``lang``, ``kind``, ``input``, ``expected`` and, for dates, the
``reference`` that relative expressions stand on. A case is right when every expectation is met; where nothing is
expected, no record of that kind may be found. What counts as met:

- percent, dimension, currency, quantity: a record overlaps the span, with the same value in the same unit (18 % may be
  18 or 0.18; a share may be given in per mille).
- range: the same bounds; whether a bound is included is left open, as records do not tell 以上 from "more than".
- money: the same bounds and currency, and the comparison that the sense asks for; money_span: one record for each span.
- date, strict: a period that overlaps the span has the same days, its end exclusive. Lenient: its end may lie one
  closing unit (day, month or year) off. That is where conventions differ: policy usage counts the last year named, so
  that 2025年前, 截止到2018年 and 2016到2018 end with that year; and where a suite lets an open period begin on the
  reference day, ours has no first day. Lenient figures are the ones to compare.
- region: province and county, each by its own figure.
- quantity_span: overlap F1 as the script of the suite reckons it, by words.

What a suite takes for granted is granted: a sum of money without a currency is one of 元, a university stands where its
name says (to the records 北京大学 is no Beijing), and where a suite takes any number for a quantity, the numbers count
that no record uses: bare ones, lengths of time, units that no record has. With ``--sound`` cases whose answers are
wrong (see ``suites.toml``) are left out for every tool.

Further conventions of the records differ from the suites' and stay: 个百分点 is no per cent (accepted where a suite
calls it one), the last three years are whole years before that of issue.
An expectation without a number ("percentage") is none of a quantity and is left out.
The figures of the peers are those that their tools reach on the whole of each suite; with what ``peers.py`` found, also
those on the very cases, by the same rules (what a tool has no words for, as "about", is not asked of it).
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from docanalyzer import Settings, analyze_text
from docanalyzer.core.record import Analysis, Period
from docanalyzer.knowledge.tables import read_csv
from docanalyzer.languages.en.numerals import POWER
from docanalyzer.languages.en.tokens import number_value

Case = dict[str, Any]


class Number(NamedTuple):
    """A quantity as found; ``comparison`` and ``approximate`` are None where a tool does not tell them."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    comparison: str | None
    approximate: bool | None


class Spell(NamedTuple):
    """A period as found, ``last`` exclusive."""

    start: int
    end: int
    first: str | None
    last: str | None


class Found(NamedTuple):
    """What a tool found in a case."""

    numbers: list[Number]
    spells: list[Spell]
    provinces: set[str | None]
    counties: set[str | None]


# The clock of the Chinese suites, whose references are timestamps.
CHINA = timezone(timedelta(hours=8))
_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
WRONG: dict[str, str] = _TABLES["wrong"]
PEERS: dict[str, str] = _TABLES["peers"]
UNITS: dict[str, tuple[str, float]] = {name: (unit, factor) for name, (unit, factor) in _TABLES["units"].items()}
# "Pound" is a mass in one kind of case and money in another.
MONEY = {"Pound": ("GBP", 1.0)}
SENSES = {"exact": {"eq"}, "about": {"eq"}, "at_least": {"ge"}, "less_than": {"le"}, "range": {"range", "ge"}}
# Why a number is unused that a suite counts as a quantity without a dimension.
_BARE = {"no_unit", "unknown_unit"}
_MEASURED = re.compile(rf"(?P<n>{POWER}|\d+(?:[.,]\d+)*)(?:\s?(?:±|\+/-)\s?(?P<w>{POWER}|\d+(?:\.\d+)?))?")
_TIME = re.compile(r"[\s-]?(?P<u>year|month|day|hour)s?\b")
_TO = re.compile(r"\s?(?:to|-|–|至|到)\s?")
# A sum without its currency; a letter or 万 belongs to the number.
_SUM = re.compile(r"\d[\d.,，]*[kKwW万亿]*(?![\d.])")
_CURRENCY = re.compile(r"[元圆块角毛分镑币盾铢]|卢布|法郎|马克|比索|[$¥￥€£]|[A-Z]{3}")
RATIOS = {"%": 1.0, "1": 100.0, "permille": 0.1}


def main() -> int:
    """Score the cases and print a table, one line for each suite, kind and language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--peers", type=Path, help="what peers.py found, to score it beside ours")
    parser.add_argument("--failures", action="store_true", help="also print the cases that are not right")
    parser.add_argument("--sound", action="store_true", help="without the cases whose answers are wrong")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    cases: list[Case] = json.loads(arguments.cases.read_text(encoding="utf-8"))["cases"]
    peers: Case = json.loads(arguments.peers.read_text(encoding="utf-8")) if arguments.peers else {}
    rows: dict[tuple[str, str, str], dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        if arguments.sound and case["id"] in WRONG:
            print(f"{case['id']} is left out: {WRONG[case['id']]}", file=sys.stderr)
            continue
        found = ours(analyze(case), case["kind"])
        for figure, marks in score(case, found).items():
            rows[case["suite"], case["lang"], figure][""].append(marks)
            if arguments.failures and marks[0] < marks[1]:
                print(f"- {case['id']} {figure}: {case['input'][:100]!r} -> {told(case, found)}", file=sys.stderr)
        for peer, items in peers.items():
            if case["id"] in items:
                for figure, marks in score(case, theirs(items[case["id"]], case["kind"])).items():
                    rows[case["suite"], case["lang"], figure][peer].append(marks)
    table = [
        {"suite": suite, "language": language, "figure": figure, "cases": len(marks[""]), "score": _share(marks[""]),
         "same cases": {peer: _share(marks[peer]) for peer in peers if peer in marks},
         "peers": PEERS.get(f"{suite} {figure}", "")}
        for (suite, language, figure), marks in sorted(rows.items())
    ]  # fmt: skip
    print(json.dumps(table, indent=1, ensure_ascii=False) if arguments.json else describe(table))
    return 0


def analyze(case: Case) -> Analysis:
    """The records of a case, relative expressions standing on its reference date."""
    return analyze_text(asked(case), issued_on=reference(case), settings=Settings(language=case["lang"]))


def asked(case: Case) -> str:
    """The text of a case with what its suite takes for granted: the currency of a sum, the place of a university."""
    text: str = case["input"]
    if case["kind"] == "money" and not _CURRENCY.search(text):
        return _SUM.sub(r"\g<0>元", text)
    return text.replace("大学", "　　") if case["kind"] == "region" else text


def ours(found: Analysis, kind: str) -> Found:
    """Our records in the form that is scored; among bare quantities also the numbers that no record uses."""
    names = {row["code"]: row["zh"] for row in read_csv("divisions.csv")}
    quantities = [m.quantity for m in (*found.targets, *found.figures) if m.quantity is not None]
    codes = {region.code for region in found.regions if region.code}
    numbers = [Number(q.start, q.end, q.low, q.high, q.unit, q.comparison, q.approximate) for q in quantities]
    if kind == "quantity":
        numbers += _unused(found)
        numbers += _spans(numbers, found.document.text)
    return Found(
        numbers,
        [Spell(p.start, p.end, *_interval(p)) for p in found.periods],
        {names.get(code[:2] + "0000") for code in codes},
        {names[code] for code in codes if code in names and not code.endswith("00")},
    )


def _unused(found: Analysis) -> Iterator[Number]:
    """The numbers that no record uses: bare ones, lengths of time, and those in units that no record has."""
    text = found.document.text
    for unused in found.unused:
        m = _MEASURED.match(text, unused.start)
        if m is None or unused.reason not in _BARE | {"duration", "other_unit"}:
            continue
        value, wide = number_value(m["n"]), number_value(m["w"]) if m["w"] else 0.0
        unit = "1"
        if unused.reason == "duration" and (after := _TIME.match(text, m.end())):
            unit, end = after["u"], after.end()
        elif unused.reason == "other_unit":
            unit, end = text[m.end() : unused.end].strip(), unused.end
        else:
            end = m.end()
        yield Number(unused.start, end, value - wide, value + wide, unit, "eq", None)


def _spans(numbers: Sequence[Number], text: str) -> Iterator[Number]:
    """Two numbers of one unit that 至, to or a dash joins, as the span that a suite takes them for."""
    for one, other in pairwise(sorted(numbers)):
        if one.unit == other.unit and _TO.fullmatch(text, one.end, other.start):
            yield Number(
                one.start, other.end, min(one.low, other.low), max(one.high, other.high), one.unit, "range", None
            )


def theirs(found: dict[str, list[list[Any]]], kind: str) -> Found:
    """What a peer found in the form that is scored, its units turned into ours."""
    numbers = []
    for start, end, low, high, name, comparison in found.get("quantities", ()):
        if name == "degree fahrenheit":
            name, low, high = "degree Celsius", (low - 32) / 1.8, (high - 32) / 1.8
        unit, factor = (MONEY if kind == "currency" else {}).get(name) or UNITS.get(name, (name, 1.0))
        said = None if comparison == "eq" else comparison
        numbers.append(Number(start, end, low * factor, high * factor, unit, said, None))
    places = found.get("regions", ())
    spells = [Spell(*item) for item in found.get("periods", ())]
    return Found(numbers, spells, {place[0] for place in places}, {place[1] for place in places})


def reference(case: Case) -> str | None:
    """The reference as an ISO day; the suites give it as a timestamp, a date, a list of its parts or only a year."""
    given = case.get("reference")
    if isinstance(given, dict):
        given = [given[part] for part in ("year", "month", "day") if part in given]
    if isinstance(given, str):
        return given[:10]
    if isinstance(given, list):
        year, month, day = [*given, 1, 1][:3] if len(given) < 3 else given[:3]
        return date(year, month, day).isoformat()
    return datetime.fromtimestamp(given, CHINA).date().isoformat() if given is not None else None


def score(case: Case, found: Found) -> dict[str, tuple[float, float]]:
    """Points of a case and the most it could have, by figure; none where a case asks for nothing that is told."""
    kind = case["kind"]
    expected = [item for item in case["expected"] if item.get("value", 0) is not None]
    quantities = found.numbers
    if case["expected"] and not expected:
        return {}
    if kind == "date":
        since = reference(case)
        return {
            "date strict": _all(_dated(item, found.spells, since, lenient=False) for item in expected),
            "date lenient": _all(_dated(item, found.spells, since, lenient=True) for item in expected),
        }
    if kind == "region":
        return _regions(expected, found)
    if kind == "quantity_span":
        return {kind: _overlap(case["input"], expected, quantities)}
    if kind in {"money", "money_span"}:
        money = [q for q in quantities if _is_money(q.unit)]
        if kind == "money_span":
            right = len(money) == len(expected) and all(any(_touches(q, e) for q in money) for e in expected)
            return {kind: (float(right), 1.0)}
        return {kind: _all(any(_is_sum(item, q) for q in money) for item in expected)}
    if not expected:
        return {kind: (float(not any(_of_kind(q, kind) for q in quantities)), 1.0)}
    rule = _is_range if kind == "range" else _is_value
    return {kind: _all(rule(item, quantities, kind) for item in expected)}


def _all(marks: Iterable[bool]) -> tuple[float, float]:
    return float(all(marks)), 1.0


def _share(marks: Sequence[tuple[float, float]]) -> float:
    most = sum(possible for _, possible in marks)
    return sum(points for points, _ in marks) / most if most else 0.0


def _touches(q: Number | Spell, item: Case) -> bool:
    start, end = item["start"], item["end"]
    return bool(q.start < end and start < q.end)


def _is_money(unit: str) -> bool:
    """Whether a unit is a currency: ISO 4217."""
    return len(unit) == 3 and unit.isupper()


def _of_kind(q: Number, kind: str) -> bool:
    if kind == "percent":
        return q.unit in {"%", "pp", "permille"}
    return _is_money(q.unit) if kind == "currency" else not _is_money(q.unit) and q.unit not in {*RATIOS, "pp", "count"}


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-12)


def _is_value(item: Case, quantities: Sequence[Number], kind: str) -> bool:
    name, value = str(item["unit"]), item["value"]
    if name == "degree fahrenheit":
        name, value = "degree Celsius", (value - 32) / 1.8
    unit, factor = (MONEY if kind == "currency" else {}).get(name) or UNITS.get(name, (name, 1.0))
    for q in quantities:
        if not _touches(q, item):
            continue
        middle = (q.low + q.high) / 2 if kind == "quantity" else q.high
        points = (
            unit == "%"
            and q.unit == "pp"
            and any(word in item["text"].replace(" ", "") for word in ("百分点", "百分點"))
        )
        if unit == "%" and q.unit in RATIOS:
            met = _same(middle * RATIOS[q.unit], value)
        else:
            met = (q.unit == unit or points or (unit == "1" and q.unit == "count")) and _same(middle, value * factor)
        if met:
            return True
    return False


def _bounds(q: Number) -> tuple[float | None, float | None]:
    return (None if q.comparison == "le" else q.low), (None if q.comparison == "ge" else q.high)


def _is_range(item: Case, quantities: Sequence[Number], kind: str) -> bool:
    found = [_bounds(q) for q in quantities if _touches(q, item)]
    lows = [low for low, high in found if low is not None]
    highs = [high for low, high in found if high is not None]
    ends = ((max(lows, default=None), item["lo"]), (min(highs, default=None), item["hi"]))
    return bool(found) and all(a is b if a is None or b is None else _same(a, b) for a, b in ends)


def _is_sum(item: Case, q: Number) -> bool:
    unit, factor = UNITS[item["unit"]]
    bounds = _same(q.low, item["lo"] * factor) and (_same(q.high, item["hi"] * factor) or q.comparison == "ge")
    about = q.approximate is None or q.approximate or item["sense"] != "about"
    return q.unit == unit and bounds and about and (q.comparison is None or q.comparison in SENSES[item["sense"]])


def _interval(period: Period) -> tuple[str | None, str | None]:
    end = period.end_date
    return period.start_date, (date.fromisoformat(end) + timedelta(days=1)).isoformat() if end else None


def _dated(item: Case, periods: Sequence[Spell], since: str | None, *, lenient: bool) -> bool:
    for start, end in item["intervals"]:
        for period in periods:
            first, last = period.first, period.last
            open_start = lenient and first is None and start is not None and start == since
            if (
                _touches(period, item)
                and (first == start or open_start)
                and (last == end or (lenient and _close(last, end)))
            ):
                return True
    return False


def _close(a: str | None, b: str | None) -> bool:
    """Whether two ends lie one day, month or year apart."""
    if a is None or b is None:
        return False
    one, other = sorted((date.fromisoformat(a), date.fromisoformat(b)))
    months = (other.year - one.year) * 12 + other.month - one.month
    return (other - one).days <= 1 or (one.day == other.day and months in {1, 12})


def _regions(expected: Sequence[Case], found: Found) -> dict[str, tuple[float, float]]:
    wanted = [item["county"] for item in expected if item.get("county") and item["county"] != "市辖区"]
    marks = {"region province": _all(item["province"] in found.provinces for item in expected if item.get("province"))}
    return marks | ({"region county": _all(county in found.counties for county in wanted)} if wanted else {})


def _overlap(text: str, expected: Sequence[Case], quantities: Sequence[Number]) -> tuple[float, float]:
    """Overlap F1 as the suite's own script reckons it: the words that two spans share, blanks between words.

    Every pair of an expected span and one found that touch counts once, with the best that the found one reaches;
    spans of either side that touch none count with nothing.
    """
    found = {(q.start, q.end) for q in quantities}
    wanted = [(item["start"], item["end"]) for item in expected]
    pairs = [(span, want) for span in found for want in wanted if span[0] <= want[1] and want[0] <= span[1]]
    best: dict[tuple[int, int], float] = defaultdict(float)
    for span, want in pairs:
        best[span] = max(best[span], _common(text, span, want))
    alone = len(found - {span for span, _ in pairs}) + sum(want not in {w for _, w in pairs} for want in wanted)
    return sum(best[span] for span, _ in pairs), float(len(pairs) + alone)


def _common(text: str, a: tuple[int, int], b: tuple[int, int]) -> float:
    """Words in common: twice their number over those of both."""
    shared = text[max(a[0], b[0]) : min(a[1], b[1])]
    return 2.0 * len(shared.split(" ")) / (len(text[slice(*a)].split(" ")) + len(text[slice(*b)].split(" ")))


def told(case: Case, found: Found) -> str:
    """What was expected and what was found, in short."""
    expected = [{k: v for k, v in item.items() if k not in {"start", "end"}} for item in case["expected"]]
    text = case["input"]
    if case["kind"] == "date":
        mine: list[object] = [(text[p.start : p.end], p.first, p.last) for p in found.spells]
    elif case["kind"] == "region":
        mine = [sorted(filter(None, found.provinces)), sorted(filter(None, found.counties))]
    else:
        mine = [(text[q.start : q.end], q.low, q.high, q.unit, q.comparison) for q in found.numbers]
    return f"{json.dumps(expected, ensure_ascii=False)[:300]} / {mine}"


def describe(table: Sequence[Case]) -> str:
    """The figures as lines; a peer's figure on the same cases is marked where it is above ours."""
    head = f"{'suite':26}{'language':10}{'figure':18}{'cases':>6}{'score':>8}  same cases; whole suite"
    lines = []
    for row in table:
        same = ", ".join(
            f"{peer} {share:.3f}{' *' if share > row['score'] else ''}" for peer, share in row["same cases"].items()
        )
        told = "; ".join(filter(None, (same, row["peers"])))
        lines.append(
            f"{row['suite']:26}{row['language']:10}{row['figure']:18}{row['cases']:>6}{row['score']:>8.3f}  {told}"
        )
    return "\n".join([head, *lines])


if __name__ == "__main__":
    sys.exit(main())
