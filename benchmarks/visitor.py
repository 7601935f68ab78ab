"""Somebody who draws: a session over Streamlit's own connection, without a browser."""

import asyncio
import itertools
import json
import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from digit_model.drawings.strokes import draw, read_unipen
from digit_model.drawings.training_data import VALIDATION_WRITERS, of_writers
from harness.pen import DIGITS

Digits = list[list[dict[str, Any]]]
"""What the canvas says after each stroke of each digit."""

_MOST = 300  # digits drawn beforehand


@dataclass
class Measured:
    """What visitors saw.

    Attributes
    ----------
    openings, answers : list of float
        Seconds until the page was there, and from each stroke to its answer.
    errors : list of str
        What went wrong.
    """

    openings: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def drawings(path: Path | None) -> Digits:
    """Return digits as what the canvas says after each of their strokes."""
    if path is None:
        digits = [
            tuple(np.array(stroke, float) for stroke in strokes)
            for strokes in DIGITS.values()
        ]
    else:
        written = of_writers(read_unipen(path), VALIDATION_WRITERS)
        order = np.random.default_rng(0).permutation(len(written))[:_MOST]
        digits = [written[i].strokes for i in order]
    return [
        [_state(strokes[:n]) for n in range(1, len(strokes) + 1)] for strokes in digits
    ]


def rolled(digits: Digits, first: int) -> Digits:
    """Return the same digits from another one on, round the end."""
    first %= len(digits)
    return digits[first:] + digits[:first]


def _state(strokes: Sequence[np.ndarray]) -> dict[str, Any]:
    grey = Image.fromarray(draw(tuple(strokes), pen=18)).convert("RGBA")
    png = BytesIO()
    grey.save(png, "PNG")
    points = [np.round(stroke * 8).astype(int).ravel().tolist() for stroke in strokes]
    return {
        "put": None,
        "id": uuid4().hex,
        "strokes": [{"width": 18, "erase": False, "points": each} for each in points],
        "picture": "data:image/png;base64," + b64encode(png.getvalue()).decode(),
    }


class Visitor:
    """One page that is open on Draw.

    Parameters
    ----------
    address : str
        The server's, beginning with ``http://``.
    measured : Measured
        Where to put what is seen.
    """

    def __init__(self, address: str, measured: Measured) -> None:
        self._address, self._measured = address, measured
        self._canvas = self._fragment = ""
        self._answered = 0.0

    async def visit(
        self, digits: Sequence[list[dict[str, Any]]], pause: float, seconds: float
    ) -> None:
        """Open the page and draw, a stroke every so many seconds."""
        uri = self._address.replace("http", "ws", 1) + "/_stcore/stream"
        cookie = {"Cookie": f"digit_lab={uuid4().hex}"}  # as nginx gives to a browser
        try:
            async with connect(
                uri,
                subprotocols=[Subprotocol("streamlit")],
                additional_headers=cookie,
                max_size=None,
                proxy=None,
            ) as connection:
                start = time.perf_counter()
                await self._run(connection, None)
                self._measured.openings.append(time.perf_counter() - start)
                await self._draw(connection, digits, pause, start + seconds)
        except Exception as error:
            self._measured.errors.append(f"{type(error).__name__}: {error}")

    async def _draw(
        self,
        connection: ClientConnection,
        digits: Sequence[list[dict[str, Any]]],
        pause: float,
        end: float,
    ) -> None:
        await asyncio.sleep(np.random.default_rng().uniform(0, pause))
        for state in itertools.cycle(itertools.chain.from_iterable(digits)):
            begin = time.perf_counter()
            if begin > end:
                return
            self._answered = 0
            await self._run(connection, state | {"id": uuid4().hex})
            if self._answered:
                self._measured.answers.append(self._answered - begin)
            else:
                self._measured.errors.append("a stroke without an answer")
            await asyncio.sleep(max(begin + pause - time.perf_counter(), 0))

    async def _run(
        self, connection: ClientConnection, state: dict[str, Any] | None
    ) -> None:
        message = BackMsg()
        message.rerun_script.query_string = ""
        if state is not None:
            told = message.rerun_script.widget_states.widgets.add()
            told.id, told.json_value = self._canvas, json.dumps({"drawing": state})
            message.rerun_script.fragment_id = self._fragment
        await connection.send(message.SerializeToString())
        async with asyncio.timeout(60):
            async for received in connection:
                assert isinstance(received, bytes)
                answer = ForwardMsg.FromString(received)
                kind = answer.WhichOneof("type")
                if kind == "delta":
                    self._look_at(answer.delta)
                elif kind == "script_finished":
                    return
        raise ConnectionError("the server has closed the connection")

    def _look_at(self, delta: Any) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        component = element.bidi_component
        if kind == "bidi_component" and "canvas" in component.component_name:
            self._canvas, self._fragment = component.id, delta.fragment_id
        elif kind == "metric" and element.metric.label == "Prediction":
            if element.metric.body.isdecimal():
                self._answered = time.perf_counter()
        elif kind == "exception":
            raise RuntimeError(element.exception.message)
