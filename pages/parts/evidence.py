"""The evidence picture: which ink spoke for which digit."""

import numpy as np
import streamlit as st

from digit_model.reading.persistence import load_card
from pages.parts.images import data_url
from pages.parts.resources import evidence

_FOR, _AGAINST, _NEITHER = (255, 146, 43), (77, 171, 247), (140, 140, 140)
_SCALE = 10  # screen pixels a pixel
_LEAST = 0.5  # less evidence than this, at its most, is not drawn at full strength
_MARKED = 0.4  # of the strongest evidence; less bears no mark
_MARKS, _APART = 3, 6  # marks for each digit at most; pixels between them at least
_PLACES = (
    ("upper left", "top", "upper right"),
    ("left", "middle", "right"),
    ("lower left", "bottom", "lower right"),
)


def show_evidence(name: str, image: np.ndarray, digit: int, other: int) -> None:
    """Show which ink spoke for a digit and which for another one.

    Parameters
    ----------
    name : str
        The model that read the image.
    image : ndarray of shape (28, 28), dtype uint8
        An MNIST-style image.
    digit, other : int
        The two digits: usually what was read, and what might have been.
    """
    fingerprint = load_card(name)["fingerprint"]
    picture, told = _picture(name, fingerprint, image, digit, other)
    st.image(picture, alt=told, width=28 * _SCALE)
    st.caption(
        f":orange[■] Orange, marked {digit}: ink that speaks for "
        f"{digit}.  \n:blue[■] Blue, marked {other}: for {other}.  \n"
        "Grey ink matters little.",
        help="Ink is taken away patch by patch, and the model reads what is left. "
        f"Where that makes {digit} less probable against {other}, the ink spoke for "
        f"{digit} (occlusion: Zeiler and Fergus, 2014).",
    )


@st.cache_data(show_spinner=False, max_entries=500)  # of about 2 kB each
def _picture(
    name: str, fingerprint: str, image: np.ndarray, digit: int, other: int
) -> tuple[str, str]:
    """Draw the picture, as SVG, and say it in words."""
    strength = evidence(name, image, digit, other)
    strength = strength / max(np.abs(strength).max(), _LEAST)
    marks = {digit: _peaks(strength), other: _peaks(-strength)}
    # The marks tell the two apart without colour.
    texts = "".join(
        f'<text x="{_SCALE * (column + 0.5)}" y="{_SCALE * (row + 0.5)}">{mark}</text>'
        for mark, peaks in marks.items()
        for row, column in peaks
    )
    side = 28 * _SCALE
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{side}" height="{side}" font-family="sans-serif" font-weight="bold" '
        'font-size="26" text-anchor="middle" dominant-baseline="central" fill="white" '
        'stroke="black" stroke-width="5" paint-order="stroke" stroke-linejoin="round">'
        f'<image width="{side}" height="{side}" style="image-rendering: pixelated" '
        f'href="{data_url(_coloured(image, strength))}"/>{texts}</svg>'
    )
    told = "; ".join(
        f"{_where(peaks)} speaks most for {mark}"
        if peaks
        else f"none speaks for {mark}"
        for mark, peaks in marks.items()
    )
    return svg, f"Evidence picture. Of the ink, {told}."


def _coloured(image: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Colour the ink by its evidence from -1 to 1, shape (28, 28, 3)."""
    hue = np.where(strength[..., None] > 0, _FOR, _AGAINST)
    ink = image[..., None] / 255
    # Where half covered ink has half the evidence, its hue is that of full ink.
    amount = np.abs(strength[..., None]) / np.maximum(ink, 1e-9)
    amount = np.minimum(amount, 1) ** 0.7
    return np.round(ink * (_NEITHER + (hue - _NEITHER) * amount)).astype(np.uint8)


def _peaks(strength: np.ndarray) -> list[tuple[int, int]]:
    """Find the rows and columns where it is greatest, not too near each other."""
    peaks: list[tuple[int, int]] = []
    for place in np.argsort(-strength, axis=None):
        row, column = divmod(int(place), strength.shape[1])
        if strength[row, column] < _MARKED or len(peaks) == _MARKS:
            break
        if all(np.hypot(row - r, column - c) >= _APART for r, c in peaks):
            peaks.append((row, column))
    return peaks


def _where(peaks: list[tuple[int, int]]) -> str:
    """Name the place of the greatest."""
    row, column = peaks[0]
    third = 20 / 3  # of the box that a digit fills, 4 pixels from the edge
    vertical, horizontal = (
        int(np.clip((place - 4) // third, 0, 2)) for place in (row, column)
    )
    return f"the {_PLACES[vertical][horizontal]}"
