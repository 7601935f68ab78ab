"""Find a Chromium and run it, or install one; run by ``make test``."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of the machine's Chromium, else of Playwright's, else None."""
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:
        return None
    return path if Path(path).exists() else None


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run the Chromium that was found; without one the program ends."""
    executable = find_chromium()
    if executable is None:
        raise SystemExit("There is no Chromium on this machine; install one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def install_chromium() -> None:
    """Try the package manager where it may install, then Playwright's own."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts.insert(0, ["apt-get", "install", "--yes", "--quiet", "chromium"])
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
    for command in attempts:
        subprocess.run(command, check=False)
        if find_chromium():
            return


if __name__ == "__main__":
    if not find_chromium():
        install_chromium()
    print(f"Browser for the tests: {find_chromium() or 'NONE, they will be skipped'}")
