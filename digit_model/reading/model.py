"""Reading a digit: from a picture to ten probabilities, whatever the model."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from sklearn.pipeline import Pipeline

from digit_model.reading.preparation import Preparation, prepare

_WIDEST_STROKE = 8.0  # of 28 pixels; wider ink is a dot or a filled shape


@dataclass(frozen=True)
class Reading:
    """What a model reads in a picture.

    Attributes
    ----------
    digit : int or None
        The most probable digit; None if there was no ink.
    probabilities : ndarray of shape (10,), dtype float64
        One for each digit, summing to 1; all 0.1 if there was no ink.
    is_digit : bool
        Whether the ink looks like a digit at all.
    model : str
        The model's name.
    preparation : Preparation
        What the model got to see.
    """

    digit: int | None
    probabilities: np.ndarray
    is_digit: bool
    model: str
    preparation: Preparation

    @property
    def confidence(self) -> float:
        """Probability of `digit`, 0 to 1; 0 if there was no ink."""
        return 0.0 if self.digit is None else float(self.probabilities[self.digit])

    def to_dict(self) -> dict[str, Any]:
        """Return what the command line and the HTTP API answer.

        Returns
        -------
        dict
            "digit", "confidence", "probabilities", "is_digit" and "model", ready for
            JSON.
        """
        return {
            "digit": self.digit,
            "confidence": round(self.confidence, 6),
            "probabilities": [round(float(p), 6) for p in self.probabilities],
            "is_digit": self.is_digit,
            "model": self.model,
        }


@dataclass(frozen=True)
class Model:
    """A trained model with what is known of it.

    Attributes
    ----------
    name : str
        Its name in the zoo.
    classifier : Pipeline
        From pixels (n, 784) to probabilities (n, 10).
    novelty : object
        An estimator with ``score_samples(X)``, from pixels (n, 784) to a score (n,)
        that is at least its ``threshold_`` for digits; None if the model has none.
    card : dict
        Its data, parameters, seed, versions and figures.
    """

    name: str
    classifier: Pipeline
    novelty: Any
    card: dict[str, Any]

    def predict_proba(self, images: np.ndarray) -> np.ndarray:
        """Give each digit's probability.

        Parameters
        ----------
        images : ndarray of shape (n, 28, 28), dtype uint8
            MNIST-style images.

        Returns
        -------
        ndarray of shape (n, 10), dtype float64
            Rows sum to 1.
        """
        return self.classifier.predict_proba(images.reshape(len(images), -1))

    def read(self, picture: np.ndarray | Image.Image) -> Reading:
        """Read the digit in a drawing or picture.

        Parameters
        ----------
        picture : ndarray or PIL image
            As `digit_model.reading.preparation.prepare` takes it.

        Returns
        -------
        Reading
            The digit, its probabilities and what the model saw.

        Raises
        ------
        ValueError
            If `picture` is of no shape and type that `prepare` takes.
        """
        preparation = prepare(picture)
        if preparation.blank:
            return Reading(None, np.full(10, 0.1), False, self.name, preparation)
        pixels = preparation.image.reshape(1, -1)
        probabilities = self.classifier.predict_proba(pixels)[0]
        is_digit = preparation.stroke_width <= _WIDEST_STROKE and (
            self.novelty is None
            or bool(self.novelty.score_samples(pixels)[0] >= self.novelty.threshold_)
        )
        digit = int(probabilities.argmax())
        return Reading(digit, probabilities, is_digit, self.name, preparation)
