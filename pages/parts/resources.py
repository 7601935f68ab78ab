"""What all visitors share, loaded once."""

import streamlit as st

from digit_model.persistence import load_model
from digit_model.reading import Model


@st.cache_resource(show_spinner=False)
def model(name: str) -> Model:
    """Return a trained model; loaded at the first call."""
    return load_model(name)
