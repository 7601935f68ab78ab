"""One HTML file that tells how accurate the models are, to read without the app."""

import math
from base64 import b64encode
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from matplotlib.figure import Figure

from digit_model import evaluation, figures
from digit_model.comparison import Comparison
from digit_model.detector import load_result
from digit_model.mnist import load_mnist
from digit_model.persistence import MODELS, load_card, load_test_answers, model_names
from digit_model.tables import model_table


def write_report(out: Path, folder: Path = MODELS) -> Path:
    """Write the report on all models.

    Parameters
    ----------
    out : Path
        The folder to write it into; made if there is none.
    folder : Path, optional
        The folder of model folders; this package's own by default.

    Returns
    -------
    Path
        The file ``report.html``, which needs no other file and no network.

    Raises
    ------
    ModelError
        If a model or its stored answers are damaged.
    DatasetError
        If MNIST or the detectors' results are.
    """
    mnist = load_mnist()
    labels = mnist.test.labels
    cards = [load_card(name, folder) for name in model_names(folder)]
    answers = {card["name"]: load_test_answers(card["name"], folder) for card in cards}
    digits = {name: proba.argmax(axis=1) for name, proba in answers.items()}
    detector = load_result(2, mnist.train.labels)

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True
    )
    environment.filters |= {"percent": _percent, "number": _number}
    page = environment.get_template("report.html").render(
        models=model_table(cards).to_dict("records"),
        comparisons=[
            Comparison.from_predictions(labels, digits[a], digits[b]).verdict(a, b)
            for a, b in zip(digits, list(digits)[1:], strict=False)
        ],
        shared={
            name: _picture(draw()) for name, draw in shared_figures(labels, answers, cards).items()
        },
        details=[
            {
                "name": card["name"],
                "description": card["description"],
                "worst": evaluation.worst_pairs(
                    evaluation.confusion_matrix(labels, digits[card["name"]])
                ),
                "digits": evaluation.per_digit(labels, digits[card["name"]]).to_dict(
                    "records"
                ),
                "pictures": {
                    name: _picture(draw())
                    for name, draw in model_figures(
                        card["name"], labels, digits[card["name"]]
                    ).items()
                },
            }
            for card in cards
        ],
        detector=detector,
        detector_pictures={
            name: _picture(draw()) for name, draw in detector_figures(detector).items()
        },
    )
    out.mkdir(parents=True, exist_ok=True)
    path = out / "report.html"
    path.write_text(page, "utf-8")
    return path


def _picture(figure: Figure) -> str:
    svg = figures.to_bytes(figure, "svg")
    return "data:image/svg+xml;base64," + b64encode(svg).decode()


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{share:.2%}".replace("%", " %")


def _number(value: float, unit: str, decimals: int) -> str:
    return "–" if math.isnan(value) else f"{value:,.{decimals}f} {unit}"
