"""Whatever comes, there is an image or a sentence: properties, tried on many inputs."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image
from scipy import ndimage

from digit_model.drawings.strokes import draw
from digit_model.finding.drawing import read_drawing
from digit_model.reading.persistence import load_model
from digit_model.reading.pictures import PictureError, read_canvas, read_picture
from digit_model.reading.preparation import prepare
from harness.hostile import saved

# The same inputs at each run; a busy machine is slow, not wrong.
many = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

MODEL = load_model("logistic-regression")
SEVEN = (np.array([[0, 0], [60, 0], [20, 100]], float),)
DRAWN = draw(SEVEN)
INK = Image.fromarray(DRAWN).resize((60, 60))
SMALL = draw(SEVEN, height=100)
BESIDE = ~ndimage.binary_dilation(DRAWN > 0, iterations=2)
OF_DRAWN, OF_SMALL = prepare(DRAWN).image, prepare(SMALL).image
READ = {
    "PNG": saved(INK, "PNG"),
    "JPEG": saved(INK, "JPEG"),
    "progressive JPEG": saved(INK, "JPEG", progressive=True),
    "GIF": saved(INK, "GIF"),
    "BMP": saved(INK, "BMP"),
    "TIFF": saved(INK, "TIFF", compression="tiff_lzw"),
    "WebP": saved(INK, "WebP"),
}
NOT_READ = {
    "AVIF": (saved(INK, "AVIF"), 12),
    "JPEG 2000": (saved(INK, "JPEG2000"), 8),
    "EPS": (saved(INK, "EPS"), 4),
    "PDF": (saved(INK, "PDF"), 4),
}

damages = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8
)
ends = st.floats(0, 1)


def damaged(content: bytes, places: list[tuple[float, int]], end: float) -> bytes:
    changed = bytearray(content)
    for place, value in places:
        changed[int(place * len(content))] = value
    return bytes(changed[: round(end * len(content))])


def read_or_refused(content: bytes, read: Callable = read_picture) -> str:
    """Return the sentence with which the picture is refused; none if it is read."""
    try:
        picture = read(content)
    except PictureError as error:
        return str(error)
    assert max(picture.shape[:2]) < 2048
    assert prepare(picture).image.shape == (28, 28)
    return ""


def assert_read_or_refused(content: bytes) -> None:
    assert read_or_refused(content)[-1:] in ("", ".")


@many
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(content):
    assert_read_or_refused(content)


@pytest.mark.parametrize("kind", READ)
@many
@given(damages, ends)
def test_damaged_pictures_are_refused_or_read(kind, places, end):
    assert_read_or_refused(damaged(READ[kind], places, end))


@pytest.mark.parametrize("kind", NOT_READ)
@many
@given(damages, ends)
def test_other_formats_are_refused_by_name_however_damaged(kind, places, end):
    content, signature = NOT_READ[kind]
    content = content[:signature] + damaged(content[signature:], places, end)
    with pytest.raises(PictureError, match=kind):
        read_picture(content)


@many
@given(st.binary(max_size=300), damages, ends)
def test_a_canvas_says_no_more_than_that_it_is_to_be_drawn_again(content, places, end):
    for sent in (content, damaged(READ["PNG"], places, end)):
        assert read_or_refused(sent, read_canvas)[-11:] in ("", "draw again.")


shapes = st.one_of(
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.tuples(st.integers(1, 40), st.integers(1, 40), st.integers(1, 4)),
    st.tuples(st.sampled_from([1, 2, 1025]), st.sampled_from([1, 3, 1500])),
)
pictures = st.sampled_from([np.uint8, np.uint16, np.bool_, np.float32, np.float64])


@many
@given(pictures.flatmap(lambda kind: arrays(kind, shapes)))
def test_any_array_becomes_an_image_or_is_blank(picture):
    preparation = prepare(picture)
    assert preparation.image.shape == (28, 28)
    assert preparation.image.dtype == np.uint8
    assert preparation.blank == (not preparation.image.any())
    assert np.isfinite(preparation.stroke_width)
    assert preparation.steps["image"] is preparation.image


@settings(many, max_examples=40)
@given(arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90))))
def test_any_drawing_becomes_digits_that_lie_within_it(picture):
    height, width = picture.shape
    for found in read_drawing(MODEL, picture, most=10).digits:
        left, top, right, bottom = found.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


@many
@given(st.integers(-60, 60), st.integers(-60, 60), st.integers(1, 60))
def test_where_on_the_canvas_a_drawing_lies_makes_no_difference(right, down, margin):
    moved = np.pad(np.roll(SMALL, (down, right), (0, 1)), margin)
    assert np.array_equal(prepare(moved).image, OF_SMALL)


@many
@given(st.lists(st.tuples(st.integers(0, 279), st.integers(0, 279)), max_size=20))
def test_single_specks_beside_a_drawing_make_no_difference(specks):
    ink = DRAWN.copy()
    for row, column in specks:
        if BESIDE[row, column]:
            ink[row, column] = 200
    assert np.array_equal(prepare(ink).image, OF_DRAWN)
