"""The app in a browser: a server of its own on a free port with a database of its own, and the system's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

ROOT = Path(__file__).resolve().parents[2]
# Where a browser has to be there (.ci/run), its absence is a failure and no reason to skip.
NEEDED = "DOCANALYZER_TESTS_NEED_ALL"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# A machine that does much else is slow: no test fails for that. Milliseconds, for everything that a test waits for.
PATIENCE = 120_000


class App:
    """A running app: its address, and the library behind it."""

    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder / 'library.sqlite'}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {**os.environ, "DOCANALYZER_DATABASE_URL": self.database, "HOME": str(folder)}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._log = (folder / "server.log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={self.port}"],
            cwd=ROOT, env=environment, stdout=self._log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait(folder)

    def add(self, name: str, content: bytes) -> str:
        """Put a document into the library; its id."""
        from docanalyzer.isolation import analyze_isolated
        from docanalyzer.library import open_library

        with open_library(self.database) as library:
            return library.add(content, analyze_isolated(content, name), filename=name).document_id

    def _wait(self, folder: Path) -> None:
        for _ in range(PATIENCE // 100):
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        self.stop()
        raise RuntimeError((folder / "server.log").read_text(encoding="utf-8", errors="replace"))

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        if os.environ.get(NEEDED):
            pytest.fail(f"no Chromium: none of {', '.join(PROGRAMS)} is installed")
        pytest.skip("no Chromium is installed")
    expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def app(browser, tmp_path_factory) -> Iterator[App]:
    running = App(tmp_path_factory.mktemp("app"))
    yield running
    running.stop()


class Tab:
    """A browser tab that remembers what it asked for and what went wrong in it."""

    def __init__(self, browser, app, **options) -> None:
        self.app = app
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, path: str) -> None:
        """Open a path of the app and wait until it is drawn."""
        self.page.goto(self.app.url + path)
        self.page.wait_for_selector("[data-testid=stMainBlockContainer] [data-testid=stElementContainer]")
        self.settled()

    def settled(self) -> None:
        """Wait until no run of the app is under way."""
        self.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")

    def drawn(self) -> None:
        """Wait until charts and tables are there too, whose scripts the browser fetches when it needs them."""
        self.settled()
        self.page.wait_for_load_state("networkidle")

    def still(self, locator):
        """Wait until a part of the page has its place; its box in pixels."""
        self.drawn()
        locator.scroll_into_view_if_needed()
        before = None
        while before != (box := locator.bounding_box()):
            before = box
            self.page.wait_for_timeout(250)
        return box

    def external(self) -> list[str]:
        """What was asked of any other machine."""
        own = {None, "127.0.0.1"}
        return [url for url in self.requests if urlsplit(url).scheme != "data" and urlsplit(url).hostname not in own]

    def check(self) -> None:
        """Nothing was asked of another machine, no script failed, the app showed no failure."""
        assert self.external() == []
        assert self.errors == []
        assert self.page.locator("[data-testid=stException]").count() == 0


@pytest.fixture
def tab(browser, app) -> Iterator[Tab]:
    opened = Tab(browser, app)
    yield opened
    opened.context.close()


@pytest.fixture
def phone(browser, app) -> Iterator[Tab]:
    opened = Tab(browser, app, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield opened
    opened.context.close()
