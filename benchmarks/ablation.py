"""What each trained model brings: every figure with the rules alone, with each model, and with all of them.

    python -m benchmarks.ablation                                        # the test split of the corpus
    python -m benchmarks.ablation --models linear --json ablation.json   # one model; the figures also as JSON
    python -m benchmarks.ablation --gold FOLDER --manifest FILE          # answers and texts of your own

The figures are those of ``docanalyzer evaluate``: F1 of each kind of record, and for ``indicator`` the share of the
targets found whose indicator is right. Beside each stands the difference to the rules and, in brackets, the interval
that holds 95 % of the differences when the documents are drawn again and again (paired bootstrap). Each configuration
runs in a process of its own, so that time and memory are its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.evaluation.output import parse_output
from docanalyzer.evaluation.reference import load_references
from docanalyzer.evaluation.scoring import Figure, Score, score_document
from docanalyzer.exports.codec import to_data
from docanalyzer.learned.store import Choice, available, parse_choice
from docanalyzer.reading.manifest import load_manifest, manifest_entry
from docanalyzer.training.texts import Marked, corpus_texts, plain

FIGURES = ("quantity", "target", "record", "achieved", "period", "region", "industry", "force", "indicator")
RULES = "rules"
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Run:
    """One configuration: its score of each document, and what it cost."""

    name: str
    scores: dict[str, Score]
    seconds: float
    first: float
    memory: float
    notices: list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one configuration, with its difference to the rules and the interval of that difference."""

    value: float
    difference: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(slots=True)
class Ablation:
    """The figures of every configuration, the number of documents, and seconds and MiB of each."""

    documents: int
    figures: dict[str, dict[str, Line]] = field(default_factory=dict)
    cost: dict[str, dict[str, float]] = field(default_factory=dict)


def texts_of(gold: Path | None, manifests: Sequence[Path]) -> list[Marked]:
    """The texts with their answers: of a folder, else of the test split of the corpus."""
    if gold is None:
        return corpus_texts("test")
    entries = {name: entry for file in manifests for name, entry in load_manifest(file).items()}
    found = []
    for answers in load_references(gold):
        known = manifest_entry(entries, Path(f"{answers.id}.txt")) or Metadata()
        found.append(Marked(answers.id, answers.id, "review", plain(answers.text, f"{answers.id}.txt", known), answers))
    return found


def run(name: str, choice: Choice, texts: Sequence[Marked]) -> Run:
    """Analyse and score all texts with a choice of models, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(measure, name, choice, texts).result()


def measure(name: str, choice: Choice, texts: Sequence[Marked]) -> Run:
    """Analyse and score all texts with a choice of models."""
    from docanalyzer.pipeline import Settings, analyze_document

    scores, notices = {}, []
    settings = Settings(models=choice)
    total = first = 0.0
    for text in texts:
        begun = time.process_time()
        analysis = analyze_document(text.document, settings=settings)
        spent = time.process_time() - begun
        first = first or spent
        total += spent
        scores[text.id] = score_document(text.answers, parse_output(to_data(analysis)))
        notices += [notice.message for notice in analysis.notices if notice.code == "models_unavailable"]
    # The first document pays for what loads when first used; the others show what an analysis costs.
    return Run(name, scores, total - first, first, _peak(), sorted(set(notices)))


def _peak() -> float:
    """The most memory that this process held, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))


def value(scores: Sequence[Score], name: str) -> float:
    """A figure of several documents together."""
    if name == "indicator":
        figures = [score.slots["indicator"] for score in scores if "indicator" in score.slots]
    else:
        figures = [score.figures[name] for score in scores if name in score.figures]
    total = Figure(*(sum(getattr(f, part) for f in figures) for part in ("right", "predicted", "gold")))
    return total.precision if name == "indicator" else total.f1


def compare(runs: Sequence[Run], resamples: int, seed: int = 0) -> Ablation:
    """The figures of all runs, each beside those of the first."""
    base = runs[0]
    names = sorted(base.scores)
    found = Ablation(len(names))
    draws = [random.Random(f"{seed} {i}").choices(names, k=len(names)) for i in range(resamples)]
    for one in runs:
        found.cost[one.name] = {"seconds": one.seconds, "first": one.first, "memory": one.memory}
        lines = found.figures[one.name] = {}
        for figure in FIGURES:
            own = value([one.scores[name] for name in names], figure)
            before = value([base.scores[name] for name in names], figure)
            spread = [0.0]
            if one is not base:
                spread = (
                    sorted(
                        value([one.scores[n] for n in draw], figure) - value([base.scores[n] for n in draw], figure)
                        for draw in draws
                    )
                    or spread
                )
            low, high = spread[int(0.025 * len(spread))], spread[min(int(0.975 * len(spread)), len(spread) - 1)]
            lines[figure] = Line(own, own - before, low, high)
    return found


def table(found: Ablation) -> str:
    """The figures and the cost as a Markdown table."""
    names = list(found.figures)
    rows = [["", *names], ["---"] * (len(names) + 1)]
    for figure in FIGURES:
        cells = [f"{found.figures[RULES][figure].value:.3f}"]
        for name in names[1:]:
            line = found.figures[name][figure]
            change = f" {line.difference:+.3f} [{line.low:+.3f}, {line.high:+.3f}]" if line.difference else ""
            cells.append(f"{line.value:.3f}{change}")
        rows.append([figure, *cells])
    for part, form in (("seconds", ".2f"), ("first", ".2f"), ("memory", ".0f")):
        label = {"seconds": "seconds", "first": "first document, seconds", "memory": "memory, MiB"}[part]
        rows.append([label, *(format(found.cost[name][part], form) for name in names)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main(argv: list[str] | None = None) -> int:
    """Run every configuration and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="*", help="names or folders of models; else all that come with the program")
    parser.add_argument("--gold", type=Path, help="folder of answers and texts; else the test split of the corpus")
    parser.add_argument("--manifest", type=Path, nargs="*", default=[], help="what is known of those texts")
    parser.add_argument("--resamples", type=int, default=1000, help="draws for the intervals (default 1000)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    arguments = parser.parse_args(argv)
    try:
        names = [model.name for model in available()] if arguments.models is None else arguments.models
        chosen = parse_choice(names) if names else ()
        choices: dict[str, Choice] = {RULES: "none"}
        if isinstance(chosen, tuple):
            choices |= {Path(name).name: (name,) for name in chosen}
            if len(chosen) > 1:
                choices[_ALL] = chosen
        texts = texts_of(arguments.gold, arguments.manifest)
        runs = [run(name, choice, texts) for name, choice in choices.items()]
    except (DocanalyzerError, ValueError) as error:
        sys.exit(str(error))
    found = compare(runs, arguments.resamples)
    print(f"{found.documents} documents\n\n{table(found)}")
    for one in runs:
        for notice in one.notices:
            print(f"{one.name}: {notice}")
    if arguments.json:
        arguments.json.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
