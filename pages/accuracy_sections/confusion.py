"""Which digits are taken for which, and the images behind every count."""

import numpy as np
import streamlit as st

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.scores import Confusion, confusion_matrix, worst_pairs
from pages.accuracy_sections.heat_map import heat_map
from pages.accuracy_sections.test_images import show_test_images
from pages.parts.words import images

_TRUE, _READ = "true", "read"  # the chosen cell, in the page's address


@st.fragment
def show(answers: dict[str, Answers]) -> None:
    """Show a confusion matrix a model and the images of one cell.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    matrices = {name: confusion_matrix(given) for name, given in answers.items()}
    true, read = _chosen_cell(next(iter(matrices.values())))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        unit = st.segmented_control(
            "Numbers",
            ["Images", "Per cent of the row"],
            default="Images",
            required=True,
        )
        diagonal = st.toggle("Show what was read right", key="diagonal")

    maps = st.columns(2, gap="large")
    for place, name in zip(maps, answers, strict=False):
        with place:
            st.markdown(f"**{name}**")
            heat_map(
                matrices[name],
                name=name,
                share=unit != "Images",
                diagonal=diagonal,
                chosen=(true, read),
                on_choose=_choose,
            )
    details = maps[1:] if len(answers) == 1 else st.columns(2, gap="large")
    for place, (name, given) in zip(details, answers.items(), strict=True):
        with place:
            if len(answers) == 1:
                _worst_pairs(matrices[name], name)
            inside = np.flatnonzero((given.labels == true) & (given.digits == read))
            show_test_images(
                inside, key=f"cell-{name}", label=f"{true} read as {read} by {name}"
            )


def _worst_pairs(matrix: np.ndarray, name: str) -> None:
    st.markdown("**Most frequent errors**")
    with st.container(horizontal=True):
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
    st.query_params.update({_TRUE: str(true), _READ: str(read)})
