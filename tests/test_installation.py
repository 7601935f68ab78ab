"""What `pip install .` would install: unpacked, it is tried away from the checkout."""

import json
import subprocess
import sys
import urllib.request
import zipfile
from importlib.metadata import Distribution, distributions
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from digit_model import __version__
from harness.serving import ROOT, running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, as in site-packages; its dependencies are those here."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--no-build-isolation", "--wheel-dir", folder, ROOT),
        ],
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def distribution(site: Path) -> Distribution:
    (only,) = distributions(path=[str(site)])
    return only


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_two_packages_are_installed_and_nothing_beside_them(site):
    tops = {path.name for path in site.iterdir()}
    assert tops == {"digit_model", "digit_lab", f"digit_lab-{__version__}.dist-info"}


def test_no_file_is_missing_and_none_too_many(site):
    assert files(site / "digit_model") == files(ROOT / "digit_model")
    assert files(site / "digit_lab" / "pages") == files(ROOT / "pages")
    for name in ("app.py", ".streamlit/config.toml"):
        installed = (site / "digit_lab" / name).read_bytes()
        assert installed == (ROOT / name).read_bytes()


def test_the_command_and_the_version_are_told(distribution):
    assert distribution.version == __version__
    (command,) = distribution.entry_points
    assert (command.group, command.name) == ("console_scripts", "digit-lab")
    assert callable(command.load())


def requirements(file: str) -> set[Requirement]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {Requirement(line.partition("#")[0]) for line in lines if line[:1].isalpha()}


def test_it_depends_on_what_requirements_txt_names(distribution):
    required = set(map(Requirement, distribution.requires or []))
    named = {one for one in required if one.marker is None}
    assert named == requirements("requirements.txt")


def test_the_command_runs_the_app_from_anywhere(site, tmp_path):
    log = tmp_path / "log"
    with running(
        [sys.executable, "-m", "digit_model", "run", "--"],
        folder=tmp_path,
        environment={"PYTHONPATH": str(site)},
        log=log,
    ) as address:
        with urllib.request.urlopen(f"{address}/images/161.png", timeout=60) as answer:
            picture = answer.read()
        with urllib.request.urlopen(
            f"{address}/api/predict", data=picture, timeout=60
        ) as answer:
            assert json.load(answer)["digit"] == 2
    assert "Collecting usage statistics" not in log.read_text("utf-8")  # as configured


def pins(lock: str) -> dict[str, set[str]]:
    """Return a lock's versions by name: one, or one for each kind of Python."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if line[:1].isalnum():
            name, version = line.split(" ")[0].split("==")
            found.setdefault(name, set()).add(version)
    return found


def test_locks_hold_what_the_requirements_ask_for_and_agree():
    app, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert app.items() <= development.items()
    for file in ("requirements.txt", "requirements-dev.txt", "requirements-dask.txt"):
        for requirement in requirements(file):
            locked = development[requirement.name]
            assert all(map(requirement.specifier.contains, locked)), requirement


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_know_hashes_and_no_place_to_fetch_from(lock):
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line or "--index-url" in line]
    for pin, following in pairwise(lines):
        assert "==" not in pin or following.startswith("    --hash=sha256:"), pin
