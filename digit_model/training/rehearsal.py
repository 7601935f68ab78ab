"""A rehearsal that is kept, for what is measured or learned with it later."""

from collections.abc import Sequence
from pathlib import Path

from digit_model.computing.progress import progress_bar
from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.strokes import PenDigit
from digit_model.reading.model import Model
from digit_model.reading.persistence import load_model, model_names, save_model
from digit_model.training.split import split
from digit_model.training.train import rehearse


def kept_rehearsal(name: str, digits: Sequence[PenDigit], folder: Path) -> Model:
    """Load a rehearsal, or train and keep it, which takes half an hour.

    Parameters
    ----------
    name : str
        One of the stored models.
    digits : sequence of PenDigit
        Drawn digits of ``pendigits-orig.tra``.
    folder : Path
        Where it is kept.

    Returns
    -------
    Model
        It has seen neither the writers to choose with nor those to report on.
    """
    if name not in model_names(folder):
        data = split(load_mnist().train, digits)
        with progress_bar(f"Rehearsing {name}") as progress:
            classifier = rehearse(name, data, progress=progress)
        stored = load_model(name)  # what a digit looks like it learned without them
        rehearsal = Model(name, classifier, stored.novelty, stored.card)
        test = load_mnist().test
        save_model(rehearsal, rehearsal.predict_proba(test.images), folder)
    return load_model(name, folder)
