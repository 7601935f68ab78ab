"""What the gradients' histograms say and do not say about an image."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from digit_model.datasets.mnist import load_mnist
from digit_model.features.oriented_gradients import OrientedGradients


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    return load_mnist().images[:50].reshape(50, 784)


def transform(pixels: np.ndarray) -> np.ndarray:
    return OrientedGradients().fit_transform(pixels)


def test_every_scale_has_unit_length(pixels):
    features = transform(pixels)
    assert features.shape == (50, 520)
    assert_allclose(np.linalg.norm(features[:, :392], axis=1), 1, rtol=1e-5)
    assert_allclose(np.linalg.norm(features[:, 392:], axis=1), 1, rtol=1e-5)


def test_brightness_of_the_ink_does_not_matter(pixels):
    assert_allclose(transform(pixels), transform(pixels / 2.0), atol=1e-6)


def test_an_image_s_features_do_not_depend_on_its_company(pixels):
    many = np.tile(pixels, (30, 1))  # more than one batch
    assert_allclose(transform(many)[-1], transform(pixels[-1:])[0], atol=1e-6)


def test_an_edge_votes_for_its_own_direction():
    images = np.zeros((2, 28, 28))
    images[0, :, 14:] = 1  # gradient points right
    images[1, 14:] = 1  # gradient points down
    votes = transform(images.reshape(2, 784))[:, :392].reshape(2, 8, 49).sum(axis=2)
    assert votes.argmax(axis=1).tolist() == [0, 2]


def test_a_blank_image_has_no_features():
    assert not transform(np.zeros((1, 784))).any()


def test_other_widths_are_refused():
    with pytest.raises(ValueError, match="784"):
        OrientedGradients().fit(np.zeros((2, 64)))


@pytest.mark.parametrize("normalized", [False, True])
def test_an_image_that_is_changed_in_its_place_is_seen_anew(normalized):
    features = OrientedGradients(normalized=normalized).fit(np.eye(28).reshape(1, 784))
    image = np.zeros((1, 784), np.uint8)
    image[0, 300:312] = 200
    before = features.transform(image)
    image[0, 500:512] = 200
    after = features.transform(image)
    alone = [features.transform(np.repeat(image, 300, axis=0))[0]]  # too many to keep
    assert not np.allclose(before, after)
    assert_allclose(after, alone, atol=1e-6)
