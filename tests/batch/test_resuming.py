"""Runs that are stopped, by the keyboard or by kill -9, and go on: the output is that of an undisturbed run."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docanalyzer.batch import BatchError, Done, Serial, run
from docanalyzer.batch.journal import Journal, Keys, journal_of
from docanalyzer.batch.outputs import Lines, part_of
from docanalyzer.cli.app import app
from docanalyzer.cli.working import Meter
from docanalyzer.core.document import Metadata
from docanalyzer.isolated import Terms
from docanalyzer.pipeline import Settings
from tests.batch.making import tasks, text

ROOT = Path(__file__).resolve().parents[2]
COUNT = 6
# The command line in a process that sends itself a signal when it is about to note the n-th result, which is written.
_STOPPED = """
import signal, sys
# A shell that runs tests in the background has its children ignore an interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
left, which = int(sys.argv.pop(1)), sys.argv.pop(1)
from docanalyzer.batch.journal import Journal
note = Journal.note

def stopping(self, *arguments):
    global left
    left -= 1
    if left == 0:
        signal.raise_signal(getattr(signal, which))
    note(self, *arguments)

Journal.note = stopping
from docanalyzer.cli import main
main()
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"plan{number}.txt").write_text(text(number), encoding="utf-8")
    return tmp_path


