"""Comparing two models."""

import math

import numpy as np
import pytest

from digit_model.evaluation.comparison import Comparison
from tests.answers import sure


def compare(only_a: int, only_b: int) -> Comparison:
    labels = np.zeros(only_a + only_b + 5, int)
    a, b = labels.copy(), labels.copy()
    a[:only_a] = 1
    b[only_a : only_a + only_b] = 1
    return Comparison.from_answers(sure(labels, a), sure(labels, b))


def test_every_image_falls_into_one_group():
    labels = [1, 2, 3, 4]
    a, b = sure(labels, [1, 0, 3, 0]), sure(labels, [1, 2, 0, 0])
    compared = Comparison.from_answers(a, b)
    assert compared.both_right.tolist() == [0]
    assert compared.only_a_errs.tolist() == [1]
    assert compared.only_b_errs.tolist() == [2]
    assert compared.both_wrong.tolist() == [3]


@pytest.mark.parametrize(("only_a", "only_b"), [(0, 5), (1, 9), (7, 7), (30, 12)])
def test_the_p_value_is_that_of_throwing_a_coin(only_a, only_b):
    n, fewer = only_a + only_b, min(only_a, only_b)
    tail = sum(math.comb(n, k) for k in range(fewer + 1)) / 2**n
    assert compare(only_a, only_b).p_value == pytest.approx(min(1, 2 * tail))


def test_models_that_err_alike_are_not_told_apart():
    assert compare(0, 0).p_value == 1
    assert "nothing tells them apart" in compare(0, 0).verdict("A", "B")


def test_the_verdict_names_the_better_model_or_says_that_it_may_be_chance():
    assert "A is better than B" in compare(10, 60).verdict("A", "B")
    assert "B is better than A" in compare(60, 10).verdict("A", "B")
    assert "may well be chance" in compare(10, 12).verdict("A", "B")
    assert compare(1, 3).verdict("A", "B").startswith("1 image is read wrong by A")
