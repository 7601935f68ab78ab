"""Progress: how far long work has come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Progress = Callable[[str, float], None]
"""Called with what is being done and which fraction (0 to 1) of it is over."""


def no_progress(stage: str, fraction: float) -> None:
    """Show nothing, where nobody waits.

    Parameters
    ----------
    stage : str
        What is being done.
    fraction : float
        Which part of it is over, 0 to 1.
    """


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Show a bar with what is being done and the time that is left.

    Parameters
    ----------
    title : str
        What the whole is.

    Yields
    ------
    Progress
        To report to.
    """
    layout = "{desc} {percentage:3.0f} % |{bar}| {elapsed}, {remaining} left{postfix}"
    with tqdm(total=1, desc=title, bar_format=layout) as bar:

        def report(stage: str, fraction: float) -> None:
            bar.set_postfix_str(stage, refresh=False)
            bar.n = round(fraction, 4)
            bar.refresh()

        yield report
