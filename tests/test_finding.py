"""Finding digits: numbers, rows and what frames them."""

import numpy as np
import pytest

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.strokes import draw
from digit_model.finding.reader import read_all
from digit_model.reading.persistence import load_model
from tests.writing import FORMS, ROUND, box_around, canvas, photo, row

FIVE = np.array(((1, 2), (0.5, 7), (5, 6), (9, 9), (9, 13), (5, 16), (0, 15)))


@pytest.fixture(scope="module")
def model():
    return load_model(recipes.DEFAULT)


def test_digits_side_by_side_are_a_number(model):
    page = read_all(model, canvas(row(4, 2, 0, 7)))
    assert page.lines == ["4207"]
    assert page.text == "4207"
    assert page.probability > 0.9
    lefts = [found.box[0] for found in page.digits]
    assert lefts == sorted(lefts)


@pytest.mark.parametrize("bright", [True, False])
def test_boxes_enclose_the_ink(model, bright):
    drawn = canvas(row(2, 3))
    page = read_all(model, drawn if bright else 255 - drawn)
    for found in page.digits:
        left, top, right, bottom = found.box
        columns = np.flatnonzero((drawn[:, left:right] > 100).any(axis=0))
        rows = np.flatnonzero((drawn[:, left:right] > 100).any(axis=1))
        assert columns[0] <= 2
        assert columns[-1] >= right - left - 3
        assert abs(rows[0] - top) <= 2
        assert abs(rows[-1] + 1 - bottom) <= 2


def test_rows_are_read_from_top_to_bottom(model):
    strokes = row(4, 2) + row(0, 1, 2, 3, left=6, top=42)
    page = read_all(model, canvas(strokes, size=(120, 70)))
    assert page.lines == ["42", "0123"]
    assert [found.line for found in page.digits] == [0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("strokes", "digit"),
    [
        ((FIVE, np.array(((2, -0.5), (9, -1.5)))), 5),  # its bar floats above
        (FORMS[4], 4),
        ((np.array(((4, 0), (0, 10), (9, 10))), np.array(((12, 5), (11, 16)))), 4),
        ((ROUND[2:-6],), 0),  # open
    ],
)
def test_one_digit_stays_one(model, strokes, digit):
    moved = [stroke + np.array((20, 12)) for stroke in strokes]
    assert read_all(model, canvas(moved, size=(50, 40))).lines == [str(digit)]


def test_a_digit_in_two_parts_stays_one_within_a_number(model):
    bar = np.array(((2, -0.5), (9, -1.5))) + np.array((30, 12))
    strokes = [*row(2, left=10), FIVE + np.array((30, 12)), bar, *row(0, left=50)]
    assert read_all(model, canvas(strokes)).lines == ["250"]


@pytest.mark.parametrize("aside", [-2, 2])
def test_an_eight_of_two_circles_stays_one_before_higher_digits(model, aside):
    upper = ring_around(17 + aside, 15.5, 3.6, 3.4)
    lower = ring_around(17 - aside, 24.6, 4.4, 3.8)
    strokes = [upper, lower, *row(3, 2, 4, left=30)]
    assert read_all(model, canvas(strokes)).lines == ["8324"]


def test_low_digits_of_a_tilted_number_hold_its_row_together(model):
    # Two high digits alone, so far apart, would be taken for a row each.
    low = [stroke * 0.65 + (0, 5.6) for stroke in FORMS[0]]
    strokes = [
        stroke + np.array((12 + 18 * place, 12 + 4.3 * place))
        for place, form in enumerate((FORMS[2], low, low, FORMS[2]))
        for stroke in form
    ]
    assert read_all(model, canvas(strokes, size=(100, 60))).lines == ["2002"]


HOOKED_BAR = np.array(((0, 12), (0, 9), (3, 6), (8, 3), (15, 1), (23, 0), (38, 0)))
BELOW = np.array(((11, 9), (9, 8), (7, 10), (8, 18), (15, 30), (17, 36), (12, 41)))


@pytest.mark.parametrize("lower", [0, 1, 2])
def test_a_five_whose_large_bar_hangs_over_it_is_one_digit(model, lower):
    five = (HOOKED_BAR, BELOW + np.array((0, lower)))
    assert read_all(model, draw(five, pen=18)).lines == ["5"]


def test_a_long_straight_dash_is_one_thing(model):
    canvas = np.zeros((280, 280), np.uint8)
    canvas[131:149, 10:270] = 255
    assert len(read_all(model, canvas).digits) == 1


@pytest.mark.parametrize(
    "dash", [((0, 0), (1, 0)), ((0, 0), (5, 1)), ((0, 0), (4, -1)), HOOKED_BAR]
)
def test_a_long_dash_is_one_thing(model, dash):
    assert len(read_all(model, draw((np.array(dash, float),), pen=18)).digits) == 1


def ring_around(x, y, across, down):
    turn = np.linspace(0, 6.4, 60)
    return np.column_stack((x + across * np.sin(turn), y - down * np.cos(turn)))


