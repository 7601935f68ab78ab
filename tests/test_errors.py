"""The list of what a model read."""

from itertools import pairwise

import numpy as np
import pytest

from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import TRAINING_SIZE
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.errors import (
    ORDERS,
    list_readings,
    put_in_order,
    without_label_errors,
)
from digit_model.reading.persistence import model_names


@pytest.fixture(params=model_names())
def readings(request):
    answers = load_answers(request.param)
    return list_readings(TRAINING_SIZE + np.arange(len(answers)), answers)


def test_the_second_guess_is_another_digit_and_no_more_probable(readings):
    assert (readings["second"] != readings["read"]).all()
    assert (readings["margin"] >= 0).all()
    assert (readings["margin"] <= readings["confidence"]).all()


def test_the_label_is_as_probable_as_the_answer_where_they_are_the_same(readings):
    right = readings[readings["true"] == readings["read"]]
    assert (right["true_probability"] == right["confidence"]).all()
    wrong = readings[readings["true"] != readings["read"]]
    assert (wrong["true_probability"] <= wrong["confidence"]).all()


@pytest.mark.parametrize("order", ORDERS)
def test_orders_lose_no_image_and_keep_equal_ones_by_index(readings, order):
    ordered = put_in_order(readings, order)
    assert sorted(ordered["index"]) == readings["index"].tolist()
    columns, rising = ORDERS[order]
    keys = ordered[[columns] if isinstance(columns, str) else columns]
    listed = list(map(tuple, keys.to_numpy()))
    assert listed == sorted(listed, reverse=not rising)
    equal = np.array([one == next_ for one, next_ in pairwise(listed)])
    assert (np.diff(ordered["index"])[equal] > 0).all()


def test_known_wrong_labels_are_marked_and_can_be_left_out(readings):
    marked = readings[readings["likely"].notna()]
    errors = load_label_errors()
    assert {
        row.index: (row.true, row.likely) for row in marked.itertuples(index=False)
    } == {error.index: (error.given, error.likely) for error in errors.values()}
    kept = readings.iloc[without_label_errors()]
    assert len(kept) == len(readings) - len(errors)
    assert kept["likely"].isna().all()
