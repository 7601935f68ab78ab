"""How well each digit is read."""

from typing import Any

import streamlit as st

from digit_model.evaluation import scores
from digit_model.evaluation.answers import Answers
from pages.parts.words import percent


@st.fragment
def show(answers: dict[str, Answers]) -> None:
    """Show precision, recall and F1 of every digit, a table and a chart a model.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    st.markdown(
        "**Recall**: of the images that show a digit, the share that is read as it. "
        "**Precision**: of the images read as a digit, the share that shows it. "
        "**F1** is their harmonic mean, **support** the number of images."
    )
    for place, (name, given) in zip(
        st.columns(2, gap="large"), answers.items(), strict=False
    ):
        table = scores.per_digit(given)
        worst = table.loc[table["f1"].idxmin()]
        with place:
            st.markdown(
                f"**{name}** does worst on **{worst['digit']:.0f}** "
                f"(F1 {percent(worst['f1'])})."
            )
            st.vega_lite_chart(
                table.melt("digit", ["precision", "recall"], "measure", "share"),
                _SPEC,
                key=f"per-digit-{name}",
                alt=f"Precision and recall of {name} for each digit",
            )
            shares = table.assign(**{column: 100 * table[column] for column in _SHARES})
            st.dataframe(
                shares,
                column_config=_COLUMNS,
                hide_index=True,
                height="content",
                alt=f"Precision, recall, F1 and support of {name} for each digit",
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
    "height": 240,
    "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.9},
    "encoding": {
        "x": {
            "field": "digit",
            "type": "ordinal",
            "title": None,
            "axis": {"labelAngle": 0, "labelFontSize": 13},
        },
        "y": {
            "field": "share",
            "type": "quantitative",
            "title": None,
            "scale": {"zero": False},
            "axis": {"format": ".1%"},
        },
        "color": {
            "field": "measure",
            "type": "nominal",
            "title": None,
            "legend": {"orient": "top"},
        },
        "shape": {"field": "measure", "type": "nominal", "legend": None},
        "tooltip": [
            {"field": "digit", "title": "Digit"},
            {"field": "measure", "title": "Measure"},
            {"field": "share", "title": "Share", "format": ".2%"},
        ],
    },
}
