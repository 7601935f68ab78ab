"""Images that the best model reads right and another one wrong, to begin with."""

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE, DatasetError
from digit_model.reading.persistence import ModelError
from pages.draw_sections.canvas import put_on_canvas
from pages.parts.gallery import gallery
from pages.parts.resources import mnist, test_answers
from pages.parts.words import short_title


def show_examples(best: str, other: str) -> None:
    """Show three test images, each of which a click puts on the canvas.

    Parameters
    ----------
    best, other : str
        The models' names.
    """
    try:
        indices = _telling(best, other)
    except (ModelError, DatasetError):  # drawings are read without
        return
    st.caption(f"Or take one that **{short_title(other)}** reads wrong:")
    gallery(
        indices,
        key="examples",
        label=f"Three images that {short_title(other)} reads wrong",
        on_open=_put,
        side=72,
    )


def _put(index: int) -> None:
    put_on_canvas(mnist().images[index], under=True)


def _telling(best: str, other: str) -> list[int]:
    """Choose images of three digits: one is surest of them, the other errs most."""
    right, wrong = test_answers(best), test_answers(other)
    telling = np.where(right.wrong | ~wrong.wrong, 0, right.confidence)
    telling = telling * wrong.confidence
    labels = right.labels
    tops = [np.where(labels == digit, telling, 0).argmax() for digit in range(10)]
    chosen = sorted(tops, key=lambda index: -telling[index])[:3]
    return [TRAINING_SIZE + int(index) for index in chosen if telling[index] > 0]
