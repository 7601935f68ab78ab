"""Reading picture files: the door that every picture from outside comes through.

A picture is refused before it is decoded if its format, its file or its sides are
beyond what a digit needs, and it is shrunk while it is decoded where its format can.
What a decoder may cost nevertheless is bounded by `digit_model.reading.decoding`.
"""

import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

LARGEST_FILE = 20 * 2**20
"""Files with more bytes than this are refused."""
LARGEST_SIDE = 20_000
"""Pictures with a side of more pixels than this are refused."""
LARGEST = {"JPEG": 50, "PNG": 25, "GIF": 25, "BMP": 25, "TIFF": 25, "WebP": 12}
"""The formats that are read, and the most pixels of each in millions.

A JPEG shrinks while it is decoded, but a progressive one, which may have half as many;
a WebP is held three times.
"""
LARGEST_CANVAS = 1_000_000
"""Pictures of a canvas with more bytes or more pixels than this are refused."""

DAMAGED = "The picture is damaged or cut short; save it anew and try again."
"""What is said of a file that begins as a picture and does not go on as one."""

_NEEDED_SIDE = 1024  # more detail than this says nothing about a digit
_PAGE_SIDE = 1600  # nor than this about a digit of some hundred
_BAND = 2**20  # pixels that are converted and reduced at a time

