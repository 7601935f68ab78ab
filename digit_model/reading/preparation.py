"""Preparation: any drawing or picture becomes an image like those of MNIST.

The way is MNIST's own: find the ink, crop to it, scale its longer side to 20 pixels
with anti-aliasing, and put its centre of mass into the centre of 28x28. Before the
scaling, a pen much thinner or thicker than MNIST's is brought to a usual width.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from PIL import Image
from scipy import ndimage

SIDE = 28
"""Side of an MNIST image in pixels."""
BOX = 20
"""Longer side of the digit within it."""

_LARGEST_SIDE = 1024  # a larger picture is reduced first: nobody waits for its pixels
_WORK_SIDE = 80  # the stroke is measured and changed at four times the final size
_FAINTEST = 0.06  # a contrast below this fraction of full scale is not ink
_VISIBLE = 0.04  # of the strongest ink; less is neither cropped to nor counted
_FRAME = 0.15  # of full scale: what differs less from a frame belongs to it
_STRONG = 128  # of 255, which is in every image of MNIST's
_USUAL_WIDTHS = (2.2, 3.4)  # of strokes, in pixels of the final image


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
        If `picture` does not have one of these shapes and types.

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
    finished = _mnist_image(picture)
    if finished is not None:
        return _as_it_is(finished)
    return prepare_ink(find_ink(picture))


def prepare_ink(ink: np.ndarray) -> Preparation:
    """Turn the ink of one digit into an MNIST-style image, as `prepare` goes on.

    Parameters
    ----------
    ink : ndarray of shape (h, w), dtype float32
        0 on the ground to 1 at the strongest ink, as `find_ink` returns it.

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
    enlarged = _at_working_size(crop)
    if max(crop.shape) <= SIDE:
        # In a picture as small as MNIST's own the pen is what it is: there is no finer
        # edge to move, and MNIST's images come out as they went in.
        stroke, width = crop, _stroke_width(enlarged) * BOX / _WORK_SIDE
    else:
        redrawn, width = _with_usual_pen(enlarged)
        stroke = _crop(redrawn)
    image = _centre(_resize(stroke, BOX))
    steps = {
        "ink": _to_bytes(ink),
        "crop": _to_bytes(crop),
        "stroke": _to_bytes(stroke),
        "image": image,
    }
    return Preparation(image, blank=False, steps=steps, stroke_width=width)


def _mnist_image(picture: np.ndarray | Image.Image) -> np.ndarray | None:
    """Return a picture that has MNIST's form already, shape (28, 28); else None."""
    array = np.asarray(picture)
    if array.shape[:2] != (SIDE, SIDE) or array.dtype != np.uint8:
        return None
    if array.ndim == 3:
        opaque = array.shape[2] == 3 or array[..., -1].min() == 255
        grey = array[..., :1]
        if not opaque or (array[..., : min(array.shape[2], 3)] != grey).any():
            return None
        array = grey[..., 0]
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
    width = _stroke_width(_resize(crop, _WORK_SIDE)) * BOX / _WORK_SIDE
    steps = {"ink": image, "crop": _to_bytes(crop), "stroke": _to_bytes(crop)}
    return Preparation(
        image, blank=False, steps=steps | {"image": image}, stroke_width=width
    )


def find_ink(picture: np.ndarray | Image.Image) -> np.ndarray:
    """Tell ink from ground.

    Parameters
    ----------
    picture : ndarray or PIL image
        As for `prepare`.

    Returns
    -------
    ndarray of shape (h, w), dtype float32
        0 on the ground to 1 at the strongest ink; all 0 where nothing stands out.

    Raises
    ------
    ValueError
        If `picture` does not have a shape and type that `prepare` takes.
    """
    colour, alpha = _colour_and_alpha(picture)
    if alpha is None:
        alpha = _within_frame(colour)
    elif _border(alpha).mean() < 0.5 and not _is_card(colour, alpha):
        return _stretch(alpha, floor=0.0)
    if alpha is not None:
        # What shows through a transparent place is taken for more of the ground.
        opaque = alpha > 0.5
        ground = np.median(colour[opaque], axis=0) if opaque.any() else colour[0, 0]
        colour = ground + (colour - ground) * alpha[..., None]
    contrast = np.abs(colour - _ground(colour)).max(axis=-1)
    # Grain: the upper quartile, since noise cut off at black leaves half of the border
    # without any, and a quarter of it may be crossed by strokes.
    grain = float(np.percentile(_border(contrast), 75))
    if grain > contrast.max() / 2:
        grain = 0.0  # more is crossed: the picture ends where the ink does
    return _stretch(contrast, floor=3 * grain)


