"""Look at every image that a model reads wrong, and see why."""

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError
from pages.misclassified_sections import downloads, suspects, wrong
from pages.misclassified_sections.captions import captions, names
from pages.misclassified_sections.filters import filter_images
from pages.parts.heading import page_heading
from pages.parts.one_image import show_open_image
from pages.parts.paged_gallery import paged_gallery
from pages.parts.resources import trained_models
from pages.parts.without_models import stop_without_models
from pages.parts.words import model_title

TEST, TRAINING = "Test errors", "Training suspects"

page_heading(
    "Misclassified",
    "Every image that a model reads wrong, one click away: whose fault it is, which "
    "ink spoke for which digit, and what it takes to change the model's mind.",
)
stop_without_models(trained_models())


@st.fragment  # what is chosen runs neither the navigation nor the heading anew
def _room() -> None:
    try:
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key="row"
        ):
            view = st.segmented_control(
                "Images",
                [TEST, TRAINING],
                default=TEST,
                required=True,
                key="studied",
                bind="query-params",
                label_visibility="collapsed",
            )
            section = wrong if view == TEST else suspects
            models = section.choose_models()
            listed = section.list_images(models)
        chosen = filter_images(listed.readings, section.ORDER)
        readers = section.readers(models)
        if len(chosen):
            paged_gallery(
                chosen["index"].to_numpy(),
                key="errors",
                label="Images with their labels and the answers",
                count=f"**{len(chosen):,}** shown. {listed.sentence}",
                describe=lambda here: (
                    captions(chosen.iloc[here], readers),
                    names(chosen.iloc[here], readers),
                ),
                side=112,
                explained=models,
            )
            st.caption(section.LEGEND)
            called = " and ".join(map(model_title, models))
            title = view.lower() + (f" of {called}" if view == TEST else "")
            downloads.show(chosen, readers, title)
        else:
            st.markdown(listed.sentence)
            st.info(
                "No image is like this. Choose more digits or a wider range of how "
                "sure."
            )
        show_open_image(models)
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="The errors cannot be shown")


_room()
