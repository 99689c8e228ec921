"""How long a large library takes to answer: one with 1,000 documents and 50,000 records, made of the corpus.

    python benchmarks/library_scale.py scale.sqlite            fill it (unless it is full already) and time its queries
    python benchmarks/library_scale.py postgresql://…          the same on a server
    DOCANALYZER_DATABASE_URL=scale.sqlite docanalyzer app      look at it in the browser

Every document is a few documents of the corpus one after the other, in an order of its own, analysed as any other.
Records are measures (targets and other figures); provisions and deadlines come on top.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from docanalyzer import analyze_text
from docanalyzer.library import DocumentQuery, Library, RecordQuery, open_library
from docanalyzer.linguistics import language_of

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 1_000
RECORDS = 50_000
REPEATS = 5


def texts() -> list[str]:
    """The plain texts of the corpus."""
    folder = ROOT / "corpus" / "gold"
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))]


def combined() -> Iterator[tuple[str, str]]:
    """Names and texts of endlessly many documents, each in one language and unlike the others."""
    english = [text for text in texts() if language_of(text) == "en"]
    chinese = [text for text in texts() if language_of(text) != "en"]
    orders = [itertools.permutations(group, 3) for group in (chinese, english)]
    for number in itertools.count(1):
        parts = next(orders[number % len(orders)])
        yield f"plan-{number:04}.txt", "\n\n".join(parts) + f"\n\nNo. {number}\n"


def fill(library: Library, documents: int, records: int) -> None:
    """Add documents until there are as many as wanted; each is cut after its share of the records."""
    there = library.documents(size=1).total
    share = records / documents
    for number, (name, text) in enumerate(combined()):
        if number >= documents:
            return
        if number < there:
            continue
        totals = library.totals()
        missing = records - totals.targets - totals.figures
        wanted = round(missing / (documents - number)) if number else round(share)
        text = shortened(text, wanted)
        analysis = analyze_text(text, issued_on=f"{2010 + number % 15}-{number % 12 + 1:02}-01")
        analysis = replace(analysis, document=replace(analysis.document, name=name))
        library.add(text.encode(), analysis, filename=name, collections=[f"set {number % 10}"])
        if (number + 1) % 100 == 0:
            print(f"  {number + 1} of {documents} documents", file=sys.stderr)


def shortened(text: str, wanted: int) -> str:
    """The text up to the line in which as many records are reached, with its last line."""
    analysis = analyze_text(text)
    ends = sorted(m.evidence.end for m in (*analysis.targets, *analysis.figures))
    if len(ends) <= wanted or not wanted:
        return text
    end = text.find("\n", ends[wanted - 1])
    return text[:end] + text[text.rstrip().rfind("\n") :]


def queries(library: Library) -> dict[str, Callable[[], object]]:
    """The questions that the screens ask, by name."""
    document = library.documents(size=1).items[0].id
    indicators = library.used("indicator")
    return {
        "Library: first page": library.documents,
        "Library: last page": lambda: library.documents(page=10),
        "Library: words in titles": lambda: library.documents(DocumentQuery(text="plan 1")),
        "Library: a collection by date": lambda: library.documents(DocumentQuery(collection="set 3"), order="-issued"),
        "Records: first page": library.records,
        "Records: targets": lambda: library.records(RecordQuery(role="target")),
        "Records: targets, page 300": lambda: library.records(RecordQuery(role="target"), page=300),
        "Records: by deadline": lambda: library.records(RecordQuery(role="target"), order="due"),
        "Records: an industry with its sub-industries": lambda: library.records(RecordQuery(industry="C")),
        "Records: a region with its members": lambda: library.records(RecordQuery(region="CN-REG-BTH"), order="-due"),
        "Records: China": lambda: library.records(RecordQuery(region="CN")),
        "Records: an indicator": lambda: library.records(RecordQuery(indicator=indicators[:1])),
        "Records: several conditions": lambda: library.records(
            RecordQuery(role="target", region="CN", due_from="2026-01-01", due_to="2030-12-31", min_confidence=0.6)
        ),
        "Records: words in them": lambda: library.records(RecordQuery(text="emissions")),
        "Records: of a document": lambda: library.records(RecordQuery(document=document)),
        "Records: of a collection": lambda: library.records(RecordQuery(collection="set 3")),
        "Provisions: what is prohibited": lambda: library.provisions(RecordQuery(force="prohibit")),
        "Deadlines: by date": library.deadlines,
        "Deadlines: counted": library.due_counts,
        "Search: two characters": lambda: library.search("能源"),
        "Search: a longer Chinese word": lambda: library.search("可再生能源装机"),
        "Search: an English word": lambda: library.search("emissions"),
        "Search: two words": lambda: library.search("energy reduction"),
        "Search: nothing found": lambda: library.search("量子计算机"),
        "Reading: one analysis": lambda: library.analysis(document),
        "Choices: regions in use": lambda: library.used("region"),
        "Totals": library.totals,
    }


def seconds(call: Callable[[], object]) -> float:
    """The median of a few calls."""
    found = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> None:
    """Fill and time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="a file or an address")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--records", type=int, default=RECORDS)
    options = parser.parse_args()
    with open_library(options.database) as library:
        start = time.perf_counter()
        fill(library, options.documents, options.records)
        filled = time.perf_counter() - start
        totals = library.totals()
        print(
            f"{totals.documents} documents, {totals.targets + totals.figures} records ({totals.targets} targets), "
            f"{totals.provisions} provisions, {totals.deadlines} deadlines; filled in {filled:.0f} s"
        )
        for name, call in queries(library).items():
            print(f"{seconds(call):8.3f} s  {name}")


if __name__ == "__main__":
    main()
