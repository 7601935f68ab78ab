"""Which digits are taken for which, and the images behind every count."""

import numpy as np
import streamlit as st

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.confusions import (
    Confusion,
    confusion_matrix,
    darkest_share,
    worst_pairs,
)
from pages.accuracy_sections.heat_map import heat_map
from pages.accuracy_sections.test_images import show_test_images
from pages.parts.choice import choose
from pages.parts.words import images, model_title, short_title

_TRUE, _READ = "true", "read"  # the chosen cell, in the page's address
_CHOSEN = "cell_chosen"


@st.fragment
def show(answers: dict[str, Answers]) -> None:
    """Show a confusion matrix a model and, beside them, the images of one cell.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    matrices = {name: confusion_matrix(given) for name, given in answers.items()}
    true, read = _chosen_cell(next(iter(matrices.values())))

    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        units = {"count": "Images", "share": "Per cent of the row"}
        unit = choose(
            "Numbers", list(units), address="numbers", format_func=units.__getitem__
        )
        diagonal = st.toggle(
            "Show what was read right", key="diagonal", bind="query-params"
        )

    share = unit == "share"
    values = {
        name: _values(matrix, share=share, diagonal=diagonal)
        for name, matrix in matrices.items()
    }
    most = darkest_share(matrices.values())
    *maps, found = st.columns(len(answers) + 1, gap="medium")
    for place, name in zip(maps, answers, strict=True):
        with place:
            st.header(model_title(name), anchor=False)
            heat_map(
                matrices[name],
                values[name],
                name=name,
                most=most,
                decimals=1 if share else 0,
                chosen=(true, read),
                on_choose=_choose,
            )
    reveal = st.session_state.pop(_CHOSEN, False)
    with found:
        for name, given in answers.items():
            inside = np.flatnonzero((given.labels == true) & (given.digits == read))
            show_test_images(
                inside,
                key=f"cell-{name}",
                label=f"{true} read as {read} by {short_title(name)}",
                explained=[name],
                reveal=reveal,
            )
        if len(answers) == 1:
            _worst_pairs(matrices[name], name)


def _values(matrix: np.ndarray, *, share: bool, diagonal: bool) -> np.ndarray:
    """Return what stands in the cells: counts, or per cent of the row."""
    rows = np.maximum(matrix.sum(axis=1, keepdims=True), 1)  # (10, 1)
    values = (100 * matrix / rows if share else matrix).astype(float)
    if not diagonal:
        np.fill_diagonal(values, 0)
    return values


def _worst_pairs(matrix: np.ndarray, name: str) -> None:
    st.header("Most frequent errors", anchor=False)
    with st.container(horizontal=True, gap="xsmall"):
        for pair in worst_pairs(matrix):
            st.button(
                _words(pair), key=f"{name}-{pair}", on_click=_choose, args=pair[:2]
            )


def _words(pair: Confusion) -> str:
    return f"{pair.true} read as {pair.read}: {images(pair.images)}"


def _chosen_cell(matrix: np.ndarray) -> tuple[int, int]:
    """Read the cell from the page's address; the worst pair if it names none."""
    named = [st.query_params.get(key, "") for key in (_TRUE, _READ)]
    if all(len(digit) == 1 and digit in "0123456789" for digit in named):
        return int(named[0]), int(named[1])
    pairs = worst_pairs(matrix)
    return pairs[0][:2] if pairs else (4, 9)


def _choose(true: int, read: int) -> None:
    """Put a cell into the address."""
    st.session_state[_CHOSEN] = True
    st.query_params.update({_TRUE: str(true), _READ: str(read)})
