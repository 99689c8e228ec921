"""Connections: SQLite with its settings or PostgreSQL, one transaction a call, and errors in words."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import QueuePool

from docanalyzer.library.model import LibraryError

# Writers wait this long for each other.
WAIT_SECONDS = 60
# One writer at a time on PostgreSQL too, as SQLite has it: two imports of one document then meet in order.
_WRITE_LOCK = 0x646F6361

_DAMAGED = ("malformed", "disk image", "not a database", "file is encrypted", "database corruption")


class Database:
    """An engine with read and write transactions; ``name`` is what error messages call it."""

    def __init__(self, url: str) -> None:
        self._url = _parsed(url)
        self.sqlite = self._url.get_backend_name() == "sqlite"
        self.file = (
            Path(self._url.database) if self.sqlite and self._url.database not in {None, "", ":memory:"} else None
        )
        self.name = str(self.file) if self.file else self._url.render_as_string(hide_password=True)
        self.engine = self._engine()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self._explained(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its beginning; everything in it happens or nothing does."""
        with self._explained(), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITE_LOCK})
                yield connection

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _engine(self) -> Engine:
        options: dict[str, Any] = {}
        if self.sqlite:
            # Threads take turns on a connection of the pool, they never share one at a time.
            options["connect_args"] = {"timeout": WAIT_SECONDS, "check_same_thread": False}
            if self.file is None:
                # The database lives in its one connection; who comes second waits for it.
                options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": WAIT_SECONDS}
        else:
            options["pool_pre_ping"] = True
        try:
            engine = create_engine(self._url, **options)
        except ModuleNotFoundError as error:
            raise LibraryError(
                f"{self.name}: the driver {error.name} is not installed; pip install 'docanalyzer[postgres]'"
            ) from None
        if self.sqlite:
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise LibraryError(f"{self.name}: {_cause(error, self.file)}") from error
        except sqlite3.Error as error:
            raise LibraryError(f"{self.name}: {_words(str(error), self.file)}") from error
        except zlib.error as error:
            raise LibraryError(f"{self.name}: damaged: the records of a document cannot be unpacked") from error


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise LibraryError(f"not the address of a database: {error}") from None


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # SQLAlchemy's events begin transactions, the driver shall not.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    # A decision that was acknowledged survives a power cut too.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turned writer in the middle could find that another one was faster; this one waits at the start.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _cause(error: DBAPIError, file: Path | None) -> str:
    if isinstance(error, OperationalError | InterfaceError) and file is None and error.connection_invalidated:
        return "the connection to the database server broke off"
    return _words(str(error.orig).strip(), file)


def _words(message: str, file: Path | None) -> str:
    """What went wrong in words a reader can act on; the driver's own where none are known."""
    lower = message.lower()
    if any(sign in lower for sign in _DAMAGED):
        return f"not a docanalyzer library, or damaged ({message})"
    if "unable to open database file" in lower:
        folder = "" if file is None or file.parent.is_dir() else "; its folder does not exist"
        return f"the file cannot be opened{folder}"
    if "readonly database" in lower or "read-only" in lower:
        return "the file or its folder may not be written to"
    if "database is locked" in lower or "lock timeout" in lower:
        return f"another program has been writing for more than {WAIT_SECONDS} seconds; try again"
    if "no such module: fts5" in lower:
        return "this Python's SQLite has no full-text search (FTS5); install a Python that has it"
    if "disk is full" in lower or "no space left" in lower:
        return "the disk is full"
    return message
