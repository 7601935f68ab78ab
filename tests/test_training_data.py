import numpy as np

from digit_model.drawings.training_data import (
    draw_variously,
    evaluation_set,
    of_writers,
    training_set,
)
from tests.few_digits import five_images, written


def test_training_set_holds_mnist_then_drawings_then_synthetic_digits():
    X, y = training_set(five_images(), written(10), copies=2, n_synthetic=30)
    assert X.shape == (5 + 20 + 30, 784)
    assert X.dtype == np.uint8
    assert y.tolist() == [*range(5), *(list(range(10)) * 5)]
    assert (X[:5] == 9).all()
    assert X[5:].any(axis=1).all()


def test_training_set_can_do_without_drawn_and_synthetic_digits():
    X, y = training_set(five_images(), [], n_synthetic=0)
    assert X.shape == (5, 784)
    assert y.shape == (5,)


def test_copies_of_a_digit_differ():
    X, _ = training_set(five_images(), written(1), copies=2, n_synthetic=0)
    assert not np.array_equal(X[-1], X[-2])


def test_seed_alone_decides():
    first, _ = training_set(five_images(), written(4), n_synthetic=4, seed=1)
    same, _ = training_set(five_images(), written(4), n_synthetic=4, seed=1)
    other, _ = training_set(five_images(), written(4), n_synthetic=4, seed=2)
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_evaluation_set_draws_everyone_in_every_condition():
    drawings = evaluation_set(written(8), conditions=[(60, 5), (200, 20)])
    assert len(drawings.images) == 16
    assert drawings.writers.tolist() == [1, 2, 3, 4] * 4
    assert drawings.labels.tolist() == list(range(8)) * 2
    assert set(zip(drawings.heights, drawings.pens, strict=True)) == {
        (60, 5),
        (200, 20),
    }


def test_place_on_the_canvas_hardly_matters():
    one, other = (
        evaluation_set(written(10), conditions=[(120, 12)], seed=seed).images
        for seed in (0, 1)
    )
    assert np.abs(one.astype(int) - other).mean() < 8


def test_pens_and_sizes_vary_and_drawings_fit():
    drawings = draw_variously(written(50), seed=0)
    assert np.ptp(drawings.heights) > 100
    assert np.ptp(drawings.pens) > 10
    assert (drawings.heights + drawings.pens <= 295).all()


def test_digits_are_chosen_by_who_wrote_them():
    chosen = of_writers(written(12), (2, 3))
    assert {digit.writer for digit in chosen} == {2, 3}
    assert len(chosen) == 6
