"""Why a drawing was read as it was: the way to the model, the ink, what is like it."""

import numpy as np
import streamlit as st
from PIL import Image

from digit_model.reading.model import Model, Reading
from pages.parts.evidence import show_evidence
from pages.parts.gallery import gallery
from pages.parts.one_image import open_image
from pages.parts.resources import mnist, neighbours

_STEPS = {
    "ink": "1. The ink is found",
    "crop": "2. cropped",
    "stroke": "3. brought to a usual pen",
    "image": "4. scaled and centred",
}
_SIDE = 112  # screen pixels of each step


def show_reasons(model: Model, reading: Reading) -> None:
    """Show how a drawing came to its answer.

    Parameters
    ----------
    model : Model
        The model that read it.
    reading : Reading
        What it read; with ink.
    """
    image = reading.preparation.image
    digit, second = np.argsort(-reading.probabilities)[:2].tolist()
    with st.container(horizontal=True, gap="medium"):
        for name, caption in _STEPS.items():
            step = _fitted(reading.preparation.steps[name])
            st.image(step, caption, width=_SIDE, alt=f"Preparation: {caption}")
    ink, like = st.columns([1, 1.6], gap="large")
    with like:
        st.markdown("**The training images most like it**, with their labels")
        nearest, _ = neighbours().nearest(image, 18)
        gallery(
            nearest.tolist(),
            key="nearest_to_drawing",
            label="Training images most like the drawing",
            on_open=open_image,
            captions=[str(label) for label in mnist().labels[nearest]],
            side=64,
        )
    with ink:
        st.markdown(f"**Why {digit}, and not {second}?**")
        show_evidence(model, image, digit, second)


def _fitted(step: np.ndarray) -> np.ndarray:
    """Fit a step into a black square, unblurred, shape (_SIDE, _SIDE)."""
    square = Image.new("L", (_SIDE, _SIDE))
    scale = _SIDE / max(step.shape)
    size = (max(round(step.shape[1] * scale), 1), max(round(step.shape[0] * scale), 1))
    scaled = Image.fromarray(step).resize(size, Image.Resampling.NEAREST)
    square.paste(scaled, ((_SIDE - size[0]) // 2, (_SIDE - size[1]) // 2))
    return np.asarray(square)
