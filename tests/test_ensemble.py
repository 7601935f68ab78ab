import numpy as np
import pytest
import skops.io
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split

from digit_model.classifiers import network
from digit_model.classifiers.calibration import best_temperature
from digit_model.classifiers.ensemble import GeometricVote
from digit_model.classifiers.network import AugmentedNetwork
from digit_model.classifiers.projection import project
from digit_model.classifiers.support_vectors import VirtualSupportVectors
from digit_model.datasets.mnist import load_mnist


def _reader(seed: int = 0) -> GeometricVote:
    return GeometricVote(
        [
            (
                "network",
                AugmentedNetwork(
                    hidden_layer_sizes=(50,),
                    epochs=6,
                    batch_size=50,
                    learning_rate=0.003,
                    random_state=seed,
                ),
            ),
            (
                "machine",
                VirtualSupportVectors(n_components=30, copies=1, random_state=seed),
            ),
        ],
        shares=(3, 1),
    )


@pytest.fixture(scope="module")
def images():
    train = load_mnist().train
    return train_test_split(
        train.images[:3000].reshape(-1, 784),
        train.labels[:3000],
        test_size=1500,
        random_state=0,
    )


@pytest.fixture(scope="module")
def reader(images):
    X, _, y, _ = images
    return _reader().fit(X, y)


def test_reads_digits_it_has_not_seen(reader, images):
    _, X, _, y = images
    assert reader.score(X, y) > 0.93


def test_probabilities_sum_to_one(reader, images):
    probabilities = reader.predict_proba(images[1][:50])
    assert probabilities.shape == (50, 10)
    assert (probabilities >= 0).all()
    assert np.allclose(probabilities.sum(axis=1), 1)


def test_digit_is_the_most_probable_one(reader, images):
    X = images[1][:50]
    assert np.array_equal(reader.predict(X), reader.predict_proba(X).argmax(axis=1))


def test_one_image_is_read_as_among_many(reader, images):
    X = images[1][:20]
    one_by_one = np.concatenate([reader.predict_proba(x[None]) for x in X])
    assert np.allclose(one_by_one, reader.predict_proba(X), atol=1e-4)


def test_same_seed_gives_same_predictions(images):
    X, X_test, y, _ = images
    first, same, other = (
        _reader(seed).fit(X[:200], y[:200]).predict_proba(X_test[:200])
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_network_does_not_depend_on_the_number_of_threads(images, monkeypatch):
    monkeypatch.setattr(network, "_CHUNK", 100)  # so that two threads have work
    X, X_test, y, _ = images
    one, two = (
        AugmentedNetwork(
            hidden_layer_sizes=(20,), epochs=2, random_state=0, n_jobs=n_jobs
        )
        .fit(X[:500], y[:500])
        .predict_proba(X_test[:200])
        for n_jobs in (1, 2)
    )
    assert np.array_equal(one, two)


@pytest.mark.parametrize("digits", [(3, 8), range(10)])
def test_network_answers_as_scikit_learns_does(images, digits):
    X, X_test, y, _ = images
    few = np.isin(y, digits)
    fitted = AugmentedNetwork(hidden_layer_sizes=(20,), epochs=2, random_state=0)
    fitted.fit(X[few], y[few])
    inputs = fitted.inputs(X_test[:200])
    expected = fitted.network_.predict_proba(inputs)
    assert np.allclose(fitted.outputs(inputs), expected, atol=1e-6)


def test_projection_is_that_of_scikit_learn(images):
    rows = images[0][:200].astype(np.float32)
    components = PCA(10, random_state=0).fit(rows)
    assert np.allclose(project(components, rows), components.transform(rows))


def test_survives_the_file_with_own_types_only(reader, images, tmp_path):
    path = tmp_path / "model.skops"
    skops.io.dump(reader, path)
    types = skops.io.get_untrusted_types(file=path)
    assert all(name.startswith("digit_model.") for name in types)
    loaded = skops.io.load(path, trusted=types)
    X = images[1]
    # Arrays may be laid out another way, which moves the last digit.
    assert np.allclose(loaded.predict_proba(X), reader.predict_proba(X), atol=1e-3)


def test_progress_rises_to_one_and_is_not_kept(images):
    X, _, y, _ = images
    seen: list[tuple[str, float]] = []
    reader = _reader().fit(
        X[:300], y[:300], progress=lambda stage, part: seen.append((stage, part))
    )
    parts = [part for _, part in seen]
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(1)
    assert ("network: epoch 6 of 6", pytest.approx(0.75)) in seen
    assert not any(callable(value) for value in vars(reader).values())


@pytest.mark.parametrize("digits", [(3, 8), (1, 4, 7)])
def test_machine_agrees_with_the_one_it_was_made_from(images, digits, monkeypatch):
    machines = []
    keep = VirtualSupportVectors._keep

    def spy(self, machine):
        machines.append(machine)
        keep(self, machine)

    monkeypatch.setattr(VirtualSupportVectors, "_keep", spy)
    X, X_test, y, _ = images
    few = np.isin(y, digits)
    model = VirtualSupportVectors(n_components=20, copies=1, random_state=0)
    model.fit(X[few], y[few])
    rows = model._rounded(model.features_.transform(X_test))
    machines[0].decision_function_shape = "ovo"
    expected = machines[0].decision_function(rows)
    if len(digits) == 2:
        expected = -expected[:, None]
    assert np.allclose(model._margins(rows.astype(np.float32)), expected, atol=1e-3)


def test_untrained_copy_has_the_same_parameters():
    assert repr(clone(_reader())) == repr(_reader())


def test_temperature_softens_but_does_not_change_the_digit(reader, images):
    X = images[1][:100]
    before = reader.predict_proba(X)
    reader.temperature = 3.0
    after = reader.predict_proba(X)
    reader.temperature = 1.0
    assert np.array_equal(before.argmax(axis=1), after.argmax(axis=1))
    assert after.max(axis=1).mean() < before.max(axis=1).mean()


def test_best_temperature_recovers_the_true_one():
    rng = np.random.default_rng(0)
    log_odds = rng.normal(0, 2, (20_000, 10))
    gumbel = -np.log(-np.log(rng.random(log_odds.shape)))
    y = (log_odds / 2 + gumbel).argmax(axis=1)
    assert best_temperature(log_odds, y) == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize("part", [AugmentedNetwork(), VirtualSupportVectors()])
def test_wrong_width_is_refused(part):
    with pytest.raises(ValueError, match="784"):
        part.fit(np.zeros((20, 100), np.uint8), np.arange(20) % 2)


def test_stored_reader_holds_every_weight_once(reader, tmp_path):
    path = tmp_path / "model.skops"
    skops.io.dump(reader, path)
    weights = reader.members_[0].network_.coefs_[0].nbytes
    machine = reader.members_[1]
    others = machine.vectors_.nbytes + machine.coefficients_.nbytes
    assert path.stat().st_size < 1.2 * (weights + others) + 300_000


def test_vote_is_the_mean_of_what_its_members_say(reader, images):
    X = images[1][:50]
    logs = [np.log(member.predict_proba(X) + 1e-6) for member in reader.members_]
    votes = np.exp(reader.mean_log_proba(X))
    assert np.allclose(votes, np.exp(np.mean(logs, axis=0)), atol=1e-2)
