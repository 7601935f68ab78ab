"""Rulings: the lines and squares that paper comes with are not ink."""

import math

import numpy as np
from scipy import ndimage

from digit_model.finding.morphology import closed, dilated, eroded, opened
from digit_model.finding.parts import connected_to

_REDUCED = 640  # pixels of the longer side, of the mask in which lines are sought
_WINDOW = 0.15  # of the longer side, that a line must cover without a break
_COVERED = 0.8  # of it
_STEEPEST = 0.21  # slope; a page may be turned and seen from an angle
_BENT = 0.02  # of its length, that a line may stray from a straight one
_BESIDE = 1  # pixels of the mask that a line takes, to either side of its middle
_SLOPES = 41  # that are tried where strokes connect several lines
_VOTES = 4_000  # pixels that are asked
_CONNECTED = 12  # lines at most
_LONG = 0.45  # of the picture's side: one line is one, if it leaves the picture
_FEW = 3  # that long are lines wherever they end
_SHORTER = 0.25  # of the picture's side, if there are several such
_SEVERAL = 5
_THICKEST = 0.011  # of the longer side
_THICKEST_PIXELS = 7  # where pixels are few
_DARKER = 1.3  # times the strongest of a ruling: ink on it

_Way = tuple[np.polynomial.Polynomial, int, int]
"""How high a line runs in each column, its first column and the one behind the last."""


