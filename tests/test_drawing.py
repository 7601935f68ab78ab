"""What the browser says is drawn, honestly or not."""

from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from PIL import Image

from harness.hostile import saved
from pages.draw_sections.drawing import drawing_told
from pages.parts.images import data_url

LINE = {"width": 18, "erase": False, "points": [80, 80, 400, 1200]}
CANVAS = np.zeros((280, 280), np.uint8)
CANVAS[10:270, 130:150] = 255
TOLD = {"id": "a", "put": None, "strokes": [LINE], "picture": data_url(CANVAS)}
IMAGE = {"image": data_url(CANVAS[::10, ::10])}


def png_url(png: bytes) -> str:
    return "data:image/png;base64," + b64encode(png).decode()


def test_a_drawing_is_as_it_was_told():
    drawing = drawing_told(TOLD)
    assert drawing.fault is None
    assert (drawing.name, drawing.strokes) == ("a", [LINE])
    assert drawing.picture is not None
    assert (drawing.picture == CANVAS).all()


def test_no_strokes_are_no_picture():
    drawing = drawing_told(TOLD | {"strokes": []})
    assert (drawing.picture, drawing.fault) == (None, None)


def test_an_mnist_image_on_the_canvas_is_read_as_finely_as_it_was():
    drawing = drawing_told(TOLD | {"strokes": [IMAGE, LINE]})
    assert drawing.picture is not None
    assert drawing.picture.shape == (28, 28)


@pytest.mark.parametrize(
    "picture",
    [
        None,
        7,
        "",
        "data:image/png;base64,",
        "data:image/png;base64,7777",
        "data:image/png;base64,é",
        "A" * 10_000_000,
        data_url(CANVAS[:100]),
        data_url(np.zeros((1000, 1001), np.uint8)),
        png_url(saved(Image.new("RGB", (280, 280)), "JPEG")),
        png_url(saved(Image.new("I;16", (280, 280)), "PNG")),
        png_url(saved(Image.new("1", (20_000, 20_000)), "PNG")),
        data_url(CANVAS)[:-100],
    ],
    ids=range(13),
)
def test_a_picture_that_no_canvas_sends_is_refused_in_a_sentence(picture):
    drawing = drawing_told(TOLD | {"picture": picture})
    assert (drawing.strokes, drawing.picture) == ([], None)
    assert drawing.fault is not None
    assert "draw again" in drawing.fault


NO_STROKES: list[Any] = [
    None,
    "strokes",
    {"points": [1, 2]},
    [None],
    ["stroke"],
    [{}],
    [LINE, LINE | {"points": []}],
    [LINE | {"points": [1]}],
    [LINE | {"points": "12"}],
    [LINE | {"points": [1, 2.5]}],
    [LINE | {"points": [1, None]}],
    [LINE | {"points": [1, True]}],
    [LINE | {"points": [1, 10**30]}],
    [LINE | {"points": [float("nan"), float("inf")]}],
    [LINE | {"points": [0] * 1_200_000}],
    [LINE | {"width": 0}],
    [LINE | {"width": 128}],
    [LINE | {"width": "18"}],
    [LINE | {"erase": 1}],
    [LINE | {"more": "x"}],
    [LINE, LINE | IMAGE],
    [{"image": "https://example.org/a.png"}],
    [{"image": data_url(CANVAS)}],
    [{"image": None}],
    [IMAGE] * 100,
]


@pytest.mark.parametrize("strokes", NO_STROKES, ids=range(len(NO_STROKES)))
def test_strokes_that_no_canvas_sends_are_refused_in_a_sentence(strokes):
    drawing = drawing_told(TOLD | {"strokes": strokes})
    assert (drawing.strokes, drawing.picture) == ([], None)
    assert drawing.fault is not None


@pytest.mark.parametrize("missing", ["id", "strokes", "picture"])
def test_what_is_missing_is_no_exception(missing):
    drawing = drawing_told({key: TOLD[key] for key in TOLD if key != missing})
    assert (drawing.fault is None) is (missing == "id")


def test_a_name_that_is_no_name_is_none():
    assert drawing_told(TOLD | {"id": [1]}).name == ""
    assert len(drawing_told(TOLD | {"id": "a" * 10**6}).name or "") < 100
