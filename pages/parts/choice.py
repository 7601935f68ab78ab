"""Choices that are called by words for people and by technical names in addresses."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages.parts.words import model_title


def choose(
    label: str,
    options: Sequence[str],
    *,
    address: str,
    format_func: Callable[[str], str],
) -> str:
    """Let people choose one of a few.

    Parameters
    ----------
    label : str
        What is chosen, for screen readers.
    options : sequence of str
        Technical names, at least one; the first unless another is chosen.
    address : str
        The parameter of the page's address that names the one chosen.
    format_func : callable
        Says a technical name in words.

    Returns
    -------
    str
        The technical name of the one chosen.
    """
    key = f"{address}_choice"
    named = st.query_params.get(address)
    # Bound to the address, the widget would write the words there.
    st.session_state[key] = named if named in options else options[0]

    def name_it() -> None:
        chosen = st.session_state[key]
        if chosen == options[0]:
            st.query_params.pop(address, None)
        else:
            st.query_params[address] = chosen

    st.segmented_control(
        label,
        options,
        required=True,
        key=key,
        format_func=format_func,
        on_change=name_it,
        label_visibility="collapsed",
        wrap=True,
    )
    chosen: str = st.session_state[key]
    return chosen


def choose_model(label: str, names: Sequence[str], *, address: str) -> str:
    """Let people choose a model.

    Parameters
    ----------
    label : str
        What it is chosen for, for screen readers.
    names : sequence of str
        The models, at least one.
    address : str
        The parameter of the page's address that names it.

    Returns
    -------
    str
        The chosen model's name.
    """
    return choose(label, names, address=address, format_func=model_title)
