"""Who reads: one of the models, or all of them side by side."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.words import model_title

_ALL = "both"
_CHOSEN = "model"


def choose_at_first(asked: str | None, names: Sequence[str]) -> None:
    """Choose who reads before anybody has done so, or as an address asks.

    Parameters
    ----------
    asked : str or None
        A model's name, or "both" for all of them; anything else asks for nothing.
    names : sequence of str
        The models' names, at least one.
    """
    if asked in _choices(names):
        st.session_state[_CHOSEN] = asked
    st.session_state.setdefault(_CHOSEN, names[0])


def choose_readers(names: Sequence[str]) -> list[str]:
    """Let people choose who reads.

    Parameters
    ----------
    names : sequence of str
        The models' names, at least one.

    Returns
    -------
    list of str
        The names of those chosen.
    """
    together = "Both" if len(names) == 2 else "All"
    chosen = st.segmented_control(
        "Model",
        _choices(names),
        required=True,
        key=_CHOSEN,
        persist_state="session",
        format_func=lambda name: together if name == _ALL else model_title(name),
        label_visibility="collapsed",
        wrap=True,
    )
    return list(names) if chosen == _ALL else [chosen or names[0]]


def _choices(names: Sequence[str]) -> list[str]:
    return [*names, _ALL] if len(names) > 1 else list(names)
