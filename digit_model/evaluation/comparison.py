"""Comparing two models on the same images."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from digit_model.evaluation.answers import Answers

CHANCE = 0.05
"""A p-value from here on may well be chance."""


@dataclass(frozen=True)
class Comparison:
    """Which images two models, A and B, read right and wrong.

    Attributes
    ----------
    both_right : ndarray of shape (a,)
        Indices of the images that both read right.
    only_a_errs : ndarray of shape (b,)
        Those that A alone reads wrong.
    only_b_errs : ndarray of shape (c,)
        Those that B alone reads wrong.
    both_wrong : ndarray of shape (d,)
        Those that both read wrong.
    """

    both_right: np.ndarray
    only_a_errs: np.ndarray
    only_b_errs: np.ndarray
    both_wrong: np.ndarray

    @classmethod
    def from_answers(cls, a: Answers, b: Answers) -> "Comparison":
        """Compare what two models read.

        Parameters
        ----------
        a, b : Answers
            What the two models answered for the same images.

        Returns
        -------
        Comparison
            The four groups of images.

        Examples
        --------
        >>> labels, ten = np.array([1, 2, 3]), np.eye(10)
        >>> a, b = Answers(labels, ten[[1, 2, 8]]), Answers(labels, ten[[1, 7, 3]])
        >>> Comparison.from_answers(a, b).only_a_errs
        array([2])
        """
        return cls(
            np.flatnonzero(~a.wrong & ~b.wrong),
            np.flatnonzero(a.wrong & ~b.wrong),
            np.flatnonzero(~a.wrong & b.wrong),
            np.flatnonzero(a.wrong & b.wrong),
        )

    @property
    def p_value(self) -> float:
        """How often chance alone would set equally good models at least as far apart.

        It is that of McNemar's test in its exact form: the images that one model alone
        reads wrong would fall to either like the throws of a coin. 1 if there are none.

        References
        ----------
        Q. McNemar, "Note on the Sampling Error of the Difference Between Correlated
        Proportions or Percentages", Psychometrika 1947.
        """
        a, b = len(self.only_a_errs), len(self.only_b_errs)
        return float(binomtest(a, a + b, 0.5).pvalue) if a + b else 1.0

    def verdict(self, a: str, b: str) -> str:
        """Say McNemar's test in words.

        Parameters
        ----------
        a, b : str
            The models' names.

        Returns
        -------
        str
            Two sentences, in plain text.
        """
        only_a, only_b = len(self.only_a_errs), len(self.only_b_errs)
        if not only_a + only_b:
            return (
                f"{a} and {b} are wrong on the same images: nothing tells them apart."
            )
        counted = (
            f"{_images(only_a)} read wrong by {a} alone and {only_b:,} by {b} alone."
        )
        p = self.p_value
        told = "p < 0.001" if p < 0.001 else f"p = {p:.2g}"
        told = told.replace(" ", "\N{NO-BREAK SPACE}")
        test = f"McNemar's exact test, {told}"
        if p >= CHANCE:
            return (
                f"{counted} So small a difference may well be chance: neither is shown "
                f"to be the better one ({test})."
            )
        better, worse = (a, b) if only_a < only_b else (b, a)
        return (
            f"{counted} Chance would hardly set two equally good models that far "
            f"apart: {better} is better than {worse} ({test})."
        )


def _images(count: int) -> str:
    return "1 image is" if count == 1 else f"{count:,} images are"
