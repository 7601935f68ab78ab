"""Whatever file is given, reading it costs little, and nothing of those who draw."""

import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.base import ClassifierMixin
from threadpoolctl import threadpool_limits

from digit_model.datasets.mnist import load_mnist
from digit_model.finding import process
from digit_model.finding.client import Reader, _Kind
from digit_model.finding.drawing import read_drawing, read_obvious
from digit_model.finding.process import SHOWN
from digit_model.finding.reader import read_file
from digit_model.reading.decoding import FAILED, Cost
from digit_model.reading.explanation import evidence
from digit_model.reading.persistence import MODELS, ModelError, load_model
from digit_model.reading.pictures import PictureError
from harness.hostile import (
    WORST,
    WORST_CANVASES,
    WORST_DRAWN_PAGES,
    WORST_PHOTOS,
    paper,
    saved,
    written,
)
from pages.parts.resources import MOST_DIGITS

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it cost")
LIKE_PHOTOS = ("noise", "a WebP of noise", "a comb")  # or like a scan
STRONG, WEAK = "oriented-gradients", "logistic-regression"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    reader.read_all(STRONG, saved(Image.new("L", (3, 2)), "PNG"))  # it has started
    yield reader
    reader.close()


def cost_of(reader: Reader, content: bytes, model: str = STRONG) -> Cost:
    refusal = ""
    try:
        reader.read_all(model, content)
    except PictureError as error:
        refusal = str(error)
    assert refusal != FAILED
    assert reader.cost is not None
    return reader.cost


