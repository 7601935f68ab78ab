"""Finding digits in photographs: paper, boards, and what lies beside them."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage

from digit_model.classifiers import recipes
from digit_model.finding.reader import read_all, read_file
from digit_model.reading.persistence import load_model
from tests.writing import box_around, canvas, falling, lit, photo, row


@pytest.fixture(scope="module")
def model():
    return load_model(recipes.DEFAULT)


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


@pytest.fixture(scope="module")
def chalk():
    board = canvas(row(4, 2, 0, 7), size=(120, 80), scale=8, pen=0.9, paper=50, ink=200)
    return lit(board, falling(board))


def test_chalk_is_read(model, chalk):
    assert read_all(model, chalk).lines == ["4207"]


def test_grey_may_come_with_alpha(model, chalk):
    opaque = np.dstack([chalk, np.full_like(chalk, 255)])
    assert read_all(model, opaque).lines == ["4207"]


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
    page = read_file(model, as_file(np.asarray(large)))
    assert page.lines == ["273"]
    for one, two in zip(page.digits, expected.digits, strict=True):
        np.testing.assert_allclose(one.box, 4 * np.array(two.box), atol=20)


def as_file(pixels, *, orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=90, exif=exif)
    return stream.getvalue()


@pytest.mark.parametrize("scale", [16, 20])
@pytest.mark.parametrize("board", [False, True])
def test_the_grain_of_pencil_and_chalk_is_no_end_of_a_stroke(model, scale, board):
    assert read_all(model, grainy(scale, board=board)).lines == ["2703"]


def grainy(scale: int, *, board: bool) -> np.ndarray:
    """Write 2703 in pencil, or in chalk on a board."""
    dark, bright = (40, 190) if board else (150, 210)
    strokes = row(2, 7, 0, 3)
    drawn = canvas(strokes, size=(96, 40), scale=scale, pen=0.9) / 255
    noise = np.random.default_rng(0).normal(size=drawn.shape)
    grain = ndimage.gaussian_filter(noise, 1.6)
    drawn = drawn * (grain > np.percentile(grain, 38))
    page = dark + (bright - dark) * (drawn if board else 1 - drawn)
    return lit(page, falling(page))


def test_where_time_is_short_what_the_first_look_shows_is_read(model):
    page = read_all(model, grainy(16, board=False), seconds=0)
    assert page.digits
    assert page.lines != ["2703"]


def test_a_pen_that_skips_goes_on_where_it_is_pale(model):
    strokes = row(2, 7, 0, 4)
    page = canvas(strokes, size=(96, 40), pen=0.35, scale=9, paper=210, ink=60)
    pale = canvas(strokes, size=(96, 40), pen=0.3, scale=9, paper=210, ink=178)
    skips = (np.add.outer(np.arange(len(page)), np.arange(page.shape[1])) % 45) < 13
    drawn = np.where(skips, pale, page).astype(float)
    blurred = ndimage.gaussian_filter(drawn, 0.7)
    assert read_all(model, lit(blurred, falling(page))).lines == ["2704"]


@pytest.mark.parametrize("width", [4, 14])
def test_what_is_dark_beside_a_scanned_page_is_no_digit(model, width):
    page = np.full((1400, 1000), 255, np.uint8)
    written = canvas(row(4, 2, 7), size=(70, 36), pen=0.5, scale=5, paper=255, ink=0)
    page[300:480, 200:550] = written
    page[:, :width] = 0
    page[np.random.default_rng(0).random(page.shape) < 0.0005] = 0
    assert read_all(model, page).lines == ["427"]


def test_rows_of_two_sizes_are_both_read(model):
    small = [0.6 * stroke + np.array((10, 0)) for stroke in row(4, 2, 7, 0)]
    large = [1.5 * stroke + np.array((0, 20)) for stroke in row(2, 0, 3)]
    page = read_all(model, photo([*small, *large]))
    assert page.lines == ["4270", "203"]


def test_small_print_is_no_row_of_digits(model):
    def printed(pencil):
        for x, word in ((60, "Office of"), (330, "Logbook 8"), (620, "Name, Date")):
            pencil.text((x, 30), word, fill=70, font=ImageFont.load_default(44))

    large = [1.5 * stroke + np.array((0, 12)) for stroke in row(4, 7, 0)]
    page = read_all(model, photo(large, background=paper(printed)))
    assert page.lines == ["470"]


@pytest.mark.parametrize("ink", [60, 110])
@pytest.mark.parametrize("around", [3, 6])
def test_a_number_that_is_boxed_on_paper_is_read(model, ink, around):
    box = box_around(10 - around, 10 - around, 78 + around, 30 + around)
    strokes = [*row(4, 2, 7, 0), box, *row(3, 0, top=50)]
    assert read_all(model, photo(strokes, ink=ink)).lines == ["4270", "30"]


@pytest.mark.parametrize("width", [40, 60])
def test_a_pen_on_the_sheet_is_no_digit(model, width):
    page = Image.new("L", (1200, 900), 210)
    ImageDraw.Draw(page).line(((700, 120), (800, 940)), fill=25, width=width)
    scene = np.asarray(page, float).copy()
    written = canvas(row(4, 2, 7), size=(70, 36), pen=0.4, scale=2, paper=210, ink=90)
    scene[100:172, 60:200] = written
    assert read_all(model, lit(scene, falling(scene))).lines == ["427"]
