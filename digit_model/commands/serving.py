"""The command that starts the app."""

import argparse
import runpy
import sys
from pathlib import Path

from digit_model.commands.shell import Commands, complain

_HOME = Path(__file__).parents[2]
# Installed, the app has a folder of its own; in a checkout it lies at the top.
_PLACES = (_HOME / "digit_lab" / "app.py", _HOME / "app.py")


def add_to(commands: Commands) -> None:
    """Declare ``run``."""
    run = commands.add_parser("run", help="start the app")
    run.add_argument("--port", type=_port, metavar="N", help="8501 by default")
    run.add_argument(
        "options",
        nargs="*",
        metavar="OPTION",
        help="after --, anything that `streamlit run` takes",
    )
    run.set_defaults(command=_run)


def _port(word: str) -> int:
    if not (word.isdecimal() and 0 < int(word) < 2**16):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(word)


def _run(options: argparse.Namespace) -> int:
    app = next((place for place in _PLACES if place.exists()), None)
    if app is None:
        return complain(f"There is no app in {_HOME}; install Digit Lab anew.")
    port = [] if options.port is None else [f"--server.port={options.port}"]
    # In this process, so that it is Streamlit that signals reach. Its settings are in
    # .streamlit beside the app, where Streamlit looks wherever one starts it.
    sys.argv = ["streamlit", "run", str(app), *port, *options.options]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0
