"""One image, enlarged, with the value of every pixel."""

import numpy as np

from pages.parts.component import component
from pages.parts.images import data_url

# A component of our own: a picture has no hover text for each of its pixels, and a
# chart of 784 squares takes many times as long to appear.
_pixels = component(__file__)


def pixels(image: np.ndarray, *, key: str, alt: str) -> None:
    """Show an image enlarged without blur; hovering shows the value of a pixel.

    Parameters
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        The image.
    key : str
        Its key on the page.
    alt : str
        What it shows, for screen readers.
    """
    data = {
        "source": data_url(image),
        "values": image.ravel().tolist(),
        "alt": alt,
        "hint": "Point at a pixel to read its value.",
    }
    _pixels(key=key, data=data)
