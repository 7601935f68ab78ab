"""The training images, the labels that are least credible first."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.evaluation.errors import list_readings
from pages.misclassified_sections.captions import Reader
from pages.misclassified_sections.listed import Listed
from pages.parts.resources import trained_models, training_answers

ORDER_KEY = "order_of_suspects"
ORDER = "Least probable label first"
LEGEND = (
    "The answers are those of support vectors that learned from four fifths of the "
    "other images (cross-validation). No one has checked these labels: some are wrong, "
    "some images are just hard to read."
)


def choose_models() -> list[str]:
    """Let people see all training images; name the model that explains them.

    Returns
    -------
    list of str
        The default model's name.
    """
    st.toggle(
        "All 60,000 training images",
        key="all_training",
        bind="query-params",
        help="Those that are read as labelled too.",
    )
    return trained_models()[:1]


def list_images(names: list[str]) -> Listed:
    """List the suspects, or all training images.

    Parameters
    ----------
    names : list of str
        One model; it has no part in the list.

    Returns
    -------
    Listed
        The images.
    """
    readings = _readings()
    suspects = readings[readings["true"] != readings["read"]]
    every = st.session_state.all_training
    return Listed(
        readings if every else suspects,
        f"**{len(suspects):,}** of {len(readings):,} training images are not read as "
        "labelled. Is the label wrong?",
        "training image" if every else "training suspect",
    )


def readers(names: Sequence[str]) -> list[Reader]:
    """Say in which columns of the list the answers are.

    Parameters
    ----------
    names : sequence of str
        One model; it has no part in the list.

    Returns
    -------
    list of Reader
        One.
    """
    return [Reader("", "read", "confidence")]


@st.cache_resource(show_spinner=False)
def _readings() -> pd.DataFrame:
    answers = training_answers()
    return list_readings(np.arange(len(answers)), answers)
