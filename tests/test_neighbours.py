"""Images that look alike are found."""

import numpy as np
import pytest

from digit_model.datasets.data_files import load_arrays
from digit_model.datasets.mnist import DatasetError, Mnist, load_mnist
from digit_model.exploration.neighbours import Neighbours, load_neighbours


@pytest.fixture(scope="module")
def mnist() -> Mnist:
    return load_mnist()


@pytest.fixture(scope="module")
def neighbours() -> Neighbours:
    return load_neighbours()


def test_a_training_image_is_its_own_nearest_neighbour(mnist, neighbours):
    indices, distances = neighbours.nearest(mnist.images[161], 3)
    assert indices[0] == 161
    assert distances[0] < distances[1] / 5  # not nought: the index is rounded


def test_an_excluded_image_is_not_found_and_the_rest_is_nearest_first(
    mnist, neighbours
):
    indices, distances = neighbours.nearest(mnist.images[161], 20, exclude=161)
    assert len(indices) == 20
    assert 161 not in indices
    assert (np.diff(distances) >= 0).all()


def test_among_some_images_only_those_are_found(mnist, neighbours):
    nines = mnist.train.labels == 9
    indices, distances = neighbours.nearest(mnist.images[161], 20, among=nines)
    assert nines[indices].all()
    every, _ = neighbours.nearest(mnist.images[161], 60_000 - 1)
    assert indices.tolist() == [i for i in every.tolist() if nines[i]][:20]
    assert (np.diff(distances) >= 0).all()


def test_neighbours_of_test_images_show_the_same_digit(mnist, neighbours):
    sample = np.arange(0, 10_000, 50)
    found = [neighbours.nearest(mnist.test.images[i], 1)[0][0] for i in sample]
    agree = mnist.labels[found] == mnist.test.labels[sample]
    assert agree.mean() > 0.95


def test_stored_points_are_those_of_their_images(mnist, neighbours):
    some = [0, 161, 59_999, 60_000, 69_999]
    step = np.ptp(neighbours.points) / 255
    difference = neighbours.embed(mnist.images[some]) - neighbours.points[some]
    assert np.abs(difference).max() < step


def test_a_missing_file_is_named_with_what_to_do():
    with pytest.raises(DatasetError, match=r"nothing\.npz is missing.*build"):
        load_arrays("nothing")
