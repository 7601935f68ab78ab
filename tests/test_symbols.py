import numpy as np
import pytest

from digit_model.drawings.strokes import PenDigit, draw
from digit_model.drawings.symbols import SYMBOL_KINDS, synthetic_symbols
from digit_model.drawings.synthesis import NO_DIGIT
from digit_model.reading.preparation import prepare

_REAL = [
    PenDigit((np.array(((0, 0), (5, 0), (2, 9)), float),), label, 1)
    for label in range(10)
]


@pytest.fixture(scope="module")
def symbols():
    return synthetic_symbols(320, np.random.default_rng(0), digits=_REAL)


def _points(drawing: PenDigit) -> bytes:
    return np.concatenate(drawing.strokes).tobytes()


def test_symbols_are_labelled_as_no_digit(symbols):
    assert {symbol.label for symbol in symbols} == {NO_DIGIT}


def test_every_kind_takes_its_turn(symbols):
    assert {symbol.kind for symbol in symbols} == set(SYMBOL_KINDS)


def test_only_the_kinds_asked_for_are_drawn():
    wanted = ["lines", "numbers"]
    drawn = synthetic_symbols(6, np.random.default_rng(0), digits=_REAL, kinds=wanted)
    assert [symbol.kind for symbol in drawn] == wanted * 3


def test_without_digits_nothing_is_made_of_them():
    drawn = synthetic_symbols(60, np.random.default_rng(0))
    assert {symbol.kind for symbol in drawn} < set(SYMBOL_KINDS)
    assert not any("digits" in symbol.kind for symbol in drawn)


def test_digits_of_which_none_can_be_turned_are_refused():
    with pytest.raises(ValueError, match="no 3, 7 or 9"):
        synthetic_symbols(
            1, np.random.default_rng(0), digits=_REAL[:2], kinds=["turned digits"]
        )


def test_same_state_gives_same_symbols(symbols):
    again = synthetic_symbols(320, np.random.default_rng(0), digits=_REAL)
    assert list(map(_points, again)) == list(map(_points, symbols))


def test_no_two_symbols_are_alike():
    drawn = synthetic_symbols(240, np.random.default_rng(0))
    assert len(set(map(_points, drawn))) == 240


def test_every_symbol_can_be_drawn_and_prepared(symbols):
    for symbol in symbols:
        assert all(np.isfinite(stroke).all() for stroke in symbol.strokes)
        assert not prepare(draw(symbol.strokes)).blank
