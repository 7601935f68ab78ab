"""The command line: ``digit-lab COMMAND``, or ``python -m digit_model COMMAND``."""

import argparse
import os
import sys
from pathlib import Path

import digit_model
from digit_model.commands import models, reading, serving, training
from digit_model.commands.shell import complain
from digit_model.computing.scheduling import SchedulerError
from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError

GROUPS = (serving, reading, models, training)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : list of str, optional
        The words after the program's name; those of the process by default.

    Returns
    -------
    int
        The exit status: 0 if all went well, 1 if something could not be done.
    """
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except (ModelError, DatasetError, SchedulerError) as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return complain("Interrupted.")
    except BrokenPipeError:
        # Whoever reads has had enough, as `head` has; Python would complain at its end.
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
        return 1


def _parser() -> argparse.ArgumentParser:
    called = Path(sys.argv[0]).stem
    parser = argparse.ArgumentParser(
        prog="digit-lab" if called == "digit-lab" else "python -m digit_model",
        description="Draw, read, evaluate and train digits.",
    )
    parser.add_argument(
        "--version", action="version", version=f"Digit Lab {digit_model.__version__}"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
