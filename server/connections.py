"""What holds for every connection: headers, origins, a count, packets sent at once."""

import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.parts.metrics import SESSIONS

HEADERS = {
    # Streamlit and Vega put styles into the page and compile charts in it; nothing is
    # fetched from elsewhere, and nothing of this is shown elsewhere.
    "Content-Security-Policy": (
        "default-src 'self'; "
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' data: blob:; worker-src 'self' blob:; "
        "media-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
}
"""Sent with every answer."""


class SecurityHeaders:
    """Add `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class OwnOrigin:
    """Send away pages of other sites before Streamlit looks at where they come from.

    Streamlit would ask the internet for its own public address, to compare.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "websocket" and not _is_own(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return True  # no browser
    with suppress(ValueError):
        own = {"localhost", "127.0.0.1", config.get_option("browser.serverAddress")}
        return (
            urlsplit(origin).netloc == headers.get("host")
            or urlsplit(origin).hostname in own
            or origin in config.get_option("server.corsAllowedOrigins")
        )
    return False


class Sessions:
    """Count who is connected."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        with SESSIONS.track_inprogress():
            await self._app(scope, receive, send)


def send_at_once() -> None:
    """Have all further connections send without waiting for more to say.

    Streamlit's listening socket does not ask for it, and answers of two packets then
    wait 40 ms for the other side. Connections inherit it from the socket that listens.
    """
    # The sockets are not handed to anybody, but they are the process's files.
    files = Path("/dev/fd")
    for file in list(files.iterdir()) if files.is_dir() else []:
        with suppress(OSError), socket.socket(fileno=int(file.name)) as found:
            try:
                if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            finally:
                found.detach()  # it is not ours to close
