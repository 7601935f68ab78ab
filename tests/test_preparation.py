"""Pictures become images like MNIST's, whatever they look like."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.strokes import draw
from digit_model.evaluation.corruption import corrupt
from digit_model.reading.preparation import prepare
from tests.comparison import difference

SEVEN = (np.array([[0, 0], [60, 0], [20, 100]], float),)


@pytest.fixture(scope="module")
def seven() -> np.ndarray:
    return prepare(draw(SEVEN)).image


def test_longer_side_fills_twenty_pixels_around_the_centre_of_mass(seven):
    rows, columns = np.flatnonzero(seven.any(1)), np.flatnonzero(seven.any(0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    assert np.abs(np.subtract(ndimage.center_of_mass(seven), 14)).max() <= 0.5


def test_mnist_images_come_out_as_they_went_in():
    images = load_mnist().test.images[:300]
    assert all(np.array_equal(prepare(image).image, image) for image in images)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_mnist_images_may_have_channels(channels):
    for image in load_mnist().test.images[:300]:
        picture = np.dstack([image] * channels)
        if channels in (2, 4):
            picture[..., -1] = 255
        preparation = prepare(picture)
        assert np.array_equal(preparation.image, image)
        assert np.array_equal(preparation.steps["ink"], image)


def test_mnist_images_that_lie_elsewhere_are_centred():
    images = load_mnist().test.images[:50]
    moved = [prepare(np.roll(image, (2, -3), (0, 1))).image for image in images]
    gaps = [difference(a, b) for a, b in zip(moved, images, strict=True)]
    assert np.median(gaps) < 0.02


def test_grain_is_not_taken_for_ink():
    images = load_mnist().test.images[:50]
    grainy = [prepare(image).image for image in corrupt(images, "noise")]
    gaps = [difference(a, b) for a, b in zip(grainy, images, strict=True)]
    # A crop that followed the grain would leave the digits half as large.
    assert np.median(gaps) < 0.4


@pytest.mark.parametrize("place", [(60, 60), (200, 70), (150, 220)])
@pytest.mark.parametrize("height", [60, 110])
def test_place_and_size_on_the_canvas_do_not_matter(seven, place, height):
    moved = draw(SEVEN, height=height, pen=height / 10, center=place)
    assert difference(prepare(moved).image, seven) < 0.1


@pytest.mark.parametrize("height", [150, 450, 900])
@pytest.mark.parametrize("pen", [1, 2, 3])
def test_a_hairline_is_whole(seven, pen, height):
    paper = Image.new("L", (height, 2 * height), "white")
    points = [
        (x * height / 100 + height / 4, y * height / 100 + 50) for x, y in SEVEN[0]
    ]
    ImageDraw.Draw(paper).line(points, "black", pen)
    assert difference(prepare(paper).image, seven) < 0.3


def test_a_dark_dot_beside_pale_ink_takes_nothing_of_it(seven):
    drawn = draw(SEVEN) // 3
    drawn[10:16, 10:16] = 255
    assert difference(prepare(drawn).image, seven) < 0.1


def test_an_image_in_mnist_s_form_may_be_faint():
    image = load_mnist().test.images[0]
    faint = (image > 127).astype(np.uint8)
    assert difference(prepare(40 * faint).image, image) < 0.5
    assert prepare(faint).blank


def bordered(sheet: Image.Image, sides: tuple[int, int], shade: int) -> Image.Image:
    width, height = (a + 2 * b for a, b in zip(sheet.size, sides, strict=True))
    outside = Image.new("L", (width, height), shade)
    outside.paste(sheet, sides)
    return outside


@pytest.mark.parametrize("sides", [(2, 2), (4, 4), (10, 10), (40, 40), (120, 0)])
@pytest.mark.parametrize("shades", [(255, 0, 0), (255, 0, 60), (0, 255, 255)])
def test_what_lies_round_a_sheet_is_no_ink(seven, sides, shades):
    paper, ink, outside = shades
    drawn = draw(SEVEN).astype(float) / 255
    sheet = Image.fromarray((paper + (ink - paper) * drawn).astype(np.uint8))
    assert difference(prepare(bordered(sheet, sides, outside)).image, seven) < 0.1


@pytest.mark.parametrize("pen", [16, 30])
def test_a_picture_may_end_where_the_ink_does(pen):
    drawn = draw((np.array([[0, 0], [8, 100]], float),), pen=pen)
    rows, columns = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    cropped = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert difference(prepare(cropped).image, prepare(drawn).image) < 0.2


def test_a_picture_that_lets_all_shine_through_alike_is_as_one_that_does_not(seven):
    grey = 255 - draw(SEVEN)
    layer = np.dstack([grey] * 3 + [np.full_like(grey, 100)])
    assert difference(prepare(layer).image, seven) < 0.1


def test_a_fine_pen_loses_no_stroke():
    lying, upright = np.array([[0, 60], [90, 60]]), np.array([[60, 20], [60, 100]])
    cross = (lying.astype(float), upright.astype(float))
    wide, fine = (draw(cross, height=240, pen=pen) for pen in (16, 2))
    assert difference(prepare(fine).image, prepare(wide).image) < 0.3


@pytest.mark.parametrize("pen", [8, 14, 30])
def test_pens_are_brought_to_a_usual_width(seven, pen):
    ink = prepare(draw(SEVEN, pen=pen)).image.sum() / seven.sum()
    assert 0.65 < ink < 1.5


def pictures() -> dict[str, np.ndarray | Image.Image]:
    ink = draw(SEVEN)  # (280, 280), white on black
    share = ink[..., None] / 255
    black = np.zeros((280, 280, 3), np.uint8)
    rng = np.random.default_rng(0)
    shade = np.linspace(0.95, 0.55, 280)[:, None] * np.ones(280)
    noise = rng.normal(0, 0.04, ink.shape)
    inside_card = np.zeros((400, 400, 4), np.uint8)
    inside_card[60:340, 60:340] = np.dstack([255 - ink] * 3 + [np.full_like(ink, 255)])
    return {
        "dark on bright": 255 - ink,
        "grey on grey": (100 + 0.3 * ink).astype(np.uint8),
        "bool": ink > 127,
        "float": ink / 255,
        "sixteen bits": ink.astype(np.uint16) * 257,
        "red on yellow": (share * [200, 0, 0] + (1 - share) * [255, 220, 0]).astype(
            "u1"
        ),
        "white on transparent": np.dstack([np.full((280, 280, 3), 255, np.uint8), ink]),
        "black on transparent": np.dstack([black, ink]),
        "opaque with alpha": np.dstack([ink, ink, ink, np.full_like(ink, 255)]),
        "grey and alpha": np.dstack([np.zeros_like(ink), ink]),
        "a sheet on a transparent ground": inside_card,
        "a shaded photo": np.clip(shade * (1 - 0.8 * ink / 255) + noise / 4, 0, 1),
        "noisy": np.clip(0.1 + 0.8 * ink / 255 + noise, 0, 1),
        "PIL": Image.fromarray(ink),
        "with a stray dot": np.maximum(
            ink, draw((np.array([[0.0, 0.0]]),), center=(20, 20), pen=14)
        ),
    }


@pytest.mark.parametrize("kind", pictures())
def test_every_kind_of_picture_gives_the_same_image(seven, kind):
    preparation = prepare(pictures()[kind])
    assert not preparation.blank
    assert difference(preparation.image, seven) < 0.12


@pytest.mark.parametrize(
    "empty",
    [
        np.zeros((280, 280), np.uint8),
        np.full((280, 280), 255, np.uint8),
        np.full((280, 280, 3), 128, np.uint8),
        np.zeros((280, 280, 4), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.full((1, 300), 7, np.uint8),
        np.full((5, 5), np.nan),
    ],
)
def test_no_ink_is_blank(empty):
    preparation = prepare(empty)
    assert preparation.blank
    assert preparation.image.shape == (28, 28)
    assert not preparation.image.any()


@pytest.mark.parametrize("shape", [(2, 2), (1, 50), (50, 1), (3, 400), (28, 28)])
def test_tiny_and_long_pictures_are_prepared(shape):
    picture = np.zeros(shape, np.uint8)
    picture[shape[0] // 2, shape[1] // 2] = 255
    assert prepare(picture).image.shape == (28, 28)


def test_a_filled_shape_is_told_by_its_stroke_width():
    disc = draw((np.array([[0.0, 0.0]]),), pen=120)
    assert prepare(disc).stroke_width > 8 > prepare(draw(SEVEN, pen=30)).stroke_width


def test_steps_lead_from_the_ink_to_the_image(seven):
    steps = prepare(draw(SEVEN)).steps
    assert list(steps) == ["ink", "crop", "stroke", "image"]
    assert np.array_equal(steps["image"], seven)
    assert all(step.dtype == np.uint8 and step.ndim == 2 for step in steps.values())


@pytest.mark.parametrize(
    "wrong", [np.zeros(5), np.zeros((2, 2, 5)), np.zeros((0, 3)), np.zeros((3, 3), int)]
)
def test_what_is_no_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="picture"):
        prepare(wrong)


@pytest.mark.parametrize("mode", ["P", "CMYK", "HSV", "I"])
def test_values_that_are_no_colours_are_refused_not_read_as_some(mode):
    with pytest.raises(ValueError, match=f"mode {mode} is to be converted"):
        prepare(Image.new(mode, (50, 50)))
