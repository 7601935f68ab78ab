"""How commands are declared, and how they answer."""

import argparse
import json
import sys
from typing import Any, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What a group adds its commands to. Each sets `command` to a function that takes the
options and returns the exit status."""


def add_json(*commands: argparse.ArgumentParser) -> None:
    """Give commands the option ``--json``."""
    for command in commands:
        command.add_argument(
            "--json", action="store_true", help="one JSON object a line"
        )


def print_json(answer: dict[str, Any]) -> None:
    """Print one line of JSON for another program to read, at once."""
    print(json.dumps(answer), flush=True)


def complain(sentence: str) -> int:
    """Say on stderr what could not be done; return the exit status for that."""
    print(sentence, file=sys.stderr)
    return 1
