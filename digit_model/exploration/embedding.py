"""The map: the test images in the plane, those that look alike near each other."""

from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from digit_model.datasets.data_files import load_arrays, save_arrays
from digit_model.datasets.mnist import TEST_SIZE, load_mnist
from digit_model.features.oriented_gradients import OrientedGradients

_FILE = "map"


def load_map() -> np.ndarray:
    """Load where the test images lie on the map.

    Returns
    -------
    ndarray of shape (10000, 2), dtype float32
        Their places, each coordinate between -1 and 1.

    Raises
    ------
    DatasetError
        If the file is missing or damaged.
    """
    return load_arrays(_FILE, places=(TEST_SIZE, 2))["places"].astype(np.float32)


def build_map(*, seed: int = 0) -> Path:
    """Lay the test images out in the plane by t-SNE and save their places.

    Parameters
    ----------
    seed : int, default=0
        Of t-SNE.

    Returns
    -------
    Path
        The file.

    References
    ----------
    L. van der Maaten and G. Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008.
    """
    images = load_mnist().test.images
    histograms = OrientedGradients().transform(images.reshape(len(images), -1))
    points = PCA(50, random_state=seed).fit_transform(histograms)
    places = TSNE(perplexity=40, random_state=seed, n_jobs=-1).fit_transform(points)
    places -= (places.min(axis=0) + places.max(axis=0)) / 2
    places /= np.abs(places).max()
    # Half precision places a point to a two-thousandth of the map: less than a pixel.
    return save_arrays(_FILE, places=places.astype(np.float16))