_GIVE = "give a PNG, JPEG, GIF, BMP, TIFF or WebP file"
# Other formats that people have, by how their files begin: place, bytes, name.
_OTHERS = (
    (4, b"ftypavi", "an AVIF picture"),
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (0, b"%!PS", "an EPS file"),
    (0, b"\xc5\xd0\xd3\xc6", "an EPS file"),
    (0, b"%PDF", "a PDF file"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an XML file"),
    (0, b"\0\0\1\0", "an icon"),
)
_TURNS = {  # by EXIF's number: how to set upright what the camera held
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = 5  # from this number on width and height change places

# Once for the process, since filters are no thread's own: Pillow's warning of many
# pixels comes before they can be counted here, and they are refused anyway.
warnings.simplefilter("error", Image.DecompressionBombWarning)


class PictureError(ValueError):
    """The picture cannot be read; the message says why and what to do."""


def read_picture(source: str | Path | bytes) -> np.ndarray:
    """Read a picture file: PNG, JPEG, GIF, BMP, TIFF or WebP, in any colour mode.

    Of an animation the first frame is read, and of several pages the first; a rotation
    noted by the camera is applied; large pictures are reduced.

    Parameters
    ----------
    source : str, Path or bytes
        The file, or what is in it.

    Returns
    -------
    ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8, uint16 or float32
        As `digit_model.reading.preparation.prepare` takes it; no side is longer than
        2,047 pixels.

    Raises
    ------
    PictureError
        If `source` is missing, too large, damaged or of no format that is read.
    """
    picture, _ = _read(_content(source), tuple(LARGEST))
    return picture


def read_page(source: str | Path | bytes) -> tuple[np.ndarray, tuple[int, int]]:
    """Read a picture file of many digits, in which each needs pixels of its own.

    Parameters
    ----------
    source : str, Path or bytes
        The file, or what is in it.

    Returns
    -------
    picture : ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8, uint16 or float32
        As `read_picture` returns it, but larger: no side is longer than 3,199 pixels.
    size : tuple of int
        Width and height of the upright picture before it was reduced.

    Raises
    ------
    PictureError
        As `read_picture` does.
    """
    return _read(_content(source), tuple(LARGEST), side=_PAGE_SIDE)


def read_canvas(png: bytes) -> np.ndarray:
    """Read the picture that a canvas in the browser sent.

    It is small, but whoever writes the message by hand can send any other: its size is
    looked at before it is decoded.

    Parameters
    ----------
    png : bytes
        The file: a PNG of at most a million bytes and a million pixels.

    Returns
    -------
    ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8 or uint16
        As `digit_model.reading.preparation.prepare` takes it.

    Raises
    ------
    PictureError
        If `png` is larger, damaged or no PNG.

    Examples
    --------
    >>> try:
    ...     read_canvas(b"seven")
    ... except PictureError as error:
    ...     print(error)
    The drawing did not arrive whole; clear it and draw again.
    """
    try:
        if len(png) > LARGEST_CANVAS:
            raise PictureError("too many bytes")
        return _read(png, ("PNG",), most=LARGEST_CANVAS)[0]
    except PictureError as error:
        raise PictureError(
            "The drawing did not arrive whole; clear it and draw again."
        ) from error


def _content(source: str | Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with Path(source).open("rb") as file:
            return file.read(LARGEST_FILE + 1)  # one more tells that it is too large
    except FileNotFoundError as error:
        raise PictureError("There is no such file.") from error
    except OSError as error:
        raise PictureError(f"The file cannot be opened: {error.strerror}.") from error


def _read(
    content: bytes,
    formats: tuple[str, ...],
    *,
    side: int = _NEEDED_SIDE,
    most: int | None = None,
) -> tuple[np.ndarray, tuple[int, int]]:
    if len(content) > LARGEST_FILE:
        raise PictureError(
            "The picture is too large; give a file of at most "
            f"{LARGEST_FILE // 2**20} MiB."
        )
    try:
        with Image.open(BytesIO(content), formats=formats) as image:
            _check_size(image, most)
            width, height = image.size
            turned = _orientation(image) >= _LYING
            size = (height, width) if turned else (width, height)
            return _pixels(image, side), size
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        raise PictureError(_not_read(content)) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_too_large()) from error
    except MemoryError as error:
        raise PictureError(
            "The picture takes too much memory to read; give a smaller one."
        ) from error
    except Exception as error:
        # Pillow's decoders raise nearly anything on damaged content.
        raise PictureError(DAMAGED) from error


def _not_read(content: bytes) -> str:
    for place, signature, name in _OTHERS:
        if content[place:].startswith(signature):
            return f"This is {name}, which is not read here; {_GIVE}."
    return f"This is not a picture that can be read; {_GIVE}."


def _check_size(image: Image.Image, most: int | None) -> None:
    # An MPO, as some telephones write, is a JPEG with others behind it.
    kind = {"MPO": "JPEG", "WEBP": "WebP"}.get(str(image.format), str(image.format))
    millions = LARGEST[kind] / (2 if image.info.get("progressive") else 1)
    pixels = image.width * image.height
    if max(image.size) > LARGEST_SIDE or pixels > (most or millions * 10**6):
        raise PictureError(_too_large(kind, millions))


def _too_large(kind: str = "JPEG", millions: float = LARGEST["JPEG"]) -> str:
    best = LARGEST["JPEG"]
    other = "" if millions == best else f", or a plain JPEG of at most {best} million"
    return (
        f"The picture is too large; give a {kind} of at most {millions:.0f} million "
        f"pixels and {LARGEST_SIDE:,} a side{other}."
    )


def _pixels(image: Image.Image, side: int) -> np.ndarray:
    image.draft(None, (side, side))  # JPEG decodes smaller, faster
    turn = _TURNS.get(_orientation(image))
    factor = max(image.size) // side
    deep = image.mode in ("I", "F") or image.mode.startswith("I;16")
    small = _reduced(image, _plain_mode(image), factor) if factor > 1 else image
    if small is image and not deep and image.mode != _plain_mode(image):
        small = image.convert(_plain_mode(image))
    upright = small if turn is None else small.transpose(turn)
    array = np.asarray(upright)
    return _deep_grey(array, image.mode) if deep else array


def _orientation(image: Image.Image) -> int:
    if image.format == "TIFF":
        return 1  # Pillow turns these itself
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # what a camera noted may be damaged where the picture is not
        return 1


def _plain_mode(image: Image.Image) -> str:
    """Return the mode that loses nothing of what is seen."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return "F"  # 16 bits and more: Pillow would clip, not scale, to 8
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return "RGBA"
    if image.mode in ("1", "L"):
        return "L"
    return "RGBA" if image.mode == "RGBA" else "RGB"


def _reduced(image: Image.Image, mode: str, factor: int) -> Image.Image:
    """Convert and reduce band by band: never is there a second picture of full size."""
    rows = max(_BAND // image.width // factor, 1)  # of the small picture, at a time
    width, height = (-(-side // factor) for side in image.size)
    small = Image.new(mode, (width, height))
    for top in range(0, height, rows):
        lower = min((top + rows) * factor, image.height)
        band = image.crop((0, top * factor, image.width, lower))
        small.paste(band.convert(mode).reduce(factor), (0, top))
    return small


def _deep_grey(array: np.ndarray, mode: str) -> np.ndarray:
    if mode.startswith("I;16"):
        return array.astype(np.uint16)
    values = array.astype(np.float64)
    if not np.isfinite(values).all():
        values = np.nan_to_num(values, posinf=0, neginf=0)
    low, high = values.min(), values.max()
    if low >= 0 and high <= 65535 and mode == "I":
        return values.astype(np.uint16)
    return ((values - low) / max(high - low, 1e-12)).astype(np.float32)
