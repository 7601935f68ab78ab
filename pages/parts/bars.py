"""The ten bars of a model's answer."""

import numpy as np
import streamlit as st

from pages.parts.words import percent

# A component of our own: a chart of ten bars takes the browser two megabytes of script
# and 20 ms at every answer.
_bars = st.components.v2.component(
    "bars",
    html='<div class="bars" role="img"></div>',
    css="""
    .bars { display: grid; gap: 8px; font: 1rem var(--st-font); }
    .bars > div { display: flex; align-items: center; gap: 8px;
                  line-height: 22px; color: var(--st-text-color); }
    i { height: 18px; min-width: 1px; border-radius: 0 3px 3px 0; opacity: 0.45;
        background: var(--st-primary-color); transition: width 120ms; }
    .best i { opacity: 1; }
    .best { font-weight: 600; }
    small { font-size: 0.8125rem; opacity: 0.75; white-space: nowrap; }
    @media (prefers-reduced-motion) { i { transition: none; } }
    """,
    js="""
    export default function ({ data, parentElement }) {
      const bars = parentElement.querySelector(".bars")
      bars.setAttribute("aria-label", data.told)
      if (!bars.children.length) {
        bars.replaceChildren(...data.shown.map((_, digit) => {
          const row = document.createElement("div")
          row.append(
            String(digit), document.createElement("i"), document.createElement("small")
          )
          return row
        }))
      }
      data.probabilities.forEach((probability, digit) => {
        const row = bars.children[digit]
        row.className = digit === data.best ? "best" : ""
        row.children[0].style.width = `calc(${probability} * (100% - 6rem))`
        row.children[1].textContent = data.shown[digit]
      })
    }
    """,
)


def probability_bars(probabilities: np.ndarray, *, key: str) -> None:
    """Show ten bars, one for each digit.

    Parameters
    ----------
    probabilities : ndarray of shape (10,)
        The digits' probabilities.
    key : str
        The bars' key on the page.
    """
    told = ", ".join(
        f"{digit}: {percent(probabilities[digit])}"
        for digit in np.argsort(-probabilities)[:3]
    )
    _bars(
        key=key,
        data={
            "probabilities": probabilities.tolist(),
            "shown": [percent(probability) for probability in probabilities],
            "best": int(probabilities.argmax()),
            "told": f"Most probable digits: {told}",
        },
    )
