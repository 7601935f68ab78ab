"""Figures and images in words, the same on every page, in tables and in the report."""

import pandas as pd

from digit_model.datasets.mnist import TRAINING_SIZE


def with_unit(value: float, unit: str, decimals: int) -> str:
    """Write a figure with its unit.

    Parameters
    ----------
    value : float
        The figure; may be missing.
    unit : str
        What stands behind it.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        The figure with its unit, a dash if it is missing.

    Examples
    --------
    >>> with_unit(1234.5, "ms", 1), with_unit(float("nan"), "ms", 1)
    ('1,234.5 ms', '–')
    """
    return "–" if pd.isna(value) else f"{value:,.{decimals}f} {unit}"


def percent(share: float, decimals: int = 1) -> str:
    """Write a share as a percentage that is never rounded to never or always.

    Parameters
    ----------
    share : float
        From 0 to 1; may be missing.
    decimals : int, default=1
        Digits after the point.

    Returns
    -------
    str
        The percentage, a dash if the share is missing.

    Examples
    --------
    >>> percent(0.9257), percent(0.9257, 2), percent(0.99999), percent(0.0001)
    ('92.6 %', '92.57 %', '> 99.9 %', '< 0.1 %')
    >>> percent(0.0), percent(1.0), percent(float("nan"))
    ('0 %', '100 %', '–')
    """
    least = 10 ** -(decimals + 2)
    if share in (0, 1):
        return f"{100 * share:.0f} %"
    if share < least:
        return f"< {100 * least:.{decimals}f} %"
    if share > 1 - least:
        return f"> {100 * (1 - least):.{decimals}f} %"
    return with_unit(100 * share, "%", decimals)


def images(n: int) -> str:
    """Write how many images.

    Parameters
    ----------
    n : int
        How many.

    Returns
    -------
    str
        The number and the noun.

    Examples
    --------
    >>> images(1), images(1000)
    ('1 image', '1,000 images')
    """
    return counted(n, "image")


def counted(n: int, noun: str) -> str:
    """Write how many there are of something.

    Parameters
    ----------
    n : int
        How many.
    noun : str
        What one of them is; of more, it ends in "s".

    Returns
    -------
    str
        The number and the noun.

    Examples
    --------
    >>> counted(1, "test error"), counted(1000, "test error")
    ('1 test error', '1,000 test errors')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def image_name(index: int) -> str:
    """Name one of MNIST's images as those who work with it do.

    Parameters
    ----------
    index : int
        Which of the 70,000.

    Returns
    -------
    str
        Its part, and its number there.

    Examples
    --------
    >>> image_name(161), image_name(61901)
    ('training image 161', 'test image 1,901')
    """
    if index < TRAINING_SIZE:
        return f"training image {index:,}"
    return f"test image {index - TRAINING_SIZE:,}"
