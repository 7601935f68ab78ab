"""What all visitors share, loaded once."""

import numpy as np
import streamlit as st

from digit_model import zoo
from digit_model.averages import Averages, average_images
from digit_model.cross_validation import load_training_answers
from digit_model.embedding import load_map
from digit_model.mnist import Mnist, load_mnist
from digit_model.neighbours import Neighbours, load_neighbours
from digit_model.persistence import load_card, load_model, load_test_answers
from digit_model.ranking import ambiguity, strangeness
from digit_model.reading import Model


@st.cache_resource(show_spinner=False)
def model(name: str) -> Model:
    """Return a trained model; loaded at the first call."""
    return load_model(name)


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


def test_answers(name: str) -> np.ndarray:
    """Return what a model answered for the test images, shape (10000, 10)."""
    return _test_answers(name, load_card(name)["fingerprint"])


@st.cache_resource(show_spinner=False, max_entries=20)
def _test_answers(name: str, fingerprint: str) -> np.ndarray:
    # The fingerprint makes a model that was trained anew another entry.
    return load_test_answers(name)


@st.cache_resource(show_spinner=False)
def training_answers() -> np.ndarray:
    """Return cross-validated answers for the training images, shape (60000, 10)."""
    return load_training_answers()


@st.cache_resource(show_spinner=False)
def strangeness_of_images() -> np.ndarray:
    """Return each image's rank from typical to strange of its digit, shape (70000,)."""
    return strangeness(neighbours().points, mnist().labels)


@st.cache_resource(show_spinner=False)
def ambiguity_of_images() -> np.ndarray:
    """Return how ambiguous each image is to the default model, shape (70000,)."""
    answers = np.concatenate([training_answers(), test_answers(zoo.DEFAULT)])
    return ambiguity(answers)
