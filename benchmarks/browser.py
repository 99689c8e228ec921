"""How long the app's screens take in a browser, as ratios to an empty app of Streamlit's.

    python benchmarks/library_scale.py scale.sqlite     fill a library with 1,000 documents and 50,000 records
    python benchmarks/browser.py scale.sqlite           open its screens in the system's Chromium

A text of 500 KB with 500 records and one of 3 MB with 5,000 are put into the library for the reader, and taken out
again. A load is from the address to the screen drawn and at rest; a rerun is from a click to that.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from docanalyzer import analyze_text
from docanalyzer.core.record import Analysis
from docanalyzer.library import Library, open_library

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
EMPTY = "import streamlit as st\nst.button('again')\nst.text('an empty app')\n"
REPEATS = 5
RECORD = "By {year}, the district shall cut its energy use per unit of output by at least {share} % from 2020 levels. "
FILLER = "Departments shall strengthen the organisation of this work, clarify who answers for it and report on it. "
AT_REST = ".stApp[data-test-script-state=notRunning]"


def long_text(length: int, records: int) -> str:
    """A plan of so many characters with so many targets."""
    filler = max(0, length // records - len(RECORD)) // len(FILLER)
    paragraphs = (
        RECORD.format(year=2025 + number % 30, share=5 + number % 60) + FILLER * filler + "\n"
        for number in range(records)
    )
    return "A plan of many pages\n\n" + "".join(paragraphs)


def with_measures(analysis: Analysis) -> Analysis:
    """The analysis with its measures alone, so that the number of marks is the one asked for."""
    return replace(analysis, provisions=(), deadlines=(), unused=())


@contextmanager
def server(script: Path, database: str) -> Iterator[str]:
    """A running app; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    environment = {**os.environ, "DOCANALYZER_DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def median(call: Callable[[], float]) -> float:
    """The middle of several measurements; the first run warms caches up and does not count."""
    call()
    return statistics.median(call() for _ in range(REPEATS))


class Screens:
    """Times of one app in a browser."""

    def __init__(self, browser: Any, url: str) -> None:
        self._browser, self._url = browser, url

    def load(self, path: str, drawn: str) -> float:
        """Seconds from the address to the screen at rest, in a tab of its own."""
        context = self._browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(self._url + path)
        page.wait_for_selector(drawn)
        page.wait_for_selector(AT_REST)
        seconds = time.perf_counter() - start
        context.close()
        return seconds

    def rerun(self, path: str, drawn: str, act: Callable[[Any, int], None]) -> float:
        """The middle of the seconds from a deed to the screen at rest."""
        context = self._browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(self._url + path)
        page.wait_for_selector(drawn)
        page.wait_for_selector(AT_REST)
        times = []
        for number in range(REPEATS + 1):
            time.sleep(0.3)
            start = time.perf_counter()
            act(page, number)
            times.append(time.perf_counter() - start)
        context.close()
        return statistics.median(times[1:])


def press(page: Any, _: int) -> None:
    """Press the button of the empty app."""
    page.get_by_role("button").first.click()
    rest(page)


def pick(page: Any, number: int) -> None:
    """Click a row of the reader's list; done when its evidence is in view."""
    row = page.locator(".da-list .row").nth(number)
    row.click()
    page.wait_for_function(
        """record => {
          const run = document.querySelector('.da-sel'), card = document.querySelector('.st-key-judging');
          if (!run || !card || !location.search.includes('record=' + record)) return false;
          const box = run.getBoundingClientRect(), view = document.querySelector('.da-scroll').getBoundingClientRect();
          return box.top >= view.top && box.bottom <= view.bottom;
        }""",
        arg=row.get_attribute("data-record"),
    )
    rest(page)


def search(page: Any, number: int) -> None:
    """Search the full text for a word."""
    field = page.get_by_label("Search the full text")
    field.fill(("energy", "能源", "emissions", "排放", "water", "renewable")[number % 6])
    field.press("Enter")
    rest(page)


def turn(page: Any, _: int) -> None:
    """Go to the next page of a list."""
    page.locator("[data-testid=stPaginationNext]").first.click()
    rest(page)


def rest(page: Any) -> None:
    """Wait until the run that a deed began is over."""
    page.wait_for_timeout(30)
    page.wait_for_selector(AT_REST)


def report(name: str, seconds: float, floor: float) -> None:
    """One line: the time and its ratio to that of the empty app."""
    print(f"{seconds:7.2f} s  {seconds / floor:5.1f} x  {name}", flush=True)


def measure(library: Library, browser: Any, documents: dict[str, str]) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        with server(script, library.url) as url:
            empty = Screens(browser, url)
            load = median(partial(empty.load, "", "text=an empty app"))
            rerun = empty.rerun("", "text=an empty app", press)
    print(f"{load:7.2f} s    1.0 x  empty app, load\n{rerun:7.2f} s    1.0 x  empty app, rerun", flush=True)
    with server(ROOT / "app.py", library.url) as url:
        app = Screens(browser, url)
        for screen, drawn in (("library", "[data-testid=stDataFrame]"), ("records", "[data-testid=stDataFrame]")):
            report(f"{screen}, load", median(partial(app.load, f"/{screen}?lang=en", drawn)), load)
        report("library, next page", app.rerun("/?lang=en", "[data-testid=stPagination]", turn), rerun)
        report("records, next page", app.rerun("/records?lang=en", "[data-testid=stPagination]", turn), rerun)
        report("search", app.rerun("/?lang=en", "[data-testid=stDataFrame]", search), rerun)
        for name, document in documents.items():
            path = f"/read?doc={document}&lang=en"
            report(f"reader, {name}, load", median(partial(app.load, path, ".da-list .row")), load)
            report(f"reader, {name}, click on a record", app.rerun(path, ".da-list .row", pick), rerun)


def main() -> None:
    """Fill in the two long texts, measure, take them out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", help="a library, as benchmarks/library_scale.py makes it")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with open_library(arguments.database) as library, sync_playwright() as driver:
        documents = {}
        for name, length, records in (("500 KB, 500 records", 500_000, 500), ("3 MB, 5,000 records", 3_000_000, 5_000)):
            text = long_text(length, records)
            analysis = with_measures(analyze_text(text))
            found = len(analysis.targets) + len(analysis.figures)
            documents[f"{name} ({len(text):,} characters, {found:,} found)"] = analysis.document.id
            library.add(text.encode(), analysis, filename=f"{records}.txt")
        browser = driver.chromium.launch(executable_path=arguments.chromium, args=list(FLAGS))
        try:
            measure(library, browser, documents)
        finally:
            browser.close()
            library.remove(list(documents.values()))


if __name__ == "__main__":
    main()
