"""Commands that train models and compute what comes with them."""

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from digit_model.classifiers import recipes
from digit_model.commands.shell import Commands, add_json, complain, print_json
from digit_model.datasets.mnist import load_mnist
from digit_model.reading.persistence import MODELS, add_figures, load_card


def add_to(commands: Commands) -> None:
    """Declare ``train``, ``search``, ``learning-curve``, ``division``, ``build``."""
    train = commands.add_parser("train", help="train a model from scratch")
    train.add_argument("name", choices=list(recipes.RECIPES), metavar="NAME")
    train.add_argument(
        "--strokes",
        type=Path,
        metavar="UNIPEN_FILE",
        help="pen strokes to learn from besides MNIST (UCI's pendigits-orig.tra)",
    )
    train.add_argument("--out", type=Path, default=MODELS, metavar="DIR")
    train.add_argument("--seed", type=int, default=0, metavar="N")
    train.add_argument(
        "--force", action="store_true", help="replace a model even if it is better"
    )
    train.set_defaults(command=_train)

    search = commands.add_parser("search", help="cross-validate a model's parameters")
    search.add_argument("name", choices=list(recipes.RECIPES), metavar="NAME")
    search.add_argument("--images", type=int, default=6_000, metavar="N")
    search.add_argument("--folds", type=int, default=3, metavar="K")
    search.add_argument("--seed", type=int, default=0, metavar="N")
    add_json(search)
    search.set_defaults(command=_search)

    curve = commands.add_parser(
        "learning-curve", help="train on ever more images, for the model's card"
    )
    curve.add_argument("name", choices=list(recipes.RECIPES), metavar="NAME")
    curve.add_argument(
        "--sizes", type=int, nargs="+", metavar="N", help="numbers of training images"
    )
    curve.set_defaults(command=_learning_curve)

    division = commands.add_parser(
        "division", help="learn where numbers are divided into digits"
    )
    division.add_argument("name", choices=list(recipes.RECIPES), metavar="NAME")
    division.add_argument("--strokes", type=Path, metavar="UNIPEN_FILE", required=True)
    division.add_argument(
        "--rehearsal",
        type=Path,
        metavar="DIR",
        required=True,
        help="where a model is kept, or is to be, that has not seen all writers",
    )
    division.set_defaults(command=_division)

    build = commands.add_parser(
        "build", help="compute what pages show and training does not bring along"
    )
    build.add_argument("--seed", type=int, default=0, metavar="N")
    build.set_defaults(command=_build)

    for command in (search, build):
        command.add_argument(
            "--scheduler", metavar="tcp://…", help="a Dask scheduler to compute on"
        )


def _train(options: argparse.Namespace) -> int:
    from digit_model.training.train import TrainingError, train

    try:
        folder = train(
            options.name,
            strokes=options.strokes,
            out=options.out,
            seed=options.seed,
            force=options.force,
        )
    except (TrainingError, OSError, ValueError) as error:
        return complain(str(error))
    figures = load_card(options.name, options.out)["figures"]
    print(f"{folder}: {figures['mnist_test']['accuracy']:.2%} on the MNIST test images")
    return 0


def _search(options: argparse.Namespace) -> int:
    from digit_model.training.search import search

    try:
        rows = search(
            options.name,
            load_mnist().train,
            n_images=options.images,
            folds=options.folds,
            seed=options.seed,
            scheduler=options.scheduler,
        )
    except ValueError as error:
        return complain(str(error))
    for row in rows:
        if options.json:
            print_json(row)
        else:
            values = ", ".join(f"{k}={v}" for k, v in row["parameters"].items())
            print(f"log loss {row['log_loss']:.4f}, {row['accuracy']:.2%}: {values}")
    return 0


def _learning_curve(options: argparse.Namespace) -> int:
    from digit_model.computing.progress import progress_bar
    from digit_model.computing.workers import CORES
    from digit_model.training.learning_curve import SIZES, learning_curve

    card = load_card(options.name)
    try:
        with progress_bar("Training on ever more images") as progress:
            points = learning_curve(
                recipes.RECIPES[options.name],
                sizes=options.sizes or SIZES,
                seed=card["seed"],
                n_workers=CORES,
                progress=progress,
            )
    except ValueError as error:
        return complain(str(error))
    add_figures(options.name, {"learning_curve": points})
    for point in points:
        print(f"{point['n']:>6} images: {point['accuracy']:.2%}")
    return 0


def _division(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from digit_model.drawings.strokes import read_unipen
    from digit_model.drawings.training_data import VALIDATION_WRITERS, of_writers
    from digit_model.finding.scoring import FILE
    from digit_model.training.division import (
        NUMBERS,
        SYMBOLS,
        fit_weights,
        written_rows,
    )
    from digit_model.training.rehearsal import kept_rehearsal

    try:
        digits = read_unipen(options.strokes)
    except (OSError, ValueError) as error:
        return complain(str(error))
    chosen = of_writers(digits, VALIDATION_WRITERS)
    writers = sorted(VALIDATION_WRITERS)
    if not chosen:
        return complain(
            f"{options.strokes} holds no digits of the writers that are learned from: "
            f"{', '.join(map(str, writers))}."
        )
    try:
        model = kept_rehearsal(options.name, digits, options.rehearsal)
        with tqdm(unit="picture", total=sum(NUMBERS.values()) + SYMBOLS) as bar:
            rows = written_rows(model, chosen, progress=bar.update)
        learned_weights = fit_weights(rows)
    except ValueError as error:
        return complain(str(error))
    learned = json.loads(FILE.read_text("utf-8"))
    learned[options.name] = {
        "learned_from": {
            "numbers": NUMBERS,
            "symbols": SYMBOLS,
            "writers": writers,
        },
        "weights": learned_weights,
    }
    FILE.write_text(json.dumps(learned, indent=2) + "\n", "utf-8")
    print(f"{FILE}: learned from {len(rows):,} rows")
    return 0


def _build(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from digit_model.exploration.cross_validation import build_training_answers
    from digit_model.exploration.detector import build_detectors
    from digit_model.exploration.embedding import build_map
    from digit_model.exploration.neighbours import build_neighbours

    builders: list[Callable[..., Path]] = [
        build_neighbours,
        build_map,
        partial(build_training_answers, scheduler=options.scheduler),
        build_detectors,
    ]
    for build in tqdm(builders, "Building", unit="file"):
        tqdm.write(str(build(seed=options.seed)))
    return 0
