"""Documents on their way into the library: a process of its own reads and analyses them, a thread notes how far it is.

Nothing here knows Streamlit: a screen only looks at ``AddJob.files``. The process is ``docanalyzer add --progress
jsonl``, so that what a hostile file does to it does nothing to the app.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from docanalyzer.bundled import corpus_folder

Status = Literal["waiting", "running", "added", "known", "updated", "failed"]

_UNSAFE: Final = re.compile(r"[/\\\x00-\x1f\x7f]" if os.name == "posix" else r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_NAME: Final = 200
_EVENTS: Final[dict[str, Status]] = {
    "start": "running",
    "done": "added",
    "known": "known",
    "updated": "updated",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to add: its content or, where it lies on this machine, its path.

    ``known`` is what is known of it besides, with the keys ``title``, ``issued_on`` and ``issuer``.
    """

    name: str
    content: bytes | None = None
    path: Path | None = None
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileState:
    """How far one file is; ``code`` and ``cause`` say why it failed."""

    name: str
    status: Status = "waiting"
    document_id: str | None = None
    code: str | None = None
    cause: str = ""


class AddJob:
    """Adds files to the library at ``url``, beginning at once.

    ``manifest`` is a file with what is known of those that lie on this machine.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        url: str,
        *,
        collections: Sequence[str] = (),
        manifest: Path | None = None,
    ) -> None:
        self.files: list[FileState] = [FileState(source.name) for source in sources]
        self.finished = False
        self.stopped = False
        self._folder = Path(tempfile.mkdtemp(prefix="docanalyzer-add-"))
        try:
            paths = [self._place(number, source) for number, source in enumerate(sources, 1)]
            # Files are worked on in no fixed order; the events of one name it.
            self._places = {str(path): index for index, path in enumerate(paths)}
            command = [sys.executable, "-m", "docanalyzer", "add", "--progress", "jsonl"]
            command += [f"--collection={name}" for name in collections]
            if manifest or any(source.known for source in sources):
                command += ["--manifest", str(manifest or self._write_manifest(sources))]
            self._process = self._start([*command, "--", *map(str, paths)], url)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        threading.Thread(target=self._watch, name="docanalyzer add", daemon=True).start()

    @property
    def done(self) -> int:
        """How many files are through, for good or ill."""
        return sum(file.status not in {"waiting", "running"} for file in self.files)

    def stop(self) -> None:
        """Give up on the files that are not through."""
        self.stopped = True
        if os.name == "posix":
            try:
                os.killpg(self._process.pid, signal.SIGTERM)
            except ProcessLookupError:
                return
        else:
            self._process.terminate()

    def _place(self, number: int, source: Source) -> Path:
        if source.path is not None:
            return source.path.resolve()
        # A folder for each: two files may bear one name.
        folder = self._folder / str(number)
        folder.mkdir()
        path = folder / _safe(source.name)
        path.write_bytes(source.content or b"")
        return path

    def _write_manifest(self, sources: Sequence[Source]) -> Path:
        path = self._folder / "manifest.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ("file", "title", "issued_on", "issuer"))
            writer.writeheader()
            for number, source in enumerate(sources, 1):
                if source.known:
                    writer.writerow({"file": f"{number}/{_safe(source.name)}", **source.known})
        return path

    def _start(self, command: list[str], url: str) -> subprocess.Popen[str]:
        package = Path(__file__).resolve().parents[2]
        path = os.pathsep.join(part for part in (str(package), os.environ.get("PYTHONPATH", "")) if part)
        # The address goes by the environment: it may hold a password, and arguments are for everybody to see.
        environment = {
            **os.environ,
            "DOCANALYZER_DATABASE_URL": url,
            "PYTHONPATH": path,
            "PYTHONIOENCODING": "utf-8",
        }
        log = (self._folder / "stderr").open("w", encoding="utf-8")
        with log:
            return subprocess.Popen(  # noqa: S603
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )

    def _watch(self) -> None:
        try:
            with self._process as process:
                for line in process.stdout or ():
                    self._note(line)
            words = (self._folder / "stderr").read_text("utf-8", errors="replace").strip().splitlines()
            self._close(words[-1] if words else "")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
            self.finished = True

    def _note(self, line: str) -> None:
        try:
            event: dict[str, Any] = json.loads(line)
            status = _EVENTS[event["event"]]
            index = self._places[event["file"]]
            state = self.files[index]
        except (ValueError, KeyError, TypeError):
            return
        self.files[index] = replace(
            state,
            status=status,
            document_id=event.get("document_id") or state.document_id,
            code=event.get("code"),
            cause=str(event.get("cause") or ""),
        )

    def _close(self, last_words: str) -> None:
        for index, state in enumerate(self.files):
            if state.status in {"waiting", "running"}:
                code = "stopped" if self.stopped else "broken_off"
                self.files[index] = replace(state, status="failed", code=code, cause=last_words)


def example_files() -> tuple[list[Source], Path]:
    """The files of the example corpus, and its manifest."""
    folder = corpus_folder()
    files = [path for path in sorted((folder / "documents").iterdir()) if not path.name.startswith(".")]
    return [Source(path.name, path=path) for path in files], folder / "MANIFEST.csv"


def _safe(name: str) -> str:
    """A name that any file system takes, as near to the given one as can be; the ending stays."""
    name = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip() or "document"
    if name in {".", ".."}:
        name = "document"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    room = _LONGEST_NAME - len(ending.encode()) - 1
    stem = stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return f"{stem}{dot}{ending}" if ending else stem
