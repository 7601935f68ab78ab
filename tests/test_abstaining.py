"""Answering only when sure."""

import numpy as np

from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.abstaining import errors_when_abstaining, risk_coverage
from digit_model.evaluation.answers import Answers, load_answers


def test_risk_coverage_counts_what_is_left_at_each_confidence():
    given = load_answers("logistic-regression")
    curve = risk_coverage(given)
    for row in curve.iloc[:: len(curve) // 20].itertuples():
        answered, errors = errors_when_abstaining(given, row.confidence)
        assert answered == round(row.answered * 10_000)
        assert errors == row.errors
    last = curve.iloc[-1]
    assert last["answered"] == 1
    assert last["errors"] == (given.digits != load_mnist().test.labels).sum()


def test_who_abstains_below_a_confidence_answers_from_it_on():
    probabilities = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    given = Answers(np.array([0, 1, 0]), probabilities)
    assert errors_when_abstaining(given, 0.0) == (3, 2)
    assert errors_when_abstaining(given, 0.8) == (2, 1)
    assert errors_when_abstaining(given, 1.0) == (0, 0)
