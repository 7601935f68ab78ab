"""All models in a table, and the choice of one or two of them."""

from typing import Any

import pandas as pd
import streamlit as st

from digit_model.persistence import ModelError, load_card
from digit_model.tables import model_table
from pages.parts.resources import trained_models

MOST = 2  # models shown at once
_TABLE, _PILLS = "models_table", "models_pills"
_ADDRESS = "models"  # one parameter a model

_COLUMNS = {
    "model": st.column_config.TextColumn("Model", pinned=True),
    "accuracy": st.column_config.NumberColumn("Accuracy", format="%.2f %%"),
    "interval": st.column_config.TextColumn(
        "95 % interval",
        help="Measured on other images of the same kind, the accuracy would lie here "
        "(Wilson 1927).",
    ),
    "errors": st.column_config.NumberColumn("Errors", help="Of 10,000 test images."),
    "drawings": st.column_config.NumberColumn(
        "On drawings",
        format="%.1f %%",
        help="Accuracy on digits drawn with a pen on a tablet, by writers whom the "
        "model does not know.",
    ),
    "calibration_error": st.column_config.NumberColumn(
        "Calibration error",
        format="%.1f %%",
        help="How far confidence is from accuracy, on average (Guo et al. 2017).",
    ),
    "milliseconds": st.column_config.NumberColumn(
        "Time", format="%.1f ms", help="To read one drawing."
    ),
    "bytes": st.column_config.NumberColumn("Size", format="bytes"),
    "training_seconds": st.column_config.NumberColumn("Training", format="%.0f s"),
}
_SHARES = ("accuracy", "drawings", "calibration_error")


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
    rows = sorted(names.index(name) for name in chosen)
    state = st.session_state
    if _TABLE not in state or sorted(state[_TABLE]["selection"]["rows"]) != rows:
        state[_TABLE] = {"selection": {"rows": rows}}
    state[_PILLS] = chosen
    st.dataframe(
        _shown(table),
        key=_TABLE,
        column_config=_COLUMNS,
        hide_index=True,
        placeholder="–",
        on_select=lambda: _choose(
            [names[row] for row in state[_TABLE].selection.rows], chosen
        ),
        selection_mode="multi-row",
        alt="Figures of every model",
    )
    st.pills(
        "Models shown below: one, or two to compare",
        names,
        selection_mode="multi",
        key=_PILLS,
        on_change=lambda: _choose(state[_PILLS], chosen),
    )
    return chosen


def _choose(names: list[str], before: list[str]) -> None:
    """Put the models into the address, those chosen last at the end."""
    kept = [name for name in before if name in names]
    added = [name for name in names if name not in before]
    st.query_params[_ADDRESS] = [*kept, *added][-MOST:]


def _cards() -> list[dict[str, Any]]:
    cards = []
    for name in trained_models():
        try:
            cards.append(load_card(name))
        except ModelError as error:
            # The other models can still be looked at.
            st.warning(str(error))
    return cards


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    interval = [
        f"{low:.2%} to {high:.2%}".replace("%", " %")
        for low, high in zip(table["low"], table["high"], strict=True)
    ]
    shares = {column: 100 * table[column] for column in _SHARES}
    return table.assign(interval=interval, **shares)[list(_COLUMNS)]