def analyze(*arguments):
    done = CliRunner().invoke(app, ["analyze", "documents", "--workers", "0", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def stopped(at, signal_name, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _STOPPED, str(at), signal_name, "analyze", "documents", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def lines(path):
    return sorted(Path(path).read_bytes().splitlines(keepends=True))


def files(folder):
    return {path.name: path.read_bytes() for path in Path(folder).glob("*.json")}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_json_lines_of_a_run_that_was_killed_and_went_on():
    analyze("-o", "whole.jsonl")
    done = stopped(4, "SIGKILL", "-o", "out.jsonl", "--workers", "2")
    assert done.returncode == -signal.SIGKILL
    assert not Path("out.jsonl").exists()
    # The fourth line is there, and nobody noted it: it must not be there twice in the end.
    assert len(lines("out.jsonl.part")) == 4
    with Path("out.jsonl.part").open("ab") as stream:
        stream.write(b'{"half a li')
    again = analyze("-o", "out.jsonl", "--resume")
    assert "3 were done by an earlier run" in again.stdout
    assert lines("out.jsonl") == lines("whole.jsonl")
    assert not Path("out.jsonl.part").exists()


@pytest.mark.slow
def test_a_folder_of_a_run_that_was_interrupted_and_went_on():
    analyze("-o", "whole")
    done = stopped(3, "SIGINT", "-o", "out")
    assert done.returncode == 130
    assert "Interrupted: 2 documents are in out; the same command with --resume goes on." in done.stderr
    assert 2 <= len(files("out")) < COUNT
    assert "2 were done by an earlier run" in analyze("-o", "out", "--resume").stdout
    assert files("out") == files("whole")


@pytest.mark.slow
def test_an_interrupt_leaves_whole_lines():
    done = stopped(3, "SIGINT", "-o", "out.jsonl")
    assert done.returncode == 130
    assert "Interrupted: 2 documents are in out.jsonl.part" in done.stderr
    assert len([json.loads(line) for line in lines("out.jsonl.part")]) == 2


def test_only_what_differs_is_done_again():
    analyze("-o", "out")
    Path("documents/plan1.txt").write_text(text(99), encoding="utf-8")
    Path("documents/new.txt").write_text(text(100), encoding="utf-8")
    Path("out/plan2.json").unlink()
    assert f"{COUNT - 2} were done by an earlier run" in analyze("-o", "out", "--resume").stdout
    assert "第99批企业" in Path("out/plan1.json").read_text(encoding="utf-8")
    assert {"plan2.json", "new.json"} <= set(files("out"))
    assert "earlier run" not in analyze("-o", "out", "--resume", "--language", "en").stdout
    # Without the option everything is done.
    assert "earlier run" not in analyze("-o", "out").stdout


def test_a_finished_file_of_lines_takes_in_what_is_new():
    analyze("-o", "out.jsonl")
    Path("documents/new.txt").write_text(text(100), encoding="utf-8")
    assert f"{COUNT} were done by an earlier run" in analyze("-o", "out.jsonl", "--resume").stdout
    analyze("-o", "whole.jsonl")
    assert lines("out.jsonl") == lines("whole.jsonl")


def test_two_files_of_one_content_and_name_are_two_results():
    for folder in ("documents/a", "documents/b"):
        Path(folder).mkdir()
        Path(folder, "same.txt").write_text(text(7), encoding="utf-8")
    analyze("-o", "out.jsonl")
    Path("documents/c").mkdir()
    Path("documents/c/same.txt").write_text(text(7), encoding="utf-8")
    assert f"{COUNT + 2} were done by an earlier run" in analyze("-o", "out.jsonl", "--resume").stdout
    assert len(lines("out.jsonl")) == COUNT + 3


def refused(*arguments):
    done = CliRunner().invoke(app, ["analyze", "documents", "--workers", "0", *arguments], catch_exceptions=False)
    assert done.exit_code in {1, 2}
    return done.stderr


def test_what_cannot_go_on_says_so():
    part_of(Path("out.jsonl")).write_text("{}\n")
    assert "out.jsonl.part is left of an earlier run: --resume goes on with it" in refused("-o", "out.jsonl")
    analyze("-o", "other.jsonl")
    Path("other.jsonl").write_text("")
    assert "is not what the earlier run left" in refused("-o", "other.jsonl", "--resume")
    assert "--resume goes on with a folder" in refused("-o", "all.xlsx", "--resume")


def test_options_that_exclude_each_other():
    assert "exclude each other" in refused("--dask", "tcp://127.0.0.1:9")
    assert "Invalid value for --timeout" in refused("--timeout", "5")


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_two_runs_do_not_write_to_one_place(tmp_path):
    with Journal(tmp_path / "journal", resume=False), pytest.raises(BatchError, match="another run is writing"):
        Journal(tmp_path / "journal", resume=True)


def test_a_journal_with_half_a_line_counts_up_to_it(tmp_path):
    path = tmp_path / "journal"
    with Journal(path, resume=False) as journal:
        journal.note("one", 5)
        journal.note("two", 9)
    path.write_bytes(path.read_bytes()[:-4])
    with Journal(path, resume=True) as journal:
        assert (journal.end, journal.take("one"), journal.take("one"), journal.take("two")) == (5, True, False, False)
        journal.note("three", 12)
    with Journal(path, resume=True) as journal:
        assert (journal.end, journal.take("three")) == (12, True)


def test_a_disk_that_is_full_ends_the_run(tmp_path):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no full disk here")
    output = Lines(tmp_path / "out.jsonl", Terms(form="jsonl"))
    output._stream.close()
    output._stream = full.open("ab", buffering=0)
    with Serial(Terms(form="jsonl")) as executor:
        done = next(event for event in run(tasks(1), executor) if isinstance(event, Done))
    with pytest.raises(BatchError, match=r"out\.jsonl\.part cannot be written"):
        output.keep(done)
    output._stream.close()
    output._journal.close()
    assert journal_of(tmp_path / "out.jsonl").read_bytes() == b""


def _finder(view):
    return []


def test_the_key_holds_all_that_decides_a_result():
    (task,) = tasks(1)
    one = Keys(Terms(Settings()))
    assert one.now(task) == Keys(Terms(Settings())).now(task)
    others = [
        Keys(Terms(Settings(language="en"))),
        Keys(Terms(Settings(models="none"))),
        Keys(Terms(Settings(extra_finders=(_finder,)))),
        Keys(Terms(Settings(), form="jsonl")),
    ]
    from dataclasses import replace

    changed = [
        replace(task, content=b"other"),
        replace(task, filename="t.md"),
        replace(task, output="t-2.json"),
        replace(task, metadata=Metadata(issued_on="2021-03-05")),
    ]
    keys = {one.now(task), *(other.now(task) for other in others), *(one.now(other) for other in changed)}
    assert len(keys) == 9


def test_the_report_of_a_run():
    Path("documents/broken.docx").write_bytes(b"PK\3\4 no archive")
    Path("documents/picture.xyz").touch()
    command = ["analyze", "documents", "none.txt", "--workers", "0", "-o", "out", "--report", "run.json"]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 1
    report = json.loads(Path("run.json").read_text(encoding="utf-8"))
    assert report["documents"] == {"failed": 2, "skipped": 1, "written": COUNT}
    assert report["failures_by_code"] == {"damaged": 1, "missing": 1}
    assert {failure["file"] for failure in report["failures"]} == {str(Path("documents/broken.docx")), "none.txt"}
    assert sum(report["timings"]["histogram"].values()) == COUNT + 1
    assert report["timings"]["characters"] == sum(len(text(number)) for number in range(COUNT))
    assert len(report["timings"]["slowest"]) == COUNT + 1
    assert report["executor"] == {"kind": "serial"}
    assert report["versions"]["analysis"].startswith(report["versions"]["docanalyzer"])
    assert report["interrupted"] is False
    usage = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    keys = {*report, *report["timings"]} - {"report", "report_version"}
    assert not [key for key in keys if f"`{key}`" not in usage]


def test_a_single_document_needs_no_process(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    command = ["analyze", "documents/plan1.txt", "-o", "plan1.json"]
    assert CliRunner().invoke(app, command, catch_exceptions=False).exit_code == 0
    assert Path("plan1.json").exists()


def test_how_far_a_run_is():
    now = 0.0
    meter = Meter(2000, clock=lambda: now)
    for _ in range(500):
        meter.advance()
    meter.skip()
    now = 20.0
    assert meter.line() == "500 of 1999, 25/s, 0:01:00 left"
