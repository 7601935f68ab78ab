"""Features: what a classifier sees instead of pixels."""

from functools import lru_cache

import numpy as np
from scipy.ndimage import gaussian_filter
from sklearn.base import BaseEstimator, TransformerMixin

from digit_model.features.normalization import normalize_moments

_BATCH = 1000  # images at once, so that the orientation maps stay in a few MB
_FEW = 64  # images, of which histograms are remembered: half a MB for each view
_VIEWS = 4  # that the members of a reader have of the same images


class OrientedGradients(
    TransformerMixin,
    BaseEstimator,
    # Pandas is not asked for, and asking whether it is takes as long as computing.
    auto_wrap_output_keys=None,  # type: ignore[call-arg]
):
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
    normalized : bool, default=False
        Whether slant and proportions are made the same for all before
        (`digit_model.features.normalization`).
    smoothing : float, default=0.0
        Standard deviation in pixels of a Gaussian filter before the gradients are
        taken; 0 for none.

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

    def __init__(
        self,
        orientations: int = 8,
        grids: tuple[int, ...] = (7, 4),
        *,
        normalized: bool = False,
        smoothing: float = 0.0,
    ) -> None:
        self.orientations = orientations
        self.grids = grids
        self.normalized = normalized
        self.smoothing = smoothing

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
            Images, row by row. The scale of the values does not matter; that they are
            finite is not checked.

        Returns
        -------
        ndarray of shape (n, n_features), dtype float32
            The histograms, one grid after the other; for each window of a grid
            `orientations` numbers.

        Raises
        ------
        ValueError
            If `X` does not have 784 columns.
        """
        images = self._images(X)
        if len(images) <= _FEW:
            return _histograms_of_few(
                type(self),  # type: ignore[arg-type]  # mypy takes it for an instance
                self.orientations,
                tuple(self.grids),
                self.normalized,
                self.smoothing,
                images.tobytes(),
            ).copy()
        return np.concatenate(
            [
                self._histograms(images[start : start + _BATCH])
                for start in range(0, len(images), _BATCH)
            ]
        )

    @staticmethod
    def _images(X: np.ndarray) -> np.ndarray:
        # `check_array` takes as long as the histograms of an image.
        X = np.asarray(X, np.float32)
        if X.ndim != 2 or X.shape[1] != 784:
            raise ValueError(
                "images of 784 pixels are needed, row by row, not an array of shape "
                f"{X.shape}"
            )
        return X.reshape(-1, 28, 28)

    def _histograms(self, images: np.ndarray) -> np.ndarray:
        votes = self._votes(images)
        return np.concatenate([pool(votes, cells) for cells in self.grids], axis=1)

    def _votes(self, images: np.ndarray) -> np.ndarray:
        """Each pixel's votes, of shape (n, orientations, 28, 28)."""
        if self.normalized and len(images) <= _FEW:
            images = _normalized_few(images.tobytes())
        elif self.normalized:
            images = normalize_moments(images)
        if self.smoothing:
            images = gaussian_filter(images, self.smoothing, axes=(1, 2))
        dy = np.zeros_like(images)
        dx = np.zeros_like(images)
        dy[:, 1:-1] = images[:, 2:] - images[:, :-2]
        dx[:, :, 1:-1] = images[:, :, 2:] - images[:, :, :-2]
        edges = np.flatnonzero((dx != 0) | (dy != 0))  # most pixels have no gradient
        dy, dx = dy.ravel()[edges], dx.ravel()[edges]
        magnitude = np.hypot(dx, dy)
        direction = np.arctan2(dy, dx) * np.float32(self.orientations / (2 * np.pi))
        lower = np.floor(direction)
        above = magnitude * (direction - lower)
        below = lower.astype(np.int64) % self.orientations
        image, pixel = np.divmod(edges, 784)
        first = image * self.orientations * 784 + pixel  # its place in direction 0
        votes = np.zeros(len(images) * self.orientations * 784, np.float32)
        votes[first + below * 784] = magnitude - above
        votes[first + (below + 1) % self.orientations * 784] = above
        return votes.reshape(len(images), self.orientations, 28, 28)


# What members of a reader see of an image is the same for several of them, and for the
# scorer that tells whether it is a digit. Classes derived take the same parameters.
@lru_cache(maxsize=_VIEWS)
def _histograms_of_few(
    kind: type[OrientedGradients],
    orientations: int,
    grids: tuple[int, ...],
    normalized: bool,
    smoothing: float,
    pixels: bytes,
) -> np.ndarray:
    features = kind(orientations, grids, normalized=normalized, smoothing=smoothing)
    return features._histograms(_unpacked(pixels))


@lru_cache(maxsize=1)
def _normalized_few(pixels: bytes) -> np.ndarray:
    return normalize_moments(_unpacked(pixels))


def _unpacked(pixels: bytes) -> np.ndarray:
    return np.frombuffer(pixels, np.float32).reshape(-1, 28, 28)


def pool(maps: np.ndarray, cells: int) -> np.ndarray:
    """Sum maps in windows, take the square roots and scale them to unit length.

    Parameters
    ----------
    maps : ndarray of shape (n, n_maps, side, side), dtype float32
        What is not negative.
    cells : int
        Windows a side.

    Returns
    -------
    ndarray of shape (n, n_maps * cells**2), dtype float32
        For each of the n, numbers of unit length (or zeros).
    """
    pooled = np.sqrt(sum_in_windows(maps, cells)).reshape(len(maps), -1)
    length = np.linalg.norm(pooled, axis=1, keepdims=True)
    return pooled / np.maximum(length, 1e-6)


def sum_in_windows(maps: np.ndarray, cells: int) -> np.ndarray:
    """Sum maps in overlapping triangular windows.

    Parameters
    ----------
    maps : ndarray of shape (n, n_maps, side, side), dtype float32
        The maps.
    cells : int
        Windows a side.

    Returns
    -------
    ndarray of shape (n, n_maps, cells, cells), dtype float32
        The sums.
    """
    n, n_maps, side, _ = maps.shape
    step = side / cells
    centres = (np.arange(cells) + 0.5) * step - 0.5
    distance = np.abs(np.arange(side) - centres[:, None])
    window = np.maximum(1 - distance / step, 0).astype(np.float32)
    # One large product instead of n * n_maps small ones.
    rows = maps.reshape(-1, side) @ window.T
    return window @ rows.reshape(n, n_maps, side, cells)
