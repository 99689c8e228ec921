"""The models that one analysis may ask: opened when first asked, a fault of one is noted and leaves the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docanalyzer.core.document import Notice
from docanalyzer.core.errors import ModelError
from docanalyzer.learned.store import Choice, Model, chosen, load
from docanalyzer.linguistics import Tongue


class Panel:
    """The models of a choice for one document."""

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

    def fail(self, model: Model, error: Exception) -> None:
        """Note that a model failed while it answered; it is not asked again in this document."""
        self.faults[model.name] = ModelError(model.name, f"it failed ({type(error).__name__}: {error})")

    def notices(self) -> tuple[Notice, ...]:
        """One notice for each model that could not be used."""
        return tuple(
            Notice("models_unavailable", f"the rules decided alone: model {error}") for error in self.faults.values()
        )
