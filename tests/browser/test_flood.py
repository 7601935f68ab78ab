"""Strokes, undo, redo and clear in quick succession: nothing of it may get lost."""

import random
from base64 import b64decode
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from digit_model.classifiers import recipes
from digit_model.finding.drawing import read_drawing
from digit_model.reading.model import Model
from digit_model.reading.persistence import load_model
from digit_model.reading.pictures import read_picture
from harness.pen import Finger
from harness.slow_line import SlowLine, slow_line
from pages.parts.resources import MOST_DIGITS

SIDE, CELLS = 280, 4  # a stroke is a line across one of 4x4 cells, so as to be told
ACTIONS = 25
PAUSES = 0.03, 0.4  # seconds


@pytest.fixture(scope="module")
def line(server: str) -> Iterator[SlowLine]:
    with slow_line(server) as opened:
        yield opened


@pytest.fixture(scope="module")
def reader() -> Model:
    return load_model(recipes.DEFAULT)


class Person:
    """Somebody who remembers what they did; strokes are the numbers of their cells."""

    def __init__(self, page: Page, seed: int, finger: Finger | None) -> None:
        self.page, self.finger = page, finger
        self.random = random.Random(seed)
        self.drawn: list[int] = []
        self.past: list[list[int]] = []
        self.future: list[list[int]] = []

    def act(self) -> None:
        free = sorted(set(range(CELLS**2)) - set(self.drawn))
        action = self.random.choices(
            [self.stroke, self.undo, self.redo, self.clear],
            [0 if not free else 10, 4, 3, 1],
        )[0]
        action()

    def stroke(self) -> None:
        free = sorted(set(range(CELLS**2)) - set(self.drawn))
        cell = self.random.choice(free)
        box = self.page.locator("canvas.upper-canvas").bounding_box()
        assert box
        scale = box["width"] / CELLS
        y, x = divmod(cell, CELLS)
        start, end = (
            (box["x"] + scale * (x + share), box["y"] + scale * (y + 0.5))
            for share in (0.2, 0.8)
        )
        if self.finger:
            self.finger.draw([start, end], steps=4)
        else:
            self.page.mouse.move(*start)
            self.page.mouse.down()
            self.page.mouse.move(*end, steps=4)
            self.page.mouse.up()
        self._step([*self.drawn, cell])

    def undo(self) -> None:
        self._press("Undo", "Control+z")
        if self.past:
            self.future.append(self.drawn)
            self.drawn = self.past.pop()

    def redo(self) -> None:
        self._press("Redo", "Control+y")
        if self.future:
            self.past.append(self.drawn)
            self.drawn = self.future.pop()

    def clear(self) -> None:
        self._press("Clear", "Delete")
        if self.drawn:
            self._step([])

    def _step(self, drawn: list[int]) -> None:
        self.past.append(self.drawn)
        self.future, self.drawn = [], drawn

    def _press(self, button: str, key: str) -> None:
        if not self.finger and self.random.random() < 0.5:
            self.page.keyboard.press(key)
            return
        box = self.page.get_by_role("button", name=button).bounding_box()
        assert box
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if self.finger:
            self.finger.touch("touchStart", middle)
            self.finger.touch("touchEnd")
        else:
            self.page.mouse.click(*middle)  # also where there is nothing to undo


def picture(page: Page) -> np.ndarray:
    """What is seen on the canvas."""
    url = page.locator("canvas.dc-canvas.lower-canvas").evaluate(
        "canvas => canvas.toDataURL()"
    )
    return read_picture(b64decode(url.partition(",")[2]))


def cells(seen: np.ndarray) -> list[int]:
    middles = (np.arange(CELLS) + 0.5) * SIDE / CELLS
    rows, columns = np.meshgrid(middles.astype(int), middles.astype(int), indexing="ij")
    return np.flatnonzero(seen[rows, columns, 0] > 128).tolist()


def flood(page: Page, line: SlowLine, reader: Model, seed: int, finger=None) -> None:
    line.seconds = 0
    page.goto(line.address)
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    prediction = page.get_by_test_id("stMetricValue").first
    expect(prediction).to_have_text("–")
    line.seconds = 0.3 if seed % 2 else 0
    person = Person(page, seed, finger)
    for _ in range(ACTIONS):
        person.act()
        page.wait_for_timeout(1000 * person.random.uniform(*PAUSES))
    if not person.drawn:
        person.stroke()  # there has to be something to be read
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    page.wait_for_timeout(100)
    seen = picture(page)
    assert cells(seen) == sorted(person.drawn)
    page_read = read_drawing(reader, seen, most=MOST_DIGITS)
    expect(prediction).to_have_text(" ".join(page_read.lines))


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_what_a_mouse_did_is_what_there_is(page, line, reader, seed):
    flood(page, line, reader, seed)


@pytest.mark.parametrize("seed", [5, 6, 7, 8])
def test_what_a_finger_did_is_what_there_is(phone, line, reader, seed):
    flood(phone, line, reader, seed, Finger(phone))
