"""All of MNIST is there, in the usual order, or one is told what to do."""

import hashlib

import numpy as np
import pytest

import digit_model.datasets.mnist as module
from digit_model.datasets.mnist import DatasetError, load_mnist


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


def test_sizes_types_and_parts(mnist):
    assert mnist.images.shape == (70_000, 28, 28)
    assert mnist.images.dtype == mnist.labels.dtype == np.uint8
    assert len(mnist.train.images) == 60_000
    assert np.array_equal(mnist.test.labels, mnist.labels[60_000:])


@pytest.mark.parametrize(
    ("part", "md5"),
    [
        ("train", "6bbc9ace898e44ae57da46a324031adb"),
        ("test", "2646ac647ad5339dbf082846283269ea"),
    ],
)
def test_images_are_those_of_the_original_files(mnist, part, md5):
    images = getattr(mnist, part).images
    header = np.array([2051, len(images), 28, 28], ">i4").tobytes()
    assert hashlib.md5(header + images.tobytes()).hexdigest() == md5


@pytest.mark.parametrize(
    ("part", "md5"),
    [
        ("train", "a25bea736e30d166cdddb491f175f624"),
        ("test", "27ae3e4e09519cfbb04c329615203637"),
    ],
)
def test_labels_are_those_of_the_original_files(mnist, part, md5):
    labels = getattr(mnist, part).labels
    header = np.array([2049, len(labels)], ">i4").tobytes()
    assert hashlib.md5(header + labels.tobytes()).hexdigest() == md5


def test_nobody_can_change_the_shared_images(mnist):
    with pytest.raises(ValueError, match="read-only"):
        mnist.images[0, 0, 0] = 1


def test_damaged_and_missing_files_name_the_mend(tmp_path):
    damaged = tmp_path / "mnist.npz"
    content = bytearray(module._FILE.read_bytes())
    content[5_000_000] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(DatasetError, match=r"damaged.*git checkout"):
        module._load(damaged)
    with pytest.raises(DatasetError, match=r"cannot be read.*git checkout"):
        module._load(tmp_path / "none.npz")
