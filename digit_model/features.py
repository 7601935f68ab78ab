"""Features: what a classifier sees instead of pixels."""

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_array

_BATCH = 1000  # images at once, so that the orientation maps stay in a few MB


class OrientedGradients(TransformerMixin, BaseEstimator):
    """Histograms of oriented gradients of 28x28 images.

    The gradient of every pixel votes for the two nearest of `orientations` signed
    directions; the votes are summed in overlapping triangular windows on each grid of
    `grids`, their square root is taken, and every grid's numbers are scaled to unit
    length.

    Parameters
    ----------
    orientations : int, default=8
        Number of directions on the full circle (an edge from dark to bright differs
        from one from bright to dark).
    grids : tuple of int, default=(7, 4)
        Windows a side, for each scale.

    References
    ----------
    N. Dalal and B. Triggs, "Histograms of Oriented Gradients for Human Detection",
    CVPR 2005.

    Examples
    --------
    >>> import numpy as np
    >>> OrientedGradients().fit_transform(np.eye(28).reshape(1, 784)).shape
    (1, 520)
    """

    def __init__(self, orientations: int = 8, grids: tuple[int, ...] = (7, 4)) -> None:
        self.orientations = orientations
        self.grids = grids

    def fit(self, X: np.ndarray, y: object = None) -> "OrientedGradients":
        """Check the shape of `X`; there is nothing to learn.

        Parameters
        ----------
        X : array-like of shape (n, 784)
            Images, row by row.
        y : object, optional
            Ignored.

        Returns
        -------
        OrientedGradients
            This transformer.

        Raises
        ------
        ValueError
            If `X` does not have 784 columns.
        """
        self.n_features_in_ = self._images(X).shape[1] ** 2
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        """Compute the histograms.

        Parameters
        ----------
        X : array-like of shape (n, 784)
            Images, row by row. The scale of the values does not matter.

        Returns
        -------
        ndarray of shape (n, orientations * sum of grids squared), dtype float32
            The histograms, one grid after the other.

        Raises
        ------
        ValueError
            If `X` does not have 784 columns.
        """
        images = self._images(X)
        return np.concatenate(
            [
                self._histograms(images[start : start + _BATCH])
                for start in range(0, len(images), _BATCH)
            ]
        )

    @staticmethod
    def _images(X: np.ndarray) -> np.ndarray:
        X = check_array(X, dtype=np.float32)
        if X.shape[1] != 784:
            raise ValueError(f"images of 784 pixels are needed, not {X.shape[1]}")
        return X.reshape(-1, 28, 28)

    def _histograms(self, images: np.ndarray) -> np.ndarray:
        votes = self._votes(images)  # (n, orientations, 28, 28)
        blocks = []
        for cells in self.grids:
            window = _triangular_windows(cells)  # (cells, 28)
            pooled = np.sqrt(window @ votes @ window.T)
            block = pooled.reshape(len(images), -1)
            length = np.linalg.norm(block, axis=1, keepdims=True)
            blocks.append(block / np.maximum(length, 1e-6))
        return np.concatenate(blocks, axis=1)

    def _votes(self, images: np.ndarray) -> np.ndarray:
        dy = np.zeros_like(images)
        dx = np.zeros_like(images)
        dy[:, 1:-1] = images[:, 2:] - images[:, :-2]
        dx[:, :, 1:-1] = images[:, :, 2:] - images[:, :, :-2]
        magnitude = np.hypot(dx, dy)
        direction = np.arctan2(dy, dx) * np.float32(self.orientations / (2 * np.pi))
        votes = np.empty((len(images), self.orientations, 28, 28), np.float32)
        for k in range(self.orientations):
            # distance on the circle from direction k, in steps between directions
            distance = np.abs(direction - k)
            distance = np.minimum(distance, np.abs(direction + (self.orientations - k)))
            votes[:, k] = magnitude * np.maximum(1 - distance, 0)
        return votes


def _triangular_windows(cells: int) -> np.ndarray:
    step = 28 / cells
    centres = (np.arange(cells) + 0.5) * step - 0.5
    distance = np.abs(np.arange(28) - centres[:, None])
    return np.maximum(1 - distance / step, 0).astype(np.float32)
