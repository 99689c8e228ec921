"""add, list, search, export, remove and reanalyze as they are typed; reading itself is not what is tested here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from docanalyzer import intake
from docanalyzer.batch import Serial, serial
from docanalyzer.cli.app import app
from docanalyzer.cli.console import harmless, one_line
from docanalyzer.core.errors import ReadError
from docanalyzer.library import DocumentQuery, open_library
from docanalyzer.pipeline import analyze_document
from docanalyzer.reading import read_bytes

PLAN = "节水方案\n\n到2025年，钢铁行业用水量比2020年下降16%以上。"
ACT = "Efficiency Act\n\nThe plan sets targets. By 2030, energy consumption shall be reduced by 11.7%."
ESCAPES = "\x1b]0;owned\x07\x1b[31mred\x9b2J\u202e方案"


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """Analysis in this process, and a home that is nobody's."""

    def analyze(task, terms):
        if b"broken" in task.content:
            raise ReadError(task.filename, "timeout", "reading took too long and was stopped")
        return analyze_document(read_bytes(task.content, task.filename, metadata=task.metadata))

    monkeypatch.setattr("docanalyzer.batch.serial.analyze_task", analyze)
    monkeypatch.setattr("docanalyzer.cli.working.Processes", lambda terms, workers: Serial(terms))
    monkeypatch.delenv("DOCANALYZER_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "documents"
    (folder / "acts").mkdir(parents=True)
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "acts" / "act.txt").write_text(ACT, encoding="utf-8")
    return folder


@pytest.fixture
def filled(files):
    assert run("add", files).exit_code == 0
    return files


def run(command, *arguments, database="library.sqlite", **options):
    named = ["--database", database] if database else []
    return CliRunner().invoke(app, [command, *named, *map(str, arguments)], catch_exceptions=False, **options)


def lines(result):
    return [line.split("\t") for line in result.stdout.splitlines()]


def names(result):
    return [fields[0] for fields in lines(result)]


# Adding


def test_a_folder_is_added_once(files):
    first = run("add", files, "--collection", "mine")
    assert first.exit_code == 0
    assert first.stdout == ""
    assert "2 added" in first.stderr
    (files / "copy.txt").write_text(PLAN, encoding="utf-8")
    assert "3 known" in run("add", files).stderr
    assert sorted(names(run("list"))) == ["act.txt", "plan.txt"]
    assert len(lines(run("list", "--collection", "mine"))) == 2
    run("add", files / "plan.txt", "--collection", "water")
    assert names(run("list", "--collection", "water")) == ["plan.txt"]


def test_what_fails_is_told_and_the_rest_is_there(files):
    (files / "bad.txt").write_text("broken", encoding="utf-8")
    (files / "picture.xyz").touch()
    result = run("add", files, "nothing.pdf")
    assert result.exit_code == 1
    assert "bad.txt: reading took too long and was stopped" in result.stderr
    assert "nothing.pdf: no such file or folder" in result.stderr
    assert "picture.xyz" in result.stderr
    assert "2 added, 2 failed" in result.stderr
    assert len(lines(run("list"))) == 2


def test_events_for_programs(files):
    (files / "bad.txt").write_text("broken", encoding="utf-8")
    run("add", files / "plan.txt")
    result = run("add", "none.txt", files, "--progress", "jsonl")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    told = [(event["event"], Path(event["file"]).name, event["n"], event["of"]) for event in events]
    assert told == [
        ("start", "none.txt", 1, 4),
        ("failed", "none.txt", 1, 4),
        ("start", "bad.txt", 2, 4),
        ("failed", "bad.txt", 2, 4),
        ("start", "plan.txt", 3, 4),
        ("known", "plan.txt", 3, 4),
        ("start", "act.txt", 4, 4),
        ("done", "act.txt", 4, 4),
    ]
    assert (events[3]["code"], events[3]["cause"]) == ("timeout", "reading took too long and was stopped")
    assert {fields[2] for fields in lines(run("list"))} == {events[5]["document_id"], events[7]["document_id"]}
    assert result.stderr == ""


