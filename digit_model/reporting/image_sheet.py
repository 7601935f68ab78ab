"""A sheet of many images, each with a few words above it."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from digit_model.reporting.figures import empty_figure

_COLUMNS = 20


def image_sheet(images: np.ndarray, titles: Sequence[str], *, title: str) -> Figure:
    """Draw images in rows, each with a few words above it.

    Parameters
    ----------
    images : ndarray of shape (n, 28, 28), dtype uint8
        White on black.
    titles : sequence of str
        What stands above each image.
    title : str
        What stands above them all.

    Returns
    -------
    Figure
        The figure.
    """
    columns = max(min(_COLUMNS, len(images)), 8)  # as wide as the title at least
    rows = max(-(-len(images) // columns), 1)
    across, down = 34, 40  # pixels of the sheet from image to image
    # One picture of all of them: axes for each would take seconds.
    sheet = np.full((rows * down, columns * across), 255, np.uint8)
    figure, axes = empty_figure(
        (columns * 0.6, rows * 0.6 * down / across + 0.6), title
    )
    for place, (image, words) in enumerate(zip(images, titles, strict=True)):
        top, left = place // columns * down + 11, place % columns * across + 3
        sheet[top : top + 28, left : left + 28] = image
        axes.text(left + 13.5, top - 2, words, ha="center", va="bottom", fontsize=7)
    axes.imshow(sheet, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    axes.set_axis_off()
    return figure
