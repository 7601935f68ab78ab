"""Decoding in a process of its own, where time and memory have an end.

No list of tricks would be complete: a picture file of a few kilobytes can keep a
decoder busy for minutes or fill the memory. So a server has pictures decoded beside
itself, one at a time, by a process that gives way to all others, that the kernel ends
when a picture has had its time, and that gets no more memory than a picture may have.
"""

import json
import logging
import os
import subprocess
import sys
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread, Timer
from typing import IO, Any

import numpy as np

from digit_model.reading.pictures import PictureError

SOON = 0.1
"""Seconds that a work of little cost waits for others, before it is done elsewhere."""
LONGEST_WAIT = 60.0
"""Seconds on the clock, after which it is given up, however busy the machine is."""

TOO_LONG = (
    "The picture takes too long to read; give a smaller one, a part of it, or the same "
    "as a plain PNG or JPEG."
)
FAILED = (
    "Something went wrong while the picture was read, which is no fault of yours; try "
    "another one, or a part of it. The log says what it was."
)

_logger = logging.getLogger("digit_lab.reading")

Answer = tuple[dict[str, Any], list[np.ndarray]]
"""What is told of a picture, ready for JSON, and arrays that belong to it."""


@dataclass(frozen=True)
class Cost:
    """What a picture took of the machine.

    Attributes
    ----------
    seconds : float
        Of one core.
    memory : int
        Bytes held at most, with what the process holds at rest.
    """

    seconds: float
    memory: int


class Decoder:
    """A process that decodes pictures, one at a time; threads may share it.

    It starts with the first picture and anew should it ever end.

    Attributes
    ----------
    cost : Cost or None
        That of the last picture; None where the system does not tell.

    Examples
    --------
    >>> from io import BytesIO
    >>> from PIL import Image
    >>> file = BytesIO()
    >>> Image.new("L", (3, 2)).save(file, "PNG")
    >>> decoder = Decoder()
    >>> decoder.read(file.getvalue()).shape
    (2, 3)
    >>> decoder.close()
    """

    module = "digit_model.reading.process"
    """What the process runs."""

    def __init__(self) -> None:
        self.cost: Cost | None = None
        self._turn = Lock()
        self._at_a_picture = False
        self._up = Event()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, content: bytes) -> np.ndarray:
        """Read a picture as `digit_model.reading.pictures.read_picture` does.

        Parameters
        ----------
        content : bytes
            What is in the file.

        Returns
        -------
        ndarray of shape (h, w) or (h, w, 3 or 4), dtype uint8, uint16 or float32
            The picture.

        Raises
        ------
        PictureError
            If `content` is refused, or takes too much time or memory to read.
        """
        _, (picture,) = self.ask("picture", content)
        return picture

    def ask(self, work: str, content: bytes, **details: Any) -> Answer:
        """Have the process do something with a picture.

        Parameters
        ----------
        work : str
            One of the works that the process was started with.
        content : bytes
            What is in the file.
        **details
            What else the work needs to know, ready for JSON.

        Returns
        -------
        told : dict
            What the work tells of the picture.
        arrays : list of ndarray
            What belongs to it.

        Raises
        ------
        PictureError
            If `content` is refused, or takes too much time or memory to read.
        """
        with self._turn:
            self._at_a_picture = True
            try:
                return self._ask(self.start(), work, content, details)
            finally:
                self._at_a_picture = False

    def ask_soon(
        self, work: str, content: bytes, *, within: float = SOON, **details: Any
    ) -> Answer | None:
        """Have the process do something that costs little, unless it is busy.

        Parameters
        ----------
        work, content, **details
            As `ask` takes them.
        within : float, default=SOON
            Seconds to wait for the process.

        Returns
        -------
        Answer or None
            What `ask` returns; None if the process is at a picture, only starts, or has
            not become free so soon.

        Raises
        ------
        PictureError
            As `ask` does.
        """
        if self._at_a_picture or not self._turn.acquire(timeout=within):
            return None
        try:
            process = self.start()
            if not self._up.is_set():
                return None
            return self._ask(process, work, content, details)
        finally:
            self._turn.release()

    def _ask(
        self,
        process: "subprocess.Popen[bytes]",
        work: str,
        content: bytes,
        details: dict[str, Any],
    ) -> Answer:
        clock = Timer(LONGEST_WAIT, process.kill)
        clock.daemon = True
        clock.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            asked = {"work": work, "length": len(content), "details": details}
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.write(content)
            process.stdin.flush()
            self._up.wait()
            answer = json.loads(process.stdout.readline())
            arrays = [_received(process.stdout, *each) for each in answer["arrays"]]
            cost = json.loads(process.stdout.readline())
        except (OSError, ValueError) as error:  # it has ended amid the answer
            self.close()
            raise PictureError(TOO_LONG) from error
        finally:
            clock.cancel()
        self.cost = Cost(**cost) if cost else None
        if "fault" in answer:
            _logger.error("fault reading\n%s", answer["fault"])
            raise PictureError(FAILED)
        if "error" in answer:
            raise PictureError(answer["error"])
        return answer["told"], arrays

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the process, unless it runs: the first picture then waits less."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            home = str(Path(__file__).parents[2])
            path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries complain there of each picture
                env=os.environ
                | {
                    "PYTHONPATH": path,
                    "OPENBLAS_NUM_THREADS": "1",
                    "OMP_NUM_THREADS": "1",
                },
            )
            weakref.finalize(self, _end, self._process)
            self._up = Event()
            Thread(target=_await, args=(self._process, self._up), daemon=True).start()
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            _end(self._process)
            self._process = None


def _await(process: "subprocess.Popen[bytes]", up: Event) -> None:
    """Tell when the process is up, or has ended: whoever waits for it hears either."""
    assert process.stdout is not None
    with suppress(OSError, ValueError):  # closed meanwhile
        process.stdout.readline()
    up.set()


def _received(pipe: IO[bytes], shape: list[int], kind: str) -> np.ndarray:
    dtype = np.dtype(kind)
    length = int(np.prod(shape)) * dtype.itemsize
    return np.frombuffer(pipe.read(length), dtype).reshape(shape)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            pass  # what was still to be written has no reader any more
    process.wait()
