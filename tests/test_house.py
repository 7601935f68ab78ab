"""The house: imports point one way, between the rooms and from the pages down."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A room imports from those before it; the last is the command line.
ROOMS = [
    "computing",
    "datasets",
    "features",
    "reading",
    "finding",
    "drawings",
    "classifiers",
    "evaluation",
    "exploration",
    "training",
    "reporting",
    "commands",
    "__main__",
]
# What each folder or file at the top may import of the others.
FLOORS = {
    "digit_model": set(),
    "pages": {"digit_model"},
    "server": {"digit_model", "pages"},
    "app.py": {"digit_model", "pages", "server"},
    "harness": set(),
    "benchmarks": {"digit_model", "pages", "harness"},
}


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything that a file imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it leads"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files(top: str) -> list[Path]:
    return sorted((ROOT / top).rglob("*.py")) if "." not in top else [ROOT / top]


def test_every_module_is_in_a_room_that_is_listed():
    package = ROOT / "digit_model"
    rooms = {path.relative_to(package).parts[0] for path in package.rglob("*.py")}
    assert {room.removesuffix(".py") for room in rooms} - {"__init__"} == set(ROOMS)


def test_the_readme_lists_every_room_from_the_lowest_up():
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = re.findall(r"^  (\w+)/ .*$", readme, re.MULTILINE)
    assert [room for room in listed if room in ROOMS] == ROOMS[:-1]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_those_before_it(room):
    package = ROOT / "digit_model"
    inside = sorted((package / room).rglob("*.py")) or [package / f"{room}.py"]
    for path in inside:
        for name in imported(path):
            if name.startswith("digit_model."):
                other = name.split(".")[1]
                assert ROOMS.index(other) <= ROOMS.index(room), f"{path}: {name}"


@pytest.mark.parametrize("top", FLOORS)
def test_folders_import_only_what_they_stand_on(top):
    own = {"digit_model", "pages", "server", "app", "tests", "benchmarks", "harness"}
    allowed = FLOORS[top] | {top}
    for path in files(top):
        for name in imported(path):
            first = name.split(".")[0]
            assert first not in own - allowed, f"{path}: {name}"


def test_the_package_never_imports_streamlit():
    for path in files("digit_model"):
        assert "streamlit" not in {name.split(".")[0] for name in imported(path)}


def test_parts_import_no_page_and_no_section():
    for path in sorted((ROOT / "pages" / "parts").rglob("*.py")):
        for name in imported(path):
            if name.startswith("pages."):
                assert name.startswith("pages.parts."), f"{path}: {name}"


def test_parts_are_what_several_pages_share():
    users: dict[str, set[str]] = {}
    for path in files("pages"):
        owner = path.relative_to(ROOT / "pages").parts[0].removesuffix("_sections")
        for name in imported(path):
            if name.startswith("pages.parts."):
                users.setdefault(name.split(".")[2], set()).add(owner.split(".")[0])
    shared = {path.stem for path in (ROOT / "pages" / "parts").glob("*.py")}
    for part in shared:
        # A part may serve another one, which is shared itself.
        assert users.get(part, set()) & {"parts"} or len(users.get(part, ())) > 1, part


def test_tests_import_no_test():
    for path in files("tests"):
        for name in imported(path):
            within = name.split(".")
            if within[0] == "tests":
                assert not any(part.startswith("test_") for part in within), path
