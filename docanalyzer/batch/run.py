"""The one function: tasks in, events out, as the executor comes to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from docanalyzer.batch.task import Done, Event, Executor, Failed, Started, Task

# How many documents may be done before one that came earlier, where the order is kept.
_AHEAD = 64


def run(tasks: Iterable[Task], executor: Executor, *, ordered: bool = False) -> Iterator[Event]:
    """Analyse documents: a ``Started`` and then a ``Done`` or a ``Failed`` for each.

    Tasks are taken as the executor has room for them. ``ordered`` keeps their order, at the price of waiting for a slow
    one. Who stops in the middle closes the executor, which gives up what it is at work on.
    """
    source = iter(tasks)
    waiting: deque[Task] = deque()
    held: dict[int, Done | Failed] = {}
    under_way, exhausted = 0, False
    while True:
        while not exhausted and under_way < executor.slots and len(waiting) < executor.slots + _AHEAD:
            task = next(source, None)
            if task is None:
                exhausted = True
                break
            executor.submit(task)
            under_way += 1
            if ordered:
                waiting.append(task)
        if not under_way:
            return
        event = executor.next()
        if isinstance(event, Started):
            yield event
            continue
        under_way -= 1
        if not ordered:
            yield event
            continue
        held[id(event.task)] = event
        while waiting and id(waiting[0]) in held:
            yield held.pop(id(waiting.popleft()))
