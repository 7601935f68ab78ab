"""All models side by side, as their cards tell; written into the README with --readme.

The cards' figures come from the training command; only the milliseconds can be measured
anew here (``--time``), beside a floor: preparing the drawing without reading it.
"""

import argparse
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.tables import Place
from digit_model.drawings.strokes import draw
from digit_model.reading.persistence import load_card, load_model, model_names
from digit_model.reading.preparation import prepare
from digit_model.reporting.tables import benchmark_table
from digit_model.training.measurement import milliseconds_per_drawing

TABLE = Place(
    Path(__file__).parents[1] / "README.md",
    "<!-- models: written by make bench -->",
    "<!-- end of models -->",
)


def main(arguments: list[str] | None = None) -> None:
    """Print the table; time the models or write the table into the README if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--time", action="store_true")
    options = parser.parse_args(arguments)
    table = benchmark_table([load_card(name) for name in model_names()])
    print(table)
    if options.readme:
        TABLE.write(table)
    if options.time:
        print("\nFrom RGBA to probabilities, median on one core")
        print(f"{'preparation alone (floor)':<28} {_preparation():6.2f} ms")
        for name in model_names():
            print(f"{name:<28} {milliseconds_per_drawing(load_model(name)):6.2f} ms")


def _preparation() -> float:
    canvas = draw((np.random.default_rng(0).uniform(0, 1, (6, 2)),))
    picture = np.dstack([canvas, canvas, canvas, np.full_like(canvas, 255)])
    times = []
    with threadpool_limits(1):
        for _ in range(200):
            start = time.perf_counter()
            prepare(picture)
            times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))


if __name__ == "__main__":
    main()
