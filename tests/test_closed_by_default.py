"""The server is for this machine alone until it is opened, and asks nobody anything."""

import asyncio
import http.client
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.visitor import Measured, Visitor, drawings
from harness.serving import ROOT, running

STREAMLIT = [sys.executable, "-m", "streamlit", "run", "app.py"]


@pytest.fixture
def outside() -> Iterator[tuple[dict[str, str], list[bytes]]]:
    """What leads everything that is asked of the internet here, and what that was."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                asked.append(connection.recv(200))

    threading.Thread(target=listen, daemon=True).start()
    proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"
    names = ("http_proxy", "https_proxy", "all_proxy")
    environment = {name: proxy for each in names for name in (each, each.upper())}
    yield environment | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}, asked
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def listening(port: int) -> set[str]:
    """Return the addresses at which somebody listens to a port."""
    found = set()
    for file in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(file).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, _, at = local.partition(":")
            if int(at, 16) == port and state == "0A":
                found.add(address)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who listens")
@pytest.mark.parametrize(
    ("options", "addresses"),
    [
        ([], {"0100007F", "00000000000000000000000001000000"}),  # 127.0.0.1 and ::1
        (["--server.address=0.0.0.0"], {"00000000"}),
    ],
)
def test_nobody_else_is_listened_to_unless_asked_and_nobody_is_asked(
    options, addresses, outside, tmp_path
):
    environment, asked = outside
    log = tmp_path / "log"
    with running([*STREAMLIT, *options], environment=environment, log=log) as address:
        found = listening(urlsplit(address).port or 0)
        assert found
        assert found <= addresses
        measured = Measured()
        visit = Visitor(address, measured).visit(drawings(None)[:1], 0.1, 1)
        # In a thread of its own: a browser of other tests may have this one's loop.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, visit).result()
        assert (measured.errors, len(measured.openings)) == ([], 1)
        come_from_elsewhere(address)
    assert asked == []
    assert "External URL" not in log.read_text("utf-8")


def come_from_elsewhere(address: str) -> None:
    """Connect as a page of another site: Streamlit would ask for its own address."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Origin": "http://elsewhere.test",
    }
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == 403
    connection.close()


def test_make_names_one_setting_and_no_other_address():
    text = (ROOT / "Makefile").read_text("utf-8")
    assert re.findall(r"^ADDRESS \?= (\S+)$", text, re.MULTILINE) == ["localhost"]
    planned = subprocess.run(
        ["make", "--dry-run", "run", "ADDRESS=0.0.0.0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--server.address 0.0.0.0" in planned.stdout
