"""Figures and tables to take along."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st
from matplotlib.figure import Figure

from digit_model.evaluation.abstaining import risk_coverage
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.scores import (
    confusion_matrix,
    per_digit,
    reliability,
)
from digit_model.reading.persistence import load_card
from digit_model.reporting.figures import to_bytes
from digit_model.reporting.report import detector_figures, model_figures, shared_figures
from digit_model.reporting.tables import answer_table, confusion_table, model_table
from pages.accuracy_sections.detector import detectors
from pages.parts.resources import trained_models


def show(answers: dict[str, Answers]) -> None:
    """Offer figures as PNG and SVG and tables as CSV; drawn when they are asked for.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    figures, tables = st.columns(2, gap="large")
    with figures:
        st.markdown("**Figures**")
        cards = [load_card(name) for name in answers]
        for name, draw in shared_figures(answers, cards).items():
            _figure(name, draw)
        for model, given in answers.items():
            listed = model_figures(model, given)
            for name, draw in listed.items():
                _figure(f"{name}, {model}", draw)
        digit = st.session_state.get("digit", 2)
        for name, draw in detector_figures(detectors()[digit]).items():
            _figure(f"{name}, {digit}-detector", draw)
    with tables:
        st.markdown("**Tables**")
        _table("All models", lambda: model_table(map(load_card, trained_models())))
        for model, given in answers.items():
            _model_tables(model, given)
    st.markdown(
        "**All of it in one file**, to read without the app and without a network:"
    )
    st.code("python -m digit_model report --out DIR", language="bash")


def _model_tables(model: str, answers: Answers) -> None:
    _table(
        f"Confusion matrix, {model}",
        lambda: confusion_table(confusion_matrix(answers)),
    )
    _table(f"Per digit, {model}", lambda: per_digit(answers))
    _table(f"Reliability, {model}", lambda: reliability(answers))
    _table(f"Errors left when abstaining, {model}", lambda: risk_coverage(answers))
    _table(f"Every answer, {model}", lambda: answer_table(answers))


def _figure(name: str, draw: Callable[[], Figure]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(name, width="stretch")
        for kind in ("png", "svg"):
            st.download_button(
                kind.upper(),
                partial(_picture, draw, kind),
                _file_name(name, kind),
                key=f"{name}-{kind}",
                on_click="ignore",
                icon=":material/download:",
            )


def _picture(draw: Callable[[], Figure], kind: str) -> bytes:
    return to_bytes(draw(), kind)


def _table(name: str, compute: Callable[[], pd.DataFrame]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(name, width="stretch")
        st.download_button(
            "CSV",
            lambda: compute().to_csv(index=False),
            _file_name(name, "csv"),
            key=f"{name}-csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _file_name(name: str, kind: str) -> str:
    return name.lower().replace(",", "").replace(" ", "-") + f".{kind}"
