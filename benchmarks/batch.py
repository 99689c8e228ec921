"""Thousands of documents: what a second process gains, what memory takes, and whether a killed run ends as a whole one.

    python benchmarks/batch.py [--documents 2000] [--runs 3] [--json FILE] [--only speed,memory,kill,dask]

Makes documents from the example corpus, each with a content of its own, and runs ``docanalyzer analyze -o FILE.jsonl``:

speed    with one and with two worker processes in turn; the ratio of the medians is wanted to be 1.5
memory   the most that the command and its largest worker take for a tenth of the documents and for all; 1.2 is wanted
kill     the command is killed with SIGKILL when half is done and goes on with --resume; its sorted lines are compared
         with those of an undisturbed run
dask     on a scheduler and two workers of dask, one of which is killed with SIGKILL on the way; compared likewise

Times depend on what else the machine does, so the load before each run is printed. Linux.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docanalyzer.batch.journal import journal_of

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("speed", "memory", "kill", "dask")
SPEED, FLAT = 1.5, 1.2
_MIB = 1024


def make_documents(folder: Path, count: int) -> None:
    """So many documents of the corpus, in turn, each with its number in it."""
    folder.mkdir()
    originals = sorted((ROOT / "corpus" / "documents").iterdir())
    for number in range(count):
        source = originals[number % len(originals)]
        path = folder / f"{number:06}-{source.name}"
        path.write_bytes(_numbered(source, number))
        if source.suffix == ".docx":
            with zipfile.ZipFile(path, "a") as archive:
                archive.comment = str(number).encode()


def _numbered(source: Path, number: int) -> bytes:
    content = source.read_bytes()
    if source.suffix == ".html":
        return content.replace(b"</body>", f"<p>No. {number}</p></body>".encode())
    if source.suffix == ".pdf":
        return content + f"\n% {number}\n".encode()
    return content if source.suffix == ".docx" else content + f"\nNo. {number}\n".encode()


class Running:
    """A run of ``analyze``, watched: the most memory (MiB) that the command and one of its workers took.

    ``seconds`` is the work (seconds of a processor) of the command itself.
    """

    def __init__(self, documents: Path, out: Path, *options: str) -> None:
        self.out, self.report = out, out.with_suffix(".report.json")
        self.parent = self.worker = self.seconds = 0.0
        command = [sys.executable, "-m", "docanalyzer", "analyze", str(documents), "-o", str(out)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.load = os.getloadavg()[0]
        self.process = subprocess.Popen(
            [*command, "--report", str(self.report), *options],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def watch(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait for the end, or until something is so; whether it is still running."""
        while self.process.poll() is None:
            self.parent = max(self.parent, _peak(self.process.pid))
            self.seconds = max(self.seconds, _work(self.process.pid))
            self.worker = max([self.worker, *(_peak(pid) for pid in _children(self.process.pid))])
            if until():
                return True
            time.sleep(0.1)
        return False

    def finish(self) -> dict[str, Any]:
        """Wait for the end; the report of the run."""
        self.watch()
        if self.process.returncode:
            sys.exit(f"the run of {self.out} ended with exit code {self.process.returncode}")
        report: dict[str, Any] = json.loads(self.report.read_text(encoding="utf-8"))
        return report

    def lines(self) -> int:
        """How many results are written."""
        journal = journal_of(self.out)
        return journal.read_bytes().count(b"\n") if journal.exists() else 0


def _peak(pid: int) -> float:
    """The most memory that a process has taken so far, in MiB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / _MIB for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _work(pid: int) -> float:
    """The seconds of a processor that a process has taken."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def digest(path: Path) -> str:
    """What sorted lines are."""
    lines = sorted(path.read_bytes().splitlines(keepends=True))
    return hashlib.sha256(b"".join(lines)).hexdigest()


def speed(documents: Path, folder: Path, runs: int) -> Iterator[dict[str, Any]]:
    """One and two workers in turn."""
    for number in range(runs):
        for workers in (1, 2):
            run = Running(documents, folder / f"speed{workers}-{number}.jsonl", "--workers", str(workers))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            timings = run.finish()["timings"]
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            yield {
                "workers": workers,
                "load": round(run.load, 2),
                "seconds": timings["seconds"],
                "documents_per_second": timings["documents_per_second"],
                "parent_work_seconds": round(run.seconds, 1),
                "all_work_seconds": round(work, 1),
                "parent_mib": round(run.parent, 1),
                "worker_mib": round(run.worker, 1),
                "digest": digest(run.out),
            }


