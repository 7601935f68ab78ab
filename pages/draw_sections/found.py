"""A picture with a box round each digit that was found; a click looks at one."""

import streamlit as st

from digit_model.finding.page import Page
from pages.draw_sections.number import answer
from pages.draw_sections.picture_file import GivenPicture
from pages.parts.component import component
from pages.parts.words import percent

_KEY = "found"
_CHOSEN = "chosen_in_picture"  # the picture's name and the digit's number
_FIRST = "first_in_picture"  # what was read, and the digit it was shown with

_found = component(__file__, long=True)


def show_found(picture: GivenPicture, page: Page, chosen: int | None) -> None:
    """Show the picture with its boxes.

    Parameters
    ----------
    picture : GivenPicture
        The picture, decoded.
    page : Page
        What was read in it.
    chosen : int or None
        The digit that is looked at, by its number on the page.
    """
    state = st.session_state

    def choose() -> None:
        number = state[_KEY].chosen
        if isinstance(number, int):
            state[_CHOSEN] = (picture.name, number)

    # The browser marks what is clicked by itself: what it is told stays the same, and
    # Streamlit need not send the picture again.
    shown = (picture.name, page.model)
    if _KEY not in state or state.get(_FIRST, ("",))[0] != shown:
        state[_FIRST] = (shown, chosen)
    _found(
        key=_KEY,
        data={
            "image": picture.shown,
            "size": picture.size,
            "boxes": [each.box for each in page.digits],
            "answers": [answer(each) for each in page.digits],
            "doubtful": [not each.is_digit for each in page.digits],
            "names": [
                f"Digit {number}: {each.digit}, {percent(each.confidence)}"
                + ("" if each.is_digit else ", perhaps no digit")
                for number, each in enumerate(page.digits, start=1)
            ],
            "chosen": state[_FIRST][1],
        },
        on_chosen_change=choose,
    )


def chosen_in(picture: GivenPicture, page: Page) -> int | None:
    """Return the digit that was clicked, or else the least sure.

    Parameters
    ----------
    picture : GivenPicture
        The picture.
    page : Page
        What was read in it.

    Returns
    -------
    int or None
        The digit's number on the page; None if there are no digits.
    """
    name, number = st.session_state.get(_CHOSEN, (None, 0))
    if name == picture.name and 0 <= number < len(page.digits):
        return number
    return page.least_sure
