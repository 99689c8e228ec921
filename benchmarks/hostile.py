"""Files that are meant to do harm, all through ``docanalyzer analyze`` in one batch.

    python -m benchmarks.hostile [--full] [--workers N] [--timeout SECONDS] [--json FILE]

The files are built by a script and never stored (``tests/hostile``): zip bombs, deep nesting, truncated and looping
PDFs, entity bombs, wrong extensions, mixed encodings, names, links and pipes. ``--full`` builds those that need size to
hurt in full (50 MB in one line, 900 MB in one stream). Harmless documents lie between them, and must come out byte for
byte as they do alone. Prints what became of each file; exit code 1 where one had no result and no clear error, an
outcome that was not foreseen, or where a harmless one suffered.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.hostile.files import RESULT, build
from tests.hostile.making import TEXT, plain_word

ROOT = Path(__file__).resolve().parent.parent
HARMLESS = {
    "a-harmless.txt": TEXT.encode(),
    "m-harmless.docx": plain_word(),
    "z-harmless.html": f"<html><body><p>{TEXT}</p></body></html>".encode(),
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a file: ``result`` or the code of the error, with its cause, and what was foreseen."""

    name: str
    outcome: str
    cause: str
    foreseen: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it ended as was foreseen, and in words where it ended in an error."""
        clear = self.outcome == RESULT or bool(self.cause.strip())
        return self.outcome in self.foreseen and clear


@dataclass(slots=True)
class Batch:
    """What became of all of them; ``complaints`` is what went wrong with the batch as such."""

    fates: list[Fate]
    seconds: float
    exit_code: int
    complaints: list[str] = field(default_factory=list)


def run(folder: Path, *, full: bool, workers: int, timeout: float) -> Batch:
    """Build the files below ``folder``, which must be empty and nobody else's, and analyse them in one batch."""
    files, temporary = folder / "files", folder / "temporary"
    files.mkdir()
    temporary.mkdir()
    expected = build(files, full=full)
    for name, content in HARMLESS.items():
        (files / name).write_bytes(content)
        expected[name] = frozenset({RESULT})
    # Files by name, so that none is passed over for its suffix, and then the folder with everything again.
    named = [str(files / name) for name in sorted(expected) if not (files / name).is_dir()]
    expected = {name: outcomes for name, outcomes in expected.items() if not (files / name).is_dir()}
    command = ["analyze", *named, str(files), "-o", str(folder / "all.jsonl"), "--report", str(folder / "report.json")]
    began = time.monotonic()
    done = _docanalyzer([*command, "--workers", str(workers), "--timeout", str(timeout)], temporary)
    batch = Batch([], time.monotonic() - began, done.returncode)
    results = _results(folder / "all.jsonl")
    failures = _failures(folder / "report.json")
    if not failures:
        batch.complaints.append("no report: " + done.stderr.decode("utf-8", "replace")[-2000:])
    for name in sorted(expected):
        outcome, cause = (RESULT, "") if name in results else failures.get(name, ("nothing", ""))
        batch.fates.append(Fate(name, outcome, cause, tuple(sorted(expected[name]))))
    batch.complaints += _harm(folder, results)
    left = [path.name for path in temporary.iterdir() if path.name.startswith("docanalyzer-")]
    if left:
        batch.complaints.append(f"temporary files left: {', '.join(left)}")
    return batch


def _docanalyzer(arguments: Sequence[str], temporary: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "docanalyzer", *arguments], capture_output=True, env=environment, cwd=ROOT, check=False
    )


def _results(path: Path) -> dict[str, bytes]:
    """The line of each document by its name."""
    if not path.exists():
        return {}
    with path.open("rb") as lines:
        return {str(json.loads(line)["document"]["name"]): line for line in lines}


def _failures(path: Path) -> dict[str, tuple[str, str]]:
    if not path.exists():
        return {}
    report: dict[str, Any] = json.loads(path.read_bytes())
    return {entry["file"].rsplit("/", 1)[-1]: (entry["code"], entry["cause"]) for entry in report["failures"]}


def _harm(folder: Path, results: dict[str, bytes]) -> list[str]:
    """Harmless documents that came out otherwise than they do alone."""
    alone = folder / "alone"
    alone.mkdir()
    complaints = []
    for name in HARMLESS:
        _docanalyzer(
            ["analyze", str(folder / "files" / name), "-o", str(alone / f"{name}.jsonl")], folder / "temporary"
        )
        if _results(alone / f"{name}.jsonl").get(name) != results.get(name):
            complaints.append(f"{name} is not what it is alone")
    return complaints


def main() -> None:
    """Run, print the table, and write it as JSON where asked to."""
    parser = argparse.ArgumentParser(description="Hostile files through docanalyzer analyze.")
    parser.add_argument("--full", action="store_true", help="build every file in full size (needs 2 GB of memory)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds for each file")
    parser.add_argument("--json", type=Path, help="write the outcome here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        batch = run(Path(folder), full=options.full, workers=options.workers, timeout=options.timeout)
    width = 34
    for fate in batch.fates:
        mark = " " if fate.right else "!"
        print(f"{mark} {ascii(fate.name)[1:-1][:width]:{width}} {fate.outcome:15} {fate.cause[:100]!r}".rstrip("'\" "))
    counts = Counter(fate.outcome for fate in batch.fates)
    print()
    print(
        f"{len(batch.fates)} files in {batch.seconds:.0f} s:",
        ", ".join(f"{n} {code}" for code, n in counts.most_common()),
    )
    wrong = [fate for fate in batch.fates if not fate.right]
    for fate in wrong:
        print(f"not foreseen: {fate.name!a} gave {fate.outcome}, foreseen {', '.join(fate.foreseen)}")
    for complaint in batch.complaints:
        print(complaint)
    if options.json:
        options.json.write_text(json.dumps(asdict(batch), indent=1, ensure_ascii=True) + "\n")
    sys.exit(bool(wrong or batch.complaints))


if __name__ == "__main__":
    main()
