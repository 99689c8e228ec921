"""The promises of the repository as a whole: a light import, an honest README, a wheel that works alone."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import typer.main
from packaging.requirements import Requirement

import docanalyzer
from docanalyzer import analyze_text
from docanalyzer.cli.app import app
from docanalyzer.comparison.writing import report_schema
from docanalyzer.exports import json_schema, to_data

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "ahocorasick_rs", "alembic", "altair", "charset_normalizer", "dask", "distributed", "docx", "lxml", "numpy",
    "onnxruntime", "pandas",
    "platformdirs", "psycopg", "pyarrow", "pydantic", "pypdfium2", "rich", "sklearn", "skops", "snowballstemmer",
    "spacy", "sqlalchemy", "streamlit", "tokenizers", "torch", "trafilatura", "transformers", "typer", "xlsxwriter",
}  # fmt: skip


def loaded_after(statement):
    """Top-level modules of a fresh interpreter that ran ``statement``."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout))


def test_import_loads_no_library():
    assert not loaded_after("import docanalyzer; docanalyzer.__version__") & HEAVY


def test_plain_text_needs_no_file_format_library():
    loaded = loaded_after("from docanalyzer import analyze_text; analyze_text('到2020年，能耗下降18%。')")
    assert not loaded & {
        "docx",
        "lxml",
        "pydantic",
        "pypdfium2",
        "rich",
        "spacy",
        "trafilatura",
        "xlsxwriter",
    }


def test_readme_names_every_command_and_option():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    group = typer.main.get_group(app)
    commands = group.commands
    assert set(commands) == {
        "analyze", "show", "schema", "demo", "evaluate",
        "add", "list", "search", "export", "remove", "reanalyze", "app", "compare", "models", "train",
    }  # fmt: skip
    for name, command in commands.items():
        assert f"docanalyzer {name}" in readme, name
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-"):
                    assert f"`{option}" in readme, f"{name} {option}"
    for parameter in group.params:
        assert f"`{parameter.opts[0]}`" in readme


def base_tree(name="docanalyzer", seen=None):
    """Every distribution that the base install brings, by name."""
    seen = {} if seen is None else seen
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:  # a dependency of another system
        return seen
    seen[name] = distribution
    for line in distribution.requires or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name.lower() not in seen:
            base_tree(requirement.name.lower(), seen)
    return seen


def test_base_install_is_light_and_free_of_copyleft():
    tree = base_tree()
    # The app, the database and the weighing of words are part of it; models and what trains them are not.
    assert len(tree) < 75, sorted(tree)
    assert not set(tree) & {"jieba", "spacy", "torch", "transformers"}
    for name, distribution in tree.items():
        fields = distribution.metadata
        licence = fields.get("License-Expression") or (fields.get("License") or "").partition("\n")[0]
        licences = [licence, *(c for c in fields.get_all("Classifier") or () if c.startswith("License"))]
        # "A OR GPL" leaves the choice; "GNU Lesser" is no bar to using a library.
        choices = [text for text in licences if re.search(r"\bA?GPL|Affero|GNU General", text) and " OR " not in text]
        assert not choices, f"{name}: {choices}"


def test_readme_shows_what_the_program_finds():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sentence = re.search(r"From `(.+?)` comes", readme)
    shown = re.search(r"```json\n(.+?)```", readme, re.DOTALL)
    assert sentence
    assert shown
    (target,) = to_data(analyze_text(sentence[1]))["targets"]
    for field, value in json.loads(shown[1]).items():
        found = target[field]
        assert {key: found[key] for key in value} == value if isinstance(value, dict) else found == value, field


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)", text):
        if not link.startswith("http"):
            assert (ROOT / page).parent.joinpath(link).exists(), link


def test_schema_file_is_current():
    """Run ``make schema`` when this fails, and say in CHANGELOG.md what changed."""
    assert json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8")) == json_schema()
    published = json.loads((ROOT / "docs" / "comparison-schema.json").read_text(encoding="utf-8"))
    assert published == report_schema()


def test_citation_names_this_version():
    assert f"\nversion: {docanalyzer.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.slow
def test_benchmark_runs():
    """It runs and measures both languages; how fast is for a quiet machine to say, not for a test."""
    command = [sys.executable, "benchmarks/speed.py", "--characters", "20000", "--runs", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    report = json.loads(done.stdout)
    assert set(report) == {"zh", "en"}
    for row in report.values():
        assert row["characters"] >= 20_000
        assert row["memory"]["x4"] < 8 * row["memory"]["x1"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
def test_wheel_holds_corpus_models_and_data(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        requirements = [
            line
            for name in names
            if name.endswith("METADATA")
            for line in archive.read(name).decode().splitlines()
            if line.startswith("Requires-Dist") and "extra ==" not in line
        ]
    assert "docanalyzer/_corpus/MANIFEST.csv" in names
    assert "docanalyzer/_models/README.md" in names
    for file in (ROOT / "models").glob("*/*.*"):
        assert f"docanalyzer/_models/{file.parent.name}/{file.name}" in names
    assert "docanalyzer/knowledge/data/units.toml" in names
    assert {"docanalyzer/_app/app.py", "docanalyzer/_app/.streamlit/config.toml"} <= names
    for file in (ROOT / "docanalyzer" / "ui").rglob("*.*"):
        if file.suffix in {".toml", ".css", ".js", ".svg"}:
            assert file.relative_to(ROOT).as_posix() in names
    for file in (ROOT / "corpus" / "documents").iterdir():
        assert f"docanalyzer/_corpus/documents/{file.name}" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]
    assert not [line for line in requirements if re.search(r"spacy|torch|pytest", line)]


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The interpreter of an environment that has the wheel; the libraries are those of this one."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    purelib = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site, libraries = (
        subprocess.run([program, "-c", purelib], capture_output=True, text=True, check=True).stdout.strip()
        for program in (python, sys.executable)
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    Path(site, "libraries.pth").write_text(libraries, encoding="utf-8")
    return python


def run_installed(python, folder, *arguments):
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [python, *arguments], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.slow
def test_demo_runs_from_an_installed_wheel_in_an_empty_folder(installed, tmp_path):
    done = run_installed(installed, tmp_path, "-m", "docanalyzer", "demo")
    assert done.returncode == 0, done.stderr
    assert "What to do next" in done.stdout
    assert str(installed.parent.parent) in done.stdout  # its corpus is the wheel's own
    documents = len(list((ROOT / "corpus" / "documents").iterdir()))
    assert len(list((tmp_path / "docanalyzer-demo").glob("*.json"))) == documents


@pytest.mark.slow
def test_app_and_library_run_from_an_installed_wheel_in_an_empty_folder(installed, tmp_path):
    code = (
        "import os; os.environ['DOCANALYZER_DATABASE_URL'] = 'own.sqlite'\n"
        "from streamlit.testing.v1 import AppTest; from docanalyzer.bundled import app_file; print(app_file())\n"
        "app = AppTest.from_file(str(app_file()), default_timeout=120).run(); assert not app.exception, app.exception\n"
        "assert app.title or app.header or app.markdown"
    )
    done = run_installed(installed, tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    assert str(installed.parent.parent) in done.stdout
    # Reading in a process of its own finds this package too.
    (tmp_path / "plan.txt").write_text("到2025年，用水量比2020年下降16%以上。", encoding="utf-8")
    command = ("-m", "docanalyzer", "add", "plan.txt", "--database", "own.sqlite")
    done = run_installed(installed, tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert "1 added" in done.stderr
