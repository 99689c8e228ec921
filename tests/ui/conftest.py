"""Libraries for the screens: an empty one, one with example documents, and one with a hostile document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import docanalyzer.ui
from docanalyzer import analyze
from docanalyzer.bundled import corpus_folder
from docanalyzer.library import open_library
from docanalyzer.pipeline import analyze_document
from docanalyzer.reading import read_bytes
from docanalyzer.reading.manifest import load_manifest
from docanalyzer.ui import links, source

APP = Path(docanalyzer.ui.__file__).parents[2] / "app.py"
EXAMPLES = (
    "en-clean-air-notice.txt",
    "zh-13th-plan-regions.pdf",
    "zh-air-action-plan.txt",
    "zh-zhejiang-renewables.txt",
)
HOSTILE_NAME = "![x](http:evil.example) **b** $5 and $6 <script>.txt"
HOSTILE_TEXT = (
    "<script>window.__xss=1</script> ![i](http://evil.example/a.png) :red[x]\n"
    "到2025年，单位工业增加值用水量比2020年下降5~8%，=cmd|'/C calc'!A0 费用 $5 and $6。\n"
)

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def example_url(tmp_path_factory):
    file = tmp_path_factory.mktemp("library") / "examples.sqlite"
    folder = corpus_folder()
    known = load_manifest(folder / "MANIFEST.csv")
    with open_library(str(file)) as library:
        for name in EXAMPLES:
            path = folder / "documents" / name
            analysis = analyze(path, metadata=known[name])
            library.add(path.read_bytes(), analysis, filename=name, collections=["plans"], metadata=known[name])
    return str(file)


@pytest.fixture(scope="session")
def hostile_url(tmp_path_factory):
    file = tmp_path_factory.mktemp("library") / "hostile.sqlite"
    content = HOSTILE_TEXT.encode()
    with open_library(str(file)) as library:
        analysis = analyze_document(read_bytes(content, HOSTILE_NAME))
        library.add(content, analysis, filename=HOSTILE_NAME, collections=["**c** $5 and $6"])
    return str(file)


@pytest.fixture
def open_screen(monkeypatch, tmp_path) -> Open:
    """Run the app on one screen; without ``url`` on an empty library."""

    def start(screen: str, *, url: str | None = None, lang: str = "en", **params: str | list[str]) -> AppTest:
        monkeypatch.setenv("DOCANALYZER_DATABASE_URL", url or str(tmp_path / "empty.sqlite"))
        for cached in (source.document_labels, source._open, source._wants_examples):
            cached.clear()
        test = AppTest.from_file(str(APP), default_timeout=30)
        # The first screen is what opens without an address.
        test._page_hash = calc_hash("" if screen == links.SCREENS[0].id else screen)
        if lang:
            test.query_params["lang"] = lang
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception, [error.value for error in test.exception]
        return test

    return start


@pytest.fixture(scope="session")
def hostile_id() -> str:
    return hashlib.sha256(HOSTILE_TEXT.encode()).hexdigest()
