"""Files through the whole program as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from docanalyzer.exports import load
from docanalyzer.exports.codec import from_data

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def docanalyzer(*arguments, **options):
    command = [sys.executable, "-m", "docanalyzer", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)


@pytest.mark.slow
def test_corpus_twice_is_the_same_byte_for_byte(tmp_path):
    for name, seed in (("first", "0"), ("second", "1")):
        done = docanalyzer(
            "analyze", CORPUS / "documents", "--manifest", CORPUS / "MANIFEST.csv", "-o", tmp_path / name,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
    first, second = (sorted((tmp_path / name).iterdir()) for name in ("first", "second"))
    assert [file.name for file in first] == [file.name for file in second]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    for file in first:
        if not file.name.startswith("."):  # the journal of the run
            load(file)  # every field has its type, every span quotes the text


def test_standard_input_is_kept_character_for_character():
    text = "<p>到2020年，能耗下降18%。</p>\n\n# 　全角　空格  \n"
    done = docanalyzer("analyze", "-", input=text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert done.returncode == 0
    assert from_data(json.loads(done.stdout)).document.text == text


def test_an_empty_pipe_fails_in_words():
    done = docanalyzer("analyze", "-", input=b"")
    assert done.returncode == 1
    assert done.stdout == b""
    assert "standard input: the file is empty" in done.stderr.decode()


def test_a_closed_pipe_is_no_traceback(tmp_path):
    command = f'"{sys.executable}" -m docanalyzer schema | "{sys.executable}" -c ""'
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
