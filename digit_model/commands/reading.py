"""Commands that read picture files."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digit_model.classifiers import recipes
from digit_model.commands.shell import Commands, add_json, complain, print_json
from digit_model.reading.persistence import load_model
from digit_model.reading.pictures import PictureError, read_picture


def add_to(commands: Commands) -> None:
    """Declare ``predict``."""
    predict = commands.add_parser("predict", help="read the digit in picture files")
    predict.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    predict.add_argument("--model", metavar="NAME", default=recipes.DEFAULT)
    add_json(predict)
    predict.set_defaults(command=_predict)


def _predict(options: argparse.Namespace) -> int:
    model = load_model(options.model)
    status = 0
    for path in _files(options.paths):
        try:
            if path.is_dir():
                raise PictureError("The folder holds no files.")
            answer = {"path": str(path)} | model.read(read_picture(path)).to_dict()
        except PictureError as error:
            status = complain(f"{path}: {error}")
            answer = {"path": str(path), "error": str(error)}
        if options.json:
            print_json(answer)
        elif "error" not in answer:
            print(_sentence(answer), flush=True)
    return status


def _files(paths: list[str]) -> Iterator[Path]:
    """Yield files as they are and folders' files sorted; an empty folder itself."""
    for path in map(Path, paths):
        inside = sorted(
            file
            for file in path.rglob("*")
            if file.is_file() and not file.name.startswith(".")
        )
        yield from inside or [path]


def _sentence(answer: dict[str, Any]) -> str:
    if answer["digit"] is None:
        return f"{answer['path']}: nothing is drawn"
    doubt = "" if answer["is_digit"] else ", but it does not look like a digit"
    return f"{answer['path']}: {answer['digit']} ({answer['confidence']:.1%}){doubt}"
