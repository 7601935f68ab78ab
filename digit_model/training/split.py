"""Splitting the data: what is learned from, chosen with and reported on."""

from collections.abc import Sequence
from dataclasses import dataclass

from digit_model.datasets.mnist import Mnist
from digit_model.drawings.strokes import PenDigit
from digit_model.drawings.training_data import (
    REPORTED_WRITERS,
    VALIDATION_WRITERS,
    of_writers,
)

VALIDATION_IMAGES = 5_000
"""The last so many of MNIST's training images are chosen with."""


@dataclass(frozen=True)
class Part:
    """A part of the data.

    Attributes
    ----------
    mnist : Mnist
        Of MNIST's training images.
    digits : list of PenDigit
        Drawn digits; may be empty.
    """

    mnist: Mnist
    digits: list[PenDigit]

    @property
    def writers(self) -> list[int]:
        """Who drew the digits, in order."""
        return sorted({digit.writer for digit in self.digits})


@dataclass(frozen=True)
class Split:
    """Data, by what they are for; a writer stands in one place only.

    Attributes
    ----------
    rehearsal : Part
        What a model learns from that is chosen by and reported on.
    validation : Part
        What choices are made with: whether a model replaces another, the temperature
        of its probabilities, the threshold of "is it a digit".
    reported : list of PenDigit
        Of these the figures on the card tell.
    everything : Part
        What the model that is kept learns from, once all choices are made.
    """

    rehearsal: Part
    validation: Part
    reported: list[PenDigit]
    everything: Part


def split(mnist: Mnist, digits: Sequence[PenDigit]) -> Split:
    """Part the data.

    Parameters
    ----------
    mnist : Mnist
        MNIST's training images; the test images do not belong here.
    digits : sequence of PenDigit
        Drawn digits of ``pendigits-orig.tra``; may be empty.

    Returns
    -------
    Split
        The last training images and `VALIDATION_WRITERS` to choose with,
        `REPORTED_WRITERS` to report on, the others for the rehearsal.
    """
    n_seen = len(mnist.images) - VALIDATION_IMAGES
    seen = Mnist(mnist.images[:n_seen], mnist.labels[:n_seen])
    unseen = Mnist(mnist.images[n_seen:], mnist.labels[n_seen:])
    apart = {*VALIDATION_WRITERS, *REPORTED_WRITERS}
    others = sorted({digit.writer for digit in digits} - apart)
    return Split(
        rehearsal=Part(seen, of_writers(digits, others)),
        validation=Part(unseen, of_writers(digits, VALIDATION_WRITERS)),
        reported=of_writers(digits, REPORTED_WRITERS),
        everything=Part(mnist, list(digits)),
    )
