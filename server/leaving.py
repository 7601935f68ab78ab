"""Leaving a page: what it says while its visitor goes must not call them back."""

import time

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

_SECONDS = 1.0  # the click that leaves and what follows it are sent together


class LastClick:
    """Drop what a page asks for right after its visitor has asked for another one.

    A click on another page's name also closes an open popover, and the browser says so
    just after the name of the page. Streamlit would take the latter of the two, and the
    visitor stayed where they were.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        page = ""  # the one that was asked for last
        left = float("-inf")  # when

        async def receive_in_order() -> Message:
            nonlocal page, left
            while True:
                message = await receive()
                asked = _asked(message)
                if asked is None:
                    return message
                goes = asked.is_history_navigation or not asked.widget_states.widgets
                there = asked.page_script_hash
                if not goes and there != page and time.monotonic() < left + _SECONDS:
                    continue
                if goes and there != page:
                    left = time.monotonic()
                page = there
                return message

        await self._app(scope, receive_in_order, send)


def _asked(message: Message) -> ClientState | None:
    """Return what the browser asks to run; None if it says something else."""
    content = message.get("bytes")
    if not content:
        return None
    try:
        said = BackMsg.FromString(content)
    except DecodeError:  # Streamlit says what it makes of it
        return None
    return said.rerun_script if said.WhichOneof("type") == "rerun_script" else None
