"""Second-order features: how the oriented gradients themselves change."""

import numpy as np

from digit_model.features.oriented_gradients import (
    OrientedGradients,
    pool,
    sum_in_windows,
)

_SIDE = 14  # of the maps of oriented gradients whose gradients are taken
_CELLS = 4  # windows a side


class SecondOrderGradients(OrientedGradients):
    """Histograms of oriented gradients, and of the gradients of their maps.

    A gradient says that there is a stroke of some direction; where the map of one
    direction rises or falls, strokes of this direction begin, end or bend. The maps of
    all directions, reduced to 14x14, give up to four votes a place (rising and falling
    along x and y), which are pooled in 4x4 windows, square-rooted and scaled to unit
    length. They come after the numbers of `OrientedGradients`.

    Parameters
    ----------
    orientations : int, default=8
        Number of directions on the full circle.
    grids : tuple of int, default=(7, 4)
        Windows a side of the first-order histograms, for each scale.
    normalized : bool, default=False
        As for `OrientedGradients`.
    smoothing : float, default=0.0
        As for `OrientedGradients`.

    References
    ----------
    J. Bruna and S. Mallat, "Invariant Scattering Convolution Networks", IEEE
    Transactions on Pattern Analysis and Machine Intelligence 35, 2013, from which the
    idea of a second layer of the same operation is taken.

    Examples
    --------
    >>> SecondOrderGradients().fit_transform(np.eye(28).reshape(1, 784)).shape
    (1, 1032)
    """

    def _histograms(self, images: np.ndarray) -> np.ndarray:
        votes = self._votes(images)
        maps = np.sqrt(sum_in_windows(votes, _SIDE))  # (n, orientations, 14, 14)
        dy, dx = np.zeros_like(maps), np.zeros_like(maps)
        dy[..., 1:-1, :] = maps[..., 2:, :] - maps[..., :-2, :]
        dx[..., 1:-1] = maps[..., 2:] - maps[..., :-2]
        changes = np.maximum(np.concatenate((dx, -dx, dy, -dy), axis=1), 0)
        first_order = [pool(votes, cells) for cells in self.grids]
        return np.concatenate([*first_order, pool(changes, _CELLS)], axis=1)