def _colour_and_alpha(
    picture: np.ndarray | Image.Image,
) -> tuple[np.ndarray, np.ndarray | None]:
    array = np.asarray(picture)
    if array.ndim == 2:
        array = array[..., None]
    if array.ndim != 3 or array.shape[2] > 4 or 0 in array.shape:
        raise ValueError(
            "a picture has the shape (height, width) or (height, width, channels) with "
            f"1 to 4 channels, not {np.asarray(picture).shape}"
        )
    array = no_larger(array, _LARGEST_SIDE)
    if array.shape[2] in (2, 4):
        colour, alpha = array[..., :-1], array[..., -1]
    else:
        colour, alpha = array, None
    others = range(1, colour.shape[2])
    if all(np.array_equal(colour[..., 0], colour[..., k]) for k in others):
        colour = colour[..., :1]  # grey, and a third of the work
    colour = _to_unit(colour)
    if alpha is not None:
        alpha = _to_unit(alpha)
        if alpha.min() == alpha.max() > 0:
            alpha = None  # nothing is told apart by it
    return colour, alpha


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


def _to_unit(array: np.ndarray) -> np.ndarray:
    """Bring values to 0 to 1, dtype float32."""
    if array.dtype == np.uint8:
        return array.astype(np.float32) / 255
    if array.dtype == np.uint16:
        return array.astype(np.float32) / 65535
    if array.dtype == bool:
        return array.astype(np.float32)
    if np.issubdtype(array.dtype, np.floating):
        return np.clip(np.nan_to_num(array), 0, 1).astype(np.float32)
    raise ValueError(f"a picture is uint8, uint16, bool or float, not {array.dtype}")


def _ground(colour: np.ndarray) -> np.ndarray:
    """Estimate the ground from the picture's border, shading included."""
    border = _border(colour)  # (m, channels)
    flat = np.median(border, axis=0)
    uneven = np.median(np.abs(border - flat))
    if uneven == 0:
        return flat
    height, width, channels = colour.shape
    y, x = np.broadcast_arrays(*np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j])
    terms = _terms(_border(y), _border(x))  # (m, 6)
    weights, *_ = np.linalg.lstsq(terms, border, rcond=None)
    # Only the shading of a photographed sheet is smooth enough to leave so little.
    if np.median(np.abs(border - terms @ weights)) > uneven / 2:
        return flat
    ground = np.empty((height, width, channels), np.float32)
    for top in range(0, height, 64):  # six terms of every pixel would fill the memory
        rows = slice(top, top + 64)
        ground[rows] = _terms(y[rows], x[rows]) @ weights
    return ground


def _terms(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1)


