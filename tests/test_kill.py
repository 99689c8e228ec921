"""Kill -9 while documents are added or analysed again: what was there stays, what was interrupted can be done again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docanalyzer.library import DocumentQuery, open_library
from docanalyzer.pipeline import analyze_document
from docanalyzer.reading import read_bytes
from docanalyzer.review import Decision, anchor_of, utc_now

pytestmark = [pytest.mark.skipif(os.name != "posix", reason="SIGKILL"), pytest.mark.slow]

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    f"plan{number}.txt": f"到2025年，第{number}批企业用水量比2020年下降{number}6%以上。\n" * 20
    for number in range(1, 4)
}
# The command line in a process that kills itself before the n-th statement that writes: in the middle of a transaction.
_FATAL = """
import os, re, signal, sys
from sqlalchemy import Engine, event
left = int(sys.argv.pop(1))

@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, parameters, context, many):
    global left
    if re.match(r"\\s*(INSERT|UPDATE|DELETE)", statement):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

from docanalyzer.cli import main
main()
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Documents, the address of a library, and a folder for temporary files that has to be empty in the end."""
    documents, temporary = tmp_path / "documents", tmp_path / "temporary"
    documents.mkdir()
    temporary.mkdir()
    for name, text in TEXTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("DOCANALYZER_DATABASE_URL", str(tmp_path / "library.sqlite"))
    yield tmp_path
    for _ in range(200):
        if not list(temporary.iterdir()):
            break
        time.sleep(0.05)
    assert list(temporary.iterdir()) == []


def command(*arguments):
    return [sys.executable, "-m", "docanalyzer", *map(str, arguments)]


def killed_while_writing(statements, *arguments):
    """Run a command that dies before so many statements; whether it did, or had fewer of them."""
    fatal = [sys.executable, "-c", _FATAL, str(statements), *map(str, arguments)]
    done = subprocess.run(fatal, capture_output=True, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0


def fill(place):
    """A library with all documents and a decision on each."""
    with open_library() as library:
        for name, text in TEXTS.items():
            content = text.encode()
            analysis = analyze_document(read_bytes(content, name))
            added = library.add(content, analysis, filename=name)
            anchor = anchor_of(analysis.targets[0])
            library.decide(
                Decision(added.document_id, anchor, "correct", "quantity.comparison", "le", "Li", utc_now(), name)
            )


def check(place, names):
    """The database is sound, and each of these documents is whole; returns all names."""
    with sqlite3.connect(place / "library.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with open_library() as library:
        rows = {row.name: row for row in library.documents(DocumentQuery()).items}
        assert set(names) <= set(rows)
        for name, row in rows.items():
            assert library.content(row.id) == TEXTS[name].encode()
            analysis = library.analysis(row.id)
            assert len(analysis.targets) == row.targets == 20
            found = library.search(f"第{name[4]}批").items
            assert [hit.document.name for hit in found] == [name]
    return set(rows)


def decisions():
    with open_library() as library:
        found = library.decisions()
        corrected = {
            row.name: library.analysis(row.id).targets[0].quantity for row in library.documents(DocumentQuery()).items
        }
    assert all(quantity is not None and quantity.comparison == "le" for quantity in corrected.values())
    return [(decision.note, decision.by, decision.value) for decision in found]


def test_killed_while_files_are_read(place):
    process = subprocess.Popen(command("add", place / "documents", "--progress", "jsonl"), stdout=subprocess.PIPE)
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(json.loads(line)["event"])
        if seen == ["start", "done", "start"]:
            time.sleep(0.4)  # the second document is being read
            process.kill()
            break
    process.stdout.close()
    process.wait()
    assert "plan1.txt" in check(place, ["plan1.txt"])
    done = subprocess.run(command("add", place / "documents"), capture_output=True, text=True, check=True)
    assert "known" in done.stderr
    assert check(place, TEXTS) == set(TEXTS)


@pytest.mark.parametrize("statements", [2, 13])
def test_killed_while_a_document_is_stored(place, statements):
    subprocess.run(command("add", place / "documents" / "plan1.txt"), capture_output=True, check=True)
    assert killed_while_writing(statements, "add", place / "documents")
    assert check(place, ["plan1.txt"]) != set(TEXTS)
    subprocess.run(command("add", place / "documents"), capture_output=True, check=True)
    assert check(place, TEXTS) == set(TEXTS)


@pytest.mark.parametrize("statements", [1, 12])
def test_killed_while_a_new_analysis_is_stored(place, statements):
    fill(place)
    before = decisions()
    assert len(before) == 3
    assert killed_while_writing(statements, "reanalyze", "--all")
    assert check(place, TEXTS) == set(TEXTS)
    assert decisions() == before
    subprocess.run(command("reanalyze", "--all"), capture_output=True, check=True)
    assert check(place, TEXTS) == set(TEXTS)
    assert decisions() == before


def test_killed_while_the_library_is_made(place):
    for statements in (0, 1):
        killed_while_writing(statements, "list")
    assert check(place, []) == set()
