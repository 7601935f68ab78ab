"""Running the app for tests and benchmarks."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """Return a port that nobody listens to just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def running_app(
    script: str = "app.py",
    log: Path | None = None,
    root: Path = ROOT,
    port: int | None = None,
) -> AbstractContextManager[str]:
    """Run a Streamlit app from the project's root; give its address.

    The port is a free one unless it is given.
    """
    command = [sys.executable, "-m", "streamlit", "run", script]
    return running(command, folder=root, log=log, port=port)


@contextmanager
def running(
    command: Sequence[str],
    *,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    port: int | None = None,
) -> Iterator[str]:
    """Run a command that takes Streamlit's options in a folder; give its address."""
    port = port or free_port()
    options = ["--server.headless=true", f"--server.port={port}"]
    address = f"http://127.0.0.1:{port}"
    with running_process([*command, *options], address, folder, environment, log):
        yield address


@contextmanager
def running_process(
    command: Sequence[str],
    address: str,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server until the end of the block; give it when it answers."""
    # A file, as a pipe that nobody reads would hold the server up once it is full.
    with (log or Path(os.devnull)).open("wb") as console:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=console,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                break
            except OSError:  # not yet, or too busy to answer
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{' '.join(command)} did not start") from None
                time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
