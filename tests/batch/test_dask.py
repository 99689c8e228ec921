"""A scheduler and two workers of dask, each a process, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docanalyzer.batch import Done, Failed, Serial, run
from tests.batch.making import results, tasks, terms

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="SIGKILL")]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and the processes of its two workers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    file = tmp_path / "scheduler.json"
    processes: list[subprocess.Popen[bytes]] = []

    def start(program, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard"]
        log = (tmp_path / f"{program}{len(processes)}.log").open("wb")
        with log:
            process = subprocess.Popen([*command, *arguments], env=environment, cwd=tmp_path, stdout=log, stderr=log)
        processes.append(process)
        return process

    start("dask_scheduler", "--port", "0", "--scheduler-file", str(file))
    for _ in range(600):
        if file.exists() and file.read_text():
            break
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
    workers = [start("dask_worker", address, *options) for _ in range(2)]
    yield address, workers
    for process in reversed(processes):
        process.kill()
        process.wait()


def test_the_cluster_finds_what_this_process_does_though_a_worker_is_killed(cluster):
    from docanalyzer.batch.dask import Dask

    address, workers = cluster
    wanted, _ = results(Serial(terms()), tasks(30))
    found = {}
    with Dask(terms(), address) as executor:
        while len(executor._client.nthreads()) < 2:
            time.sleep(0.1)
        for event in run(tasks(30), executor):
            assert not isinstance(event, Failed), event
            if isinstance(event, Done):
                found[event.task.label] = event.written("jsonl")
                if len(found) == 5:
                    os.kill(workers[0].pid, signal.SIGKILL)
        assert len(executor._client.nthreads()) == 1
        assert executor.about()["kind"] == "dask"
    assert found == wanted


def test_bounds_hold_on_the_cluster(cluster):
    from docanalyzer.batch.dask import Dask

    address, _ = cluster
    lines, failures = results(Dask(terms(seconds=3.0), address), tasks(4, t1="HANG", t2="DIE"))
    assert sorted(lines) == ["t0", "t3"]
    assert {label: failure.code for label, failure in failures.items()} == {"t1": "timeout", "t2": "memory"}
