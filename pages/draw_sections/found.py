"""A picture with a box round each digit that was found; a click looks at one."""

import streamlit as st

from digit_model.finding.page import Page
from pages.draw_sections.picture_file import GivenPicture
from pages.parts.component import component
from pages.parts.words import percent

_CHOSEN = "chosen_in_picture"  # the picture's name and the digit's number

_found = component(__file__)


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

    def choose() -> None:
        number = st.session_state["found"].chosen
        if isinstance(number, int):
            st.session_state[_CHOSEN] = (picture.name, number)

    _found(
        key="found",
        data={
            "image": picture.shown,
            "size": picture.size,
            "boxes": [each.box for each in page.digits],
            "answers": [str(each.digit) for each in page.digits],
            "doubtful": [not each.is_digit for each in page.digits],
            "names": [
                f"Digit {number}: {each.digit}, {percent(each.confidence)}"
                for number, each in enumerate(page.digits, start=1)
            ],
            "chosen": chosen,
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
