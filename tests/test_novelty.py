import numpy as np
import pytest
import skops.io

from digit_model.classifiers.network import AugmentedNetwork
from digit_model.classifiers.novelty import DigitLikeness
from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.symbols import synthetic_symbols
from digit_model.drawings.synthesis import NO_DIGIT
from digit_model.drawings.training_data import draw_variously


def _symbols(n: int, seed: int) -> np.ndarray:
    drawn = draw_variously(synthetic_symbols(n, np.random.default_rng(seed)), seed=seed)
    return drawn.images.reshape(-1, 784)


def _scorer() -> DigitLikeness:
    network = AugmentedNetwork(
        hidden_layer_sizes=(50,), epochs=5, batch_size=50, learning_rate=0.003
    )
    return DigitLikeness(network, n_prototypes=500, random_state=0)


@pytest.fixture(scope="module")
def training():
    train = load_mnist().train
    symbols = _symbols(240, seed=0)
    X = np.concatenate((train.images[:1200].reshape(-1, 784), symbols))
    y = np.concatenate((train.labels[:1200], np.full(len(symbols), NO_DIGIT)))
    return X, y


@pytest.fixture(scope="module")
def others():
    return load_mnist().train.images[4000:5200].reshape(-1, 784)


@pytest.fixture(scope="module")
def other_symbols():
    return _symbols(100, seed=1)


@pytest.fixture(scope="module")
def scorer(training, others):
    return _scorer().fit(*training).calibrate(others[::2], acceptance=0.95)


def test_threshold_lets_the_wanted_fraction_of_new_digits_pass(scorer, others):
    assert 0.91 < scorer.is_digit(others[1::2]).mean() < 0.99


def test_most_symbols_are_refused(scorer, other_symbols):
    assert scorer.is_digit(other_symbols).mean() < 0.35


def test_what_no_training_symbol_looks_like_is_refused(scorer):
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (50, 784), dtype=np.uint8)
    assert not scorer.is_digit(noise).any()


def test_empty_image_scores_lowest(scorer, other_symbols):
    black = np.zeros((1, 784), np.uint8)
    assert scorer.score_samples(black)[0] < scorer.score_samples(other_symbols).min()
    assert not scorer.is_digit(black)[0]


def test_higher_acceptance_lowers_the_threshold(training, others, scorer):
    strict = scorer.calibrate(others, acceptance=0.9).threshold_
    lenient = scorer.calibrate(others, acceptance=0.99).threshold_
    scorer.calibrate(others[::2], acceptance=0.95)
    assert lenient < strict


def test_every_set_of_digits_passes(scorer, others):
    harder = np.roll(others.reshape(-1, 28, 28), 3, axis=2).reshape(-1, 784)
    scorer.calibrate(others, harder, acceptance=0.9)
    assert scorer.is_digit(others).mean() >= 0.9
    assert scorer.is_digit(harder).mean() >= 0.9
    scorer.calibrate(others[::2], acceptance=0.95)


def test_same_seed_gives_same_scores(training, others):
    X, y = training
    first, same = (
        _scorer().fit(X[::4], y[::4]).score_samples(others[:50]) for _ in range(2)
    )
    assert np.array_equal(first, same)


def test_survives_the_file_with_own_types_only(scorer, others, tmp_path):
    path = tmp_path / "scorer.skops"
    skops.io.dump(scorer, path)
    types = skops.io.get_untrusted_types(file=path)
    assert all(name.startswith("digit_model.") for name in types)
    loaded = skops.io.load(path, trusted=types)
    assert loaded.threshold_ == scorer.threshold_
    scores = scorer.score_samples(others[:50])
    assert np.allclose(loaded.score_samples(others[:50]), scores, atol=1e-4)
