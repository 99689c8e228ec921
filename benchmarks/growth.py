"""How time and memory grow with the length of a text and with the number of documents.

    python -m benchmarks.growth [--characters 1000 10000 …] [--documents 1 10 …] [--workers 1 2] [--json OUT]

The texts are the example corpus, repeated to each length and analysed as one document in a fresh process. The
documents are single examples with a line of their own, so that no two are the same; ``docanalyzer analyze`` goes
through them into JSON Lines. Memory is the most that the process had, with everything that it loads, in MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.speed import CORPUS, collect
from docanalyzer import analyze_text

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
COUNTS = (1, 10, 100, 1_000, 10_000)


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, nargs="*", default=LENGTHS)
    parser.add_argument("--documents", type=int, nargs="*", default=COUNTS)
    parser.add_argument("--workers", type=int, nargs="*", default=(1, 2))
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one)))
        return 0
    report = {
        "texts": [row for length in arguments.characters for row in of_length(length)],
        "documents": [of_number(count, workers) for count in arguments.documents for workers in arguments.workers],
    }
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(describe(report))
    return 0


def of_length(characters: int) -> list[dict[str, Any]]:
    """A text of this length in each language."""
    rows = []
    for language, text in collect(sorted(CORPUS.iterdir()), min(characters, 1_000_000)).items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "text.txt")
            with file.open("w", encoding="utf-8") as stream:
                left = characters
                while left > 0:
                    stream.write(text[:left])
                    left -= len(text)
            command = [sys.executable, "-m", "benchmarks.growth", "--one", str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append({"language": language, "characters": characters, **json.loads(done.stdout)})
    return rows


def one(file: Path) -> dict[str, float]:
    """Seconds and MB of the analysis of one text, the tables loaded before the clock runs."""
    text = file.read_text(encoding="utf-8")
    analyze_text(text[:1_000])
    begin = time.perf_counter()
    analyze_text(text)
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "memory": _peak()}


def of_number(count: int, workers: int) -> dict[str, Any]:
    """So many documents through the command."""
    examples = [path for path in sorted(CORPUS.iterdir()) if path.suffix in {".txt", ".md"}]
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents")
        documents.mkdir()
        for number, example in enumerate(islice(cycle(examples), count)):
            content = example.read_bytes()
            (documents / f"{number:05}{example.suffix}").write_bytes(content + f"\n\n{number}\n".encode("ascii"))
        target = ["-o", str(Path(folder, "records.jsonl")), "--workers", str(workers)]
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "docanalyzer", "analyze", str(documents), *target], check=True, capture_output=True
        )
        seconds = time.perf_counter() - begin
    return {"documents": count, "workers": workers, "seconds": seconds}


def _peak() -> float:
    """MB; the system counts in KiB, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def describe(report: dict[str, Any]) -> str:
    """The report as two tables in Markdown."""
    lines = ["| language | characters | seconds | characters a second | MB |", "| --- | --- | --- | --- | --- |"]
    for row in report["texts"]:
        size, seconds = row["characters"], row["seconds"]
        lines.append(f"| {row['language']} | {size:,} | {seconds:.3f} | {size / seconds:,.0f} | {row['memory']:,.0f} |")
    lines += ["", "| documents | processes | seconds | documents a second |", "| --- | --- | --- | --- |"]
    for row in report["documents"]:
        rate = row["documents"] / row["seconds"]
        lines.append(f"| {row['documents']:,} | {row['workers']} | {row['seconds']:.1f} | {rate:.1f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
