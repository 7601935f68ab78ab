"""Rulings: the lines and squares that paper comes with are not ink."""

import numpy as np
from scipy import ndimage

_REDUCED = 640  # pixels of the longer side, of the mask in which lines are sought
_WINDOW = 0.15  # of the longer side, that a line must cover without a break
_COVERED = 0.8  # of it
_STEEPEST = 0.21  # slope; a page may be turned and seen from an angle
_LONG = 0.45  # of the picture's side along it: one line is one
_SHORTER = 0.25  # of it, if there are several such
_SEVERAL = 3
_THICKEST = 0.02  # of the longer side
_DARKER = 1.7  # times a ruling's contrast: ink on it


def without_rulings(mask: np.ndarray, contrast: np.ndarray) -> np.ndarray:
    """Remove long straight thin lines that lie or stand; keep strokes across them.

    Parameters
    ----------
    mask : ndarray of shape (h, w), dtype bool
        What stands out from the ground.
    contrast : ndarray of shape (h, w), dtype float32
        How much it does.

    Returns
    -------
    ndarray of shape (h, w), dtype bool
        What of `mask` belongs to rulings and to nothing else.
    """
    lying = _lines(mask, contrast)
    standing = _lines(mask.T, contrast.T).T
    return lying | standing


def _lines(mask: np.ndarray, contrast: np.ndarray) -> np.ndarray:
    """Find what belongs to lying lines only."""
    nothing = np.zeros(mask.shape, bool)
    factor = -(-max(mask.shape) // _REDUCED)
    reduced = _reduced(mask, factor)
    region = _long_lines(reduced)
    if not region.any():
        return nothing
    near = np.repeat(np.repeat(region, factor, axis=0), factor, axis=1)
    near = near[: mask.shape[0], : mask.shape[1]] & mask
    if not near.any():
        return nothing
    runs = _runs(mask)
    thickness = float(np.median(runs[near]))
    if thickness > max(_THICKEST * max(mask.shape), 4):
        return nothing
    thin = near & (runs <= 1.5 * thickness + 1)
    if not thin.any():
        return nothing
    usual = float(np.median(contrast[thin]))
    return thin & (contrast <= _DARKER * usual)


def _reduced(mask: np.ndarray, factor: int) -> np.ndarray:
    """Reduce; a pixel is set if one of those it stands for is."""
    missing = [(0, -side % factor) for side in mask.shape]
    padded = np.pad(mask, missing)
    rows, columns = padded.shape[0] // factor, padded.shape[1] // factor
    squares = padded.reshape(rows, factor, columns, factor)
    return np.asarray(squares.any(axis=(1, 3)))


def _long_lines(mask: np.ndarray) -> np.ndarray:
    """Where lines lie that are nearly straight for long."""
    height, width = mask.shape
    window = max(round(_WINDOW * max(mask.shape)), 12)
    rows = np.arange(height)[:, None]
    columns = np.arange(width)
    thick = ndimage.maximum_filter1d(mask, 3, axis=0)
    found = np.zeros(mask.shape, bool)
    # A way may leave a line by a pixel and a half at the ends of the window.
    steps = np.arange(-_STEEPEST, _STEEPEST + 1e-9, 2.5 / window)
    for slope in steps:
        shift = np.round(slope * (columns - width / 2)).astype(int)
        sheared_rows = rows + shift
        inside = (sheared_rows >= 0) & (sheared_rows < height)
        clipped = np.clip(sheared_rows, 0, height - 1)
        sheared = thick[clipped, columns] & inside
        covered = ndimage.uniform_filter1d(
            sheared.astype(np.float32), window, axis=1, mode="nearest"
        )
        line = covered >= _COVERED
        if not line.any():
            continue
        line = ndimage.maximum_filter1d(line, window, axis=1) & sheared
        np.logical_or.at(found, (clipped[line], np.where(line)[1]), True)
    if not found.any():
        return found
    found &= thick
    labels, count = ndimage.label(found, structure=np.ones((3, 3)))
    places = ndimage.find_objects(labels)
    lengths = np.array([place[1].stop - place[1].start for place in places])
    depths = np.array([place[0].stop - place[0].start for place in places])
    flat = depths < 0.35 * lengths + 3
    keep = np.zeros(count + 1, bool)
    keep[1:] = flat & (lengths >= _LONG * width)
    several = flat & (lengths >= _SHORTER * width)
    if several.sum() >= _SEVERAL:
        keep[1:] |= several
    return np.asarray(keep[labels])


def _runs(mask: np.ndarray) -> np.ndarray:
    """Length of the upright run of set pixels that each pixel stands in."""
    height = mask.shape[0]
    index = np.arange(height, dtype=np.int32)[:, None]
    before = np.maximum.accumulate(np.where(mask, -1, index), axis=0)
    after = np.minimum.accumulate(np.where(mask, height, index)[::-1], axis=0)[::-1]
    return np.where(mask, after - before - 1, 0)
