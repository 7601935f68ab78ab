"""The worst pictures that people can make, by what is wrong with them."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from harness.pen import DIGITS


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _png_of_chunks() -> bytes:
    png = saved(Image.new("L", (28, 28)), "PNG")
    text = b"tEXt" + b"a\0b"
    chunk = struct.pack(">I", 3) + text + struct.pack(">I", zlib.crc32(text))
    return png[:33] + chunk * 1_000_000 + png[33:]


def _jpeg_of_scans() -> bytes:
    jpeg = saved(Image.new("RGB", (4900, 4900)), "JPEG", progressive=True)
    last = jpeg[jpeg.rfind(b"\xff\xda") : -2]
    return jpeg[:-2] + last * 2000 + jpeg[-2:]


def _jpeg_of_markers() -> bytes:
    jpeg = saved(Image.new("L", (50, 50)), "JPEG")
    return jpeg[:2] + b"\xff\xe5\x00\x02" * 4_000_000 + jpeg[2:]


def _gif_of_extensions() -> bytes:
    gif = saved(Image.new("P", (50, 50)), "GIF")
    return gif[:13] + gif[13:781] + b"\x21\xfe\x01a\x00" * 3_000_000 + gif[781:]


def _run_length_bmp() -> bytes:
    header = bytearray(saved(Image.new("P", (5000, 5000)), "BMP")[:1078])
    header[30] = 1  # compressed by run lengths
    return bytes(header) + b"\1\1" * 8_000_000


def _specks(side: int, step: int) -> bytes:
    picture = np.zeros((side, side), np.uint8)
    picture[::step, ::step] = 255
    return saved(Image.fromarray(picture), "PNG")


def _noise(kind: str, width: int, height: int, **options: object) -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    return saved(Image.fromarray(pixels), kind, **options)


def _plain(kind: str, mode: str, size: tuple[int, int], **options: object) -> bytes:
    return saved(Image.new(mode, size), kind, **options)


WORST: dict[str, Callable[[], bytes]] = {
    "a PNG of a million chunks": _png_of_chunks,
    "a JPEG of 2,000 scans": _jpeg_of_scans,
    "a JPEG of markers": _jpeg_of_markers,
    "a GIF of extensions": _gif_of_extensions,
    "a BMP of run lengths": _run_length_bmp,
    "a million specks": lambda: _specks(2046, 2),
    "specks that stay after reducing": lambda: _specks(1023, 3),
    "noise": lambda: _noise("PNG", 2047, 2047),
    "a WebP of noise": lambda: _noise("WebP", 4000, 2999, method=0),
    "the largest PNG": lambda: _plain("PNG", "RGBA", (5000, 5000)),
    "the largest TIFF": lambda: _plain(
        "TIFF", "CMYK", (5000, 5000), compression="tiff_lzw"
    ),
    "the largest progressive JPEG": lambda: _plain(
        "JPEG", "RGB", (4900, 5000), progressive=True, subsampling=0
    ),
    "the largest JPEG": lambda: _plain("JPEG", "RGB", (7000, 7000)),
    "the longest PNG": lambda: _plain("PNG", "L", (1, 20_000)),
    "one that is far too long": lambda: _plain("PNG", "L", (1, 2_000_000)),
    "one of 64 million pixels": lambda: _plain("PNG", "1", (8000, 8000)),
}
"""Each a function that makes the file."""


def paper(width: int, height: int) -> np.ndarray:
    """Make unevenly lit, grainy paper: what is read as a photograph."""
    light = np.linspace(150, 230, width)
    grain = np.random.default_rng(0).normal(0, 5, (height, width))
    return np.clip(light + grain, 0, 255).astype(np.uint8)


def written(sheet: np.ndarray, size: int, gap: int) -> Image.Image:
    """Fill a sheet with digits."""
    image = Image.fromarray(sheet)
    pen = ImageDraw.Draw(image)
    height, width = sheet.shape
    for row, top in enumerate(range(size, height - 2 * size, 2 * size)):
        for column, left in enumerate(range(size, width - 2 * size, size + gap)):
            for stroke in DIGITS[(row + column) % 10]:
                line = [
                    (left + x * size / 100, top + y * size / 100) for x, y in stroke
                ]
                pen.line(line, fill=40, width=max(size // 9, 2))
    return image


def _veins() -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, 1, (2400, 2400)).astype(np.float32)
    smooth = ndimage.gaussian_filter(noise, 8)
    return np.where(np.abs(smooth) < 0.3 * smooth.std(), 60, paper(2400, 2400))


def _ruled(side: int) -> np.ndarray:
    sheet = paper(side, side)
    sheet[::30] = sheet[1::30] = 90
    sheet[:, ::30] = sheet[:, 1::30] = 90
    return sheet


def _striped(width: int, height: int) -> np.ndarray:
    sheet = np.full((height, width), 255, np.uint8)
    sheet[3:-3, ::4] = 0
    sheet[height // 2] = 0
    return sheet


def _sheet(sheet: np.ndarray | Image.Image) -> bytes:
    image = sheet if isinstance(sheet, Image.Image) else Image.fromarray(sheet)
    return saved(image, "PNG", compress_level=1)


WORST_DRAWN_PAGES: dict[str, Callable[[], bytes]] = {
    "a screen full of digits": lambda: _sheet(
        written(np.full((3199, 3199), 255, np.uint8), 50, 20)
    ),
    "a comb": lambda: _sheet(_striped(3000, 3000)),
    "a long comb": lambda: _sheet(_striped(3199, 40)),
    "a high comb": lambda: _sheet(_striped(3199, 40).T),
    "specks on a page": lambda: _specks(3199, 6),
    "sixteen bits": lambda: _sheet(_striped(3199, 3199).astype(np.uint16) * 257),
    "a white page": lambda: _plain("PNG", "RGBA", (3199, 3199)),
    "a palette": lambda: _plain("PNG", "P", (3199, 3199)),
}
"""Pages that are not taken for photographs."""

WORST_PHOTOS: dict[str, Callable[[], bytes]] = {
    "a photo of noise": lambda: _noise("PNG", 2400, 2400, compress_level=1),
    "a photo of veins": lambda: _sheet(_veins()),
    "a photo of squared paper": lambda: _sheet(_ruled(2400)),
    "a photo of a thousand digits": lambda: _sheet(written(paper(2400, 2400), 40, 20)),
    "a photo of touching digits": lambda: _sheet(written(paper(2400, 2400), 60, -3)),
    "a photo of 12 million pixels": lambda: saved(
        written(paper(4000, 3000), 250, 150), "JPEG"
    ),
    "a long photo": lambda: _sheet(written(paper(3199, 300), 60, -3)),
}
"""Pages that are."""


def _lined(rows: int, turns: int, pen: int) -> Image.Image:
    image = Image.new("L", (280, 280))
    draw = ImageDraw.Draw(image)
    high = 260 / rows
    for row in range(rows):
        line = [
            (10 + turn * 260 / turns, 12 + row * high + turn % 2 * high * 0.75)
            for turn in range(turns + 1)
        ]
        draw.line(line, fill=255, width=pen)
    return image


def _ringed(rows: int, columns: int) -> Image.Image:
    image = Image.new("L", (280, 280))
    draw = ImageDraw.Draw(image)
    wide, high = 260 / columns, 260 / rows
    for number in range(rows * columns):
        x, y = 10 + number % columns * wide, 10 + number // columns * high
        box = (x, y, x + 1.05 * wide, y + min(0.8 * high, 2 * wide))
        draw.ellipse(box, outline=255, width=2)
    return image


def _dashed(count: int) -> Image.Image:
    image = Image.new("L", (280, 280))
    draw = ImageDraw.Draw(image)
    generator = np.random.default_rng(count)
    side = int(np.ceil(np.sqrt(count)))
    for number in range(count):
        x, y = 10 + number % side * 260 / side, 10 + number // side * 260 / side
        across, down = generator.uniform(-20, 20, 2)
        draw.line([(x, y), (x + across, y + down)], fill=255, width=3)
    return image


def _scribbled() -> Image.Image:
    image = Image.new("L", (280, 280))
    points = np.random.default_rng(0).uniform(5, 275, (300, 2))
    ImageDraw.Draw(image).line([(x, y) for x, y in points], fill=255, width=2)
    return image


WORST_CANVASES: dict[str, np.ndarray] = {
    "noise": np.random.default_rng(0).integers(0, 256, (280, 280), np.uint8),
    "few specks": np.uint8(255) * (np.random.default_rng(0).random((280, 280)) < 0.1),
    "many specks": np.kron(np.ones((93, 93), np.uint8), np.diag([255, 0, 0])).astype(
        np.uint8
    ),
    "chequers": (np.indices((280, 280)).sum(axis=0) % 2 * 255).astype(np.uint8),
    "full": np.full((280, 280), 255, np.uint8),
} | {
    name: np.asarray(image)
    for name, image in {
        "a scribble": _scribbled(),
        "eight zigzags": _lined(8, 25, 2),
        "four zigzags": _lined(4, 25, 2),
        "one long zigzag": _lined(1, 50, 2),
        "144 rings": _ringed(6, 24),
        "60 rings": _ringed(6, 10),
        "touching rings": _ringed(3, 24),
        "40 dashes": _dashed(40),
        "58 dashes": _dashed(58),
        "900 dashes": _dashed(900),
    }.items()
}
"""What somebody can draw, or send as drawn."""
