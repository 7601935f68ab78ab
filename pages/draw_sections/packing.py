"""Strokes packed into an address, and unpacked with care: addresses get cut and edited.

The first character is the version, 1. After it comes, as URL-safe Base64 of a zlib
stream, for each stroke: a byte with the pen's width, plus 128 for the eraser; how many
points; and the steps from point to point, x and y in eighths of a pixel. Numbers are
variable-length, seven bits a byte, signs in the lowest bit. Width 0 announces an image:
784 bytes of grey.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np

from pages.draw_sections.drawing import FARTHEST, image_pixels
from pages.parts.images import data_url

_VERSION = "1"
_LARGEST = 200_000  # bytes, unpacked
_ERASER = 128


class PackingError(ValueError):
    """Packed strokes cannot be unpacked."""


def pack(strokes: list[dict[str, Any]]) -> str:
    """Pack strokes into few characters.

    Parameters
    ----------
    strokes : list of dict
        As `pages.draw_sections.drawing.Drawing` has them.

    Returns
    -------
    str
        Letters, digits, ``-`` and ``_``.
    """
    body = bytearray()
    for stroke in strokes:
        if "image" in stroke:
            body += b"\0" + image_pixels(stroke["image"]).tobytes()
            continue
        body.append(stroke["width"] | (_ERASER if stroke["erase"] else 0))
        points = np.reshape(stroke["points"], (-1, 2))
        body += _number(len(points))
        for step in np.diff(points, axis=0, prepend=0).ravel().tolist():
            body += _number(2 * step if step >= 0 else -2 * step - 1)
    packed = urlsafe_b64encode(zlib.compress(bytes(body), 9)).decode()
    return _VERSION + packed.rstrip("=")


def unpack(packed: str) -> list[dict[str, Any]]:
    """Undo `pack`.

    Parameters
    ----------
    packed : str
        What it returned.

    Returns
    -------
    list of dict
        The strokes.

    Raises
    ------
    PackingError
        If it is cut, changed or of a later version.
    """
    if packed[:1] != _VERSION:
        raise PackingError
    try:
        raw = urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4))
        inflate = zlib.decompressobj()
        body = inflate.decompress(raw, _LARGEST)
        if not inflate.eof:  # cut short, or too large
            raise PackingError
        return list(_strokes(BytesIO(body)))
    except (ValueError, zlib.error) as error:
        raise PackingError from error


def _strokes(body: BytesIO) -> Iterator[dict[str, Any]]:
    while kind := body.read(1):
        if kind == b"\0":
            pixels = body.read(784)
            if len(pixels) < 784:
                raise PackingError
            image = np.frombuffer(pixels, np.uint8).reshape(28, 28)
            yield {"image": data_url(image)}
            continue
        width, count = kind[0] & ~_ERASER, _read_number(body)
        if not width or not 0 < count <= _LARGEST:
            raise PackingError
        numbers = np.array([_read_number(body) for _ in range(2 * count)])
        steps = np.where(numbers % 2, -(numbers + 1) // 2, numbers // 2)
        points = steps.reshape(-1, 2).cumsum(axis=0)
        if np.abs(points).max() > FARTHEST:
            raise PackingError
        erase = bool(kind[0] & _ERASER)
        yield {"width": width, "erase": erase, "points": points.ravel().tolist()}


def _number(value: int) -> bytes:
    digits = bytearray()
    while value > 127:
        digits.append(value & 127 | 128)
        value >>= 7
    digits.append(value)
    return bytes(digits)


def _read_number(body: BytesIO) -> int:
    value = 0
    for place in range(4):
        digit = body.read(1)
        if not digit:
            raise PackingError
        value |= (digit[0] & 127) << (7 * place)
        if digit[0] < 128:
            return value
    raise PackingError
