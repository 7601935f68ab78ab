"""Look at the 70,000 images that the models learned from."""

import streamlit as st

from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE, DatasetError
from digit_model.reading.persistence import ModelError
from pages.dataset_sections import digit_map, digits
from pages.dataset_sections.filters import chosen_images, show_filters
from pages.parts.filter_row import filter_row, fold_on_a_phone
from pages.parts.heading import page_heading
from pages.parts.one_image import show_open_image
from pages.parts.paged_gallery import LISTED, paged_gallery
from pages.parts.resources import mnist
from pages.parts.words import images

page_heading(
    "Dataset",
    f"MNIST: {TRAINING_SIZE + TEST_SIZE:,} handwritten digits of 28 × 28 pixels. The "
    f"models learned from {TRAINING_SIZE:,} of them; the other {TEST_SIZE:,} are the "
    "test.",
)
try:
    mnist()
except DatasetError as error:
    st.error(str(error), title="The images cannot be shown")
    st.stop()


@st.fragment  # what is chosen runs neither the navigation nor the heading anew
def _room() -> None:
    view = "Gallery"
    try:
        with filter_row():
            view = st.segmented_control(
                "View",
                ["Gallery", "Digits", "Map"],
                default="Gallery",
                required=True,
                key="view",
                bind="query-params",
                label_visibility="collapsed",
            )
            if view == "Gallery":
                fold_on_a_phone()
                show_filters()
            elif view == "Map":
                fold_on_a_phone()
                name = digit_map.choose_errors()
        if view == "Digits":
            digits.show()
        elif view == "Map":
            digit_map.show(name)
        else:
            _list()
    except (DatasetError, ModelError) as error:
        _tell(error, view)
    show_open_image()


@st.fragment(key=LISTED)
def _list() -> None:
    try:
        indices = chosen_images()
    except (DatasetError, ModelError) as error:
        _tell(error, "Gallery")
        return
    if len(indices):
        number, noun = images(len(indices)).split()
        paged_gallery(
            indices,
            key="gallery",
            label="Images of digits",
            count=f"**{number}** {noun}. Click one to open it.",
        )
    else:
        st.info("No image is like this. Choose more digits, parts or indices.")


def _tell(error: Exception, view: str) -> None:
    st.error(str(error), title=f"The {view.lower()} cannot be shown")


_room()
