"""Saving and loading trained models, without pickle.

A model is a folder: ``model.skops`` (the estimators), ``card.json`` (what they are and
how good) and ``test_answers.npz`` (their probabilities for the MNIST test images). The
card holds the fingerprint of the estimators' file, and so do the answers: files that do
not belong together are refused.
"""

import hashlib
import json
import tempfile
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from digit_model.reading.model import Model

MODELS = Path(__file__).parents[1] / "models"
"""Where the models of this package lie, one folder each."""

# What stored models hold besides what skops trusts by itself. Names, not the types:
# a model is read without importing what it might be made of.
_TRUSTED = {
    "digit_model.classifiers.ensemble.GeometricVote",
    "digit_model.classifiers.network.AugmentedNetwork",
    "digit_model.classifiers.novelty.DigitLikeness",
    "digit_model.classifiers.support_vectors.VirtualSupportVectors",
    "digit_model.features.oriented_gradients.OrientedGradients",
    "digit_model.features.second_order.SecondOrderGradients",
}
_ESTIMATORS, _CARD, _ANSWERS = "model.skops", "card.json", "test_answers.npz"


class ModelError(RuntimeError):
    """A model is missing, damaged or not to be trusted; the message says what to do."""


def model_names(folder: Path = MODELS) -> list[str]:
    """List the models that lie in a folder.

    Parameters
    ----------
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    list of str
        Sorted names.
    """
    return sorted(card.parent.name for card in folder.glob(f"*/{_CARD}"))


def load_card(name: str, folder: Path = MODELS) -> dict[str, Any]:
    """Read a model's card.

    Parameters
    ----------
    name : str
        The model's name.
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    dict
        What `save_model` was given, with "fingerprint" and "bytes" added.

    Raises
    ------
    ModelError
        If there is no such model or its card is damaged.
    """
    file = folder / name / _CARD
    try:
        there = Path(name).name == name and file.is_file()
    except OSError:  # its name is too long
        there = False
    if not there:
        known = ", ".join(model_names(folder)) or "none"
        raise ModelError(f"There is no model {name!r}; there are: {known}.")
    try:
        state = file.stat()
        return dict(_card(file, state.st_mtime_ns, state.st_size, state.st_ino))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(_damaged(name, _CARD)) from error


@lru_cache(maxsize=100)
def _card(file: Path, *state: int) -> dict[str, Any]:
    # A server asks at each stroke; the file's state makes a new card another entry.
    card = json.loads(file.read_text("utf-8"))
    card["fingerprint"], card["name"]
    return card


def load_model(name: str, folder: Path = MODELS) -> Model:
    """Load a trained model.

    Parameters
    ----------
    name : str
        The model's name.
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    Model
        Ready to read.

    Raises
    ------
    ModelError
        If there is no such model, or if its file is missing, cut short, changed since
        it was saved, of another version, or holds anything but known estimators.
    """
    card = load_card(name, folder)
    try:
        content = (folder / name / _ESTIMATORS).read_bytes()
    except OSError as error:
        raise ModelError(_damaged(name, _ESTIMATORS)) from error
    if hashlib.sha256(content).hexdigest() != card["fingerprint"]:
        raise ModelError(_damaged(name, _ESTIMATORS))
    try:
        # skops takes no list that names types it need not be told of.
        unknown = skops.io.get_untrusted_types(data=content)
        known = [kind for kind in unknown if kind in _TRUSTED]
        estimators = skops.io.loads(content, trusted=known)
        model = Model(name, estimators["classifier"], estimators["novelty"], card)
        model.read(np.eye(28, dtype=np.uint8) * 255)
    except (UntrustedTypesFoundException, zipfile.BadZipFile, KeyError) as error:
        raise ModelError(
            f"The model {name!r} holds something other than the estimators it should; "
            f"do not use it and train it anew: python -m digit_model train {name}"
        ) from error
    except (AttributeError, ImportError, TypeError, ValueError) as error:
        # Estimators are stored by their attributes, and those change with versions.
        raise ModelError(
            f"The model {name!r} was trained by another version of this program or of "
            f"scikit-learn; train it anew: python -m digit_model train {name}"
        ) from error
    return model


def load_test_answers(name: str, folder: Path = MODELS) -> np.ndarray:
    """Load what a model answered for the 10,000 test images when it was trained.

    Parameters
    ----------
    name : str
        The model's name.
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    ndarray of shape (10000, 10), dtype float32
        Probabilities.

    Raises
    ------
    ModelError
        If there is no such model, or the answers are another model's or damaged.
    """
    card = load_card(name, folder)
    try:
        content = (folder / name / _ANSWERS).read_bytes()
        with np.load(BytesIO(content), allow_pickle=False) as answers:
            if str(answers["fingerprint"]) == card["fingerprint"]:
                return answers["probabilities"].reshape(-1, 10)
    except (
        OSError,
        ValueError,
        KeyError,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise ModelError(_damaged(name, _ANSWERS)) from error
    raise ModelError(
        f"The stored answers of {name!r} are another model's; train it anew: "
        f"python -m digit_model train {name}"
    )


def save_model(model: Model, probabilities: np.ndarray, folder: Path = MODELS) -> Path:
    """Save a model; an older one of its name stays until the new one is whole.

    Parameters
    ----------
    model : Model
        The model with its card.
    probabilities : ndarray of shape (10000, 10)
        Its answers for the MNIST test images.
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    Path
        The model's folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / model.name
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as new:
        whole = Path(new) / model.name
        whole.mkdir()
        estimators = {"classifier": model.classifier, "novelty": model.novelty}
        skops.io.dump(estimators, whole / _ESTIMATORS, compression=zipfile.ZIP_DEFLATED)
        content = (whole / _ESTIMATORS).read_bytes()
        fingerprint = hashlib.sha256(content).hexdigest()
        card = model.card | {"fingerprint": fingerprint, "bytes": len(content)}
        np.savez_compressed(
            whole / _ANSWERS,
            probabilities=probabilities.astype(np.float32),
            fingerprint=np.array(fingerprint),
        )
        (whole / _CARD).write_text(json.dumps(card, indent=2) + "\n", "utf-8")
        if target.exists():
            target.replace(Path(new) / "old")
        whole.replace(target)
    return target


def add_figures(name: str, figures: dict[str, Any], folder: Path = MODELS) -> None:
    """Add figures to the card of a model that was trained before.

    Parameters
    ----------
    name : str
        The model's name.
    figures : dict
        By name, as they stand in the card's "figures".
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Raises
    ------
    ModelError
        If there is no such model or its card is damaged.
    """
    card = load_card(name, folder)
    card["figures"] = card.get("figures", {}) | figures
    path = folder / name / _CARD
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps(card, indent=2) + "\n", "utf-8")
    whole.replace(path)


def _damaged(name: str, file: str) -> str:
    return (
        f"The file {file} of the model {name!r} is missing, damaged or not the one "
        f"that was trained; restore it with `git checkout -- "
        f"digit_model/models/{name}` or train it anew: "
        f"python -m digit_model train {name}"
    )
