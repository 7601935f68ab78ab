"""Figures to take along."""

from concurrent.futures import ThreadPoolExecutor
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


def test_every_figure_has_axes_with_names(listed):
    assert len(listed) == 8
    for draw in listed.values():
        (axes,) = draw().axes
        assert axes.get_title()
        assert axes.get_xlabel()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_figures_give_the_same_file(listed, kind):
    for draw in listed.values():
        assert to_bytes(draw(), kind) == to_bytes(draw(), kind)


def test_figures_are_pictures_of_either_kind(listed):
    for draw in listed.values():
        picture = Image.open(BytesIO(to_bytes(draw(), "png")))
        assert min(picture.size) > 400
        assert ElementTree.fromstring(to_bytes(draw(), "svg")).tag.endswith("svg")


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


def test_figures_can_be_drawn_by_several_visitors_at_once(listed):
    draw = listed["Confusion matrix"]
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: to_bytes(draw(), "png"), range(8)))
    first = np.asarray(Image.open(BytesIO(pictures[0])))
    for other in pictures[1:]:
        assert (np.asarray(Image.open(BytesIO(other))) == first).all()


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
