"""The command line: ``python -m digit_model COMMAND``; ``--help`` lists them."""

import argparse
import sys

from digit_model.commands import models, reading, training
from digit_model.commands.shell import complain
from digit_model.computing.scheduling import SchedulerError
from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError

GROUPS = (reading, models, training)


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
        return complain("Interrupted; nothing was changed.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m digit_model", description="Read, evaluate and train digits."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
