"""Parameter search, on this machine and on a Dask cluster."""

import json
import subprocess
import sys
import time
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
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli"]
    arguments = ["--no-dashboard", "--scheduler-file", str(note)]
    processes = [
        subprocess.Popen(
            [*dask[:2], "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
            + ["--port", "0", *arguments],
            **quiet,
        )
    ]
    try:
        processes += [
            subprocess.Popen(
                [*dask[:2], "distributed.cli.dask_worker", "--nthreads", "1"]
                + ["--local-directory", str(folder), *arguments],
                cwd=Path(__file__).parents[1],
                **quiet,
            )
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


def test_the_best_parameters_come_first(capsys):
    assert main(SEARCH) == 0
    found = rows(capsys.readouterr().out)
    losses = [row["log_loss"] for row in found]
    assert losses == sorted(losses)
    assert {row["parameters"]["logisticregression__C"] for row in found} == {
        0.01,
        0.1,
        1,
    }
    assert all(0.5 < row["accuracy"] < 1 for row in found)


def test_a_cluster_finds_what_this_machine_finds(scheduler, capsys):
    assert main(SEARCH) == 0
    here = rows(capsys.readouterr().out)
    assert main([*SEARCH, "--scheduler", scheduler]) == 0
    there = rows(capsys.readouterr().out)
    assert [row["parameters"] for row in there] == [row["parameters"] for row in here]
    assert [row["accuracy"] for row in there] == [row["accuracy"] for row in here]


def test_an_absent_scheduler_is_said_plainly(capsys):
    pytest.importorskip("distributed")
    assert main([*SEARCH, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "No Dask scheduler answers" in capsys.readouterr().err
