"""JSON answers and refusals: every fault of an address is one sentence."""

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError
from digit_model.reading.pictures import PictureError
from pages.parts.metrics import REFUSALS

Endpoint = Callable[[Request], Awaitable[Response]]

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]

_logger = logging.getLogger("digit_lab")


class Refusal(Exception):  # noqa: N818 - it is no error that somebody asks amiss
    """A request that is not answered; the message says why and what to do.

    Parameters
    ----------
    status : int
        The HTTP status.
    sentence : str
        For whoever asked.
    **headers : str
        To be sent along.
    """

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, headers


def route(path: str, endpoint: Endpoint, method: str = "GET") -> Route:
    """Bind an address to a function; whatever it raises becomes a sentence.

    Parameters
    ----------
    path : str
        The address, as Starlette writes it.
    endpoint : callable
        From the request to the response. It may raise `Refusal`, `PictureError`,
        `ModelError` and `DatasetError`.
    method : {"GET", "POST"}
        The only one that is answered; HEAD goes with GET.

    Returns
    -------
    Route
        For ``st.App(routes=...)``.
    """

    async def answer(request: Request) -> Response:
        try:
            asked = "GET" if request.method == "HEAD" else request.method
            if asked != method:
                raise Refusal(
                    405, f"{path} takes {method}, not {request.method}.", Allow=method
                )
            return await endpoint(request)
        except Refusal as refusal:
            return _refused(path, refusal)
        except PictureError as error:
            return _refused(path, Refusal(422, str(error)))
        except (ModelError, DatasetError) as error:
            return _refused(path, Refusal(503, str(error)))
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody is there to get
        except Exception:
            _logger.exception("fault path=%s", path)
            sentence = "Something went wrong here; the server's log says what."
            return _refused(path, Refusal(500, sentence))

    # All methods, since Streamlit would answer the others with a page.
    return Route(path, answer, methods=_METHODS)


def _refused(path: str, refusal: Refusal) -> Response:
    REFUSALS.labels(path, refusal.status).inc()
    _logger.info('refusal path=%s status=%d why="%s"', path, refusal.status, refusal)
    return JSONResponse({"error": str(refusal)}, refusal.status, refusal.headers)
