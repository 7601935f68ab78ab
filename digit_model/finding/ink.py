"""Ink: what stands out from its ground as the strokes of a pen do."""

import numpy as np

from digit_model.finding.ground import Contrast, enlarged
from digit_model.finding.morphology import grown
from digit_model.finding.parts import SOLID, connected_to

_WEAK = 0.5  # of what stands out from the noise, if it is of one piece with ink
_PALER, _PALER_OF_STRONGEST = 0.7, 0.085  # of that, and of ink; if it goes on
_HALO = 2  # pixels around a stroke that are no paler ink
_OF_STRONGEST = 0.42  # of the strongest ink nearby: the edge of a stroke lies there


def ink_of(contrast: Contrast, *, skipping: bool = False) -> np.ndarray:
    """Tell ink from what is paler.

    Parameters
    ----------
    contrast : Contrast
        How far each pixel of a photograph stands out from the ground.
    skipping : bool, default=False
        Whether strokes go on where they are far paler, as a ball pen's do.

    Returns
    -------
    ndarray of shape (h, w), dtype float32
        Strength of the ink from 0 to 1; from `SOLID` on it is part of a stroke.
    """
    strength = contrast.strength
    strongest = _OF_STRONGEST * contrast.strongest
    edge, weak_edge = (
        enlarged(np.maximum(least, strongest), strength.shape)
        for least in (contrast.least, _WEAK * contrast.least)
    )
    # Weak ink counts where it goes on from strong ink (hysteresis: Canny, 1986).
    ink = connected_to(strength > weak_edge, strength > edge)
    if skipping:
        paler = np.maximum(
            _PALER * contrast.least, _PALER_OF_STRONGEST * contrast.strongest
        )
        paler = np.minimum(enlarged(paler, strength.shape), weak_edge)
        going_on = _beyond(ink, strength > paler)
        weak_edge = np.where(going_on, paler, weak_edge)
        ink |= going_on
    edge = np.where(ink, weak_edge, edge)
    return np.clip(SOLID * strength / edge, 0, 1)


def _beyond(ink: np.ndarray, paler: np.ndarray) -> np.ndarray:
    """Where paler strokes go on from others, not what is paler all around these."""
    around = grown(ink, _HALO)
    beyond = paler & ~around
    going_on = connected_to(beyond, grown(around, 1))
    return grown(going_on, _HALO + 1) & paler
