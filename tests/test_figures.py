"""Figures to take along."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

import matplotlib.pyplot
import numpy as np
import pytest
from PIL import Image

from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.confusions import confusion_matrix
from digit_model.exploration.detector import load_detectors
from digit_model.reading.persistence import load_card
from digit_model.reporting.figures import to_bytes
from digit_model.reporting.image_sheet import image_sheet
from digit_model.reporting.model_figures import confusion_figure
from digit_model.reporting.report import detector_figures, model_figures, shared_figures
from tests.answers import sure

NAME = "logistic-regression"


@pytest.fixture(scope="module")
def listed():
    answers = load_answers(NAME)
    card = load_card(NAME)
    card["figures"]["learning_curve"] = [
        {"n": 1000, "accuracy": 0.85},
        {"n": 50_000, "accuracy": 0.92},
    ]
    return (
        shared_figures({NAME: answers}, [card])
        | model_figures(card, answers)
        | detector_figures(load_detectors(load_mnist().train.labels)[2])
    )


@pytest.fixture(scope="module")
def file(listed):
    """Give a figure as a file of a kind; what several tests look at is drawn once."""
    return cache(lambda name, kind: to_bytes(listed[name](), kind))


def test_every_figure_has_axes_with_names(listed):
    assert len(listed) == 8
    for draw in listed.values():
        (axes,) = draw().axes
        assert axes.get_title()
        assert axes.get_xlabel()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_figures_give_the_same_file(listed, file, kind):
    for name, draw in listed.items():
        assert to_bytes(draw(), kind) == file(name, kind)


def test_figures_are_pictures_of_either_kind(listed, file):
    for name in listed:
        picture = Image.open(BytesIO(file(name, "png")))
        assert min(picture.size) > 400
        assert ElementTree.fromstring(file(name, "svg")).tag.endswith("svg")


def test_the_confusion_figure_shows_the_counts():
    matrix = confusion_matrix(sure([4, 4, 4, 1], [9, 9, 4, 1]))
    figure = confusion_figure(matrix, title="")
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert shown == [str(count) for count in matrix.ravel()]


def test_the_confusion_figure_shows_shares_of_the_row():
    matrix = confusion_matrix(sure([4, 4, 4, 4], [9, 4, 4, 4]))
    figure = confusion_figure(matrix, title="", share=True)
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert (shown[44], shown[49], shown[0]) == ("75.0", "25.0", "0.0")


def test_figures_can_be_drawn_by_several_visitors_at_once(listed, file):
    draw = listed["Confusion matrix"]
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: to_bytes(draw(), "png"), range(4)))
    alone = np.asarray(Image.open(BytesIO(file("Confusion matrix", "png"))))
    for other in pictures:
        assert (np.asarray(Image.open(BytesIO(other))) == alone).all()


def test_no_figure_is_left_in_pyplot(listed):
    for draw in listed.values():
        draw()
    assert matplotlib.pyplot.get_fignums() == []


@pytest.mark.parametrize("n", [1, 20, 743])
def test_a_sheet_shows_every_image_under_its_title(n):
    images = load_mnist().test.images[:n]
    titles = [f"{index} → ?" for index in range(n)]
    (axes,) = image_sheet(images, titles, title="Some images").axes
    assert [text.get_text() for text in axes.texts] == titles
    sheet = np.asarray(axes.images[0].get_array())
    for text, image in zip(axes.texts, images, strict=True):
        x, y = text.get_position()
        top, left = int(y) + 2, int(x - 13.5)
        assert (sheet[top : top + 28, left : left + 28] == image).all()
