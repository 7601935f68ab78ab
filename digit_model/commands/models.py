"""Commands that tell of the trained models."""

import argparse
import time
from pathlib import Path
from typing import Any

from digit_model.classifiers import recipes
from digit_model.commands.shell import Commands, add_json, complain, print_json
from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.answers import Answers
from digit_model.reading.persistence import (
    ModelError,
    load_card,
    load_model,
    model_names,
)


def add_to(commands: Commands) -> None:
    """Declare ``models``, ``evaluate`` and ``report``."""
    models = commands.add_parser("models", help="list the trained models")
    models.set_defaults(command=_models)

    evaluate = commands.add_parser("evaluate", help="predict the MNIST test images")
    evaluate.add_argument("--all", action="store_true", help="every model")
    evaluate.add_argument("--model", metavar="NAME", default=recipes.DEFAULT)
    evaluate.set_defaults(command=_evaluate)

    add_json(models, evaluate)

    report = commands.add_parser("report", help="write the models' accuracy as HTML")
    report.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    report.set_defaults(command=_report)


def _models(options: argparse.Namespace) -> int:
    status = 0
    for name in model_names():
        try:
            card = load_card(name)
        except ModelError as error:
            status = complain(str(error))
            continue
        if options.json:
            print_json(card)
            continue
        default = " (default)" if name == recipes.DEFAULT else ""
        score = card.get("figures", {}).get("mnist_test")
        accuracy = f"{score['accuracy']:.2%} on MNIST. " if score else ""
        print(f"{name}{default}: {accuracy}{card.get('description', '')}")
    return status


def _evaluate(options: argparse.Namespace) -> int:
    test = load_mnist().test
    status = 0
    for name in model_names() if options.all else [options.model]:
        try:
            model = load_model(name)
        except ModelError as error:
            status = complain(str(error))
            continue
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
            print_json(answer)
        else:
            print(
                f"{name}: {answers.accuracy:.2%} right, {answers.errors} errors in "
                f"{len(answers):,} images, {answer['seconds']} s",
                flush=True,
            )
    return status


def _report(options: argparse.Namespace) -> int:
    from digit_model.reporting.report import write_report

    try:
        print(write_report(options.out))
    except OSError as error:
        return complain(f"The report cannot be written: {error}")
    return 0
