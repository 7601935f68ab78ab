"""Training, in small: the real thing with fewer images and shorter fits."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import digit_model.datasets.mnist
from digit_model.__main__ import main
from digit_model.classifiers import recipes
from digit_model.classifiers.ensemble import GeometricVote
from digit_model.classifiers.network import AugmentedNetwork
from digit_model.classifiers.novelty import DigitLikeness
from digit_model.datasets.mnist import Mnist, load_mnist
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.symbols import SYMBOL_KINDS
from digit_model.drawings.synthesis import synthetic_digits
from digit_model.drawings.training_data import (
    CONDITIONS,
    REPORTED_WRITERS,
    VALIDATION_WRITERS,
)
from digit_model.features.second_order import SecondOrderGradients
from digit_model.reading.persistence import load_card, load_model, load_test_answers
from digit_model.training import measurement, split, train

SMALL = "small"


def network(seed: int) -> AugmentedNetwork:
    return AugmentedNetwork(
        SecondOrderGradients(),
        hidden_layer_sizes=(30,),
        epochs=2,
        random_state=seed,
        n_jobs=1,
    )


@pytest.fixture(scope="module")
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        make_small(monkeypatch)
        yield


def make_small(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load_mnist()
    rows = np.r_[:1000, 60_000:60_300]
    monkeypatch.setattr(digit_model.datasets.mnist, "TRAINING_SIZE", 1000)
    mnist = Mnist(whole.images[rows], whole.labels[rows])
    monkeypatch.setattr(train, "load_mnist", lambda: mnist)
    monkeypatch.setattr(split, "VALIDATION_IMAGES", 200)
    monkeypatch.setattr(train, "CORES", 1)
    monkeypatch.setattr(measurement, "_CORRUPTED", 20)
    monkeypatch.setattr(measurement, "_TIMED", 5)
    for name, fewer in (
        ("training_set", {"n_synthetic": 20, "copies": 1}),
        ("likeness_set", {"n_synthetic": 20, "n_symbols": 30, "copies": 1}),
        ("symbols_by_kind", {"n": 1}),
        ("evaluation_set", {"conditions": CONDITIONS[:2]}),
        ("measure_numbers", {"n_numbers": 2, "n_photos": 1}),
    ):
        monkeypatch.setattr(train, name, partial(getattr(train, name), **fewer))
    monkeypatch.setattr(
        recipes,
        "default_likeness",
        lambda random_state: DigitLikeness(
            network(random_state), random_state=random_state
        ),
    )
    recipe = recipes.Recipe(
        "Small",
        "Small.",
        reads_strokes=True,
        build=lambda seed: GeometricVote([("network", network(seed))]),
    )
    monkeypatch.setitem(recipes.RECIPES, SMALL, recipe)


@pytest.fixture(scope="module")
def strokes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A UNIPEN file of ten writers, two to choose with and two to report on."""
    path = tmp_path_factory.mktemp("strokes") / "digits.tra"
    forms = synthetic_digits(50, np.random.default_rng(0))
    writers = (*VALIDATION_WRITERS[:2], *REPORTED_WRITERS[:2], 1, 2, 4, 6, 7, 9)
    path.write_text(
        "".join(unipen(d, writers[n % len(writers)]) for n, d in enumerate(forms))
    )
    return path


@pytest.fixture(scope="module")
def trained(
    small: None, strokes: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the small model."""
    folder = tmp_path_factory.mktemp("trained")
    assert main(["train", SMALL, "--strokes", str(strokes), "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def measured_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what only fills a card: `trained` has measured all of it once."""
    monkeypatch.setattr(measurement, "_CORRUPTED", 1)
    none = partial(train.measure_numbers, n_numbers=0, n_photos=0)
    monkeypatch.setattr(train, "measure_numbers", none)


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(trained, tmp_path / "models"))


def unipen(digit: PenDigit, writer: int) -> str:
    lines = [
        f'.SEGMENT DIGIT 0 ? "{digit.label}"',
        f".COMMENT {digit.label} {writer} 1",
    ]
    for stroke in digit.strokes:
        points = [f"{1000 * x:.0f} {-1000 * y:.0f}" for x, y in stroke]
        lines += [".PEN_DOWN", *points, ".PEN_UP"]
    return "\n".join(lines) + "\n"


