"""Picture files of every kind are read or refused in one clear sentence."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from digit_model.drawings.strokes import draw
from digit_model.reading.pictures import PictureError, read_picture
from digit_model.reading.preparation import prepare
from tests.comparison import difference

INK = draw((np.array([[0, 0], [60, 0], [20, 100]], float),))
SEVEN = prepare(INK).image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


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
    image = prepare(read_picture(saved(lying, "JPEG", exif=exif, quality=95))).image
    assert difference(image, SEVEN) < 0.15


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
        (saved(Image.new("1", (9_000, 9_000)), "PNG"), "too large"),
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
