import numpy as np

from digit_model.drawings.devices import on_another_device
from digit_model.drawings.synthesis import synthetic_digits

_DIGITS = synthetic_digits(60, np.random.default_rng(0))


def test_same_state_gives_same_strokes():
    once, again = (
        on_another_device(_DIGITS[0].strokes, np.random.default_rng(1))
        for _ in range(2)
    )
    assert np.array_equal(np.concatenate(once), np.concatenate(again))


def test_strokes_stay_as_many_and_keep_their_places():
    rng = np.random.default_rng(0)
    for digit in _DIGITS:
        redrawn = on_another_device(digit.strokes, rng)
        assert len(redrawn) == len(digit.strokes)
        points = np.concatenate(redrawn)
        assert np.isfinite(points).all()
        assert 4 < np.ptp(points, axis=0).max() < 25


def test_some_devices_leave_few_points_and_some_many():
    rng = np.random.default_rng(0)
    zero = _DIGITS[0].strokes
    points = [sum(map(len, on_another_device(zero, rng))) for _ in range(50)]
    assert min(points) < 25
    assert max(points) > 60


def test_a_dot_survives():
    dot = (np.zeros((1, 2)),)
    rng = np.random.default_rng(0)
    for _ in range(30):
        (stroke,) = on_another_device(dot, rng)
        assert len(stroke)
        assert np.isfinite(stroke).all()
