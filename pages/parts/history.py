"""The browser's history: what Back leads to."""

from pages.parts.component import component

# A component of our own: Streamlit adds an entry for every address that a script sets,
# and has no way to replace one.
_history = component(__file__)


def keep_history() -> None:
    """Let Back lead to pages and opened images only, and close an image by going back.

    Every other address that a script sets takes the place of the one before.
    """
    _history(key="history")
