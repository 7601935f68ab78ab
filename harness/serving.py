"""Running the app for tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """Return a port that nobody listens to just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running_app(
    script: str = "app.py", log: Path | None = None, root: Path = ROOT
) -> Iterator[str]:
    """Run a Streamlit app from the project's root on a free port; give its address."""
    with running_process(script, log, root) as (address, _):
        yield address


@contextmanager
def running_process(
    script: str = "app.py", log: Path | None = None, root: Path = ROOT
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a Streamlit app as `running_app` does; give its process as well."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", script),
            "--server.headless=true",
            f"--server.port={port}",
        ],
        cwd=root,
        stdout=subprocess.PIPE if log else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                break
            except OSError:  # not yet, or too busy to answer
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{script} did not start") from None
                time.sleep(0.2)
        yield address, process
    finally:
        process.terminate()
        console, _ = process.communicate(timeout=30)
        if log:
            log.write_bytes(console)
