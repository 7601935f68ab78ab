"""The figures agree with scikit-learn's and with formulas written out."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import binom, norm
from sklearn import metrics

from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.answers import Answers, load_answers
from digit_model.evaluation.calibration import expected_calibration_error, reliability
from digit_model.evaluation.confusions import (
    Confusion,
    confusion_matrix,
    darkest_share,
    per_digit,
    worst_pairs,
)
from digit_model.evaluation.intervals import wilson_interval
from digit_model.reading.persistence import load_card, load_test_answers, model_names
from digit_model.training.measurement import figures_of
from tests.answers import sure


@pytest.fixture(scope="module")
def answers():
    return load_answers("logistic-regression")


@pytest.fixture(scope="module")
def labels(answers):
    return load_mnist().test.labels


@pytest.fixture(scope="module")
def digits(answers):
    return load_test_answers("logistic-regression").argmax(axis=1)


def test_figures_agree_with_scikit_learn(answers, labels, digits):
    figures = figures_of(answers)
    accuracy = metrics.accuracy_score(labels, digits)
    assert figures["accuracy"] == pytest.approx(accuracy, abs=1e-6)
    assert figures["errors"] == metrics.zero_one_loss(labels, digits, normalize=False)


@pytest.mark.parametrize("name", model_names())
def test_stored_answers_give_the_figures_on_the_card(name):
    stored = load_card(name)["figures"]["mnist_test"]
    assert figures_of(load_answers(name)) == pytest.approx(stored, abs=1e-6)


@pytest.mark.parametrize(
    ("successes", "n"), [(0, 10), (10, 10), (3, 7), (9257, 10_000), (9956, 10_000)]
)
def test_the_interval_is_wilsons(successes, n):
    z, share = norm.ppf(0.975), successes / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = wilson_interval(successes, n)
    assert low == pytest.approx(middle - half, abs=1e-9)
    assert high == pytest.approx(middle + half, abs=1e-9)


def test_the_interval_holds_the_true_share_about_95_times_in_100():
    n, share = 500, 0.97
    outcomes = np.arange(n + 1)
    intervals = [wilson_interval(int(right), n) for right in outcomes]
    held = [low <= share <= high for low, high in intervals]
    assert 0.93 < binom.pmf(outcomes, n, share)[held].sum() < 0.98


def test_confusion_matrix_agrees_with_scikit_learn(answers, labels, digits):
    matrix = confusion_matrix(answers)
    assert (matrix == metrics.confusion_matrix(labels, digits)).all()
    assert np.trace(matrix) == metrics.accuracy_score(labels, digits, normalize=False)


def test_confusion_matrix_has_ten_rows_even_if_digits_are_missing():
    assert confusion_matrix(sure([1, 2], [1, 7])).shape == (10, 10)


def test_worst_pairs_are_the_largest_counts_beside_the_diagonal(
    answers, labels, digits
):
    pairs = worst_pairs(confusion_matrix(answers), 5)
    counts = [((labels == p.true) & (digits == p.read)).sum() for p in pairs]
    assert [p.images for p in pairs] == counts == sorted(counts, reverse=True)
    assert all(p.true != p.read for p in pairs)
    others = confusion_matrix(answers)
    np.fill_diagonal(others, 0)
    for pair in pairs:
        others[pair.true, pair.read] = 0
    assert others.max() <= counts[-1]


def test_worst_pairs_name_only_errors_that_occurred():
    errs = sure([4, 4, 1], [9, 4, 1])
    assert worst_pairs(confusion_matrix(errs)) == [Confusion(4, 9, 1)]
    assert worst_pairs(confusion_matrix(sure([4], [4]))) == []


def test_per_digit_agrees_with_scikit_learn(answers, labels, digits):
    table = per_digit(answers).set_index("digit")
    told = metrics.classification_report(labels, digits, output_dict=True)
    for digit in range(10):
        expected = told[str(digit)]
        assert table.loc[digit, "precision"] == pytest.approx(expected["precision"])
        assert table.loc[digit, "recall"] == pytest.approx(expected["recall"])
        assert table.loc[digit, "f1"] == pytest.approx(expected["f1-score"])
        assert table.loc[digit, "support"] == expected["support"]


def test_calibration_error_agrees_with_the_definition(answers, labels, digits):
    confidence = answers.probabilities.max(axis=1)
    right = digits == labels
    edges = np.linspace(0, 1, 16)
    expected = 0.0
    for low, high in pairwise(edges):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            gap = abs(right[inside].mean() - confidence[inside].mean())
            expected += inside.mean() * gap
    assert expected_calibration_error(answers) == pytest.approx(expected, abs=1e-6)


def test_a_model_that_is_as_sure_as_it_is_right_has_no_calibration_error():
    probabilities = np.full((4, 10), 0.25 / 9)
    probabilities[:, 3] = 0.75
    answers = Answers(np.array([3, 3, 3, 5]), probabilities)
    assert expected_calibration_error(answers) == pytest.approx(0)


def test_reliability_counts_every_image_once(answers, labels, digits):
    bins = reliability(answers)
    assert bins["n"].sum() == len(labels)
    assert (bins["low"] <= bins["confidence"]).all()
    assert (bins["confidence"] <= bins["high"]).all()
    right = (bins["accuracy"] * bins["n"]).sum()
    assert right / len(labels) == pytest.approx(metrics.accuracy_score(labels, digits))


def test_shares_are_as_dark_for_no_model_as_for_one_that_never_errs():
    assert darkest_share([]) == darkest_share([np.eye(10)]) == 0.05
