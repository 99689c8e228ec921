"""The same results from every executor, whatever happens to those who work."""

import os

import pytest

from docanalyzer.batch import BatchError, Done, Processes, Serial, Task, run
from docanalyzer.core.errors import ReadError
from tests.batch.making import results, tasks, terms

POSIX = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")


@pytest.fixture(scope="module")
def undisturbed():
    lines, failures = results(Serial(terms()), tasks(8))
    assert not failures
    return lines


def test_processes_find_what_this_process_does(undisturbed):
    executor = Processes(terms(), workers=2)
    assert results(executor, tasks(8)) == (undisturbed, {})
    assert executor.about() == {"kind": "processes", "workers": 2, "started": 2}


def test_a_worker_is_renewed_after_many_documents(undisturbed, monkeypatch):
    monkeypatch.setattr("docanalyzer.isolation._RENEWED_AFTER", 4)
    executor = Processes(terms())
    assert results(executor, tasks(8)) == (undisturbed, {})
    assert executor.about()["started"] == 2


@POSIX
def test_a_worker_that_is_killed_is_replaced_and_its_document_tried_again(undisturbed, tmp_path):
    executor = Processes(terms())
    lines, failures = results(executor, tasks(4, t1=f"DIE ONCE {tmp_path / 'died'}"))
    assert not failures
    assert {label: lines[label] for label in ("t0", "t2", "t3")} == {
        label: undisturbed[label] for label in ("t0", "t2", "t3")
    }
    assert "第1批企业".encode() in lines["t1"]
    assert executor.about()["started"] == 2


@POSIX
def test_a_document_that_kills_every_worker_is_reported(undisturbed):
    executor = Processes(terms())
    lines, failures = results(executor, tasks(3, t1="DIE"))
    assert sorted(lines) == ["t0", "t2"]
    assert lines["t2"] == undisturbed["t2"]
    assert failures["t1"].code == "memory"
    assert "the system stopped the reader" in failures["t1"].cause
    assert executor.about()["started"] == 3


def test_a_document_that_hangs_is_given_up_and_the_others_go_on(undisturbed):
    lines, failures = results(Processes(terms(seconds=3.0)), tasks(3, t1="HANG"))
    assert sorted(lines) == ["t0", "t2"]
    assert failures["t1"].code == "timeout"
    assert failures["t1"].cause == "reading and analysing took more than 3 seconds and was stopped"
    assert failures["t1"].seconds >= 3


def test_the_order_is_kept_where_it_is_asked_for(tmp_path):
    """The first document waits until the third is being read."""
    note = tmp_path / "note"
    wanted = list(tasks(4, t0=f"WAIT {note}"))
    ended = []
    with Processes(terms(), workers=2) as executor:
        for event in run(wanted, executor, ordered=True):
            if isinstance(event, Done):
                ended.append(event.task.label)
            elif event.task.label == "t2":
                assert ended == []
                note.touch()
    assert ended == ["t0", "t1", "t2", "t3"]


def test_who_stops_in_the_middle_waits_for_nobody():
    with Processes(terms(), workers=2) as executor:
        for event in run(tasks(40, t1="HANG"), executor):
            if isinstance(event, Done):
                break
        processes = [worker._child._process for worker in executor._workers if worker._child]
    assert processes
    assert all(process.poll() is not None for process in processes)


@pytest.mark.parametrize("make", [Serial, Processes])
@pytest.mark.parametrize("ordered", [True, False])
def test_no_more_documents_are_taken_than_there_are_hands(make, ordered):
    """What keeps memory flat: however many there are, only a few are there at a time."""
    taken, ended, most = 0, 0, 0

    def wanted():
        nonlocal taken
        for task in tasks(30):
            taken += 1
            yield task

    with make(terms()) as executor:
        for event in run(wanted(), executor, ordered=ordered):
            ended += isinstance(event, Done)
            most = max(most, taken - ended)
        assert most <= executor.slots + 1
    assert ended == 30


def test_a_file_that_cannot_be_read_is_a_failure_like_others(tmp_path):
    missing = Task("missing", "none.txt", tmp_path / "none.txt")
    for executor in (Serial(terms()), Processes(terms())):
        lines, failures = results(executor, [missing])
        assert not lines
        assert (failures["missing"].code, failures["missing"].cause) == ("missing", "there is no such file")


def test_an_answer_that_is_no_analysis_is_an_error_of_the_document(undisturbed):
    with Serial(terms()) as executor:
        done = next(event for event in run(tasks(1), executor) if isinstance(event, Done))
    spoilt = Done(done.task, 0.0, done.document_id, done.summary, done.characters, b'{"schema_version": "1.0"}')
    with pytest.raises(ReadError, match="makes no sense"):
        spoilt.analysis()


def test_without_a_scheduler_the_error_says_so(monkeypatch):
    pytest.importorskip("distributed")
    from docanalyzer.batch import dask

    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(BatchError, match="no dask scheduler answers there"):
        dask.Dask(terms(), "tcp://127.0.0.1:9")


def test_without_the_library_the_error_says_what_to_install(monkeypatch):
    import sys

    from docanalyzer.batch.dask import Dask

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BatchError, match=r"docanalyzer\[dask\]"):
        Dask(terms(), "tcp://127.0.0.1:9")
