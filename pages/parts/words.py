"""Figures and images in words, and what the pages call the models."""

import re

from digit_model.reading.persistence import ModelError, load_card
from digit_model.reporting import identity
from digit_model.reporting.words import (
    counted,
    image_name,
    images,
    percent,
    with_unit,
)

__all__ = [
    "counted",
    "image_name",
    "images",
    "model_title",
    "percent",
    "plain",
    "short_title",
    "with_unit",
]


def model_title(name: str) -> str:
    """Call a model by what it is to a newcomer: "Best · 99.7 %".

    Parameters
    ----------
    name : str
        The model's name.

    Returns
    -------
    str
        Its title; the name alone if its card is missing or damaged.
    """
    try:
        return identity.title(load_card(name))
    except ModelError:
        return name


def short_title(name: str) -> str:
    """Call a model by one word where its accuracy has no room: "Best".

    Parameters
    ----------
    name : str
        The model's name.

    Returns
    -------
    str
        The first part of its title.
    """
    return model_title(name).split(" · ")[0]


def plain(text: str, longest: int = 20) -> str:
    """Quote what somebody typed, so that it is shown and never taken for Markdown."""
    shown = text[:longest] + ("…" if len(text) > longest else "")
    return re.sub(r"([^\w\s…]|_)", r"\\\1", " ".join(shown.split()))