def test_a_manifest_counts_and_changes_what_was_there(filled):
    Path("list.csv").write_text("file,title,issued_on\nplan.txt,Saving water,2021-03-05\n", encoding="utf-8")
    result = run("add", filled, "--manifest", "list.csv", "--progress", "jsonl")
    events = {Path(e["file"]).name: e["event"] for e in map(json.loads, result.stdout.splitlines())}
    assert events == {"plan.txt": "updated", "act.txt": "known"}
    assert [fields[1] for fields in lines(run("list")) if fields[0] == "plan.txt"] == ["Saving water"]
    # What was said of a document is remembered.
    assert "2 known" in run("add", filled).stderr
    run("reanalyze", "--all")
    assert [fields[1] for fields in lines(run("list")) if fields[0] == "plan.txt"] == ["Saving water"]


def test_an_interrupt_leaves_what_is_stored_and_says_how_to_go_on(monkeypatch, files):
    usual = serial.analyze_task

    def analyze(task, terms):
        if task.filename == "act.txt":
            raise KeyboardInterrupt
        return usual(task, terms)

    monkeypatch.setattr(serial, "analyze_task", analyze)
    result = run("add", files, "--report", "run.json")
    assert result.exit_code == 130
    assert "1 added" in result.stderr
    assert "Interrupted; the same command goes on from there." in result.stderr
    report = json.loads(Path("run.json").read_text(encoding="utf-8"))
    assert (report["command"], report["interrupted"], report["documents"]) == ("add", True, {"added": 1, "skipped": 0})
    monkeypatch.setattr(serial, "analyze_task", usual)
    assert "1 added, 1 known" in run("add", files).stderr


def test_standard_input():
    assert run("add", "-", input=PLAN).exit_code == 0
    assert names(run("list")) == ["stdin"]


def test_a_collection_needs_a_name(files):
    assert run("add", files, "--collection", " ").exit_code == 2


