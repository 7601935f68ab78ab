"""Projection of one image, or a few, onto principal components."""

import numpy as np
from sklearn.decomposition import PCA


def project(components: PCA, rows: np.ndarray) -> np.ndarray:
    """Do what `PCA.transform` does, without its checks.

    Those take ten times as long as projecting one image.

    Parameters
    ----------
    components : PCA
        The fitted components, not whitened.
    rows : ndarray of shape (n, n_features), dtype float32
        What to project.

    Returns
    -------
    ndarray of shape (n, n_components), dtype float32
        The projections.
    """
    directions = components.components_.T
    return rows @ directions - components.mean_ @ directions
