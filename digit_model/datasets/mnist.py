"""MNIST: 70,000 handwritten digits with their labels."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np

TRAINING_SIZE, TEST_SIZE = 60_000, 10_000
"""Rows 0 to 59,999 are the training part, the others the test part."""

_FILE = Path(__file__).parents[1] / "data" / "mnist.npz"
_SHA256 = "262c8fdbdd9350f0fee703f60e879e3ce749f8a9d7bb0d4c6a3d5490ac4aa0de"
_MEND = "restore it with `git checkout -- digit_model/data` or install Digit Lab anew."


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
    """A data file is missing or damaged; the message says what to do about it."""


def load_mnist() -> Mnist:
    """Load all 70,000 images: 60,000 for training, then 10,000 for testing.

    Returns
    -------
    Mnist
        ``images`` of shape (70000, 28, 28) and ``labels`` of shape (70000,), both
        uint8 and read-only.

    Raises
    ------
    DatasetError
        If the file is missing or damaged.

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
    mnist = _load(_FILE)
    mnist.images.flags.writeable = False
    mnist.labels.flags.writeable = False
    return mnist


def _load(path: Path) -> Mnist:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DatasetError(f"The data file {path} cannot be read; {_MEND}") from error
    if hashlib.sha256(content).hexdigest() != _SHA256:
        raise DatasetError(
            f"The data file {path} is damaged (its checksum is wrong); {_MEND}"
        )
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        return Mnist(arrays["images"], arrays["labels"])
