"""Between which values a share lies that was measured on a sample."""

from scipy.stats import binomtest


def wilson_interval(successes: int, n: int) -> tuple[float, float]:
    """Bound a share that was measured on a sample, with 95 % confidence.

    Parameters
    ----------
    successes : int
        How many of the sample.
    n : int
        Size of the sample.

    Returns
    -------
    tuple of float
        Lower and upper bound, 0 to 1.

    References
    ----------
    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
    Inference", JASA 1927.

    Examples
    --------
    >>> low, high = wilson_interval(9257, 10_000)
    >>> round(low, 4), round(high, 4)
    (0.9204, 0.9307)
    """
    interval = binomtest(successes, n).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)
