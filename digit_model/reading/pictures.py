"""Reading picture files of any common kind."""

import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 64_000_000
"""Pictures with more pixels than this are refused."""

_NEEDED_SIDE = 1024  # more detail than this says nothing about a digit


class PictureError(ValueError):
    """The picture cannot be read; the message says why and what to do."""


def read_picture(source: str | Path | bytes) -> np.ndarray:
    """Read a picture in any format and colour mode that Pillow knows.

    Of an animation the first frame is read; a rotation noted by the camera is applied;
    large pictures are reduced.

    Parameters
    ----------
    source : str, Path or bytes
        The file, or what is in it.

    Returns
    -------
    ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8, uint16, bool or float32
        As `digit_model.reading.preparation.prepare` takes it.

    Raises
    ------
    PictureError
        If `source` is missing, too large, damaged or not a picture.
    """
    content = source if isinstance(source, bytes) else _content(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as image:
                if image.width * image.height > LARGEST:
                    raise Image.DecompressionBombError
                return _pixels(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(
            f"The picture is too large; give one of at most {LARGEST // 10**6} million "
            "pixels."
        ) from error
    except UnidentifiedImageError as error:
        raise PictureError(
            "This is not a picture that can be read; give a PNG, JPEG, GIF, BMP, TIFF "
            "or WebP file."
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        # Pillow's decoders raise any of these on damaged content.
        raise PictureError(
            "The picture is damaged or cut short; save it anew and try again."
        ) from error


def _content(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise PictureError("There is no such file.") from error
    except OSError as error:
        raise PictureError(f"The file cannot be opened: {error.strerror}.") from error


def _pixels(image: Image.Image) -> np.ndarray:
    image.draft(None, (_NEEDED_SIDE, _NEEDED_SIDE))  # JPEG decodes smaller, faster
    factor = max(image.size) // _NEEDED_SIDE
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        # 16 bits and more: Pillow would clip, not scale, when converting to 8.
        return _deep_grey(np.asarray(image)[:: max(factor, 1), :: max(factor, 1)])
    if image.mode == "P" or "transparency" in image.info:
        upright = ImageOps.exif_transpose(image.convert("RGBA"))
    elif image.mode in ("1", "L", "RGB", "RGBA"):
        upright = ImageOps.exif_transpose(image)
    else:
        upright = ImageOps.exif_transpose(
            image.convert("RGBA" if image.mode in ("LA", "La", "PA", "RGBa") else "RGB")
        )
    if upright.mode == "1":
        upright = upright.convert("L")
    return np.asarray(upright.reduce(factor) if factor > 1 else upright)


def _deep_grey(array: np.ndarray) -> np.ndarray:
    if array.dtype.itemsize == 2:
        return array.astype(np.uint16)
    values = array.astype(np.float64)
    if not np.isfinite(values).all():
        values = np.nan_to_num(values, posinf=0, neginf=0)
    low, high = values.min(), values.max()
    if low >= 0 and high <= 65535 and array.dtype.kind == "i":
        return values.astype(np.uint16)
    return ((values - low) / max(high - low, 1e-12)).astype(np.float32)
