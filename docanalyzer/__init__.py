"""Structured, grounded records from Chinese and English policy texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docanalyzer.core.version import __version__

if TYPE_CHECKING:
    from docanalyzer.pipeline import Settings, analyze, analyze_text

__all__ = ["Settings", "__version__", "analyze", "analyze_text"]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: ``import docanalyzer`` itself costs next to nothing."""
    if name in {"Settings", "analyze", "analyze_text"}:
        from docanalyzer import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
