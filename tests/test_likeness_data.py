import numpy as np

from digit_model.drawings.likeness_data import (
    device_set,
    likeness_set,
    symbol_set,
    symbols_by_kind,
)
from digit_model.drawings.symbols import SYMBOL_KINDS
from digit_model.drawings.synthesis import NO_DIGIT
from tests.few_digits import five_images, written


def test_likeness_set_holds_digits_and_what_is_none():
    X, y = likeness_set(
        five_images(), written(10), n_mnist=4, copies=2, n_synthetic=20, n_symbols=16
    )
    assert X.shape == (4 + 10 + 10 + 20 + 10 + 16, 784)
    assert X.dtype == np.uint8
    assert (y == NO_DIGIT).sum() == 16
    assert (X[:4] == 9).all()
    assert X[4:].any(axis=1).all()
    digits, counts = np.unique(y[4:-16], return_counts=True)
    assert digits.tolist() == list(range(10))
    assert set(counts) == {5}


def test_likeness_set_can_do_without_drawn_digits():
    X, y = likeness_set(five_images(), [], n_synthetic=0, n_symbols=9)
    assert X.shape == (14, 784)
    assert y.tolist() == [*range(5), *[NO_DIGIT] * 9]


def test_seed_alone_decides():
    def small(seed: int) -> np.ndarray:
        return likeness_set(
            five_images(), written(4), n_synthetic=4, n_symbols=4, seed=seed
        )[0]

    assert np.array_equal(small(1), small(1))
    assert not np.array_equal(small(1), small(2))


def test_another_device_leaves_digit_and_writer_as_they_are():
    digits = written(12)
    drawings = device_set(digits)
    assert drawings.labels.tolist() == [digit.label for digit in digits]
    assert drawings.writers.tolist() == [digit.writer for digit in digits]
    assert not np.array_equal(drawings.images, device_set(digits, seed=1).images)


def test_symbol_set_follows_its_seed():
    first, same, other = (
        symbol_set(written(10), n=12, seed=seed).images for seed in (0, 0, 1)
    )
    assert first.shape == (12, 28, 28)
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_symbols_come_by_kind():
    symbols = symbols_by_kind(written(10), n=3)
    assert tuple(symbols) == SYMBOL_KINDS
    assert all(len(drawn.images) == 3 for drawn in symbols.values())
    assert all((drawn.labels == NO_DIGIT).all() for drawn in symbols.values())
