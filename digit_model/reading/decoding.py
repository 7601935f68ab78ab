"""Decoding in a process of its own, where time and memory have an end.

No list of tricks would be complete: a picture file of a few kilobytes can keep a
decoder busy for minutes or fill the memory. So a server has pictures decoded beside
itself, one at a time, by a process that gives way to all others, that the kernel ends
when a picture has had its time, and that gets no more memory than a picture may have.
"""

import json
import os
import signal
import struct
import subprocess
import sys
import weakref
from io import BytesIO
from pathlib import Path
from threading import Lock, Timer
from typing import BinaryIO

import numpy as np
from PIL import Image

from digit_model.reading.pictures import LARGEST, PictureError, read_page, read_picture

CPU_SECONDS = 0.7
"""Of one core, after which a picture is given up."""
MEMORY = 256 * 2**20
"""Bytes that a picture may take, its file included."""
LONGEST_WAIT = 20.0
"""Seconds on the clock, after which it is given up, however busy the machine is."""

_HEADER = struct.Struct("<BQ")  # what is wanted, and the length of the file
_FORMS = ("picture", "page")


class Decoder:
    """A process that decodes pictures, one at a time; threads may share it.

    It starts with the first picture and anew after one that was given up.

    Examples
    --------
    >>> from PIL import Image
    >>> file = BytesIO()
    >>> Image.new("L", (3, 2)).save(file, "PNG")
    >>> decoder = Decoder()
    >>> decoder.read(file.getvalue()).shape
    (2, 3)
    >>> decoder.close()
    """

    def __init__(self) -> None:
        self._turn = Lock()
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
        return self._ask("picture", content)[0]

    def read_page(self, content: bytes) -> tuple[np.ndarray, tuple[int, int]]:
        """Read a picture as `digit_model.reading.pictures.read_page` does.

        Parameters
        ----------
        content : bytes
            What is in the file.

        Returns
        -------
        picture : ndarray of shape (h, w) or (h, w, 3 or 4)
            The picture, as `read` returns it but larger.
        size : tuple of int
            Width and height of the upright picture before it was reduced.

        Raises
        ------
        PictureError
            If `content` is refused, or takes too much time or memory to read.
        """
        picture, (width, height) = self._ask("page", content)
        return picture, (width, height)

    def _ask(self, form: str, content: bytes) -> tuple[np.ndarray, tuple[int, int]]:
        with self._turn:
            process = self.start()
            clock = Timer(LONGEST_WAIT, process.kill)
            clock.daemon = True
            clock.start()
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write(_HEADER.pack(_FORMS.index(form), len(content)))
                process.stdin.write(content)
                process.stdin.flush()
                answer = json.loads(process.stdout.readline())
                if "error" in answer:
                    raise PictureError(answer["error"])
                shape, dtype = answer["shape"], np.dtype(answer["dtype"])
                pixels = process.stdout.read(int(np.prod(shape)) * dtype.itemsize)
                width, height = answer["size"]
                return np.frombuffer(pixels, dtype).reshape(shape), (width, height)
            except PictureError:
                raise
            except (OSError, ValueError) as error:  # it has ended amid the answer
                self.close()
                raise PictureError(
                    "The picture takes too long to read; give a smaller one, or the "
                    "same as a plain PNG or JPEG."
                ) from error
            finally:
                clock.cancel()

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the process, unless it runs: the first picture then waits less."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            home = str(Path(__file__).parents[2])
            path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "digit_model.reading.decoding"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries complain there of each picture
                env=os.environ | {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
            )
            weakref.finalize(self, _end, self._process)
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            _end(self._process)
            self._process = None


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            pass  # what was still to be written has no reader any more
    process.wait()


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    _load_decoders()
    _bound_memory()
    if hasattr(os, "nice"):
        os.nice(10)  # who draws comes first
    while header := requests.read(_HEADER.size):
        form, length = _HEADER.unpack(header)
        content = requests.read(length)
        _bound_time(CPU_SECONDS)
        try:
            if _FORMS[form] == "page":
                picture, size = read_page(content)
            else:
                picture, size = read_picture(content), (0, 0)
            picture = np.ascontiguousarray(picture)
        except PictureError as error:
            answers.write(json.dumps({"error": str(error)}).encode() + b"\n")
        else:
            head = {"shape": picture.shape, "dtype": picture.dtype.str, "size": size}
            answers.write(json.dumps(head).encode() + b"\n" + picture.tobytes())
        _bound_time(0)
        del content
        answers.flush()


def _load_decoders() -> None:
    for kind in LARGEST:
        file = BytesIO()
        Image.new("L", (8, 8)).save(file, kind)
        read_page(file.getvalue())


def _bound_memory() -> None:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return  # no Linux; there the limits of sides and bytes have to do
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        # Nobody handles this signal: the kernel ends the process, whatever it is at.
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
