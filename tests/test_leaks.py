"""Nothing that figures are reported on gets into what is learned or chosen with."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

import digit_model.datasets.mnist
from digit_model.classifiers import recipes
from digit_model.classifiers.novelty import DigitLikeness
from digit_model.datasets.mnist import Mnist, load_mnist
from digit_model.drawings.training_data import (
    CONDITIONS,
    REPORTED_WRITERS,
    VALIDATION_WRITERS,
)
from digit_model.training import measurement, split, train

OTHERS = (1, 2, 4)
N_SYMBOLS = 20
learned: list[np.ndarray] = []  # what classifiers were fitted to, in turn
chosen: list[np.ndarray] = []  # what the temperature was chosen with
scored: list[np.ndarray] = []  # what the scorer learned, and its threshold is of


class Recorder(ClassifierMixin, BaseEstimator):
    """A classifier that only remembers what it was shown."""

    temperature = 1.0

    def fit(self, X: np.ndarray, y: np.ndarray) -> "Recorder":
        learned.append(X)
        return self

    def calibrate(self, *sets: tuple[np.ndarray, np.ndarray]) -> None:
        chosen.extend(X for X, _ in sets)

    def set_params(self, **_: float) -> "Recorder":
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        return np.full((len(X), 10), 0.1)


def record(scorer: DigitLikeness, *sets: np.ndarray) -> DigitLikeness:
    scored.extend(sets)
    return scorer


def unipen(writer: int, label: int, points: str) -> str:
    return (
        f'.SEGMENT DIGIT 0 ? "{label}"\n.COMMENT {label} {writer} 1\n'
        f".PEN_DOWN\n{points}.PEN_UP\n"
    )


@pytest.fixture(scope="module", autouse=True)
def training(tmp_path_factory: pytest.TempPathFactory):
    """Train once with writers whose strokes can be told from any other's.

    Those to report on draw a line that lies, those to choose with a steep diagonal; all
    others, and every image of the data set, something else.
    """
    strokes = tmp_path_factory.mktemp("strokes") / "digits.tra"
    shapes = {
        REPORTED_WRITERS: "0 0\n500 0\n1000 0\n",
        VALIDATION_WRITERS: "0 0\n250 500\n500 1000\n",
        OTHERS: "0 0\n0 1000\n700 1000\n700 0\n0 0\n",
    }
    strokes.write_text(
        "".join(
            unipen(writer, label, points)
            for writers, points in shapes.items()
            for writer in writers
            for label in range(10)
        )
    )
    patch = pytest.MonkeyPatch()
    whole = load_mnist()
    rows = np.r_[:700, 60_000:60_300]
    mnist = Mnist(whole.images[rows], whole.labels[rows])
    patch.setattr(digit_model.datasets.mnist, "TRAINING_SIZE", 700)
    patch.setattr(train, "load_mnist", lambda: mnist)
    patch.setattr(split, "VALIDATION_IMAGES", 200)
    patch.setattr(train, "CORES", 1)
    patch.setattr(measurement, "_CORRUPTED", 1)
    patch.setattr(measurement, "_TIMED", 1)
    for name, fewer in (
        ("training_set", {"n_synthetic": 20, "copies": 1}),
        ("likeness_set", {"n_synthetic": 20, "n_symbols": N_SYMBOLS}),
        ("symbols_by_kind", {"n": 1}),
        ("evaluation_set", {"conditions": CONDITIONS[:2]}),
        ("measure_numbers", {"n_numbers": 0, "n_photos": 0}),
    ):
        patch.setattr(train, name, partial(getattr(train, name), **fewer))
    recipe = recipes.Recipe(
        "Recorder", "", reads_strokes=True, build=lambda _: Recorder()
    )
    patch.setitem(recipes.RECIPES, "recorder", recipe)
    patch.setattr(DigitLikeness, "fit", lambda self, X, y, **_: record(self, X))
    patch.setattr(DigitLikeness, "calibrate", lambda *sets, **_: record(*sets))
    patch.setattr(DigitLikeness, "score_samples", lambda self, X: np.zeros(len(X)))
    patch.setattr(DigitLikeness, "threshold_", 0.0, raising=False)
    patch.setattr(train, "save_model", lambda model, answers, out: out)
    train.train("recorder", strokes=strokes, out=Path(strokes.parent))
    yield
    patch.undo()


def lines_that_lie(X: np.ndarray) -> int:
    ink = X.reshape(-1, 28, 28) > 60
    heights, widths = ink.any(axis=2).sum(axis=1), ink.any(axis=1).sum(axis=1)
    return int(((heights <= 8) & (widths >= 16)).sum())


def test_the_marks_are_seen_where_they_belong():
    final, rehearsal = sorted(learned, key=len, reverse=True)
    assert lines_that_lie(final) >= 10 * len(REPORTED_WRITERS)
    assert len(rehearsal) < len(final)


def test_reported_writers_are_in_nothing_that_is_chosen_by_or_measured():
    rehearsal = min(learned, key=len)
    # The first of what the scorer saw ends with symbols, lines that lie among them.
    digits = scored[0][:-N_SYMBOLS]
    for X in (rehearsal, digits, *chosen, *scored[1:]):
        assert lines_that_lie(X) == 0


def test_writers_to_choose_with_are_not_in_the_rehearsal():
    rehearsal = min(learned, key=len)
    n_others = 10 * len(OTHERS)
    assert len(rehearsal) == 500 + n_others + 20


def test_no_test_image_is_learned_from_or_chosen_with():
    test = {image.tobytes() for image in load_mnist().images[60_000:60_300]}
    for X in (*learned, *chosen, *scored):
        assert not test & {row.astype(np.uint8).tobytes() for row in X}
