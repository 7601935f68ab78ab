"""Learning where numbers are divided into digits."""

import json

import numpy as np
import pytest

from digit_model.__main__ import main
from digit_model.classifiers import recipes
from digit_model.drawings.synthesis import synthetic_digits
from digit_model.finding.scoring import FEATURES, FILE, features, weights
from digit_model.finding.segmentation import divide
from digit_model.reading.persistence import load_model, model_names
from digit_model.training.division import fit_weights, written_rows


@pytest.fixture(scope="module")
def drawn():
    """Rows of digits, then what is none."""
    digits = synthetic_digits(80, np.random.default_rng(3))
    model = load_model(recipes.DEFAULT)
    return written_rows(
        model, digits, numbers={"touching": 30, "rows": 3}, n_symbols=60
    )


@pytest.fixture(scope="module")
def rows(drawn):
    return [(lattice, text) for lattice, text in drawn if text != "?"]


@pytest.fixture(scope="module")
def symbols(drawn):
    return [(lattice, text) for lattice, text in drawn if text == "?"]


def divided(lattice, weights):
    scores = features(lattice) @ [weights[feature] for feature in FEATURES]
    return divide(lattice.row, scores).spans


def read(lattice, weights):
    place = {span: k for k, span in enumerate(lattice.row.spans)}
    best = [place[span] for span in divided(lattice, weights)]
    return "".join(str(lattice.readings[k].probabilities.argmax()) for k in best)


def right(rows, weights):
    return sum(read(lattice, weights) == text for lattice, text in rows)


def test_rows_are_what_was_written(rows):
    texts = [text for _, text in rows]
    assert len(texts) > 30
    assert all(text.isdigit() for text in texts)


def test_what_is_learned_divides_other_numbers(rows):
    learned = fit_weights(rows[:20])
    others = rows[20:]
    nothing = dict.fromkeys(FEATURES, 0.0)
    only_few_cuts = nothing | {"cut ends": -1.0}
    assert right(others, learned) > right(others, nothing)
    assert right(others, learned) > right(others, only_few_cuts)


def test_what_is_no_digit_stays_in_one_piece(rows, symbols):
    digits_alone = fit_weights(rows[:20])
    both = fit_weights(rows[:20] + symbols[::2])

    def whole(weights):
        return sum(len(divided(lattice, weights)) == 1 for lattice, _ in symbols[1::2])

    assert whole(both) > whole(digits_alone)
    assert right(rows[20:], both) >= 0.9 * right(rows[20:], digits_alone)


def test_rows_that_nothing_reads_right_teach_nothing(rows):
    unread = [(lattice, "1" * 20) for lattice, _ in rows[:5]]
    some = rows[5:20]
    assert fit_weights([*unread, *some]) == fit_weights(some)
    with pytest.raises(ValueError, match="None of these rows"):
        fit_weights(unread)


def test_the_weights_in_use_are_those_of_all_features():
    learned = json.loads(FILE.read_text("utf-8"))
    assert next(iter(learned)) == recipes.DEFAULT
    assert set(learned) == set(model_names())
    for name, own in learned.items():
        assert tuple(own["weights"]) == FEATURES
        assert own["learned_from"]["writers"] == [3, 8, 14, 19, 24, 29]
        assert weights(name).tolist() == list(own["weights"].values())


def test_a_model_without_weights_of_its_own_has_the_default_model_s():
    assert weights("of-my-own").tolist() == weights(recipes.DEFAULT).tolist()


def test_strokes_that_are_not_there_are_told_in_a_sentence(tmp_path, capsys):
    missing = tmp_path / "none.tra"
    words = ["--strokes", str(missing), "--rehearsal", str(tmp_path)]
    assert main(["division", recipes.DEFAULT, *words]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert str(missing) in line


def test_strokes_of_other_writers_are_told_before_anything_is_trained(tmp_path, capsys):
    strokes = tmp_path / "others.tra"
    strokes.write_text(".COMMENT 4 1 7\n.PEN_DOWN\n0 0\n0 9\n.PEN_UP\n")
    kept = tmp_path / "rehearsal"
    words = ["--strokes", str(strokes), "--rehearsal", str(kept)]
    assert main(["division", recipes.DEFAULT, *words]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "3, 8, 14, 19, 24, 29" in line
    assert not kept.exists()
