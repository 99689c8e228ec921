"""A library on SQLite and on a PostgreSQL server that the tests start for themselves."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from docanalyzer.library import Library, open_library

# Where a server has to be there (.ci/run), its absence is a failure and no reason to skip.
NEEDED = "DOCANALYZER_TESTS_NEED_ALL"
DATABASES = count(1)


class Server:
    """A private PostgreSQL: its own data folder, a free port of this machine, gone with the session."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        # The server refuses to run as root; Debian brings a user for it.
        self._user = "postgres" if os.name == "posix" and os.geteuid() == 0 else None
        if self._user:
            import pwd

            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self._data, "-U", "docanalyzer", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = f"-p {self.port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", folder / "log", "-o", options)

    def url(self, database: str) -> str:
        return f"postgresql://docanalyzer@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        import psycopg

        name = f"library{next(DATABASES)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-D", self._data, "-m", "immediate")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        # Its own files for output: a server that holds a pipe open would keep us waiting for its end.
        with (self._folder / f"{program}.out").open("wb") as out:
            done = subprocess.run(
                command,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                user=self._user,
                check=False,
            )
        if done.returncode:
            said = (self._folder / f"{program}.out").read_text(errors="replace")
            raise RuntimeError(f"{program}: {said}")


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    programs = _programs()
    if programs is None:
        if os.environ.get(NEEDED):
            pytest.fail("PostgreSQL is not installed (initdb is nowhere), and this run needs it")
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="docanalyzer-pg-"))
    try:
        server = Server(programs, folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "library.sqlite")
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    with open_library(url) as opened:
        yield opened
