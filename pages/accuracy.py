"""See how often each model is right, and how sure you may be of it."""

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError
from pages.accuracy_sections import (
    confidence,
    confusion,
    detector,
    downloads,
    learning_curve,
    per_digit,
    side_by_side,
)
from pages.accuracy_sections.models import choose_models, show_details
from pages.parts.choice import choose
from pages.parts.heading import page_heading
from pages.parts.one_image import show_open_image
from pages.parts.resources import test_answers
from pages.parts.without_models import stop_without_models
from pages.parts.words import short_title

page_heading(
    "Accuracy",
    "How often each model is right on MNIST's 10,000 test images, which none of them "
    "learned from.",
)


@st.fragment  # what is chosen runs neither the navigation nor the heading anew
def _room() -> None:
    names = choose_models()
    stop_without_models(names)
    try:
        answers = {name: test_answers(name) for name in names}
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="These figures cannot be shown")
        return

    # Their names in the page's address, and on the page.
    sections = {
        "Confusion": ("Where it errs", lambda: confusion.show(answers)),
        "Per digit": ("Digit by digit", lambda: per_digit.show(answers)),
        "Confidence": ("How sure it is", lambda: confidence.show(answers)),
        "Side by side": ("Compare", lambda: side_by_side.show(answers)),
        "More data": ("More data", lambda: learning_curve.show(names)),
        "2-detector": ("A lesson: is it a 2?", detector.show),
    }
    if len(names) == 2:
        st.markdown(
            side_by_side.comparison(answers).verdict(*map(short_title, names)),
        )
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="sections",
    ):
        section = choose(
            "Section",
            list(sections),
            address="section",
            format_func=lambda name: sections[name][0],
        )
        downloads.show(answers)
    try:
        sections[section][1]()
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="This section cannot be shown")
    show_details()
    show_open_image(names)


_room()
