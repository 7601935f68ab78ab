"""Which image is open, what it was opened among, and the way back to it."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from digit_model.datasets.mnist import TEST_SIZE, TRAINING_SIZE
from pages.parts.words import plain

ADDRESS = "index"
"""The parameter of the page's address that names the image that is open."""

_IMAGES = TRAINING_SIZE + TEST_SIZE
_LISTED = "opened_among"
_PATH = "opened_path"  # from the image opened first to the present one, both in it
_CLOSED = "closed_image"


class Listed(NamedTuple):
    """The images that one may step through.

    Attributes
    ----------
    gallery : str
        The key of the gallery that shows them.
    indices : ndarray of shape (n,)
        Which of the 70,000, in order.
    """

    gallery: str
    indices: np.ndarray


class Place(NamedTuple):
    """Where an image stands among those that one may step through.

    Attributes
    ----------
    before, after : int
        The images to its left and right; round the end to the other one.
    number : int
        Its place, from 1.
    of : int
        How many there are.
    """

    before: int
    after: int
    number: int
    of: int


def index_named(text: str) -> int | None:
    """Return the index that a text names.

    Parameters
    ----------
    text : str
        From an address: anything.

    Returns
    -------
    int or None
        Which of the 70,000; None if there is no such image.
    """
    # Python turns no number of thousands of digits into an int.
    if text.isdecimal() and len(text) < 9 and int(text) < _IMAGES:
        return int(text)
    return None


def image_in_address(parameter: str) -> int | None:
    """Read which image a parameter of the page's address names.

    What names no image is answered by a sentence on the page.

    Parameters
    ----------
    parameter : str
        The parameter's name.

    Returns
    -------
    int or None
        The index among the 70,000; None if there is none or no such image.
    """
    named = st.query_params.get(parameter)
    if named is None:
        return None
    index = index_named(named)
    if index is None:
        st.warning(
            f"There is no image “{plain(named)}”. Give a whole number from 0 to "
            f"{_IMAGES - 1:,}.",
            icon=":material/search_off:",
        )
    return index


def open_image(index: int, among: Listed | None = None) -> None:
    """Open an image: it is shown by the next `show_open_image`.

    Parameters
    ----------
    index : int
        Which of the 70,000.
    among : Listed, optional
        The images to step through; by default what the page lists, if it is there.
    """
    _open(index)
    if among is None:
        st.session_state.pop(_LISTED, None)
    else:
        st.session_state[_LISTED] = among


def open_similar(index: int) -> None:
    """Open an image in place of the one that is open, with a way back to it.

    Parameters
    ----------
    index : int
        Which of the 70,000.
    """
    path = [*_path(), index]
    _open(index)
    st.session_state[_PATH] = path


def way_back() -> int | None:
    """Return the image from which the present one was opened as similar, if any."""
    path = _path()
    return path[-2] if len(path) > 1 else None


def go_back() -> None:
    """Open the image again that led to the present one."""
    path = _path()[:-1]
    _open(path[-1])
    st.session_state[_PATH] = path


def step(forward: bool) -> None:
    """Open the next image, or the one before.

    Parameters
    ----------
    forward : bool
        Whether it is the next one.
    """
    place = place_of(_path()[-1])
    _open(place.after if forward else place.before)


def place_of(index: int) -> Place:
    """Find an image among those that one may step through.

    Parameters
    ----------
    index : int
        Which of the 70,000.

    Returns
    -------
    Place
        Among the images it was opened from, or among all 70,000.
    """
    listed: Listed | None = st.session_state.get(_LISTED)
    indices = np.arange(_IMAGES)
    if listed is not None and index in listed.indices:
        indices = listed.indices
    place = int(np.flatnonzero(indices == index)[0])
    return Place(
        int(indices[place - 1]),
        int(indices[(place + 1) % len(indices)]),
        place + 1,
        len(indices),
    )


def step_among(among: Listed) -> None:
    """Say which images can be stepped through, for an image opened by its address.

    Parameters
    ----------
    among : Listed
        A gallery's images; kept if the image that is open is one of them, and was not
        opened among others.
    """
    index = index_named(st.query_params.get(ADDRESS, ""))
    known = st.session_state.get(_LISTED)
    if index is not None and index in among.indices:
        opened_here = known is not None and index in known.indices
        if not opened_here:
            st.session_state[_LISTED] = among


def close_image() -> None:
    """Close the image; its gallery turns to it."""
    listed: Listed | None = st.session_state.get(_LISTED)
    if ADDRESS in st.query_params and listed is not None:
        st.session_state[_CLOSED] = (listed.gallery, _path()[0])
    st.query_params.pop(ADDRESS, None)
    st.session_state.pop(_PATH, None)


def just_closed(gallery: str) -> int | None:
    """Return the image that was closed last, if it was opened from this gallery.

    Parameters
    ----------
    gallery : str
        The gallery's key.

    Returns
    -------
    int or None
        Which of the 70,000; once only.
    """
    closed, index = st.session_state.get(_CLOSED, (None, None))
    if closed != gallery:
        return None
    del st.session_state[_CLOSED]
    return index


def _open(index: int) -> None:
    """Open an image among the same ones as before."""
    st.query_params[ADDRESS] = str(index)
    st.session_state[_PATH] = [index]


def _path() -> list[int]:
    """Return how one came to the image that is open, which is the last."""
    index = int(st.query_params.get(ADDRESS, 0))
    path: list[int] = st.session_state.get(_PATH, [])
    # By the browser's Back one comes to an image without any of this.
    return path if path and path[-1] == index else [index]
