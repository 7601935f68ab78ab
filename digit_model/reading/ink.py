"""Ink: what of a picture stands out from the ground it lies on."""

import numpy as np
from PIL import Image
from scipy import ndimage

from digit_model.reading.pixels import as_array, bounds, no_larger, rim, split_alpha

_LARGEST_SIDE = 1024  # a larger picture is reduced first: nobody waits for its pixels
_FAINTEST = 0.06  # a contrast below this fraction of full scale is not ink
_FRAME = 0.15  # of full scale: what differs less from a frame belongs to it


def find_ink(picture: np.ndarray | Image.Image) -> np.ndarray:
    """Tell ink from ground.

    Parameters
    ----------
    picture : ndarray or PIL image
        A grey (h, w), grey with transparency (h, w, 2), RGB (h, w, 3) or RGBA
        (h, w, 4) picture: uint8 from 0 to 255, uint16 from 0 to 65535, or bool or
        float from 0 to 1.

    Returns
    -------
    ndarray of shape (h, w), dtype float32
        0 on the ground to 1 at the strongest ink; all 0 where nothing stands out.

    Raises
    ------
    ValueError
        If `picture` does not have one of these shapes and types, or is a PIL image of
        a mode to be converted first, as with a palette.
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
    colour, alpha = split_alpha(no_larger(as_array(picture), _LARGEST_SIDE))
    others = range(1, colour.shape[2])
    if all(np.array_equal(colour[..., 0], colour[..., k]) for k in others):
        colour = colour[..., :1]  # grey, and a third of the work
    colour = _to_unit(colour)
    if alpha is not None:
        alpha = _to_unit(alpha)
        if alpha.min() == alpha.max() > 0:
            alpha = None  # nothing is told apart by it
    return colour, alpha


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


def _stretch(contrast: np.ndarray, *, floor: float) -> np.ndarray:
    strongest = float(contrast.max())
    if strongest < max(_FAINTEST, 1.5 * floor):
        return np.zeros(contrast.shape, np.float32)
    return np.clip((contrast - floor) / (strongest - floor), 0, 1).astype(np.float32)
