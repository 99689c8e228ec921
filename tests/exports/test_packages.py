"""Tables that programs read back: Parquet and the data package."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile

import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest

from docanalyzer.exports import parquet
from docanalyzer.exports.csvfile import unguarded
from docanalyzer.exports.rows import MEASURES, SHEETS
from tests.exports.odd import samples, written
from tests.samples import make_analysis


def rows_of(table, analyses, without=""):
    """Every cell, as far as UTF-8 can hold it, without some characters."""
    return [
        [
            cell.encode("utf-8", "replace").decode().translate(dict.fromkeys(map(ord, without)))
            if isinstance(cell, str)
            else cell
            for cell in row
        ]
        for analysis in analyses
        for row in table.rows(analysis)
    ]


def test_parquet_holds_every_cell_with_its_type():
    table = pq.read_table(io.BytesIO(written("parquet")))
    assert table.column_names == MEASURES.header
    found = [
        [cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row.values()] for row in table.to_pylist()
    ]
    assert found == rows_of(MEASURES, samples())
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["low"], types["start"], types["approximate"], types["period_end"]) == (
        "double", "int64", "bool", "date32[day]",
    )  # fmt: skip
    assert table.schema.field("low").metadata[b"description"].startswith(b"lower bound")


def test_parquet_is_a_frame_for_pandas():
    frame = pd.read_parquet(io.BytesIO(written("parquet", [make_analysis()])))
    assert frame["low"].sum() == 120_023
    assert list(frame["role"]) == ["target", "other"]


def test_parquet_is_written_in_groups(monkeypatch):
    monkeypatch.setattr(parquet, "_GROUP", 3)
    analyses = [make_analysis(f"{n}.txt") for n in range(5)]
    file = pq.ParquetFile(io.BytesIO(written("parquet", analyses)))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [3, 3, 3, 1]
    assert len(file.read()) == 10


@pytest.fixture
def package(tmp_path):
    with zipfile.ZipFile(io.BytesIO(written("datapackage"))) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def test_frictionless_finds_the_package_valid(package):
    report = frictionless.validate(package / "datapackage.json")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert {task.name for task in report.tasks} >= {table.name for table in SHEETS}


def test_frictionless_would_find_a_fault(package):
    path = package / "data" / "targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",23.0,", ",many,"), encoding="utf-8")
    report = frictionless.validate(package / "datapackage.json")
    assert {"type-error", "hash-count"} & {row[0] for row in report.flatten(["type"])}


def test_the_package_holds_every_cell_and_text(package):
    for table in SHEETS:
        with (package / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == table.header
        wanted = rows_of(table, samples(), without="\0")
        assert [[unguarded(cell) for cell in row] for row in rows] == [
            ["" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in row]
            for row in wanted
        ]
    for analysis in samples():
        path = package / "texts" / f"{analysis.document.id}.txt"
        assert path.read_bytes().decode() == analysis.document.text


def test_the_package_describes_its_files(package):
    descriptor = json.loads((package / "datapackage.json").read_bytes())
    assert "code points" in descriptor["description"]
    for resource in descriptor["resources"]:
        data = (package / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        for field in resource.get("schema", {"fields": []})["fields"]:
            assert field["title"]
            assert field["description"]


def test_a_document_that_comes_twice_has_one_text():
    names = zipfile.ZipFile(
        io.BytesIO(written("datapackage", [make_analysis("a.txt"), make_analysis("b.txt")]))
    ).namelist()
    assert len([name for name in names if name.startswith("texts/")]) == 1
