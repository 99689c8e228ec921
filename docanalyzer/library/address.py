"""Where the database is: addresses, and the default one."""

from __future__ import annotations

import os
from pathlib import Path

from docanalyzer.library.model import LibraryError

VARIABLE = "DOCANALYZER_DATABASE_URL"
FILE_NAME = "library.sqlite"
_POSTGRES = {"postgres", "postgresql"}


def default_url() -> str:
    """``DOCANALYZER_DATABASE_URL``, or a SQLite file in the user's data folder."""
    given = os.environ.get(VARIABLE, "").strip()
    return full_url(given) if given else full_url(default_file())


def is_default(url: str) -> bool:
    """Whether this is the file in the user's data folder, where the example corpus may go."""
    return full_url(url) == full_url(default_file())


def default_file() -> Path:
    """The file that is used where nothing else is named."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("docanalyzer", appauthor=False)) / FILE_NAME


def full_url(url: str | Path) -> str:
    """A SQLAlchemy URL of a URL or a file's path; bare ``postgresql://`` gets the driver psycopg."""
    text = str(url)
    scheme, found, rest = text.partition("://")
    if not found:
        path = Path(text).expanduser()
        return f"sqlite:///{path.resolve()}" if text != ":memory:" else "sqlite://"
    if scheme in _POSTGRES:
        return f"postgresql+psycopg://{rest}"
    if scheme.partition("+")[0] not in {*_POSTGRES, "sqlite"}:
        raise LibraryError(f"{scheme}: a library lives in SQLite or PostgreSQL, not in this kind of database")
    return text
