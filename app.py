"""The server: the pages, the HTTP API and the warm-up, in one process."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from threadpoolctl import threadpool_limits

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError, model_names
from server import connections, first_load, leaving, uploads
from server.api import ROUTES
from server.log import log_events

# Absolute, so that `streamlit run` and an ASGI server find it from anywhere.
PAGES = Path(__file__).resolve().parent / "pages"

_logger = logging.getLogger("digit_lab")


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Load what pages and routes need before the first visitor comes."""
    log_events()
    connections.send_at_once()
    uploads.keep_in_memory()
    # A drawing is too small a task for several cores: they would wait for one another.
    threadpool_limits(1)
    await run_in_threadpool(_warm_up)
    # What is loaded for good need not be searched at each collection of garbage.
    gc.collect()
    gc.freeze()
    _logger.info("ready models=%s", ",".join(model_names()) or "none")
    yield


def _warm_up() -> None:
    # Imported here: Streamlit's caches need the runtime, which has started by now.
    for file in sorted(PAGES.glob("*/*.py")):
        import_module(".".join(file.relative_to(PAGES.parent).with_suffix("").parts))
    from pages.parts.resources import mnist, model, reader

    reader().start()
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


def _tell(error: Exception) -> bool:
    """Show a sentence for what no page foresaw; the log says what it was."""
    _logger.error("fault page", exc_info=error)
    st.error(
        "Something went wrong on this page. Reload it to go on; whoever runs the "
        "server finds in its log what it was."
    )
    return True


app = st.App(
    # It lies in pages/ on purpose: a folder pages/ beside the main script would make
    # Streamlit list its files as pages.
    PAGES / "navigation.py",
    lifespan=lifespan,
    on_script_error=_tell,
    routes=ROUTES,
    middleware=[
        Middleware(connections.SecurityHeaders),
        Middleware(connections.OwnOrigin),
        Middleware(uploads.Deadline),
        Middleware(connections.Sessions),
        Middleware(leaving.LastClick),
        Middleware(first_load.SignOfLife),
        Middleware(first_load.CompressedFiles),
    ],
)

if __name__ == "__main__":
    app.run()
