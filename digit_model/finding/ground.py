"""Ground: what a photographed sheet or board would look like without the ink on it.

The ground is estimated locally, so that shade, a lamp's gradient and a table beside the
sheet are no ink, and so is the noise: what counts as ink must stand out from both.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from digit_model.finding.rulings import find_rulings
from digit_model.reading.pixels import rim, split_alpha

_COARSE = 256  # pixels of the longer side, of the picture the ground is estimated in
_WINDOW = 0.11  # of the longer side: strokes are narrower
_BLOCK = 16  # pixels; noise and the strength of ink are estimated in such squares
_FAINTEST = 0.05  # of the ground's brightness, that ink must take away
_NOISES = 4.5  # times the local noise, that ink must stand out
_RULED = 0.6  # of that, where rulings are sought: they are long
_DEVIATION = 1.4826  # standard deviation by the median of absolute ones
_NEARBY = 2  # blocks to each side
_WIDEST_PEN = 0.035  # of the longer side
_DARK = 0.5  # of the brightest nearby; few shadows are as dark
_TAKEN = 0.08  # of the ground's brightness, if it is over more than a pen's width
_SCANNED = 1000  # pixels of the longer side of a page, at least
_ALONG = 0.1  # of a side, without a gap
_ASIDE = 64  # shades of 256
_FLAT = 0.6  # of the pixels have one colour if the ground is drawn, not photographed


def is_photo(picture: np.ndarray) -> bool:
    """Tell a photograph or scan of paper from a drawing or a screenshot.

    Parameters
    ----------
    picture : ndarray of shape (h, w) or (h, w, channels)
        The picture.

    Returns
    -------
    bool
        Whether no single colour makes up most of it, or it is large and something lies
        along a side of it: beside a page that is scanned it is dark.
    """
    colour, alpha = split_alpha(picture)
    if alpha is not None and _is_clear(alpha):
        return False
    array = colour[..., colour.shape[2] // 3]
    if array.dtype != np.uint8:
        scale = 255 if array.dtype.kind in "fb" else 1 / 257
        array = np.clip(array * scale, 0, 255).astype(np.uint8)
    counts = np.bincount(array[:: max(array.shape[0] // 400, 1)].ravel())
    if counts.max() < _FLAT * counts.sum():
        return True
    return max(array.shape) >= _SCANNED and _has_dark_side(array, int(counts.argmax()))


def _has_dark_side(array: np.ndarray, ground: int) -> bool:
    """Whether something else than the ground lies along a side of a picture."""
    for side in rim(array):
        aside = np.abs(side.astype(int) - ground) > _ASIDE
        length = max(round(_ALONG * len(side)), 1)
        if ndimage.binary_erosion(aside, np.ones(length)).any():
            return True
    return False


def _is_clear(alpha: np.ndarray) -> bool:
    """Whether one can see through some of a picture."""
    return bool((alpha < np.asarray(255 if alpha.dtype == np.uint8 else 1)).any())


@dataclass(frozen=True, eq=False)
class Contrast:
    """How far what lies on a photographed sheet stands out from it.

    Attributes
    ----------
    strength : ndarray of shape (h, w), dtype float32
        Which fraction of the ground's brightness is taken away; nothing by rulings.
    least : ndarray of shape (rows, columns), dtype float32
        What stands out from the noise, in squares of the photograph.
    strongest : ndarray of shape (rows, columns), dtype float32
        That of the strongest ink near each square.
    """

    strength: np.ndarray
    least: np.ndarray
    strongest: np.ndarray


def photographed_contrast(picture: np.ndarray, *, board: bool = False) -> Contrast:
    """Compare a photograph with its ground.

    Parameters
    ----------
    picture : ndarray of shape (h, w) or (h, w, channels), dtype uint8
        Grey, grey with alpha, RGB or RGBA.
    board : bool, default=False
        Whether it is chalk on a dark board; else darker ink on brighter ground.

    Returns
    -------
    Contrast
        Of each pixel.
    """
    colour, _ = split_alpha(picture)
    if board:
        colour = 255 - colour
    smooth = ndimage.gaussian_filter(_contrast(colour), 0.8)
    least = np.maximum(_FAINTEST, _NOISES * _noise(smooth))
    smooth = np.maximum(smooth, 0)
    faint = enlarged(_RULED * least, smooth.shape)
    rulings, along = find_rulings(smooth > faint, smooth)
    smooth[rulings] = 0
    # Where a stroke crosses a ruling, both are darker than ink is elsewhere.
    aside = along | _beside_the_sheet(colour, smooth)
    strongest = _strongest_nearby(np.where(aside, 0, smooth))
    return Contrast(smooth, least, strongest)


def enlarged(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Enlarge what is known in squares of a photograph.

    Parameters
    ----------
    array : ndarray of shape (rows, columns)
        One value for each square.
    shape : tuple of int
        Height and width in pixels.

    Returns
    -------
    ndarray of shape `shape`, dtype float32
        One for each pixel, interpolated.
    """
    image = Image.fromarray(np.ascontiguousarray(array, np.float32))
    size = (shape[1], shape[0])
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR))


