"""What a new user does, by the command on the path: run in any environment that has docanalyzer, from any folder.

``.ci/wheel`` copies this file into an empty folder and runs it there for each Python of the machine.
"""

import json
import os
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from docanalyzer.bundled import corpus_folder

TEXT = "到2025年，单位工业增加值能耗比2020年下降13.5%。"


@pytest.fixture
def run(tmp_path):
    """Run the command in an empty folder, with a library of its own."""
    command = shutil.which("docanalyzer", path=sysconfig.get_path("scripts"))
    assert command is not None
    environment = os.environ | {"DOCANALYZER_DATABASE_URL": f"sqlite:///{tmp_path / 'library.sqlite'}"}

    def call(*arguments):
        return subprocess.run(
            [command, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return call


@pytest.fixture
def served(tmp_path):
    """The app in an empty folder with a library of its own, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = shutil.which("docanalyzer", path=sysconfig.get_path("scripts"))
    environment = os.environ | {"DOCANALYZER_DATABASE_URL": f"sqlite:///{tmp_path / 'library.sqlite'}"}
    server = subprocess.Popen(
        [str(command), "app", "--port", str(port)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield server, f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


def test_a_text_becomes_records(run, tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    done = run("analyze", "plan.txt", "-o", "out")
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    (target,) = found["targets"]
    assert (target["quantity"]["low"], target["quantity"]["unit"]) == (13.5, "%")
    assert target["period"]["end_date"] == "2025-12-31"
    assert target["baseline"]["year"] == 2020


def test_every_kind_of_example_is_read(run, tmp_path):
    kinds: dict[str, Path] = {}
    for path in sorted((corpus_folder() / "documents").iterdir()):
        kinds.setdefault(path.suffix, path)
    assert {".pdf", ".docx", ".html", ".txt", ".md"} <= set(kinds)
    done = run("analyze", *kinds.values(), "-o", "out")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.json"))) == len(kinds)


def test_models_that_travel_with_it_are_whole(run):
    done = run("models", "--verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_library_is_filled_searched_and_exported(run, tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    for arguments in (
        ["add", "plan.txt"],
        ["search", "能耗"],
        ["export", "-o", "all.json"],
        ["export", "-o", "all.xlsx"],
    ):
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
    assert "plan.txt" in run("list").stdout
    assert "13.5" in (tmp_path / "all.json").read_text(encoding="utf-8")


def test_two_examples_are_compared(run, tmp_path):
    documents = corpus_folder() / "documents"
    pair = [documents / f"{language}-carbon-peak-plan.txt" for language in ("zh", "en")]
    done = run("compare", *pair, "-o", "report.html")
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_app_answers(served):
    server, address = served
    assert answers(server, f"{address}/_stcore/health")


def answers(server, address):
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as page:
                return page.status == 200
        except urllib.error.URLError:
            time.sleep(0.2)
    return False
