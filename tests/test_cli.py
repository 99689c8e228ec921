import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from docanalyzer import __version__
from docanalyzer.batch import Serial
from docanalyzer.cli.app import app
from docanalyzer.cli.inputs import Source, expand, output_names
from docanalyzer.core.errors import ReadError
from docanalyzer.exports import FORMATS, load_all
from tests.samples import TEXT, make_analysis

SUPPORTED = {".txt", ".pdf", ".docx"}


@pytest.fixture
def fake_engine(monkeypatch):
    """Records made by hand: what the command line does with them is not the engine's business."""

    def analyze(document, *, settings):
        if "broken" in document.name:
            raise ZeroDivisionError("division by zero")
        if "stop" in document.name:
            raise KeyboardInterrupt
        return make_analysis(document.name, document.text)

    monkeypatch.setattr("docanalyzer.batch.serial.analyze_document", analyze)
    # Another process would not know of it.
    monkeypatch.setattr("docanalyzer.cli.working.Processes", lambda terms, workers: Serial(terms))


def visible(folder):
    """The names of the files in a folder that are not hidden."""
    return sorted(path.name for path in Path(folder).iterdir() if not path.name.startswith("."))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text(TEXT, encoding="utf-8")
    (documents / "b.txt").write_text("没有数字。", encoding="utf-8")
    return documents


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False, **options)


# Inputs and names


def test_folders_are_searched_and_nothing_is_taken_twice(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "c.PDF").touch()
    (folder / "picture.png").touch()
    (folder / ".hidden.txt").touch()
    (folder / "~$lock.docx").touch()
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").touch()
    inputs = expand([str(folder), str(folder / "a.txt"), "documents/*.txt"], SUPPORTED)
    assert [source.filename for source in inputs.sources] == ["a.txt", "b.txt", "c.PDF"]
    assert [Path(label).name for label in inputs.skipped] == ["picture.png"]
    assert not inputs.failures


def test_named_files_are_read_whatever_their_suffix(folder):
    (folder / "picture.png").touch()
    inputs = expand(["documents/picture.png", "documents/p*.png"], SUPPORTED)
    assert [source.filename for source in inputs.sources] == ["picture.png"]


def test_a_link_to_itself_is_a_file_like_any_other(folder):
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    inputs = expand(["documents/loop.txt"], SUPPORTED)
    assert list(output_names(inputs.sources).values()) == ["loop"]


def test_names_that_lead_nowhere(folder):
    (folder / "empty").mkdir()
    inputs = expand(["none.txt", "*.pdf", str(folder / "empty")], SUPPORTED)
    assert [p.cause for p in inputs.failures] == [
        "no such file or folder", "no file matches this pattern", "the folder holds no file",
    ]  # fmt: skip


