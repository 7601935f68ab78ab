"""Why a drawing was read as it was: the ink, and what is like it."""

from functools import partial

import numpy as np
import streamlit as st

from digit_model.reading.model import Reading
from pages.parts.evidence import show_evidence
from pages.parts.gallery import gallery
from pages.parts.opened import Listed, open_image
from pages.parts.resources import mnist, neighbours
from pages.parts.words import model_title


def show_reasons(name: str, reading: Reading) -> None:
    """Show how a drawing came to its answer.

    Parameters
    ----------
    name : str
        The model that read it.
    reading : Reading
        What it read; with ink.
    """
    image = reading.preparation.image
    digit, second = np.argsort(-reading.probabilities)[:2].tolist()
    ink, like = st.columns([1, 1.6], gap="large")
    with like:
        st.markdown("**The training images most like it**, with their labels")
        nearest, _ = neighbours().nearest(image, 18)
        listed = Listed("nearest_to_drawing", nearest)
        gallery(
            nearest.tolist(),
            key="nearest_to_drawing",
            label="Training images most like the drawing",
            on_open=partial(open_image, among=listed),
            captions=[str(label) for label in mnist().labels[nearest]],
            side=64,
        )
    with ink:
        st.markdown(
            f"**Why {digit}, and not {second}?**",
            help=f"Asked of {model_title(name)} (`{name}`).",
        )
        show_evidence(name, image, digit, second)
