"""One image, enlarged, with the value of every pixel."""

import numpy as np

from pages.parts.component import component
from pages.parts.images import data_url

# A component of our own: a picture has no hover text for each of its pixels, and a
# chart of 784 squares takes many times as long to appear.
_pixels = component(__file__)


def pixels(image: np.ndarray, *, key: str, alt: str, title: str = "") -> None:
    """Show an image enlarged without blur, and the value of a pixel.

    It is the one that one points at, or moves to by the arrow keys.

    Parameters
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        The image.
    key : str
        Its key on the page.
    alt : str
        What it shows, for screen readers.
    title : str, optional
        What the dialog around it is called from now on: when only the inside of a
        dialog runs, Streamlit leaves its title as it was.
    """
    data = {
        "source": data_url(image),
        "values": image.ravel().tolist(),
        "alt": alt,
        "title": title,
        "hint": "Point at a pixel to read its value.",
    }
    _pixels(key=key, data=data)
