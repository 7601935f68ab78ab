"""Where joblib works: on this machine's cores or on a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager

import joblib


class SchedulerError(RuntimeError):
    """The Dask cluster cannot be used; the message says what to do."""


@contextmanager
def parallel(scheduler: str | None = None) -> Iterator[None]:
    """Have joblib work on this machine's cores or on a Dask cluster.

    Parameters
    ----------
    scheduler : str, optional
        Address of a Dask scheduler; this machine's cores by default.

    Yields
    ------
    None
        While within, joblib works there.

    Raises
    ------
    SchedulerError
        If the scheduler cannot be reached or Dask is not installed.
    """
    if scheduler is None:
        with joblib.parallel_config(n_jobs=-1):
            yield
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise SchedulerError(
            "Dask is not installed: pip install -r requirements-dask.txt"
        ) from error
    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise SchedulerError(
            f"No Dask scheduler answers at {scheduler}; start one with "
            "`dask scheduler` and give its address."
        ) from error
    with client, joblib.parallel_config(backend="dask"):
        yield
