"""The process that decodes: `python -m digit_model.reading.process`.

It does what `digit_model.reading.decoding.Decoder` asks for on standard input, each
time in a copy of itself whose seconds and memory the kernel bounds.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from digit_model.reading.decoding import TOO_LONG, Answer, Cost
from digit_model.reading.pictures import LARGEST, PictureError, read_picture

CPU_SECONDS = 0.7
"""Of one core, after which decoding is given up."""
MEMORY = 256 * 2**20
"""Bytes that a picture may take, its file included."""
TOO_MUCH = "The picture takes too much memory to read; give a smaller one."

Work = Callable[..., Answer]
"""From the content of a file, and details by name, to an answer."""


def serve(
    works: Mapping[str, Work],
    ready: Callable[..., None],
    *,
    harmless: Collection[str] = (),
) -> None:
    """Be the process: do what is asked for on standard input.

    Each picture has a copy of the process for itself, which the kernel makes at once.
    So it can be ended without anything being loaded anew, and it leaves no memory.

    Parameters
    ----------
    works : mapping of str to callable
        What can be asked for.
    ready : callable
        Called with the details before a copy is made, for what is to be kept.
    harmless : collection of str, optional
        Works that cost little, whatever they are given: they need no copy.
    """
    load_decoders()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(b"up\n")
    answers.flush()
    while line := requests.readline():
        asked = json.loads(line)
        details = asked["details"]
        ready(**details)
        content = requests.read(asked["length"])
        work = works[asked["work"]]
        if hasattr(os, "fork") and asked["work"] not in harmless:
            _answer_in_a_copy(answers, work, content, details)
        else:
            _answer(answers, work, content, details)
            answers.write(b"null\n")
        del content
        answers.flush()


def _answer_in_a_copy(
    answers: BinaryIO, work: Work, content: bytes, details: dict[str, Any]
) -> None:
    copy = os.fork()
    if not copy:
        try:
            os.nice(5)  # who draws comes first, but not for ever
            _bound_memory()
            bound_time(CPU_SECONDS)
            _answer(answers, work, content, details)
            answers.flush()
        finally:
            os._exit(sys.exc_info()[0] is not None)
    _, status, used = os.wait4(copy, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        # Its time was over, which it can only be before anything is written.
        _write(answers, {"error": TOO_LONG})
    elif status:
        os._exit(1)  # amid an answer perhaps: whoever waits for it hears its end
    most = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    cost = Cost(used.ru_utime + used.ru_stime, most)
    answers.write(json.dumps(vars(cost)).encode() + b"\n")


def _answer(
    answers: BinaryIO, work: Work, content: bytes, details: dict[str, Any]
) -> None:
    answer: dict[str, Any]
    try:
        told, arrays = work(content, **details)
        answer = {"told": told}
        pixels = [np.ascontiguousarray(array) for array in arrays]
    except PictureError as error:
        answer, pixels = {"error": str(error)}, []
    except MemoryError:
        answer, pixels = {"error": TOO_MUCH}, []
    except Exception:
        answer, pixels = {"fault": traceback.format_exc()}, []
    bound_time(0)
    _write(answers, answer, pixels)


def _write(
    answers: BinaryIO, answer: dict[str, Any], arrays: Sequence[np.ndarray] = ()
) -> None:
    forms = [(array.shape, array.dtype.str) for array in arrays]
    answers.write(json.dumps(answer | {"arrays": forms}).encode() + b"\n")
    for array in arrays:
        answers.write(array.data)


def load_decoders() -> None:
    """Read one picture of each format: what that loads is shared by all copies."""
    for kind in LARGEST:
        file = BytesIO()
        Image.new("L", (8, 8)).save(file, kind)
        read_picture(file.getvalue())


def bound_time(seconds: float) -> None:
    """Have the kernel end this process after so many seconds of a core from now on.

    Parameters
    ----------
    seconds : float
        0 for no end.
    """
    if hasattr(signal, "setitimer"):
        # Nobody handles this signal, so it ends the process, whatever it is at.
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound_memory() -> None:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return  # no Linux; there the limits of sides and bytes have to do
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _picture(content: bytes) -> Answer:
    return {}, [read_picture(content)]


if __name__ == "__main__":
    serve({"picture": _picture}, ready=lambda: None)
