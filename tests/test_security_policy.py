"""Each promise of SECURITY.md has its tests, and links lead to files."""

import re

import pytest

from benchmarks import load
from harness.serving import ROOT

SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
PAGES = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "docs/operating.md"]


def test_every_promise_names_tests_that_exist():
    rows = re.findall(r"^\| (?!Promise)(.+) \| (.+) \|$", SECURITY, re.MULTILINE)
    assert len(rows) > 10
    for promise, tests in rows:
        named = re.findall(r"\[`(tests/[\w/]+\.py)`\]\(\1\)", tests)
        assert named, promise
        for name in named:
            assert "\ndef test_" in (ROOT / name).read_text("utf-8"), name


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_that_exist(page):
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_the_table_of_load_is_as_its_command_writes_it(tmp_path):
    text = load.PAGE.read_text("utf-8")
    written = text.partition(load.START)[2].partition(load.END)[0]
    heading, _, *rows = [line for line in written.splitlines() if line[:1] == "|"]
    assert [cell.strip() for cell in heading.split("|")[1:-1]] == [*load.HEADINGS]
    assert rows
    copy = tmp_path / "page.md"
    copy.write_text(text, "utf-8")
    load.write_into_page(written.strip(), copy)
    assert copy.read_text("utf-8") == text
