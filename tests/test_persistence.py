"""Models come back as they were saved, and anything else is refused."""

import hashlib
import json
import shutil
import zipfile

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from digit_model.classifiers import recipes
from digit_model.classifiers.ensemble import GeometricVote
from digit_model.classifiers.network import AugmentedNetwork
from digit_model.classifiers.support_vectors import VirtualSupportVectors
from digit_model.datasets.mnist import load_mnist
from digit_model.features.oriented_gradients import OrientedGradients
from digit_model.reading.model import Model
from digit_model.reading.persistence import (
    _TRUSTED,
    MODELS,
    ModelError,
    add_figures,
    load_card,
    load_model,
    load_test_answers,
    model_names,
    save_model,
)

SMALL = "small"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A folder with a small model."""
    mnist = load_mnist()
    pixels = mnist.images[:500].reshape(500, 784)
    classifier = make_pipeline(OrientedGradients(), LogisticRegression())
    model = Model(
        SMALL,
        classifier.fit(pixels, mnist.labels[:500]),
        None,
        {"name": SMALL, "figures": {}},
    )
    folder = tmp_path_factory.mktemp("saved")
    save_model(model, np.full((10_000, 10), 0.1), folder)
    return folder


@pytest.fixture
def folder(saved, tmp_path):
    """A copy of it, to be changed."""
    return shutil.copytree(saved, tmp_path / "models")


def test_a_saved_model_answers_as_before(folder):
    images = load_mnist().test.images[:20]
    first, second = load_model(SMALL, folder), load_model(SMALL, folder)
    assert np.array_equal(first.predict_proba(images), second.predict_proba(images))
    assert first.predict_proba(images).shape == (20, 10)


def test_no_digit_of_a_number_is_lost_in_storage(folder):
    mnist = load_mnist()
    pixels, labels = mnist.images[:500].reshape(500, 784), mnist.labels[:500]
    members = [
        ("network", AugmentedNetwork(hidden_layer_sizes=(20,), epochs=2)),
        ("machine", VirtualSupportVectors(n_components=20)),
    ]
    reader = GeometricVote(members).fit(pixels, labels)
    answers = np.full((10_000, 10), 0.1)
    save_model(Model("vote", reader, None, {"name": "vote"}), answers, folder)
    network, machine = reader.members_
    same_network, same_machine = load_model("vote", folder).classifier.members_
    assert same_machine.vectors_.dtype == np.float32
    assert np.array_equal(same_machine.vectors_, machine.vectors_)
    for same, weights in zip(
        same_network.network_.coefs_, network.network_.coefs_, strict=True
    ):
        assert same.dtype == np.float32
        assert np.array_equal(same, weights)


@pytest.mark.parametrize("name", model_names())
def test_the_models_of_the_package_give_probabilities(name):
    probabilities = load_model(name).predict_proba(load_mnist().test.images[:50])
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert np.allclose(probabilities, load_test_answers(name)[:50], atol=1e-5)


def test_the_zoo_is_trained():
    assert set(recipes.RECIPES) <= set(model_names(MODELS))


def test_a_changed_byte_is_refused(folder):
    path = folder / SMALL / "model.skops"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged.*git checkout"):
        load_model(SMALL, folder)


def test_a_file_cut_short_is_refused(folder):
    path = folder / SMALL / "model.skops"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelError, match="damaged"):
        load_model(SMALL, folder)


def test_a_missing_file_and_a_missing_model_are_refused(folder):
    (folder / SMALL / "model.skops").unlink()
    with pytest.raises(ModelError, match="missing"):
        load_model(SMALL, folder)
    with pytest.raises(ModelError, match=f"there are: {SMALL}"):
        load_model("large", folder)
    with pytest.raises(ModelError, match="There is no model"):
        load_model("../small", folder)


def test_a_damaged_card_is_refused(folder):
    (folder / SMALL / "card.json").write_text('{"name":')
    with pytest.raises(ModelError, match=r"card\.json"):
        load_card(SMALL, folder)


def test_code_in_a_model_is_refused_even_with_a_right_fingerprint(folder):
    foreign = skops.io.dumps({"classifier": shutil.rmtree, "novelty": None})
    card = load_card(SMALL, folder)
    card["fingerprint"] = hashlib.sha256(foreign).hexdigest()
    (folder / SMALL / "card.json").write_text(json.dumps(card))
    (folder / SMALL / "model.skops").write_bytes(foreign)
    with pytest.raises(ModelError, match="something other than the estimators"):
        load_model(SMALL, folder)


def test_only_types_that_a_stored_model_holds_are_trusted():
    held = {
        kind
        for name in model_names()
        for kind in skops.io.get_untrusted_types(
            data=(MODELS / name / "model.skops").read_bytes()
        )
    }
    # And the features that classifiers have unless they are told others.
    default = f"{OrientedGradients.__module__}.{OrientedGradients.__name__}"
    assert held | {default} == _TRUSTED


def test_a_model_of_another_version_is_refused(folder):
    model = load_model(SMALL, folder)
    del model.classifier[-1].coef_  # as if it had another name in this version
    save_model(model, np.full((10_000, 10), 0.1), folder)
    with pytest.raises(ModelError, match="another version of this program"):
        load_model(SMALL, folder)


def test_another_model_s_answers_are_refused(folder):
    other = MODELS / "logistic-regression" / "test_answers.npz"
    shutil.copy(other, folder / SMALL / "test_answers.npz")
    with pytest.raises(ModelError, match="another model's"):
        load_test_answers(SMALL, folder)


def test_damaged_answers_are_refused(folder):
    path = folder / SMALL / "test_answers.npz"
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(ModelError, match="damaged"):
        load_test_answers(SMALL, folder)


def test_a_new_model_replaces_the_old_one_whole(folder):
    old = load_card(SMALL, folder)["fingerprint"]
    model = load_model(SMALL, folder)
    model.classifier[-1].coef_ *= 2
    save_model(model, np.full((10_000, 10), 0.1), folder)
    assert load_card(SMALL, folder)["fingerprint"] != old
    assert load_test_answers(SMALL, folder).shape == (10_000, 10)
    assert [path.name for path in folder.iterdir()] == [SMALL]


def test_figures_can_be_added_to_a_card(folder):
    before = load_card(SMALL, folder)
    add_figures(SMALL, {"learning_curve": [{"n": 5, "accuracy": 0.5}]}, folder)
    after = load_card(SMALL, folder)
    assert after["figures"].pop("learning_curve") == [{"n": 5, "accuracy": 0.5}]
    assert after == before


def test_an_interrupted_save_leaves_the_old_model(folder, monkeypatch):
    old = load_card(SMALL, folder)
    model = load_model(SMALL, folder)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez_compressed", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_model(model, np.full((10_000, 10), 0.1), folder)
    assert load_card(SMALL, folder) == old
    assert [path.name for path in folder.iterdir()] == [SMALL]


def test_the_files_hold_no_pickle():
    for name in model_names():
        with zipfile.ZipFile(MODELS / name / "model.skops") as archive:
            assert "schema.json" in archive.namelist()
            assert all(
                n.endswith((".json", ".npy", ".npz")) for n in archive.namelist()
            )
