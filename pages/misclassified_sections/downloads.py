"""The chosen images as a figure and as a list."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from digit_model.reporting.figures import to_bytes
from digit_model.reporting.image_sheet import image_sheet
from pages.misclassified_sections.captions import Reader
from pages.parts.resources import mnist
from pages.parts.words import counted

_MOST = 1_000  # images on a figure


def show(
    readings: pd.DataFrame, readers: Sequence[Reader], noun: str, called: str
) -> None:
    """Offer the chosen images as PNG and CSV; made when they are asked for.

    Parameters
    ----------
    readings : DataFrame
        The chosen images, in order.
    readers : sequence of Reader
        Whose answers they have.
    noun : str
        What one of them is; how many there are of it stands above the figure.
    called : str
        The models whose they are; empty if they are nobody's.
    """

    def figure() -> bytes:
        listed = readings.head(_MOST)
        read = [listed[reader.read].astype(str) for reader in readers]
        title = counted(len(readings), noun)
        if len(readings) > _MOST:
            title = f"The first {_MOST:,} of {title}"
        if called:
            title += f" of {called}"
        words = listed["true"].astype(str) + " as " + read[0].str.cat(read[1:], ", ")
        return to_bytes(
            image_sheet(
                mnist().images[listed["index"]],
                words.tolist(),
                title=f"{title}: the label, and what was read",
            )
        )

    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Figure (PNG)",
            figure,
            "misclassified.png",
            on_click="ignore",
            icon=":material/download:",
            help=None
            if len(readings) <= _MOST
            else f"The first {_MOST:,} of these images.",
        )
        st.download_button(
            "List (CSV)",
            lambda: readings.to_csv(index=False),
            "misclassified.csv",
            on_click="ignore",
            icon=":material/download:",
        )
