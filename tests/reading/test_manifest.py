"""Manifests: what is known of the files of a folder."""

import json
from pathlib import Path

import pytest

from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError
from docanalyzer.reading.manifest import load_manifest, manifest_entry

ROWS = "file,title,issued_on,issuer\na.txt,节水方案,2022-03-04,水利部、生态环境部\nsub/b.pdf,,2021,\n"
EXPECTED = {
    "a.txt": Metadata("节水方案", "2022-03-04", ("水利部", "生态环境部")),
    "sub/b.pdf": Metadata(None, "2021-01-01"),
}


def write(tmp_path, content, name="manifest.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_that_spreadsheets_write(tmp_path, encoding):
    assert load_manifest(write(tmp_path, ROWS, encoding=encoding)) == EXPECTED


def test_json_as_a_list_and_as_an_object(tmp_path):
    rows: list[dict[str, object]] = [
        {"file": "a.txt", "title": "节水方案", "issued_on": "2022年3月4日", "issuer": ["水利部", "生态环境部"]},
        {"file": "sub/b.pdf", "issued_on": "2021"},
    ]
    assert load_manifest(write(tmp_path, json.dumps(rows), "m.json")) == EXPECTED
    by_name = {str(row["file"]): {k: v for k, v in row.items() if k != "file"} for row in rows}
    assert load_manifest(write(tmp_path, json.dumps(by_name), "n.json")) == EXPECTED


@pytest.mark.parametrize("path", ["a.txt", "./a.txt", "/data/policies/a.txt", "x/sub/b.pdf", "b.pdf"])
def test_files_are_found_by_path_or_name(path):
    wanted = EXPECTED["a.txt" if path.endswith("txt") else "sub/b.pdf"]
    assert manifest_entry(EXPECTED, Path(path)) == wanted


def test_a_name_that_stands_in_two_folders_is_no_answer():
    assert manifest_entry({"x/a.txt": Metadata("x"), "y/a.txt": Metadata("y")}, Path("z/a.txt")) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,title\na.txt,x\n", "no column “file”"),
        ("file,issued_on\na.txt,2022-13-45\n", "line 2"),
        ("file,issued_on\na.txt,2022-01-01\nb.txt,last year\n", "line 3"),
        ("file,title\n,x\n", "line 2 names no file"),
        ("file\na.txt\na.txt\n", "listed twice"),
        ("", "no column “file”"),
        ("[{", "no valid JSON"),
        ("[1]", "entry 1"),
        ('{"a.txt": 5}', "entry 1"),
    ],
)
def test_errors_name_the_place(tmp_path, content, said):
    with pytest.raises(ReadError, match=said):
        load_manifest(write(tmp_path, content))


def test_a_missing_manifest(tmp_path):
    with pytest.raises(ReadError, match="no such manifest"):
        load_manifest(tmp_path / "none.csv")
