"""Reading in a process of its own: picture files, and between them what pages need.

Drawings and explanations are bounded by what they are; they are made there to have a
core beside the pages', who otherwise wait for one another. Drawings that wait at the
same time are looked at together, which takes half the time for each. The few that are
no single digit beyond doubt are then read one by one, from the start.
"""

import time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from digit_model.computing.batching import Batcher
from digit_model.finding.packing import unpacked
from digit_model.finding.page import Page
from digit_model.reading.decoding import SOON, Answer, Decoder
from digit_model.reading.persistence import MODELS, ModelError
from digit_model.reading.pictures import PictureError


class _Kind(NamedTuple):
    """What drawings that are read together have in common."""

    model: str
    folder: Path
    shape: tuple[int, ...]
    dtype: str
    size: tuple[int, int] | None


class Reader(Decoder):
    """A process that decodes, reads and explains, one at a time; threads may share it.

    Examples
    --------
    >>> from io import BytesIO
    >>> from PIL import Image
    >>> file = BytesIO()
    >>> Image.new("L", (30, 20)).save(file, "PNG")
    >>> reader = Reader()
    >>> page, picture, size = reader.read_all("logistic-regression", file.getvalue())
    >>> page.lines, picture.shape, size
    ([], (20, 30), (30, 20))
    >>> reader.close()
    """

    module = "digit_model.finding.process"

    def __init__(self) -> None:
        super().__init__()
        self._obvious: Batcher[_Kind, np.ndarray, Page | None] = Batcher()

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
            The upright picture, no side of it longer than `process.SHOWN`.
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
        page = unpacked(told, arrays[1:])
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
            As `digit_model.finding.drawing.read_drawing` takes them.
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
        end = time.monotonic() + SOON
        kind = _Kind(model, folder, picture.shape, picture.dtype.str, size)
        try:
            page = self._obvious.ask(
                kind, picture, partial(self._read_obvious, end), timeout=SOON
            )
        except TimeoutError:
            return None
        if page is not None:
            return page
        answer = self._told_soon(
            "drawing",
            model,
            picture.tobytes(),
            folder,
            within=_left_until(end),
            shape=picture.shape,
            kind=picture.dtype.str,
            size=size,
            most=most,
        )
        return answer and unpacked(*answer)

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
            "evidence", model, image.tobytes(), folder, digit=digit, other=other
        )
        return answer and answer[1][0]

    def _read_obvious(
        self, end: float, kind: _Kind, pictures: list[np.ndarray]
    ) -> list[Page | None]:
        answer = self._told_soon(
            "obvious",
            kind.model,
            b"".join(picture.tobytes() for picture in pictures),
            kind.folder,
            within=_left_until(end),
            shape=(len(pictures), *kind.shape),
            kind=kind.dtype,
            size=kind.size,
        )
        if answer is None:
            raise TimeoutError
        told, arrays = answer
        following = iter(arrays)
        return [
            page and unpacked(page, list(islice(following, page["arrays"])))
            for page in told["pages"]
        ]

    def _told_soon(
        self, work: str, model: str, content: bytes, folder: Path, **details: Any
    ) -> Answer | None:
        try:
            answer = self.ask_soon(
                work, content, model=model, folder=str(folder), **details
            )
        except PictureError:
            return None
        return answer and _checked(answer)

    def _told(self, work: str, model: str, content: bytes, folder: Path) -> Answer:
        return _checked(self.ask(work, content, model=model, folder=str(folder)))


def _left_until(end: float) -> float:
    return max(end - time.monotonic(), 0)


def _checked(answer: Answer) -> Answer:
    if "model_error" in answer[0]:
        raise ModelError(answer[0]["model_error"])
    return answer
