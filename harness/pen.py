"""Ten digits and a scribble as pen strokes, and hands to draw them in a browser."""

import math
from collections.abc import Sequence
from itertools import pairwise

from playwright.sync_api import Page

Stroke = Sequence[tuple[float, float]]


def _arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> Stroke:
    """Points on an ellipse; degrees, clockwise from three o'clock."""
    angles = [math.radians(start + (end - start) * step / 24) for step in range(25)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


# In a box 100 wide and 160 high, y pointing down.
DIGITS: dict[int, list[Stroke]] = {
    0: [_arc(50, 80, 45, 78, -90, 270)],
    1: [[(25, 40), (55, 2), (55, 158)]],
    2: [[*_arc(50, 45, 42, 43, -170, 40), (5, 155), (98, 155)]],
    3: [[*_arc(45, 42, 42, 38, -150, 85), *_arc(45, 118, 46, 40, -85, 150)]],
    4: [[(65, 2), (5, 100), (98, 100)], [(68, 60), (68, 158)]],
    5: [[(90, 4), (20, 4), (16, 68), *_arc(48, 108, 44, 48, -110, 150)]],
    6: [[(75, 4), (40, 30), (14, 80), *_arc(50, 112, 40, 44, 190, 540)]],
    7: [[(4, 6), (96, 6), (40, 158)]],
    8: [
        [
            *_arc(50, 40, 34, 36, -60, -270),
            *_arc(50, 118, 42, 40, -90, 270),
            *_arc(50, 40, 34, 36, 90, -60),
        ]
    ],
    9: [[*_arc(48, 45, 40, 42, -10, -350), (88, 60), (72, 158)]],
}

_ZIGZAG: Stroke = [(8.0 + 84 * (step % 2), 8.0 + step * 8) for step in range(19)]
SCRIBBLE: list[Stroke] = [_ZIGZAG, [(x, 160 - y) for x, y in _ZIGZAG]]


def number(text: str, apart: float = 45) -> list[Stroke]:
    """Write digits side by side, about the middle of one digit's box."""
    step = 100 + apart
    left = -step * (len(text) - 1) / 2
    return [
        [(left + step * place + x, y) for x, y in line]
        for place, digit in enumerate(text)
        for line in DIGITS[int(digit)]
    ]


def steadily(line: Stroke, steps: int) -> Stroke:
    """Go from each point of a line to the next in so many steps."""
    between = [
        (x + (next_x - x) * step / steps, y + (next_y - y) * step / steps)
        for (x, y), (next_x, next_y) in pairwise(line)
        for step in range(1, steps + 1)
    ]
    return [line[0], *between]


def place(strokes: Sequence[Stroke], page: Page, share: float = 0.72) -> list[Stroke]:
    """Move strokes to the middle of the page's canvas, to a share of its height."""
    canvas = page.locator("canvas.upper-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    scale = share * box["height"] / 160
    left = box["x"] + box["width"] / 2 - 50 * scale
    top = box["y"] + box["height"] / 2 - 80 * scale
    return [[(left + x * scale, top + y * scale) for x, y in line] for line in strokes]


def draw_with_mouse(page: Page, strokes: Sequence[Stroke], share: float = 0.72) -> None:
    for line in place(strokes, page, share):
        page.mouse.move(*line[0])
        page.mouse.down()
        for x, y in line[1:]:
            page.mouse.move(x, y, steps=3)
        page.mouse.up()


class Finger:
    """One finger on the screen of a page."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Do a "touchStart", "touchMove", "touchEnd" or "touchCancel"."""
        self._session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    def draw(self, line: Stroke, steps: int = 8) -> None:
        """Draw a line; so many touches between each two of its points."""
        # A browser reports touches once a frame and drops those between: many small
        # moves, as of a real finger, keep the corners.
        first, *others = steadily(line, steps)
        self.touch("touchStart", first)
        for point in others:
            self.touch("touchMove", point)
        self.touch("touchEnd")


def draw_with_finger(
    page: Page, strokes: Sequence[Stroke], share: float = 0.72
) -> None:
    finger = Finger(page)
    for line in place(strokes, page, share):
        finger.draw(line)