def killed(documents: Path, folder: Path, count: int) -> dict[str, Any]:
    """Half of the run, SIGKILL, and the rest with --resume."""
    out = folder / "killed.jsonl"
    run = Running(documents, out, "--workers", "2")
    if not run.watch(lambda: run.lines() >= count // 2):
        sys.exit("the run was through before it could be killed")
    workers = _children(run.process.pid)
    run.process.kill()
    run.process.wait()
    done = run.lines()
    orphans = sum(not _ended(pid) for pid in workers)
    again = Running(documents, out, "--workers", "2", "--resume").finish()["documents"]
    return {"lines_when_killed": done, "orphans": orphans, "documents": again, "digest": digest(out)}


def _ended(pid: int) -> bool:
    """Whether a process goes within ten seconds."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


def on_dask(documents: Path, folder: Path, count: int) -> dict[str, Any]:
    """The whole run on a cluster whose second worker is killed when a third is done."""
    with cluster(folder) as (address, workers):
        run = Running(documents, folder / "dask.jsonl", "--dask", address)
        if not run.watch(lambda: run.lines() >= count // 3):
            sys.exit("the run was through before a worker could be killed")
        os.kill(workers[1].pid, signal.SIGKILL)
        report = run.finish()
    return {
        "load": round(run.load, 2),
        "seconds": report["timings"]["seconds"],
        "documents": report["documents"],
        "parent_mib": round(run.parent, 1),
        "digest": digest(run.out),
    }


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on this machine, and its two workers."""
    processes: list[subprocess.Popen[bytes]] = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    file = folder / "scheduler.json"

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard"]
        process = subprocess.Popen(
            [*command, *arguments],
            env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        processes.append(process)
        return process

    try:
        start("dask_scheduler", "--port", "0", "--scheduler-file", str(file))
        while not (file.exists() and file.read_text(encoding="utf-8")):
            time.sleep(0.1)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        options = (address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        yield address, [start("dask_worker", *options) for _ in range(2)]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def measure(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """All that is asked for."""
    documents, few = folder / "documents", folder / "few"
    make_documents(documents, arguments.documents)
    make_documents(few, arguments.documents // 10)
    wanted = set(arguments.only.split(","))
    rows = list(speed(documents, folder, arguments.runs if "speed" in wanted else 1))
    for row in rows:
        print(
            f"{row['workers']} workers  {row['seconds']:8.1f} s {row['documents_per_second']:7.1f} documents/s"
            f"  load before {row['load']:5.2f}  work {row['parent_work_seconds']} of {row['all_work_seconds']} s"
            f"  memory {row['parent_mib']:.0f} + {row['worker_mib']:.0f} MiB a worker"
        )
    whole = rows[0]["digest"]
    found: dict[str, Any] = {"documents": arguments.documents, "processors": os.cpu_count(), "runs": rows}
    one, two = (statistics.median(row["documents_per_second"] for row in rows if row["workers"] == n) for n in (1, 2))
    found["speed"] = {
        "ratio": round(two / one, 3),
        "wanted": SPEED,
        "same_output": len({r["digest"] for r in rows}) == 1,
    }
    if "memory" in wanted:
        run = Running(few, folder / "few.jsonl", "--workers", "2")
        run.finish()
        many = [row for row in rows if row["workers"] == 2]
        found["memory"] = {
            "few_mib": {"parent": round(run.parent, 1), "worker": round(run.worker, 1)},
            "parent_ratio": round(max(row["parent_mib"] for row in many) / run.parent, 3),
            "worker_ratio": round(max(row["worker_mib"] for row in many) / run.worker, 3),
            "wanted": FLAT,
        }
    if "kill" in wanted:
        found["kill"] = killed(documents, folder, arguments.documents)
        found["kill"]["same_output"] = found["kill"].pop("digest") == whole
    if "dask" in wanted:
        found["dask"] = on_dask(documents, folder, arguments.documents)
        found["dask"]["same_output"] = found["dask"].pop("digest") == whole
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, parted by commas")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docanalyzer-batch-") as name:
        found = measure(Path(name), arguments)
    for part in PARTS:
        for key, value in found.get(part, {}).items():
            print(f"{part:8} {key:18} {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
