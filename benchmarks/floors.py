"""The figures on the example corpus, and the floors below which they must not fall.

    python -m benchmarks.floors            # print the figures beside the floors; exit code 1 when one is below
    python -m benchmarks.floors --raise    # lift the floors to the figures; refused when one would fall
    python -m benchmarks.floors --lower    # set the floors to the figures, also where that lowers them

``floors.json`` pins the F1 of every kind of record and the accuracy of every slot of the targets, for all documents and
for each language, cut to three decimals, and the hash of the answers that they were measured on. Changed answers ask
for one of the two options, so that the figures are looked at. It is the rules alone that are measured here: what models
bring is the business of ``benchmarks.ablation``.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from benchmarks.answers import CORPUS, corpus_exports, digest
from docanalyzer.evaluation.output import parse_output
from docanalyzer.evaluation.reference import load_references
from docanalyzer.evaluation.report import Evaluation
from docanalyzer.evaluation.scoring import score_document

FLOORS = Path(__file__).with_name("floors.json")


def measure() -> dict[str, Any]:
    """The figures on the corpus as they are now, with the hash of its answers."""
    references = {reference.id: reference for reference in load_references(CORPUS / "gold")}
    evaluation = Evaluation()
    for name, export in corpus_exports(models="none"):
        score = score_document(references[name], parse_output(export))
        evaluation.documents += 1
        evaluation.total.merge(score)
        evaluation.languages[name[:2]].merge(score)
    figures = {
        group: {key: _cut(f.f1) for key, f in score.figures.items()}
        | {f"slot {slot}": _cut(f.precision) for slot, f in score.slots.items()}
        for group, score in evaluation.groups()
    }
    return {"answers": digest(CORPUS / "gold"), "documents": evaluation.documents, "figures": figures}


def shortfalls(floors: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What is below its floor, in words."""
    return [
        f"{group}: {name} is {now['figures'].get(group, {}).get(name, 0.0):.3f}, its floor {floor:.3f}"
        for group, rows in floors["figures"].items()
        for name, floor in rows.items()
        if now["figures"].get(group, {}).get(name, 0.0) < floor
    ]


def load() -> dict[str, Any]:
    """The floors as pinned."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def main(argv: list[str] | None = None) -> int:
    """Compare, or write the floors anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--raise", dest="lift", action="store_true", help="lift the floors; refused when one would fall"
    )
    change.add_argument("--lower", action="store_true", help="set the floors to the figures, also downwards")
    arguments = parser.parse_args(argv)
    now = measure()
    floors: dict[str, Any] = load() if FLOORS.exists() else {"answers": "", "figures": {}}
    below = shortfalls(floors, now)
    for group, rows in now["figures"].items():
        print(f"[{group}]")
        for name, value in rows.items():
            print(f"  {name:20} {value:.3f}  floor {floors['figures'].get(group, {}).get(name, 0.0):.3f}")
    if arguments.lower or (arguments.lift and not below):
        FLOORS.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"written: {FLOORS.name}")
        return 0
    if floors["answers"] != now["answers"]:
        print("The answers of the corpus are not those that the floors were measured on: --raise or --lower.")
    for line in below:
        print(line)
    return 1 if below or floors["answers"] != now["answers"] else 0


def _cut(value: float) -> float:
    return math.floor(value * 1000 + 1e-9) / 1000


if __name__ == "__main__":
    sys.exit(main())
