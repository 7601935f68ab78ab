"""What people send: bounded in bytes, in time, and all together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digit_model.reading.pictures import LARGEST_FILE
from server.answers import Refusal

SECONDS = 30.0
"""For a body to arrive, after which it is given up."""
MOST_HELD = 128 * 2**20
"""Bytes of all bodies together that are kept at a time."""
MOST_WAITING = 32
"""Pictures that wait for their turn; the next is sent away."""

_T = TypeVar("_T")

_BUSY = "Too many pictures are being read just now; send it again in a few seconds."
_READING = 2  # pictures at a time: one is decoded while the other is read

_held = 0
_waiting = 0
_turns: CapacityLimiter | None = None


def keep_in_memory() -> None:
    """Have what pages send kept in memory too: Starlette puts large files on a disk."""
    MultiPartParser.spool_max_size = LARGEST_FILE + 1


class Deadline:
    """Give up bodies that do not arrive in time, as if who sends had gone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        end = asyncio.get_running_loop().time() + SECONDS + 5
        arriving = True

        async def receive_in_time() -> Message:
            nonlocal arriving
            if not arriving:
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                return {"type": "http.disconnect"}
            arriving = message.get("more_body", False)
            return message

        await self._app(scope, receive_in_time, send)


@asynccontextmanager
async def body(request: Request) -> AsyncIterator[bytes]:
    """Receive the body of a request and keep it for as long as it is needed.

    Parameters
    ----------
    request : Request
        Whose body is a file.

    Yields
    ------
    bytes
        The body.

    Raises
    ------
    Refusal
        If there is none, it is a form, too large or too slow, or if too much else is
        being received.
    """
    global _held
    if request.headers.get("content-type", "").startswith("multipart/"):
        raise Refusal(
            415,
            "This is a form; send the picture itself as the body of the request, as "
            "with: curl --data-binary @FILE",
        )
    received = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            length, refusal = 0, None
            async for chunk in request.stream():
                length += len(chunk)
                if length > LARGEST_FILE:
                    refusal = Refusal(
                        413,
                        "The picture is too large; send at most "
                        f"{LARGEST_FILE // 2**20} MiB.",
                    )
                elif _held + len(chunk) > MOST_HELD:
                    refusal = Refusal(503, _BUSY, **{"Retry-After": "5"})
                if refusal is None:
                    received += chunk
                    _held += len(chunk)
                elif length > 4 * LARGEST_FILE:
                    raise refusal
                # Else what is still sent goes by: who sends would not see the answer.
        if refusal is not None:
            raise refusal
        if not received:
            raise Refusal(400, "Send a picture file as the body of the request.")
        yield bytes(received)
    except TimeoutError:
        raise Refusal(
            408, f"The picture did not arrive within {SECONDS:.0f} seconds; try again."
        ) from None
    finally:
        _held -= len(received)


async def in_turn(work: Callable[[], _T]) -> _T:
    """Do in a thread what takes long, few at a time, in the order they came.

    Parameters
    ----------
    work : callable
        Without arguments.

    Returns
    -------
    object
        What `work` returned.

    Raises
    ------
    Refusal
        If too many wait already.
    """
    global _turns, _waiting
    if _turns is None:
        # Not the threads that Starlette serves files with: these would wait as well.
        _turns = CapacityLimiter(_READING)
    if _waiting >= MOST_WAITING:
        raise Refusal(503, _BUSY, **{"Retry-After": "5"})
    _waiting += 1
    try:
        return await to_thread.run_sync(work, limiter=_turns)
    finally:
        _waiting -= 1
