"""Masks dilated, eroded, closed and opened."""

import numpy as np
import pytest
from scipy import ndimage

from digit_model.finding.morphology import (
    closed,
    dilated,
    eroded,
    grown,
    grown_inside,
    opened,
)


def masks() -> list[tuple[np.ndarray, int]]:
    """Masks of all sizes, each with one that is looked at, even and larger ones too."""
    rng = np.random.default_rng(0)
    return [
        (rng.random(rng.integers(1, 40, 2)) < share, int(rng.integers(1, 60)))
        for share in (0.05, 0.2, 0.5, 0.8, 0.95)
        for _ in range(20)
    ]


@pytest.mark.parametrize("axis", [0, 1])
def test_masks_are_dilated_and_eroded_as_scipy_does(axis):
    for mask, size in masks():
        most = ndimage.maximum_filter1d(mask, size, axis)
        least = ndimage.minimum_filter1d(mask, size, axis)
        assert np.array_equal(dilated(mask, size, axis=axis), most)
        assert np.array_equal(eroded(mask, size, axis=axis), least)
        again = ndimage.minimum_filter1d(most, size, axis)
        assert np.array_equal(closed(mask, size, axis=axis), again)


@pytest.mark.parametrize("axis", [0, 1])
def test_only_long_runs_are_left_of_an_opened_mask(axis):
    for mask, size in masks():
        line = np.ones((size, 1) if axis == 0 else (1, size), bool)
        kept = ndimage.binary_opening(mask, line)
        assert np.array_equal(opened(mask, size, axis=axis), kept)


@pytest.mark.parametrize("reach", [1, 2, 5])
def test_masks_are_grown_as_scipy_does(reach):
    for mask, _ in masks():
        near = ndimage.binary_dilation(mask, np.ones((3, 3)), reach)
        assert np.array_equal(grown(mask, reach), near)


def test_only_the_rim_is_missing_of_what_is_grown_inside():
    for mask, _ in masks():
        if min(mask.shape) > 2:
            assert np.array_equal(grown_inside(mask), grown(mask, 1)[1:-1, 1:-1])


def test_masks_are_left_as_they_are():
    for mask, size in masks():
        before = mask.copy()
        for change in (dilated, eroded, closed, opened):
            change(mask, size, axis=0)
        assert np.array_equal(mask, before)
