"""Tables to show and to take along."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from digit_model.evaluation.answers import Answers
from digit_model.evaluation.intervals import wilson_interval
from digit_model.reporting.identity import title


def model_table(cards: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Set the figures of models side by side.

    Parameters
    ----------
    cards : iterable of dict
        The models' cards.

    Returns
    -------
    DataFrame
        A row a model: "model", its "title", "accuracy" on the MNIST test images with
        the bounds "low" and "high" of its 95 % interval (Wilson), "errors", accuracy on
        "drawings", "calibration_error" (all shares 0 to 1), "milliseconds" a drawing,
        "bytes" and "training_seconds". What a card does not tell is missing.
    """
    return pd.DataFrame([_row(card) for card in cards], columns=_COLUMNS)


_COLUMNS = [
    "model",
    "title",
    "accuracy",
    "low",
    "high",
    "errors",
    "drawings",
    "calibration_error",
    "milliseconds",
    "bytes",
    "training_seconds",
]


def _row(card: dict[str, Any]) -> dict[str, Any]:
    figures = card.get("figures", {})
    score = figures.get("mnist_test", {})
    low = high = np.nan
    if score:
        low, high = wilson_interval(score["n"] - score["errors"], score["n"])
    return {
        "model": card["name"],
        "title": title(card),
        "accuracy": score.get("accuracy", np.nan),
        "low": low,
        "high": high,
        "errors": score.get("errors", np.nan),
        "drawings": figures.get("drawings", {}).get("accuracy", np.nan),
        "calibration_error": score.get("calibration_error", np.nan),
        "milliseconds": figures.get("milliseconds_per_drawing", np.nan),
        "bytes": card.get("bytes"),
        "training_seconds": card.get("training_seconds"),
    }


def benchmark_table(cards: Iterable[dict[str, Any]]) -> str:
    """Write the models' figures as a table in Markdown.

    Parameters
    ----------
    cards : iterable of dict
        The models' cards.

    Returns
    -------
    str
        A row a model, the best first; "–" for what a card does not tell.
    """
    rows = sorted(
        cards, key=lambda card: card["figures"]["mnist_test"]["accuracy"], reverse=True
    )
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|---{'|--:' * (len(_HEADINGS) - 1)}|"]
    lines += [f"| {' | '.join(_benchmark_row(card))} |" for card in rows]
    return "\n".join(lines)


_HEADINGS = (
    "Model",
    "MNIST test",
    "errors",
    "drawings",
    "numbers",
    "on photos",
    "corrupted",
    "calibration error",
    "ms a drawing",
    "MB",
    "minutes to train",
)


def _benchmark_row(card: dict[str, Any]) -> list[str]:
    figures = card["figures"]
    test, drawings = figures["mnist_test"], figures.get("drawings")
    numbers, corrupted = figures.get("numbers"), figures.get("corruptions")
    milliseconds = figures.get("milliseconds_per_drawing")
    return [
        f"`{card['name']}`",
        f"{test['accuracy']:.2%}",
        str(test["errors"]),
        f"{drawings['accuracy']:.2%}" if drawings else "–",
        f"{numbers['apart']['whole_right']:.1%}" if numbers else "–",
        f"{numbers['photos']['digits_right']:.1%}" if numbers else "–",
        f"{np.mean(list(corrupted.values())):.1%}" if corrupted else "–",
        f"{test['calibration_error']:.2%}",
        f"{milliseconds:.1f}" if milliseconds else "–",
        f"{card['bytes'] / 1e6:.1f}",
        f"{card['training_seconds'] / 60:.0f}",
    ]


def confusion_table(matrix: np.ndarray) -> pd.DataFrame:
    """Name the rows and columns of a confusion matrix.

    Parameters
    ----------
    matrix : ndarray of shape (10, 10)
        A row for each right digit, a column for each digit read.

    Returns
    -------
    DataFrame of shape (10, 11)
        The column "true", then "read 0" to "read 9".
    """
    table = pd.DataFrame(matrix, columns=[f"read {digit}" for digit in range(10)])
    table.insert(0, "true", range(10))
    return table


def answer_table(answers: Answers) -> pd.DataFrame:
    """List what a model answered, image by image.

    Parameters
    ----------
    answers : Answers
        What a model answered.

    Returns
    -------
    DataFrame of n rows
        "image" (its index), "true", "read" and "confidence" (0 to 1).
    """
    return pd.DataFrame(
        {
            "image": np.arange(len(answers)),
            "true": answers.labels,
            "read": answers.digits,
            "confidence": answers.confidence.round(6),
        }
    )
