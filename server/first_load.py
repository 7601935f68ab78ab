"""The first load: compressed files, a sign of life, what precedes Streamlit's scripts.

Streamlit sends its three megabytes of scripts as they are, since compressing them at
each request would cost more than it gives. Here each is compressed at its first request
and kept: a quarter of the bytes, and no further work.
"""

import asyncio
import gzip
import re
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, file_util

_FILES = ("/static/", "/scripts/", "/_stcore/bidi-components/")
_HASHED = re.compile(r"[.-][\w-]{8}\.(js|css|woff2)$")  # its name changes with it
_FOREVER = "public, max-age=31536000, immutable"
_NO_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/scripts/", "/api/")

# Parts of Streamlit's page that each of ours begins with: style sheets, links, our own
# components. It asks for them when it is told what to show, and shows that unstyled.
_PARTS = ("Html", "PageLink", "BidiComponent")
_IMPORTED = re.compile(r'from"\./([^"]+\.js)"')

_ROOT = '<div id="root">'
# Streamlit's scripts lie beside the page, and so does its server. Untold, the browser
# looks for it under the page's own address first, which takes a tenth of a second.
_SERVER = 'window.__streamlit = { BACKEND_BASE_URL: new URL("./", location).href }'


class CompressedFiles:
    """Keep what Streamlit's files are when compressed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not _asks_for_compressed_file(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        kept = self._kept.get(path)
        if kept is None:
            kept, lasting = await self._compressed(scope)
            # Only what there is: whoever makes up addresses fills no memory.
            if lasting:
                self._kept[path] = kept
        await kept(scope, receive, send)

    async def _compressed(self, scope: Scope) -> tuple[Response, bool]:
        plain = dict(scope, headers=[(b"host", Headers(scope=scope)["host"].encode())])
        status, headers, body = 500, Headers(), bytearray()

        async def collect(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], Headers(scope=message)
            else:
                body.extend(message.get("body", b""))

        # Whoever asked may leave: what is kept for the others has to be the whole file.
        await self._app(plain, _nobody_leaves, collect)
        given = {
            name: headers[name]
            for name in ("content-type", "cache-control", "location")
            if name in headers
        }
        lasting = status == 200 and "public" in given.get("cache-control", "")
        content = bytes(body)
        if lasting:
            if _HASHED.search(scope["path"]):
                given["cache-control"] = _FOREVER
            smaller = await run_in_threadpool(gzip.compress, content, mtime=0)
            if len(smaller) < 0.95 * len(content):  # fonts are compressed already
                content = smaller
                given |= {"content-encoding": "gzip", "vary": "Accept-Encoding"}
        return Response(content, status, given), lasting


async def _nobody_leaves() -> Message:
    return await asyncio.get_running_loop().create_future()


def _asks_for_compressed_file(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return (
        scope["method"] == "GET"
        and scope["path"].startswith(_FILES)
        and "gzip" in headers.get("accept-encoding", "")
        and "range" not in headers
        and "host" in headers
    )


class SignOfLife:
    """Say what is coming, in the page that Streamlit fills when its scripts are there.

    They clear the place where it stands.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or scope["path"].startswith(_NO_PAGES)
        ):
            await self._app(scope, receive, send)
            return
        is_page = False

        async def send_page(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kind = Headers(scope=message).get("content-type", "")
                is_page = message["status"] == 200 and kind.startswith("text/html")
                if is_page:
                    await _page(scope)(scope, receive, send)
            if not is_page:
                await send(message)

        await self._app(scope, receive, send_page)


def _page(scope: Scope) -> Response:
    base = config.get_option("server.baseUrlPath").strip("/")
    first, *deeper = scope["path"].removeprefix(f"/{base}").strip("/").split("/")
    if deeper:
        # No page has such an address; from there its scripts would not be found.
        return RedirectResponse("../" * len(deeper) + first)
    content = _content(draws=scope["path"] == "/")
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type="text/html", headers=headers)


@cache
def _content(*, draws: bool) -> bytes:
    index = Path(file_util.get_static_dir(), "index.html").read_text("utf-8")
    loading = Path(__file__).with_name("loading.html").read_text("utf-8")
    page = index.replace("<title>Streamlit</title>", "<title>Digit Lab</title>")
    page = page.replace(_ROOT, _ROOT + loading)
    history = Path(__file__).with_name("history.js").read_text("utf-8")
    page = page.replace(
        "<head>", f"<head><script>{_SERVER}</script><script>{history}</script>"
    )
    scripts = _parts(index)
    if draws:
        # Else the canvas would be asked for when everything else is there.
        from pages.draw_sections.canvas import PRELOADED

        scripts += PRELOADED
    ahead = "".join(
        f'<link rel="modulepreload" crossorigin href="./{script}">'
        for script in scripts
    )
    page = page.replace("</head>", ahead + "</head>")
    return gzip.compress(page.encode(), mtime=0)


def _parts(index: str) -> list[str]:
    """Find the scripts of `_PARTS` and what they import, but for what `index` names."""
    static = Path(file_util.get_static_dir())
    found = [path for part in _PARTS for path in static.glob(f"static/js/{part}.*.js")]
    for path in found:  # grows while it is gone through
        for name in _IMPORTED.findall(path.read_text("utf-8")):
            script = path.with_name(name)
            if name not in index and script not in found:
                found.append(script)
    return [path.relative_to(static).as_posix() for path in found]
