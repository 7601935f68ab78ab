"""No picture costs much: not time, not memory, and not those who draw meanwhile."""

import re
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from digit_model.reading import decoding
from digit_model.reading.decoding import Decoder
from digit_model.reading.pictures import LARGEST_FILE, PictureError, read_picture
from digit_model.reading.preparation import prepare
from harness.hostile import WORST, saved

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it cost")


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    decoder = Decoder()
    yield decoder
    decoder.close()


def test_a_picture_is_read_as_it_is_in_the_own_process(decoder):
    pixels = np.random.default_rng(0).integers(0, 256, (30, 50, 4), np.uint8)
    for picture in (pixels, pixels[..., 0], pixels[..., 0].astype(np.uint16) * 257):
        content = saved(Image.fromarray(picture), "PNG")
        assert np.array_equal(decoder.read(content), read_picture(content))


def test_what_is_refused_is_refused_in_the_same_words(decoder):
    for content in (b"", b"seven", bytes(LARGEST_FILE + 1), WORST["the longest PNG"]()):
        try:
            expected = read_picture(content)
        except PictureError as error:
            with pytest.raises(PictureError, match=re.escape(str(error))):
                decoder.read(content)
        else:
            assert np.array_equal(decoder.read(content), expected)


@LINUX
@pytest.mark.parametrize("kind", WORST)
def test_the_worst_pictures_cost_a_second_and_300_mb_at_most(kind, decoder):
    content = WORST[kind]()
    decoder.read(saved(Image.new("L", (1, 1)), "PNG"))
    rest = decoder.cost
    own = time.process_time()
    with suppress(PictureError):
        decoder.read(content)
    # Processor time, not the clock's, so it holds on a busy machine too.
    assert decoder.cost.seconds < 1
    assert decoder.cost.memory - rest.memory < 300e6
    assert time.process_time() - own < 0.2  # which is all that can hold up others


@LINUX
def test_after_a_picture_that_was_given_up_the_next_is_read(decoder):
    with pytest.raises(PictureError, match="too long"):
        decoder.read(WORST["a PNG of a million chunks"]())
    assert decoder.read(saved(Image.new("L", (3, 2)), "PNG")).shape == (2, 3)


def test_a_decoder_that_hangs_is_ended_by_the_clock(decoder, monkeypatch):
    decoder.read(saved(Image.new("L", (3, 2)), "PNG"))
    monkeypatch.setattr(decoding, "LONGEST_WAIT", 0.0)
    with pytest.raises(PictureError, match="too long"):
        decoder.read(WORST["a PNG of a million chunks"]())


def test_a_fault_of_ours_is_logged_and_told_as_one(tmp_path, monkeypatch, caplog):
    class Failing(Decoder):
        module = "failing"

    (tmp_path / "failing.py").write_text(
        "from digit_model.reading.process import serve\n"
        "def fail(content):\n"
        "    raise IndexError('nothing there')\n"
        "serve({'picture': fail}, ready=lambda: None)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    decoder = Failing()
    for _ in range(2):
        with pytest.raises(PictureError, match="no fault of yours"):
            decoder.read(saved(Image.new("L", (3, 2)), "PNG"))
    decoder.close()
    assert caplog.text.count("IndexError: nothing there") == 2


@pytest.mark.parametrize("shape", [(9000, 5000, 3), (1, 3_000_000), (4000, 4000)])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32])
def test_arrays_of_any_size_are_prepared_at_little_cost(shape, kind):
    picture = np.zeros(shape, kind)
    picture[: shape[0] // 2 + 1, shape[1] // 3 : shape[1] // 2] = 1
    tracemalloc.start()
    try:
        assert prepare(picture).image.shape == (28, 28)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20e6  # it is made smaller before anything else is done to it


def test_a_large_picture_is_prepared_like_a_small_one():
    paper = Image.new("L", (300, 300))
    paper.paste(255, (130, 40, 160, 260))
    small = prepare(paper).image.astype(int)
    large = prepare(paper.resize((3000, 3000))).image.astype(int)
    assert np.abs(large - small).mean() < 4


def test_a_picture_may_come_in_pieces(decoder):
    content = saved(Image.new("RGB", (2000, 1500), "red"), "BMP")
    assert len(content) > 2**20  # more than a pipe holds
    assert decoder.read(content).shape == (1500, 2000, 3)
