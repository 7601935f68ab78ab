"""Tables to take along."""

import numpy as np
import pytest

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.intervals import wilson_interval
from digit_model.reading.persistence import load_card, model_names
from digit_model.reporting.tables import (
    answer_table,
    benchmark_table,
    confusion_table,
    model_table,
)


def test_every_model_has_a_row_with_the_figures_of_its_card():
    cards = [load_card(name) for name in model_names()]
    table = model_table(cards).set_index("model")
    assert table.index.tolist() == model_names()
    for card in cards:
        row, score = table.loc[card["name"]], card["figures"]["mnist_test"]
        assert row["accuracy"] == score["accuracy"]
        assert row["errors"] == score["errors"]
        right = score["n"] - score["errors"]
        assert (row["low"], row["high"]) == pytest.approx(
            wilson_interval(right, score["n"])
        )


def test_what_a_card_does_not_tell_is_missing():
    card = load_card(model_names()[0])
    card["figures"] = {"mnist_test": card["figures"]["mnist_test"]}
    row = model_table([card]).iloc[0]
    assert row[["drawings", "milliseconds"]].isna().all()


def test_the_table_of_no_models_has_its_columns():
    assert "accuracy" in model_table([]).columns


def test_a_confusion_table_is_named_by_digits():
    matrix = np.arange(100).reshape(10, 10)
    table = confusion_table(matrix)
    assert table.loc[4, "true"] == 4
    assert table.loc[4, "read 9"] == matrix[4, 9]


def test_answers_are_listed_image_by_image():
    answers = Answers(np.array([1, 0]), np.array([[0.2, 0.8], [0.4, 0.6]]))
    table = answer_table(answers)
    assert table.to_dict("records") == [
        {"image": 0, "true": 1, "read": 1, "confidence": 0.8},
        {"image": 1, "true": 0, "read": 1, "confidence": 0.6},
    ]


def test_the_benchmark_table_has_a_row_for_each_model_the_best_first():
    cards = [load_card(name) for name in model_names()]
    lines = benchmark_table(cards).splitlines()
    accuracies = [float(line.split("|")[2].strip(" %")) for line in lines[2:]]
    assert len(accuracies) == len(cards)
    assert accuracies == sorted(accuracies, reverse=True)
    assert len({line.count("|") for line in lines}) == 1


def test_the_benchmark_table_does_not_invent_figures():
    card = load_card(model_names()[0])
    card["figures"] = {"mnist_test": card["figures"]["mnist_test"]}
    assert benchmark_table([card]).splitlines()[-1].count("–") == 5
