"""Two models side by side: who errs where."""

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.comparison import Comparison
from pages.accuracy_sections.thumbnails import thumbnails

_PERSUASIVE = 0.05  # p-values below are called more than chance


@st.fragment
def show(labels: np.ndarray, answers: dict[str, np.ndarray]) -> None:
    """Compare two models on the same images.

    Parameters
    ----------
    labels : ndarray of shape (n,)
        The right digits.
    answers : dict of str to ndarray of shape (n, 10)
        Two models' probabilities by name.
    """
    a, b = answers
    digits_a, digits_b = (proba.argmax(axis=1) for proba in answers.values())
    comparison = Comparison.from_predictions(labels, digits_a, digits_b)
    groups = {
        "Both right": comparison.both_right,
        f"Only {a} errs": comparison.only_a_errs,
        f"Only {b} errs": comparison.only_b_errs,
        "Both wrong": comparison.both_wrong,
    }

    st.subheader("Side by side", anchor="side-by-side")
    st.markdown(verdict(comparison, a, b))
    where, images = st.columns([1, 1.4], gap="large")
    with where:
        st.markdown("**Errors by true digit**")
        st.dataframe(
            pd.DataFrame(
                {"Digit": [str(digit) for digit in range(10)]}
                | {
                    group: np.bincount(labels[indices], minlength=10)
                    for group, indices in list(groups.items())[1:]
                }
            ),
            hide_index=True,
            height="content",
            alt="Who errs on which digit",
        )
    with images:
        group = st.pills(
            "Images",
            groups,
            default="Both wrong",
            required=True,
            format_func=lambda group: f"{group}: {len(groups[group]):,}",
            key="group",
            bind="query-params",
        )
        thumbnails(groups[group], key="compared")


def verdict(comparison: Comparison, a: str, b: str) -> str:
    """Say McNemar's test in words.

    Parameters
    ----------
    comparison : Comparison
        Who errs where.
    a, b : str
        The models' names.

    Returns
    -------
    str
        A sentence or two.
    """
    only_a, only_b = len(comparison.only_a_errs), len(comparison.only_b_errs)
    if not only_a + only_b:
        return "Both models are right and wrong on the same images: nothing tells them apart."
    better, worse = (a, b) if only_a < only_b else (b, a)
    p = comparison.p_value
    chance = f"p = {p:.2g}" if p >= 0.001 else "p < 0.001"
    counted = (
        f"**{only_a:,}** images are read wrong by {a} alone, **{only_b:,}** by {b} alone. "
    )
    if p >= _PERSUASIVE:
        return counted + (
            "So small a difference may well be chance: neither model is shown to be the "
            f"better one (McNemar's exact test, {chance})."
        )
    return counted + (
        f"If both were equally good, chance would hardly set them that far apart: {better} "
        f"is better than {worse} (McNemar's exact test, {chance})."
    )
