"""Figures to print or to put into a text, drawn with matplotlib."""

from io import BytesIO

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

SIZE = (6.0, 4.2)
"""Width and height of most figures in inches."""

# Names within an SVG are at random otherwise. Not while a figure is drawn: figures are
# drawn in threads, which share what is set.
matplotlib.rcParams["svg.hashsalt"] = "digit-lab"


def to_bytes(figure: Figure, kind: str = "png") -> bytes:
    """Encode a figure.

    Parameters
    ----------
    figure : Figure
        The figure.
    kind : {"png", "svg", "pdf"}, default="png"
        The file format.

    Returns
    -------
    bytes
        The file.
    """
    file = BytesIO()
    # Without the date, the same figures give the same file.
    metadata = (
        {"CreationDate" if kind == "pdf" else "Date": None} if kind != "png" else {}
    )
    figure.savefig(file, format=kind, dpi=160, bbox_inches="tight", metadata=metadata)
    return file.getvalue()


def empty_figure(size: tuple[float, float], title: str) -> tuple[Figure, Axes]:
    """Make a figure to draw in.

    Parameters
    ----------
    size : tuple of float
        Width and height in inches.
    title : str
        What stands above it.

    Returns
    -------
    figure : Figure
        The figure.
    axes : Axes
        Its only axes.
    """
    # Not pyplot's: its figures are shared by all threads.
    figure = Figure(figsize=size)
    axes = figure.subplots()
    axes.set_title(title)
    return figure, axes


def with_shares(figure: Figure, axes: Axes) -> Figure:
    """Write both axes of a figure in per cent, from 0 to 100, and its legend.

    Parameters
    ----------
    figure : Figure
        The figure.
    axes : Axes
        Its axes, which hold shares from 0 to 1.

    Returns
    -------
    Figure
        The same figure.
    """
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="auto")
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(alpha=0.3)
    axes.legend(loc="best")
    return figure
