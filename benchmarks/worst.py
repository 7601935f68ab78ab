"""What the worst costs that people can draw or send: ``python -m benchmarks.worst``.

Seconds of one core and, of files, megabytes, beside a floor: one plain digit. A drawing
is read in the server, a file in a process beside it, which the kernel ends in time.
"""

import statistics
import time

import numpy as np
from PIL import Image
from threadpoolctl import threadpool_limits

from digit_model.classifiers import recipes
from digit_model.finding.client import Reader
from digit_model.finding.drawing import read_drawing
from digit_model.reading.model import Model
from digit_model.reading.persistence import load_model, model_names
from digit_model.reading.pictures import PictureError
from harness.hostile import (
    WORST,
    WORST_CANVASES,
    WORST_DRAWN_PAGES,
    WORST_PHOTOS,
    saved,
)
from pages.parts.resources import MOST_DIGITS

REPEATS = 3


def _plain() -> np.ndarray:
    """Draw a 1 as large as people do."""
    picture = np.zeros((280, 280), np.uint8)
    picture[40:240, 130:150] = 255
    return picture


def _seconds(model: Model, picture: np.ndarray) -> float:
    times = []
    with threadpool_limits(1):  # as the server has it
        for _ in range(REPEATS):
            start = time.process_time()
            read_drawing(model, picture, most=MOST_DIGITS)
            times.append(time.process_time() - start)
    return statistics.median(times)


def _measure_drawings(model: Model) -> None:
    print(f"{f'drawn, {model.name}':<44} {'seconds':>8} {'ratio':>7}")
    floor = _seconds(model, _plain())
    print(f"{'a 1 (floor)':<44} {floor:8.3f} {1:6.1f} x")
    for kind, picture in WORST_CANVASES.items():
        seconds = _seconds(model, picture)
        print(f"{kind:<44} {seconds:8.3f} {seconds / floor:6.1f} x")


def _measure_files(name: str) -> None:
    print(f"{f'as a file, {name}':<44} {'seconds':>8} {'MB':>7}")
    reader = Reader()
    files = {"a 1 (floor)": lambda: saved(Image.fromarray(_plain()), "PNG")}
    rest = 0
    for kind, make in (files | WORST | WORST_DRAWN_PAGES | WORST_PHOTOS).items():
        refused = ""
        try:
            reader.read_all(name, make())
        except PictureError as error:
            refused = str(error)
        if reader.cost is None:
            print("What a file costs is not told on this system.")
            break
        rest = rest or reader.cost.memory
        memory = (reader.cost.memory - rest) / 1e6
        print(f"{kind:<44} {reader.cost.seconds:8.3f} {memory:7.0f}  {refused}")
    reader.close()


def main() -> None:
    """Measure both and print a table."""
    for name in model_names():
        _measure_drawings(load_model(name))
        print()
    _measure_files(recipes.DEFAULT)


if __name__ == "__main__":
    main()
