"""What is counted for those who run the server; never what people drew."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()

ANSWERS = Counter(
    "digit_lab_answers", "Drawings and pictures read.", ["where", "model"]
)
SECONDS = Histogram(
    "digit_lab_answer_seconds",
    "From the picture to the answer.",
    ["where"],
    buckets=(0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
REFUSALS = Counter("digit_lab_refusals", "Requests refused.", ["where", "status"])
SESSIONS = Gauge("digit_lab_sessions", "Pages that are open.")

_logger = logging.getLogger("digit_lab")


@contextmanager
def answering(where: str, model: str) -> Iterator[None]:
    """Count and time an answer; one that fails is not counted here.

    Parameters
    ----------
    where : str
        "draw" for a stroke on the page, else the address of the API.
    model : str
        The model's name.
    """
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    ANSWERS.labels(where, model).inc()
    SECONDS.labels(where).observe(seconds)
    _logger.info("answer where=%s model=%s seconds=%.3f", where, model, seconds)