def test_a_file_that_is_too_large_is_not_read_whole(monkeypatch, tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(2**40)
    result = run("add", large)
    assert result.exit_code == 1
    assert "large.txt: the file has more than 200 MiB" in result.stderr


# Where the library is


def test_the_environment_names_the_library_and_gets_no_examples(monkeypatch, files):
    monkeypatch.setenv("DOCANALYZER_DATABASE_URL", "sqlite:///elsewhere.sqlite")
    assert run("list", database=None).stdout == ""
    assert run("search", "能源", database=None).stdout == ""
    assert Path("elsewhere.sqlite").exists()
    assert not Path("home").exists()


def test_the_default_library_gets_the_examples_until_they_are_removed(monkeypatch, tmp_path, files):
    corpus = tmp_path / "corpus"
    (corpus / "documents").mkdir(parents=True)
    (corpus / "MANIFEST.csv").write_text("file,title\nexample.txt,An example\n", encoding="utf-8")
    (corpus / "documents" / "example.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr(intake, "corpus_folder", lambda: corpus)
    assert names(run("list", database="other.sqlite")) == []
    first = run("list", database=None)
    assert [fields[:2] for fields in lines(first)] == [["example.txt", "An example"]]
    assert "example documents" in first.stderr
    assert run("search", "用水量", database=None).stderr == ""
    assert run("remove", "--collection", "examples", "--yes", database=None).exit_code == 0
    assert run("list", database=None).stdout == ""


def test_who_has_documents_gets_no_examples(files):
    run("add", files / "plan.txt", database=None)
    assert names(run("list", database=None)) == ["plan.txt"]


def test_what_is_no_library_is_said_in_one_line(tmp_path):
    Path("text.sqlite").write_text("this is no database, whatever its name says" * 100, encoding="utf-8")
    for database in ("text.sqlite", "mysql://host/db", "postgresql://127.0.0.1:9/none"):
        result = run("list", database=database)
        assert result.exit_code == 1, database
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
        assert result.stderr.startswith("docanalyzer: ")


# Listing and searching


def test_lines_in_a_pipe_are_whole(files):
    long = "目标" * 150
    (files / "long.txt").write_text(f"{long}\n\n{PLAN}", encoding="utf-8")
    Path("list.csv").write_text(f"file,title\nlong.txt,{long}\n", encoding="utf-8")
    run("add", files, "--manifest", "list.csv")
    for result in (run("list"), run("search", "用水量")):
        assert ["long.txt", long] in [fields[:2] for fields in lines(result)]
        assert all(len(fields) == 3 and len(fields[2]) == 64 for fields in lines(result))


def test_search(filled):
    assert names(run("search", "用水")) == ["plan.txt"]
    assert names(run("search", "reduce", "target")) == ["act.txt"]
    assert names(run("search", "reduce targets")) == ["act.txt"]
    assert names(run("search", '"energy consumption"')) == ["act.txt"]
    for missing in ("无此词语", '"consumption energy"', "!?"):
        result = run("search", missing)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("Nothing found for")


def test_nothing_of_a_document_commands_the_terminal(files):
    (files / f"a{ESCAPES}.txt").write_text(f"{ESCAPES}用水量下降9%。", encoding="utf-8")
    Path("list.json").write_text(
        json.dumps([{"file": f"a{ESCAPES}.txt", "title": f"line\nend\ttab{ESCAPES}"}]), encoding="utf-8"
    )
    outputs = [
        run("add", files, "--manifest", "list.json"),
        run("add", f"b{ESCAPES}.pdf"),
        run("list"),
        run("search", "用水量"),
        run("search", ESCAPES),
        run("remove", f"a{ESCAPES}.txt", "--yes"),
        run("remove", f"a{ESCAPES}.txt"),
    ]
    for result in outputs:
        for sign in "\x1b\x07\x9b\u202e":
            assert sign not in result.stdout + result.stderr
    assert all(len(fields) == 3 for fields in lines(outputs[2]))


def test_harmless_text_keeps_its_length():
    assert len(harmless(ESCAPES)) == len(ESCAPES)
    assert harmless("plain 文字\n\t") == "plain 文字\n\t"
    assert one_line("a\r\nb\tc\u2028d") == "a b c d"


# Export


def exported(*arguments):
    result = run("export", "-o", "out.json", *arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(Path("out.json").read_text(encoding="utf-8"))


def test_export_is_the_whole_library_without_filters(filled):
    assert sorted(one["document"]["name"] for one in exported()) == ["act.txt", "plan.txt"]


def test_export_by_document_and_by_record(filled):
    (act,) = exported("--document", "act.txt")
    assert act["document"]["name"] == "act.txt"
    assert exported("--document", act["document"]["id"][:8]) == [act]
    assert [one["document"]["name"] for one in exported("--due-to", "2026-01-01")] == ["plan.txt"]
    assert [one["document"]["name"] for one in exported("--due-from", "2026-01-01", "--role", "target")] == ["act.txt"]
    assert [one["document"]["name"] for one in exported("--industry", "C")] == ["plan.txt"]
    run("add", filled / "plan.txt", "--collection", "water")
    assert [one["document"]["name"] for one in exported("--collection", "water")] == ["plan.txt"]


def test_export_formats(filled):
    assert run("export", "-o", "all.xlsx").exit_code == 0
    assert "targets" in openpyxl.load_workbook("all.xlsx").sheetnames
    assert run("export", "-o", "all.data", "--format", "csv").exit_code == 0
    assert Path("all.data").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("export", "-o", "sub/refs.ris").exit_code == 0
    assert Path("sub/refs.ris").read_text(encoding="utf-8").count("TY  - ") == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-o", "x.json", "--role", "baseline"], 1, "nothing in"),
        (["-o", "x.unknown"], 2, "cannot tell a format"),
        (["-o", "x.json", "--indicator", "no_such"], 2, "not known"),
        (["-o", "x.json", "--industry", "ZZ"], 2, "not known"),
        (["-o", "x.json", "--region", "Atlantis"], 2, "not known"),
        (["-o", "x.json", "--due-to", "2030"], 2, "no day"),
        (["-o", "x.json", "--due-to", "2030-02-31"], 2, "no day"),
        (["-o", "x.json", "--document", "other.txt"], 1, "other.txt"),
        (["-o", "x.json", "--collection", "other"], 1, "other"),
        (["-o", "x.json", "--min-confidence", "2"], 2, "min-confidence"),
        (["-o", "."], 2, "folder"),
        ([], 2, "--out"),
    ],
)
def test_exports_that_come_to_nothing_leave_no_file(filled, arguments, code, words):
    result = run("export", *arguments)
    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())
    assert not Path("x.json").exists()


