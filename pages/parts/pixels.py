"""One image, enlarged, with the value of every pixel."""

import numpy as np
import streamlit as st

from pages.parts.images import data_url

# A component of our own: a picture has no hover text for each of its pixels, and a
# chart of 784 squares takes many times as long to appear.
_pixels = st.components.v2.component(
    "pixels",
    html='<figure><img alt=""><figcaption></figcaption></figure>',
    css="""
    figure { margin: 0; }
    img { display: block; width: 100%; max-width: 308px; aspect-ratio: 1;
          image-rendering: pixelated; border-radius: 3px; cursor: crosshair; }
    figcaption {
      font: 0.875rem var(--st-font); color: var(--st-text-color); opacity: 0.75;
      margin-top: 6px;
    }
    """,
    js="""
    export default function ({ data, parentElement }) {
      const img = parentElement.querySelector("img")
      const value = parentElement.querySelector("figcaption")
      img.src = data.source
      img.alt = data.alt
      value.textContent = data.hint
      img.onpointermove = img.onpointerdown = event => {
        const cell = length => Math.floor(28 * length / img.clientWidth)
        const row = cell(event.offsetY), column = cell(event.offsetX)
        const pixel = data.values[28 * row + column]
        if (pixel !== undefined)
          value.textContent = `Row ${row}, column ${column}: ${pixel} of 255`
      }
      img.onpointerleave = () => { value.textContent = data.hint }
    }
    """,
)


def pixels(image: np.ndarray, *, key: str, alt: str) -> None:
    """Show an image enlarged without blur; hovering shows the value of a pixel.

    Parameters
    ----------
    image : ndarray of shape (28, 28), dtype uint8
        The image.
    key : str
        Its key on the page.
    alt : str
        What it shows, for screen readers.
    """
    data = {
        "source": data_url(image),
        "values": image.ravel().tolist(),
        "alt": alt,
        "hint": "Point at a pixel to read its value.",
    }
    _pixels(key=key, data=data)
