"""The test images that one model reads wrong, or either of two."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.errors import list_readings, without_label_errors
from pages.misclassified_sections.captions import Reader
from pages.misclassified_sections.listed import Listed
from pages.parts.choice import choose
from pages.parts.resources import test_answers, trained_models
from pages.parts.words import model_title, percent, short_title

ORDER_KEY = "order"
ORDER = "Surest first"
LEGEND = (
    "A label is marked as wrong where people who looked at the image saw another digit "
    "([Northcutt et al., 2021](https://labelerrors.com))."
)
_NOT_COUNTED = "without_label_errors"
_MODEL, _OTHER = "errors_by", "compared_with"  # in the page's address


def choose_models() -> list[str]:
    """Let people choose a model, or two to compare.

    Returns
    -------
    list of str
        One or two names.
    """
    names = trained_models()
    pairs = ["+".join(pair) for pair in combinations(names, 2)]
    key = "errors_by_choice"
    named = [st.query_params.get(parameter) for parameter in (_MODEL, _OTHER)]
    known = [name for name in dict.fromkeys(named) if name in names] or names[:1]
    # Of two models, in whichever order an address names them, there is one pair.
    shown = "+".join(name for name in names if name in known)

    def name_them() -> None:
        for parameter, name in zip(
            (_MODEL, _OTHER), [*st.session_state[key].split("+"), None], strict=False
        ):
            if name is None:
                st.query_params.pop(parameter, None)
            else:
                st.query_params[parameter] = name

    st.session_state[key] = shown
    st.segmented_control(
        "Model",
        [*names, *pairs],
        required=True,
        key=key,
        format_func=lambda option: _choice(option, len(pairs)),
        on_change=name_them,
        label_visibility="collapsed",
        wrap=True,
    )
    st.toggle(
        "Leave out known wrong labels",
        key=_NOT_COUNTED,
        bind="query-params",
        help="Do not count the fifteen test images whose label people found wrong.",
    )
    chosen: str = st.session_state[key]
    return chosen.split("+")


def _choice(option: str, pairs: int) -> str:
    names = option.split("+")
    if len(names) == 1:
        return model_title(option)
    return "Both" if pairs == 1 else " and ".join(map(short_title, names))


def list_images(names: list[str]) -> Listed:
    """List what the models read wrong.

    Parameters
    ----------
    names : list of str
        One or two models; of two, people choose whose errors.

    Returns
    -------
    Listed
        The images, and how often the models are right.
    """
    answers = [test_answers(name) for name in names]

    counted = _counted_images()
    errs = [given.wrong[counted] for given in answers]
    if len(names) == 1:
        indices = counted[errs[0]]
    else:
        indices = counted[_choose_group(names, *errs)]
    listed = [given[indices] for given in answers]
    # An image is listed with the answer of the model that errs, the first if both do.
    shown = np.where(
        listed[0].wrong[:, None], listed[0].probabilities, listed[-1].probabilities
    )
    readings = list_readings(TRAINING_SIZE + indices, Answers(listed[0].labels, shown))
    if len(names) == 2:
        for reader, given in zip(readers(names), listed, strict=True):
            readings[reader.read] = given.digits
            readings[reader.confidence] = given.confidence.round(6)
    sentence = " ".join(map(_accuracy, names, answers))
    return Listed(readings, sentence, "test error")


def readers(names: Sequence[str]) -> list[Reader]:
    """Say whose answers the list has, and in which columns.

    Parameters
    ----------
    names : sequence of str
        One or two models.

    Returns
    -------
    list of Reader
        One a model.
    """
    if len(names) == 1:
        return [Reader("", "read", "confidence")]
    titles = [short_title(name) for name in names]
    return [Reader(at, f"read by {at}", f"confidence of {at}") for at in titles]


def _counted_images() -> np.ndarray:
    """Return the indices of the test images that count."""
    if st.session_state[_NOT_COUNTED]:
        return without_label_errors()
    return np.arange(TEST_SIZE)


def _accuracy(name: str, answers: Answers) -> str:
    sentence = f"**{short_title(name)}** {_share(answers)}"
    if st.session_state[_NOT_COUNTED]:
        counted = answers[_counted_images()]
        sentence += f"; without the known wrong labels it {_share(counted)}"
    return f"{sentence}."


def _share(answers: Answers) -> str:
    return (
        f"reads **{answers.errors:,}** of {len(answers):,} test images wrong "
        f"and {percent(answers.accuracy, 2)} right"
    )


def _choose_group(
    names: list[str], a_errs: np.ndarray, b_errs: np.ndarray
) -> np.ndarray:
    """Let people choose whose errors to see: which of the images, shape (n,)."""
    a, b = names
    # Their names in the page's address, and on the page.
    groups = {
        "all": ("All", a_errs | b_errs),
        f"only_{a}": (f"Only {short_title(a)} errs", a_errs & ~b_errs),
        f"only_{b}": (f"Only {short_title(b)} errs", b_errs & ~a_errs),
        "both": ("Both err", a_errs & b_errs),
    }

    def in_words(group: str) -> str:
        words, images = groups[group]
        return f"{words}: {images.sum():,}"

    group = choose(
        "Errors", list(groups), address="errors_of_both", format_func=in_words
    )
    return groups[group][1]
