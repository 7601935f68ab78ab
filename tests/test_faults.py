"""A server with missing and damaged files still answers, in sentences."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from digit_model.classifiers import recipes
from digit_model.drawings.strokes import draw
from digit_model.reading.persistence import MODELS
from harness.serving import running_app
from tests.asking import ask
from tests.copies import copy_of_the_app

SEVEN = draw((np.array([[0, 0], [60, 0], [20, 100]], float),))
OTHER = "logistic-regression"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory) -> Iterator[str]:
    root = copy_of_the_app(tmp_path_factory.mktemp("damaged"))
    (root / "digit_model/data/mnist.npz").unlink()
    (root / "digit_model/models" / OTHER / "card.json").write_text("{")
    with running_app(root=root) as address:
        yield address


@dataclass(frozen=True)
class Running:
    address: str
    models: Path
    log: Path


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Iterator[Running]:
    """A server whose files are whole until a test changes some."""
    root = copy_of_the_app(tmp_path_factory.mktemp("sound"))
    log = root / "log"
    with running_app(root=root, log=log) as address:
        yield Running(address, root / "digit_model/models", log)


def seven() -> bytes:
    file = BytesIO()
    Image.fromarray(SEVEN).save(file, "PNG")
    return file.getvalue()


def test_a_damaged_card_does_not_hide_the_other_models(damaged):
    status, cards = ask(f"{damaged}/api/models")
    assert status == 200
    assert {card["name"]: "error" in card for card in cards} == {
        OTHER: True,
        recipes.DEFAULT: False,
    }


def test_images_without_mnist_are_refused_in_a_sentence(damaged):
    status, answer = ask(f"{damaged}/images/161.png")
    assert status == 503
    assert "git checkout" in answer["error"]


def test_drawings_are_read_and_health_says_what_is_missing(damaged):
    assert ask(f"{damaged}/api/predict", seven())[1]["digit"] == 7
    status, answer = ask(f"{damaged}/healthz")
    assert status == 200
    assert {"status", "images", OTHER} == set(answer)


def test_health_is_ill_as_soon_as_the_model_cannot_be_read(sound):
    assert ask(f"{sound.address}/healthz") == (200, {"status": "ok"})
    card = sound.models / recipes.DEFAULT / "card.json"
    whole = card.read_text()
    try:
        card.write_text(whole[:100])
        status, answer = ask(f"{sound.address}/healthz")
        assert status == 503
        assert "train" in answer["reading"]
        assert ask(f"{sound.address}/api/predict", seven())[0] == 503
    finally:
        card.write_text(whole)
    assert ask(f"{sound.address}/healthz")[0] == 200


def test_a_model_that_was_trained_anew_reads_at_once(sound):
    before = ask(f"{sound.address}/api/predict?model={OTHER}", seven())[1]
    for file in (MODELS / recipes.DEFAULT).iterdir():
        target = sound.models / OTHER / file.name
        if file.name == "card.json":
            card = json.loads(file.read_text()) | {"name": OTHER}
            target.write_text(json.dumps(card))
        else:
            shutil.copy(file, target)
    after = ask(f"{sound.address}/api/predict?model={OTHER}", seven())[1]
    default = ask(f"{sound.address}/api/predict", seven())[1]
    assert before["probabilities"] != after["probabilities"]
    assert after["probabilities"] == default["probabilities"]


def test_the_log_has_a_line_an_event_and_no_trace(sound):
    ask(f"{sound.address}/api/predict", seven())
    ask(f"{sound.address}/api/predict", b"no picture")
    urllib.request.urlopen(f"{sound.address}/_stcore/health").close()
    text = sound.log.read_text()
    assert "answer where=/api/predict" in text
    assert "refusal path=/api/predict status=422" in text
    assert "Traceback" not in text
    assert "External URL" not in text
