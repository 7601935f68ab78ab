"""Copies of the app, for tests to damage."""

import shutil
from pathlib import Path

from harness.serving import ROOT


def copy_of_the_app(folder: Path) -> Path:
    """Put what a server needs into a folder; return the folder."""
    for part in ("pages", "server", "digit_model", ".streamlit"):
        # Other servers write such files meanwhile, under another name at first.
        unfinished = shutil.ignore_patterns("*.pyc.*")
        shutil.copytree(ROOT / part, folder / part, ignore=unfinished)
    shutil.copy(ROOT / "app.py", folder)
    return folder
