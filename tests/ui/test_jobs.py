"""Adding documents: a process of its own, and what it tells."""

from __future__ import annotations

import os
import time

import pytest

from docanalyzer.library import DocumentQuery, open_library
from docanalyzer.ui.jobs import AddJob, Source, _safe

TEXT = "到2025年，单位工业增加值用水量比2020年下降16%以上。\n"


def _wait(job: AddJob) -> None:
    # A guard against hanging, not a measure.
    until = time.monotonic() + 120
    while not job.finished and time.monotonic() < until:
        time.sleep(0.05)
    assert job.finished


@pytest.mark.slow
def test_files_are_added_recognised_and_refused_with_a_cause(tmp_path):
    url = str(tmp_path / "library.sqlite")
    job = AddJob(
        [
            Source("$5 ![x](a) -- <b>.txt", TEXT.encode()),
            Source("again.txt", TEXT.encode()),
            Source("broken.pdf", b"%PDF-1.4 broken"),
            Source("empty.txt", b""),
            Source(
                "folder/-o.txt",
                f"关于节水的通知\n三年内{TEXT}".encode(),
                known={"title": "通知", "issued_on": "2021-03-05"},
            ),
        ],
        url,
        collections=["--force", "节水"],
    )
    _wait(job)
    assert [file.status for file in job.files] == ["added", "known", "failed", "failed", "added"]
    assert job.done == 5
    assert job.files[0].document_id == job.files[1].document_id
    assert job.files[2].code == "damaged"
    assert job.files[2].cause
    with open_library(url) as library:
        rows = {row.name: row for row in library.documents(DocumentQuery()).items}
    assert set(rows) == {"$5 ![x](a) -- <b>.txt", "-o.txt"}
    assert rows["-o.txt"].title == "通知"
    assert rows["-o.txt"].issued_on == "2021-03-05"
    assert rows["-o.txt"].collections == ("--force", "节水")


@pytest.mark.slow
def test_what_became_of_a_file_stands_at_its_own_name(tmp_path):
    url = str(tmp_path / "library.sqlite")
    _wait(AddJob([Source("first.txt", TEXT.encode())], url))
    files = {"new.txt": TEXT.replace("16", "17"), "known.txt": TEXT, "other.txt": TEXT.replace("16", "18")}
    job = AddJob([Source(name, text.encode()) for name, text in files.items()], url)
    _wait(job)
    assert [(file.name, file.status) for file in job.files] == [
        ("new.txt", "added"), ("known.txt", "known"), ("other.txt", "added"),
    ]  # fmt: skip


@pytest.mark.slow
def test_a_job_that_is_stopped_leaves_the_library_whole(tmp_path):
    url = str(tmp_path / "library.sqlite")
    with open_library(url):
        pass
    job = AddJob([Source(f"{n}.txt", f"{n} {TEXT}".encode()) for n in range(40)], url)
    job.stop()
    _wait(job)
    through = [file for file in job.files if file.status == "added"]
    assert {file.code for file in job.files if file.status == "failed"} <= {"stopped"}
    with open_library(url) as library:
        assert library.totals().documents in {len(through), len(through) + 1}


@pytest.mark.slow
def test_a_database_that_cannot_be_used_fails_every_file_with_the_cause(tmp_path):
    file = tmp_path / "library.sqlite"
    file.write_bytes(b"no database " * 100)
    job = AddJob([Source("a.txt", TEXT.encode())], str(file))
    _wait(job)
    assert job.files[0].status == "failed"
    assert "library.sqlite" in job.files[0].cause


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("计划.pdf", "计划.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\plan.docx", "plan.docx"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("..", "document"),
        ("", "document"),
        ("文" * 300 + ".pdf", "文" * 65 + ".pdf"),
        ("noending", "noending"),
        (".txt", ".txt"),
    ],
)
def test_names_become_such_that_a_file_system_takes(name, safe):
    assert _safe(name) == safe
    assert len(os.fsencode(_safe(name))) <= 255
