"""What a confidence is worth, and what abstaining saves."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from digit_model.evaluation.abstaining import errors_when_abstaining, risk_coverage
from digit_model.evaluation.answers import Answers
from digit_model.evaluation.calibration import expected_calibration_error, reliability
from pages.accuracy_sections.charts import chart, model_colours
from pages.parts.words import model_title, percent, short_title

# Finer where models are: most of their answers are given with more than 99 %.
_LEAST = [0.0, *(n / 100 for n in range(20, 100, 5)), 0.96, 0.97, 0.98]
_LEAST += [n / 1000 for n in range(990, 1000)] + [0.9999]


def show(answers: dict[str, Answers]) -> None:
    """Show calibration and the errors that are left when models may abstain.

    Parameters
    ----------
    answers : dict of str to Answers
        One or two models' answers by name.
    """
    calibration, abstaining = st.columns(2, gap="large")
    with calibration:
        _calibration(answers)
    with abstaining:
        _abstaining(answers)


def _calibration(answers: dict[str, Answers]) -> None:
    st.header("Is 80 % sure right 80 times in 100?", anchor=False)
    bins = pd.concat(
        reliability(given).assign(model=model_title(name))
        for name, given in answers.items()
    )
    for share in ("confidence", "accuracy", "lower", "upper"):
        bins[f"{share}_told"] = bins[share].map(percent)
    chart(
        bins,
        _reliability(list(answers)),
        key="reliability",
        alt="Reliability diagram: accuracy against confidence",
    )
    for name, given in answers.items():
        error = expected_calibration_error(given)
        mean = percent(float(given.confidence.mean()))
        right = percent(given.accuracy)
        st.markdown(
            f"**{short_title(name)}** is {mean} sure on average and right {right} of "
            "the time. "
            f"Its expected calibration error is **{percent(error)}**."
        )
    st.caption(
        "Images are sorted into 15 bins of confidence; larger dots hold more of them, "
        "and the bars say between which values the accuracy on more such images would "
        "lie (Wilson, 95 %): few images say little. On the dashed line confidence is "
        "accuracy; above it, a model is right more often than it says. The "
        "calibration error is the mean distance from the line "
        "(Guo et al. 2017)."
    )


@st.fragment
def _abstaining(answers: dict[str, Answers]) -> None:
    st.header("How many errors remain if a model may abstain?", anchor=False)
    place = st.container()
    least = st.select_slider(
        "Answer only if at least this sure",
        _LEAST,
        0.9,
        format_func=lambda share: f"{100 * share:.4g} %",
        key="least",
        bind="query-params",
    )
    curves = pd.concat(
        risk_coverage(given).assign(model=model_title(name))
        for name, given in answers.items()
    )
    left = {
        name: errors_when_abstaining(given, least) for name, given in answers.items()
    }
    now = pd.DataFrame(
        {
            "model": list(map(model_title, left)),
            "answered": [
                answered / len(answers[name]) for name, (answered, _) in left.items()
            ],
            "errors": [errors for _, errors in left.values()],
            "confidence": least,
            "now": True,
        }
    )
    # Where no errors are, the curves only lie on the axis.
    shown = [*curves["answered"][curves["errors"] > 0], *now["answered"], 0.95]
    start = math.floor(min(shown) * 20) / 20
    chart(
        pd.concat([curves.assign(now=False), now]),
        _risk_coverage(list(answers), start, max(int(curves["errors"].max()), 1)),
        key="risk-coverage",
        alt="Errors left against the share of images answered",
        place=place,
    )
    for name, (answered, errors) in left.items():
        given = answers[name]
        st.markdown(
            f"**{short_title(name)}** answers {answered:,} of {len(given):,} images "
            f"({percent(answered / len(given))}) and leaves the others to a person: "
            f"**{errors:,} errors** remain instead of {given.errors:,}."
        )


_TOOLTIP = [
    {"field": "model", "title": "Model"},
    {"field": "confidence_told", "title": "Mean confidence"},
    {"field": "accuracy_told", "title": "Accuracy"},
    {"field": "lower_told", "title": "at least"},
    {"field": "upper_told", "title": "at most"},
    {"field": "n", "title": "Images", "format": ","},
]


def _reliability(names: list[str]) -> dict[str, Any]:
    def share(field: str, title: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "title": title,
            "axis": {"format": "%"},
            "scale": {"domain": [0, 1]},
        }

    x, colours = share("confidence", "Confidence"), model_colours(names)
    return {
        "height": 340,
        "layer": [
            {
                "data": {"values": [{"at": 0}, {"at": 1}]},
                "mark": {"type": "line", "strokeDash": [4, 4], "color": "#7a828a"},
                "encoding": {
                    "x": {"field": "at", "type": "quantitative"},
                    "y": {"field": "at", "type": "quantitative"},
                },
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.5},
                "encoding": {
                    "x": x,
                    "y": share("lower", "Accuracy"),
                    "y2": {"field": "upper"},
                    "color": colours,
                    "tooltip": _TOOLTIP,
                },
            },
            {
                "mark": {"type": "point", "filled": True, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": share("accuracy", "Accuracy"),
                    "color": colours,
                    "size": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {
                            "type": "log",
                            "domain": [1, 10000],
                            "range": [20, 260],
                        },
                        "legend": None,
                    },
                    "tooltip": _TOOLTIP,
                },
            },
        ],
    }


def _risk_coverage(names: list[str], start: float, most: int) -> dict[str, Any]:
    return {
        "height": 340,
        "encoding": {
            "x": {
                "field": "answered",
                "type": "quantitative",
                "title": "Images answered",
                "axis": {"format": ".1~%", "tickCount": 5},
                "scale": {"domain": [start, 1], "nice": False},
            },
            "y": {
                "field": "errors",
                "type": "quantitative",
                "title": "Errors left",
                "scale": {"domain": [0, most], "nice": True},
            },
            "color": model_colours(names),
            "tooltip": [
                {"field": "model", "title": "Model"},
                {"field": "confidence", "title": "Least confidence", "format": ".2%"},
                {"field": "answered", "title": "Answered", "format": ".2%"},
                {"field": "errors", "title": "Errors left", "format": ","},
            ],
        },
        "layer": [
            {
                "transform": [{"filter": "!datum.now"}],
                "mark": {"type": "line", "interpolate": "step-after", "clip": True},
            },
            {
                "transform": [{"filter": "datum.now"}],
                "mark": {"type": "point", "filled": True, "size": 160, "opacity": 1},
            },
        ],
    }
