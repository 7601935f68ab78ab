import numpy as np
import pytest

from digit_model.datasets.mnist import load_mnist
from digit_model.features.normalization import normalize_moments
from digit_model.features.resampling import sample


def _digits(n: int = 50) -> np.ndarray:
    return load_mnist().train.images[:n].astype(np.float32)


def _moments(images: np.ndarray) -> np.ndarray:
    """Variance along y, covariance and variance along x of the ink, shape (n, 3)."""
    y, x = np.mgrid[:28, :28] - 13.5
    ink = images / images.sum(axis=(1, 2), keepdims=True)
    y = y - (ink * y).sum(axis=(1, 2), keepdims=True)
    x = x - (ink * x).sum(axis=(1, 2), keepdims=True)
    return np.stack([(ink * m).sum(axis=(1, 2)) for m in (y * y, y * x, x * x)], 1)


def _deformed(images: np.ndarray, shear: float, width: float) -> np.ndarray:
    y, x = np.mgrid[:28, :28].astype(np.float32)
    places = 13.5 + (x - 13.5) / np.float32(width) + np.float32(shear) * (y - 13.5)
    shape = images.shape
    return sample(images, np.broadcast_to(y, shape), np.broadcast_to(places, shape))


def test_slant_is_gone_and_heights_are_alike():
    before, after = _moments(_digits()), _moments(normalize_moments(_digits()))
    assert np.abs(after[:, 1]).mean() < 0.1 * np.abs(before[:, 1]).mean()
    assert after[:, 0].std() < 0.3 * before[:, 0].std()


@pytest.mark.parametrize(("shear", "width"), [(0.3, 1.0), (-0.2, 1.0), (0.0, 0.8)])
def test_a_slanted_or_narrow_digit_becomes_the_same_image(shear, width):
    digits = _digits()
    normal = normalize_moments(digits)
    deformed = normalize_moments(_deformed(digits, shear, width))
    unchanged = np.abs(_deformed(digits, shear, width) - digits).mean()
    assert np.abs(deformed - normal).mean() < 0.6 * unchanged


def test_a_one_stays_thin():
    train = load_mnist().train
    ones = train.images[:2000][train.labels[:2000] == 1].astype(np.float32)
    variances = _moments(normalize_moments(ones))
    assert np.median(variances[:, 2] / variances[:, 0]) < 0.4


def test_black_stays_black():
    black = np.zeros((2, 28, 28), np.float32)
    assert np.array_equal(normalize_moments(black), black)
