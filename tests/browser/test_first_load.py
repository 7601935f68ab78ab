"""The first visit: something to see at once, and few bytes."""

import gzip
import re
import socket
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from heapq import nlargest
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from streamlit import file_util

from harness.pen import DIGITS, draw_with_mouse
from harness.serving import running_app
from tests.asking import measured


def fetch(address: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return answer.read(), {k.lower(): v for k, v in answer.headers.items()}


def files(server: str, kind: str) -> list[str]:
    """Return the addresses of what the page asks for."""
    page, _ = fetch(server)
    found = re.findall(rf'(?:src|href)="./(\S+?\.{kind})"', page.decode())
    assert found
    return [f"{server}/{name}" for name in found]


def test_scripts_come_compressed_and_are_kept_for_good(server):
    plain = compressed = 0
    for address in files(server, "js"):
        content, headers = fetch(address)
        assert "content-encoding" not in headers
        smaller, headers = fetch(address, **{"Accept-Encoding": "gzip"})
        if headers.get("content-encoding") == "gzip":
            assert gzip.decompress(smaller) == content
        assert "javascript" in headers["content-type"]
        assert "immutable" in headers["cache-control"]
        assert "default-src" in headers["content-security-policy"]
        plain, compressed = plain + len(content), compressed + len(smaller)
    assert compressed < plain / 2.5


def test_fonts_are_not_compressed_twice(server):
    (font,) = files(server, "woff2")
    _, headers = fetch(font, **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in headers
    assert headers["content-type"] == "font/woff2"


@pytest.mark.parametrize("path", ["", "/dataset", "/nowhere/at/all"])
def test_every_page_says_what_is_coming(server, path):
    page, headers = fetch(server + path)
    smaller, _ = fetch(server + path, **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(smaller) == page
    assert b"<title>Digit Lab</title>" in page
    assert "Loading…" in page.decode()
    assert headers["cache-control"] == "no-cache"


def test_a_page_is_found_from_any_address(page: Page, server: str):
    page.goto(f"{server}/nowhere/at/all")
    expect(page.get_by_role("heading", name="Draw")).to_be_visible()


def test_the_server_is_asked_at_once_where_it_is(page: Page, server: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/accuracy")
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    health = [address for address in asked if address.endswith("/_stcore/health")]
    assert health == [f"{server}/_stcore/health"]


@pytest.mark.parametrize("part", ["Html", "PageLink", "BidiComponent"])
def test_what_each_page_begins_with_comes_once_and_ahead(
    page: Page, server: str, part: str
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/dataset")
    expect(page.locator(".gallery button").first).to_be_visible()
    (address,) = [url for url in asked if f"/{part}." in url]
    assert asked.index(address) < asked.index(f"{server}/_stcore/host-config")


def test_the_canvas_s_long_script_comes_once_and_ahead(page: Page, server: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    received: list[bytes | str] = []

    def keep(message: bytes | str) -> None:
        received.append(message)

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    page.goto(server)
    draw_with_mouse(page, DIGITS[3])
    expect(page.get_by_test_id("stMetricValue")).to_have_text("3")
    page.get_by_role("link", name="Dataset").click()
    expect(page.get_by_role("heading", name="Dataset")).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_test_id("stMetricValue")).to_have_text("3")
    (address,) = [url for url in asked if "/scripts/" in url]
    assert asked.index(address) < asked.index(f"{server}/_stcore/host-config")
    script, headers = fetch(address, **{"Accept-Encoding": "gzip"})
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    line = max(gzip.decompress(script).splitlines(), key=len)
    assert received
    assert not any(line in message for message in received if type(message) is bytes)


def test_whole_files_only_are_compressed(server):
    address = files(server, "js")[0]
    part, headers = fetch(address, **{"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert len(part) == 10
    assert "content-encoding" not in headers


def test_who_leaves_while_a_file_is_sent_cuts_it_off_for_nobody():
    static = Path(file_util.get_static_dir())
    scripts = nlargest(30, static.glob("static/js/*.js"), lambda s: s.stat().st_size)
    with running_app() as server:
        where = urlsplit(server)
        rest = f"Host: {where.netloc}\r\nAccept-Encoding: gzip\r\n\r\n"
        for script in scripts:
            asked = f"GET /{script.relative_to(static)} HTTP/1.1\r\n"
            with socket.create_connection((where.hostname, where.port)) as visitor:
                visitor.sendall((asked + rest).encode())
        for script in scripts:
            address = f"{server}/{script.relative_to(static)}"
            content, headers = fetch(address, **{"Accept-Encoding": "gzip"})
            if headers.get("content-encoding") == "gzip":
                content = gzip.decompress(content)
            assert content == script.read_bytes(), script.name


def test_addresses_that_are_made_up_fill_no_memory(server):
    made_up = [f"{server}/static/js/none.{n:08}.js" for n in range(3000)]
    ask = {"Accept-Encoding": "gzip"}
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda address: fetch(address, **ask), made_up[:500]))
        before = measured(server, "process_resident_memory_bytes")
        list(people.map(lambda address: fetch(address, **ask), made_up[500:]))
    assert measured(server, "process_resident_memory_bytes") - before < 10e6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sign_of_life_stands_until_the_page_is_there(page: Page, server, scheme):
    waiting: list[Route] = []
    page.emulate_media(color_scheme=scheme)
    page.route("**/static/js/index.*.js", lambda route: waiting.append(route))
    page.goto(server, wait_until="commit")
    expect(page.get_by_role("status")).to_contain_text("Digit Lab Loading…")
    dark = page.locator(".loading").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (dark != "rgb(255, 255, 255)") == (scheme == "dark")
    for route in waiting:
        route.continue_()
    page.unroute_all(behavior="wait")
    expect(page.get_by_test_id("stMetricValue")).to_be_visible()
    expect(page.locator(".loading")).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("**/*drawable_canvas/index-*.js", "The canvas did not load."),
        ("**/scripts/canvas.*.js", "This part of the page did not load."),
    ],
)
def test_a_script_that_does_not_come_is_told(
    page: Page, server: str, script: str, told: str
):
    page.route(script, lambda route: route.abort())
    page.goto(server)
    expect(page.get_by_text(told).first).to_be_visible()
    page.unroute(script)
    page.reload()
    draw_with_mouse(page, DIGITS[3])
    expect(page.get_by_test_id("stMetricValue")).to_have_text("3")
