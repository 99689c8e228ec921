"""Several processes at once, and processes that die."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docanalyzer.library import LibraryError, engine, open_library
from tests.library.making import CEMENT, STEEL, analysed, put

ROOT = Path(__file__).resolve().parents[2]
HEAD = (
    "import sys\nfrom docanalyzer.library import open_library\nfrom tests.library.making import *\nurl = sys.argv[1]\n"
)


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own that runs ``code`` and waits where that says ``input()``."""
    return subprocess.Popen(
        [sys.executable, "-c", HEAD + code, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def ready(process: subprocess.Popen[str]) -> None:
    """Wait until the process says that it is ready."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == "ready\n", process.communicate()[1]


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_processes_that_write_at_once_lose_nothing(url):
    code = """
with open_library(url) as library:
    print("ready", flush=True)
    input()
    for number in range(10):
        id_ = put(library, f"{STEEL}{sys.argv[2]} {number}\\n")
        library.tag([id_], "both")
    # Both bring these too.
    for number in range(5):
        put(library, f"{STEEL}shared {number}\\n")
"""
    writers = [start(code, url, name) for name in "ab"]
    for writer in writers:
        ready(writer)
    for writer in writers:
        go(writer)
    for writer in writers:
        finish(writer)
    with open_library(url) as library:
        assert library.documents().total == 25
        assert library.collections()[0].documents == 20
        _, analysis = analysed(STEEL)
        each = len(analysis.targets) + len(analysis.figures)
        assert library.records().total >= 25 * each
        assert library.search("唐山").total == 25


def test_two_processes_that_decide_on_one_document_lose_nothing(url):
    code = """
with open_library(url) as library:
    (row,) = library.documents().items
    target = library.analysis(row.id).targets[0]
    print("ready", flush=True)
    input()
    for number in range(10):
        library.judge(row.id, target.id, "accept", by=sys.argv[2], note=str(number))
"""
    with open_library(url) as library:
        id_ = put(library, STEEL)
    people = [start(code, url, name) for name in ("ann", "bob")]
    for one in people:
        ready(one)
    for one in people:
        go(one)
    for one in people:
        finish(one)
    with open_library(url) as library:
        made = library.history(id_)
        assert {by: [d.note for d in made if d.by == by] for by in ("ann", "bob")} == {
            by: [str(n) for n in range(10)] for by in ("ann", "bob")
        }


def test_two_processes_that_open_a_new_library_at_once_both_can(url):
    code = "print('ready', flush=True)\ninput()\nopen_library(url).documents()\n"
    openers = [start(code, url) for _ in range(2)]
    for one in openers:
        ready(one)
    for one in openers:
        go(one)
    for one in openers:
        finish(one)


def test_a_writer_that_does_not_end_is_waited_for_and_then_told(url, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_SECONDS", 1)
    with open_library(url) as library, open_library(url) as other:
        put(library, STEEL)
        with other._database.write():
            assert library.documents().total == 1
            with pytest.raises(LibraryError, match="another program has been writing for more than 1 seconds"):
                put(library, CEMENT)
        put(library, CEMENT)
        assert library.documents().total == 2


def test_threads_share_a_library(library):
    def work(number: int) -> str:
        id_ = put(library, f"{STEEL}{number}\n")
        assert library.search("唐山").total >= 1
        return id_

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(work, range(12)))
    assert {row.id for row in library.documents().items} == ids


# Stops in the middle of the transaction, with most of it written, until it is killed.
HANG = """
from docanalyzer.library import writing
real = writing._store_records
def hang(*arguments):
    real(*arguments)
    print("ready", flush=True)
    input()
writing._store_records = hang
"""


@pytest.mark.parametrize("deed", ["add", "replace", "decide"])
def test_killed_in_the_middle_nothing_is_lost_and_it_can_be_done_again(url, deed):
    with open_library(url) as library:
        old = put(library, STEEL)
        target = library.analysis(old).targets[0]
        library.judge(old, target.id, "accept", by="ann")
        before = library.analysis(old)
        totals = library.totals()
    code = {
        "add": "put(open_library(url), CEMENT)",
        "replace": "open_library(url).replace(sys.argv[2], analysed(STEEL, issued_on=None)[1])",
        "decide": "open_library(url).judge(sys.argv[2], sys.argv[3], 'reject', by='bob')",
    }[deed]
    child = start(HANG + code, url, old, target.id)
    ready(child)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    with open_library(url) as library:
        assert library.totals() == totals
        assert library.analysis(old) == before
        assert [d.by for d in library.history(old)] == ["ann"]
        assert library.search("水泥").total == 0
    finish(start(code, url, old, target.id))
    with open_library(url) as library:
        assert library.has(old)
        assert library.documents().total == (2 if deed == "add" else 1)
        assert len(library.history(old)) == (2 if deed == "decide" else 1)


def test_killed_at_any_moment_the_library_opens_with_whole_documents(tmp_path):
    """Many kills at moments that nobody chose: each document is there with everything or not at all."""
    url = str(tmp_path / "library.sqlite")
    code = """
with open_library(url) as library:
    print("ready", flush=True)
    for number in range(10_000):
        put(library, f"{STEEL}{sys.argv[2]} {number}\\n")
        print("one more", flush=True)
"""
    seen = 0
    for turn in range(4):
        child = start(code, url, str(turn))
        ready(child)
        assert child.stdout is not None
        # The signal comes somewhere within the next document.
        for _ in range(3 * turn + 1):
            child.stdout.readline()
        child.kill()
        child.communicate()
        with open_library(url) as library:
            rows = library.documents(size=10_000).items
            assert len(rows) >= seen + 3 * turn + 1
            seen = len(rows)
            assert library.search("唐山").total == seen
            _, analysis = analysed(STEEL)
            each = len(analysis.targets) + len(analysis.figures)
            assert library.totals().targets + library.totals().figures == library.records(size=1).total >= seen * each
            for row in rows[:3]:
                assert library.analysis(row.id).document.text.startswith("河北省")
                assert library.content(row.id).startswith("河北省".encode())


def test_a_reader_sees_one_state_while_others_write(url):
    with open_library(url) as library:
        ids = [put(library, f"{STEEL}{n}\n") for n in range(3)]
        stream = library.analyses()
        next(stream)
        with open_library(url) as other:
            other.remove(ids[2:])
            put(other, f"{STEEL}new\n")
        assert [analysis.document.id for analysis in stream] == ids[1:2]
