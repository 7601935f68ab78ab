"""Devices: strokes as another pen, finger or screen would have recorded them."""

import numpy as np

from digit_model.drawings.geometry import (
    Strokes,
    length,
    resampled,
    rotation,
    to_unit,
)

_SPACING = 0.25  # of points along a stroke, before anything is lost; 10 is the height


def on_another_device(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Redraw strokes as if they had been drawn with another device.

    A device records few points or many, rounds them to its grid, smooths them or lets
    them tremble; a finger cuts corners, starts late, ends in a hook and does not always
    leave the screen between two strokes. The hand is another one, too: it is stretched,
    slanted and bent.

    Parameters
    ----------
    strokes : tuple of ndarray of shape (n_points, 2)
        What was drawn, in any unit.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same strokes.

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), dtype float64
        The strokes, about 10 units in the longer side.
    """
    drawn = [_spaced(stroke, _SPACING) for stroke in to_unit(strokes)]
    if rng.random() < 0.5:
        drawn = [_bent(drawn_stroke, rng) for drawn_stroke in drawn]
    if rng.random() < 0.3:
        drawn = [_smoothed(stroke, rng.uniform(0.2, 0.8)) for stroke in drawn]
    if rng.random() < 0.5:
        spacing = rng.uniform(0.6, 2.2)
        drawn = [_spaced(stroke, spacing) for stroke in drawn]
    if rng.random() < 0.3:
        drawn = [_with_ends(stroke, rng) for stroke in drawn]
    if rng.random() < 0.4:
        tremor = rng.uniform(0.03, 0.2)
        drawn = [stroke + rng.normal(0, tremor, stroke.shape) for stroke in drawn]
    if rng.random() < 0.25:
        grid = rng.uniform(0.2, 0.8)
        drawn = [np.round(stroke / grid) * grid for stroke in drawn]
    shape = _shape(rng)
    return tuple(stroke @ shape.T for stroke in drawn)


def _spaced(stroke: np.ndarray, spacing: float) -> np.ndarray:
    """Points about `spacing` apart on the stroke, its ends among them."""
    along = length(stroke)
    if along == 0:
        return stroke[:1].astype(float)
    return resampled(stroke, max(round(along / spacing), 1) + 1)


def _smoothed(stroke: np.ndarray, width: float) -> np.ndarray:
    """Corners rounded: every point is the mean of those within `width` along it."""
    reach = min(round(width / _SPACING), (len(stroke) - 1) // 2)
    if reach < 1:
        return stroke
    ends = (reach, reach)
    padded = np.column_stack([np.pad(axis, ends, "edge") for axis in stroke.T])
    sums = np.cumsum(np.concatenate((np.zeros((1, 2)), padded)), axis=0)
    window = 2 * reach + 1
    return (sums[window:] - sums[:-window]) / window


def _bent(stroke: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Add a wave along the stroke itself, as of an unsteady hand."""
    amount = rng.uniform(0, 0.3)
    knots = rng.normal(0, amount, (max(len(stroke) // 8, 2) + 1, 2))
    places = np.linspace(0, len(knots) - 1, len(stroke))
    return stroke + np.column_stack(
        [np.interp(places, np.arange(len(knots)), axis) for axis in knots.T]
    )


def _with_ends(stroke: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Begun late or ended early, or with a hook where the finger came or went."""
    if len(stroke) < 4:
        return stroke
    if rng.random() < 0.5:
        lost = rng.integers(0, max(len(stroke) // 10, 1) + 1, 2)
        return stroke[lost[0] : len(stroke) - lost[1]]
    hook = stroke[-1] + rng.normal(0, 0.6, 2)
    if rng.random() < 0.5:
        return np.concatenate((stroke, hook[None]))
    return np.concatenate((stroke[0] + rng.normal(0, 0.6, (1, 2)), stroke))


def _shape(rng: np.random.Generator) -> np.ndarray:
    """Stretch, slant and turn."""
    aspect = np.exp(rng.normal(0, 0.25))
    slant = rng.normal(0, 0.2)
    turn = rotation(rng.normal(0, 0.1))
    return turn @ np.array(((aspect, slant), (0, 1)))
