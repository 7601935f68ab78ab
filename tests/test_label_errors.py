"""The labels that are known to be wrong."""

from digit_model.datasets.label_errors import load_label_errors
from digit_model.datasets.mnist import load_mnist


def test_fifteen_test_images_have_the_labels_they_are_said_to_have():
    errors, labels = load_label_errors(), load_mnist().labels
    assert len(errors) == 15
    for index, error in errors.items():
        assert index == error.index >= 60_000
        assert labels[index] == error.given
        assert error.likely != error.given


def test_for_three_of_them_most_people_saw_neither_digit():
    unclear = [error.index for error in load_label_errors().values() if error.neither]
    assert unclear == [62_654, 63_520, 69_679]
