"""Reading in a process of its own: picture files, and between them what pages need.

What a file costs, from its decoding to the answer, is bounded by the kernel. A drawing
is bounded by its form, and an explanation by the number of its patches; they are done
there to have a core beside the pages', who otherwise wait for one another.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digit_model.finding.ground import is_photo
from digit_model.finding.page import FoundDigit, Page
from digit_model.finding.reader import read_all, read_drawing
from digit_model.reading.decoding import Answer, Decoder, bound_time, serve
from digit_model.reading.explanation import evidence
from digit_model.reading.model import Model, Reading
from digit_model.reading.persistence import (
    MODELS,
    ModelError,
    load_card,
    load_model,
    model_names,
)
from digit_model.reading.pictures import PictureError, read_page, read_picture
from digit_model.reading.preparation import Preparation

CPU_SECONDS = 0.95
"""Of one core, after which a picture is given up; all that is done to it counts."""
CPU_SECONDS_OF_A_PHOTO = 2.9
"""The same for photographs: large ones of a hundred digits take nearly two here."""
SHOWN = 1600
"""Pixels of the longer side of a picture that comes back to be shown."""


class Reader(Decoder):
    """A process that decodes, reads and explains, one at a time; threads may share it.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> Image.new("L", (30, 20)).save(file, "PNG")
    >>> reader = Reader()
    >>> page, picture, size = reader.read_all("logistic-regression", file.getvalue())
    >>> page.lines, picture.shape, size
    ([], (20, 30), (30, 20))
    >>> reader.close()
    """

    module = "digit_model.finding.aside"

    def read_digit(
        self, model: str, content: bytes, *, folder: Path = MODELS
    ) -> dict[str, Any]:
        """Read the digit of a picture file.

        Parameters
        ----------
        model : str
            The model's name.
        content : bytes
            What is in the file.
        folder : Path, optional
            Where the models lie.

        Returns
        -------
        dict
            As `digit_model.reading.model.Reading.to_dict` tells it.

        Raises
        ------
        PictureError
            If `content` is refused, or takes too much time or memory to read.
        ModelError
            If the model is missing or damaged.
        """
        return self._told("digit", model, content, folder)[0]

    def read_digits(
        self, model: str, content: bytes, *, folder: Path = MODELS
    ) -> dict[str, Any]:
        """Tell every digit of a picture file, without its ink and image.

        Parameters
        ----------
        model, content, folder
            As `read_digit` takes them.

        Returns
        -------
        dict
            As `Page.to_dict` tells it.

        Raises
        ------
        PictureError, ModelError
            As `read_digit` does.
        """
        return self._told("digits", model, content, folder)[0]

    def read_all(
        self, model: str, content: bytes, *, folder: Path = MODELS
    ) -> tuple[Page, np.ndarray, tuple[int, int]]:
        """Read every digit of a picture file.

        Parameters
        ----------
        model : str
            The model's name.
        content : bytes
            What is in the file.
        folder : Path, optional
            Where the models lie.

        Returns
        -------
        page : Page
            The digits; boxes in pixels of the upright picture.
        picture : ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8
            The upright picture, no side of it longer than `SHOWN`.
        size : tuple of int
            Its width and height before it was reduced.

        Raises
        ------
        PictureError
            If `content` is refused, or takes too much time or memory to read.
        ModelError
            If the model is missing or damaged.
        """
        told, arrays = self._told("page", model, content, folder)
        width, height = told["size"]
        page = _unpacked(told, arrays[1:])
        return page, arrays[0], (width, height)

    def read_drawing(
        self,
        model: str,
        picture: np.ndarray,
        *,
        size: tuple[int, int] | None = None,
        most: int | None = None,
        folder: Path = MODELS,
    ) -> Page | None:
        """Read every digit of a drawing, unless the process has too much to do.

        Parameters
        ----------
        model : str
            The model's name.
        picture, size, most
            As `digit_model.finding.reader.read_drawing` takes them.
        folder : Path, optional
            Where the models lie.

        Returns
        -------
        Page or None
            What that returns; None if the process is busy, or has just ended.

        Raises
        ------
        ModelError
            If the model is missing or damaged.
        """
        answer = self._told_soon(
            "drawing",
            picture.tobytes(),
            model=model,
            folder=str(folder),
            shape=picture.shape,
            kind=picture.dtype.str,
            size=size,
            most=most,
        )
        return answer and _unpacked(*answer)

    def evidence(
        self,
        model: str,
        image: np.ndarray,
        digit: int,
        other: int,
        *,
        folder: Path = MODELS,
    ) -> np.ndarray | None:
        """Measure which ink spoke for which digit, unless the process is busy.

        Parameters
        ----------
        model : str
            The model's name.
        image, digit, other
            As `digit_model.reading.explanation.evidence` takes them.
        folder : Path, optional
            Where the models lie.

        Returns
        -------
        ndarray of shape (28, 28), dtype float64, or None
            What that returns; None if the process is busy, or has just ended.

        Raises
        ------
        ModelError
            If the model is missing or damaged.
        """
        answer = self._told_soon(
            "evidence",
            image.tobytes(),
            model=model,
            folder=str(folder),
            digit=digit,
            other=other,
        )
        return answer and answer[1][0]

    def _told_soon(self, work: str, content: bytes, **details: Any) -> Answer | None:
        try:
            answer = self.ask_soon(work, content, **details)
        except PictureError:
            return None
        return answer and _checked(answer)

    def _told(self, work: str, model: str, content: bytes, folder: Path) -> Answer:
        return _checked(self.ask(work, content, model=model, folder=str(folder)))


def _checked(answer: Answer) -> Answer:
    if "model_error" in answer[0]:
        raise ModelError(answer[0]["model_error"])
    return answer


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
    told, arrays = _packed(page)
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
    return _packed(read_drawing(model, picture, size=size, most=most))


def _evidence(content: bytes, model: Model, digit: int, other: int) -> Answer:
    image = np.frombuffer(content, np.uint8).reshape(28, 28)
    return {}, [evidence(model, image, digit, other)]


def _read(content: bytes, model: Model) -> tuple[Page, np.ndarray, tuple[int, int]]:
    picture, size = read_page(content)
    _bound_reading(CPU_SECONDS_OF_A_PHOTO if is_photo(picture) else CPU_SECONDS)
    return read_all(model, picture, size=size), picture, size


def _bound_reading(seconds: float) -> None:
    """Give a picture that is decoded the rest of so many seconds."""
    # Of this copy of the process, which has done nothing else.
    bound_time(max(seconds - time.process_time(), 0.01))


def _model(name: str, folder: Path) -> Model:
    return _loaded(name, folder, load_card(name, folder)["fingerprint"])


@lru_cache(maxsize=20)
def _loaded(name: str, folder: Path, fingerprint: str) -> Model:
    # The fingerprint makes a model that was trained anew another entry.
    model = load_model(name, folder)
    model.read(np.eye(28, dtype=np.uint8) * 255)  # some is loaded at the first time
    return model


def _ready(model: str, folder: str, **details: Any) -> None:
    """Load a model before copies of the process are made: they share it."""
    with suppress(ModelError):  # which the copy will tell
        _model(model, Path(folder))


def _packed(page: Page) -> tuple[dict[str, Any], list[np.ndarray]]:
    arrays: list[np.ndarray] = []

    def number(array: np.ndarray) -> int:
        arrays.append(array)
        return len(arrays) - 1

    digits = [
        {
            "line": found.line,
            "box": found.box,
            "ink": number(found.ink),
            "digit": found.reading.digit,
            "probabilities": found.reading.probabilities.tolist(),
            "is_digit": found.reading.is_digit,
            "likeness": found.reading.likeness,
            "blank": found.reading.preparation.blank,
            "image": number(found.reading.preparation.image),
            "steps": {
                name: number(step)
                for name, step in found.reading.preparation.steps.items()
            },
            "stroke_width": found.reading.preparation.stroke_width,
        }
        for found in page.digits
    ]
    told = {"digits": digits, "model": page.model, "probability": page.probability}
    return told, arrays


def _unpacked(told: dict[str, Any], arrays: list[np.ndarray]) -> Page:
    digits = []
    for each in told["digits"]:
        preparation = Preparation(
            arrays[each["image"]],
            blank=each["blank"],
            steps={name: arrays[number] for name, number in each["steps"].items()},
            stroke_width=each["stroke_width"],
        )
        reading = Reading(
            each["digit"],
            np.array(each["probabilities"]),
            each["is_digit"],
            told["model"],
            preparation,
            each["likeness"],
        )
        left, top, right, bottom = each["box"]
        box = (left, top, right, bottom)
        digits.append(FoundDigit(reading, each["line"], box, arrays[each["ink"]]))
    return Page(tuple(digits), told["model"], told["probability"])


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
        "evidence": _evidence,
    }
    serve(
        {name: _with_model(read) for name, read in works.items()},
        _ready,
        harmless={"drawing", "evidence"},
    )
