"""The HTTP API of the running server."""

import json
import urllib.error
import urllib.request
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.reading.persistence import load_model, model_names


def ask(url: str, body: bytes | None = None) -> tuple[int, Any]:
    """Send a GET, or a POST if there is a body; return the status and the JSON."""
    try:
        with urllib.request.urlopen(url, body, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            content = refusal.read()
        return refusal.code, json.loads(content) if content[:1] == b"{" else content


@pytest.fixture(scope="module")
def two() -> bytes:
    stream = BytesIO()
    Image.fromarray(load_mnist().images[161]).save(stream, "PNG")
    return stream.getvalue()


def test_a_picture_is_read(server, two):
    expected = load_model(recipes.DEFAULT).read(load_mnist().images[161]).to_dict()
    assert ask(f"{server}/api/predict", two) == (200, expected)


def test_the_model_can_be_chosen(server, two):
    status, answer = ask(f"{server}/api/predict?model=logistic-regression", two)
    assert status == 200
    assert answer["model"] == "logistic-regression"


@pytest.mark.parametrize(
    ("query", "content", "status", "reason"),
    [
        ("", b"", 400, "Send a picture"),
        ("", b"no picture", 422, "not a picture"),
        ("", b"\x89PNG\r\n\x1a\n" + bytes(50), 422, "picture"),
        ("?model=deep", b"x", 404, "There is no model"),
        ("", bytes(33 * 2**20), 413, "too large"),
    ],
)
def test_bad_requests_get_a_sentence(server, query, content, status, reason):
    got, answer = ask(f"{server}/api/predict{query}", content)
    assert got == status
    assert reason in answer["error"]


def test_models_are_listed_with_the_default(server):
    _, cards = ask(f"{server}/api/models")
    assert [card["name"] for card in cards] == model_names()
    assert [card["name"] for card in cards if card["default"]] == [recipes.DEFAULT]


def test_the_server_says_that_it_is_well(server):
    assert ask(f"{server}/healthz") == (200, {"status": "ok"})


def test_predict_wants_post(server):
    status, answer = ask(f"{server}/api/predict")
    assert status == 405
    assert "POST" in answer["error"]
