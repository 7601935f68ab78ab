"""Preparation: any drawing or picture becomes an image like those of MNIST.

The way is MNIST's own: find the ink, crop to it, scale its longer side to 20 pixels
with anti-aliasing, and put its centre of mass into the centre of 28x28. Before the
scaling, a pen much thinner or thicker than MNIST's is brought to a usual width.
"""

from dataclasses import dataclass, field

import numpy as np
from PIL import Image
from scipy import ndimage

from digit_model.reading import pen
from digit_model.reading.ink import find_ink
from digit_model.reading.pixels import as_array, bounds, resize, split_alpha, to_bytes

SIDE = 28
"""Side of an MNIST image in pixels."""
BOX = 20
"""Longer side of the digit within it."""

_VISIBLE = 0.04  # of the strongest ink; less is neither cropped to nor counted
_STRONG = 128  # of 255, which is in every image of MNIST's


@dataclass(frozen=True)
class Preparation:
    """What became of a picture, step by step.

    Attributes
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        The MNIST-style image, white (255) on black (0); all black if `blank`.
    blank : bool
        Whether there was no ink.
    steps : dict of str to ndarray
        The stages on the way for display, each a 2-d uint8 image, white on black:
        "ink", "crop", "stroke" and "image". Only "image" if `blank`.
    stroke_width : float
        Width of the strokes as drawn, in pixels of the final image; 0 if `blank`.
    """

    image: np.ndarray
    blank: bool
    steps: dict[str, np.ndarray] = field(default_factory=dict)
    stroke_width: float = 0.0


def prepare(picture: np.ndarray | Image.Image) -> Preparation:
    """Turn a drawing or picture of one digit into an MNIST-style image.

    Parameters
    ----------
    picture : ndarray or PIL image
        A grey (h, w), grey with transparency (h, w, 2), RGB (h, w, 3) or RGBA
        (h, w, 4) picture: uint8 from 0 to 255, uint16 from 0 to 65535, or bool or
        float from 0 to 1. Bright ink on dark, dark ink on bright and ink on a
        transparent ground all work.

    Returns
    -------
    Preparation
        The image and the steps on the way.

    Raises
    ------
    ValueError
        If `picture` does not have one of these shapes and types, or is a PIL image of
        a mode to be converted first, as with a palette.

    References
    ----------
    Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten
    digits", on size normalisation and centring.

    Examples
    --------
    >>> import numpy as np
    >>> paper = np.full((280, 280), 255, np.uint8)
    >>> prepare(paper).blank
    True
    >>> paper[40:240, 130:150] = 0
    >>> prepare(paper).image.shape
    (28, 28)
    """
    pixels = as_array(picture)
    finished = _mnist_image(pixels)
    if finished is not None:
        return _as_it_is(finished)
    return prepare_ink(find_ink(pixels))


def prepare_ink(ink: np.ndarray) -> Preparation:
    """Turn the ink of one digit into an MNIST-style image, as `prepare` goes on.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        0 on the ground to 1 at the strongest ink, as
        `digit_model.reading.ink.find_ink` returns it.

    Returns
    -------
    Preparation
        The image and the steps on the way.

    Examples
    --------
    >>> import numpy as np
    >>> prepare_ink(np.zeros((280, 280), np.float32)).blank
    True
    """
    ink = _without_specks(ink)
    if not ink.any():
        black = np.zeros((SIDE, SIDE), np.uint8)
        return Preparation(black, blank=True, steps={"image": black})
    crop = _crop(ink)
    enlarged = pen.enlarged(crop)
    if max(crop.shape) <= SIDE:
        # In a picture as small as MNIST's own the pen is what it is: there is no finer
        # edge to move, and MNIST's images come out as they went in.
        stroke, width = crop, pen.stroke_width(enlarged > pen.SOLID)
    else:
        redrawn, width = pen.with_usual_pen(enlarged)
        stroke = _crop(redrawn)
    image = _centre(resize(stroke, BOX))
    steps = {
        "ink": to_bytes(ink),
        "crop": to_bytes(crop),
        "stroke": to_bytes(stroke),
        "image": image,
    }
    return Preparation(
        image, blank=False, steps=steps, stroke_width=width * BOX / pen.SIDE
    )


def _mnist_image(picture: np.ndarray) -> np.ndarray | None:
    """Return a picture that has MNIST's form already, shape (28, 28); else None."""
    if picture.shape[:2] != (SIDE, SIDE) or picture.dtype != np.uint8:
        return None
    colour, alpha = split_alpha(picture)
    opaque = alpha is None or alpha.min() == 255
    if not opaque or (colour != colour[..., :1]).any():
        return None
    array = colour[..., 0]
    if array.max() < _STRONG:
        return None
    within = bounds(array)
    assert within is not None  # strong pixels
    if max(side.stop - side.start for side in within) not in (BOX - 1, BOX):
        return None
    middle = ndimage.center_of_mass(array)
    return array if np.abs(np.subtract(middle, SIDE / 2)).max() <= 0.51 else None


def _as_it_is(image: np.ndarray) -> Preparation:
    ink = image / np.float32(255)
    crop = _crop(ink)
    width = pen.stroke_width(resize(crop, pen.SIDE) > pen.SOLID) * BOX / pen.SIDE
    steps = {"ink": image, "crop": to_bytes(crop), "stroke": to_bytes(crop)}
    return Preparation(
        image, blank=False, steps=steps | {"image": image}, stroke_width=width
    )


def _without_specks(ink: np.ndarray) -> np.ndarray:
    """Remove dots that are no wider than the pen, as a stray tap leaves them."""
    parts, count = ndimage.label(ink > _VISIBLE, structure=np.ones((3, 3)))
    if count < 2:
        return ink
    place = np.nonzero(parts)
    part = parts[place]
    areas = np.bincount(part, minlength=count + 1)  # (count + 1,); none of part 0
    largest = areas.argmax()
    first = np.full((2, count + 1), max(ink.shape))
    last = np.zeros((2, count + 1), int)
    for axis in range(2):  # of all parts at once: a picture may have very many
        np.minimum.at(first[axis], part, place[axis])
        np.maximum.at(last[axis], part, place[axis])
    extents = (last - first).max(axis=0) + 1
    (top, left), (bottom, right) = first[:, largest], last[:, largest] + 1
    width = pen.stroke_width(parts[top:bottom, left:right] == largest)
    keep = (extents > 1.5 * width) | (areas > 0.12 * areas[largest])
    keep[0] = True
    kept = np.where(keep[parts], ink, 0)
    # What is left may be paler than what is gone.
    return kept * (ink.max() / kept.max())


def _crop(ink: np.ndarray) -> np.ndarray:
    visible = bounds(ink > _VISIBLE)
    assert visible is not None  # the strongest ink is
    return ink[visible]


def _centre(digit: np.ndarray) -> np.ndarray:
    """Put the centre of mass into the centre, to the whole pixel as MNIST does."""
    image = np.zeros((SIDE, SIDE), np.float32)
    place = []
    for axis, length in enumerate(digit.shape):
        middle = float(np.average(np.arange(length), weights=digit.sum(axis=1 - axis)))
        start = int(np.clip(np.floor(SIDE / 2 - middle + 0.5), 0, SIDE - length))
        place.append(slice(start, start + length))
    image[tuple(place)] = digit
    return to_bytes(image)
