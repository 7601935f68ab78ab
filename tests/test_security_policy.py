"""Each promise of SECURITY.md has its tests, and links lead to files."""

import re

import pytest

from benchmarks import load, memory
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


@pytest.mark.parametrize("benchmark", [load, memory])
def test_tables_of_the_docs_are_as_their_commands_write_them(benchmark, tmp_path):
    text = benchmark.TABLE.page.read_text("utf-8")
    written = benchmark.TABLE.read()
    heading, _, *rows = [line for line in written.splitlines() if line[:1] == "|"]
    assert [cell.strip() for cell in heading.split("|")[1:-1]] == [*benchmark.HEADINGS]
    assert rows
    copy = benchmark.TABLE._replace(page=tmp_path / "page.md")
    copy.page.write_text(text, "utf-8")
    copy.write(written)
    assert copy.page.read_text("utf-8") == text
