"""The report: one file that needs nothing else."""

from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from digit_model.__main__ import main
from digit_model.reading.persistence import load_card, model_names
from tests.components import models_table


class Page(HTMLParser):
    """What a page shows and where from."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sources: list[str | None] = []
        self.text = ""
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.sources += [
            value for name, value in attributes if name in ("src", "href", "srcset")
        ]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data):
        self.text += data
        if self.lasttag in ("th", "td") and data.strip():
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "new" / "folder"
    assert main(["report", "--out", str(folder)]) == 0
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    return Page((folder / "report.html").read_text("utf-8"))


@pytest.fixture
def accuracy():
    app = AppTest.from_file("../pages/navigation.py", default_timeout=60)
    return app.run().switch_page("accuracy.py").run()


def test_it_tells_what_the_page_tells(report, accuracy):
    shown = models_table(accuracy)
    head, *rows = report.rows
    for row in rows[: len(shown)]:
        of_page = shown[row[0].rpartition("(")[2].strip(")")]
        assert dict(zip(head[1:], row[1:], strict=True)) == {
            column: of_page[column] for column in head[1:]
        }


def test_the_pages_button_writes_the_very_report_of_the_command(report, accuracy):
    accuracy.session_state["downloads"] = True
    accuracy.run()
    (write,) = [b for b in accuracy.button if b.label == "Write the report"]
    write.click().run(timeout=300)
    assert not accuracy.exception
    of_page = Page(accuracy.session_state["report"])
    assert of_page.text == report.text
    assert len(of_page.sources) == len(report.sources)


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
