"""Small images: enlarged and encoded for the browser."""

from base64 import b64encode
from io import BytesIO

import numpy as np
from PIL import Image


def enlarge(image: np.ndarray, factor: int) -> np.ndarray:
    """Repeat every pixel, so that nothing is blurred.

    Parameters
    ----------
    image : ndarray of shape (h, w), dtype uint8
        A grey image.
    factor : int
        How many times as wide and high.

    Returns
    -------
    ndarray of shape (h * factor, w * factor), dtype uint8
        The same, larger.
    """
    return image.repeat(factor, axis=0).repeat(factor, axis=1)


def png(image: np.ndarray) -> bytes:
    """Encode an image.

    Parameters
    ----------
    image : ndarray of shape (h, w) or (h, w, 3), dtype uint8
        A grey or coloured image.

    Returns
    -------
    bytes
        A PNG file.
    """
    file = BytesIO()
    Image.fromarray(image).save(file, "PNG", compress_level=1)
    return file.getvalue()


def data_url(image: np.ndarray) -> str:
    """Encode an image into an address that needs no request.

    Parameters
    ----------
    image : ndarray of shape (h, w) or (h, w, 3), dtype uint8
        A grey or coloured image.

    Returns
    -------
    str
        A PNG file as a data URL.
    """
    return "data:image/png;base64," + b64encode(png(image)).decode()


def photo_url(picture: np.ndarray) -> str:
    """Encode a picture that people gave.

    Parameters
    ----------
    picture : ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8
        As `digit_model.finding.client.Reader.read_all` returns it.

    Returns
    -------
    str
        A JPEG file as a data URL.
    """
    image = Image.fromarray(picture)
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    file = BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=80)
    return "data:image/jpeg;base64," + b64encode(file.getvalue()).decode()
