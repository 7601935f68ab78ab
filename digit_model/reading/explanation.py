"""Explaining an answer: which ink spoke for one digit and which for another."""

import numpy as np

from digit_model.reading.model import Model

_STRIDE = 2  # pixels between the middles of neighbouring patches
_WIDTH = 1.5  # standard deviation of a patch in pixels: about half a stroke is wide
_LEAST = 1e-9  # a probability below this says no more than this
_TOUCHED = 0.08  # of the ink that a patch could cover at most; less is not tried


def evidence(model: Model, image: np.ndarray, digit: int, other: int) -> np.ndarray:
    """Measure which ink spoke for a digit and which for another one.

    Ink is taken away patch by patch, each patch with soft edges so that no new edge is
    drawn, and the model reads what is left. Where the odds of `digit` against `other`
    fall without a patch, its ink spoke for `digit`; where they rise, for `other`. No
    model's inner working is looked at, so every model can be asked.

    Parameters
    ----------
    model : Model
        Any trained model.
    image : ndarray of shape (28, 28), dtype uint8
        An MNIST-style image, white on black.
    digit, other : int
        The two digits between which to decide, 0 to 9.

    Returns
    -------
    ndarray of shape (28, 28), dtype float64
        Above 0 where ink spoke for `digit`, below 0 where it spoke for `other`, 0 where
        there is no ink. The unit is the change of the natural logarithm of the odds.
        With the two digits exchanged, every sign is.

    References
    ----------
    M. D. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks",
    ECCV 2014, on occlusion; M. Robnik-Šikonja and I. Kononenko, "Explaining
    Classifications For Individual Instances", IEEE TKDE 2008, on the difference of the
    log odds.
    """
    ink = image / 255.0
    patches = _patches(ink)  # (n, 28, 28), 1 in the middle of each
    if not len(patches):
        return np.zeros(image.shape)
    without = np.round(image * (1 - patches)).astype(np.uint8)
    probabilities = model.predict_proba(np.concatenate([image[None], without]))
    logarithms = np.log(np.maximum(probabilities, _LEAST))
    odds = logarithms[:, digit] - logarithms[:, other]
    lost = odds[0] - odds[1:]  # (n,): by each patch
    # A pixel's evidence is the mean over the patches that took it away.
    share = patches / patches.sum(axis=0)
    return np.einsum("n,nij->ij", lost, share) * ink


def _patches(ink: np.ndarray) -> np.ndarray:
    """Lay patches over the ink, shape (n, 28, 28)."""
    rows, columns = np.indices(ink.shape)
    middles = np.mgrid[0 : ink.shape[0] : _STRIDE, 0 : ink.shape[1] : _STRIDE]
    middles = middles.reshape(2, -1, 1, 1)
    squares = (rows - middles[0]) ** 2 + (columns - middles[1]) ** 2
    patches = np.exp(-squares / (2 * _WIDTH**2))
    covered = (patches * ink).sum(axis=(1, 2)) / patches.sum(axis=(1, 2))
    return patches[covered > _TOUCHED]