def find_rulings(
    mask: np.ndarray, contrast: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Find long straight thin lines that lie or stand, and the strokes across them.

    Parameters
    ----------
    mask : ndarray of shape (h, w), dtype bool
        What stands out from the ground.
    contrast : ndarray of shape (h, w), dtype float32
        How much it does.

    Returns
    -------
    rulings : ndarray of shape (h, w), dtype bool
        What of `mask` belongs to rulings and to nothing else.
    along : ndarray of shape (h, w), dtype bool
        What of `mask` lies on rulings: where they are crossed, strokes too.
    """
    lying, along, beside, thickness = _lines(mask, contrast)
    *found, width = _lines(mask.T, contrast.T)
    standing, upwards, aside = (each.T for each in found)
    if lying.any():
        lying &= ~_crossed(mask & ~lying, thickness)
    if standing.any():
        standing &= ~_crossed((mask & ~standing).T, width).T
    both = beside & aside
    if not both.any():
        return lying | standing, along | upwards  # no lines cross
    # What two lines hide of a stroke is seen across either of them.
    corners = along & upwards
    strokes = mask & ~(lying | standing | corners)
    thicker = max(thickness, width)
    corners &= ~(_crossed(strokes, thicker) | _crossed(strokes.T, thicker).T)
    rulings = lying | standing | corners
    # Both lines are darker and broader there: what is left and no more is no stroke.
    strokes = mask & ~rulings
    rulings |= strokes & ~connected_to(strokes, ~both)
    return rulings, along | upwards


def _lines(
    mask: np.ndarray, contrast: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Find lying lines: what is theirs alone, what is as slim, all there; how thick."""
    # What is thicker is a stroke, the desk or an edge, and hides the lines beside it;
    # what crosses a line leaves a gap no wider than itself.
    thickest = round(max(_THICKEST * max(mask.shape), _THICKEST_PIXELS))
    slim = mask & ~opened(mask, thickest + 1, axis=0)
    slim = closed(slim, 2 * thickest + 1, axis=1) & mask
    factor = -(-max(mask.shape) // _REDUCED)
    lines, count = _long_lines(_reduced(slim, factor))
    removed = np.zeros_like(mask)
    if not count:
        return removed, removed, removed, 0
    beside = _enlarged(lines > 0, factor, mask.shape) & mask
    along = beside & slim
    rows, columns = np.nonzero(along)
    if not len(rows):
        return removed, along, beside, 0
    line = lines[rows // factor, columns // factor]
    runs = _runs(mask)
    thickness, dark = runs[rows, columns], contrast[rows, columns]
    numbers = np.arange(count + 1)
    usual_thickness = ndimage.median(thickness, line, numbers)
    # Not the median: where a line lies between two rows of pixels, both are paler.
    usual = ndimage.labeled_comprehension(
        dark, line, numbers, lambda strength: np.percentile(strength, 85), float, 0
    )
    own = thickness <= 1.5 * usual_thickness[line] + 1
    own &= dark <= _DARKER * usual[line]
    removed[rows[own], columns[own]] = True
    thick = usual_thickness[1:].max()
    if thick > factor * (2 * _BESIDE + 1):
        # Lines are thicker than where they were sought; their fringes are no strokes.
        fringe, beside = (
            dilated(each, int(thick) | 1, axis=0) & mask for each in (removed, beside)
        )
        fringe &= (runs <= 1.5 * thick + 1) & (contrast <= _DARKER * usual[1:].max())
        removed, along = removed | fringe, along | fringe
    return removed, along, beside, round(thick)


def _crossed(strokes: np.ndarray, thickness: int) -> np.ndarray:
    """Where a stroke has been cut by a line that it crosses: both its ends are near."""
    reach = 2 * (thickness + 2) + 1
    # A stroke that leans leaves the line a little further aside than it came.
    wide = dilated(strokes, reach // 2, axis=1)
    return eroded(closed(wide, reach, axis=0), reach // 2, axis=1)


def _reduced(mask: np.ndarray, factor: int) -> np.ndarray:
    """Reduce; a pixel is set if one of those it stands for is."""
    missing = [(0, -side % factor) for side in mask.shape]
    padded = np.pad(mask, missing)
    rows = np.logical_or.reduce([padded[k::factor] for k in range(factor)])
    return np.logical_or.reduce([rows[:, k::factor] for k in range(factor)])


def _enlarged(mask: np.ndarray, factor: int, shape: tuple[int, ...]) -> np.ndarray:
    """Undo `_reduced`; each pixel stands for all of its square."""
    height, width = shape
    return mask.repeat(factor, axis=0)[:height].repeat(factor, axis=1)[:, :width]


def _long_lines(mask: np.ndarray) -> tuple[np.ndarray, int]:
    """Give lines that are nearly straight for long a number from 1; count them."""
    height, width = mask.shape
    window = max(round(_WINDOW * max(mask.shape)), 12)
    columns = np.arange(width)
    thick = dilated(mask, 3, axis=0)
    found = np.zeros(mask.shape, bool)
    # A column that is sheared is a piece of itself with room above and below.
    room = math.ceil(_STEEPEST * width / 2)
    pieces = np.lib.stride_tricks.sliding_window_view(
        np.pad(thick.T, [(0, 0), (room, room)]), height, axis=1
    )
    # A way may leave a line by a pixel and a half at the ends of the window.
    steps = np.arange(-_STEEPEST, _STEEPEST + 1e-9, 2.5 / window)
    for slope in steps:
        shift = np.round(slope * (columns - width / 2)).astype(int)
        sheared = pieces[columns, room + shift]  # (width, height)
        line = _counted(sheared, window) >= _COVERED * window
        if not line.any():
            continue
        x, y = np.nonzero(dilated(line, window, axis=0) & sheared)
        found[y + shift[x], x] = True
    # A way may run a pixel beside the line that it follows.
    found = dilated(found, 3, axis=0) & thick
    labels, _ = ndimage.label(found, structure=np.ones((3, 3)))
    found_ways: list[_Way] = []
    for label, place in enumerate(ndimage.find_objects(labels), start=1):
        top, left = place[0].start, place[1].start
        if place[1].stop - left < _SHORTER * width:
            continue
        y, x = np.nonzero(labels[place] == label)
        found_ways += _ways(x + left, y + top, width)
    ends = np.array([(left, right) for _, left, right in found_ways]).reshape(-1, 2)
    lengths = np.ptp(ends, axis=1) / width
    leaves = (ends[:, 0] <= 1) | (ends[:, 1] >= width - 1)
    long, shorter = lengths >= _LONG, lengths >= _SHORTER
    keep = long & (leaves | (long.sum() >= _FEW))
    if shorter.sum() >= _SEVERAL:
        keep |= shorter
    numbered = np.zeros(mask.shape, int)
    for number, k in enumerate(np.flatnonzero(keep), start=1):
        # It goes on to both sides, where strokes hide it.
        way = found_ways[k][0](columns)
        for beside in range(-_BESIDE, _BESIDE + 1):
            y = np.round(way).astype(int) + beside
            inside = (y >= 0) & (y < height)
            numbered[y[inside], columns[inside]] = number
    return numbered, int(keep.sum())


def _counted(mask: np.ndarray, window: int) -> np.ndarray:
    """Count what is set around each pixel of a column, which goes on as it ends."""
    before = window // 2
    padded = np.pad(mask, [(before + 1, window - 1 - before), (0, 0)], mode="edge")
    padded[0] = False
    sums = padded.cumsum(axis=0, dtype=np.int32)
    return sums[window:] - sums[:-window]


def _ways(x: np.ndarray, y: np.ndarray, width: int) -> list[_Way]:
    """Follow the line that connected pixels are, or those that strokes connect."""
    ways: list[_Way] = []
    slopes = np.linspace(-_STEEPEST, _STEEPEST, _SLOPES)
    while len(x) and np.ptp(x) >= _SHORTER * width and len(ways) < _CONNECTED:
        left, right = int(x.min()), int(x.max()) + 1
        way, bend = _way(x, y)
        near = np.abs(y - way(x)) <= 2 * _BESIDE
        if len(np.unique(x[near])) >= _COVERED * (right - left) and bend <= _BENT:
            return [*ways, (way, left, right)]
        # Not one line: the straight one that most of the pixels lie on, then the rest.
        step = len(x) // _VOTES + 1
        heights = np.round(y[::step] - slopes[:, None] * x[::step]).astype(int)
        least = heights.min()
        votes = [np.bincount(each - least) for each in heights]
        slope = max(range(_SLOPES), key=lambda k: int(votes[k].max()))
        height = votes[slope].argmax() + least
        on_it = np.abs(y - slopes[slope] * x - height) <= _BESIDE + 0.5
        left, right = int(x[on_it].min()), int(x[on_it].max()) + 1
        if len(np.unique(x[on_it])) < _COVERED * (right - left):
            break
        way, _ = _way(x[on_it], y[on_it])
        ways.append((way, left, right))
        beside = np.abs(y - way(x)) > 2 * _BESIDE
        x, y = x[beside], y[beside]
    return ways


def _way(x: np.ndarray, y: np.ndarray) -> tuple[np.polynomial.Polynomial, float]:
    """Fit a line that may be slightly bent; tell how far from straight, by length."""
    near = np.ones(len(x), bool)
    for distance in (8, 4, 3):  # strokes and the desk may stick to a line
        bent = np.polynomial.Polynomial.fit(x[near], y[near], 2)
        near = np.abs(y - bent(x)) <= distance
        if near.sum() < 10:
            break
    ends = np.array((x.min(), x.max()))
    sagitta = bent(ends.mean()) - bent(ends).mean()
    return bent, abs(float(sagitta)) / max(np.ptp(ends), 1)


def _runs(mask: np.ndarray) -> np.ndarray:
    """Length of the upright run of set pixels that each pixel stands in."""
    columns = np.pad(mask.T, [(0, 0), (1, 1)])  # no run goes on in the next column
    flat = columns.ravel()
    ends = np.flatnonzero(flat[1:] != flat[:-1])
    lengths = ends[1::2] - ends[::2]
    runs = np.zeros(mask.T.shape, np.int32)
    runs[mask.T] = lengths.repeat(lengths)
    return runs.T
