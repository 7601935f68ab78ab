"""What is learned from, chosen with and reported on are kept apart."""

import numpy as np

from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.training_data import REPORTED_WRITERS, VALIDATION_WRITERS
from digit_model.training.split import VALIDATION_IMAGES, split

WRITERS = range(1, 31)


def data():
    stroke = (np.zeros((2, 2)),)
    digits = [PenDigit(stroke, label, writer) for writer in WRITERS for label in (1, 7)]
    return split(load_mnist().train, digits)


def test_every_writer_stands_in_one_place_only():
    parts = data()
    reported = sorted({digit.writer for digit in parts.reported})
    assert parts.validation.writers == sorted(VALIDATION_WRITERS)
    assert reported == sorted(REPORTED_WRITERS)
    together = parts.rehearsal.writers + parts.validation.writers + reported
    assert sorted(together) == list(WRITERS)
    assert parts.everything.writers == list(WRITERS)


def test_the_images_to_choose_with_are_training_images_the_rehearsal_has_not():
    parts, train = data(), load_mnist().train
    assert len(parts.validation.mnist.images) == VALIDATION_IMAGES
    both = [parts.rehearsal.mnist.images, parts.validation.mnist.images]
    assert np.array_equal(np.concatenate(both), train.images)
