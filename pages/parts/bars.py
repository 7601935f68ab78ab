"""The ten bars of a model's answer."""

import numpy as np

from pages.parts.component import component
from pages.parts.words import percent

# A component of our own: a chart of ten bars takes the browser two megabytes of script
# and 20 ms at every answer.
_bars = component(__file__)


def probability_bars(
    probabilities: np.ndarray,
    *,
    key: str,
    colour: str | None = None,
    title: str = "",
) -> None:
    """Show ten bars, one for each digit.

    Parameters
    ----------
    probabilities : ndarray of shape (10,)
        The digits' probabilities.
    key : str
        The bars' key on the page.
    colour : str, optional
        Of the bars, as CSS has it; the page's by default.
    title : str, default=""
        What stands above them, where there are several.
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
            "colour": colour,
            "title": title,
            "best": int(probabilities.argmax()),
            "told": f"{title} Most probable digits: {told}".strip(),
        },
    )