# Removing and analysing again


def test_remove_by_name_id_and_collection(filled):
    ids = {fields[0]: fields[2] for fields in lines(run("list"))}
    assert "Removed 1 documents" in run("remove", "plan.txt", "--yes").stderr
    assert run("remove", "plan.txt", "--yes").exit_code == 1
    assert "Removed 1 documents" in run("remove", ids["act.txt"][:10], "-y").stderr
    assert run("list").stdout == ""
    assert run("remove").exit_code == 1
    assert "no collection" in run("remove", "--collection", "other").stderr


def test_nothing_is_removed_where_nobody_can_be_asked(filled):
    before = run("list").stdout
    result = run("remove", "plan.txt")
    assert result.exit_code == 1
    assert "--yes" in result.stderr
    assert run("list").stdout == before


def test_two_documents_of_one_name_are_told_apart_by_their_ids(filled):
    other = filled / "acts" / "plan.txt"
    other.write_text("另一个方案。", encoding="utf-8")
    run("add", other)
    result = run("remove", "plan.txt")
    assert result.exit_code == 1
    assert "2 documents are called" in result.stderr
    assert len(lines(run("list"))) == 3


def test_reanalyze_takes_what_another_version_analysed(monkeypatch, filled):
    assert "Nothing to do" in run("reanalyze").stderr
    for module in ("docanalyzer.cli.adding", "docanalyzer.library.store", "docanalyzer.library.writing"):
        if hasattr(sys.modules.get(module), "analysis_version"):
            monkeypatch.setattr(f"{module}.analysis_version", lambda _="default": "9.9.9+new")
    with open_library("library.sqlite") as library:
        before = {row.id: row.made_by for row in library.documents(DocumentQuery()).items}
    assert "9.9.9+new" not in before.values()
    assert "1 updated" in run("reanalyze", "plan.txt").stderr
    assert "2 updated" in run("reanalyze", "--all").stderr
    with open_library("library.sqlite") as library:
        assert {row.made_by for row in library.documents(DocumentQuery()).items} == {"9.9.9+new"}
    assert run("reanalyze", "none.txt").exit_code == 1


def test_an_analysis_that_fails_keeps_the_old_one(monkeypatch, filled):
    def fail(task, terms):
        raise ReadError(task.filename, "memory", "reading needs more than 10 MiB of memory")

    before = exported()
    monkeypatch.setattr("docanalyzer.batch.serial.analyze_task", fail)
    result = run("reanalyze", "--all", "--progress", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["event"] for line in result.stdout.splitlines()] == ["start", "failed"] * 2
    assert exported() == before


@pytest.mark.slow
def test_the_program_itself(files, tmp_path):
    """No part replaced: a process that reads in processes of its own, and a pipe."""
    environment = {**os.environ, "DOCANALYZER_DATABASE_URL": str(tmp_path / "own.sqlite")}
    command = [sys.executable, "-m", "docanalyzer"]
    added = subprocess.run([*command, "add", files], env=environment, capture_output=True, text=True, check=True)
    assert "2 added" in added.stderr
    found = subprocess.run([*command, "search", "用水"], env=environment, capture_output=True, check=True)
    assert found.stdout.decode("utf-8").startswith("plan.txt\t")
    (files / "long.txt").write_text(PLAN * 20_000, encoding="utf-8")
    slow = subprocess.run(
        [*command, "add", files / "long.txt", "--timeout", "0.1"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert slow.returncode == 1
    assert "long.txt: reading and analysing took more than 0.1 seconds and was stopped" in slow.stderr
