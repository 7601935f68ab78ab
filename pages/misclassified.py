"""Look at every image that a model reads wrong, and see why."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError
from pages.misclassified_sections import downloads, suspects, wrong
from pages.misclassified_sections.captions import describe
from pages.misclassified_sections.filters import filter_images, show_filters
from pages.misclassified_sections.listed import Listed
from pages.parts.heading import page_heading
from pages.parts.one_image import show_open_image
from pages.parts.paged_gallery import LISTED, paged_gallery
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
    with _told_in_a_sentence():
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
        show_filters(section.ORDER, section.ORDER_KEY)
        called = " and ".join(map(model_title, models)) if view == TEST else ""
        _list(section, models, listed, called)
        show_open_image(models)


@st.fragment(key=LISTED)
def _list(section: ModuleType, models: list[str], listed: Listed, called: str) -> None:
    with _told_in_a_sentence():
        readers = section.readers(models)
        chosen = filter_images(listed.readings, readers, section.ORDER_KEY)
        if not len(chosen):
            st.markdown(listed.sentence)
            st.info(
                "No image is like this. Choose more digits or a wider range of how "
                "sure."
            )
            return
        paged_gallery(
            chosen["index"].to_numpy(),
            key="errors",
            label="Images with their labels and the answers",
            count=f"**{len(chosen):,}** shown. {listed.sentence}",
            describe=lambda here: describe(chosen.iloc[here], readers),
            side=112,
            explained=models,
        )
        st.caption(section.LEGEND)
        downloads.show(chosen, readers, listed.noun, called)


@contextmanager
def _told_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="The errors cannot be shown")


_room()
