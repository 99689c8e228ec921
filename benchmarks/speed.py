"""Speed and memory of the whole pipeline beside a blank spaCy pipeline on the same text.

spaCy only tokenises; docanalyzer does all it can do.

    python benchmarks/speed.py [FILES...] [--characters 300000] [--runs 3] [--json]

FILES are documents of any kind that docanalyzer reads; without them it is the example corpus, repeated to that length.
For each language the text is cut into pieces of 15,000 characters: spaCy tokenises them (characters for Chinese),
docanalyzer analyses them (structure and all records), and then the whole text as one document. Speeds are the median of
the runs; memory is the peak of a fresh process for one, two and four times the first 300,000 characters.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from docanalyzer import analyze_text
from docanalyzer.core.errors import ReadError
from docanalyzer.linguistics import language_of
from docanalyzer.reading import SUPPORTED, read

PIECE = 15_000
FLOOR = 0.3
CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "documents"


def main() -> int:
    """Measure and report; exit code 1 when a language is below the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--characters", type=int, default=300_000, help="at least so much text for each language")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, default=1, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.memory_of:
        print(peak_memory(arguments.memory_of.read_text(encoding="utf-8") * arguments.times))
        return 0
    texts = collect(arguments.files or sorted(CORPUS.iterdir()), arguments.characters)
    report = {
        language: measure(language, text, arguments.runs) | {"memory": memory(text[: arguments.characters])}
        for language, text in texts.items()
    }
    print(json.dumps(report, indent=1) if arguments.json else describe(report))
    return 0 if all(row["ratio"] >= FLOOR for row in report.values()) else 1


def collect(files: Sequence[Path], least: int) -> dict[str, str]:
    """The text of the documents by main language, repeated until there is enough of each."""
    found: dict[str, list[str]] = {"zh": [], "en": []}
    for file in files:
        if file.suffix.lower() in SUPPORTED:
            try:
                text = read(file).text
            except ReadError as error:
                print(f"left out: {error}", file=sys.stderr)
                continue
            found["en" if language_of(text) == "en" else "zh"].append(text)
    texts = {}
    for language, parts in found.items():
        if parts:
            pieces: list[str] = []
            for index, part in enumerate(cycle(parts)):
                # Real documents count in full; repeating stops as soon as there is enough.
                if index >= len(parts) and sum(map(len, pieces)) >= least:
                    break
                pieces.append(part)
            texts[language] = "\n\n".join(pieces)
    return texts


def measure(language: str, text: str, runs: int) -> dict[str, Any]:
    """Characters a second of both, on the same pieces; the runs take turns, so that both meet the same machine."""
    import spacy  # here, because the fresh processes that measure memory need none of it

    # A blank Chinese pipeline cuts into characters unless told otherwise.
    nlp = spacy.blank(language)
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]

    def tokenise() -> None:
        for piece in pieces:
            nlp(piece)

    def analyse() -> None:
        for piece in pieces:
            analyze_text(piece)

    def analyse_whole() -> None:
        analyze_text(text)

    jobs: dict[str, Callable[[], None]] = {"spacy": tokenise, "pieces": analyse, "whole": analyse_whole}
    for start in (tokenise, analyse):
        start()  # tables are loaded and automata built before the clock runs
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            begin = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - begin)
    speeds = {name: len(text) / statistics.median(seconds) for name, seconds in times.items()}
    return {"characters": len(text), **speeds, "ratio": speeds["pieces"] / speeds["spacy"]}


def memory(text: str) -> dict[str, float]:
    """Peak memory in MB for one, two and four times the text as one document."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "text.txt")
        file.write_text(text, encoding="utf-8", newline="")
        peaks = {}
        for times in (1, 2, 4):
            command = [sys.executable, __file__, "--memory-of", str(file), "--times", str(times)]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            peaks[f"x{times}"] = float(done.stdout)
    return peaks


def peak_memory(text: str) -> float:
    """MB that the analysis of ``text`` needs at its height, by Python's own count."""
    analyze_text(text[:PIECE])  # what stays loaded is not what grows
    tracemalloc.start()
    analysis = analyze_text(text)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    del analysis
    return round(peak, 1)


def describe(report: dict[str, dict[str, Any]]) -> str:
    """The report in words."""
    lines = []
    for language, row in report.items():
        peaks = ", ".join(f"{times} {peak} MB" for times, peak in row["memory"].items())
        lines.append(f"[{language}] {row['characters']:,} characters")
        for name, what in (
            ("spacy", "spaCy tokenises"),
            ("pieces", "docanalyzer"),
            ("whole", "docanalyzer, one document"),
        ):
            share = f"   {row[name] / row['spacy']:.2f} of spaCy" if name != "spacy" else ""
            lines.append(f"  {what:26}{row[name]:>12,.0f} characters/s{share}")
        lines.append(f"  peak memory, one document  {peaks}")
    lines.append(f"floor: {FLOOR} of spaCy, in pieces of {PIECE:,} characters")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
