"""Why a model reads an image as it does."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.evidence import show_evidence
from pages.parts.gallery import gallery
from pages.parts.opened import open_similar
from pages.parts.resources import (
    mnist,
    neighbours,
    test_answers,
    training_answers,
)
from pages.parts.words import model_title

_NEAREST = 12


class Question(NamedTuple):
    """What is to be explained of an image.

    Attributes
    ----------
    name : str
        The model that is asked.
    label : int
        The digit on the label.
    read : int
        What was read.
    other : int
        What it is compared with: the label, or the second guess where they agree.
    cross_validated : bool
        Whether it was read by a model that had not learned from it, not by `name`.
    """

    name: str
    label: int
    read: int
    other: int
    cross_validated: bool


def question(index: int, names: Sequence[str]) -> Question:
    """Choose the model to ask about an image, and the digits to compare.

    Parameters
    ----------
    index : int
        Which of the 70,000. A training image is read as by a model that did not learn
        from it (cross-validation).
    names : sequence of str
        The models, at least one: the first that reads it wrong is asked, else the
        first.

    Returns
    -------
    Question
        The model and the digits.

    Raises
    ------
    ModelError, DatasetError
        If stored answers are missing or damaged.
    """
    label = int(mnist().labels[index])
    answers = {name: _answer(index, name) for name in names}
    name = next((name for name in names if answers[name].argmax() != label), names[0])
    read, second = np.argsort(-answers[name], kind="stable")[:2].tolist()
    other = second if read == label else label
    return Question(name, label, read, other, index < TRAINING_SIZE)


def _answer(index: int, name: str) -> np.ndarray:
    """Return the stored answer, shape (10,)."""
    if index < TRAINING_SIZE:
        return training_answers().probabilities[index]
    return test_answers(name).probabilities[index - TRAINING_SIZE]


def show_why(asked: Question, image: np.ndarray) -> None:
    """Show which ink spoke for what was read, and which against it.

    Parameters
    ----------
    asked : Question
        The model and the digits.
    image : ndarray of shape (28, 28), dtype uint8
        The image.
    """
    told = f"Asked of {model_title(asked.name)} (`{asked.name}`)."
    if asked.cross_validated:
        told += (
            f" That read it while learning; {asked.read} is what a model said that had "
            "not learned from it (cross-validation)."
        )
    st.subheader(f"Why {asked.read}, and not {asked.other}?", anchor=False, help=told)
    show_evidence(asked.name, image, asked.read, asked.other)


def show_similar(asked: Question, index: int, image: np.ndarray) -> None:
    """Show the training images that look most like an image; each can be opened.

    Parameters
    ----------
    asked : Question
        The digits: where the label was not read, images of both are shown.
    index : int
        Which of the 70,000 it is.
    image : ndarray of shape (28, 28), dtype uint8
        The image.
    """
    if asked.read == asked.label:
        st.markdown("**Most like it among the training images**, with their labels")
        _nearest(index, image, None, key="nearest")
        return
    label, answer = st.columns(2, gap="medium")
    with label:
        st.markdown(f"Training images of **{asked.label}**, the label, most like it")
        _nearest(index, image, asked.label, key="nearest_label")
    with answer:
        st.markdown(f"Training images of **{asked.read}**, the answer, most like it")
        _nearest(index, image, asked.read, key="nearest_read")


def _nearest(index: int, image: np.ndarray, digit: int | None, *, key: str) -> None:
    labels = mnist().train.labels
    among = None if digit is None else labels == digit
    found, _ = neighbours().nearest(image, _NEAREST, exclude=index, among=among)
    gallery(
        found.tolist(),
        key=key,
        label="Similar training images"
        + ("" if digit is None else f" labelled {digit}"),
        on_open=open_similar,
        captions=[] if digit is not None else [str(label) for label in labels[found]],
        side=64 if digit is None else 44,
    )
