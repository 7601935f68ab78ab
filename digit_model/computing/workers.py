"""Long tasks side by side, one process each, with their progress."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from queue import Empty
from typing import Any

from threadpoolctl import threadpool_limits

from digit_model.computing.progress import Progress

CORES = 2
"""Processes that training runs in: a laptop has at least these cores to spare."""


@dataclass(frozen=True)
class Task:
    """Something that takes long.

    Attributes
    ----------
    share : float
        How long it takes, compared with the others.
    function : callable
        Of a module, so that another process can import it; it takes `arguments` and,
        last, a `digit_model.computing.progress.Progress` to report to.
    arguments : tuple
        What it is given.
    """

    share: float
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


def run_side_by_side(
    tasks: Mapping[str, Task], *, n_workers: int, progress: Progress
) -> dict[str, Any]:
    """Run tasks in processes of their own, each on one core.

    Small matrix products gain nothing from a second core but keep it busy; two tasks
    on a core each are done in half the time of one after the other.

    Parameters
    ----------
    tasks : mapping of str to Task
        By name, the longest first.
    n_workers : int
        Processes; 1 runs the tasks here, one after the other.
    progress : callable
        Called with the last thing said by any task and the fraction of all that is
        over.

    Returns
    -------
    dict of str to object
        What each task returned.

    Raises
    ------
    Exception
        What a task raises, at once; the other tasks are ended.
    """
    whole = sum(task.share for task in tasks.values())
    over = dict.fromkeys(tasks, 0.0)

    def report(name: str, stage: str, fraction: float) -> None:
        over[name] = fraction * tasks[name].share / whole
        progress(f"{name}: {stage}", sum(over.values()))

    if n_workers == 1:
        return {
            name: task.function(*task.arguments, partial(report, name))
            for name, task in tasks.items()
        }
    context = multiprocessing.get_context("spawn")
    said = context.Queue()
    line, our_end = context.Pipe(duplex=False)
    with ProcessPoolExecutor(
        n_workers, mp_context=context, initializer=_listen, initargs=(said, line)
    ) as workers:
        try:
            results = {
                name: workers.submit(_work, name, task) for name, task in tasks.items()
            }
            while not all(result.done() for result in results.values()):
                _fail_early(results)
                try:
                    report(*said.get(timeout=0.1))
                except Empty:
                    continue
            return {name: result.result() for name, result in results.items()}
        except BaseException:
            our_end.close()  # or the pool would wait for the other tasks' ends
            raise


def _fail_early(results: Mapping[str, Future[Any]]) -> None:
    for result in results.values():
        if result.done():
            result.result()


_said: Any = None  # in a worker: the queue that its reports go to


def _listen(queue: Any, line: Connection) -> None:
    global _said
    _said = queue
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()


def _end_with(line: Connection) -> None:
    """Leave no worker behind when the one that wants its result gives up or dies."""
    with suppress(EOFError, OSError):
        line.recv_bytes()  # returns when the other end is closed
    os._exit(1)


def _work(name: str, task: Task) -> Any:
    with threadpool_limits(1):
        return task.function(
            *task.arguments, lambda stage, fraction: _said.put((name, stage, fraction))
        )
