"""How well each digit is read."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.confusions import per_digit
from pages.accuracy_sections.charts import chart, model_colours
from pages.parts.words import model_title, percent, short_title

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
    tables = {name: per_digit(given) for name, given in answers.items()}
    for name, table in tables.items():
        worst = table.loc[table["f1"].idxmin()]
        st.markdown(
            f"**{short_title(name)}** does worst on **{worst['digit']:.0f}** "
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
            chart(
                points,
                _SPEC | {"encoding": _encoding(measure, least, list(tables))},
                key=f"per-digit-{measure}",
                alt=f"{measure.capitalize()} of each digit",
            )
    for place, (name, table) in zip(
        st.columns(2, gap="large"), tables.items(), strict=False
    ):
        with place:
            st.header(model_title(name), anchor=False)
            written = table.rename(columns=str.capitalize).style.format(_WRITTEN)
            st.table(
                written,
                border="horizontal",
                hide_index=True,
                alt=f"Precision, recall, F1 and support of {model_title(name)}",
            )
    st.caption(
        "F1 is the harmonic mean of recall and precision, support the number of images."
    )


_WRITTEN = {
    **dict.fromkeys(("Precision", "Recall", "F1"), partial(percent, decimals=2)),
    "Support": "{:,}",
}
_SPEC: dict[str, Any] = {
    "height": 260,
    "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
}


def _encoding(measure: str, least: float, names: list[str]) -> dict[str, Any]:
    colours = model_colours(names)
    titles = {"domain": colours["scale"]["domain"]}
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
            "axis": {"format": ".1~%", "tickCount": 4},
        },
        "color": colours,
        # Vega-Lite makes one legend of two only if they are of one kind.
        "shape": colours | {"scale": titles},
        "tooltip": [
            {"field": "model", "title": "Model"},
            {"field": "digit", "title": "Digit"},
            {"field": measure, "title": measure.capitalize(), "format": ".2%"},
            {"field": "support", "title": "Images", "format": ","},
        ],
    }
