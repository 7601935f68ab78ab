"""A number's digits: how large they are shown, and which of them is looked at."""

import streamlit as st

from digit_model.finding.page import FoundDigit, Page

_FEW = 14  # digits that buttons have room for
_LONG = 8  # digits; more are shown in several lines


def is_long(page: Page) -> bool:
    """Return whether an answer has too many digits for one line."""
    return len(page.digits) > _LONG


def answer(found: FoundDigit) -> str:
    """Write what a digit was read as, with a mark if it does not look like one."""
    return f"{found.digit}" if found.is_digit else f"{found.digit}?"


def show_as_large_as_fits(longest: int) -> None:
    """Make the answer's digits as large as there is room for.

    Parameters
    ----------
    longest : int
        How many there are, in the longest of the answers.
    """
    if longest > 1:  # one has the place for itself
        st.html(f"<style>.st-key-answer_place {{ --count: {longest}; }}</style>")


def choose_digit(page: Page, drawing: str | None) -> int | None:
    """Let people choose one of a number's digits.

    Parameters
    ----------
    page : Page
        What was read.
    drawing : str or None
        The drawing's name; in another one the least sure is chosen again.

    Returns
    -------
    int or None
        The digit's number on the page: the least sure, until another is chosen. None
        if there are no digits.
    """
    if not 1 < len(page.digits) <= _FEW:
        return page.least_sure
    # Streamlit tells options apart by their words: equal digits differ in what no one
    # sees.
    return st.segmented_control(
        "Look at",
        range(len(page.digits)),
        default=page.least_sure,
        required=True,
        format_func=lambda number: answer(page.digits[number]) + "\u200b" * number,
        key=f"digit_of_{drawing}_{page.text}",
        help="Its bars, what the model got of it, and why. The least sure comes first.",
    )
