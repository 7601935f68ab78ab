"""What the README says is so."""

import re

import pytest

from digit_model.__main__ import main
from digit_model.reading.persistence import load_card, model_names
from digit_model.reporting.tables import benchmark_table
from harness.serving import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_its_table_says_what_the_cards_say():
    before, _, rest = README.partition("<!-- models: written by make bench -->\n")
    table = rest.partition("\n<!-- end of models -->")[0]
    assert before != README
    assert table == benchmark_table([load_card(name) for name in model_names()])


def test_its_sentence_on_what_is_harder_says_what_the_cards_say():
    told = re.search(r"Harder still: ([^.]+)\.", README)
    assert told
    numbers = {name: load_card(name)["figures"]["numbers"] for name in model_names()}
    shares = [
        f"{numbers[name][kind]['whole_right']:.0%}"
        for kind in ("touching", "photos")
        for name in ("oriented-gradients", "logistic-regression")
    ]
    assert re.findall(r"\d+%", told[1]) == shares


@pytest.mark.parametrize(
    "verb", sorted(set(re.findall(r"python -m digit_model ([\w-]+)", README)))
)
def test_its_commands_exist(verb, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([verb, "--help"])
    assert f"digit_model {verb}" in capsys.readouterr().out
