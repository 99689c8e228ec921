"""How quick the app is with a large library, beside an empty Streamlit app on the same machine.

    python benchmarks/app_scale.py                  # fills a library of 1,000 documents first
    python benchmarks/app_scale.py --database FILE  # one that is there

Both apps run in headless Chromium, by turns. A rerun is measured in the browser from the click (or the Enter key) until
the server has finished and the page stands still, a load from the navigation on. What counts are the ratios: a new page
of Library and Records and a search within three times an empty app's rerun, opening a text of 500 KB with 500 marks in
the reader within twice its load. Exit code 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
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
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EMPTY = """
import streamlit as st

st.set_page_config(page_title="empty", layout="wide")
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.title("Empty")
st.button("again")
st.text(f"run {st.session_state['runs']}")
"""
WORDS = ("energy", "节能", "renewable", "排放", "steel", "用水量", "Germany", "钢铁")
LIMITS = {"library": 3.0, "records": 3.0, "search": 3.0, "reader": 2.0}
# Notes when somebody acted, and when the page last changed while no script was running.
WATCH = """
window.seen = {acted: 0, ended: 0, late: 0, running: true};
for (const kind of ["pointerdown", "keydown"])
  window.addEventListener(kind, e => { if (kind !== "keydown" || e.key === "Enter") seen.acted = e.timeStamp; }, true);
new MutationObserver(records => {
  const app = document.querySelector("[data-testid=stApp]");
  const running = !app || app.getAttribute("data-test-script-state") !== "notRunning";
  // A quick run begins and ends between two calls of this function, but leaves its records.
  // What a table writes for screen readers comes later than what it draws, and counts where nothing else tells.
  const hidden = r => r.target.parentElement && r.target.parentElement.closest("canvas");
  if (!running) seen.late = performance.now();
  if (!running && records.some(r => !hidden(r))) seen.ended = performance.now();
  seen.running = running;
}).observe(document, {subtree: true, childList: true, characterData: true, attributes: true,
                      attributeFilter: ["data-test-script-state"]});
