"""The chosen images as a figure and as a list."""

import pandas as pd
import streamlit as st

from digit_model.reporting.figures import image_sheet, to_bytes
from pages.parts.resources import mnist

_MOST = 1_000  # images on a figure


def show(readings: pd.DataFrame, title: str) -> None:
    """Offer the chosen images as PNG and CSV; made when they are asked for.

    Parameters
    ----------
    readings : DataFrame
        The chosen images, in order, with their "caption".
    title : str
        What they are; it stands above the figure.
    """

    def figure() -> bytes:
        listed = readings.head(_MOST)
        return to_bytes(
            image_sheet(
                mnist().images[listed["index"]],
                listed["caption"].tolist(),
                title=f"{len(listed):,} {title}: label → answer",
            )
        )

    def table() -> str:
        return readings.drop(columns=["caption", "name"]).to_csv(index=False)

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
            table,
            "misclassified.csv",
            on_click="ignore",
            icon=":material/download:",
        )
