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
from pages.accuracy_sections.models import choose_models
from pages.parts.one_image import show_open_image
from pages.parts.resources import test_answers
from pages.parts.without_models import stop_without_models

st.title("Accuracy")
st.caption(
    "How often each model is right on MNIST's 10,000 test images, which none of them "
    "learned from. Every figure comes from answers stored when the model was trained."
)

names = choose_models()
stop_without_models(names)
try:
    answers = {name: test_answers(name) for name in names}
except (DatasetError, ModelError) as error:
    st.error(str(error), title="These figures cannot be shown")
    st.stop()

sections = {
    "Confusion": lambda: confusion.show(answers),
    "Per digit": lambda: per_digit.show(answers),
    "Confidence": lambda: confidence.show(answers),
    "Side by side": lambda: side_by_side.show(answers),
    "More data": lambda: learning_curve.show(names),
    "2-detector": detector.show,
    "Take it along": lambda: downloads.show(answers),
}
if len(names) == 2:
    st.markdown(side_by_side.comparison(answers).verdict(*names))
tabs = st.tabs(list(sections), key="section", on_change="rerun", bind="query-params")
for tab, show in zip(tabs, sections.values(), strict=True):
    if tab.open:
        with tab:
            show()
show_open_image(names)
