"""The example corpus and the app: inside an installed package, at the top level of a checkout."""

from __future__ import annotations

from pathlib import Path

from docanalyzer.core.errors import DocanalyzerError


def corpus_folder() -> Path:
    """The folder with ``documents/``, ``gold/`` and ``MANIFEST.csv``."""
    package = Path(__file__).resolve().parent
    # The checkout first: an editable install may hold a copy of the day it was made.
    for folder in (package.parent / "corpus", package / "_corpus"):
        if (folder / "MANIFEST.csv").is_file() and (folder / "documents").is_dir():
            return folder
    raise DocanalyzerError("the example corpus is missing from this installation; install docanalyzer again")


def app_file() -> Path:
    """The script that ``streamlit run`` takes; its configuration stands in ``.streamlit`` beside it."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent, package / "_app"):
        if (folder / "app.py").is_file() and (folder / ".streamlit" / "config.toml").is_file():
            return folder / "app.py"
    raise DocanalyzerError("the app is missing from this installation; install docanalyzer again")