def test_a_photo_is_read_as_it_is_in_the_own_process(reader):
    photo = saved(written(paper(2000, 1500), 200, 200), "JPEG")
    page, picture, size = reader.read_all(WEAK, photo)
    expected = read_file(load_model(WEAK), photo)
    assert len(page.digits) > 5
    assert page.to_dict() == expected.to_dict()
    assert page.probability == pytest.approx(expected.probability, abs=1e-6)
    assert size == (2000, 1500)
    assert picture.shape == (SHOWN * 3 // 4, SHOWN)
    for found, other in zip(page.digits, expected.digits, strict=True):
        assert np.array_equal(found.ink, other.ink)
        own, others = found.reading.preparation, other.reading.preparation
        assert own.steps.keys() == others.steps.keys()
        for name, step in own.steps.items():
            assert np.array_equal(step, others.steps[name])


def drawing() -> np.ndarray:
    """A 1 and a 1 beside it, as a canvas has them: ink on what is transparent."""
    picture = np.zeros((280, 280, 4), np.uint8)
    picture[60:220, 70:85] = picture[60:220, 180:195] = 255
    return picture


def test_a_drawing_is_read_as_it_is_in_the_own_process(reader):
    size = (560, 560)
    page = reader.read_drawing(STRONG, drawing(), size=size, most=MOST_DIGITS)
    expected = read_drawing(load_model(STRONG), drawing(), size=size, most=MOST_DIGITS)
    assert page.lines == ["11"]
    assert page.to_dict() == expected.to_dict()
    assert page.probability == pytest.approx(expected.probability, abs=1e-6)
    missing = Path("nowhere")
    with pytest.raises(ModelError, match="no model"):
        reader.read_drawing(STRONG, drawing(), folder=missing)


def test_drawings_are_looked_at_together_as_they_are_alone(reader):
    seven = np.zeros((280, 280, 4), np.uint8)
    enlarged = load_mnist().test.images[0].repeat(8, axis=0).repeat(8, axis=1)
    seven[20:244, 20:244] = enlarged[..., None]
    pictures = [seven, drawing(), np.zeros_like(seven)]
    model = load_model(STRONG)
    expected = read_obvious(model, pictures, size=(560, 560))
    assert [page and page.lines for page in expected] == [["7"], None, []]
    alone = read_drawing(model, seven, size=(560, 560), most=MOST_DIGITS)
    assert expected[0] is not None
    assert expected[0].to_dict() == alone.to_dict()

    kind = _Kind(STRONG, MODELS, seven.shape, seven.dtype.str, (560, 560))
    assert reader.read_drawing(STRONG, seven) is not None  # the process is up
    told = reader._read_obvious(time.monotonic() + 10, kind, pictures)
    assert [page and page.to_dict() for page in told] == [
        page and page.to_dict() for page in expected
    ]


def test_nobody_who_draws_waits_until_a_busy_process_is_free(reader):
    assert reader.read_drawing(STRONG, drawing()) is not None  # the process is up
    read = partial(reader.read_drawing, STRONG)
    with reader._turn, ThreadPoolExecutor(20) as everybody:
        assert list(everybody.map(read, [drawing()] * 20)) == [None] * 20
    assert read(drawing()).lines == ["11"]


def test_an_answer_is_explained_as_it_is_in_the_own_process(reader):
    image = load_mnist().test.images[0]
    told = reader.evidence(STRONG, image, 7, 2)
    assert told == pytest.approx(evidence(load_model(STRONG), image, 7, 2), abs=1e-4)
    assert np.abs(told).max() > 0.1
    with pytest.raises(ModelError, match="no model"):
        reader.evidence(STRONG, image, 7, 2, folder=Path("nowhere"))


def test_who_draws_waits_for_no_picture(reader):
    photo = saved(written(paper(2000, 1500), 200, 200), "JPEG")
    reading = threading.Thread(target=reader.read_all, args=(STRONG, photo))
    reading.start()
    told = []
    while reading.is_alive():
        told.append(reader.read_drawing(STRONG, drawing()))
        time.sleep(0.01)  # leave the processor to what is waited for
    assert None in told
    assert reader.read_drawing(STRONG, drawing()).lines == ["11"]


def test_who_draws_does_not_wait_until_the_process_has_started_anew(reader):
    process = reader.start()
    process.kill()
    process.wait()
    told = [reader.read_drawing(STRONG, drawing())]
    assert told == [None]
    while told[-1] is None:
        time.sleep(0.1)  # leave the processor to what is waited for
        told.append(reader.read_drawing(STRONG, drawing()))
    assert told[-1].lines == ["11"]


def test_one_digit_is_read_as_it_is_in_the_own_process(reader):
    ink = np.zeros((60, 50), np.uint8)
    ink[5:55, 20:30] = 255
    told = reader.read_digit(STRONG, saved(Image.fromarray(ink), "PNG"))
    assert told == load_model(STRONG).read(ink).to_dict()


def test_a_missing_model_is_told_and_the_next_picture_is_read(reader, tmp_path):
    content = saved(Image.new("L", (30, 20)), "PNG")
    with pytest.raises(ModelError, match="no model"):
        reader.read_all(STRONG, content, folder=tmp_path)
    assert reader.read_all(STRONG, content)[0].lines == []


@LINUX
@pytest.mark.parametrize("kind", [*WORST, *WORST_DRAWN_PAGES, *WORST_PHOTOS])
def test_the_worst_pages_cost_a_second_and_300_mb_at_most_photos_three(kind, reader):
    content = (WORST | WORST_DRAWN_PAGES | WORST_PHOTOS)[kind]()
    rest = cost_of(reader, saved(Image.new("L", (1, 1)), "PNG"))
    own = time.process_time()
    cost = cost_of(reader, content)
    assert cost.seconds < (3 if kind in {*WORST_PHOTOS, *LIKE_PHOTOS} else 1)
    assert cost.memory - rest.memory < 300e6
    assert time.process_time() - own < 0.2  # which is all that can hold up others


class Counting:
    """A classifier that counts what it is given."""

    def __init__(self, classifier: ClassifierMixin) -> None:
        self.classifier = classifier
        self.images = 0

    def predict_proba(self, pixels: np.ndarray) -> np.ndarray:
        self.images += len(pixels)
        return self.classifier.predict_proba(pixels)


def test_a_photograph_is_read_by_the_time_it_has(monkeypatch):
    given = []

    def read_all(*_: object, size: tuple[int, int], seconds: float) -> None:
        given.append(seconds)

    monkeypatch.setattr(process, "read_all", read_all)
    monkeypatch.setattr(process, "bound_time", lambda seconds: None)
    photo = saved(written(paper(2000, 1500), 200, 200), "JPEG")
    process._read(photo, load_model(WEAK))
    assert 0 < given[0] <= process.CPU_SECONDS_OF_A_PHOTO


@pytest.mark.parametrize("name", [STRONG, WEAK])
@pytest.mark.parametrize("kind", WORST_CANVASES)
def test_the_worst_drawings_are_read_in_few_pieces(kind, name):
    model = load_model(name)
    counting = Counting(model.classifier)
    counted = replace(model, classifier=counting)
    read_drawing(counted, WORST_CANVASES[kind], most=MOST_DIGITS)
    # All as one, each part, and four runs of pieces for each part there may be.
    assert counting.images <= 1 + 5 * MOST_DIGITS


def test_a_drawing_that_covers_most_of_the_canvas_is_no_photo():
    scribble = WORST_CANVASES["a scribble"]
    page = read_drawing(load_model(STRONG), scribble, most=MOST_DIGITS)
    assert len(page.digits) == 1
    assert not page.digits[0].is_digit


@pytest.mark.parametrize("kind", ["eight zigzags", "40 dashes"])
def test_a_stroke_is_answered_before_the_worst_drawing_of_somebody_else(kind):
    model = load_model(STRONG)
    read = partial(read_drawing, model, most=MOST_DIGITS)
    stroke = np.zeros((280, 280), np.uint8)
    stroke[40:240, 130:150] = 255
    read(stroke)  # what is needed once is loaded
    with threadpool_limits(1):  # as the server has it
        for _ in range(3):
            worst = threading.Thread(target=read, args=(WORST_CANVASES[kind],))
            worst.start()
            assert read(stroke).lines == ["1"]
            assert worst.is_alive()
            worst.join()
