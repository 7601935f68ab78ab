"""Typical, strange and ambiguous images; averages; what was computed ahead."""

import numpy as np

from digit_model.datasets.mnist import load_mnist
from digit_model.exploration.averages import average_images
from digit_model.exploration.cross_validation import load_training_answers
from digit_model.exploration.embedding import load_map
from digit_model.exploration.ranking import ambiguity, strangeness


def test_the_strangest_of_each_digit_is_farthest_from_its_centre():
    points = np.array([[0.0], [1.0], [9.0], [100.0], [101.0], [130.0]])
    ranks = strangeness(points, np.array([3, 3, 3, 7, 7, 7]))
    assert ranks[2] == ranks[5] == 1
    assert ranks[1] == ranks[4] == np.float32(1 / 3)


def test_two_equal_probabilities_are_most_ambiguous():
    answers = np.zeros((3, 10))
    answers[0, :2] = 0.5
    answers[1, :2] = 0.9, 0.1
    answers[2, 4] = 1
    assert np.allclose(ambiguity(answers), [1, 0.2, 0])


def test_averages_and_how_far_images_stray():
    images = np.zeros((20, 28, 28), np.uint8)
    images[:10] = 100
    averages = average_images(images, np.tile(np.arange(10), 2))
    assert (averages.mean == 50).all()
    assert (averages.spread == 50).all()


def test_cross_validated_answers_are_probabilities_that_are_mostly_right():
    answers, labels = load_training_answers(), load_mnist().train.labels
    assert np.allclose(answers.sum(axis=1), 1, atol=0.01)
    assert (answers.argmax(axis=1) == labels).mean() > 0.98


def test_on_the_map_a_digit_lies_among_its_like():
    places, labels = load_map(), load_mnist().test.labels
    assert np.abs(places).max() <= 1
    agree = []
    for i in range(0, 10_000, 100):
        distances = np.square(places - places[i]).sum(axis=1)
        agree.append(labels[np.argsort(distances)[1]] == labels[i])
    assert np.mean(agree) > 0.9
