"""Look at the 70,000 images that the models learned from."""

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE, DatasetError
from digit_model.reading.persistence import ModelError
from pages.dataset_sections.digit_map import digit_map
from pages.parts.images import enlarge
from pages.parts.one_image import open_image, show_open_image
from pages.parts.paged_gallery import paged_gallery
from pages.parts.resources import ORDERS, averages, mnist, ranking, trained_models
from pages.parts.without_models import stop_without_models

PARTS = ["All", "Training", "Test"]
LAST = TRAINING_SIZE + TEST_SIZE - 1


def open_by_number() -> None:
    """Open the image whose number was typed, and put the field away."""
    st.session_state.by_index = False
    if st.session_state.number is not None:
        open_image(st.session_state.number, among=[])
    st.session_state.number = None


st.title("Dataset")
st.caption(
    f"MNIST: {LAST + 1:,} handwritten digits of 28 × 28 pixels. The models learned "
    f"from {TRAINING_SIZE:,} of them; the other {TEST_SIZE:,} are the test."
)

try:
    labels = mnist().labels
    show_open_image()
except DatasetError as error:
    st.error(str(error), title="The images cannot be shown")
    st.stop()

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
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        digits = st.pills(
            "Digits",
            range(10),
            selection_mode="multi",
            key="digits",
            bind="query-params",
            wrap=True,
        )
        part = st.segmented_control(
            "Part",
            PARTS,
            default="All",
            required=True,
            key="part",
            bind="query-params",
        )
        order = st.selectbox(
            "Order",
            ORDERS,
            key="order",
            bind="query-params",
            width=240,
        )
        seed = 0
        if order == "Shuffled":
            seed = st.number_input(
                "Seed",
                min_value=0,
                max_value=2**32 - 1,
                value=42,
                key="seed",
                bind="query-params",
                width=140,
                help="The classic exercise shuffles with 42.",
            )
        with st.popover(
            "Index", icon=":material/tag:", key="by_index", on_change="rerun"
        ):
            st.number_input(
                "Open image number",
                min_value=0,
                max_value=LAST,
                value=None,
                key="number",
                on_change=open_by_number,
                placeholder=f"0 to {LAST:,}",
            )
            first, last = st.slider(
                "Show images from and to",
                0,
                LAST,
                (0, LAST),
                key="between",
                bind="query-params",
            )

    shown = np.zeros(len(labels), bool)
    shown[first : last + 1] = True
    if digits:
        shown &= np.isin(labels, digits)
    if part == "Training":
        shown[TRAINING_SIZE:] = False
    elif part == "Test":
        shown[:TRAINING_SIZE] = False
    try:
        ranked = ranking(order, seed)
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="The images cannot be put into this order")
        st.stop()
    indices = ranked[shown[ranked]]

    if not len(indices):
        st.info("No image is like this. Choose more digits, parts or indices.")
        st.stop()
    paged_gallery(
        indices,
        key="gallery",
        label="Images of digits",
        count=f"**{len(indices):,}** images. Click one to open it.",
    )

elif view == "Digits":
    training, test = (
        np.bincount(part.labels, minlength=10) for part in (mnist().train, mnist().test)
    )
    digit_averages = averages()
    st.markdown(
        "How many images there are of each digit, their **average** (left), and "
        "**where they stray** from it (right: the brighter, the more they differ)."
    )
    with st.grid(5, min_column_width=190, border=True):
        for digit in range(10):
            mean, deviation = (
                digit_averages.mean[digit],
                digit_averages.deviation[digit],
            )
            with st.container(gap="xsmall"):
                st.subheader(str(digit), anchor=False)
                with st.container(horizontal=True, gap="xsmall"):
                    st.image(
                        enlarge(mean.astype(np.uint8), 6),
                        alt=f"The average {digit}",
                        width=84,
                    )
                    st.image(
                        enlarge(np.minimum(2 * deviation, 255).astype(np.uint8), 6),
                        alt=f"Where images of {digit} differ from their average",
                        width=84,
                    )
                st.caption(
                    f"{training[digit]:,} training, {test[digit]:,} test  \n"
                    f"Strays by {digit_averages.spread[digit]:.0f} of 255 grey levels"
                )
    st.caption(
        "A digit strays by the root of the mean squared difference of its training "
        "images from their average, over all pixels."
    )

elif view == "Map":
    names = trained_models()
    stop_without_models(names)
    name = st.segmented_control(
        "Errors of",
        names,
        default=names[0],
        required=True,
        key="errors_of",
        bind="query-params",
    )
    try:
        selected = digit_map(name, key="map")
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="The map cannot be shown")
        st.stop()
    if not len(selected):
        st.info("Draw a lasso or a box on the map to see the images in it.")
        st.stop()
    paged_gallery(
        selected,
        key="selected",
        label="Images selected on the map",
        count=f"**{len(selected):,}** images are in it. Click one to open it.",
    )
