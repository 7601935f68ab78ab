import numpy as np
import pytest

from digit_model.drawings.strokes import PenDigit, draw
from digit_model.drawings.synthesis import (
    NO_WRITER,
    from_template,
    synthetic_digits,
)
from digit_model.drawings.templates import DIGITS, LETTERS, SYMBOLS
from digit_model.reading.preparation import prepare


def _points(digits: list[PenDigit]) -> np.ndarray:
    return np.concatenate([stroke for digit in digits for stroke in digit.strokes])


def test_labels_take_turns_and_nobody_wrote_them():
    digits = synthetic_digits(25, np.random.default_rng(0))
    assert [digit.label for digit in digits] == [i % 10 for i in range(25)]
    assert {digit.writer for digit in digits} == {NO_WRITER}


def test_same_state_gives_same_drawings():
    once, again = (synthetic_digits(40, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(_points(once), _points(again))


def test_no_two_drawings_are_alike():
    drawings = synthetic_digits(240, np.random.default_rng(0))
    assert len({_points([drawing]).tobytes() for drawing in drawings}) == 240


def test_every_drawing_can_be_drawn_and_prepared():
    for drawing in synthetic_digits(60, np.random.default_rng(0)):
        assert all(np.isfinite(stroke).all() for stroke in drawing.strokes)
        assert not prepare(draw(drawing.strokes)).blank


@pytest.mark.parametrize(
    "template", [*(form for forms in DIGITS for form in forms), *LETTERS, *SYMBOLS]
)
def test_every_template_has_its_strokes(template):
    strokes = from_template(template, np.random.default_rng(0))
    assert len(strokes) == template.count(";") + 1
    assert all(stroke.shape[1] == 2 for stroke in strokes)
    assert np.ptp(np.concatenate(strokes), axis=0).max() < 20


def test_a_corner_stays_sharp_and_a_bow_is_smooth():
    def sharpest_turn(template: str) -> float:
        rng = np.random.default_rng(2)
        largest = []
        for _ in range(20):
            (stroke,) = from_template(template, rng)
            steps = np.diff(stroke[:: max(len(stroke) // 20, 1)], axis=0)
            angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
            largest.append(np.abs(np.diff(angles)).max())
        return float(np.median(largest))

    assert sharpest_turn("10, 80, 39") > 1.5 * sharpest_turn("10 60 84 79 39")
