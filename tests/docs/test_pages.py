"""The documentation builds, names everything, and what it shows runs."""

import html
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import typer.main
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from docanalyzer.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"^docanalyzer .+", re.MULTILINE)
# A line that shows how a command is put together, and not a command.
SYNOPSIS = re.compile(r"\[|\.\.\.|\b(?:FILE|WORDS|OUT|PATH|FOLDER)\b")
STOCK = "corpus/documents/zh-carbon-peak-plan.txt"
# These do not end, need another machine, or take minutes; tests of their own run them.
ELSEWHERE = ("docanalyzer app", "docanalyzer train", "--dask", "reanalyze plan.pdf")
# Each file holds a text of its own, in the form that its name says.
FILES = (
    "plan.pdf plans/a.pdf archive/a.pdf 2016.pdf 2021.pdf plan-2016.pdf plan-2021.pdf national.pdf hebei.pdf "
    "hunan.pdf plan-zh.pdf plan-en.pdf documents/report.pdf notice.docx plans/b.docx archive/b.docx "
    "draft.docx final.docx plan.txt"
).split()


def command_lines(page):
    text = page.read_text(encoding="utf-8")
    if page.name == "commands.md":
        lines = [html.unescape(line) for line in EXAMPLE.findall(FENCE.sub("", text))]
    else:
        lines = [line for fence in FENCE.finditer(text) for line in EXAMPLE.findall(fence["body"])]
    lines = [re.split(r"\s{2,}#| # | > | \| ", line)[0] for line in lines]
    return [line for line in lines if not SYNOPSIS.search(line) and not any(words in line for words in ELSEWHERE)]


def snippets(page):
    return [fence["body"] for fence in FENCE.finditer(page.read_text(encoding="utf-8")) if fence["kind"] == "python"]


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".pdf":
        page = Canvas(str(path))
        page.drawString(72, 700, text)
        page.save()
    elif path.suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(text)
        document.save(path)
    else:
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def outputs(tmp_path_factory):
    """Records of the example documents, and the marked passages, made once."""
    folder = tmp_path_factory.mktemp("outputs")
    documents = ROOT / "corpus" / "documents"
    arguments = ["analyze", str(documents), "--manifest", str(documents.parent / "MANIFEST.csv"), "-o"]
    assert CliRunner().invoke(app, [*arguments, str(folder / "out")]).exit_code == 0
    passages = [sys.executable, "corpus/passages.py", str(folder / "passages"), "--split", "test"]
    subprocess.run(passages, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture
def workplace(tmp_path, monkeypatch, outputs):
    """A folder with every file that the pages speak of, as the current one, and a library of its own."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copytree(outputs, tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "models" / "linear", tmp_path / "mine")
    for number, name in enumerate(FILES):
        write(tmp_path / name, f"By {2025 + number}, energy use per unit of GDP is to fall by 13.5% from 2020.")
    (tmp_path / "documents.csv").write_text("file,title\nreport.pdf,A plan\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCANALYZER_DATABASE_URL", f"sqlite:///{tmp_path / 'library.sqlite'}")
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if command_lines(page)], ids=lambda page: page.name)
def test_commands_of_a_page_run(page, workplace):
    invoke = CliRunner().invoke
    shutil.copytree(workplace / "out", workplace / "results")
    for line in command_lines(page):
        words = [
            str(found)
            for word in shlex.split(line)[1:]
            for found in (sorted(Path().glob(word)) if "*" in word and "/" in word else [word])
        ]
        if words[0] in {"show", "evaluate"} and words[1].endswith("plan.json"):
            assert invoke(app, ["analyze", "plan.pdf", "-o", str(Path(words[1]).parent)]).exit_code == 0
        if words[0] in {"remove", "export"}:
            invoke(app, ["add", "plan.pdf", STOCK, "--collection", "Five-year plans", "--collection", "examples"])
        if words[0] == "remove":
            words.append("--yes")  # nobody is there to be asked
        done = invoke(app, words)
        assert done.exit_code == 0, f"{line}\n{done.output}"


@pytest.mark.parametrize("page", [page for page in PAGES if snippets(page)], ids=lambda page: page.name)
def test_snippets_of_a_page_run(page, workplace):
    names = {"__name__": "page"}
    for code in snippets(page):
        exec(compile(code, str(page), "exec"), names)


def test_pages_name_every_command_and_option():
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    group = typer.main.get_group(app)
    for name, command in group.commands.items():
        section = written.partition(f"## `docanalyzer {name}`")[2].partition("\n## ")[0]
        assert section, name
        for parameter in command.params:
            for option in parameter.opts:
                shown = re.search(rf"[`, ]{re.escape(option)}\b", section)
                assert shown or not option.startswith("-"), f"{name} {option}: run make pages"


def test_list_of_commands_is_current():
    """Run ``make pages`` when this fails."""
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == made_list()


def made_list():
    command = [sys.executable, "-m", "typer", "docanalyzer.cli.app", "utils", "docs", "--name", "docanalyzer"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    title = ["--title", "Every command and option"]
    done = subprocess.run(
        [*command, *title], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.mark.slow
def test_site_builds_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html"))
    # A reader's browser asks nobody for fonts or scripts.
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=\"https?://(?!squidfunk)", pages)