def test_names_with_brackets_are_files_before_they_are_patterns(folder):
    (folder / "plan[1].txt").touch()
    assert [s.filename for s in expand(["documents/plan[1].txt"], SUPPORTED).sources] == ["plan[1].txt"]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["plan.pdf", "notice.txt"], ["plan", "notice"]),
        (["plan.v1.pdf"], ["plan.v1"]),
        (["plan.pdf", "plan.docx", "x.txt"], ["plan.pdf", "plan.docx", "x"]),
        (["Plan.pdf", "plan.docx"], ["Plan.pdf", "plan.docx"]),
        (["a/plan.pdf", "b/plan.pdf"], ["a-plan.pdf", "b-plan.pdf"]),
        (["a/plan.pdf", "b/plan.docx"], ["plan.pdf", "plan.docx"]),
        (["plan.pdf", "plan.docx", "z/plan.pdf.txt"], ["{}-plan.pdf", "plan.docx", "plan.pdf.txt"]),
        (["README"], ["README"]),
        ([".txt"], [".txt"]),
        (["CON.txt", "x/aux.v2.pdf", "LPT1 .md", "console.md"], ["CON_", "aux_.v2", "LPT1_", "console"]),
        (["a:b.txt", "a?b.txt", "plan. .txt", "...txt"], ["a_b.txt", "a_b.txt-2", "plan", "_"]),
        (["规" * 80 + "1.txt", "规" * 80 + "2.txt"], ["规" * 66, "规" * 66 + "-2"]),
    ],
)
def test_output_names(paths, names, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sources = [Source(path, Path(path)) for path in paths]
    assert [output_names(sources)[source] for source in sources] == [n.format(tmp_path.name) for n in names]


# analyze


def test_folder_gets_one_json_for_each_document(fake_engine, folder):
    result = run("analyze", "documents", "-o", "out")
    assert result.exit_code == 0
    assert visible("out") == ["a.json", "b.json"]
    assert load_all("out/a.json") == [make_analysis("a.txt")]
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[1][:3] == ["a.txt", "zh-Hans", "2018-07-03"]
    assert "2 documents" in result.stdout


def test_out_that_exists_as_a_folder_or_ends_with_a_slash(fake_engine, folder):
    Path("v1.0").mkdir()
    assert run("analyze", "documents", "-o", "v1.0").exit_code == 0
    assert run("analyze", "documents", "-o", "v2.0/").exit_code == 0
    for out in ("v1.0", "v2.0"):
        assert visible(out) == ["a.json", "b.json"]


@pytest.mark.parametrize("info", FORMATS, ids=lambda info: info.id)
def test_every_format_by_extension_and_by_name(fake_engine, folder, info):
    by_extension, by_name = Path(f"all{info.extension}"), Path(f"named/x.{info.extension.rpartition('.')[2]}")
    assert run("analyze", "documents", "-o", by_extension).exit_code == 0
    assert run("analyze", "documents", "-o", by_name, "--format", info.id).exit_code == 0
    assert by_extension.read_bytes() == by_name.read_bytes()
    assert run("analyze", "documents", "-o", "out", "--format", info.id).exit_code == 0
    assert visible("out") == [f"a{info.extension}", f"b{info.extension}"]
    to_pipe = run("analyze", "documents", "--format", info.id)
    assert (to_pipe.exit_code, to_pipe.stdout_bytes) == ((2, b"") if info.binary else (0, by_extension.read_bytes()))
    assert info.what_en in " ".join(run("analyze", "--help").stdout.split())


def test_a_format_without_its_library_is_refused_before_the_work(folder, monkeypatch):
    monkeypatch.setattr("docanalyzer.exports.formats.find_spec", lambda _: None)
    result = run("analyze", "documents", "-o", "all.parquet")
    assert result.exit_code == 1
    assert "pip install 'docanalyzer[formats]'" in result.stderr
    assert not Path("all.parquet").exists()


@pytest.mark.parametrize("extension", ["json", "jsonl", "csv", "xlsx"])
def test_extension_sets_the_format(fake_engine, folder, extension):
    out = Path(f"deep/er/all.{extension}")
    assert run("analyze", "documents", "-o", out).exit_code == 0
    assert visible(out.parent) == [out.name]
    if extension == "xlsx":
        assert openpyxl.load_workbook(out)["documents"].max_row == 3
    elif extension == "csv":
        assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 3
    else:
        assert [a.document.name for a in load_all(out)] == ["a.txt", "b.txt"]


def test_format_in_a_folder(fake_engine, folder):
    assert run("analyze", "documents", "-o", "out", "--format", "csv").exit_code == 0
    assert visible("out") == ["a.csv", "b.csv"]


def test_one_named_file_is_an_object_and_a_folder_an_array(fake_engine, folder):
    run("analyze", "documents/a.txt", "-o", "one.json")
    assert isinstance(json.loads(Path("one.json").read_bytes()), dict)
    Path("documents/b.txt").unlink()
    run("analyze", "documents", "-o", "all.json")
    assert isinstance(json.loads(Path("all.json").read_bytes()), list)


def test_pipe_gets_json_and_the_rest_goes_to_standard_error(fake_engine, folder):
    result = run("analyze", "documents/a.txt")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["document"]["name"] == "a.txt"
    assert "a.txt" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    assert len(json.loads(run("analyze", "documents").stdout)) == 2
    assert len(run("analyze", "documents", "--format", "jsonl").stdout.splitlines()) == 2
    assert run("analyze", "documents", "--format", "csv").stdout_bytes.startswith(b"\xef\xbb\xbfdocument,")


def test_standard_input(fake_engine, folder):
    result = run("analyze", "-", input=TEXT.replace("\n", "\r\n").encode())
    assert json.loads(result.stdout)["document"]["text"] == TEXT
    assert run("analyze", "-", "documents", "-o", "out", input="x").exit_code == 0
    assert visible("out") == ["a.json", "b.json", "stdin.json"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "out.pdf"], "cannot tell a format"),
        (["-o", "out.zip"], "known are .json, .jsonl"),
        (["-o", "out.qdpx", "--format", "brat"], "says qdpx, --format says brat"),
        (["-o", "out.csv", "--format", "json"], "says csv, --format says json"),
        (["--format", "xlsx"], "name a file with -o"),
        (["--format", "xml"], "xml"),
        (["--language", "fr"], "fr"),
    ],
)
def test_wrong_usage(fake_engine, folder, arguments, message):
    result = run("analyze", "documents", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_failures_are_listed_and_the_others_written(fake_engine, folder):
    (folder / "empty.txt").touch()
    (folder / "broken.txt").write_text("x", encoding="utf-8")
    (folder / "list.xyz").touch()
    result = run("analyze", "documents", "none.pdf", "-o", "out")
    assert result.exit_code == 1
    assert visible("out") == ["a.json", "b.json"]
    assert "Failed (3):" in result.stderr
    assert "none.pdf: no such file or folder" in result.stderr
    assert "empty.txt: the file is empty" in result.stderr
    assert "broken.txt: the analysis failed; please report this (ZeroDivisionError: division by zero)" in result.stderr
    assert "Skipped, of no kind that can be read (1):" in result.stderr
    assert "list.xyz" in result.stderr
    assert "Traceback" not in result.output


def test_skipped_files_are_no_failure(fake_engine, folder):
    (folder / "list.xyz").touch()
    assert run("analyze", "documents", "-o", "out").exit_code == 0


def test_no_readable_document_leaves_no_file(fake_engine, folder):
    (folder / "empty.txt").touch()
    result = run("analyze", "documents/empty.txt", "-o", "x.json")
    assert result.exit_code == 1
    assert not Path("x.json").exists()
    assert run("analyze", "documents/empty.txt").stdout == ""


def test_interrupt_leaves_what_is_whole(fake_engine, folder):
    (folder / "b-stop.txt").write_text("x", encoding="utf-8")
    result = run("analyze", "documents", "-o", "out")
    assert result.exit_code == 130
    assert visible("out") == ["a.json"]
    assert "Interrupted" in result.stderr
    run("analyze", "documents", "-o", "all.jsonl")
    assert not Path("all.jsonl").exists()
    assert not list(Path().glob(".*.part"))


def test_output_that_cannot_be_written(fake_engine, folder):
    Path("file").write_text("", encoding="utf-8")
    result = run("analyze", "documents", "none.txt", "-o", "file/all.csv")
    assert result.exit_code == 1
    assert f"{Path('file/all.csv')}: cannot be written" in result.stderr
    assert "none.txt: no such file" in result.stderr
    assert "Traceback" not in result.output
    # A document's own file is in the way of a folder: the other one is still written.
    Path("out/a.json").mkdir(parents=True)
    result = run("analyze", "documents", "-o", "out")
    assert result.exit_code == 1
    assert "cannot write" in result.stderr
    assert Path("out/b.json").is_file()


def test_manifest_by_name(monkeypatch, folder):
    seen = {}

    def read(content, name, *, metadata, limits, ocr):
        seen[name] = metadata
        raise ReadError(name, "empty", "the file is empty")

    monkeypatch.setattr("docanalyzer.reading.read_bytes", read)
    Path("m.csv").write_text("file,title,issued_on,issuer\na.txt,计划,2018-07-03,国务院\n", encoding="utf-8")
    run("analyze", "documents", "--manifest", "m.csv", "--workers", "0")
    assert seen["a.txt"].issued_on == "2018-07-03"
    assert seen["b.txt"] is None


def test_missing_manifest(fake_engine, folder):
    result = run("analyze", "documents", "--manifest", "none.csv")
    assert result.exit_code == 1
    assert "none.csv" in result.stderr


# The other commands


def test_show_marks_numbers_with_their_role(fake_engine, folder):
    result = run("show", "documents/a.txt")
    assert "比2015年下降[target: 23%]以上" in result.stdout
    assert "约[other: 12万吨]" in result.stdout
    assert "[other" not in run("show", "documents/a.txt", "--role", "target").stdout


def test_show_reads_exports(fake_engine, folder):
    run("analyze", "documents", "-o", "out")
    assert run("show", "out/a.json").stdout == run("show", "documents/a.txt").stdout
    table = run("show", "out/a.json", "--targets").stdout
    assert "≥ 23 %" in table
    assert "by 2020-12-31" in table
    assert "no targets" in run("show", "out/b.json", "--targets").stdout


@pytest.mark.parametrize("name", ["none.txt", "none.json", "bad.json", "documents"])
def test_show_fails_in_words(fake_engine, folder, name):
    Path("bad.json").write_text("{}", encoding="utf-8")
    result = run("show", name)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"docanalyzer: {name}")
    assert len(result.stderr.splitlines()) == 1


