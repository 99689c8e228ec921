"""How the cost of matching grows with the number of records.

Documents are made of catalogue indicators, years and numbers drawn at random (with a fixed seed). The first table
matches two documents of growing size: seconds, and seconds over n log n, which must not grow. The second compares many
documents of 500 records each with each other.

    python -m benchmarks.matching [--documents 100]
"""

from __future__ import annotations

import argparse
import math
import random
import time
from itertools import combinations

from docanalyzer.comparison.matching import match_targets
from docanalyzer.core.record import (
    SCHEMA_VERSION,
    Analysis,
    DocumentInfo,
    Indicator,
    Measure,
    Period,
    Quantity,
    Scope,
)
from docanalyzer.core.span import Quote
from docanalyzer.knowledge.indicators import indicators

_SIZES = (500, 1000, 2000, 4000, 8000, 16_000)
_YEARS = (2020, 2025, 2030, 2035)
_REGIONS = ((), ("110000",), ("130000",), ("430000",))


def make_document(seed: int, records: int) -> Analysis:
    """A document of so many targets; a fifth have an indicator that the catalogue does not know."""
    draw = random.Random(seed)
    rows = list(indicators().values())
    parts, targets = [], []
    at = 0
    for number in range(records):
        row = draw.choice(rows)
        known = draw.random() < 0.8
        name = row.zh[0] if known else f"{row.zh[0][:4]}{draw.randrange(1000)}号指标"
        year, value = draw.choice(_YEARS), float(draw.randrange(1, 100))
        clause = f"到{year}年，{name}达到{value:g}%。"
        start = at + clause.index(name)
        end = start + len(name)
        quote = f"{value:g}%"
        place = at + clause.index(quote)
        targets.append(
            Measure(
                id=f"m{number}",
                role="target",
                evidence=Quote(at, at + len(clause), clause),
                indicator=Indicator(start, end, name, row.id if known else None),
                quantity=Quantity(place, place + len(quote), quote, value, value, "%", "eq", approximate=False),
                kind="level",
                direction=row.direction,
                baseline=None,
                period=Period(at, at + 6, clause[:6], None, f"{year}-12-31", "by"),
                scope=Scope(draw.choice(_REGIONS)),
                binding=None,
                section=None,
                table=None,
                rule="made",
                why={},
                confidence=1.0,
            )
        )
        parts.append(clause)
        at += len(clause)
    info = DocumentInfo(
        f"{seed:064d}",
        f"{seed}.txt",
        "text/plain",
        None,
        "zh-Hans",
        None,
        (),
        None,
        "plan",
        None,
        "".join(parts),
        (),
        (),
    )
    return Analysis(SCHEMA_VERSION, info, tuple(targets), (), (), (), (), (), (), (), (), (), ())


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100, help="how many documents are compared with each other")
    arguments = parser.parse_args()
    match_targets(make_document(1, 50), make_document(2, 50))
    print(f"{'records':>8} {'seconds':>8} {'of n log n':>11}")
    first = 0.0
    for size in _SIZES:
        left, right = make_document(1, size), make_document(2, size)
        begin = time.perf_counter()
        match_targets(left, right)
        seconds = time.perf_counter() - begin
        share = seconds / (size * math.log(size))
        first = first or share
        print(f"{size:8} {seconds:8.3f} {share / first:11.2f}")
    documents = [make_document(seed, 500) for seed in range(arguments.documents)]
    begin = time.perf_counter()
    pairs = matches = 0
    for left, right in combinations(documents, 2):
        pairs += 1
        matches += len(match_targets(left, right).matches)
    seconds = time.perf_counter() - begin
    each = 1000 * seconds / max(1, pairs)
    print(f"{len(documents)} documents of 500 records: {pairs} pairs, {matches} matches, {seconds:.1f} s")
    print(f"{each:.1f} ms for each pair")


if __name__ == "__main__":
    main()
