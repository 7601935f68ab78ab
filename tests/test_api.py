"""The HTTP API of the running server."""

import http.client
import socket
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from PIL import Image

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.finding.reader import read_all
from digit_model.reading.persistence import load_model, model_names
from harness.hostile import WORST, WORST_PHOTOS, saved
from server.connections import send_at_once
from tests.asking import ask, measured


@pytest.fixture(scope="module")
def two() -> bytes:
    stream = BytesIO()
    Image.fromarray(load_mnist().images[161]).save(stream, "PNG")
    return stream.getvalue()


def test_a_picture_is_read(server, two):
    expected = load_model(recipes.DEFAULT).read(load_mnist().images[161]).to_dict()
    assert ask(f"{server}/api/predict", two) == (200, expected)


def test_every_digit_is_read(server):
    beside = np.pad(np.hstack([load_mnist().images[161]] * 2), 20)
    stream = BytesIO()
    Image.fromarray(beside).save(stream, "PNG")
    status, answer = ask(f"{server}/api/read", stream.getvalue())
    assert status == 200
    assert answer == read_all(load_model(recipes.DEFAULT), beside).to_dict()
    assert answer["lines"] == ["22"]


def test_the_model_can_be_chosen(server, two):
    status, answer = ask(f"{server}/api/predict?model=logistic-regression", two)
    assert status == 200
    assert answer["model"] == "logistic-regression"


@pytest.mark.parametrize("route", ["predict", "read"])
@pytest.mark.parametrize(
    ("query", "content", "status", "reason"),
    [
        ("", b"", 400, "Send a picture"),
        ("", b"no picture", 422, "not a picture"),
        ("", b"\x89PNG\r\n\x1a\n" + bytes(50), 422, "picture"),
        ("", b"%PDF-1.4", 422, "a PDF file, which is not read here"),
        ("?model=deep", b"x", 404, "There is no model"),
        ("", bytes(33 * 2**20), 413, "at most 20 MiB"),
    ],
)
def test_bad_requests_get_a_sentence(server, route, query, content, status, reason):
    got, answer = ask(f"{server}/api/{route}{query}", content)
    assert got == status
    assert reason in answer["error"]


@pytest.mark.parametrize(
    ("method", "address", "status", "reason"),
    [
        ("GET", "/api/predict", 405, "takes POST, not GET"),
        ("GET", "/api/read", 405, "takes POST, not GET"),
        ("PUT", "/api/predict", 405, "takes POST, not PUT"),
        ("DELETE", "/api/models", 405, "takes GET, not DELETE"),
        ("POST", "/healthz", 405, "takes GET, not POST"),
        ("PATCH", "/images/1.png", 405, "takes GET, not PATCH"),
        ("GET", "/api/guess", 404, "/api/predict"),
        ("GET", "/api", 404, "/api/predict"),
        ("GET", "/images/70000.png", 404, "There are 70,000 images"),
        ("GET", "/images/two.png", 404, "There are 70,000 images"),
        ("GET", f"/images/{'1' * 5000}.png", 404, "There are 70,000 images"),
        ("GET", "/images/²³.png", 404, "There are 70,000 images"),
        ("GET", "/scripts/canvas.00000000.js", 404, "reload the page"),
    ],
)
def test_wrong_addresses_and_methods_get_a_sentence(
    server, method, address, status, reason
):
    got, answer = ask(server + quote(address), method=method)
    assert got == status
    assert reason in answer["error"]


def test_a_form_is_told_how_to_send_a_picture(server, two):
    form = (
        b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n' + two + b"\r\n--x--"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    status, answer = ask(f"{server}/api/predict", form, **kind)
    assert status == 415
    assert "curl --data-binary" in answer["error"]


def test_models_are_listed_with_the_default(server):
    _, cards = ask(f"{server}/api/models")
    assert [card["name"] for card in cards] == model_names()
    assert [card["name"] for card in cards if card["default"]] == [recipes.DEFAULT]


def test_the_server_says_that_it_is_well(server):
    assert ask(f"{server}/healthz") == (200, {"status": "ok"})


def test_what_is_answered_and_refused_is_counted(server, two):
    answers = (
        'digit_lab_answers_total{model="logistic-regression",where="/api/predict"}'
    )
    ask(f"{server}/api/predict?model=logistic-regression", two)
    before = measured(server, answers)
    ask(f"{server}/api/predict?model=logistic-regression", two)
    assert measured(server, answers) == before + 1
    ask(f"{server}/api/predict", b"no picture")
    refusals = 'digit_lab_refusals_total{status="422",where="/api/predict"}'
    assert measured(server, refusals) >= 1


def test_nothing_is_fetched_from_or_shown_elsewhere(server):
    for address in ("/", "/healthz", "/images/1.png", "/_stcore/health"):
        with urllib.request.urlopen(server + address) as answer:
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("origin", "status"),
    [(None, 101), ("own", 101), ("http://localhost:3", 101), ("http://a.test", 403)],
)
def test_pages_of_other_sites_cannot_connect(server, origin, status):
    host = urlsplit(server).netloc
    connection = http.client.HTTPConnection(host, timeout=30)
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    if origin:
        headers["Origin"] = server if origin == "own" else origin
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == status
    connection.close()


def test_an_upload_that_is_broken_off_harms_nobody(server, two):
    host = urlsplit(server)
    for _ in range(5):
        with socket.create_connection((host.hostname, host.port)) as connection:
            head = b"POST /api/predict HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
            connection.sendall(head + b"x")
    assert ask(f"{server}/api/predict", two)[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it cost")
def test_the_worst_pictures_cost_the_server_little(server, two):
    assert ask(f"{server}/api/predict", two)[0] == 200
    rest = measured(server, "process_resident_memory_bytes")
    # Of photos the server sees what comes and what goes, whatever they show.
    most = (
        "a photo of noise",  # in bytes
        "a photo of a thousand digits",  # in what is answered
        "a photo of 12 million pixels",
    )
    for kind, make in (WORST | {name: WORST_PHOTOS[name] for name in most}).items():
        picture = make()
        before = measured(server, "process_cpu_seconds_total")
        route = "read" if kind in WORST_PHOTOS else "predict"
        status, answer = ask(f"{server}/api/{route}", picture)
        spent = measured(server, "process_cpu_seconds_total") - before
        assert status in (200, 413, 422), kind
        assert status == 200 or answer["error"].endswith("."), kind
        # Of a processor, not by the clock: the most that others can have waited.
        assert spent < 0.2, kind
        assert measured(server, "process_resident_memory_bytes") - rest < 300e6, kind


def test_many_large_pictures_at_once_are_read_in_turn_or_sent_away(server, two):
    picture = saved(Image.new("L", (4000, 3000)), "PNG")  # 480 MB, were all decoded
    rest = measured(server, "process_resident_memory_bytes")
    with ThreadPoolExecutor(40) as people:
        sent = [people.submit(ask, f"{server}/api/predict", picture) for _ in range(40)]
        answers = [each.result() for each in sent]
    assert {status for status, _ in answers} <= {200, 422, 503}
    assert any(status != 503 for status, _ in answers)
    assert all(
        answer["error"].endswith(".") for status, answer in answers if status > 200
    )
    assert measured(server, "process_resident_memory_bytes") - rest < 300e6
    assert ask(f"{server}/api/predict", two)[0] == 200


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="sockets are found there")
def test_what_a_server_accepts_sends_without_waiting_for_more():
    with socket.create_server(("127.0.0.1", 0)) as server:
        send_at_once()
        with socket.create_connection(server.getsockname()), server.accept()[0] as own:
            assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
