import ast
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from docanalyzer.cli.outputs import write_documents
from docanalyzer.exports import FORMATS, WRITERS, ExportError, Format, check_installed, format_of, formats, info_of
from docanalyzer.exports.marks import LABELS
from tests.exports.odd import samples, written

IDS = [info.id for info in FORMATS]


def test_every_format_has_a_writer_and_a_row():
    assert tuple(IDS) == get_args(Format) == tuple(WRITERS)
    assert len({info.extension for info in FORMATS}) == len(FORMATS)
    for info in FORMATS:
        assert info.extension.startswith(".")
        assert "/" in info.media_type
        assert all((info.name_en, info.name_zh, info.what_en, info.what_zh))
        assert info_of(info.id) is info
        assert format_of(f"Some.Name{info.extension.upper()}") == info.id


def test_a_name_that_says_no_format():
    assert format_of("a.zip") is None
    assert format_of("a.pdf") is None
    assert format_of("a.csl.json") == "csljson"
    assert format_of("csl.json") == "json"


@pytest.mark.parametrize("form", IDS)
def test_the_same_records_give_the_same_bytes(form):
    assert written(form) == written(form)
    assert written(form)


@pytest.mark.parametrize("form", IDS)
def test_no_documents_give_a_file_that_can_be_read(form):
    data = written(form, [])
    if info_of(form).extension.endswith(".zip"):
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@pytest.mark.parametrize("form", IDS)
def test_a_fault_under_way_leaves_no_file_and_is_not_hidden(form, tmp_path):
    def breaking():
        yield from samples()
        raise OSError("the source is gone")

    path = tmp_path / f"all{info_of(form).extension}"
    path.write_bytes(b"what was there before")
    with pytest.raises(OSError, match="the source is gone"):
        write_documents(breaking(), path, form, single=False)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, b"what was there before")]


@pytest.mark.parametrize("form", [info.id for info in FORMATS if not info.binary])
def test_text_formats_are_written_as_documents_come(form):
    stream = io.BytesIO()
    sizes = []

    def watched():
        for analysis in samples():
            sizes.append(stream.tell())
            yield analysis

    WRITERS[form](watched(), stream)
    sizes.append(stream.tell())
    # CSV passes through a buffer of some kilobytes; what matters is that nothing waits for the last document.
    assert sizes == sorted(sizes)
    assert form == "csv" or len(set(sizes)) >= len(samples())


@pytest.mark.parametrize("form", ["parquet", "docbin"])
def test_a_library_that_is_missing_is_named_with_its_extra(form, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    module, extra = info_of(form).needs or ("", "")
    with pytest.raises(ExportError, match=rf"{module}.*pip install 'docanalyzer\[{extra}\]'"):
        check_installed(form)
    with pytest.raises(ExportError):
        WRITERS[form]([], io.BytesIO())


def test_the_documentation_names_every_format():
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    usage = (Path(__file__).parents[2] / "docs" / "usage.md").read_text(encoding="utf-8")
    for info in FORMATS:
        needs = f"extra `{info.needs[1]}`" if info.needs else ""
        assert re.search(rf"^\| `{info.id}` \| `{re.escape(info.extension)}` \| .* \| {needs}", page, re.MULTILINE), (
            info.id
        )
        assert f"`{info.extension}`" in usage
        assert f"`{info.id}`" in usage
    for label in LABELS:
        assert f"`{label.id}`" in page


def test_formats_can_be_listed_without_loading_a_library():
    code = "import docanalyzer.exports, sys; print([m for m in sys.modules if '.' not in m])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment("0")
    )
    heavy = {"ahocorasick_rs", "frictionless", "lxml", "pandas", "pyarrow", "pydantic", "spacy", "xlsxwriter"}
    assert not heavy & set(ast.literal_eval(done.stdout))


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_process(tmp_path):
    """Sets and dictionaries of strings come in another order in every process: nothing may show it."""
    code = (
        "import hashlib\nfrom tests.exports.odd import written\nfrom docanalyzer.exports import FORMATS\n"
        "print([hashlib.sha256(written(info.id)).hexdigest() for info in FORMATS])"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment(seed)
        )
        assert done.stdout.strip() == str([hashlib.sha256(written(info.id)).hexdigest() for info in FORMATS])


def _environment(seed):
    return {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
