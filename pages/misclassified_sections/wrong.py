"""The test images that one model reads wrong, or either of two."""

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.errors import list_readings, without_label_errors
from digit_model.reporting.tables import with_unit
from pages.parts.resources import test_answers, trained_models

ORDER = "Surest first"
LEGEND = (
    "Under each image: label → answer; of two models, both answers. † The label is "
    "known to be wrong: people see another digit ([Northcutt et al., "
    "2021](https://labelerrors.com))."
)
_NOT_COUNTED = "without_label_errors"


def choose_models() -> list[str]:
    """Let people choose a model, and another to compare it with.

    Returns
    -------
    list of str
        One or two names.
    """
    names = trained_models()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = st.segmented_control(
            "Model",
            names,
            default=names[0],
            required=True,
            key="errors_by",
            bind="query-params",
        )
        other = st.selectbox(
            "Compare with",
            [other for other in names if other != name],
            None,
            key="compared_with",
            bind="query-params",
            placeholder="No other model",
            width=220,
        )
        st.toggle(
            "Accuracy if known wrong labels are not counted",
            key=_NOT_COUNTED,
            bind="query-params",
        )
    return [name] if other is None else [name, other]


def list_images(names: list[str]) -> pd.DataFrame:
    """Show how often the models are right, and list what they read wrong.

    Parameters
    ----------
    names : list of str
        One or two models.

    Returns
    -------
    DataFrame
        What `digit_model.evaluation.errors.list_readings` returned, with the
        "caption" of each image and its "name" for screen readers.
    """
    answers = [test_answers(name) for name in names]
    st.markdown("  \n".join(map(_accuracy, names, answers)))

    counted = _counted_images()
    errs = [given.wrong[counted] for given in answers]
    if len(names) == 1:
        indices = counted[errs[0]]
    else:
        indices = counted[_choose_group(names, *errs)]
    listed = [given[indices] for given in answers]
    digits = [given.digits for given in listed]
    # An image is listed with the answer of the model that errs, the first if both do.
    shown = np.where(
        listed[0].wrong[:, None], listed[0].probabilities, listed[-1].probabilities
    )
    readings = list_readings(TRAINING_SIZE + indices, Answers(listed[0].labels, shown))
    if len(names) == 2:
        for name, read in zip(names, digits, strict=True):
            readings[name] = read
    return _described(readings, digits)


def _described(readings: pd.DataFrame, digits: list[np.ndarray]) -> pd.DataFrame:
    """Add what stands under each image, and what screen readers say."""
    captions, names = [], []
    for reading, *read in zip(readings.itertuples(index=False), *digits, strict=True):
        caption = f"{reading.true} → {' | '.join(map(str, read))}"
        said = f"labelled {reading.true}, read as {' and '.join(map(str, read))}"
        if reading.likely is not pd.NA:
            caption += " †"
            said += f"; the label is known to be wrong, {reading.likely} is likely"
        captions.append(caption)
        names.append(f"Test image {reading.index - TRAINING_SIZE:,}: {said}")
    return readings.assign(caption=captions, name=names)


def counted(readings: pd.DataFrame) -> str:
    """Say how many images are listed, and of how many.

    Parameters
    ----------
    readings : DataFrame
        What `list_images` returned.

    Returns
    -------
    str
        The beginning of a sentence, in Markdown.
    """
    of = len(_counted_images())
    return f"**{len(readings):,}** of {of:,} test images are read wrong"


def _counted_images() -> np.ndarray:
    """Return the indices of the test images that count."""
    if st.session_state[_NOT_COUNTED]:
        return without_label_errors()
    return np.arange(TEST_SIZE)


def _accuracy(name: str, answers: Answers) -> str:
    sentence = f"**{name}** is right on {_share(answers)}."
    if st.session_state[_NOT_COUNTED]:
        counted = answers[_counted_images()]
        sentence += f" Without the known wrong labels, on {_share(counted)}."
    return sentence


def _share(answers: Answers) -> str:
    accuracy = with_unit(100 * answers.accuracy, "%", 2)
    wrong = f"{answers.errors:,} of {len(answers):,}"
    return f"**{accuracy}** of the images and wrong on {wrong}"


def _choose_group(
    names: list[str], a_errs: np.ndarray, b_errs: np.ndarray
) -> np.ndarray:
    """Let people choose whose errors to see: which of the images, shape (n,)."""
    groups = {
        "All": a_errs | b_errs,
        f"Only {names[0]} errs": a_errs & ~b_errs,
        f"Only {names[1]} errs": b_errs & ~a_errs,
        "Both err": a_errs & b_errs,
    }
    group = st.segmented_control(
        "Errors",
        groups,
        default="All",
        required=True,
        key="errors_of_both",
        bind="query-params",
        format_func=lambda group: f"{group}: {groups[group].sum():,}",
        wrap=True,
    )
    return groups[group]
