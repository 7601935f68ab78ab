import numpy as np

from digit_model.classifiers.novelty import DigitLikeness
from digit_model.classifiers.recipes import default_likeness, default_reader
from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.likeness_data import symbol_set


def test_default_reader_learns_and_reports_every_member():
    train = load_mnist().train
    X, y = train.images[:600].reshape(-1, 784), train.labels[:600]
    stages: list[str] = []
    reader = default_reader(epochs=2, n_jobs=1)
    reader.fit(X, y, progress=lambda stage, fraction: stages.append(stage))
    unseen = train.images[-300:].reshape(-1, 784)
    assert reader.score(unseen, train.labels[-300:]) > 0.9
    assert {stage.split(":")[0] for stage in stages} == {
        name for name, _ in reader.members
    }


def test_members_have_different_seeds():
    members = [member for _, member in default_reader(random_state=3).members]
    assert len({member.random_state for member in members}) == len(members)


def test_default_likeness_tells_digits_from_symbols():
    train = load_mnist().train
    digits, labels = train.images[:500].reshape(-1, 784), train.labels[:500]
    symbols = symbol_set([], n=120).images.reshape(-1, 784)
    scorer = default_likeness(epochs=3, n_jobs=1).fit(
        np.concatenate((digits, symbols)),
        np.concatenate((labels, np.full(len(symbols), -1))),
    )
    assert isinstance(scorer, DigitLikeness)
    unseen = scorer.score_samples(train.images[-200:].reshape(-1, 784))
    symbols = symbol_set([], n=60, seed=1).images.reshape(-1, 784)
    others = scorer.score_samples(symbols)
    assert (unseen[:, None] > others).mean() > 0.9  # the area under the ROC curve
