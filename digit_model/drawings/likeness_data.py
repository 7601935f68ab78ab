"""Likeness data: what "is it a digit" is learned from and tried on."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from digit_model.datasets.mnist import Mnist
from digit_model.drawings.devices import on_another_device
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.symbols import SYMBOL_KINDS, synthetic_symbols
from digit_model.drawings.synthesis import synthetic_digits
from digit_model.drawings.training_data import Drawings, draw_variously, training_set

IMAGES = 25_000
"""How many of MNIST's images are learned from; more of them teach no more."""

SYNTHETIC_DIGITS = 8_000
"""How many digits from stroke templates are learned from."""

SYMBOLS = 22_000
"""How many drawings that are no digits are learned from."""

_DEVICE_PENS = (0.015, 0.25)  # from a stylus to a thumb, as fractions of the height
_SYMBOL_PENS = (0.02, 0.2)


def likeness_set(
    mnist: Mnist,
    digits: Sequence[PenDigit],
    *,
    seed: int = 0,
    n_mnist: int = IMAGES,
    copies: int = 2,
    n_synthetic: int = SYNTHETIC_DIGITS,
    n_symbols: int = SYMBOLS,
    n_jobs: int | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Put together digits of many devices, and what is no digit.

    Parameters
    ----------
    mnist : Mnist
        Images to learn from; the test images do not belong here.
    digits : sequence of PenDigit
        Drawn digits, for example from `digit_model.drawings.strokes.read_unipen`; may
        be empty.
    seed : int, default=0
        The same seed gives the same set.
    n_mnist : int, default=IMAGES
        How many of MNIST's images, the first ones.
    copies : int, default=2
        How often each of `digits` is drawn as by other devices, besides once as it is.
    n_synthetic : int, default=SYNTHETIC_DIGITS
        How many digits from stroke templates, half of them as by other devices.
    n_symbols : int, default=SYMBOLS
        How many drawings that are no digits.
    n_jobs : int, optional
        Processes that draw; as for joblib. The set does not depend on it.

    Returns
    -------
    X : ndarray of shape (n, 784), dtype uint8
        Images, row by row.
    y : ndarray of shape (n,), dtype int64
        The digits shown, or `digit_model.drawings.synthesis.NO_DIGIT`.
    """
    as_it_is, forms_seed, device_seed, symbol_seed = (
        int(state) for state in np.random.SeedSequence(seed).generate_state(4)
    )
    X, y = training_set(
        Mnist(mnist.images[:n_mnist], mnist.labels[:n_mnist]),
        digits,
        seed=as_it_is,
        copies=1,
        n_synthetic=n_synthetic // 2,
        n_jobs=n_jobs,
    )
    forms = synthetic_digits(n_synthetic // 2, np.random.default_rng(forms_seed))
    redrawn = device_set(
        [*list(digits) * copies, *forms], seed=device_seed, n_jobs=n_jobs
    )
    symbols = symbol_set(digits, seed=symbol_seed, n=n_symbols, n_jobs=n_jobs)
    return (
        np.concatenate([X, *(d.images.reshape(-1, 784) for d in (redrawn, symbols))]),
        np.concatenate([y, redrawn.labels, symbols.labels]),
    )


def device_set(
    digits: Sequence[PenDigit], *, seed: int = 0, n_jobs: int | None = None
) -> Drawings:
    """Draw every digit once, as another pen, finger or screen would have it.

    Parameters
    ----------
    digits : sequence of PenDigit
        Drawn digits.
    seed : int, default=0
        The same seed gives the same drawings.
    n_jobs : int, optional
        Processes that draw; as for joblib. The drawings do not depend on it.

    Returns
    -------
    Drawings
        One drawing each, in the order of `digits`.
    """
    strokes_seed, drawing_seed = np.random.SeedSequence(seed).spawn(2)
    rng = np.random.default_rng(strokes_seed)
    redrawn = [
        replace(digit, strokes=on_another_device(digit.strokes, rng))
        for digit in digits
    ]
    return draw_variously(redrawn, pens=_DEVICE_PENS, seed=drawing_seed, n_jobs=n_jobs)


def symbol_set(
    digits: Sequence[PenDigit],
    *,
    seed: int = 0,
    n: int = SYMBOLS,
    kinds: Sequence[str] | None = None,
    n_jobs: int | None = None,
) -> Drawings:
    """Draw what is no digit.

    Parameters
    ----------
    digits : sequence of PenDigit
        Drawn digits of which some symbols are made up; may be empty.
    seed : int, default=0
        The same seed gives the same set.
    n : int, default=SYMBOLS
        How many.
    kinds : sequence of str, optional
        As for `digit_model.drawings.symbols.synthetic_symbols`.
    n_jobs : int, optional
        Processes that draw; as for joblib. The set does not depend on it.

    Returns
    -------
    Drawings
        With the label `digit_model.drawings.synthesis.NO_DIGIT`.
    """
    forms_seed, drawing_seed = np.random.SeedSequence(seed).spawn(2)
    rng = np.random.default_rng(forms_seed)
    symbols = synthetic_symbols(n, rng, digits=digits, kinds=kinds)
    return draw_variously(symbols, pens=_SYMBOL_PENS, seed=drawing_seed, n_jobs=n_jobs)


def symbols_by_kind(
    digits: Sequence[PenDigit],
    *,
    seed: int = 0,
    n: int = 500,
    n_jobs: int | None = None,
) -> dict[str, Drawings]:
    """Draw symbols of every kind, to try a scorer on.

    Parameters
    ----------
    digits : sequence of PenDigit
        Digits of writers who are not in the training set, of which some kinds are
        made; may not be empty.
    seed : int, default=0
        The same seed gives the same drawings; none is one of `likeness_set`.
    n : int, default=500
        How many of each kind.
    n_jobs : int, optional
        Processes that draw; as for joblib. The drawings do not depend on it.

    Returns
    -------
    dict of str to Drawings
        By the names of `digit_model.drawings.symbols.SYMBOL_KINDS`.
    """
    # Not the seeds of `likeness_set`, whatever the seed there.
    seeds = np.random.SeedSequence((seed, 1)).generate_state(len(SYMBOL_KINDS))
    return {
        kind: symbol_set(digits, seed=int(state), n=n, kinds=[kind], n_jobs=n_jobs)
        for kind, state in zip(SYMBOL_KINDS, seeds, strict=True)
    }
