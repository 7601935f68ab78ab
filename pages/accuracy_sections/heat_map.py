"""A confusion matrix as a heat map to click."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from digit_model.reporting.identity import colour
from pages.parts.component import component
from pages.parts.words import images, model_title, percent

# A component of our own: a chart's cells cannot be reached by keyboard, and it takes
# the browser longer to load what draws charts than the whole page otherwise.
_heat_map = component(__file__)


def heat_map(
    matrix: np.ndarray,
    values: np.ndarray,
    *,
    name: str,
    most: float,
    decimals: int,
    chosen: tuple[int, int],
    on_choose: Callable[[int, int], None],
) -> None:
    """Show a confusion matrix; a click, or the arrow keys and Enter, choose a cell.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        Counts: a row for each right digit, a column for each digit read.
    values : ndarray of shape (10, 10)
        What stands in the cells; nothing where it is 0.
    name : str
        The model's name.
    most : float
        The share of a row that is darkest.
    decimals : int
        Digits of the values after the point.
    chosen : tuple of int
        Right digit and digit read of the cell to mark.
    on_choose : callable
        Called with right digit and digit read when a cell is chosen.
    """
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)  # (10, 10)
    # The square root keeps single errors visible.
    strength = np.where(values > 0, np.sqrt(np.minimum(shares / most, 1)), 0)
    errors = int(matrix.sum() - np.trace(matrix))
    key = f"matrix-{name}"
    _heat_map(
        key=key,
        data={
            "label": f"Confusion matrix of {model_title(name)}: {errors:,} errors. "
            "Choose a cell to see its images; the arrow keys go from cell to cell",
            "shown": [
                [f"{value:,.{decimals}f}" if value else "" for value in row]
                for row in values
            ],
            "told": [
                [
                    f"{true} read as {read}: {images(count)} "
                    f"({percent(shares[true, read])} of the {true}s)"
                    for read, count in enumerate(row)
                ]
                for true, row in enumerate(matrix)
            ],
            "strength": strength.tolist(),
            "ink": colour(name),
            "chosen": chosen,
        },
        on_cell_change=lambda: on_choose(*map(int, st.session_state[key].cell)),
    )
