"""The command line as people and other programs use it."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from digit_model.__main__ import main
from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.reading.persistence import load_card, model_names


@pytest.fixture
def folder(tmp_path):
    images = load_mnist().images
    Image.fromarray(images[161]).save(tmp_path / "b.png")
    Image.fromarray(255 - images[0]).save(tmp_path / "a.png")
    Image.new("L", (50, 50)).save(tmp_path / "c.png")
    return tmp_path


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_predict_answers_a_folder_in_order(folder, capsys):
    assert main(["predict", "--json", str(folder)]) == 0
    answers = lines(capsys)
    assert [answer["path"] for answer in answers] == [
        str(folder / name) for name in ("a.png", "b.png", "c.png")
    ]
    assert [answer["digit"] for answer in answers] == [5, 2, None]
    for answer in answers:
        assert set(answer) == {
            "path",
            "digit",
            "confidence",
            "probabilities",
            "is_digit",
            "model",
        }
        assert answer["model"] == recipes.DEFAULT


def test_predict_uses_the_model_asked_for(folder, capsys):
    main(["predict", "--json", "--model", "logistic-regression", str(folder / "b.png")])
    assert lines(capsys)[0]["model"] == "logistic-regression"


def test_bad_files_do_not_stop_the_others(folder, capsys):
    (folder / "b.png").write_bytes(b"no picture")
    assert main(["predict", "--json", str(folder), str(folder / "none.png")]) == 1
    captured = capsys.readouterr()
    answers = [json.loads(line) for line in captured.out.splitlines()]
    assert [set(a) == {"path", "error"} for a in answers] == [False, True, False, True]
    assert "b.png: This is not a picture" in captured.err
    assert "none.png: There is no such file" in captured.err


def test_predict_speaks_plainly_without_json(folder, capsys):
    main(["predict", str(folder)])
    said = capsys.readouterr().out
    assert "a.png: 5 (" in said
    assert "c.png: nothing is drawn" in said


def test_read_answers_every_digit(folder, capsys):
    images = load_mnist().images
    beside = np.hstack([images[161], images[0]])
    Image.fromarray(np.pad(beside, 20)).save(folder / "d.png")
    (folder / "e.png").write_bytes(b"no picture")
    assert main(["read", "--json", str(folder)]) == 1
    captured = capsys.readouterr()
    answers = [json.loads(line) for line in captured.out.splitlines()]
    assert "e.png: This is not a picture" in captured.err
    assert set(answers.pop()) == {"path", "error"}
    assert [answer["lines"] for answer in answers] == [["5"], ["2"], [], ["25"]]
    for answer in answers:
        assert set(answer) == {"path", "lines", "digits", "model"}
    for found in answers[-1]["digits"]:
        assert set(found) == {
            "digit",
            "confidence",
            "probabilities",
            "is_digit",
            "line",
            "box",
        }
        left, top, right, bottom = found["box"]
        assert 20 <= left < right <= 76
        assert 20 <= top < bottom <= 48


def test_read_speaks_plainly_without_json(folder, capsys):
    assert main(["read", "--model", "logistic-regression", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "b.png: 2" in said
    assert "c.png: no digits" in said


def test_a_name_that_is_too_long_stops_no_other_file(folder, capsys):
    assert main(["read", "7" * 300 + ".png", str(folder)]) == 1
    said = capsys.readouterr()
    assert "cannot be opened" in said.err
    assert "b.png: 2" in said.out


def test_hidden_folders_are_not_read(folder, capsys):
    (folder / ".git").mkdir()
    (folder / ".git" / "ab12").write_bytes(b"none of ours")
    assert main(["read", str(folder)]) == 0
    assert ".git" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["predict", "read"])
def test_an_empty_path_is_refused_in_a_sentence(folder, capsys, monkeypatch, command):
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit, match="2"):
        main([command, ""])
    said = capsys.readouterr()
    assert "the path is empty; name a file or a folder" in said.err
    assert not said.out


def test_whoever_reads_the_answers_may_stop(folder):
    command = [sys.executable, "-m", "digit_model", "predict", *[str(folder)] * 20]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("name", ["deep", "deep" * 100])
def test_an_unknown_model_is_answered_in_a_sentence(folder, capsys, name):
    assert main(["predict", "--model", name, str(folder)]) == 1
    assert f"There is no model '{name}'; there are: " in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "0", "web"])
def test_a_port_that_is_none_is_refused_in_a_sentence(port, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["run", "--port", port])
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_evaluate_agrees_with_the_card(capsys):
    assert main(["evaluate", "--json", "--model", "logistic-regression"]) == 0
    (answer,) = lines(capsys)
    figures = load_card("logistic-regression")["figures"]["mnist_test"]
    assert answer["n"] == 10_000
    assert answer["errors"] == figures["errors"]
    assert answer["accuracy"] == pytest.approx(1 - answer["errors"] / 10_000)
    assert answer["seconds"] > 0


def test_models_lists_every_card(capsys):
    assert main(["models", "--json"]) == 0
    assert [card["name"] for card in lines(capsys)] == model_names()
    assert main(["models"]) == 0
    assert f"{recipes.DEFAULT} (default)" in capsys.readouterr().out


def test_training_says_what_is_missing(capsys, tmp_path):
    assert main(["train", recipes.DEFAULT, "--out", str(tmp_path)]) == 1
    assert "--strokes" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_json_is_all_there_is_on_stdout(folder):
    run = subprocess.run(
        [sys.executable, "-m", "digit_model", "predict", "--json", folder / "b.png"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout)["digit"] == 2
    assert run.stderr == ""


def test_probabilities_survive_any_size(tmp_path, capsys):
    Image.fromarray(np.zeros((1, 1), np.uint8)).save(tmp_path / "one.png")
    Image.fromarray(np.zeros((1, 3000), np.uint8)).save(tmp_path / "row.png")
    assert main(["predict", "--json", str(tmp_path)]) == 0
    assert [answer["digit"] for answer in lines(capsys)] == [None, None]
