import numpy as np

from digit_model.features.augmentation import augment


def _bars(n: int) -> np.ndarray:
    images = np.zeros((n, 28, 28), np.uint8)
    images[:, 5:23, 12:15] = 255
    return images


def test_shape_and_type_stay():
    augmented = augment(_bars(3), np.random.default_rng(0))
    assert augmented.shape == (3, 28, 28)
    assert augmented.dtype == np.uint8


def test_input_is_left_alone():
    images = _bars(2)
    augment(images, np.random.default_rng(0))
    assert np.array_equal(images, _bars(2))


def test_equal_images_become_different():
    first, second = augment(_bars(2), np.random.default_rng(0))
    assert not np.array_equal(first, second)


def test_same_state_gives_same_images():
    once, again = (augment(_bars(5), np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(once, again)


def test_image_does_not_depend_on_its_neighbours():
    images = _bars(2)
    images[1] = 0
    assert not augment(images, np.random.default_rng(0))[1].any()


def test_ink_stays_about_where_and_as_much_as_it_was():
    augmented = augment(_bars(500), np.random.default_rng(0)).astype(float)
    mass = augmented.sum(axis=(1, 2)) / _bars(1).sum()
    assert 0.95 < mass.mean() < 1.1
    assert mass.min() > 0.3
    assert mass.max() < 2
    middle = np.average(np.arange(28), weights=augmented.sum(axis=(0, 1)))
    assert abs(middle - 13) < 0.3


def test_no_images_is_fine():
    assert augment(_bars(0), np.random.default_rng(0)).shape == (0, 28, 28)
