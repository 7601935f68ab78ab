"""Figures, tables and a report to take along, in one menu."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st
from matplotlib.figure import Figure
from streamlit.delta_generator import DeltaGenerator

from digit_model.datasets.mnist import DatasetError
from digit_model.evaluation.abstaining import risk_coverage
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.calibration import reliability
from digit_model.evaluation.confusions import confusion_matrix, per_digit
from digit_model.reading.persistence import ModelError, load_card
from digit_model.reporting.figures import to_bytes
from digit_model.reporting.report import (
    detector_figures,
    model_figures,
    render_report,
    shared_figures,
)
from digit_model.reporting.tables import answer_table, confusion_table, model_table
from pages.accuracy_sections.detector import detectors
from pages.parts.resources import trained_models
from pages.parts.words import short_title

_REPORT = "Report on all models"


def show(answers: dict[str, Answers]) -> None:
    """Offer figures as PNG and SVG, tables as CSV and the report as HTML.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    menu = st.popover(
        "Download", icon=":material/download:", key="downloads", on_change="rerun"
    )
    if menu.open:
        with menu:
            _choose(answers)


@st.fragment
def _choose(answers: dict[str, Answers]) -> None:
    try:
        figures, tables = _figures(answers), _tables(answers)
    except (DatasetError, ModelError) as error:
        st.error(str(error), title="Nothing can be downloaded")
        return
    # A list, not a button for each: there are up to thirty.
    name = st.selectbox("What to download", [_REPORT, *figures, *tables], width=360)
    if name == _REPORT:
        try:
            _report()
        except (DatasetError, ModelError) as error:  # of a model that is not shown
            st.error(str(error), title="The report cannot be written")
        return
    with st.container(horizontal=True):
        if name in figures:
            for kind in ("png", "svg"):
                _button(kind, name, partial(_picture, figures[name], kind))
        else:
            _button("csv", name, lambda: tables[name]().to_csv(index=False))


def _report() -> None:
    """Draw the report, which takes seconds, and then offer it."""
    st.caption("One HTML file with all figures, to read without a network.")
    if st.button("Write the report", icon=":material/description:"):
        bar = st.progress(0.0, "Drawing the figures")
        st.session_state.report = render_report(
            progress=lambda share: _advance(bar, share)
        )
        bar.empty()
    if "report" in st.session_state:
        st.download_button(
            "HTML",
            st.session_state.report,
            "report.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/download:",
        )


def _advance(bar: DeltaGenerator, share: float) -> None:
    bar.progress(share, "Drawing the figures")


def _figures(answers: dict[str, Answers]) -> dict[str, Callable[[], Figure]]:
    cards = {name: load_card(name) for name in answers}
    listed = shared_figures(answers, list(cards.values()))
    for name, given in answers.items():
        for title, draw in model_figures(cards[name], given).items():
            listed[f"{title}, {short_title(name)}"] = draw
    digit = st.session_state.get("digit", 2)
    for title, draw in detector_figures(detectors()[digit]).items():
        listed[f"{title}, {digit}-detector"] = draw
    return {f"Figure: {title}": draw for title, draw in listed.items()}


def _tables(answers: dict[str, Answers]) -> dict[str, Callable[[], pd.DataFrame]]:
    listed: dict[str, Callable[[], pd.DataFrame]] = {
        "Table: All models": lambda: model_table(map(load_card, trained_models()))
    }
    for name, given in answers.items():
        kinds: dict[str, Callable[[Answers], pd.DataFrame]] = {
            "Confusion matrix": lambda of: confusion_table(confusion_matrix(of)),
            "Per digit": per_digit,
            "Reliability": reliability,
            "Errors left when abstaining": risk_coverage,
            "Every answer": answer_table,
        }
        for title, compute in kinds.items():
            listed[f"Table: {title}, {short_title(name)}"] = partial(compute, given)
    return listed


def _picture(draw: Callable[[], Figure], kind: str) -> bytes:
    return to_bytes(draw(), kind)


def _button(kind: str, name: str, make: Callable[[], str | bytes]) -> None:
    file = name.lower().split(": ")[1].replace(",", "").replace(" ", "-")
    st.download_button(
        kind.upper(),
        make,
        f"{file}.{kind}",
        key=f"{name}-{kind}",
        on_click="ignore",
        icon=":material/download:",
    )
