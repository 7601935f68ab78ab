"""Nearest neighbours: the training images that look most like an image."""

from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA

from digit_model.datasets.data_files import load_arrays, save_arrays
from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE, load_mnist
from digit_model.features.oriented_gradients import OrientedGradients

_FILE = "neighbours"
_COMPONENTS = (
    40  # the nearest neighbour has the wrong label in 1.2 % of the test images
)


class Neighbours:
    """An index of all MNIST images by how they look.

    An image is a point: the principal components of its histograms of oriented
    gradients. Images that look alike are near each other.

    Parameters
    ----------
    codes : ndarray of shape (70000, d), dtype uint8
        The points in steps of `step` from `low`; the training images first.
    low, step : float
        What code 0 stands for, and one more.
    mean : ndarray of shape (520,)
        Mean of the histograms.
    components : ndarray of shape (d, 520)
        Directions of most variance among the histograms.
    """

    def __init__(
        self,
        codes: np.ndarray,
        low: float,
        step: float,
        mean: np.ndarray,
        components: np.ndarray,
    ) -> None:
        self.points = codes * np.float32(step) + np.float32(low)  # (70000, d)
        self._mean, self._components = mean, components
        self._features = OrientedGradients()
        self._lengths = np.square(self.points[:TRAINING_SIZE]).sum(axis=1)

    def embed(self, images: np.ndarray) -> np.ndarray:
        """Compute the points of any images.

        Parameters
        ----------
        images : ndarray of shape (n, 28, 28), dtype uint8
            MNIST-style images.

        Returns
        -------
        ndarray of shape (n, d), dtype float32
            Their points.
        """
        histograms = self._features.transform(images.reshape(len(images), -1))
        return (histograms - self._mean) @ self._components.T

    def nearest(
        self,
        image: np.ndarray,
        k: int = 10,
        *,
        exclude: int | None = None,
        among: np.ndarray | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Find the training images that look most like an image.

        Parameters
        ----------
        image : ndarray of shape (28, 28), dtype uint8
            An MNIST-style image.
        k : int, default=10
            How many to find.
        exclude : int, optional
            Index of an image that is not to be found: usually `image` itself.
        among : ndarray of shape (60000,), dtype bool, optional
            Which training images may be found, at least `k`: for example those of one
            digit. All by default.

        Returns
        -------
        indices : ndarray of shape (k,), dtype int64
            Indices of training images, nearest first.
        distances : ndarray of shape (k,), dtype float32
            How far they are, in the units of the histograms (each has length 1.4).
        """
        point = self.embed(image[None])[0]
        squares = self._lengths - 2 * (self.points[:TRAINING_SIZE] @ point)
        if exclude is not None and exclude < TRAINING_SIZE:
            squares[exclude] = np.inf
        if among is not None:
            squares[~among] = np.inf
        nearest = np.argpartition(squares, k)[:k]
        nearest = nearest[np.argsort(squares[nearest])]
        return nearest, np.sqrt(np.maximum(squares[nearest] + point @ point, 0))


def load_neighbours() -> Neighbours:
    """Load the index.

    Returns
    -------
    Neighbours
        Ready to search.

    Raises
    ------
    DatasetError
        If its file is missing or damaged.
    """
    arrays = load_arrays(
        _FILE,
        codes=(TRAINING_SIZE + TEST_SIZE, -1),
        scale=(2,),
        mean=(-1,),
        components=(-1, -1),
    )
    low, step = arrays["scale"]
    return Neighbours(arrays["codes"], low, step, arrays["mean"], arrays["components"])


def build_neighbours(*, seed: int = 0) -> Path:
    """Compute the index and save it.

    Parameters
    ----------
    seed : int, default=0
        Of the principal component analysis.

    Returns
    -------
    Path
        The file.
    """
    images = load_mnist().images
    histograms = OrientedGradients().transform(images.reshape(len(images), -1))
    pca = PCA(_COMPONENTS, random_state=seed).fit(histograms[:TRAINING_SIZE])
    points = pca.transform(histograms)
    low, high = points.min(), points.max()
    step = (high - low) / 255
    return save_arrays(
        _FILE,
        codes=np.round((points - low) / step).astype(np.uint8),
        scale=np.array([low, step], np.float32),
        mean=pca.mean_.astype(np.float32),
        components=pca.components_.astype(np.float32),
    )