def test_schema_names_every_field():
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["required"]) == set(make_analysis().__slots__)
    assert "relative_change" in json.dumps(schema["$defs"]["Measure"])


def test_evaluate(tmp_path):
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    gold.mkdir()
    pred.mkdir()
    answers = {"id": "zh-1", "measures": [], "periods": [], "regions": ["130000"], "industries": [], "provisions": []}
    for name in ("zh-1", "zh-2"):
        (gold / f"{name}.gold.json").write_text(json.dumps({**answers, "id": name}), encoding="utf-8")
        (gold / f"{name}.txt").write_text("河北", encoding="utf-8")
    result = run("evaluate", gold, pred)
    assert result.exit_code == 1
    assert "none of the 2 outputs is there" in result.stderr
    assert result.stdout == ""
    assert run("analyze", gold / "zh-2.txt", "-o", pred / "zh-2.json").exit_code == 0
    result = run("evaluate", gold, pred, "--show", "errors")
    assert result.exit_code == 0
    assert "2 documents, 1 without output" in result.stdout
    assert "region: missed 130000" in result.stdout
    assert json.loads(run("evaluate", gold, pred, "--json").stdout)["all"]["region"]["gold"] == 2
    result = run("evaluate", gold, tmp_path / "none")
    assert result.exit_code == 1
    assert "none: no such folder" in result.stderr


def test_version_and_help():
    assert run("--version").stdout.strip() == f"docanalyzer {__version__}"
    for command in app.registered_commands:
        assert command.callback is not None
        assert "docanalyzer" in run(command.callback.__name__, "--help").stdout  # the examples


def test_any_locale_gets_utf8(tmp_path):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "docanalyzer", "show", str(tmp_path / "不存在.txt")]
    result = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert result.returncode == 1
    assert "不存在.txt" in result.stderr.decode("utf-8")
