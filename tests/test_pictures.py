"""Picture files of every kind are read or refused in one clear sentence."""

import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageOps

from digit_model.drawings.strokes import draw
from digit_model.reading.pictures import (
    LARGEST_CANVAS,
    LARGEST_FILE,
    PictureError,
    read_canvas,
    read_page,
    read_picture,
)
from digit_model.reading.preparation import prepare
from harness.hostile import saved
from tests.comparison import difference

INK = draw((np.array([[0, 0], [60, 0], [20, 100]], float),))
SEVEN = prepare(INK).image


def grey() -> Image.Image:
    return Image.fromarray(INK)


FILES = {
    "png": lambda: saved(grey(), "PNG"),
    "jpeg": lambda: saved(grey().convert("RGB"), "JPEG", quality=60),
    "large jpeg": lambda: saved(grey().resize((3000, 3000)).convert("RGB"), "JPEG"),
    "large png": lambda: saved(grey().resize((3000, 3000)), "PNG"),
    "one bit": lambda: saved(grey().convert("1"), "PNG"),
    "cmyk": lambda: saved(Image.fromarray(255 - INK).convert("CMYK"), "JPEG"),
    "cmyk tiff": lambda: saved(Image.fromarray(255 - INK).convert("CMYK"), "TIFF"),
    "palette": lambda: saved(grey().convert("P"), "PNG"),
    "palette with transparency": lambda: saved(
        Image.fromarray(np.dstack([INK * 0, INK * 0, INK * 0, INK])).quantize(8), "PNG"
    ),
    "grey and alpha": lambda: saved(
        Image.fromarray(np.dstack([255 - INK, np.full_like(INK, 255)])), "PNG"
    ),
    "sixteen bits": lambda: saved(Image.fromarray(INK.astype(np.uint16) * 257), "PNG"),
    "sixteen bit tiff": lambda: saved(
        Image.fromarray(INK.astype(np.uint16) * 100), "TIFF"
    ),
    "float tiff": lambda: saved(Image.fromarray(INK.astype(np.float32)), "TIFF"),
    "animated gif": lambda: saved(
        grey(), "GIF", save_all=True, append_images=[Image.new("L", INK.shape)] * 3
    ),
    "webp": lambda: saved(grey(), "WEBP"),
    "bmp": lambda: saved(grey(), "BMP"),
}


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_file_shows_the_same_digit(kind):
    assert difference(prepare(read_picture(FILES[kind]())).image, SEVEN) < 0.15


def test_a_camera_s_rotation_is_applied():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise to stand upright
    lying = Image.fromarray(np.rot90(INK))
    deep = Image.fromarray(np.rot90(INK).astype(np.uint16) * 257)
    for file in (
        saved(lying, "JPEG", exif=exif, quality=95),
        saved(lying.resize((3000, 3000)), "PNG", exif=exif),
        saved(deep, "PNG", exif=exif),
    ):
        assert difference(prepare(read_picture(file)).image, SEVEN) < 0.15


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_set_upright_as_pillow_does(turn, kind):
    exif = Image.Exif()
    exif[0x0112] = turn
    picture = Image.fromarray(INK[:200, 20:])
    png = saved(picture, "PNG", exif=exif)
    upright = ImageOps.exif_transpose(Image.open(BytesIO(png)))
    shown, size = read_page(saved(picture, kind, exif=exif))
    assert np.array_equal(shown, np.asarray(upright))
    assert size == upright.size


def test_a_damaged_note_of_the_camera_leaves_the_picture_as_it_is():
    file = saved(grey(), "PNG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")
    assert np.array_equal(read_picture(file), INK)


def test_nothing_is_left_behind_in_the_warnings_filters():
    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: read_picture(FILES["png"]()), range(50)))
    assert list(warnings.filters) == before


def test_the_canvas_is_read_like_a_file_but_may_not_be_large():
    assert np.array_equal(read_canvas(FILES["png"]()), INK)
    for content in (
        FILES["jpeg"](),
        saved(Image.new("1", (1001, 1000)), "PNG"),
        bytes(LARGEST_CANVAS + 1),
        FILES["png"]()[:100],
    ):
        with pytest.raises(PictureError, match="did not arrive whole"):
            read_canvas(content)


def test_a_path_is_read_like_its_content(tmp_path):
    path = tmp_path / "seven.png"
    path.write_bytes(FILES["png"]())
    assert np.array_equal(read_picture(path), read_picture(FILES["png"]()))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a picture"),
        (b"seven", "not a picture"),
        (FILES["png"]()[:-200], "cut short"),
        (FILES["jpeg"]()[:700], "cut short"),
        (saved(Image.new("1", (20_000, 20_000)), "PNG"), "too large"),
        (saved(Image.new("1", (9_000, 9_000)), "PNG"), "a PNG of at most 25 million"),
        (saved(Image.new("1", (1, 30_000)), "PNG"), "20,000 a side"),
        (saved(Image.new("L", (7100, 7100)), "JPEG"), "a JPEG of at most 50 million"),
        (
            saved(Image.new("L", (5100, 5000)), "JPEG", progressive=True),
            "a JPEG of at most 25 million .* or a plain JPEG of at most 50 million",
        ),
        (bytes(LARGEST_FILE + 1), "a file of at most 20 MiB"),
        (saved(grey(), "AVIF"), "an AVIF picture, which is not read here"),
        (saved(grey(), "AVIF")[:200], "an AVIF picture"),
        (saved(grey(), "JPEG2000"), "a JPEG 2000 picture"),
        (saved(grey(), "JPEG2000")[:100], "a JPEG 2000 picture"),
        (saved(grey(), "EPS"), "an EPS file"),
        (saved(grey(), "EPS")[:50], "an EPS file"),
        (saved(grey(), "PDF"), "a PDF file"),
        (saved(grey(), "PDF")[:50], "a PDF file"),
        (saved(grey(), "PPM"), "not a picture that can be read"),
        (saved(grey(), "ICO"), "an icon"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(content, reason):
    with pytest.raises(PictureError, match=reason):
        read_picture(content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(PictureError, match="no such file"):
        read_picture(tmp_path / "none.png")
    with pytest.raises(PictureError, match="cannot be opened"):
        read_picture(tmp_path)
