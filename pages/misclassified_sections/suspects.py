"""The training images, the labels that are least credible first."""

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.evaluation.errors import list_readings
from pages.parts.resources import trained_models, training_answers

ORDER = "Least probable label first"
LEGEND = (
    "Under each image: label → answer of a model that did not learn from it. No one "
    "has checked these labels: some are wrong, some images are just hard to read."
)


def choose_models() -> list[str]:
    """Name the model that explains the images: the default one.

    Returns
    -------
    list of str
        One name.
    """
    return trained_models()[:1]


def list_images(names: list[str]) -> pd.DataFrame:
    """Say what is shown, and list all training images.

    Parameters
    ----------
    names : list of str
        One model; it has no part in the list.

    Returns
    -------
    DataFrame
        What `digit_model.evaluation.errors.list_readings` returned, with the
        "caption" of each image and its "name" for screen readers.
    """
    st.markdown(
        "Is a label wrong? Each of the 60,000 training images was read by support "
        "vectors that had learned from four fifths of the others (cross-validation). "
        "Where they find the label improbable, it is worth a look."
    )
    return _readings()


def counted(readings: pd.DataFrame) -> str:
    """Say how many images are listed.

    Parameters
    ----------
    readings : DataFrame
        What `list_images` returned.

    Returns
    -------
    str
        The beginning of a sentence, in Markdown.
    """
    wrong = int((readings["true"] != readings["read"]).sum())
    return (
        f"**{wrong:,}** of {len(readings):,} training images are not read as labelled"
    )


@st.cache_resource(show_spinner=False)
def _readings() -> pd.DataFrame:
    answers = training_answers()
    readings = list_readings(np.arange(len(answers)), answers)
    true, read = readings["true"].astype(str), readings["read"].astype(str)
    readings["caption"] = true + " → " + read
    readings["name"] = (
        "Training image "
        + readings["index"].astype(str)
        + ": labelled "
        + true
        + ", read as "
        + read
    )
    return readings
