"""A drawing and its answer to take along."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from digit_model.datasets.mnist import load_mnist
from digit_model.finding.page import FoundDigit, Page
from digit_model.reading.persistence import load_model, model_names
from pages.draw_sections.drawing import Drawing
from pages.draw_sections.sharing import answer_sheet


@pytest.mark.parametrize("digits", [1, 5, 8, 40])
def test_a_picture_with_its_answer_holds_all_of_it(digits):
    image = load_mnist().images[161]
    pages = []
    for name in model_names():
        one = FoundDigit(load_model(name).read(image), 0, (0, 0, 28, 28), image)
        pages.append(Page((one,) * digits, name))
    for shown in (pages[:1], pages):
        sheet = answer_sheet(Drawing("", [], image), shown)
        margin = np.asarray(Image.open(BytesIO(sheet)))[:, -30:]
        assert margin.min() == 255
