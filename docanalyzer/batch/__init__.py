"""Many documents: one function, :func:`run`, over several executors.

``Serial`` works in this process, ``Processes`` in as many as one likes, ``docanalyzer.batch.dask.Dask`` on a cluster.
Whatever happens to one document, its result or the cause why there is none comes back, and memory does not grow with
the number of documents.
"""

from docanalyzer.batch.processes import Processes
from docanalyzer.batch.report import RunReport
from docanalyzer.batch.run import run
from docanalyzer.batch.serial import Serial
from docanalyzer.batch.task import BatchError, Done, Event, Executor, Failed, Started, Task
from docanalyzer.isolated import Terms

__all__ = [
    "BatchError",
    "Done",
    "Event",
    "Executor",
    "Failed",
    "Processes",
    "RunReport",
    "Serial",
    "Started",
    "Task",
    "Terms",
    "run",
]
