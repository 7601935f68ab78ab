"""Pages that miss what they show say so in a sentence, whatever befell a file."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.copies import copy_of_the_app

# As `python -m digit_model` does, twice in one process: starting one takes seconds.
LIST_TWICE = """
import runpy, sys
for options in [], ["--json"]:
    sys.argv[1:] = ["models", *options]
    try:
        runpy.run_module("digit_model", run_name="__main__")
    except SystemExit as end:
        print(end.code)
"""

OPEN_ALL = """
import json, logging
logging.disable(logging.CRITICAL)
from streamlit.testing.v1 import AppTest
from threadpoolctl import threadpool_limits
threadpool_limits(1)  # as the server does
found = {}
for page in ("draw", "dataset", "accuracy", "misclassified"):
    app = AppTest.from_file("pages/navigation.py", default_timeout=300)
    app.run().switch_page(f"{page}.py")
    if page == "draw":
        app.query_params["image"] = "161"
    if page == "dataset":
        app.query_params["index"] = "161"
    if page == "accuracy":
        app.query_params["models"] = "logistic-regression"
    for part in ("why", "details", "downloads"):
        app.session_state[part] = True
    app.run()
    found[page] = [each.message for each in app.exception]
    shown = [each.proto.json for each in app.get("bidi_component")]
    shown += [str(each.value) for each in app.table]
    found[page] += [each for each in shown if "nan " in each]
print(json.dumps(found))
"""


def cut(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def garble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for place in range(len(content) // 3, 2 * len(content) // 3, 97):
        content[place] ^= 0x55
    file.write_bytes(content)


def hold_other_arrays(file: Path) -> None:
    np.savez(file, other=np.arange(3))


def hold_fewer(file: Path) -> None:
    with np.load(file) as arrays:
        fewer = {name: array[:5000] for name, array in arrays.items()}
    np.savez_compressed(file, **fewer)


def hold_no_figures(file: Path) -> None:
    card = json.loads(file.read_text())
    file.write_text(json.dumps({key: card[key] for key in ("name", "fingerprint")}))


def hold_junk(file: Path) -> None:
    file.write_text("index,given\nseven,\0")


FAULTS: dict[str, dict[str, Callable[[Path], None]]] = {
    "fewer digits": {"data/mnist.npz": hold_fewer},
    "damaged extras": {
        "data/detectors.npz": cut,
        "data/label_errors.csv": hold_junk,
        "data/neighbours.npz": hold_other_arrays,
        "data/map.npz": garble,
        "models/logistic-regression/card.json": hold_no_figures,
        "models/oriented-gradients/test_answers.npz": garble,
    },
}


def test_a_damaged_card_hides_no_model_from_the_shell(tmp_path):
    models = copy_of_the_app(tmp_path) / "digit_model/models"
    hold_no_figures(models / "oriented-gradients/card.json")
    cut(models / "logistic-regression/card.json")
    told = subprocess.run(
        [sys.executable, "-c", LIST_TWICE], cwd=tmp_path, capture_output=True, text=True
    )
    in_words, status, as_json, same = told.stdout.splitlines()
    assert status == same == "1"
    assert in_words.startswith("oriented-gradients")
    assert json.loads(as_json)["name"] == "oriented-gradients"
    assert "Traceback" not in told.stderr
    assert told.stderr.count("card") == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_fails(fault, tmp_path):
    root = copy_of_the_app(tmp_path)
    for file, damage in FAULTS[fault].items():
        damage(root / "digit_model" / file)
    opened = subprocess.run(
        [sys.executable, "-c", OPEN_ALL], cwd=root, capture_output=True, text=True
    )
    assert opened.returncode == 0, opened.stderr
    found = json.loads(opened.stdout.splitlines()[-1])
    assert found == {page: [] for page in found}
