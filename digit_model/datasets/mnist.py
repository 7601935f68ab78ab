"""MNIST: 70,000 handwritten digits with their labels."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.datasets import fetch_openml

TRAINING_SIZE, TEST_SIZE = 60_000, 10_000
"""Rows 0 to 59,999 are the training part, the others the test part."""

_FILE = Path(__file__).parents[1] / "data" / "mnist.npz"
_SHA256 = "262c8fdbdd9350f0fee703f60e879e3ce749f8a9d7bb0d4c6a3d5490ac4aa0de"


class Mnist(NamedTuple):
    """Images with their labels.

    Attributes
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        White ink (255) on black (0).
    labels : ndarray of shape (n,), dtype uint8
        The digit each image is said to show, 0 to 9.
    """

    images: np.ndarray
    labels: np.ndarray

    @property
    def train(self) -> "Mnist":
        """The 60,000 training images (a view, not a copy)."""
        return Mnist(self.images[:TRAINING_SIZE], self.labels[:TRAINING_SIZE])

    @property
    def test(self) -> "Mnist":
        """The 10,000 test images (a view, not a copy)."""
        return Mnist(self.images[TRAINING_SIZE:], self.labels[TRAINING_SIZE:])


class DatasetError(RuntimeError):
    """MNIST could not be loaded; the message says what to do about it."""


def load_mnist(*, source: str = "bundled") -> Mnist:
    """Load all 70,000 images: 60,000 for training, then 10,000 for testing.

    Parameters
    ----------
    source : {"bundled", "openml"}, default="bundled"
        "bundled" reads the copy in this package; "openml" fetches ``mnist_784``
        with `sklearn.datasets.fetch_openml`. Order, values and types are the same.

    Returns
    -------
    Mnist
        ``images`` of shape (70000, 28, 28) and ``labels`` of shape (70000,), both
        uint8 and read-only.

    Raises
    ------
    DatasetError
        If the bundled file is missing or damaged, or OpenML cannot be reached.
    ValueError
        If `source` is neither of the two.

    References
    ----------
    Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten
    digits".

    Examples
    --------
    >>> mnist = load_mnist()
    >>> mnist.images.shape, int(mnist.labels[161])
    ((70000, 28, 28), 2)
    """
    if source == "bundled":
        mnist = _load_bundled(_FILE)
    elif source == "openml":
        mnist = _fetch_openml()
    else:
        raise ValueError(f"source must be 'bundled' or 'openml', not {source!r}")
    mnist.images.flags.writeable = False
    mnist.labels.flags.writeable = False
    return mnist


def _load_bundled(path: Path) -> Mnist:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DatasetError(
            f"The data file {path} cannot be read; restore it with "
            f"`git checkout -- digit_model/data` or use source='openml'."
        ) from error
    if hashlib.sha256(content).hexdigest() != _SHA256:
        raise DatasetError(
            f"The data file {path} is damaged (its checksum is wrong); restore it with "
            f"`git checkout -- digit_model/data` or use source='openml'."
        )
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        return Mnist(arrays["images"], arrays["labels"])


def _fetch_openml() -> Mnist:
    try:
        pixels, labels = fetch_openml(
            "mnist_784", version=1, return_X_y=True, as_frame=False, parser="liac-arff"
        )
    except (OSError, ValueError) as error:
        # An unreachable host is an OSError; scikit-learn reports a data set that
        # OpenML does not answer for as ValueError.
        raise DatasetError(
            "OpenML cannot be reached; check the internet connection or use the "
            "bundled copy (source='bundled')."
        ) from error
    images = pixels.reshape(-1, 28, 28).astype(np.uint8)
    return Mnist(images, labels.astype(np.uint8))
