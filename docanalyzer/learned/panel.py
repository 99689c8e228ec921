"""The models that one analysis may ask: opened when first asked, a fault of one is noted and leaves the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docanalyzer.core.document import Notice
from docanalyzer.core.errors import ModelError
from docanalyzer.learned.base import Case, Found, Task
from docanalyzer.learned.store import Choice, Model, chosen, load
from docanalyzer.linguistics import Tongue

Place = tuple[int, int]
Answer = tuple[Model, Mapping[str, float]]


class Panel:
    """The models of a choice for one document.

    With ``everything`` they are asked about all cases, not only those where the rules are in doubt.
    """

    everything = False

    def __init__(self, choice: Choice) -> None:
        self.faults: dict[str, ModelError] = {}
        try:
            self.models = chosen(choice)
        except ModelError as error:
            self.models = ()
            self.faults[error.name] = error

    def __bool__(self) -> bool:
        return bool(self.models)

    def able(self, task: str, language: Tongue) -> Iterator[tuple[Model, Any]]:
        """The models that answer a task in a language, each with what it was opened to."""
        for model in self.models:
            if task in model.tasks and language in model.languages and model.name not in self.faults:
                try:
                    opened = load(model)
                except ModelError as error:
                    self.faults[model.name] = error
                else:
                    yield model, opened

    def ask(self, task: Task, cases: Mapping[Place, Case]) -> dict[Place, list[Answer]]:
        """What each model says of the cases that it can judge; cases are told by their place in the document.

        Each language is asked at once. A model that fails is noted, and not asked again in this document.
        """
        found: dict[Place, list[Answer]] = {}
        for language in sorted({case.language for case in cases.values()}):
            places = [place for place, case in cases.items() if case.language == language]
            for model, scorer in self.able(task, language):
                try:
                    answers = scorer.score([cases[place] for place in places])
                except Exception as error:  # noqa: BLE001 (whatever fails in a model, the rules have decided)
                    self.faults[model.name] = ModelError(model.name, f"it failed ({type(error).__name__}: {error})")
                    continue
                for place, answer in zip(places, answers, strict=True):
                    if answer:
                        found.setdefault(place, []).append((model, answer))
        return found

    def ask_spans(self, texts: Mapping[Place, tuple[Tongue, str]]) -> dict[Place, list[tuple[Model, list[Found]]]]:
        """What each model marks in sentences, which are told by their place; offsets are of the sentence."""
        found: dict[Place, list[tuple[Model, list[Found]]]] = {}
        for language in sorted({language for language, _ in texts.values()}):
            places = [place for place, (own, _) in texts.items() if own == language]
            for model, finder in self.able("spans", language):
                try:
                    marked = finder.spans([texts[place] for place in places])
                except Exception as error:  # noqa: BLE001 (whatever fails in a model, the rules have decided)
                    self.faults[model.name] = ModelError(model.name, f"it failed ({type(error).__name__}: {error})")
                    continue
                for place, spans in zip(places, marked, strict=True):
                    found.setdefault(place, []).append((model, spans))
        return found

    def notices(self) -> tuple[Notice, ...]:
        """One notice for each model that could not be used."""
        return tuple(
            Notice("models_unavailable", f"the rules decided alone: model {error}") for error in self.faults.values()
        )