def test_training_gives_a_whole_model_with_its_figures(trained):
    model = load_model(SMALL, trained)
    card = load_card(SMALL, trained)
    test = load_mnist().images[60_000:60_300]
    stored = load_test_answers(SMALL, trained)
    assert np.allclose(model.predict_proba(test), stored, atol=1e-5)
    figures = card["figures"]
    wrong = stored.argmax(axis=1) != load_mnist().labels[60_000:60_300]
    assert figures["mnist_test"]["errors"] == wrong.sum() < 150
    assert figures["drawings"]["writers"] == sorted(REPORTED_WRITERS[:2])
    assert set(figures["validation"]["by_source"]) == {"mnist", "drawings"}
    data = card["data"]
    assert data["chosen_with"]["writers"] == sorted(VALIDATION_WRITERS[:2])
    assert data["reported_on"]["drawings_of_writers"] == sorted(REPORTED_WRITERS[:2])
    assert data["rehearsal_learned_from"]["writers"] == [1, 2, 4, 6, 7, 9]
    assert data["model_learned_from"]["pen_digits"] == 50
    assert float(card["parameters"]["temperature"]) == model.classifier.temperature != 1
    assert 0 < figures["drawings"]["accuracy"] <= 1
    assert figures["numbers"]["photos"]["n"] == 1
    assert set(figures["corruptions"]) >= {"noise", "rotation", "inversion"}
    assert figures["milliseconds_per_drawing"] > 0
    assert set(figures["is_digit"]["symbols_refused"]) == set(SYMBOL_KINDS)
    accepted = figures["is_digit"]["digits_accepted"]
    assert set(accepted) == {"mnist_test", "drawings", "other_devices"}
    assert card["training_seconds"] > 0
    assert card["bytes"] == (trained / SMALL / "model.skops").stat().st_size


@pytest.mark.usefixtures("measured_little")
def test_the_same_seed_gives_the_same_model_which_may_replace_it(
    strokes, folder, capsys
):
    stored = load_test_answers(SMALL, folder)
    assert main(["train", SMALL, "--strokes", str(strokes), "--out", str(folder)]) == 0
    assert "left" in capsys.readouterr().err, "the time left is shown"
    assert np.array_equal(load_test_answers(SMALL, folder), stored)


@pytest.mark.usefixtures("measured_little")
def test_a_better_model_stays_unless_forced(strokes, folder, monkeypatch, capsys):
    arguments = ["train", SMALL, "--strokes", str(strokes), "--out", str(folder)]
    better = load_card(SMALL, folder)["fingerprint"]
    untrained = recipes.Recipe(
        "Untrained",
        "Worse.",
        reads_strokes=False,
        build=lambda seed: AugmentedNetwork(
            hidden_layer_sizes=(1,), epochs=1, random_state=seed, n_jobs=1
        ),
    )
    monkeypatch.setitem(recipes.RECIPES, SMALL, untrained)
    capsys.readouterr()
    assert main(arguments) == 1
    assert "--force" in capsys.readouterr().err
    assert load_card(SMALL, folder)["fingerprint"] == better
    assert main([*arguments, "--force"]) == 0
    assert load_card(SMALL, folder)["fingerprint"] != better


def test_an_interruption_leaves_the_old_model(strokes, folder, monkeypatch, capsys):
    arguments = ["train", SMALL, "--strokes", str(strokes), "--out", str(folder)]
    old = load_card(SMALL, folder)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(GeometricVote, "fit", interrupt)
    # `progress` must still be found among fit's parameters for the real call
    monkeypatch.setattr(train, "has_fit_parameter", lambda *_: True)
    assert main(arguments) == 1
    assert "Interrupted" in capsys.readouterr().err
    assert load_card(SMALL, folder) == old
    assert [path.name for path in folder.iterdir()] == [SMALL]


def test_strokes_of_another_form_are_refused_in_a_sentence(tmp_path, capsys):
    path = tmp_path / "digits.csv"
    path.write_text("1,2,3\n")
    arguments = [
        "train",
        recipes.DEFAULT,
        "--strokes",
        str(path),
        "--out",
        str(tmp_path),
    ]
    assert main(arguments) == 1
    assert "digits.csv" in capsys.readouterr().err
