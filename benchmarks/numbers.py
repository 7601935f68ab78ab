"""Numbers and photographs of them: how many are read whole.

``python -m benchmarks.numbers --strokes UNIPEN_FILE`` measures a model as it is stored,
with the validation writers. It has learned from them; what its card tells is measured
with a rehearsal that has not, and with other writers: ``--rehearse FOLDER`` does so,
writes it into the card, and keeps the rehearsal in the folder (training takes half an
hour).
"""

import argparse
from pathlib import Path

from tqdm import tqdm

from digit_model.classifiers import recipes
from digit_model.drawings.strokes import PenDigit, read_unipen
from digit_model.drawings.training_data import (
    REPORTED_WRITERS,
    VALIDATION_WRITERS,
    of_writers,
)
from digit_model.reading.persistence import (
    add_figures,
    load_card,
    load_model,
    model_names,
)
from digit_model.training.numbers import measure_numbers
from digit_model.training.rehearsal import kept_rehearsal


def main(arguments: list[str] | None = None) -> None:
    """Print the table of the cards, or of a measurement afresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=Path, metavar="UNIPEN_FILE")
    parser.add_argument("--model", default=recipes.DEFAULT, metavar="NAME")
    parser.add_argument("--numbers", type=int, default=200, metavar="N")
    parser.add_argument("--photos", type=int, default=40, metavar="N")
    parser.add_argument("--rehearse", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    print(f"{'':<28} {'':<10} {'n':>5} {'whole right':>12} {'digits right':>13}")
    if options.strokes is None:
        for name in model_names():
            _show(name, load_card(name)["figures"].get("numbers", {}))
        return
    digits = read_unipen(options.strokes)
    if options.rehearse is not None:
        figures = _measure_rehearsal(options.model, digits, options.rehearse)
        add_figures(options.model, {"numbers": figures})
        _show(options.model, figures)
        return
    digits = of_writers(digits, VALIDATION_WRITERS)
    with tqdm(unit="picture") as bar:
        figures = measure_numbers(
            load_model(options.model),
            digits,
            n_numbers=options.numbers,
            n_photos=options.photos,
            progress=bar.update,
        )
    _show(options.model, figures)


def _measure_rehearsal(
    name: str, digits: list[PenDigit], folder: Path
) -> dict[str, dict[str, float]]:
    rehearsal = kept_rehearsal(name, digits, folder)
    reported = of_writers(digits, REPORTED_WRITERS)
    with tqdm(unit="picture") as bar:
        return measure_numbers(rehearsal, reported, progress=bar.update)


def _show(name: str, figures: dict[str, dict[str, float]]) -> None:
    for kind, figure in figures.items():
        print(
            f"{name:<28} {kind:<10} {figure['n']:>5} {figure['whole_right']:>12.1%} "
            f"{figure['digits_right']:>13.2%}"
        )


if __name__ == "__main__":
    main()
