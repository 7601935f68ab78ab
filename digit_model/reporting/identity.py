"""How a model is called and coloured: the same on every page and in every figure."""

from typing import Any

from digit_model.classifiers.recipes import RECIPES
from digit_model.reporting.words import percent

_NO_RECIPE = "#868e96"
COLOURS: dict[str, str] = dict(
    zip(
        sorted(RECIPES, key=lambda name: RECIPES[name].title),
        ("#3b5bdb", "#e8590c", "#2b8a3e", "#9c36b5", "#c92a2a", "#0b7285"),
        strict=False,
    )
)
"""Each recipe's colour on white paper, by its name."""


def colour(name: str) -> str:
    """Return a model's colour.

    Parameters
    ----------
    name : str
        The model's name.

    Returns
    -------
    str
        As ``#rrggbb``; at least 3:1 against white. Grey for a model without recipe.
    """
    return COLOURS.get(name, _NO_RECIPE)


def title(card: dict[str, Any]) -> str:
    """Call a model by what it is to a newcomer.

    Parameters
    ----------
    card : dict
        The model's card.

    Returns
    -------
    str
        The recipe's title, the name if there is none, with the accuracy on the MNIST
        test images if the card tells it.

    Examples
    --------
    >>> title({"name": "mine", "figures": {"mnist_test": {"accuracy": 0.9257}}})
    'mine · 92.6 %'
    >>> title({"name": "mine", "figures": {"mnist_test": {"accuracy": 0.9996}}})
    'mine · > 99.9 %'
    """
    name = card["name"]
    called = RECIPES[name].title if name in RECIPES else name
    score = card.get("figures", {}).get("mnist_test")
    return f"{called} · {percent(score['accuracy'])}" if score else called
