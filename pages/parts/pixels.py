"""One image, enlarged, with the value of every pixel."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any, NamedTuple

import numpy as np

from pages.parts.component import component
from pages.parts.images import data_url

# A component of our own: a picture has no hover text for each of its pixels, and a
# chart of 784 squares takes many times as long to appear.
_pixels = component(__file__)


class Shown(NamedTuple):
    """What is shown.

    Attributes
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        The image.
    alt : str
        What it shows, for screen readers.
    title : str
        What the dialog around it is called meanwhile: when only the inside of a dialog
        runs, Streamlit leaves its title as it was.
    """

    image: np.ndarray
    alt: str
    title: str


class Step(NamedTuple):
    """A button that leads to another image.

    Attributes
    ----------
    button : str
        Its key on the page.
    shortcut : str
        Its shortcut, as the browser calls the key.
    shown : Shown
        What will be shown.
    """

    button: str
    shortcut: str
    shown: Shown


def pixels(shown: Shown, *, key: str, steps: Sequence[Step] = ()) -> None:
    """Show an image enlarged without blur, and the value of a pixel.

    It is the one that one points at, or moves to by the arrow keys.

    Parameters
    ----------
    shown : Shown
        The image.
    key : str
        Its key on the page.
    steps : sequence of Step, optional
        What the browser shows at once when they are taken, before the server answers.
    """
    data = {
        "shown": _told(shown),
        "steps": [step._asdict() | {"shown": _told(step.shown)} for step in steps],
        "run": token_hex(8),  # tells an answer from what was said before
        "hint": "Point at a pixel to read its value.",
    }
    _pixels(key=key, data=data)


def _told(shown: Shown) -> dict[str, Any]:
    return {
        "source": data_url(shown.image),
        "values": shown.image.ravel().tolist(),
        "alt": shown.alt,
        "title": shown.title,
    }