def _border(array: np.ndarray) -> np.ndarray:
    """Return the pixels along the edges, shape (m, ...)."""
    edge = max(1, min(array.shape[:2]) // 50)
    inner = array[edge:-edge]
    sides = (array[:edge], array[-edge:], inner[:, :edge], inner[:, -edge:])
    return np.concatenate([side.reshape(-1, *array.shape[2:]) for side in sides])


def _is_card(colour: np.ndarray, alpha: np.ndarray) -> bool:
    """Whether the opaque part is a sheet with ink on it rather than the ink itself."""
    opaque = alpha > 0.5
    within = bounds(opaque)
    if within is None:
        return False
    shades = colour[opaque]
    spread = np.percentile(shades, 99, axis=0) - np.percentile(shades, 1, axis=0)
    return bool(opaque[within].mean() > 0.8 and spread.max() > 0.25)


def _within_frame(colour: np.ndarray) -> np.ndarray | None:
    """Return 1 on a sheet, 0 on a border of one colour round it; None without one."""
    frame = np.median(np.concatenate(rim(colour)), axis=0)
    near = np.abs(colour - frame).max(axis=-1) < _FRAME
    sheet = bounds(~near)
    # Most of a sheet is not of the frame's colour; most of what strokes enclose is.
    if sheet is None or near[sheet].mean() > 0.5:
        return None
    parts, count = ndimage.label(near)
    at_edge = np.zeros(count + 1, bool)
    at_edge[np.concatenate(rim(parts))] = True
    at_edge[0] = False
    soft = ndimage.binary_dilation(at_edge[parts], np.ones((3, 3)), iterations=2)
    within = bounds(~soft)
    if within is None or soft[within].mean() > 0.07:
        return None
    alpha = 1 - soft.astype(np.float32)
    return alpha if _is_card(colour, alpha) else None


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


def _stretch(contrast: np.ndarray, *, floor: float) -> np.ndarray:
    strongest = float(contrast.max())
    if strongest < max(_FAINTEST, 1.5 * floor):
        return np.zeros(contrast.shape, np.float32)
    return np.clip((contrast - floor) / (strongest - floor), 0, 1).astype(np.float32)


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
    pen = _stroke_width(parts[top:bottom, left:right] == largest)
    keep = (extents > 1.5 * pen) | (areas > 0.12 * areas[largest])
    keep[0] = True
    kept = np.where(keep[parts], ink, 0)
    # What is left may be paler than what is gone.
    return kept * (ink.max() / kept.max())


def _crop(ink: np.ndarray) -> np.ndarray:
    visible = bounds(ink > _VISIBLE)
    assert visible is not None  # the strongest ink is
    return ink[visible]


def _resize(ink: np.ndarray, longest: int) -> np.ndarray:
    height, width = ink.shape
    scale = longest / max(height, width)
    if scale == 1:
        return ink
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    # Pillow's filters widen their support when they reduce, hence anti-aliasing.
    resized = Image.fromarray(ink).resize(size, Image.Resampling.BILINEAR)
    return np.asarray(resized)


def _at_working_size(crop: np.ndarray) -> np.ndarray:
    """Resize ink to where strokes are redrawn, the finest pen's too."""
    resized = _resize(crop, _WORK_SIDE)
    reach = math.ceil(2 * max(crop.shape) / _WORK_SIDE)
    if reach <= 2:
        return resized
    # A pen finer than a pixel fades: where ink goes with it, it gets two wide.
    kept = ndimage.binary_dilation(resized > 0.5, np.ones((3, 3)))
    if resized[~kept].sum() > 0.05 * resized.sum():
        full = np.minimum(2 * crop, 1)  # a line between two pixels is half in each
        wider = ndimage.maximum_filter(np.pad(full, reach // 2), reach)
        resized = _resize(wider, _WORK_SIDE)
    return resized


def _stroke_width(ink: np.ndarray) -> float:
    """Mean width of the strokes in pixels.

    Across a stroke of width w the distance to its edge grows from 0 to w / 2 and
    falls again: its mean is w / 4.
    """
    return _mean_width(_to_edge(np.pad(ink > 0.5, 1)))


def _mean_width(inside: np.ndarray) -> float:
    inside = inside[inside > 0]
    return 4 * float(np.maximum(inside - 0.5, 0.25).mean()) if inside.size else 0.0


def _to_edge(solid: np.ndarray) -> np.ndarray:
    """Distance from each solid pixel to the nearest other one; 0 of those."""
    return np.asarray(ndimage.distance_transform_edt(solid))


def _with_usual_pen(ink: np.ndarray) -> tuple[np.ndarray, float]:
    """Redraw strokes with a usual pen; tell how wide they were on the final image."""
    solid = np.pad(ink > 0.5, _WORK_SIDE // 8)
    inside = _to_edge(solid)
    width = _mean_width(inside) * BOX / _WORK_SIDE
    growth = float(np.clip(width, *_USUAL_WIDTHS) - width) / 2 * _WORK_SIDE / BOX
    # Signed distance to the edge, which runs half a pixel beside the pixels' middles.
    distance = np.where(solid, inside - 0.5, -np.inf)
    if growth > 0:  # else nothing becomes ink that is none
        distance = np.where(solid, distance, 0.5 - _to_edge(~solid))
    redrawn = np.clip(distance + growth + 0.5, 0, 1).astype(np.float32)
    return (redrawn if solid.any() and redrawn.any() else ink), width


def _centre(digit: np.ndarray) -> np.ndarray:
    """Put the centre of mass into the centre, to the whole pixel as MNIST does."""
    image = np.zeros((SIDE, SIDE), np.float32)
    place = []
    for axis, length in enumerate(digit.shape):
        middle = float(np.average(np.arange(length), weights=digit.sum(axis=1 - axis)))
        start = int(np.clip(np.floor(SIDE / 2 - middle + 0.5), 0, SIDE - length))
        place.append(slice(start, start + length))
    image[tuple(place)] = digit
    return _to_bytes(image)


def _to_bytes(ink: np.ndarray) -> np.ndarray:
    return np.round(np.clip(ink, 0, 1) * 255).astype(np.uint8)
