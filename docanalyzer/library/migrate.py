"""Open, create and bring up to date: what is found at an address, and whether this program may use it."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from docanalyzer.library.engine import WAIT_SECONDS, Database
from docanalyzer.library.model import LibraryError
from docanalyzer.library.schema import HEAD, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def prepare(database: Database) -> None:
    """Create the tables where there are none, and migrate those of an older version.

    Raises :class:`LibraryError` for another program's database, a damaged file, or one that a newer version made.
    """
    if database.file is not None:
        _prepare_file(database)
    with database.read() as connection:
        revision = _revision(connection, database)
    if revision == HEAD:
        return
    known = _revisions()
    if revision is not None and revision not in known:
        raise LibraryError(
            f"{database.name}: this library was made by a newer version of docanalyzer (database version {revision}, "
            f"this program knows up to {HEAD}); install that version, or name another database"
        )
    with database.write() as connection:
        # Another program may have been here in the meantime: Alembic looks again, under the lock.
        _upgrade(connection)


def _prepare_file(database: Database) -> None:
    file = database.file
    if file is None:
        return
    if file.is_dir():
        raise LibraryError(f"{database.name}: a folder, not a database file")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LibraryError(f"{database.name}: the folder cannot be made: {error.strerror}") from None
    with database.read() as connection:
        # Reads the header: a file that is no database is found here, before anything is written to it.
        _revision(connection, database)
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    if mode != "wal":
        _use_wal(database)


def _use_wal(database: Database) -> None:
    """Write-ahead logging, which the file remembers: readers and a writer then do not wait for each other."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        raw = database.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # The change needs the file alone, and SQLite does not always wait for that by itself.
            if "locked" not in str(error) or time.monotonic() > deadline:
                # A file that may only be read works without.
                if "readonly" in str(error) or "read-only" in str(error):
                    return
                raise LibraryError(f"{database.name}: {error}") from None
        else:
            return
        finally:
            raw.close()
        time.sleep(0.05)


def _revision(connection: Connection, database: Database) -> str | None:
    """The revision of the tables, null for an empty database; raises for tables of another program."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        # Null while another program is at its first migration on a server that shows unfinished work.
        value = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        return None if value is None else str(value)
    ours = tables & set(metadata.tables)
    # A database server may hold the tables of several programs; a file holds one program's.
    if ours or (tables and database.sqlite):
        example = ", ".join(sorted(ours or tables)[:3])
        raise LibraryError(f"{database.name}: another program's database (it has the tables {example})")
    return None


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings: the scripts of this package, run on ``connection``."""
    from alembic.config import Config

    config = Config()
    # A percent sign in a path would begin an interpolation.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")
