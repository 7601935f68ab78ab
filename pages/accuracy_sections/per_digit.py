"""How well each digit is read."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.evaluation import scores
from digit_model.evaluation.answers import Answers
from pages.accuracy_sections.colours import model_colours
from pages.parts.words import model_title, percent

_MEASURES = {
    "recall": "**Recall**: of the images that show a digit, the share read as it",
    "precision": "**Precision**: of those read as a digit, the share that shows it",
}


@st.fragment
def show(answers: dict[str, Answers]) -> None:
    """Show recall and precision of every digit, of all models on the same scale.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    tables = {name: scores.per_digit(given) for name, given in answers.items()}
    for name, table in tables.items():
        worst = table.loc[table["f1"].idxmin()]
        st.markdown(
            f"**{model_title(name)}** does worst on **{worst['digit']:.0f}** "
            f"(F1 {percent(worst['f1'])})."
        )
    points = pd.concat(
        table.assign(model=model_title(name)) for name, table in tables.items()
    )
    least = np.floor(50 * points[[*_MEASURES]].min().min()) / 50
    for place, (measure, sentence) in zip(
        st.columns(2, gap="large"), _MEASURES.items(), strict=True
    ):
        with place:
            st.markdown(sentence)
            st.vega_lite_chart(
                points,
                _SPEC | {"encoding": _encoding(measure, least, list(tables))},
                key=f"per-digit-{measure}",
                alt=f"{measure.capitalize()} of each digit",
            )
    for place, (name, table) in zip(
        st.columns(2, gap="large"), tables.items(), strict=False
    ):
        with place:
            shares = table.assign(**{column: 100 * table[column] for column in _SHARES})
            st.dataframe(
                shares,
                column_config=_COLUMNS,
                hide_index=True,
                height="content",
                alt=f"Precision, recall, F1 and support of {model_title(name)}",
            )
    st.caption(
        "F1 is the harmonic mean of recall and precision, support the number of images."
    )


_SHARES = ("precision", "recall", "f1")
_COLUMNS = {
    "digit": st.column_config.TextColumn("Digit"),
    "precision": st.column_config.NumberColumn("Precision", format="%.2f %%"),
    "recall": st.column_config.NumberColumn("Recall", format="%.2f %%"),
    "f1": st.column_config.NumberColumn("F1", format="%.2f %%"),
    "support": st.column_config.NumberColumn("Support", format="localized"),
}
_SPEC: dict[str, Any] = {
    "height": 260,
    "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
}


def _encoding(measure: str, least: float, names: list[str]) -> dict[str, Any]:
    return {
        "x": {
            "field": "digit",
            "type": "ordinal",
            "title": None,
            "axis": {"labelAngle": 0, "labelFontSize": 14},
        },
        "y": {
            "field": measure,
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [least, 1]},
            "axis": {"format": ".0%"},
        },
        "color": model_colours(names),
        "shape": {"field": "model", "type": "nominal", "legend": None},
        "tooltip": [
            {"field": "model", "title": "Model"},
            {"field": "digit", "title": "Digit"},
            {"field": measure, "title": measure.capitalize(), "format": ".2%"},
            {"field": "support", "title": "Images", "format": ","},
        ],
    }
