"""What every page says while there is no model."""

from collections.abc import Sequence

import streamlit as st


def stop_without_models(names: Sequence[str]) -> None:
    """End the page with how to train a model if there is none.

    Parameters
    ----------
    names : sequence of str
        The models that there are.
    """
    if not names:
        st.info(
            "No model is trained yet. Train one: `python -m digit_model train NAME`"
        )
        st.stop()
