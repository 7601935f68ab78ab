"""A slow line between a browser and a server."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass
class SlowLine:
    """An address that leads to a server, later.

    Attributes
    ----------
    address : str
        What the browser opens.
    seconds : float
        How long whatever is sent is under way, each way; may be changed at any time.
    """

    address: str
    seconds: float


@contextmanager
def slow_line(server: str, seconds: float = 0.0) -> Iterator[SlowLine]:
    """Open a line to a server that carries whatever TCP does, WebSockets too."""
    target = urlsplit(server)
    listener = socket.create_server(("127.0.0.1", 0))
    line = SlowLine(f"http://127.0.0.1:{listener.getsockname()[1]}", seconds)

    ends: list[socket.socket] = [listener]

    def accept() -> None:
        while True:
            try:
                near, _ = listener.accept()
                ends.append(near)
                far = socket.create_connection((target.hostname, target.port))
                ends.append(far)
            except OSError:  # the line is closed, or the server is
                return
            for source, sink in ((near, far), (far, near)):
                _start(_carry, source, sink, line)

    _start(accept)
    try:
        yield line
    finally:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for it
            end.close()


def _carry(source: socket.socket, sink: socket.socket, line: SlowLine) -> None:
    """Pass on what comes from a socket, in order, each piece `line.seconds` later."""
    under_way: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()

    def deliver() -> None:
        with suppress(OSError):
            while True:
                due, piece = under_way.get()
                time.sleep(max(due - time.monotonic(), 0))
                if not piece:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(piece)

    _start(deliver)
    piece = b"x"
    while piece:
        try:
            piece = source.recv(65536)
        except OSError:
            piece = b""
        under_way.put((time.monotonic() + line.seconds, piece))


def _start(target: Callable[..., None], *args: Any) -> None:
    threading.Thread(target=target, args=args, daemon=True).start()
