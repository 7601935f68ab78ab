"""The command line: ``python -m digit_model COMMAND``; ``--help`` lists them."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from digit_model.classifiers import recipes
from digit_model.computing.scheduling import SchedulerError
from digit_model.datasets.mnist import DatasetError, load_mnist
from digit_model.evaluation.answers import Answers
from digit_model.reading.persistence import (
    MODELS,
    ModelError,
    add_figures,
    load_card,
    load_model,
    model_names,
)
from digit_model.reading.pictures import PictureError, read_picture


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : list of str, optional
        The words after the program's name; those of the process by default.

    Returns
    -------
    int
        The exit status: 0 if all went well, 1 if something could not be done.
    """
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except (ModelError, DatasetError, SchedulerError) as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return _complain("Interrupted; nothing was changed.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m digit_model", description="Read, evaluate and train digits."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    predict = commands.add_parser("predict", help="read the digit in picture files")
    predict.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    predict.set_defaults(command=_predict)

    evaluate = commands.add_parser("evaluate", help="predict the MNIST test images")
    evaluate.add_argument("--all", action="store_true", help="every model")
    evaluate.set_defaults(command=_evaluate)

    models = commands.add_parser("models", help="list the trained models")
    models.set_defaults(command=_models)

    for command in (predict, evaluate):
        command.add_argument("--model", metavar="NAME", default=recipes.DEFAULT)
    for command in (predict, evaluate, models):
        command.add_argument(
            "--json", action="store_true", help="one JSON object a line"
        )

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
    search.add_argument("--json", action="store_true", help="one JSON object a line")
    search.set_defaults(command=_search)

    build = commands.add_parser(
        "build", help="compute what pages show and training does not bring along"
    )
    build.add_argument("--seed", type=int, default=0, metavar="N")
    build.set_defaults(command=_build)

    report = commands.add_parser("report", help="write the models' accuracy as HTML")
    report.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    report.set_defaults(command=_report)

    curve = commands.add_parser(
        "learning-curve", help="train on ever more images, for the model's card"
    )
    curve.add_argument("name", choices=list(recipes.RECIPES), metavar="NAME")
    curve.add_argument(
        "--sizes", type=int, nargs="+", metavar="N", help="numbers of training images"
    )
    curve.set_defaults(command=_learning_curve)

    for command in (search, build):
        command.add_argument(
            "--scheduler", metavar="tcp://…", help="a Dask scheduler to compute on"
        )
    return parser


def _predict(options: argparse.Namespace) -> int:
    model = load_model(options.model)
    status = 0
    for path in _files(options.paths):
        try:
            if path.is_dir():
                raise PictureError("The folder holds no files.")
            answer = {"path": str(path)} | model.read(read_picture(path)).to_dict()
        except PictureError as error:
            status = _complain(f"{path}: {error}")
            answer = {"path": str(path), "error": str(error)}
        if options.json:
            _print_json(answer)
        elif "error" not in answer:
            print(_sentence(answer), flush=True)
    return status


def _files(paths: list[str]) -> Iterator[Path]:
    """Yield files as they are and folders' files sorted; an empty folder itself."""
    for path in map(Path, paths):
        inside = sorted(
            file
            for file in path.rglob("*")
            if file.is_file() and not file.name.startswith(".")
        )
        yield from inside or [path]


def _sentence(answer: dict[str, Any]) -> str:
    if answer["digit"] is None:
        return f"{answer['path']}: nothing is drawn"
    doubt = "" if answer["is_digit"] else ", but it does not look like a digit"
    return f"{answer['path']}: {answer['digit']} ({answer['confidence']:.1%}){doubt}"


def _evaluate(options: argparse.Namespace) -> int:
    test = load_mnist().test
    for name in model_names() if options.all else [options.model]:
        model = load_model(name)
        start = time.perf_counter()
        answers = Answers(test.labels, model.predict_proba(test.images))
        answer: dict[str, Any] = {
            "model": name,
            "accuracy": round(answers.accuracy, 6),
            "errors": answers.errors,
            "n": len(answers),
            "seconds": round(time.perf_counter() - start, 2),
        }
        if options.json:
            _print_json(answer)
        else:
            print(
                f"{name}: {answers.accuracy:.2%} right, {answers.errors} errors in "
                f"{len(answers):,} images, {answer['seconds']} s",
                flush=True,
            )
    return 0


def _models(options: argparse.Namespace) -> int:
    for name in model_names():
        card = load_card(name)
        if options.json:
            _print_json(card)
        else:
            default = " (default)" if name == recipes.DEFAULT else ""
            accuracy = card["figures"]["mnist_test"]["accuracy"]
            print(f"{name}{default}: {accuracy:.2%} on MNIST. {card['description']}")
    return 0


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
        return _complain(str(error))
    figures = load_card(options.name, options.out)["figures"]
    print(f"{folder}: {figures['mnist_test']['accuracy']:.2%} on the MNIST test images")
    return 0


def _search(options: argparse.Namespace) -> int:
    from digit_model.training.search import search

    rows = search(
        options.name,
        load_mnist().train,
        n_images=options.images,
        folds=options.folds,
        seed=options.seed,
        scheduler=options.scheduler,
    )
    for row in rows:
        if options.json:
            _print_json(row)
        else:
            values = ", ".join(f"{k}={v}" for k, v in row["parameters"].items())
            print(f"log loss {row['log_loss']:.4f}, {row['accuracy']:.2%}: {values}")
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


def _learning_curve(options: argparse.Namespace) -> int:
    from digit_model.computing.progress import progress_bar
    from digit_model.computing.workers import CORES
    from digit_model.training.learning_curve import SIZES, learning_curve

    card = load_card(options.name)
    with progress_bar("Training on ever more images") as progress:
        points = learning_curve(
            recipes.RECIPES[options.name],
            sizes=options.sizes or SIZES,
            seed=card["seed"],
            n_workers=CORES,
            progress=progress,
        )
    add_figures(options.name, {"learning_curve": points})
    for point in points:
        print(f"{point['n']:>6} images: {point['accuracy']:.2%}")
    return 0


def _report(options: argparse.Namespace) -> int:
    from digit_model.reporting.report import write_report

    try:
        print(write_report(options.out))
    except OSError as error:
        return _complain(f"The report cannot be written: {error}")
    return 0


def _print_json(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
