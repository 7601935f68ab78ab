"""Why a model reads an image as it does."""

import numpy as np
import streamlit as st

from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.evidence import show_evidence
from pages.parts.gallery import gallery
from pages.parts.one_image import open_image
from pages.parts.resources import (
    mnist,
    model,
    neighbours,
    test_answers,
    training_answers,
)

_NEAREST = 12


def first_that_errs(index: int, names: list[str]) -> str:
    """Choose the model to ask about an image.

    Parameters
    ----------
    index : int
        Which of the 70,000.
    names : list of str
        The models, at least one.

    Returns
    -------
    str
        The first of them that reads it wrong, else the first.
    """
    wrong = (
        name for name in names if _answer(index, name).argmax() != mnist().labels[index]
    )
    return next(wrong, names[0])


def show_why(index: int, names: list[str]) -> None:
    """Show what spoke for the answer and what for the label.

    Where the answer is the label, it is compared with the second guess.

    Parameters
    ----------
    index : int
        Which of the 70,000.
    names : list of str
        The models whose answer may be explained.
    """
    name = first_that_errs(index, names)
    image, label = mnist().images[index], int(mnist().labels[index])
    read, second = np.argsort(-_answer(index, name), kind="stable")[:2].tolist()
    other = second if read == label else label
    _blame(index, name, read)
    st.markdown(f"**Why {read}, and not {other}?**")
    evidence, of_other, of_read = st.columns([1.1, 1, 1], gap="medium")
    with of_other:
        role = "second guess" if read == label else "label"
        _nearest(index, image, other, role, key="nearest_other")
    with of_read:
        _nearest(index, image, read, "answer", key="nearest_read")
    with evidence:  # takes longest, so last
        show_evidence(model(name), image, read, other)


def _answer(index: int, name: str) -> np.ndarray:
    """Return the stored answer; of training images, the cross-validated one."""
    if index < TRAINING_SIZE:
        return training_answers().probabilities[index]
    return test_answers(name).probabilities[index - TRAINING_SIZE]


def _blame(index: int, name: str, read: int) -> None:
    error = load_label_errors().get(index)
    if error is not None and read == error.likely:
        st.success(f"{name} reads {read}: the label is to blame, not the model.")


def _nearest(index: int, image: np.ndarray, digit: int, role: str, *, key: str) -> None:
    st.markdown(f"The training images of **{digit}**, the {role}, most like it")
    found, _ = neighbours().nearest(
        image, _NEAREST, exclude=index, among=mnist().train.labels == digit
    )
    gallery(
        found.tolist(),
        key=key,
        label=f"Similar training images labelled {digit}",
        on_open=open_image,
        side=56,
    )
