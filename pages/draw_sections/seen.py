"""What the model got: 28x28 pixels, and the steps of their preparation."""

from typing import Any

import numpy as np
from PIL import Image

from digit_model.reading.preparation import Preparation
from pages.parts.component import component
from pages.parts.images import data_url, enlarge

_STEPS = {"ink": "1. ink", "crop": "2. crop", "stroke": "3. pen"}
_PIXELS = "28\u00a0×\u00a028 pixels"
_SIDE = 96  # pixels of each step at most

# A component of our own: all images come with the page. Streamlit's are files that the
# browser asks for, and on a slow line the next answer has removed them by then.
_seen = component(__file__)


def show_seen(preparation: Preparation | None) -> None:
    """Show what a model got to see.

    Parameters
    ----------
    preparation : Preparation or None
        How the drawing was prepared; None if there is none.
    """
    data: dict[str, Any]
    if preparation is None or preparation.blank:
        caption = f"What the model gets will be here: {_PIXELS}."
        black = data_url(np.zeros((28, 28), np.uint8))
        data = {"image": black, "alt": "", "caption": caption, "steps": []}
    else:
        data = {
            # As large as many screens show it, for those who save it.
            "image": data_url(enlarge(preparation.image, 10)),
            "alt": "What the model gets: 28 by 28 pixels, white on black",
            "caption": f"What the model gets: {_PIXELS}, as MNIST's images are.",
            "steps": [
                [data_url(_reduced(preparation.steps[name])), caption]
                for name, caption in _STEPS.items()
            ],
        }
    _seen(key="seen", data=data)


def _reduced(step: np.ndarray) -> np.ndarray:
    image = Image.fromarray(step)
    image.thumbnail((_SIDE, _SIDE))
    return np.asarray(image)
