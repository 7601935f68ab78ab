"""The report: one file that needs nothing else."""

from html.parser import HTMLParser

import pytest

from digit_model.__main__ import main
from digit_model.reading.persistence import load_card, model_names


class Page(HTMLParser):
    """What a page shows and where from."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sources: list[str | None] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.sources += [
            value for name, value in attributes if name in ("src", "href", "srcset")
        ]

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "new" / "folder"
    assert main(["report", "--out", str(folder)]) == 0
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    return Page((folder / "report.html").read_text("utf-8"))


def test_it_loads_nothing_from_elsewhere(report):
    assert report.sources
    assert all(s.startswith("data:image/svg+xml;base64,") for s in report.sources)


def test_it_tells_every_models_figures(report):
    for name in model_names():
        accuracy = load_card(name)["figures"]["mnist_test"]["accuracy"]
        assert name in report.text
        assert f"{100 * accuracy:.2f} %" in report.text


def test_it_teaches_that_always_saying_no_is_mostly_right(report):
    assert "always says no is right 90.1 %" in report.text


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["report", "--out", str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err
