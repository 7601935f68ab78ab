"""The server: the pages, the HTTP API and the warm-up, in one process."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from threadpoolctl import threadpool_limits

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError, load_card, model_names
from digit_model.reading.pictures import PictureError, read_picture

LARGEST_BODY = 32 * 2**20  # bytes
# Absolute, so that `streamlit run` and an ASGI server find it from anywhere.
PAGES = Path(__file__).resolve().parent / "pages"

_logger = logging.getLogger(__name__)


async def predict(request: Request) -> Response:
    """Answer ``POST /api/predict?model=NAME``: read the picture in the body."""
    if request.method != "POST":
        return _refusal(405, "Send a picture file with POST.")
    name = request.query_params.get("model", recipes.DEFAULT)
    picture = bytearray()
    async for chunk in request.stream():
        picture += chunk
        if len(picture) > LARGEST_BODY:
            return _refusal(413, "The picture is too large; send at most 32 MiB.")
    if not picture:
        return _refusal(400, "Send a picture file as the body of the request.")
    if name not in model_names():
        return _refusal(
            404, f"There is no model {name!r}; there are: {', '.join(model_names())}."
        )
    try:
        return JSONResponse(await run_in_threadpool(_read, name, bytes(picture)))
    except PictureError as error:
        return _refusal(422, str(error))
    except ModelError as error:
        return _refusal(503, str(error))


def _read(name: str, picture: bytes) -> dict[str, object]:
    from pages.parts.resources import model

    return model(name).read(read_picture(picture)).to_dict()


async def models(request: Request) -> Response:
    """Answer ``GET /api/models``: the card of every model, the default marked."""
    cards = [load_card(name) for name in model_names()]
    return JSONResponse(
        [card | {"default": card["name"] == recipes.DEFAULT} for card in cards]
    )


async def image(request: Request) -> Response:
    """Answer ``GET /images/INDEX.png``: one of MNIST's 70,000 images."""
    from pages.parts.images import png
    from pages.parts.resources import mnist

    images = (await run_in_threadpool(mnist)).images
    index = request.path_params["index"]
    if index >= len(images):
        return _refusal(404, f"There are {len(images):,} images, numbered from 0.")
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(png(images[index]), media_type="image/png", headers=forever)


async def health(request: Request) -> Response:
    """Answer ``GET /healthz``: the server is up and its models are loaded."""
    return JSONResponse({"status": "ok"})


def _refusal(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Load what pages and routes need before the first visitor comes."""
    # A drawing is too small a task for several cores: they would wait for one another.
    threadpool_limits(1)
    await run_in_threadpool(_warm_up)
    # Streamlit collects garbage after every run of a page. What is loaded for good
    # need not be searched each time: that takes longer than most runs (100 ms).
    gc.collect()
    gc.freeze()
    yield


def _warm_up() -> None:
    # Imported here: Streamlit's caches need the runtime, which has started by now.
    for file in sorted(PAGES.glob("*/*.py")):
        import_module(".".join(file.relative_to(PAGES.parent).with_suffix("").parts))
    from pages.parts.resources import mnist, model

    try:
        mnist()
    except DatasetError as error:
        # Drawings are read without it; a page that shows its images says so.
        _logger.warning("%s", error)
    for name in model_names():
        try:
            model(name)
        except ModelError as error:
            # The other models still work; whoever asks for this one is told.
            _logger.warning("%s", error)


app = st.App(
    # It lies in pages/ on purpose: a folder pages/ beside the main script would make
    # Streamlit list its files as pages.
    PAGES / "navigation.py",
    lifespan=lifespan,
    routes=[
        Route("/api/predict", predict, methods=["GET", "POST"]),
        Route("/api/models", models),
        Route("/images/{index:int}.png", image),
        Route("/healthz", health),
    ],
)

if __name__ == "__main__":
    app.run()
