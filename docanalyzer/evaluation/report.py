"""Score a folder of exports against a folder of reference answers, and say it in words, tables and JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docanalyzer.evaluation.output import Output, parse_output
from docanalyzer.evaluation.reference import EvaluationError, Reference, load_references
from docanalyzer.evaluation.scoring import Score, score_document


@dataclass(slots=True)
class Evaluation:
    """The scores of all documents and of each language, and what deviated in which document."""

    total: Score = field(default_factory=Score)
    languages: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    documents: int = 0
    without_output: list[str] = field(default_factory=list)
    deviations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def groups(self) -> Iterator[tuple[str, Score]]:
        """All documents together, then each language."""
        yield "all", self.total
        yield from sorted(self.languages.items())

    def to_data(self) -> dict[str, Any]:
        """The figures as plain data."""
        groups = {
            name: {
                **{
                    key: {
                        "P": f.precision, "R": f.recall, "F1": f.f1,
                        "right": f.right, "predicted": f.predicted, "gold": f.gold,
                    }
                    for key, f in score.figures.items()
                },
                "slots": {slot: f.precision for slot, f in score.slots.items()},
            }
            for name, score in self.groups()
        }  # fmt: skip
        return {**groups, "excerpts": self.documents, "without_output": len(self.without_output)}


def evaluate(gold: Path, pred: Path) -> Evaluation:
    """Score ``pred/<id>.json`` against ``gold/<id>.gold.json``; a document without output counts as nothing found.

    The first two letters of an id name the language.
    """
    for folder in (gold, pred):
        if not folder.is_dir():
            raise EvaluationError(f"{folder}: no such folder")
    evaluation = Evaluation()
    for reference in load_references(gold):
        output = _load_output(pred / f"{reference.id}.json")
        if output is None:
            evaluation.without_output.append(reference.id)
        _count(evaluation, reference, output or Output())
    return evaluation


def _count(evaluation: Evaluation, reference: Reference, output: Output) -> None:
    deviations: list[str] = []
    score = score_document(reference, output, deviations.append)
    evaluation.documents += 1
    evaluation.total.merge(score)
    evaluation.languages[reference.id[:2]].merge(score)
    if deviations:
        evaluation.deviations[reference.id] = deviations


def _load_output(file: Path) -> Output | None:
    try:
        return parse_output(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EvaluationError(f"{file}: {error.strerror}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EvaluationError(f"{file}: not an export of one document ({type(error).__name__}: {error})") from None
