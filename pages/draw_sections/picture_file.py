"""A picture or photo instead of a drawing: a file, pasted, dropped or of the camera."""

from base64 import b64decode
from binascii import Error as NoBase64
from dataclasses import dataclass, field
from secrets import token_hex

import streamlit as st

from digit_model.finding.page import Page
from digit_model.reading.pictures import DAMAGED, PictureError
from pages.parts.component import component
from pages.parts.images import photo_url
from pages.parts.resources import read_file

_GIVEN = "given_picture"
_ROUND = "picture_round"  # its number is in the inputs' keys: another one empties them
_OPEN = "picture_open"
_CLOSED = "closed_picture"  # the browser may tell its file once more
_TYPES = ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"]
_LONGEST = 4_000_000  # characters; the browser reduces what would be more
_TRANSFER = "transfer"  # by the clipboard, or dropped

_transfer = component(__file__)


@dataclass
class GivenPicture:
    """A picture in the memory of its visitor's session, and what was found in it.

    Attributes
    ----------
    content : bytes
        The file.
    name : str
        Another one for each picture.
    others : bool
        Whether other files came with it, which are not read.
    cut : bool
        Whether `content` is only its beginning.
    shown : str or None
        The upright picture, reduced, as a data URL; None before it was decoded.
    size : tuple of int
        Width and height of the upright picture before it was reduced.
    """

    content: bytes
    name: str = field(default_factory=lambda: token_hex(4))
    others: bool = False
    cut: bool = False
    shown: str | None = None
    size: tuple[int, int] = (1, 1)
    _pages: dict[str, Page] = field(default_factory=dict)
    _fault: PictureError | None = None

    def read(self, model: str) -> Page:
        """Read all digits with a model; at once if it did so before.

        Parameters
        ----------
        model : str
            The model's name.

        Returns
        -------
        Page
            The digits.

        Raises
        ------
        PictureError
            If it is no picture, or one that is refused.
        ModelError
            If the model cannot be used.
        """
        if self._fault is not None:
            raise self._fault
        if model not in self._pages:
            try:
                self._pages[model], picture, self.size = read_file(model, self.content)
            except PictureError as error:
                self._fault = error
                # Of what only Upload takes whole, a PDF for one, the beginning tells.
                if not self.cut or str(error) != DAMAGED:
                    raise
                self._fault = PictureError(
                    "This file is too large to be dropped or pasted; give it by Upload."
                )
                raise self._fault from error
            self.shown = self.shown or photo_url(picture)
        return self._pages[model]


def picture_input() -> None:
    """Let people give a picture, and take it back."""
    turn = st.session_state.setdefault(_ROUND, 0)
    with st.popover(
        "Picture", icon=":material/add_a_photo:", key=_OPEN, on_change="rerun"
    ):
        file = f"picture_file_{turn}"
        st.file_uploader(
            "A picture or photo of digits",
            _TYPES,
            key=file,
            on_change=_given_in,
            args=(file,),
            help="Digits on paper or a whiteboard, one or many. On a phone, this also "
            "offers its camera. The picture stays in the server's memory until you "
            "close it, or close or reload this tab.",
        )
        with st.container(key="transfer_hint"):
            st.caption(
                "Or drop a picture anywhere on this page, or paste one that you have "
                "copied: Ctrl+V."
            )
        if st.toggle(
            "Use this device's camera",
            key=f"camera_{turn}",
            help="For a few digits: its pictures are as small as you see them here. "
            "On a phone, Upload takes larger ones.",
        ):
            photo = f"photo_{turn}"
            st.camera_input(
                "Hold the digits into the camera",
                key=photo,
                on_change=_given_in,
                args=(photo,),
            )
    _transfer(key=_TRANSFER, on_picture_change=_given_by_transfer)


def given_picture() -> GivenPicture | None:
    """Return the picture that was given, until it is closed."""
    return st.session_state.get(_GIVEN)


def close_picture() -> None:
    """Go back to the drawing."""
    picture = st.session_state.pop(_GIVEN, None)
    if picture is not None:
        st.session_state[_CLOSED] = picture.name
        st.session_state[_ROUND] += 1


def _given_in(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        st.session_state.pop(_GIVEN, None)
    elif file.file_id != st.session_state.get(_CLOSED):
        st.session_state[_GIVEN] = GivenPicture(file.getvalue(), file.file_id)
        st.session_state[_OPEN] = False  # what it covers is the answer


def _given_by_transfer() -> None:
    told = st.session_state[_TRANSFER].picture
    address = told.get("address") if isinstance(told, dict) else None
    if not isinstance(address, str) or len(address) > _LONGEST:
        return
    try:
        content = b64decode(address.partition(",")[2])
    except NoBase64:
        content = b""
    st.session_state[_GIVEN] = GivenPicture(
        content, others=bool(told.get("others")), cut=bool(told.get("cut"))
    )
    st.session_state[_ROUND] += 1  # taking away a file given before would close this
    st.session_state[_OPEN] = False
