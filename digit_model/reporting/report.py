"""One HTML file that tells how accurate the models are, to read without the app."""

from base64 import b64encode
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from matplotlib.figure import Figure

from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.abstaining import risk_coverage
from digit_model.evaluation.answers import Answers, load_answers
from digit_model.evaluation.calibration import reliability
from digit_model.evaluation.comparison import Comparison
from digit_model.evaluation.confusions import confusion_matrix, per_digit, worst_pairs
from digit_model.exploration.detector import DetectorResult, load_detectors
from digit_model.reading.persistence import (
    MODELS,
    load_card,
    model_names,
)
from digit_model.reporting.detector_figures import precision_recall_figure, roc_figure
from digit_model.reporting.figures import to_bytes
from digit_model.reporting.identity import colour, title
from digit_model.reporting.model_figures import (
    confusion_figure,
    learning_curve_figure,
    per_digit_figure,
    reliability_figure,
    risk_coverage_figure,
)
from digit_model.reporting.tables import model_table
from digit_model.reporting.words import percent, with_unit

Draw = Callable[[], Figure]


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
    out.mkdir(parents=True, exist_ok=True)  # before the work, lest it be in vain
    path = out / "report.html"
    path.write_text(render_report(folder), "utf-8")
    return path


def render_report(
    folder: Path = MODELS, *, progress: Callable[[float], None] | None = None
) -> str:
    """Write the report on all models, as `write_report`, without a file.

    Parameters
    ----------
    folder : Path, optional
        The folder of model folders; this package's own by default.
    progress : callable, optional
        Called with the share of the figures that are drawn, from 0 to 1.

    Returns
    -------
    str
        An HTML page that needs no other file and no network.

    Raises
    ------
    ModelError
        If a model or its stored answers are damaged.
    DatasetError
        If MNIST or the detectors' results are.
    """
    cards = [load_card(name, folder) for name in model_names(folder)]
    answers = {card["name"]: load_answers(card["name"], folder) for card in cards}
    titles = {card["name"]: title(card) for card in cards}
    detector = load_detectors(load_mnist().train.labels)[2]
    listed = [
        shared_figures(answers, cards),
        *(model_figures(card, answers[card["name"]]) for card in cards),
        detector_figures(detector),
    ]
    pictures: list[dict[str, str]] = []
    whole = sum(map(len, listed))
    drawn = 0
    for group in listed:
        pictures.append({})
        for name, draw in group.items():
            pictures[-1][name] = _data_url(draw())
            drawn += 1
            if progress is not None:
                progress(drawn / whole)

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True
    )
    environment.filters |= {"percent": percent, "number": with_unit}
    return environment.get_template("report.html").render(
        models=model_table(cards).to_dict("records"),
        comparisons=[
            Comparison.from_answers(answers[a], answers[b]).verdict(
                titles[a], titles[b]
            )
            for a, b in combinations(answers, 2)
        ],
        shared=pictures[0],
        details=[
            {
                "name": card["name"],
                "title": titles[card["name"]],
                "description": card.get("description", ""),
                "worst": worst_pairs(confusion_matrix(given)),
                "digits": per_digit(given).to_dict("records"),
                "pictures": drawings,
            }
            for card, given, drawings in zip(
                cards, answers.values(), pictures[1:-1], strict=True
            )
        ],
        detector=detector,
        detector_pictures=pictures[-1],
    )


def shared_figures(
    answers: dict[str, Answers], cards: list[dict[str, Any]]
) -> dict[str, Draw]:
    """List the figures that show several models.

    Parameters
    ----------
    answers : dict of str to Answers
        The models' answers by name.
    cards : list of dict
        The models' cards.

    Returns
    -------
    dict of str to callable
        What draws each figure, by the figure's name.
    """
    titles = {card["name"]: title(card) for card in cards}
    curves = {
        card["name"]: card["figures"]["learning_curve"]
        for card in cards
        if card.get("figures", {}).get("learning_curve")
    }
    digits = {name: per_digit(given) for name, given in answers.items()}
    listed = {
        "Recall": lambda: per_digit_figure(digits, titles, "recall"),
        "Precision": lambda: per_digit_figure(digits, titles, "precision"),
        "Reliability": lambda: reliability_figure(
            {name: reliability(given) for name, given in answers.items()}, titles
        ),
        "Errors left when abstaining": lambda: risk_coverage_figure(
            {name: risk_coverage(given) for name, given in answers.items()}, titles
        ),
    }
    if curves:
        listed["More data"] = lambda: learning_curve_figure(curves, titles)
    return listed


def model_figures(card: dict[str, Any], answers: Answers) -> dict[str, Draw]:
    """List the figures that show one model.

    Parameters
    ----------
    card : dict
        The model's card.
    answers : Answers
        What a model answered.

    Returns
    -------
    dict of str to callable
        What draws each figure, by the figure's name.
    """
    return {
        "Confusion matrix": lambda: confusion_figure(
            confusion_matrix(answers), title=title(card), ink=colour(card["name"])
        ),
    }


def detector_figures(result: DetectorResult) -> dict[str, Draw]:
    """List the figures that show a detector.

    Parameters
    ----------
    result : DetectorResult
        The detector's result.

    Returns
    -------
    dict of str to callable
        What draws each figure, by the figure's name.
    """
    return {
        "Precision and recall": lambda: precision_recall_figure(result),
        "ROC curve": lambda: roc_figure(result),
    }


def _data_url(figure: Figure) -> str:
    svg = to_bytes(figure, "svg")
    return "data:image/svg+xml;base64," + b64encode(svg).decode()
