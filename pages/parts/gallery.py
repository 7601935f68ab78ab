"""Small images in rows, each of which can be opened."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import streamlit as st

from digit_model.mnist import TRAINING_SIZE
from pages.parts.images import data_url
from pages.parts.resources import mnist

PAGE = 120
"""Images on a page: full rows of 5, 6, 8, 10, 12, 20 or 24."""

# A component of our own: Streamlit's images cannot be clicked, and an image in a chart
# can neither be reached by keyboard nor be told to a screen reader.
_gallery = st.components.v2.component(
    "gallery",
    html='<div class="gallery" role="group"></div>',
    css="""
    .gallery { display: grid; gap: 4px; justify-content: start; font: inherit;
               grid-template-columns: repeat(auto-fill, minmax(var(--side), 1fr)); }
    button { all: unset; cursor: pointer; color: var(--st-text-color); text-align: center;
             font: 0.8rem var(--st-font); border-radius: 3px; line-height: 1.5; }
    button:hover { outline: 2px solid var(--st-primary-color); }
    button:focus-visible { outline: 3px solid var(--st-primary-color); }
    img { display: block; width: 100%; aspect-ratio: 1; image-rendering: pixelated;
          border-radius: 3px; background: #000; }
    """,
    js="""
    export default function ({ data, parentElement, setTriggerValue }) {
      const gallery = parentElement.querySelector(".gallery")
      gallery.style.setProperty("--side", `${data.side}px`)
      gallery.setAttribute("aria-label", data.label)
      const shown = data.images.map(image => image.index + image.caption).join()
      if (gallery.dataset.shown !== shown) {
        gallery.dataset.shown = shown
        gallery.replaceChildren(...data.images.map(({ index, source, alt, caption }, i) => {
          const button = document.createElement("button")
          button.tabIndex = i ? -1 : 0  // one stop for Tab; arrow keys go on from there
          button.dataset.index = index
          button.title = alt
          const img = document.createElement("img")
          img.src = source
          img.alt = alt
          button.append(img, caption)
          return button
        }))
      }
      gallery.onclick = event => {
        const button = event.target.closest("button")
        if (button) setTriggerValue("opened", Number(button.dataset.index))
      }
      gallery.onkeydown = event => {
        const button = event.target.closest("button")
        const columns = getComputedStyle(gallery).gridTemplateColumns.split(" ").length
        const buttons = [...gallery.children]
        const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
        if (button && (event.key === "Enter" || event.key === " ")) {
          event.preventDefault()
          button.click()
        }
        const next = buttons[buttons.indexOf(button) + step[event.key]]
        if (!next) return
        event.preventDefault()
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
    captions: Sequence[str] | None = None,
    words: Sequence[str] | None = None,
    side: int = 56,
) -> None:
    """Show images that can be clicked.

    Parameters
    ----------
    indices : sequence of int
        Which of the 70,000 images; a page or fewer (`PAGE`).
    key : str
        The gallery's key on the page.
    label : str
        What it shows, for screen readers.
    on_open : callable
        Called with the index of the image that was clicked, before the page runs.
    captions : sequence of str, optional
        A few characters for under each image.
    words : sequence of str, optional
        What each image is, for screen readers and on hovering; `alt` of it by default.
    side : int, default=56
        Width and height of each image in pixels, at least.
    """
    images = [
        {
            "index": index,
            "source": _source(index),
            "alt": told,
            "caption": caption,
        }
        for index, told, caption in zip(
            map(int, indices),
            words or map(alt, indices),
            captions or [""] * len(indices),
            strict=True,
        )
    ]
    data = {"images": images, "label": label, "side": side}
    _gallery(
        key=key,
        data=data,
        on_opened_change=lambda: on_open(st.session_state[key].opened),
    )


def alt(index: int) -> str:
    """Say which image it is, and what it is labelled: "2, training image 161"."""
    label = mnist().labels[index]
    if index < TRAINING_SIZE:
        return f"{label}, training image {index:,}"
    return f"{label}, test image {index - TRAINING_SIZE:,}"


@lru_cache(maxsize=20_000)  # of about 500 bytes each
def _source(index: int) -> str:
    return data_url(mnist().images[index])
