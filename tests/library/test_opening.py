"""What is found at an address, and what is said of it."""

import re
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, text

from docanalyzer.library import LibraryError, default_url, full_url, is_default, open_library
from docanalyzer.library.migrate import _revisions
from docanalyzer.library.schema import HEAD, VERSION_TABLE, metadata
from tests.library.making import STEEL, put


def test_addresses(tmp_path, monkeypatch):
    monkeypatch.setenv("DOCANALYZER_DATABASE_URL", str(tmp_path / "a b%.sqlite"))
    assert default_url() == f"sqlite:///{tmp_path}/a b%.sqlite"
    assert not is_default(default_url())
    monkeypatch.delenv("DOCANALYZER_DATABASE_URL")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_url() == f"sqlite:///{tmp_path}/docanalyzer/library.sqlite"
    assert is_default(default_url())
    assert full_url("postgresql://h/d") == full_url("postgres://h/d") == "postgresql+psycopg://h/d"
    assert full_url("postgresql+psycopg://h/d") == "postgresql+psycopg://h/d"
    with pytest.raises(LibraryError, match="mysql"):
        full_url("mysql://h/d")


def test_folders_and_odd_names_are_no_obstacle(tmp_path):
    file = tmp_path / "new folder" / "图书 50%.sqlite"
    with open_library(str(file)) as library:
        id_ = put(library, STEEL)
    assert file.is_file()
    with open_library(f"sqlite:///{file}") as library:
        assert library.has(id_)


def test_a_library_in_memory_works_from_threads():
    from concurrent.futures import ThreadPoolExecutor

    with open_library("sqlite://") as library:
        put(library, STEEL)
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(lambda _: library.documents().total, range(4))) == [1] * 4


@pytest.mark.parametrize("content", [b"not a database at all, only words" * 200, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path, content):
    file = tmp_path / "notes.sqlite"
    file.write_bytes(content)
    with pytest.raises(LibraryError, match=re.escape(f"{file}: not a docanalyzer library, or damaged")):
        open_library(str(file))
    assert file.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "other.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises(
        LibraryError, match=re.escape(f"{file}: another program's database (it has the tables recipes)")
    ):
        open_library(str(file))
    assert file.read_bytes() == before


def test_a_damaged_library_is_named(tmp_path):
    file = tmp_path / "library.sqlite"
    with open_library(str(file)) as library:
        id_ = put(library, STEEL * 200)
    # The pages of the middle hold rows; the head of the file stays whole.
    content = bytearray(file.read_bytes())
    content[8192:-4096] = b"\xa5" * (len(content) - 8192 - 4096)
    file.write_bytes(bytes(content))

    def use() -> None:
        with open_library(str(file)) as library:
            library.analysis(id_)
            library.search("钢铁")

    with pytest.raises(LibraryError, match=re.escape(f"{file}: not a docanalyzer library, or damaged")):
        use()


def test_a_truncated_library_is_named(tmp_path):
    file = tmp_path / "library.sqlite"
    with open_library(str(file)) as library:
        put(library, STEEL * 200)
    file.write_bytes(file.read_bytes()[: 5 * 4096])
    with pytest.raises(LibraryError, match=re.escape(f"{file}: not a docanalyzer library, or damaged")):
        open_library(str(file)).documents()


def test_damaged_records_are_an_error_that_names_the_library(url):
    with open_library(url) as library:
        id_ = put(library, STEEL)
        engine = create_engine(library.url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE analyses SET data = :garbage"), {"garbage": b"no longer what it was"})
        engine.dispose()
        with pytest.raises(LibraryError, match=re.escape(f"{library.name}: damaged")):
            library.analysis(id_)


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(LibraryError, match="a folder, not a database file"):
        open_library(str(tmp_path))


def test_a_newer_library_is_refused_with_the_reason(url):
    with open_library(url) as library:
        put(library, STEEL)
        address = library.url
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LibraryError, match=r"made by a newer version of docanalyzer .*9999.*install that version"):
        open_library(url)


def test_a_server_that_is_not_there_is_named_without_its_password():
    with pytest.raises(LibraryError, match=r"postgresql\+psycopg://me:\*\*\*@127\.0\.0\.1:9/none") as caught:
        open_library("postgresql://me:secret@127.0.0.1:9/none")
    assert "secret" not in str(caught.value)


def test_other_tables_on_a_server_do_not_matter(postgresql):
    import psycopg

    url = postgresql.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    with open_library(url) as library:
        put(library, STEEL)
    url = postgresql.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE records (name text)")
    with pytest.raises(LibraryError, match="another program's database"):
        open_library(url)


def test_migrations_end_at_the_version_the_program_knows():
    assert HEAD in _revisions()


def test_migrations_make_the_tables_that_the_program_uses(url):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_library(url) as library:
        address = library.url
    engine = create_engine(address)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "include_object": _is_ours, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _is_ours(_, name, kind, __, ___):
    # The words are kept by SQL of each database's own.
    return not (kind == "table" and name.startswith("passage_words"))


def test_an_unfinished_migration_leaves_nothing(tmp_path, monkeypatch):
    from docanalyzer.library import migrate

    def fail(*_):
        raise KeyboardInterrupt

    file = tmp_path / "library.sqlite"
    real = migrate._upgrade

    def upgrade_and_fail(connection):
        real(connection)
        fail()

    monkeypatch.setattr(migrate, "_upgrade", upgrade_and_fail)
    with pytest.raises(KeyboardInterrupt):
        open_library(str(file))
    monkeypatch.undo()
    with open_library(str(file)) as library:
        assert library.documents().total == 0


def test_opening_needs_no_migration_tool_when_nothing_is_to_do(tmp_path):
    file = tmp_path / "library.sqlite"
    open_library(str(file)).close()
    code = (
        "import sys\nfrom docanalyzer.library import open_library\n"
        f"open_library({str(file)!r}).documents()\nprint('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_naming_the_library_loads_no_database():
    code = "import sys, docanalyzer.library as l\nl.RecordQuery, l.default_url\nprint('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_file_that_may_only_be_read_says_so(tmp_path):
    file = tmp_path / "library.sqlite"
    open_library(str(file)).close()
    with open_library(f"sqlite:///file:{file}?mode=ro&uri=true") as library:
        assert library.documents().total == 0
        with pytest.raises(LibraryError, match="may not be written to"):
            put(library, STEEL)
