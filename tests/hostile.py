"""The worst pictures that people can make, by what is wrong with them."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image


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
