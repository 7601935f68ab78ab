"""The log: one line an event, of what happened and never of what was drawn."""

import logging
import sys


def log_events() -> None:
    """Write the events of this project to the console, a line each."""
    events = logging.getLogger("digit_lab")
    if not events.handlers:
        console = logging.StreamHandler(sys.stderr)
        console.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
        )
        events.addHandler(console)
        events.propagate = False
    events.setLevel(logging.INFO)
