"""A card for each model that one reads from afar, and the choice of one or two."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from digit_model.reading.persistence import ModelError, load_card
from digit_model.reporting.identity import colour
from digit_model.reporting.tables import model_table
from pages.parts.component import component
from pages.parts.resources import trained_models
from pages.parts.words import model_title, percent, with_unit

_MOST = 2  # models shown at once
_ADDRESS = "models"  # one parameter a model
_CARDS = "model_cards"

# A component of our own: Streamlit's metrics cannot be chosen.
_cards = component(__file__)

_COLUMNS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "Accuracy": ("", lambda row: percent(row.accuracy, 2)),
    "95 % interval": (
        "Measured on other images of the same kind, the accuracy would lie here "
        "(Wilson 1927).",
        lambda row: f"{percent(row.low, 2)} to {percent(row.high, 2)}",
    ),
    "Errors": (
        "Of 10,000 test images.",
        lambda row: "–" if pd.isna(row.errors) else f"{row.errors:,.0f}",
    ),
    "On drawings": (
        "Accuracy on digits drawn with a pen on a tablet, by writers whom the model "
        "does not know.",
        lambda row: percent(row.drawings),
    ),
    "Calibration error": (
        "How far confidence is from accuracy, on average (Guo et al. 2017).",
        lambda row: percent(row.calibration_error),
    ),
    "Time": ("To read one drawing.", lambda row: with_unit(row.milliseconds, "ms", 1)),
    "Size": ("", lambda row: with_unit(row.bytes / 1e6, "MB", 1)),
    "Training": (
        "On two cores.",
        lambda row: with_unit(row.training_seconds / 60, "min", 0),
    ),
}


def choose_models() -> list[str]:
    """Show how many images each model reads wrong; let people choose one or two.

    Returns
    -------
    list of str
        The chosen models' names: the default one unless others are chosen; none if
        there is no model.
    """
    table = model_table(_cards_of_models(warn=True))
    names = table["model"].tolist()
    if not names:
        return []
    named = [name for name in st.query_params.get_all(_ADDRESS) if name in names]
    # In the order of the page, whichever was chosen first.
    chosen = [name for name in names if name in named[-_MOST:]] or names[:1]
    _cards(
        key=_CARDS,
        data={
            "label": "Models; choose one, or two to compare",
            "cards": [
                {
                    "name": row.model,
                    "title": model_title(row.model),
                    "colour": colour(row.model),
                    "errors": "not measured"
                    if pd.isna(row.errors)
                    else f"{row.errors:,.0f} wrong",
                    "of": "" if pd.isna(row.errors) else "of 10,000",
                    "drawings": ""
                    if pd.isna(row.drawings)
                    else f"{percent(row.drawings)} right on drawings by other people",
                }
                for row in table.itertuples()
            ],
            "chosen": chosen,
        },
        on_toggled_change=lambda: _toggle(st.session_state[_CARDS].toggled, chosen),
    )
    return chosen


def show_details() -> None:
    """Show every figure of every model, once they are asked for."""
    details = st.expander(
        "Details of all models",
        icon=":material/table:",
        key="details",
        on_change="rerun",
    )
    if not details.open:
        return
    rows = list(model_table(_cards_of_models()).itertuples())
    with details:
        st.table(
            pd.DataFrame(
                {"Model": [f"{row.title} (`{row.model}`)" for row in rows]}
                | {
                    title: [write(row) for row in rows]
                    for title, (_, write) in _COLUMNS.items()
                }
            ),
            hide_index=True,
        )
        st.caption(
            "Every figure comes from answers stored when the model was trained.  \n"
            + "  \n".join(
                f"**{title}**: {help_}"
                for title, (help_, _) in _COLUMNS.items()
                if help_
            )
        )


def _toggle(name: str, chosen: list[str]) -> None:
    """Put the models into the address, the one chosen last at the end."""
    others = [other for other in chosen if other != name]
    added = [] if name in chosen else [name]
    st.query_params[_ADDRESS] = [*others, *added][-_MOST:]


def _cards_of_models(*, warn: bool = False) -> list[dict[str, Any]]:
    cards = []
    for name in trained_models():
        try:
            cards.append(load_card(name))
        except ModelError as error:
            # The other models can still be looked at.
            if warn:
                st.warning(str(error))
    return cards