"""
# The milliseconds when all is over, null before.
OVER = """
(quiet) => {
  const end = seen.ended > seen.acted ? seen.ended : seen.late;
  return !seen.running && end > seen.acted && performance.now() - seen.late > quiet ? end - seen.acted : null;
}
"""
QUIET_MS = 500
BROWSER = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def main() -> int:
    """Measure, print the figures, and compare them with what is asked."""
    parser = argparse.ArgumentParser(description="The app with a large library beside an empty app.")
    parser.add_argument("--database", help="a library with 1,000 documents; else one is made")
    parser.add_argument("--runs", type=int, default=7, help="runs of each action; the median counts")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = options.database or str(fill(folder / "library.sqlite"))
        reader = long_document(database)
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        with app(folder / "empty.py", None) as empty, app(ROOT / "app.py", database) as full:
            times = measure(Actions(empty, full, reader), options.runs, options.chromium)
    figures = {name: statistics.median(values) for name, values in times.items()}
    ratios = {name: figures[name] / figures["empty load" if name == "reader" else "empty rerun"] for name in LIMITS}
    missed = [name for name, limit in LIMITS.items() if ratios[name] > limit]
    if options.json:
        print(json.dumps({"milliseconds": figures, "ratios": ratios, "limits": LIMITS}, indent=1))
        return bool(missed)
    for name, value in figures.items():
        ratio = f"{ratios[name]:6.2f} times empty, {LIMITS[name]:g} allowed" if name in ratios else ""
        print(f"{name:12} {value:7.0f} ms  {ratio}{'  MISSED' if name in missed else ''}")
    return bool(missed)


# --- what there is to look at ---------------------------------------------------------------------------------------


def fill(path: Path) -> Path:
    """A library of 1,000 documents with 50,000 targets."""
    command = [sys.executable, str(ROOT / "benchmarks" / "library_scale.py"), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def long_document(database: str) -> str:
    """The id of a text of 500 KB whose reader has 500 marks; it is put into the library."""
    from docanalyzer.library import open_library
    from docanalyzer.pipeline import analyze_document
    from docanalyzer.reading import read_bytes

    filler = "The administration reports on the state of the work and hears those who are concerned. " * 46
    lines = [
        f"{number}. By {2021 + number % 30}, energy intensity shall be reduced by {number % 80 + 5}% "
        f"compared with 2015. {filler}"
        for number in range(125)
    ]
    content = "\n".join(["A long programme", *lines]).encode()
    with open_library(database) as library:
        added = library.add(content, analyze_document(read_bytes(content, "long.txt")), filename="long.txt")
    return added.document_id


@contextmanager
def app(script: Path, database: str | None) -> Iterator[str]:
    """A Streamlit server, with the settings of the app where a library is named; yields its address."""
    from docanalyzer.bundled import app_file
    from docanalyzer.cli.serving import flags

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if database is not None:
        environment["DOCANALYZER_DATABASE_URL"] = database
    # The empty app is one as Streamlit ships it, but for this machine alone.
    settings = ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
    if database is not None:
        settings = flags(app_file())
    command = [sys.executable, "-m", "streamlit", "run", str(script), *settings, f"--server.port={port}"]
    # Streamlit takes settings from the folder that it is started in.
    process = subprocess.Popen(
        command, cwd=script.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                    break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


# --- measuring ------------------------------------------------------------------------------------------------------


class Actions:
    """What is done in the browser; each returns how many milliseconds it took."""

    def __init__(self, empty: str, full: str, reader: str) -> None:
        self._empty, self._full, self._reader = empty, full, reader
        self._words = cycle(WORDS)

    def load_empty(self, browser: Any) -> float:
        """Open the empty app."""
        return _load(browser, self._empty)

    def load_reader(self, browser: Any) -> float:
        """Open the long document."""
        return _load(browser, f"{self._full}/read?doc={self._reader}&lang=en", shown="A long programme")

    def pages(self, browser: Any) -> dict[str, Callable[[], float]]:
        """Pages that stay open, and what is done in each."""
        empty, library, records, search = (
            _open(browser, address)
            for address in (
                self._empty,
                *(f"{self._full}/{page}?lang=en" for page in ("", "records", "")),
            )
        )
        return {
            "empty rerun": lambda: _act(empty, lambda: empty.get_by_role("button", name="again").click()),
            "library": lambda: _act(library, lambda: _turn(library)),
            "records": lambda: _act(records, lambda: _turn(records)),
            "search": lambda: _act(search, lambda: _look_for(search, next(self._words))),
        }


def measure(actions: Actions, runs: int, chromium: str) -> dict[str, list[float]]:
    """Milliseconds of each action; the first run of all warms up and does not count."""
    from playwright.sync_api import sync_playwright

    times: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(BROWSER))
        every = {
            "empty load": lambda: actions.load_empty(browser),
            "reader": lambda: actions.load_reader(browser),
            **actions.pages(browser),
        }
        for run in range(runs + 1):
            for name, action in every.items():
                taken = action()
                if run:
                    times.setdefault(name, []).append(taken)
        browser.close()
    return times


def _open(browser: Any, address: str) -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    page.goto(address)
    _over(page)
    return page


def _load(browser: Any, address: str, shown: str = "") -> float:
    page = _open(browser, address)
    if shown:
        page.get_by_text(shown).first.wait_for()
    taken = _over(page)
    page.close()
    return taken


def _act(page: Any, action: Callable[[], None]) -> float:
    # A page in the background draws nothing.
    page.bring_to_front()
    action()
    return _over(page)


def _turn(page: Any) -> None:
    """The next page of a table, the first one after the last."""
    buttons = page.get_by_test_id("stPagination").get_by_role("button")
    forward = buttons.last
    (forward if forward.is_enabled() else buttons.nth(1)).click()


def _look_for(page: Any, words: str) -> None:
    box = page.get_by_test_id("stTextInput").get_by_role("textbox").first
    box.fill(words)
    box.press("Enter")


def _over(page: Any) -> float:
    taken: float = page.wait_for_function(OVER, arg=QUIET_MS, polling=50).json_value()
    return taken


if __name__ == "__main__":
    sys.exit(main())
