"""Documents for a run, small and all different."""

from docanalyzer.batch import Done, Failed, Started, Task, run
from docanalyzer.core.limits import Limits
from docanalyzer.isolated import Terms
from docanalyzer.pipeline import Settings
from tests.batch.misbehaving import obey


def text(number):
    return f"第{number}号方案\n\n到2025年，第{number}批企业用水量比2020年下降{number % 9 + 1}6%以上。\n"


def tasks(count, **orders):
    """So many tasks; ``orders`` by name (``t3``) are lines that make the worker misbehave."""
    for number in range(count):
        name = f"t{number}"
        content = text(number) + (f"\n{orders[name]}\n" if name in orders else "")
        yield Task(name, f"{name}.txt", content=content.encode(), number=number)


def terms(seconds=60.0):
    return Terms(Settings(extra_finders=(obey,)), Limits(seconds=seconds), "jsonl")


def results(executor, wanted, **options):
    """What became of the tasks: lines by label, and failures by label; each started before it ended."""
    lines, failures, started = {}, {}, set()
    with executor:
        for event in run(wanted, executor, **options):
            if isinstance(event, Started):
                started.add(event.task.label)
                continue
            assert event.task.label in started
            if isinstance(event, Done):
                lines[event.task.label] = event.written("jsonl")
            elif isinstance(event, Failed):
                failures[event.task.label] = event
    return lines, failures
