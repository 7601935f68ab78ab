"""A confusion matrix as a heat map to click."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from pages.parts.words import images, percent

# A component of our own: a chart's cells cannot be reached by keyboard, and it takes
# the browser longer to load what draws charts than the whole page otherwise.
_heat_map = st.components.v2.component(
    "heat_map",
    html="""
    <table>
      <thead>
        <tr><td></td><th colspan="10" scope="colgroup">Read as</th></tr>
        <tr><th scope="col">True digit</th></tr>
      </thead>
      <tbody></tbody>
    </table>
    """,
    css="""
    table { width: 100%; table-layout: fixed; border-spacing: 2px;
            font: 0.8125rem var(--st-font); color: var(--st-text-color); }
    th { font-weight: 400; padding: 2px; opacity: 0.75; }
    tbody th, thead tr + tr th + th { font-weight: 600; opacity: 1; }
    td { padding: 0; }
    button {
      all: unset; box-sizing: border-box; cursor: pointer; display: block;
      width: 100%; height: 40px; line-height: 40px; text-align: center;
      border-radius: 3px;
      background: color-mix(in srgb, #3b5bdb var(--strength), transparent);
    }
    button.strong { color: #ffffff; }
    button:hover { outline: 2px solid var(--st-primary-color); }
    button:focus-visible { outline: 3px solid var(--st-primary-color); }
    button[aria-pressed=true] { outline: 3px solid #e8590c; }
    """,
    js="""
    const element = (name, attributes, ...children) => {
      const made = document.createElement(name)
      for (const [key, value] of Object.entries(attributes))
        made.setAttribute(key, value)
      made.append(...children)
      return made
    }
    export default function ({ data, parentElement, setTriggerValue }) {
      const table = parentElement.querySelector("table")
      table.setAttribute("aria-label", data.label)
      const body = table.tBodies[0]
      if (!body.children.length) {
        const digits = data.shown.map((_, digit) => digit)
        const head = table.tHead.rows[1]
        head.append(...digits.map(read => element("th", { scope: "col" }, read)))
        body.append(...digits.map(digit => element("tr", {},
          element("th", { scope: "row" }, digit),
          ...digits.map(read => element("td", {},
            element("button", { "data-cell": [digit, read] }))))))
      }
      for (const button of body.querySelectorAll("button")) {
        const [digit, read] = button.dataset.cell.split(",").map(Number)
        const strength = data.strength[digit][read]
        button.textContent = data.shown[digit][read]
        button.title = data.told[digit][read]
        button.setAttribute("aria-label", data.told[digit][read])
        button.setAttribute("aria-pressed", String(data.chosen) === `${digit},${read}`)
        button.classList.toggle("strong", strength > 0.55)
        button.style.setProperty("--strength", `${7 + 93 * strength}%`)
        button.onclick = () => setTriggerValue("cell", [digit, read])
      }
    }
    """,
)


def heat_map(
    matrix: np.ndarray,
    *,
    name: str,
    share: bool,
    diagonal: bool,
    chosen: tuple[int, int],
    on_choose: Callable[[int, int], None],
) -> None:
    """Show a confusion matrix; a click chooses a cell.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        Counts: a row for each right digit, a column for each digit read.
    name : str
        The model's name.
    share : bool
        Whether to write the per cent of the row instead of the counts.
    diagonal : bool
        Whether to show what was read right.
    chosen : tuple of int
        Right digit and digit read of the cell to mark.
    on_choose : callable
        Called with right digit and digit read when a cell is clicked.
    """
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)  # (10, 10)
    values = (100 * shares if share else matrix).astype(float)
    if not diagonal:
        np.fill_diagonal(values, 0)
    # The square root keeps single errors visible beside a thousand right answers.
    strength = np.sqrt(values / max(values.max(), 1e-9))
    decimals = 1 if share else 0
    errors = int(matrix.sum() - np.trace(matrix))
    key = f"matrix-{name}"
    _heat_map(
        key=key,
        data={
            "label": f"Confusion matrix of {name}: {errors:,} errors. "
            "Click one to see it",
            "shown": [
                [f"{value:,.{decimals}f}" if value else "" for value in row]
                for row in values
            ],
            "told": [
                [
                    f"{true} read as {read}: {images(count)} "
                    f"({percent(shares[true, read])} of the {true}s)"
                    for read, count in enumerate(row)
                ]
                for true, row in enumerate(matrix)
            ],
            "strength": strength.tolist(),
            "chosen": chosen,
        },
        on_cell_change=lambda: on_choose(*map(int, st.session_state[key].cell)),
    )
