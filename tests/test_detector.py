"""The 2-detector, for any digit."""

import numpy as np
import pytest
from sklearn import metrics
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

from digit_model.datasets.mnist import load_mnist
from digit_model.exploration.detector import (
    STEP,
    DetectorResult,
    cross_validate,
    cross_validated_scores,
    from_steps,
    load_detectors,
    to_steps,
)


@pytest.fixture(scope="module")
def training():
    return load_mnist().train


@pytest.fixture(scope="module")
def few(training):
    return training.images[:3000], training.labels[:3000]


@pytest.fixture(scope="module")
def scores(few):
    return cross_validated_scores(2, *few)


@pytest.fixture(scope="module")
def detectors(training):
    return load_detectors(training.labels)


def test_cross_validation_is_scikit_learns(few):
    images, labels = few
    told = []
    accuracies = cross_validate(
        7,
        images,
        labels,
        progress=lambda stage, fraction: told.append(fraction),
    )
    expected = cross_val_score(
        LogisticRegression(tol=0.1),
        images.reshape(len(images), -1).astype(np.float32),
        labels == 7,
        cv=3,
    )
    assert accuracies == pytest.approx(expected.tolist())
    assert told == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_scores_lie_on_the_side_of_the_threshold_that_the_accuracy_counts(few, scores):
    images, labels = few
    right = ((scores > 0) == (labels == 2)).mean()
    assert right == pytest.approx(np.mean(cross_validate(2, images, labels)))


def test_counts_of_stored_scores_are_exact_at_every_threshold_of_the_slider(
    few, scores
):
    _, labels = few
    stored = DetectorResult(2, labels == 2, from_steps(to_steps(scores)), ())
    for threshold in np.arange(-60, 60) * STEP:
        expected = metrics.confusion_matrix(labels == 2, scores >= threshold)
        (tn, fp), (fn, tp) = expected
        assert stored.counts(threshold) == (tp, fp, fn, tn)


def test_figures_agree_with_scikit_learn(detectors):
    for result in detectors:
        yes = result.scores >= 1.5
        counts = result.counts(1.5)
        assert counts.precision == pytest.approx(
            metrics.precision_score(result.is_digit, yes)
        )
        assert counts.recall == pytest.approx(
            metrics.recall_score(result.is_digit, yes)
        )
        assert counts.accuracy == pytest.approx(
            metrics.accuracy_score(result.is_digit, yes)
        )
        assert result.roc_area == pytest.approx(
            metrics.roc_auc_score(result.is_digit, result.scores)
        )


def test_stored_scores_belong_to_the_stored_accuracies(detectors):
    for digit, result in enumerate(detectors):
        assert result.digit == digit
        assert result.counts(0).accuracy == pytest.approx(
            np.mean(result.fold_accuracies)
        )


def test_the_stored_result_is_what_a_run_today_gives(training, detectors):
    accuracies = cross_validate(2, *training)
    # Other processors and libraries round otherwise: an image in ten thousand.
    assert accuracies == pytest.approx(detectors[2].fold_accuracies, abs=5e-4)


def test_always_saying_no_is_right_nine_times_in_ten_and_finds_nothing(detectors):
    for result in detectors:
        never = result.counts(np.inf)
        assert never.tp == never.fp == 0
        assert never.accuracy == pytest.approx(result.always_no)
        assert 0.88 < result.always_no < 0.92
        assert result.counts(0).accuracy > result.always_no


def test_curves_pass_through_the_counts(detectors):
    result = detectors[4]
    counts = result.counts(0)
    precision, recall, _ = result.precision_recall()
    gap = np.hypot(precision - counts.precision, recall - counts.recall)
    assert gap.min() < 0.01
    false_positives, true_positives, _ = result.roc()
    rate = counts.fp / (counts.fp + counts.tn)
    assert np.hypot(false_positives - rate, true_positives - counts.recall).min() < 0.01
