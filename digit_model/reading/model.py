"""Reading a digit: from a picture to ten probabilities, whatever the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from sklearn.base import ClassifierMixin

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
    likeness : float
        How much the ink looks like a digit: around 0 for usual digits, the lower the
        less; 0 if the model cannot tell.
    """

    digit: int | None
    probabilities: np.ndarray
    is_digit: bool
    model: str
    preparation: Preparation
    likeness: float = 0.0

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
    classifier : ClassifierMixin
        From pixels (n, 784) to probabilities (n, 10).
    novelty : object
        An estimator with ``score_samples(X)``, from pixels (n, 784) to a score (n,)
        that is at least its ``threshold_`` for digits; None if the model has none.
    card : dict
        Its data, parameters, seed, versions and figures.
    """

    name: str
    classifier: ClassifierMixin
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
        return self.read_prepared([prepare(picture)])[0]

    def read_prepared(self, preparations: Sequence[Preparation]) -> list[Reading]:
        """Read many digits at once, which takes less time than one after the other.

        Parameters
        ----------
        preparations : sequence of Preparation
            What `digit_model.reading.preparation.prepare` made of each picture.

        Returns
        -------
        list of Reading
            One for each.
        """
        inked = [k for k, each in enumerate(preparations) if not each.blank]
        readings = [
            Reading(None, np.full(10, 0.1), False, self.name, preparation)
            for preparation in preparations
        ]
        if not inked:
            return readings
        pixels = np.array([preparations[k].image.ravel() for k in inked])
        probabilities = self.classifier.predict_proba(pixels)
        likeness, least = np.zeros(len(inked)), 0.0
        if self.novelty is not None:
            likeness = self.novelty.score_samples(pixels)
            least = self.novelty.threshold_
        for row, k in enumerate(inked):
            narrow = preparations[k].stroke_width <= _WIDEST_STROKE
            readings[k] = Reading(
                int(probabilities[row].argmax()),
                probabilities[row],
                bool(narrow and likeness[row] >= least),
                self.name,
                preparations[k],
                float(likeness[row]),
            )
        return readings
