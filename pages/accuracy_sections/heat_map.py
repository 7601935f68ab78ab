"""A confusion matrix as a heat map to click."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from pages.parts.component import component
from pages.parts.words import images, percent

# A component of our own: a chart's cells cannot be reached by keyboard, and it takes
# the browser longer to load what draws charts than the whole page otherwise.
_heat_map = component(__file__)


def heat_map(
    matrix: np.ndarray,
    *,
    name: str,
    share: bool,
    diagonal: bool,
    chosen: tuple[int, int],
    on_choose: Callable[[int, int], None],
) -> None:
    """Show a confusion matrix; a click chooses a cell.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        Counts: a row for each right digit, a column for each digit read.
    name : str
        The model's name.
    share : bool
        Whether to write the per cent of the row instead of the counts.
    diagonal : bool
        Whether to show what was read right.
    chosen : tuple of int
        Right digit and digit read of the cell to mark.
    on_choose : callable
        Called with right digit and digit read when a cell is clicked.
    """
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)  # (10, 10)
    values = (100 * shares if share else matrix).astype(float)
    if not diagonal:
        np.fill_diagonal(values, 0)
    # The square root keeps single errors visible beside a thousand right answers.
    strength = np.sqrt(values / max(values.max(), 1e-9))
    decimals = 1 if share else 0
    errors = int(matrix.sum() - np.trace(matrix))
    key = f"matrix-{name}"
    _heat_map(
        key=key,
        data={
            "label": f"Confusion matrix of {name}: {errors:,} errors. "
            "Click one to see it",
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
            "chosen": chosen,
        },
        on_cell_change=lambda: on_choose(*map(int, st.session_state[key].cell)),
    )
