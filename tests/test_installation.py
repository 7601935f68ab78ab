"""What `pip install .` would install: unpacked, it is tried away from the checkout."""

import json
import os
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from digit_model import __version__
from digit_model.reading.persistence import model_names

ROOT = Path(__file__).parents[1]


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


def test_it_depends_on_what_requirements_txt_names(distribution):
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    named = {Requirement(line.partition("#")[0]) for line in lines if line[:1] != "#"}
    required = set(map(Requirement, distribution.requires or []))
    assert {one for one in required if one.marker is None} == named


def run(site: Path, folder: Path, *words: str) -> subprocess.Popen[str]:
    """Run the installed command in a folder that knows nothing of the checkout."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "digit_model", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(site)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_commands_find_the_models(site, tmp_path):
    command = run(site, tmp_path, "models", "--json")
    said, _ = command.communicate(timeout=120)
    assert [json.loads(line)["name"] for line in said.splitlines()] == model_names()


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the installed app answers, started by ``digit-lab run``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("elsewhere")
    app = run(site, folder, "run", "--port", str(port), "--", "--server.headless=true")
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                url = f"http://127.0.0.1:{port}"
                urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
                break
            except OSError:  # not yet
                assert app.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.2)
        yield url
    finally:
        app.terminate()
        app.communicate(timeout=30)


def test_the_installed_app_reads_pictures(address, site):
    with urllib.request.urlopen(f"{address}/images/161.png", timeout=60) as answer:
        picture = answer.read()
    with urllib.request.urlopen(
        f"{address}/api/predict", data=picture, timeout=60
    ) as answer:
        assert json.load(answer)["digit"] == 2
