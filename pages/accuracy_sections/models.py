"""All models in a table, and the choice of one or two of them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from digit_model.reading.persistence import ModelError, load_card
from digit_model.reporting.tables import model_table
from pages.parts.component import component
from pages.parts.resources import trained_models
from pages.parts.words import percent, with_unit

MOST = 2  # models shown at once
_ADDRESS = "models"  # one parameter a model
_TABLE = "models_table"

# A component of our own: a data frame takes the browser as long as all the rest of the
# page, and neither a phone nor a screen reader shows its rows as a whole.
_table = component(__file__)

_COLUMNS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "Accuracy": ("", lambda row: percent(row.accuracy, 2)),
    "95 % interval": (
        "Measured on other images of the same kind, the accuracy would lie here "
        "(Wilson 1927).",
        lambda row: f"{percent(row.low, 2)} to {percent(row.high, 2)}",
    ),
    "Errors": ("Of 10,000 test images.", lambda row: f"{row.errors:,}"),
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
    """Show every model's figures and let people choose one or two.

    Returns
    -------
    list of str
        The chosen models' names: the default one unless others are chosen; none if
        there is no model.
    """
    table = model_table(_cards())
    names = table["model"].tolist()
    if not names:
        return []
    named = [name for name in st.query_params.get_all(_ADDRESS) if name in names]
    chosen = named[-MOST:] or names[:1]
    _table(
        key=_TABLE,
        data={
            "label": "Figures of every model; choose one, or two to compare",
            "columns": [
                ("Model", "Choose one, or two to compare."),
                *((title, help_) for title, (help_, _) in _COLUMNS.items()),
            ],
            "rows": [
                [row.model, *(write(row) for _, write in _COLUMNS.values())]
                for row in table.itertuples()
            ],
            "chosen": chosen,
        },
        on_toggled_change=lambda: _toggle(st.session_state[_TABLE].toggled, chosen),
    )
    return chosen


def _toggle(name: str, chosen: list[str]) -> None:
    """Put the models into the address, the one chosen last at the end."""
    others = [other for other in chosen if other != name]
    added = [] if name in chosen else [name]
    st.query_params[_ADDRESS] = [*others, *added][-MOST:]


def _cards() -> list[dict[str, Any]]:
    cards = []
    for name in trained_models():
        try:
            cards.append(load_card(name))
        except ModelError as error:
            # The other models can still be looked at.
            st.warning(str(error))
    return cards
