"""Pixels: what is asked of images everywhere."""

import numpy as np
from PIL import Image

# In others a pixel is no colour: it is a place in a palette, or an amount of ink.
_MODES = "1", "L", "LA", "RGB", "RGBA", "I;16", "F"


def as_array(picture: np.ndarray | Image.Image) -> np.ndarray:
    """Take the pixels of a picture, whichever form it comes in.

    Parameters
    ----------
    picture : ndarray or PIL image
        As `digit_model.reading.preparation.prepare` takes it.

    Returns
    -------
    ndarray of shape (h, w) or (h, w, channels)
        With 1 to 4 channels.

    Raises
    ------
    ValueError
        If it has another shape, or is a PIL image of a mode to be converted first.
    """
    if isinstance(picture, Image.Image) and picture.mode not in _MODES:
        raise ValueError(
            f"a picture of mode {picture.mode} is to be converted first: colours with "
            'picture.convert("RGBA"), numbers to an array of uint16, or of float from '
            "0 to 1"
        )
    array = np.asarray(picture)
    if (
        array.ndim not in (2, 3)
        or 0 in array.shape
        or (array.ndim == 3 and array.shape[2] > 4)
    ):
        raise ValueError(
            "a picture has the shape (height, width) or (height, width, channels) with "
            f"1 to 4 channels, not {array.shape}"
        )
    return array


def split_alpha(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Part a picture's colours from its transparency.

    Parameters
    ----------
    picture : ndarray of shape (h, w) or (h, w, channels)
        Grey, grey with alpha, RGB or RGBA.

    Returns
    -------
    ndarray of shape (h, w, 1) or (h, w, 3)
        Grey or RGB.
    ndarray of shape (h, w) or None
        Alpha; None without it.
    """
    if picture.ndim == 2:
        return picture[..., None], None
    if picture.shape[2] in (2, 4):
        return picture[..., :-1], picture[..., -1]
    return picture, None


def no_larger(picture: np.ndarray, side: int) -> np.ndarray:
    """Reduce a picture, by a whole number, to what can be handled.

    Parameters
    ----------
    picture : ndarray of shape (h, w) or (h, w, channels)
        The picture.
    side : int
        Pixels of the longer side, at most.

    Returns
    -------
    ndarray of the same kind
        The picture itself if it is small enough; means of its pixels if it is of dtype
        uint8, else every so many of them.
    """
    factor = -(-max(picture.shape[:2]) // side)
    if factor == 1:
        return picture
    if picture.dtype != np.uint8:
        return picture[::factor, ::factor]
    channels = picture.shape[2:]
    image = Image.fromarray(picture[..., 0] if channels == (1,) else picture)
    reduced = np.asarray(image.reduce(factor))
    return reduced.reshape(*reduced.shape[:2], *channels)


def resize(ink: np.ndarray, longest: int) -> np.ndarray:
    """Bring an image to a size, with anti-aliasing.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        The image.
    longest : int
        Pixels of its longer side then.

    Returns
    -------
    ndarray of shape (h, w), dtype float32
        The image itself if it has this size.
    """
    height, width = ink.shape
    scale = longest / max(height, width)
    if scale == 1:
        return ink
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    # Pillow's filters widen their support when they reduce, hence anti-aliasing.
    resized = Image.fromarray(ink).resize(size, Image.Resampling.BILINEAR)
    return np.asarray(resized)


def rim(array: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the outermost pixels of an image.

    Parameters
    ----------
    array : ndarray of shape (h, w) or (h, w, channels)
        The image.

    Returns
    -------
    tuple of ndarray
        Its first and last row, its first and last column.
    """
    return array[0], array[-1], array[:, 0], array[:, -1]


def bounds(mask: np.ndarray) -> tuple[slice, slice] | None:
    """Find the rows and columns that hold all of a mask.

    Parameters
    ----------
    mask : ndarray of shape (h, w)
        Whatever is not 0 belongs to it.

    Returns
    -------
    tuple of slice or None
        Rows and columns; None if the mask is empty.
    """
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    return (
        slice(int(rows[0]), int(rows[-1]) + 1),
        slice(int(columns[0]), int(columns[-1]) + 1),
    )


def to_bytes(ink: np.ndarray) -> np.ndarray:
    """Bring values from 0 to 1 to 0 to 255.

    Parameters
    ----------
    ink : ndarray
        What is below or above is cut off.

    Returns
    -------
    ndarray of the same shape, dtype uint8
        The values.
    """
    return np.round(np.clip(ink, 0, 1) * 255).astype(np.uint8)
