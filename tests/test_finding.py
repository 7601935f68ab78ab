"""Finding digits: numbers, rows and photographs."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.drawings.strokes import draw
from digit_model.finding.page import Page
from digit_model.finding.reader import read_all, read_file
from digit_model.reading.persistence import load_model

# Strokes of unmistakable digits in a box of 10 by 16, y pointing down.
ROUND = np.column_stack(
    (5 + 4.5 * np.sin(np.linspace(0, 6.2, 40)), 8 - 8 * np.cos(np.linspace(0, 6.2, 40)))
)
FORMS = {
    0: (ROUND,),
    1: (np.array(((5, 0), (5, 16))),),
    2: (np.array(((0, 4), (2, 1), (6, 0), (9, 3), (8, 7), (0, 16), (10, 16))),),
    3: (
        np.array(
            ((0, 1), (6, 0), (9, 3), (7, 7), (3, 8), (8, 9), (10, 12), (6, 16), (0, 15))
        ),
    ),
    4: (np.array(((4, 0), (0, 10), (10, 10))), np.array(((7, 5), (7, 16)))),
    7: (np.array(((0, 0), (10, 0), (4, 16))),),
}
FIVE = np.array(((1, 2), (0.5, 7), (5, 6), (9, 9), (9, 13), (5, 16), (0, 15)))


@pytest.fixture(scope="module")
def model():
    return load_model(recipes.DEFAULT)


def row(*digits, gap=8.0, left=12.0, top=12.0):
    """Strokes of digits side by side."""
    strokes = []
    for digit in digits:
        strokes += [stroke + np.array((left, top)) for stroke in FORMS[digit]]
        left += 10 + gap
    return strokes


def canvas(strokes, *, size=(120, 40), scale=6, pen=2.0, paper=0, ink=255):
    """Draw strokes given in small units, anti-aliased."""
    image = Image.new("L", (size[0] * scale * 2, size[1] * scale * 2), paper)
    pencil = ImageDraw.Draw(image)
    radius = pen * scale
    for stroke in strokes:
        points = [(x * scale * 2, y * scale * 2) for x, y in stroke]
        pencil.line(points, fill=ink, width=round(2 * radius), joint="curve")
        for x, y in (points[0], points[-1]):
            box = (x - radius, y - radius, x + radius, y + radius)
            pencil.ellipse(box, fill=ink)
    return np.asarray(image.reduce(2))


def falling(page):
    """Light that falls from left to right."""
    return np.linspace(1.1, 0.6, page.shape[1])


def lit(page, light, *, grain=2.5):
    """Light a page and add the noise of a camera."""
    noise = np.random.default_rng(0).normal(0, grain, page.shape)
    return np.clip(page * light + noise, 0, 255).astype(np.uint8)


def photo(strokes, *, size=(120, 80), scale=8, pen=0.7, ink=90, background=None):
    """Draw on grey paper in uneven light, with the noise of a camera."""
    page = canvas(strokes, size=size, scale=scale, pen=pen, paper=210, ink=ink)
    page = page.astype(float) if background is None else np.minimum(page, background)
    grey = Image.fromarray(lit(page, falling(page)))
    return np.asarray(grey.filter(ImageFilter.GaussianBlur(0.7)).convert("RGB"))


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


def box_around(left, top, right, bottom):
    return np.array(
        (
            (left, top),
            (right, top + 1),
            (right - 1, bottom),
            (left, bottom),
            (left, top),
        )
    )


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


@pytest.mark.parametrize("ink", [40, 120, 165])
def test_pen_and_pencil_on_paper_are_read(model, ink):
    page = read_all(model, photo(row(4, 2, 0, 7), ink=ink))
    assert page.lines == ["4207"]


def paper(draw_on, *, scale=8):
    image = Image.new("L", (960, 640), 210)
    draw_on(ImageDraw.Draw(image))
    return np.asarray(image.resize((120 * scale, 80 * scale)), float)


def lined(pencil):
    for y in range(35, 640, 70):
        pencil.line(((0, y), (960, y + 20)), fill=170, width=2)


def squared(pencil):
    lined(pencil)
    for x in range(20, 960, 70):
        pencil.line(((x, 0), (x - 14, 640)), fill=170, width=2)


def table(pencil):
    pencil.polygon(((0, 430), (960, 480), (960, 640), (0, 640)), fill=60)
    for y in range(470, 640, 13):
        pencil.line(((0, y), (960, y + 5)), fill=90, width=4)


def squared_beside_table(pencil):
    squared(pencil)
    pencil.polygon(((700, 0), (960, 0), (960, 640), (740, 640)), fill=110)
    for y in range(0, 640, 23):
        pencil.line(((712, y), (960, y + 9)), fill=70, width=1 + y % 11)


@pytest.mark.parametrize("draw_on", [lined, squared, table, squared_beside_table])
def test_paper_and_table_are_no_ink(model, draw_on):
    page = read_all(model, photo(row(4, 2, 0, 7), background=paper(draw_on)))
    assert page.lines == ["4207"]


def note_on_keys(pencil):
    """A note a little larger than what is written, on a keyboard."""
    pencil.rectangle((0, 0, 960, 640), fill=12)
    for y in range(0, 640, 60):
        for x in range(-(y % 120) // 2, 960, 60):
            pencil.rectangle((x + 4, y + 4, x + 54, y + 54), fill=45)
            pencil.line(((x + 20, y + 15), (x + 38, y + 30)), fill=215, width=4)
    pencil.polygon(((60, 60), (640, 70), (630, 280), (55, 270)), fill=210)


def note_on_table(pencil):
    pencil.rectangle((0, 0, 960, 640), fill=35)
    pencil.polygon(((60, 60), (640, 70), (630, 280), (55, 270)), fill=210)


@pytest.mark.parametrize("scale", [4, 6])
@pytest.mark.parametrize("draw_on", [note_on_table, note_on_keys])
def test_pale_ink_is_read_beside_what_is_far_darker(model, draw_on, scale):
    scene = paper(draw_on, scale=scale)
    drawn = photo(row(4, 2, 0, 7), scale=scale, ink=165, background=scene)
    assert read_all(model, drawn).lines == ["4207"]


@pytest.mark.parametrize(("scale", "ink"), [(4, 165), (4, 170), (5, 170), (6, 170)])
def test_pale_ink_is_read_beside_a_strip_of_the_table(model, scale, ink):
    def above_a_table(pencil):
        pencil.rectangle((0, 0, 960, 640), fill=205)
        pencil.rectangle((0, 268, 960, 640), fill=130)

    scene = paper(above_a_table, scale=scale)
    drawn = photo(row(4, 2, 0, 7), scale=scale, ink=ink, background=scene)
    hardly_any_table = 300 * scale // 8
    assert read_all(model, drawn[:hardly_any_table]).lines == ["4207"]


@pytest.mark.parametrize(("scale", "ink", "pen"), [(4, 150, 1.2), (8, 168, 1.6)])
def test_thin_pale_pencil_is_read_through_squares(model, scale, ink, pen):
    squares = paper(squared, scale=scale)
    strokes = [1.6 * stroke for stroke in row(0, 3, 0)]
    drawn = photo(strokes, scale=scale, pen=pen / scale, ink=ink, background=squares)
    assert read_all(model, drawn).lines == ["030"]


@pytest.mark.parametrize("width", [5, 7, 9])
def test_strong_squares_are_no_ink(model, width):
    def strong(pencil):
        for place in range(30, 960, 78):
            pencil.line(((0, place), (960, place + 20)), fill=150, width=width)
            pencil.line(((place, 0), (place - 14, 640)), fill=150, width=width)

    strokes = [1.6 * stroke for stroke in row(4, 2, 7)]
    drawn = photo(strokes, pen=0.5, ink=120, background=paper(strong))
    assert read_all(model, drawn).lines == ["427"]


def test_the_edge_all_round_a_sheet_is_no_row_of_ones(model):
    desk = Image.new("L", (960, 640), 40)
    sheet = ImageDraw.Draw(desk)
    sheet.polygon(((60, 60), (900, 80), (890, 590), (70, 580)), fill=150)
    for y in range(100, 560, 60):
        sheet.line(((70, y), (890, y + 12)), fill=140, width=2)
    blurred = np.asarray(desk.filter(ImageFilter.GaussianBlur(2)), float)
    strokes = row(4, 2, 0, 7, top=25)
    page = canvas(strokes, size=(120, 80), scale=8, pen=0.45, paper=210, ink=110)
    drawn = lit(np.minimum(page, blurred), 1)
    assert read_all(model, drawn).lines == ["4207"]


def test_a_ruling_in_pieces_is_no_column_of_ones(model):
    def broken(pencil):
        for x in (520, 640, 760):
            for y in range(40, 600, 130):
                pencil.line(((x, y), (x - 2, y + 120)), fill=110, width=6)

    page = read_all(model, photo(row(4, 2, 0), background=paper(broken)))
    assert page.lines == ["420"]


@pytest.mark.parametrize("rows", [17, 23])
def test_a_hairline_goes_on_where_a_pixel_is_missing(model, rows):
    page = canvas(
        row(4, 2, 0, 7), size=(120, 80), scale=5, pen=0.25, paper=210, ink=120
    )
    page = page.copy()
    page[::rows] = 210
    blurred = Image.fromarray(page).filter(ImageFilter.GaussianBlur(0.5))
    drawn = lit(np.asarray(blurred, float), falling(page))
    assert read_all(model, drawn).lines == ["4207"]


def test_a_slim_digit_at_the_border_of_a_shade_is_no_edge(model):
    strokes = [
        np.array((0.45, 1.6)) * stroke + np.array((52.4, 0)) for stroke in row(3)
    ]
    page = canvas(strokes, size=(120, 80), scale=8, pen=0.35, paper=210, ink=140)
    light = ndimage.gaussian_filter1d(np.where(np.arange(960) < 480, 1, 0.75), 10)
    assert read_all(model, lit(page, light, grain=2)).lines == ["3"]


def test_paper_in_the_shade_is_no_board(model):
    def below_bright_stripes(pencil):
        for y in range(10, 90, 25):
            pencil.line(((0, y), (960, y + 9)), fill=255, width=9)

    strokes = row(4, 2, 0, 7, top=30)
    bright = photo(strokes, background=paper(below_bright_stripes))
    drawn = np.where(np.arange(640)[:, None, None] < 110, bright, bright * 0.5)
    assert read_all(model, drawn.astype(np.uint8)).lines == ["4207"]


def test_chalk_is_read(model):
    board = canvas(row(4, 2, 0, 7), size=(120, 80), scale=8, pen=0.9, paper=50, ink=200)
    assert read_all(model, lit(board, falling(board))).lines == ["4207"]


def test_chalk_that_crosses_itself_is_no_sheet(model):
    board = canvas(row(4, 2), size=(100, 40), scale=8, pen=0.9, paper=30, ink=255)
    assert read_all(model, lit(board, 1, grain=8)).lines == ["42"]


@pytest.mark.parametrize("shades", [(20, 235), (130, 255), (230, 70)])
@pytest.mark.parametrize("digit", [0, 2, 4])
def test_one_large_digit_in_a_grainy_picture_is_read_whole(model, digit, shades):
    paper, ink = shades
    strokes = row(digit, left=15, top=12)
    page = canvas(strokes, size=(40, 40), scale=16, pen=1.2, paper=paper, ink=ink)
    page = lit(page, 1, grain=6)
    assert read_all(model, page).lines == [str(model.read(page).digit)] == [str(digit)]


def test_large_digits_are_no_rulings(model):
    strokes = [2.6 * stroke - np.array((20, 10)) for stroke in row(1, 4, 7, gap=4)]
    assert read_all(model, photo(strokes, pen=1.2)).lines == ["147"]


def test_a_shade_as_dark_as_a_stroke_is_no_digit(model):
    def shaded(pencil):
        pencil.ellipse((700, 300, 760, 460), fill=120)
        pencil.rectangle((820, 0, 960, 640), fill=150)

    page = read_all(model, photo(row(4, 2, 0, 7), background=paper(shaded)))
    assert page.lines == ["4207"]


@pytest.mark.parametrize(
    ("line", "fill"),
    [
        (((500, 420), (503, 560)), 150),  # paler than the writing, like a 1
        (((500, 420), (540, 470), (510, 560)), 40),  # darker, like nothing
    ],
)
def test_what_differs_from_the_writing_and_stands_alone_is_no_digit(model, line, fill):
    def scratched(pencil):
        pencil.line(line, fill=fill, width=9)

    page = read_all(model, photo(row(4, 2, 0, 7), background=paper(scratched)))
    assert page.lines == ["4207"]


@pytest.mark.parametrize("draw_on", [lined, squared, table, squared_beside_table])
def test_an_empty_sheet_has_no_digits(model, draw_on):
    assert read_all(model, photo([], background=paper(draw_on))).lines == []


def test_boxes_are_those_of_the_upright_picture(model):
    upright = photo(row(2, 7, 3))
    expected = read_file(model, as_file(upright))
    lying = as_file(np.rot90(upright), orientation=6)
    turned = read_file(model, lying)
    assert turned.lines == expected.lines == ["273"]
    for one, two in zip(turned.digits, expected.digits, strict=True):
        np.testing.assert_allclose(one.box, two.box, atol=4)


def test_boxes_are_those_of_the_picture_before_it_is_reduced(model):
    large = Image.fromarray(photo(row(2, 7, 3))).resize((3840, 2560))
    expected = read_all(model, photo(row(2, 7, 3)))
    page: Page = read_file(model, as_file(np.asarray(large)))
    assert page.lines == ["273"]
    for one, two in zip(page.digits, expected.digits, strict=True):
        np.testing.assert_allclose(one.box, 4 * np.array(two.box), atol=20)


def as_file(pixels, *, orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=90, exif=exif)
    return stream.getvalue()
