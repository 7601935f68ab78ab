"""Tasks in processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from digit_model.computing.progress import Progress
from digit_model.computing.workers import Task, run_side_by_side


def square(number: int, progress: Progress) -> tuple[int, int]:
    progress("half way", 0.5)
    progress("done", 1)
    return number**2, os.getpid()


def fail(sentence: str, progress: Progress) -> None:
    raise ValueError(sentence)


def stay(folder: Path, name: str, progress: Progress) -> None:
    (folder / name).write_text(str(os.getpid()))
    time.sleep(300)
    (folder / f"{name} has stayed").touch()


def fail_beside(folder: Path, name: str, progress: Progress) -> None:
    wait_until((folder / name).exists)
    raise ValueError("no such digit")


def stay_twice(folder: Path) -> None:
    """What the process does that is killed."""
    tasks = {name: Task(1, stay, (folder, name)) for name in ("a", "b")}
    run_side_by_side(tasks, n_workers=2, progress=lambda *said: None)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # a zombie has ended


@pytest.mark.parametrize("n_workers", [1, 2])
def test_every_task_is_done_and_its_progress_told(n_workers):
    told: list[tuple[str, float]] = []
    tasks = {"three": Task(3, square, (3,)), "four": Task(1, square, (4,))}
    results = run_side_by_side(
        tasks, n_workers=n_workers, progress=lambda *said: told.append(said)
    )
    assert {name: result[0] for name, result in results.items()} == {
        "three": 9,
        "four": 16,
    }
    fractions = [fraction for _, fraction in told]
    assert fractions == sorted(fractions)
    assert all(stage.startswith(("three: ", "four: ")) for stage, _ in told)
    here = {pid for _, pid in results.values()} == {os.getpid()}
    assert here == (n_workers == 1)


def test_a_failure_is_passed_on():
    tasks = {"good": Task(1, square, (3,)), "bad": Task(1, fail, ("no such digit",))}
    with pytest.raises(ValueError, match="no such digit"):
        run_side_by_side(tasks, n_workers=2, progress=lambda *said: None)


def test_a_failure_is_told_while_its_neighbour_is_at_work(tmp_path):
    tasks = {
        "long": Task(9, stay, (tmp_path, "long")),
        "bad": Task(1, fail_beside, (tmp_path, "long")),
    }
    with pytest.raises(ValueError, match="no such digit"):
        run_side_by_side(tasks, n_workers=2, progress=lambda *said: None)
    assert [path.name for path in tmp_path.iterdir()] == ["long"]
    assert not is_running(int((tmp_path / "long").read_text()))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_workers_end_when_the_one_that_waits_for_them_is_killed(tmp_path):
    program = (
        "from pathlib import Path; from tests.test_workers import stay_twice; "
        f"stay_twice(Path({str(tmp_path)!r}))"
    )
    root = Path(__file__).parents[1]
    waiting = subprocess.Popen([sys.executable, "-c", program], cwd=root)
    try:
        wait_until(lambda: all((tmp_path / name).exists() for name in "ab"))
        pids = [int((tmp_path / name).read_text()) for name in "ab"]
    finally:
        waiting.kill()
        waiting.wait()
    wait_until(lambda: not any(is_running(pid) for pid in pids))


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
