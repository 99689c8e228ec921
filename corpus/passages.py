"""Write the marked passages out for scoring: the text, the answers and a manifest.

    python corpus/passages.py OUT [--split train|test] [--values]

OUT gets ``<id>.txt`` and ``<id>.gold.json`` for each file of corpus/passages, and ``manifest.csv`` with what the
analysis may know of each text. Then:

    docanalyzer analyze OUT/*.txt --manifest OUT/manifest.csv -o PRED
    docanalyzer evaluate OUT PRED

``--values`` prints how each number was read, so that a wrong reading is seen and corrected by an attribute.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

from docanalyzer.evaluation import EvaluationError
from docanalyzer.evaluation.passages import Marked, load

FOLDER = Path(__file__).parent / "passages"


def main() -> None:
    """Read every passage, write those of the split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder to write to; it is made where missing")
    parser.add_argument("--split", choices=("train", "test"), help="only the passages of this split")
    parser.add_argument("--values", action="store_true", help="print each number as it was read")
    arguments = parser.parse_args()
    try:
        marked = [item for item in load(FOLDER) if arguments.split in (None, item.split)]
    except EvaluationError as error:
        sys.exit(str(error))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for item in marked:
        (arguments.out / f"{item.id}.txt").write_text(item.text + "\n", encoding="utf-8")
        answers = json.dumps(item.gold, ensure_ascii=False, indent=1)
        (arguments.out / f"{item.id}.gold.json").write_text(answers + "\n", encoding="utf-8")
        if arguments.values:
            print_values(item)
    write_manifest(arguments.out / "manifest.csv", marked)
    passages = {
        language: sum(1 + m.lines[-1].passage for m in marked if m.language == language) for language in ("zh", "en")
    }
    numbers = sum(len(item.numbers) for item in marked)
    print(f"{len(marked)} files, {passages['zh']} Chinese and {passages['en']} English passages, {numbers} numbers")


def print_values(item: Marked) -> None:
    """One row for each number: what it was read as."""
    for measure in item.gold["measures"]:
        value = f"{measure['low']:.10g}"
        if measure["high"] != measure["low"]:
            value += f"..{measure['high']:.10g}"
        period = measure["period"] and f"{measure['period']['start_date'] or ''}..{measure['period']['end_date'] or ''}"
        value += f" {measure['unit']}"
        print(item.id, measure["role"], measure["quote"], value, period, measure["indicator"], sep="\t")


def write_manifest(file: Path, marked: list[Marked]) -> None:
    """The columns that ``docanalyzer analyze --manifest`` reads, and the split."""
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["file", "title", "issued_on", "issuer", "language", "kind", "split"])
        for m in marked:
            rows.writerow([f"{m.id}.txt", m.title, m.issued_on or "", "", m.language, m.kind, m.split])


if __name__ == "__main__":
    main()
