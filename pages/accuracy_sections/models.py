"""All models in a table, and the choice of one or two of them."""

from typing import Any

import pandas as pd
import streamlit as st

from digit_model import zoo
from digit_model.persistence import ModelError, load_card, model_names
from digit_model.tables import model_table

MOST = 2  # models shown at once
_TABLE, _CHOICE = "models_table", "models"

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
    default = zoo.DEFAULT if zoo.DEFAULT in names else names[0]
    above = st.container()
    chosen = st.pills(
        "Models shown below: one, or two to compare",
        names,
        selection_mode="multi",
        default=[default],
        key=_CHOICE,
        on_change=_follow_choice,
        args=(names,),
        bind="query-params",
    )
    above.dataframe(
        _shown(table),
        key=_TABLE,
        column_config=_COLUMNS,
        hide_index=True,
        placeholder="–",
        on_select=lambda: _follow_table(names),
        selection_mode="multi-row",
        selection_default={
            "selection": {"rows": [names.index(name) for name in chosen]}
        },
        alt="Figures of every model",
    )
    return chosen[-MOST:] or [default]


def _cards() -> list[dict[str, Any]]:
    cards = []
    for name in model_names():
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


def _follow_table(names: list[str]) -> None:
    """Bring the pills in line with the rows."""
    state = st.session_state
    rows = [names[row] for row in state[_TABLE].selection.rows]
    before = [name for name in state[_CHOICE] if name in rows]
    state[_CHOICE] = before + [name for name in rows if name not in before]
    _follow_choice(names)


def _follow_choice(names: list[str]) -> None:
    """Keep the two chosen last, and bring the rows in line with them."""
    state = st.session_state
    state[_CHOICE] = state[_CHOICE][-MOST:]
    rows = [names.index(name) for name in state[_CHOICE]]
    state[_TABLE] = {"selection": {"rows": rows}}
