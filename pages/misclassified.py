"""Look at every image that a model reads wrong, and see why."""

from functools import partial

import streamlit as st

from digit_model.mnist import DatasetError
from digit_model.persistence import ModelError, model_names
from pages.misclassified_sections import downloads, suspects, wrong
from pages.misclassified_sections.filters import PAGE_KEY, filter_images, order_images
from pages.misclassified_sections.why import first_that_errs, show_why
from pages.parts.gallery import PAGE, gallery
from pages.parts.one_image import open_image, show_open_image

TEST, TRAINING = "Test errors", "Training suspects"

st.title("Misclassified")
st.caption(
    "Every image that a model reads wrong, one click away: whose fault it is, which "
    "ink spoke for which digit, and what it takes to change the model's mind."
)

if not model_names():
    st.info("No model is trained yet. Train one: `python -m digit_model train NAME`")
    st.stop()

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
    show_open_image(
        partial(show_why, names=names), reader=partial(first_that_errs, names=names)
    )
except (DatasetError, ModelError) as error:
    st.error(str(error), title="The errors cannot be shown")
    st.stop()

chosen = filter_images(readings)
pages = max(-(-len(chosen) // PAGE), 1)
with st.container(
    horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
):
    st.markdown(f"{section.counted(readings)}; **{len(chosen):,}** shown.")
    page = st.pagination(pages, key=PAGE_KEY, max_visible_pages=5) if pages > 1 else 1
    chosen = order_images(chosen, section.ORDER)
if not len(chosen):
    st.info("No image is like this. Choose more digits or a wider range of confidence.")
    st.stop()
on_page = chosen.iloc[(page - 1) * PAGE : page * PAGE]
indices = on_page["index"].tolist()
gallery(
    indices,
    key="errors",
    label="Images with their labels and the answers",
    on_open=partial(open_image, among=indices),
    captions=on_page["caption"].tolist(),
    names=on_page["name"].tolist(),
    side=68,
)
st.caption(section.LEGEND)
downloads.show(chosen, view.lower())