def may_be_board(picture: np.ndarray) -> bool:
    """Tell whether a picture is dark all over, but for what is thin.

    Parameters
    ----------
    picture : ndarray of shape (h, w) or (h, w, channels), dtype uint8
        Grey, grey with alpha, RGB or RGBA.

    Returns
    -------
    bool
        False for a sheet that is lit well; paper in the shade may be a board as well.
    """
    colour, _ = split_alpha(picture)
    step = max(max(colour.shape) // 400, 1)
    grey = colour[::step, ::step].mean(axis=2)
    grey = ndimage.uniform_filter(grey, 3)
    dark, bright = np.percentile(grey, (50, 99.5))
    if dark > 115:
        return False
    sheet = grey > max((dark + bright) / 2, 60)
    solid = ndimage.binary_erosion(sheet, iterations=max(min(sheet.shape) // 24, 3))
    return bool(solid.mean() < 0.01)  # where two strokes cross, some is left


def _contrast(colour: np.ndarray) -> np.ndarray:
    """Which fraction of the ground's brightness is taken away, over all channels."""
    height, width = colour.shape[:2]
    factor = max(max(height, width) // _COARSE, 1)
    window = max(round(_WINDOW * max(height, width) / factor), 3)
    total = np.zeros((height, width), np.float32)
    strongest = np.zeros((height, width), np.float32)
    for k in range(colour.shape[2]):
        channel = np.ascontiguousarray(colour[..., k])
        coarse = np.asarray(Image.fromarray(channel).reduce(factor), np.float32)
        coarse = ndimage.median_filter(coarse, 3)
        ground = ndimage.grey_closing(coarse, (window, window), mode="nearest")
        ground = ndimage.gaussian_filter(ground, 1.5)
        ground = np.maximum(enlarged(ground, (height, width)), 8)
        taken = 1 - channel / ground
        total += taken
        np.maximum(strongest, taken, out=strongest)
    # Ink dims all colours, noise and coloured rulings hardly more than one of them.
    total *= 0.7
    total /= colour.shape[2]
    strongest *= 0.3
    contrast = np.add(total, strongest, out=total)
    contrast -= _usual(contrast)
    return contrast


def _usual(contrast: np.ndarray) -> np.ndarray:
    """Contrast of the blank sheet: the closing lies a little above its brightness."""
    usual = _median(_blocks(contrast))
    usual = ndimage.percentile_filter(usual, 30, 5)
    return enlarged(np.clip(usual, 0, 0.15).astype(np.float32), contrast.shape)


def _noise(contrast: np.ndarray) -> np.ndarray:
    """Return the deviation in each block, of those nearby that have the least ink."""
    # By the median, which rulings and strokes in a block hardly change.
    blocks = _blocks(contrast)[:, ::2, :, ::2]
    usual = _median(blocks)[:, None, :, None]
    spread = _DEVIATION * _median(np.abs(blocks - usual))
    return ndimage.percentile_filter(spread, 35, 9).astype(np.float32)


def _beside_the_sheet(colour: np.ndarray, contrast: np.ndarray) -> np.ndarray:
    """Where it is dark over more than a pen's width: a table, whatever lies on it."""
    factor = max(max(contrast.shape) // _COARSE, 1)
    taken, *channels = (
        np.asarray(Image.fromarray(np.ascontiguousarray(each)).reduce(factor))
        for each in (contrast, *np.moveaxis(colour, 2, 0))
    )
    grey = np.mean(channels, axis=0)
    window, pen = (
        max(round(part * max(grey.shape)), 3) for part in (_WINDOW, _WIDEST_PEN)
    )
    dark = grey < _DARK * ndimage.grey_dilation(grey, (window, window))
    # Between bright things on a table its ground is taken to be as bright as they are:
    # the table is no longer dark beside it, but has the contrast of ink all over.
    square = np.ones((pen, pen))
    # A narrow strip at the picture's edge goes on beyond it.
    wide = ndimage.binary_erosion(dark | (taken > _TAKEN), square, border_value=1)
    if not wide.any():
        return np.zeros(contrast.shape, bool)
    # Once to be as wide as before, and once more, as its edge is not sharp.
    wide = ndimage.binary_dilation(wide, square, iterations=2)
    return enlarged(wide, contrast.shape) > 0


def _strongest_nearby(contrast: np.ndarray) -> np.ndarray:
    # Not the very strongest pixel: a strong one alone is a speck.
    strongest = _sorted(_blocks(contrast))[..., -6]
    return ndimage.maximum_filter(strongest, 2 * _NEARBY + 1)


def _median(blocks: np.ndarray) -> np.ndarray:
    """Median of blocks of an even number of pixels: sorted, sooner than NumPy's."""
    ranked = _sorted(blocks)
    middle = ranked.shape[2] // 2
    return (ranked[..., middle - 1] + ranked[..., middle]) / 2


def _sorted(blocks: np.ndarray) -> np.ndarray:
    """Sort what is in each block, shape (rows, columns, pixels of a block)."""
    rows, height, columns, width = blocks.shape
    apart = blocks.swapaxes(1, 2).reshape(rows, columns, height * width)
    return np.sort(apart, axis=2)


def _grid(shape: tuple[int, ...]) -> tuple[int, int]:
    return -(-shape[0] // _BLOCK), -(-shape[1] // _BLOCK)


def _blocks(array: np.ndarray) -> np.ndarray:
    """View as squares, shape (rows, _BLOCK, columns, _BLOCK), edges repeated."""
    rows, columns = _grid(array.shape)
    missing = (rows * _BLOCK - array.shape[0], columns * _BLOCK - array.shape[1])
    padded = np.pad(array, [(0, m) for m in missing], mode="edge")
    return padded.reshape(rows, _BLOCK, columns, _BLOCK)
