"""What stands under an image: "2 read as **8**, 98 %"."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from pages.parts.words import image_name, percent


class Reader(NamedTuple):
    """Whose answers a list of images has.

    Attributes
    ----------
    title : str
        What the reader is called; empty if there is only one.
    read, confidence : str
        The columns of the list with the digits, and how sure they are.
    """

    title: str
    read: str
    confidence: str


def describe(
    readings: pd.DataFrame, readers: Sequence[Reader]
) -> tuple[list[str], list[str]]:
    """Write what stands under each image, and say what it is.

    Parameters
    ----------
    readings : DataFrame
        What `digit_model.evaluation.errors.list_readings` returned, with the readers'
        columns.
    readers : sequence of Reader
        One or two.

    Returns
    -------
    captions, names : list of str
        As for `pages.parts.gallery.gallery`.
    """
    rows = readings.to_dict("records")
    captions = ["\n".join(_lines(row, readers)) for row in rows]
    return captions, [_name(row, readers) for row in rows]


def _lines(row: dict[str, Any], readers: Sequence[Reader]) -> list[str]:
    if len(readers) == 1:
        (reader,) = readers
        sure = _sure(row[reader.confidence])
        lines = [f"{row['true']} read as **{row[reader.read]}**, {sure}"]
    else:
        lines = [f"Label {row['true']}"]
        for reader in readers:
            read = row[reader.read]
            shown = f"{read}" if read == row["true"] else f"**{read}**"
            lines.append(f"{reader.title}: {shown}, {_sure(row[reader.confidence])}")
    if not pd.isna(row["likely"]):
        lines[-1] += "==label wrong=="
    return lines


def _name(row: dict[str, Any], readers: Sequence[Reader]) -> str:
    read = " and ".join(
        f"{row[reader.read]}" + (f" by {reader.title}" if reader.title else "")
        for reader in readers
    )
    name = image_name(row["index"]).capitalize()
    said = f"{name}: labelled {row['true']}, read as {read}"
    if not pd.isna(row["likely"]):
        said += f"; the label is known to be wrong, {row['likely']} is likely"
    return said


def _sure(share: float) -> str:
    """Write a confidence in whole per cent, which leave room for larger images."""
    # Rounded to six decimals, it may be 1: no model is that sure.
    return percent(min(share, 0.999999), 0)
