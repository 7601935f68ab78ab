import numpy as np

from digit_model.datasets.mnist import load_mnist
from digit_model.features.oriented_gradients import OrientedGradients
from digit_model.features.second_order import SecondOrderGradients


def _images(n: int) -> np.ndarray:
    return load_mnist().train.images[:n].reshape(-1, 784)


def test_first_numbers_are_the_first_order():
    X = _images(20)
    first = OrientedGradients().fit_transform(X)
    both = SecondOrderGradients().fit_transform(X)
    assert np.allclose(both[:, : first.shape[1]], first, atol=1e-6)


def test_second_order_has_unit_length_and_single_precision():
    second = SecondOrderGradients().fit_transform(_images(20))[:, 520:]
    assert second.dtype == np.float32
    assert second.shape[1] == 4 * 8 * 16
    assert np.allclose(np.linalg.norm(second, axis=1), 1, atol=1e-5)


def test_brightness_does_not_matter():
    X = _images(5).astype(np.float32)
    transformer = SecondOrderGradients().fit(X)
    assert np.allclose(
        transformer.transform(X), transformer.transform(X / 255), atol=1e-5
    )


def test_empty_image_has_only_zeros():
    assert not SecondOrderGradients().fit_transform(np.zeros((1, 784))).any()
