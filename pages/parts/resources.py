"""What all visitors share, loaded once."""

import numpy as np
import streamlit as st

from digit_model.mnist import Mnist, load_mnist
from digit_model.persistence import load_card, load_model, load_test_answers
from digit_model.reading import Model


@st.cache_resource(show_spinner=False)
def model(name: str) -> Model:
    """Return a trained model; loaded at the first call."""
    return load_model(name)


@st.cache_resource(show_spinner=False)
def mnist() -> Mnist:
    """Return all 70,000 images (55 MB) with their labels."""
    return load_mnist()


def test_answers(name: str) -> np.ndarray:
    """Return what a model answered for the test images, shape (10000, 10)."""
    return _test_answers(name, load_card(name)["fingerprint"])


@st.cache_resource(show_spinner=False, max_entries=20)
def _test_answers(name: str, fingerprint: str) -> np.ndarray:
    # The fingerprint makes a model that was trained anew another entry.
    return load_test_answers(name)
