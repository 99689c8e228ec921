"""``docanalyzer app``: a server on this machine alone, wherever it is started and whatever lies around there."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docanalyzer.bundled import app_file
from docanalyzer.cli.app import app
from docanalyzer.cli.serving import flags

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder, *arguments, **environment):
    """The app started in a folder; yields its process and the first line that it printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "docanalyzer", "app", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def answer(port, path):
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
                return response.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app does not answer")


def listening(port):
    """The addresses that somebody listens at, as the kernel writes them."""
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    return {row[1].partition(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"}


def test_settings_beside_the_app_become_arguments():
    given = flags(app_file())
    assert {"--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"} <= set(given)
    assert any(flag.startswith("--server.maxUploadSize=") for flag in given)
    assert not [flag for flag in given if flag.startswith("--theme")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_app_is_for_this_machine_alone_whatever_lies_around(tmp_path, port):
    """Settings of the folder, of the home and of the environment are not the app's."""
    for folder in (tmp_path / ".streamlit", tmp_path / "home" / ".streamlit"):
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text('[server]\naddress = "0.0.0.0"\nport = 1\n', encoding="utf-8")
    database = tmp_path / "other.sqlite"
    environment = {"HOME": str(tmp_path / "home"), "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}
    with running(tmp_path, "--port", port, "--database", database, **environment) as (process, said):
        assert f"http://127.0.0.1:{port} " in said
        assert str(database) in said
        assert answer(port, "/_stcore/health") == "ok"
        assert "<html" in answer(port, "/")
        assert listening(port) == {"0100007F"}
        assert database.exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) is not None
        assert listening(port) == set()


def test_a_port_that_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["app", "--port", str(number), "--database", str(tmp_path / "x.sqlite")])
    assert result.exit_code == 1
    assert f"port {number} is taken" in result.stderr


def test_a_database_that_cannot_be_used_is_told_before_the_browser_is(tmp_path):
    bad = tmp_path / "bad.sqlite"
    bad.write_text("no database at all, but a long text. " * 200, encoding="utf-8")
    result = CliRunner().invoke(app, ["app", "--database", str(bad)])
    assert result.exit_code == 1
    assert "bad.sqlite" in result.stderr
