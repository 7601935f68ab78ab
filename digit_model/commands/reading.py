"""Commands that read picture files."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from digit_model.classifiers import recipes
from digit_model.commands.shell import Commands, add_json, complain, print_json
from digit_model.finding.reader import read_file
from digit_model.reading.persistence import load_model
from digit_model.reading.pictures import PictureError, read_picture


def add_to(commands: Commands) -> None:
    """Declare ``predict`` and ``read``."""
    predict = commands.add_parser("predict", help="read the digit in picture files")
    predict.set_defaults(command=_predict)

    read = commands.add_parser("read", help="read every digit in picture files")
    read.set_defaults(command=_read)

    for command in (predict, read):
        command.add_argument(
            "paths", nargs="+", type=_path, metavar="PATH", help="a file or a folder"
        )
        command.add_argument("--model", metavar="NAME", default=recipes.DEFAULT)
    add_json(predict, read)


def _path(word: str) -> Path:
    if not word:  # it would mean the folder one is in
        raise argparse.ArgumentTypeError("the path is empty; name a file or a folder")
    return Path(word)


def _predict(options: argparse.Namespace) -> int:
    model = load_model(options.model)
    return _answer_each(
        options, lambda path: model.read(read_picture(path)).to_dict(), _sentence
    )


def _read(options: argparse.Namespace) -> int:
    model = load_model(options.model)
    return _answer_each(
        options, lambda path: read_file(model, path).to_dict(), _lines_of_text
    )


def _answer_each(
    options: argparse.Namespace,
    answer_to: Callable[[Path], dict[str, Any]],
    in_words: Callable[[dict[str, Any]], str],
) -> int:
    """Answer for every file; one that cannot be read does not stop the others."""
    status = 0
    for path in _files(options.paths):
        try:
            if path.is_dir():
                raise PictureError("The folder holds no files.")
            answer = {"path": str(path)} | answer_to(path)
        except (PictureError, OSError) as error:
            told = str(error)
            if isinstance(error, OSError):
                told = f"The file cannot be opened: {error.strerror}."
            status = complain(f"{path}: {told}")
            answer = {"path": str(path), "error": told}
        if options.json:
            print_json(answer)
        elif "error" not in answer:
            print(in_words(answer), flush=True)
    return status


def _files(paths: list[Path]) -> Iterator[Path]:
    """Yield files as they are and folders' files sorted; an empty folder itself."""
    for path in paths:
        inside: list[Path] = []
        with suppress(OSError):  # told when it is read
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and not _is_hidden(file.relative_to(path))
            )
        yield from inside or [path]


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _sentence(answer: dict[str, Any]) -> str:
    if answer["digit"] is None:
        return f"{answer['path']}: nothing is drawn"
    doubt = "" if answer["is_digit"] else ", but it does not look like a digit"
    return f"{answer['path']}: {answer['digit']} ({answer['confidence']:.1%}){doubt}"


def _lines_of_text(answer: dict[str, Any]) -> str:
    if not answer["lines"]:
        return f"{answer['path']}: no digits"
    doubtful = sum(not digit["is_digit"] for digit in answer["digits"])
    doubt = f" ({doubtful} of them may be none)" if doubtful else ""
    return f"{answer['path']}: {' / '.join(answer['lines'])}{doubt}"
