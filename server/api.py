"""The HTTP API: pictures read, models listed, MNIST's images, and how the server is."""

import asyncio
from functools import partial
from typing import Any

import numpy as np
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError, load_card, model_names
from pages.parts.component import SCRIPTS
from pages.parts.images import png
from pages.parts.opened import index_named
from pages.parts.resources import (
    mnist,
    model,
    read_digit_of_file,
    read_digits_of_file,
)
from server.answers import Refusal, route
from server.uploads import body, in_turn

_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


async def predict(request: Request) -> Response:
    """Answer ``POST /api/predict?model=NAME``: read the picture in the body."""
    async with body(request) as picture:
        name = model_asked_for(request)
        work = partial(read_digit_of_file, name, picture, "/api/predict")
        return JSONResponse(await in_turn(work))


async def read_page(request: Request) -> Response:
    """Answer ``POST /api/read?model=NAME``: read every digit in the body's picture."""
    async with body(request) as picture:
        name = model_asked_for(request)
        work = partial(read_digits_of_file, name, picture, "/api/read")
        return JSONResponse(await in_turn(work))


def model_asked_for(request: Request) -> str:
    """Return the model that ``?model=NAME`` names, else the default one."""
    name = request.query_params.get("model", recipes.DEFAULT)
    if name not in model_names():
        known = ", ".join(model_names()) or "none"
        raise Refusal(404, f"There is no model {name[:50]!r}; there are: {known}.")
    return name


async def models(request: Request) -> Response:
    """Answer ``GET /api/models``: the card of every model, the default marked."""
    return JSONResponse(
        [_card(name) | {"default": name == recipes.DEFAULT} for name in model_names()]
    )


def _card(name: str) -> dict[str, Any]:
    try:
        return load_card(name)
    except ModelError as error:
        return {"name": name, "error": str(error)}


async def image(request: Request) -> Response:
    """Answer ``GET /images/INDEX.png``: one of MNIST's 70,000 images."""
    index = index_named(request.path_params["index"])
    images = (await run_in_threadpool(mnist)).images
    if index is None:
        raise Refusal(404, f"There are {len(images):,} images, numbered from 0.")
    return Response(png(images[index]), media_type="image/png", headers=_FOREVER)


async def script(request: Request) -> Response:
    """Answer ``GET /scripts/NAME``: a component's script, named by what is in it."""
    text = SCRIPTS.get(f"scripts/{request.path_params['name']}")
    if text is None:
        raise Refusal(404, "There is no such script any more; reload the page.")
    return Response(text, media_type="text/javascript", headers=_FOREVER)


async def health(request: Request) -> Response:
    """Answer ``GET /healthz``: the default model reads, and what else is missing."""
    faults = await run_in_threadpool(_faults)
    if "reading" in faults:
        return JSONResponse({"status": "ill"} | faults, 503)
    return JSONResponse({"status": "ok"} | faults)


def _faults() -> dict[str, str]:
    faults = {}
    drawing = np.eye(28, dtype=np.uint8) * 255
    for name in {recipes.DEFAULT, *model_names()}:
        try:
            model(name).read(drawing)
        except ModelError as error:
            faults["reading" if name == recipes.DEFAULT else name] = str(error)
    try:
        mnist()
    except DatasetError as error:
        faults["images"] = str(error)
    return faults


async def metrics(request: Request) -> Response:
    """Answer ``GET /metrics``: counts for Prometheus, of nothing that people drew."""
    text = await asyncio.to_thread(generate_latest)
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _nothing(request: Request) -> Response:
    raise Refusal(404, f"There is nothing here; there are: {', '.join(_ADDRESSES)}.")


ROUTES = [
    route("/api/predict", predict, "POST"),
    route("/api/read", read_page, "POST"),
    route("/api/models", models),
    route("/images/{index}.png", image),
    route("/healthz", health),
    route("/metrics", metrics),
]
"""For ``st.App(routes=...)``."""

_ADDRESSES = [each.path for each in ROUTES]
ROUTES += [
    route("/api", _nothing),
    route("/api/{anything:path}", _nothing),
    route("/scripts/{name}", script),
]
