"""Accuracy against the number of training images."""

import pytest
from sklearn.dummy import DummyClassifier
from sklearn.neighbors import KNeighborsClassifier

from digit_model.__main__ import main
from digit_model.classifiers.recipes import Recipe
from digit_model.datasets.mnist import load_mnist
from digit_model.training.learning_curve import VALIDATION_SIZE, learning_curve


def recipe(build):
    return Recipe("", "", reads_strokes=False, build=build)


def test_more_images_bring_more_accuracy():
    told = []
    curve = learning_curve(
        recipe(lambda seed: KNeighborsClassifier(1)),
        sizes=(50, 1000),
        progress=lambda stage, fraction: told.append((stage, fraction)),
    )
    assert [point["n"] for point in curve] == [50, 1000]
    assert 0.5 < curve[0]["accuracy"] < curve[1]["accuracy"] < 1
    assert [stage for stage, _ in told] == ["1,000 images: done", "50 images: done"]
    assert told[-1][1] == 1


def test_it_judges_by_the_last_training_images_and_learns_from_the_first():
    (point,) = learning_curve(recipe(lambda seed: DummyClassifier()), sizes=(50_000,))
    labels = load_mnist().train.labels[-VALIDATION_SIZE:]
    assert point["accuracy"] == (labels == 1).mean()


def test_the_same_seed_gives_the_same_curve():
    neighbour = recipe(lambda seed: KNeighborsClassifier(1))
    first, again = (learning_curve(neighbour, sizes=(100,), seed=3) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("size", [-1, 5, 49_995, 60_000])
def test_a_size_that_cannot_be_is_refused_in_a_sentence(size, capsys):
    assert main(["learning-curve", "logistic-regression", "--sizes", str(size)]) == 1
    told = capsys.readouterr().err
    assert "from 10 to 49,990 images, or from 50,000" in told
    assert f"not from {size:,}" in told
