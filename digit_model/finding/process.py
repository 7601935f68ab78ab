"""The process beside a server: `python -m digit_model.finding.process`.

It does what `digit_model.finding.client.Reader` asks for on standard input. What a file
costs, from its decoding to the answer, is bounded by the kernel. A drawing is bounded
by its form, and an explanation by the number of its patches.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digit_model.finding.drawing import read_drawing, read_obvious
from digit_model.finding.ground import is_photo
from digit_model.finding.packing import packed
from digit_model.finding.page import Page
from digit_model.finding.reader import read_all
from digit_model.reading.decoding import Answer
from digit_model.reading.explanation import evidence
from digit_model.reading.model import Model
from digit_model.reading.persistence import (
    MODELS,
    ModelError,
    load_card,
    load_model,
    model_names,
)
from digit_model.reading.pictures import read_page, read_picture
from digit_model.reading.process import bound_time, serve

CPU_SECONDS = 0.9
"""Of one core, after which a picture is given up; all that is done to it counts.

A second is promised: the kernel takes up to a tenth to end a process.
"""
CPU_SECONDS_OF_A_PHOTO = 2.8
"""The same for photographs: large ones of a hundred digits take nearly two here."""
SHOWN = 1600
"""Pixels of the longer side of a picture that comes back to be shown."""


def _with_model(read: Callable[..., Answer]) -> Callable[..., Answer]:
    def work(content: bytes, model: str, folder: str, **details: Any) -> Answer:
        try:
            trained = _model(model, Path(folder))
        except ModelError as error:
            return {"model_error": str(error)}, []
        return read(content, trained, **details)

    return work


def _digit(content: bytes, model: Model) -> Answer:
    picture = read_picture(content)
    _bound_reading(CPU_SECONDS)
    return model.read(picture).to_dict(), []


def _page(content: bytes, model: Model) -> Answer:
    page, picture, size = _read(content, model)
    told, arrays = packed(page)
    return told | {"size": size}, [_to_be_shown(picture), *arrays]


def _digits(content: bytes, model: Model) -> Answer:
    page, _, _ = _read(content, model)
    return page.to_dict(), []


def _drawing(
    content: bytes,
    model: Model,
    shape: list[int],
    kind: str,
    size: tuple[int, int] | None,
    most: int | None,
) -> Answer:
    picture = np.frombuffer(content, kind).reshape(shape)
    return packed(read_drawing(model, picture, size=size, most=most))


def _obvious(
    content: bytes,
    model: Model,
    shape: list[int],
    kind: str,
    size: tuple[int, int] | None,
) -> Answer:
    pictures = np.frombuffer(content, kind).reshape(shape)  # (n, h, w, ...)
    told: list[dict[str, Any] | None] = []
    arrays: list[np.ndarray] = []
    for page in read_obvious(model, list(pictures), size=size):
        of_page, belonging = packed(page) if page is not None else (None, [])
        told.append(of_page and of_page | {"arrays": len(belonging)})
        arrays += belonging
    return {"pages": told}, arrays


def _evidence(content: bytes, model: Model, digit: int, other: int) -> Answer:
    image = np.frombuffer(content, np.uint8).reshape(28, 28)
    return {}, [evidence(model, image, digit, other)]


def _read(content: bytes, model: Model) -> tuple[Page, np.ndarray, tuple[int, int]]:
    picture, size = read_page(content)
    left = _bound_reading(CPU_SECONDS_OF_A_PHOTO if is_photo(picture) else CPU_SECONDS)
    return read_all(model, picture, size=size, seconds=left), picture, size


def _bound_reading(seconds: float) -> float:
    """Give a picture that is decoded the rest of so many seconds, and return it."""
    # Of this copy of the process, which has done nothing else.
    left = max(seconds - time.process_time(), 0.01)
    bound_time(left)
    return left


def _model(name: str, folder: Path) -> Model:
    return _loaded(name, folder, load_card(name, folder)["fingerprint"])


@lru_cache(maxsize=20)
def _loaded(name: str, folder: Path, fingerprint: str) -> Model:
    # The fingerprint makes a model that was trained anew another entry.
    return load_model(name, folder)


def _ready(model: str, folder: str, **details: Any) -> None:
    """Load a model before copies of the process are made: they share it."""
    with suppress(ModelError):  # which the copy will tell
        _model(model, Path(folder))


def _to_be_shown(picture: np.ndarray) -> np.ndarray:
    if picture.dtype != np.uint8:  # 16 bits, or any numbers: from black to white
        low, high = float(picture.min()), float(picture.max())
        scaled = (picture - np.float32(low)) * np.float32(255 / max(high - low, 1e-9))
        picture = scaled.astype(np.uint8)
    image = Image.fromarray(picture)
    image.thumbnail((SHOWN, SHOWN))
    return np.asarray(image)


if __name__ == "__main__":
    for stored in model_names():
        _ready(stored, str(MODELS))
    works: dict[str, Callable[..., Answer]] = {
        "digit": _digit,
        "digits": _digits,
        "page": _page,
        "drawing": _drawing,
        "obvious": _obvious,
        "evidence": _evidence,
    }
    serve(
        {name: _with_model(read) for name, read in works.items()},
        _ready,
        harmless={"drawing", "obvious", "evidence"},
    )
