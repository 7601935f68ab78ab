"""Look at every image that a model reads wrong, and see why."""

from functools import partial

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError
from pages.misclassified_sections import downloads, suspects, wrong
from pages.misclassified_sections.filters import filter_images
from pages.misclassified_sections.why import first_that_errs, show_why
from pages.parts.one_image import show_open_image
from pages.parts.paged_gallery import paged_gallery
from pages.parts.resources import trained_models
from pages.parts.without_models import stop_without_models

TEST, TRAINING = "Test errors", "Training suspects"

st.title("Misclassified")
st.caption(
    "Every image that a model reads wrong, one click away: whose fault it is, which "
    "ink spoke for which digit, and what it takes to change the model's mind."
)

stop_without_models(trained_models())

view = st.segmented_control(
    "Images",
    [TEST, TRAINING],
    default=TEST,
    required=True,
    key="studied",
    bind="query-params",
    label_visibility="collapsed",
)
try:
    section = wrong if view == TEST else suspects
    names = section.choose_models()
    readings = section.list_images(names)
    show_opened = partial(
        show_open_image,
        partial(show_why, names=names),
        reader=partial(first_that_errs, names=names),
    )
    show_opened()
except (DatasetError, ModelError) as error:
    st.error(str(error), title="The errors cannot be shown")
    st.stop()

chosen = filter_images(readings, section.ORDER)
if not len(chosen):
    st.info("No image is like this. Choose more digits or a wider range of confidence.")
    st.stop()
paged_gallery(
    chosen["index"].to_numpy(),
    key="errors",
    label="Images with their labels and the answers",
    count=f"{section.counted(readings)}; **{len(chosen):,}** shown.",
    captions=chosen["caption"].to_numpy(),
    names=chosen["name"].to_numpy(),
    side=68,
    show_opened=show_opened,
)
st.caption(section.LEGEND)
downloads.show(chosen, view.lower())
