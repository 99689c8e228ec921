"""How right the records are: outputs scored against reference answers."""

from __future__ import annotations

from docanalyzer.evaluation.reference import EvaluationError
from docanalyzer.evaluation.report import Evaluation, evaluate
from docanalyzer.evaluation.scoring import Figure, Score

__all__ = ["Evaluation", "EvaluationError", "Figure", "Score", "evaluate"]
