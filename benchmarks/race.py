"""Speed beside what people use today, on the same text in the same run.

    python -m benchmarks.race [FILES...] [--characters 30000] [--runs 3] [--environment build/peers] [--json OUT]

The other tools are installed into an environment of their own (some hundred MB, once). docanalyzer makes all its
records, by rules alone; each of the others does the part that it can do. The text is cut into pieces of 3,000
characters, all take turns, and a speed is the median of the runs in characters a second. FILES as for ``speed.py``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.race_peers import TOOLS
from benchmarks.speed import CORPUS, collect
from docanalyzer import Settings, analyze_text

PIECE = 3_000
PACKAGES = (
    "spacy", "jieba", "quantulum3", "jionlp", "dateparser", "recognizers-text-suite",
    # What two of them need and do not name: an old release of one, and pkg_resources.
    "emoji<1.7", "setuptools<81",
)  # fmt: skip
OURS = "docanalyzer"


def main() -> int:
    """Race and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--characters", type=int, default=30_000, help="so much text of each language")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--environment", type=Path, default=Path("build/peers"), help="where the other tools are or go")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    arguments = parser.parse_args()
    peers = environment(arguments.environment)
    texts = collect(arguments.files or sorted(CORPUS.iterdir()), arguments.characters)
    report = {}
    with subprocess.Popen(
        [peers, str(Path(__file__).with_name("race_peers.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as others:
        for language, text in texts.items():
            report[language] = race(language, pieces_of(text, arguments.characters), arguments.runs, others)
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(describe(report))
    return 0


def environment(folder: Path) -> str:
    """The interpreter of the other tools' environment, which is made when it is not there."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print(f"installing {', '.join(PACKAGES)} into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(python)


def pieces_of(text: str, characters: int) -> list[str]:
    """So many characters in pieces, taken from all over the text."""
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    count = max(1, characters // PIECE)
    return [pieces[i * len(pieces) // count] for i in range(count)] if len(pieces) > count else pieces


def race(language: str, pieces: Sequence[str], runs: int, others: subprocess.Popen[str]) -> dict[str, Any]:
    """Characters a second of every tool that reads the language, and how many times as fast docanalyzer is."""
    settings = Settings(models="none")
    analyze_text(pieces[0], settings=settings)  # tables are loaded before the clock runs
    times: dict[str, list[float]] = {OURS: []}
    for _ in range(runs):
        begin = time.perf_counter()
        for piece in pieces:
            analyze_text(piece, settings=settings)
        times[OURS].append(time.perf_counter() - begin)
        for tool in TOOLS:
            seconds = asked(others, {"tool": tool, "language": language, "texts": list(pieces)})
            if seconds is not None:
                times.setdefault(tool, []).append(seconds)
    characters = sum(map(len, pieces))
    speeds = {tool: characters / statistics.median(seconds) for tool, seconds in times.items()}
    return {
        "characters": characters,
        "tools": {tool: {"speed": speed, "times": speeds[OURS] / speed} for tool, speed in speeds.items()},
    }


def asked(others: subprocess.Popen[str], order: dict[str, Any]) -> float | None:
    """Seconds that a tool took; null where it is missing or does not read the language."""
    assert others.stdin is not None
    assert others.stdout is not None
    print(json.dumps(order), file=others.stdin, flush=True)
    answer = others.stdout.readline()
    if not answer:
        raise SystemExit(f"{order['tool']} brought its process down")
    seconds: float | None = json.loads(answer).get("seconds")
    return seconds


def describe(report: dict[str, dict[str, Any]]) -> str:
    """The report as a table in Markdown."""
    lines = [
        "| language | tool | characters a second | docanalyzer is so many times as fast |",
        "| --- | --- | --- | --- |",
    ]
    for language, row in report.items():
        for tool, figures in sorted(row["tools"].items(), key=lambda item: -item[1]["speed"]):
            lines.append(f"| {language} | {tool} | {figures['speed']:,.0f} | {figures['times']:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
