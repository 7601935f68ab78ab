"""What all visitors share, loaded once."""

from typing import Any

import numpy as np
import streamlit as st

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import Mnist, load_mnist
from digit_model.evaluation.answers import Answers
from digit_model.exploration.averages import Averages, average_images
from digit_model.exploration.cross_validation import load_training_answers
from digit_model.exploration.embedding import load_map
from digit_model.exploration.neighbours import Neighbours, load_neighbours
from digit_model.exploration.ranking import ambiguity, strangeness
from digit_model.finding.client import Reader
from digit_model.finding.drawing import read_drawing
from digit_model.finding.page import Page
from digit_model.reading import explanation
from digit_model.reading.model import Model
from digit_model.reading.persistence import (
    load_card,
    load_model,
    load_test_answers,
    model_names,
)
from pages.parts.metrics import answering

ORDERS = [
    "By index",
    "Shuffled",
    "Most typical first",
    "Strangest first",
    "Most ambiguous first",
]
"""In which images can be listed."""

MOST_DIGITS = 40
"""On the canvas; what consists of more parts is read as one: others draw meanwhile."""


def trained_models() -> list[str]:
    """Return the models' names: the default one, if it is there, and the others."""
    return sorted(model_names(), key=lambda name: (name != recipes.DEFAULT, name))


def model(name: str) -> Model:
    """Return a trained model; loaded at the first call, and when trained anew."""
    return _model(name, load_card(name)["fingerprint"])


@st.cache_resource(show_spinner=False, max_entries=20)
def _model(name: str, fingerprint: str) -> Model:
    # The fingerprint makes a model that was trained anew another entry.
    return load_model(name)


def read_digits(
    name: str,
    picture: np.ndarray,
    *,
    size: tuple[int, int] | None = None,
) -> Page:
    """Read every digit of a drawing; `size` is what its boxes are to refer to.

    The process beside this one does it if it is free: Python draws pages on one core,
    and two who draw at a time have two.
    """
    trained = model(name)
    with answering("draw", name):
        page = reader().read_drawing(name, picture, size=size, most=MOST_DIGITS)
        if page is None:
            page = read_drawing(trained, picture, size=size, most=MOST_DIGITS)
        return page


def evidence(name: str, image: np.ndarray, digit: int, other: int) -> np.ndarray:
    """Measure which ink spoke for which digit, as `explanation.evidence` does.

    The process beside this one does it if it is free: here it would hold up all pages
    that others, and this one, still have to send.
    """
    strength = reader().evidence(name, image, digit, other)
    if strength is None:
        strength = explanation.evidence(model(name), image, digit, other)
    return strength


@st.cache_resource(show_spinner=False)
def reader() -> Reader:
    """Return the process that reads picture files, and when it is free does more."""
    return Reader()


def read_file(name: str, content: bytes) -> tuple[Page, np.ndarray, tuple[int, int]]:
    """Read every digit of a picture file, as `Reader.read_all` does."""
    with answering("draw", name):
        return reader().read_all(name, content)


def read_digits_of_file(name: str, content: bytes, where: str) -> dict[str, Any]:
    """Tell every digit of a picture file, as `Reader.read_digits` does."""
    with answering(where, name):
        return reader().read_digits(name, content)


def read_digit_of_file(name: str, content: bytes, where: str) -> dict[str, Any]:
    """Read the digit of a picture file, as `Reader.read_digit` does."""
    with answering(where, name):
        return reader().read_digit(name, content)


@st.cache_resource(show_spinner=False)
def mnist() -> Mnist:
    """Return all 70,000 images (55 MB) with their labels."""
    return load_mnist()


@st.cache_resource(show_spinner=False)
def neighbours() -> Neighbours:
    """Return the index of images by how they look (12 MB)."""
    return load_neighbours()


@st.cache_resource(show_spinner=False)
def map_of_test_images() -> np.ndarray:
    """Return where the test images lie on the map, shape (10000, 2)."""
    return load_map()


@st.cache_resource(show_spinner=False)
def averages() -> Averages:
    """Return the average training image of each digit."""
    return average_images(*mnist().train)


def test_answers(name: str) -> Answers:
    """Return what a model answered for the 10,000 test images."""
    return _test_answers(name, load_card(name)["fingerprint"])


@st.cache_resource(show_spinner=False, max_entries=20)
def _test_answers(name: str, fingerprint: str) -> Answers:
    return Answers(mnist().test.labels, load_test_answers(name))


@st.cache_resource(show_spinner=False)
def training_answers() -> Answers:
    """Return cross-validated answers for the 60,000 training images."""
    return Answers(mnist().train.labels, load_training_answers())


def ranking(order: str, seed: int = 0) -> np.ndarray:
    """Return all images' indices in one of `ORDERS`, shape (70000,), dtype int32.

    The seed is that of "Shuffled". For the training images, "ambiguous" is by the
    cross-validated answers; for the test images, by the default model's.
    """
    ambiguous = order == "Most ambiguous first"
    fingerprint = load_card(recipes.DEFAULT)["fingerprint"] if ambiguous else ""
    return _ranking(order, seed, fingerprint)


@st.cache_resource(show_spinner=False, max_entries=32)
def _ranking(order: str, seed: int, fingerprint: str) -> np.ndarray:
    labels = mnist().labels
    if order == "Shuffled":
        # As the classic exercise shuffles: numpy.random.seed, then permutation.
        indices = np.random.RandomState(seed).permutation(len(labels))
    elif order in ("Most typical first", "Strangest first"):
        strange = strangeness(neighbours().points, labels)
        sign = 1 if order == "Most typical first" else -1
        indices = np.argsort(sign * strange, kind="stable")
    elif order == "Most ambiguous first":
        answers = [training_answers(), test_answers(recipes.DEFAULT)]
        probabilities = np.concatenate([given.probabilities for given in answers])
        indices = np.argsort(-ambiguity(probabilities), kind="stable")
    else:
        indices = np.arange(len(labels))
    return indices.astype(np.int32)