@pytest.mark.parametrize(
    "frame",
    [
        (np.array(((8, 34), (60, 35), (112, 33))),),
        (np.array(((8, 34), (112, 33))), np.array(((10, 38), (110, 38)))),
        (np.array(((8, 6), (112, 7))),),
        (box_around(4, 5, 116, 36),),
        (ring_around(58, 20, 70, 25),),
    ],
    ids=["underlined", "twice", "overlined", "boxed", "circled"],
)
def test_what_frames_a_number_is_no_part_of_it(model, frame):
    strokes = [stroke + np.array((16, 6)) for stroke in (*row(4, 2, 7, 0, 3), *frame)]
    page = read_all(model, canvas(strokes, size=(152, 54)))
    assert page.lines == ["42703"]
    assert all(found.is_digit for found in page.digits)


@pytest.mark.parametrize("digit", [0, 1, 2, 3, 4, 7])
@pytest.mark.parametrize(
    "frame",
    [
        np.array(((9, 34), (25, 33))),
        box_around(4, 4, 30, 36),
        ring_around(17, 20, 15, 17),
    ],
    ids=["underlined", "boxed", "circled"],
)
def test_what_frames_a_digit_is_no_part_of_it(model, digit, frame):
    page = read_all(model, canvas([*row(digit), frame], size=(34, 40), pen=1.6))
    assert page.lines == [str(digit)]
    assert page.digits[0].is_digit


@pytest.mark.parametrize("digits", [(2, 7), (3, 0), (4, 0), (7, 3)])
def test_a_frame_that_touches_a_digit_is_no_part_of_it(model, digits):
    right = 8 + 18 * len(digits)
    strokes = [*row(*digits), box_around(11, 4, right, 36)]
    page = read_all(model, canvas(strokes, size=(right + 4, 40), pen=1.6))
    assert page.text == "".join(map(str, digits))
    assert all(found.is_digit for found in page.digits)


def test_a_number_in_each_of_several_boxes_is_read(model):
    strokes = [*row(4, 2), box_around(5, 6, 45, 36), *row(7, left=62)]
    page = read_all(model, canvas([*strokes, box_around(55, 6, 80, 36)]))
    assert page.lines == ["427"]


def test_the_stroke_within_a_zero_is_no_digit_in_a_frame(model):
    crossed = [*row(0, 7), np.array(((15, 22), (18, 18)))]
    assert read_all(model, canvas(crossed, pen=1.2)).lines == ["07"]


@pytest.mark.parametrize("spaces", [5, 6])
def test_a_number_drawn_on_ruled_paper_of_one_colour_is_read(model, spaces):
    picture = canvas(row(2, 7, 0, 4), paper=255, ink=20).copy()
    step = picture.shape[0] // spaces
    picture[step // 2 :: step] = picture[step // 2 + 1 :: step] = 120
    picture[canvas(row(2, 7, 0, 4)) > 127] = 20
    assert read_all(model, picture).lines == ["2704"]


def test_digits_that_touch_are_parted(model):
    touching = row(2, 0, gap=-1)
    assert read_all(model, canvas(touching, size=(60, 40))).lines == ["20"]


def test_a_single_digit_is_what_predict_says(model):
    rng = np.random.default_rng(0)
    for digit, strokes in FORMS.items():
        ink = draw(strokes, height=rng.uniform(80, 220), pen=rng.uniform(8, 22))
        drawing = np.dstack([ink, ink, ink, np.full_like(ink, 255)])
        page, reading = read_all(model, drawing), model.read(drawing)
        assert page.lines == [str(digit)]
        (found,) = page.digits
        assert found.reading.to_dict() == reading.to_dict()


def test_an_image_of_mnist_is_one_digit(model):
    images = load_mnist().train.images[:40]
    for image in images:
        page = read_all(model, image)
        assert [str(model.read(image).digit)] == page.lines


@pytest.mark.parametrize(
    "empty",
    [
        np.zeros((280, 280, 4), np.uint8),
        np.full((50, 90), 255, np.uint8),
        photo([]),
        np.full((1, 1), 3, np.uint8),
    ],
)
def test_what_has_no_ink_has_no_digits(model, empty):
    page = read_all(model, empty)
    assert page.lines == []
    assert page.to_dict() == {"lines": [], "digits": [], "model": recipes.DEFAULT}
    assert page.least_sure is None


def test_what_is_no_digit_is_told_of_its_part(model):
    cross = np.array(((0, 0), (10, 16))), np.array(((10, 0), (0, 16)))
    zigzag = np.array([(k % 2 * 10, k * 1.5) for k in range(11)])
    marks = [stroke + np.array((50, 12)) for stroke in (*cross, zigzag)]
    page = read_all(model, canvas(row(2, 3) + marks))
    assert [found.is_digit for found in page.digits][:2] == [True, True]
    assert page.least_sure is not None
    assert not page.digits[page.least_sure].is_digit


def test_each_digit_can_be_drawn_on(model):
    page = read_all(model, canvas(row(2, 7)))
    for found in page.digits:
        again = read_all(model, found.ink)
        assert again.lines == [str(found.digit)]
