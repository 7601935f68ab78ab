"""Which digits are taken for which, and the images behind every count."""

import numpy as np
import streamlit as st

from digit_model.evaluation import Confusion, confusion_matrix, worst_pairs
from pages.accuracy_sections.heat_map import heat_map
from pages.accuracy_sections.test_images import show_test_images

_TRUE, _READ = "true", "read"  # the chosen cell, in the address too


def show(labels: np.ndarray, answers: dict[str, np.ndarray]) -> None:
    """Show a confusion matrix a model and the images of one cell.

    Parameters
    ----------
    labels : ndarray of shape (n,)
        The right digits.
    answers : dict of str to ndarray of shape (n, 10)
        One or two models' probabilities by name.
    """
    digits = {name: proba.argmax(axis=1) for name, proba in answers.items()}
    matrices = {name: confusion_matrix(labels, read) for name, read in digits.items()}
    first = next(iter(matrices.values()))
    worst = next(iter(worst_pairs(first)), Confusion(4, 9, 0))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        unit = st.segmented_control(
            "Numbers",
            ["Images", "Per cent of the row"],
            default="Images",
            required=True,
        )
        true = st.selectbox(
            "True digit",
            range(10),
            worst.true,
            key=_TRUE,
            bind="query-params",
            width=110,
        )
        read = st.selectbox(
            "Read as", range(10), worst.read, key=_READ, bind="query-params", width=110
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
    for place, name in zip(details, answers, strict=True):
        with place:
            if len(answers) == 1:
                _worst_pairs(matrices[name], name)
            images = np.flatnonzero((labels == true) & (digits[name] == read))
            show_test_images(
                images, key=f"cell-{name}", label=f"{true} read as {read} by {name}"
            )


def _worst_pairs(matrix: np.ndarray, name: str) -> None:
    st.markdown("**Most frequent errors**")
    with st.container(horizontal=True):
        for pair in worst_pairs(matrix):
            st.button(
                _words(pair), key=f"{name}-{pair}", on_click=_choose, args=pair[:2]
            )


def _words(pair: Confusion) -> str:
    images = "1 image" if pair.count == 1 else f"{pair.count:,} images"
    return f"{pair.true} read as {pair.read}: {images}"


def _choose(true: int, read: int) -> None:
    st.session_state[_TRUE], st.session_state[_READ] = true, read
