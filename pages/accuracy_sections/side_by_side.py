"""Two models side by side: who errs where."""

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.comparison import Comparison
from pages.accuracy_sections.test_images import show_test_images
from pages.parts.choice import choose
from pages.parts.words import short_title


def comparison(answers: dict[str, Answers]) -> Comparison:
    """Compare two models.

    Parameters
    ----------
    answers : dict of str to Answers
        The two models' answers by name.

    Returns
    -------
    Comparison
        Which images each reads wrong.
    """
    return Comparison.from_answers(*answers.values())


def show(answers: dict[str, Answers]) -> None:
    """Show who errs on which digit, and the images behind it.

    Parameters
    ----------
    answers : dict of str to Answers
        Two models' answers by name; with one, people are told to choose another.
    """
    if len(answers) < 2:
        st.info("Choose a second model above to see who errs where.")
        return
    a, b = answers
    labels = answers[a].labels
    compared = comparison(answers)
    # Their names in the page's address, and on the page.
    groups = {
        "both_wrong": ("Both wrong", compared.both_wrong),
        f"only_{a}": (f"Only {short_title(a)} errs", compared.only_a_errs),
        f"only_{b}": (f"Only {short_title(b)} errs", compared.only_b_errs),
        "both_right": ("Both right", compared.both_right),
    }
    where, images = st.columns([1.3, 1], gap="large")
    with where:
        st.header("Images by their true digit", anchor=False)
        counts = {
            words: [*np.bincount(labels[found], minlength=10), len(found)]
            for words, found in groups.values()
        }
        digits = pd.DataFrame({"Digit": [*map(str, range(10)), "All"]} | counts)
        st.table(
            digits.style.format(dict.fromkeys(counts, "{:,}")),
            border="horizontal",
            hide_index=True,
            alt="How many images of each digit each model reads wrong",
        )
    with images:
        group = choose(
            "Show",
            list(groups),
            address="compared",
            format_func=lambda group: groups[group][0],
        )
        label, found = groups[group]
        show_test_images(found, key="compared", label=label, explained=[a, b])
