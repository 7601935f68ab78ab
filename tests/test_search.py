"""Parameter search, on this machine and on a Dask cluster."""

import io
import json
import subprocess
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from digit_model.__main__ import main

SEARCH = ["search", "logistic-regression", "--images", "300", "--folds", "2", "--json"]


def rows(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """A real scheduler with two workers, each a process of its own."""
    pytest.importorskip("distributed", reason="requirements-dask.txt is not installed")
    folder = tmp_path_factory.mktemp("dask")
    note = folder / "scheduler.json"
    known = ["--no-dashboard", "--scheduler-file", str(note)]

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *arguments, *known],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    processes = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        processes += [
            start("dask_worker", "--nthreads", "1", "--local-directory", str(folder))
            for _ in range(2)
        ]
        deadline = time.monotonic() + 60
        while not note.exists():
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.2)
        from distributed import Client

        address = json.loads(note.read_text())["address"]
        with Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def found():
    """What this machine finds."""
    with redirect_stdout(io.StringIO()) as told:
        assert main(SEARCH) == 0
    return rows(told.getvalue())


def test_the_best_parameters_come_first(found):
    losses = [row["log_loss"] for row in found]
    assert losses == sorted(losses)
    assert {row["parameters"]["logisticregression__C"] for row in found} == {
        0.01,
        0.1,
        1,
    }
    assert all(0.5 < row["accuracy"] < 1 for row in found)


def test_a_cluster_finds_what_this_machine_finds(scheduler, found, capsys):
    assert main([*SEARCH, "--scheduler", scheduler]) == 0
    there = rows(capsys.readouterr().out)
    assert [row["parameters"] for row in there] == [row["parameters"] for row in found]
    assert [row["accuracy"] for row in there] == [row["accuracy"] for row in found]


def test_an_absent_scheduler_is_said_plainly(capsys):
    pytest.importorskip("distributed")
    assert main([*SEARCH, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "No Dask scheduler answers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--folds", "1", "two folds"),
        ("--images", "0", "few"),
        ("--images", "-5", "few"),
    ],
)
def test_what_cannot_be_searched_with_is_told_in_a_sentence(
    option, value, told, capsys
):
    assert main([*SEARCH, option, value]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
