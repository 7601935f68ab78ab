"""Small images in rows, each of which can be opened."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TRAINING_SIZE
from pages.parts.images import data_url
from pages.parts.resources import mnist

# A component of our own: Streamlit's images cannot be clicked, and an image in a chart
# can neither be reached by keyboard nor be told to a screen reader. All images come as
# one, a strip of which each button shows its part: that is quick to send and to draw.
_gallery = st.components.v2.component(
    "gallery",
    html='<div class="gallery" role="group"></div>',
    css="""
    .gallery {
      display: grid; gap: 4px;
      grid-template-columns: repeat(auto-fill, minmax(var(--side), 1fr));
    }
    button {
      all: unset; cursor: pointer; border-radius: 3px; text-align: center;
      font: 0.8rem/1.5 var(--st-font); color: var(--st-text-color);
    }
    button:hover { outline: 2px solid var(--st-primary-color); }
    button:focus-visible { outline: 3px solid var(--st-primary-color); }
    span {
      display: block; aspect-ratio: 1; border-radius: 3px; image-rendering: pixelated;
      background-image: var(--strip); background-size: 100%;
    }
    """,
    js="""
    export default function ({ data, parentElement, setTriggerValue }) {
      const gallery = parentElement.querySelector(".gallery")
      gallery.style.setProperty("--side", `${data.side}px`)
      gallery.setAttribute("aria-label", data.label)
      const { indices, names, captions, strip } = data
      const shown = indices.join() + captions.join()
      if (gallery.dataset.shown !== shown) {
        gallery.dataset.shown = shown
        gallery.style.setProperty("--strip", `url(${strip})`)
        const focused = gallery.contains(gallery.getRootNode().activeElement)
        gallery.replaceChildren(...indices.map((index, i) => {
          const button = document.createElement("button")
          button.tabIndex = i ? -1 : 0  // one stop for Tab; arrow keys go on from there
          button.dataset.index = index
          button.title = names[i]
          const image = document.createElement("span")
          image.setAttribute("role", "img")
          image.setAttribute("aria-label", names[i])
          const last = Math.max(indices.length - 1, 1)
          image.style.backgroundPositionY = `${100 * i / last}%`
          button.append(image, captions[i] ?? "")
          return button
        }))
        if (focused) gallery.firstChild?.focus()
      }
      gallery.onclick = event => {
        const button = event.target.closest("button")
        if (button) setTriggerValue("opened", Number(button.dataset.index))
      }
      gallery.onkeydown = event => {
        const button = event.target.closest("button")
        const buttons = [...gallery.children]
        const columns = getComputedStyle(gallery).gridTemplateColumns.split(" ").length
        const steps = {
          ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns
        }
        const next = buttons[buttons.indexOf(button) + steps[event.key]]
        if (!button || !next) return
        event.preventDefault()
        event.stopPropagation()
        button.tabIndex = -1
        next.tabIndex = 0
        next.focus()
      }
    }
    """,
)


def gallery(
    indices: Sequence[int],
    *,
    key: str,
    label: str,
    on_open: Callable[[int], None],
    captions: Sequence[str] = (),
    names: Sequence[str] = (),
    side: int = 58,
) -> int | None:
    """Show images that can be clicked.

    Parameters
    ----------
    indices : sequence of int
        Which of the 70,000 images; at least one, at most a few hundred.
    key : str
        The gallery's key on the page.
    label : str
        What it shows, for screen readers.
    on_open : callable
        Called with the index of the image that was clicked, before the page runs.
    captions : sequence of str, optional
        A few characters for under each image.
    names : sequence of str, optional
        What each image is, for screen readers and on hovering; `name` of it by default.
    side : int, default=58
        Width and height of each image in pixels, at least.

    Returns
    -------
    int or None
        The index of the image whose click this run answers, if it answers one.
    """
    images, labels = mnist()
    chosen = np.asarray(indices, int)
    result = _gallery(
        key=key,
        data={
            "indices": chosen.tolist(),
            "names": list(names)
            or [
                name(index, digit)
                for index, digit in zip(
                    chosen.tolist(), labels[chosen].tolist(), strict=True
                )
            ],
            "captions": list(captions),
            "strip": data_url(images[chosen].reshape(-1, 28)),
            "label": label,
            "side": side,
        },
        on_opened_change=lambda: on_open(st.session_state[key].opened),
    )
    return result.opened


def name(index: int, label: int) -> str:
    """Name an image for screen readers: "2, training image 161"."""
    if index < TRAINING_SIZE:
        return f"{label}, training image {index:,}"
    return f"{label}, test image {index - TRAINING_SIZE:,}"
