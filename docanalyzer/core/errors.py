"""Errors that a caller is expected to meet; each message names the file and the cause."""

from __future__ import annotations


class DocanalyzerError(Exception):
    """Base of every error that this package raises on purpose."""


class ReadError(DocanalyzerError):
    """A file could not be read; ``code`` is stable (``encrypted``, ``no_text_layer``, ``empty``, ``unsupported`` …)."""

    def __init__(self, name: str, code: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.code = code
        self.cause = message


class ModelError(DocanalyzerError):
    """A trained model cannot be used: ``name`` says which, ``cause`` why (a library or file is missing or damaged)."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause
