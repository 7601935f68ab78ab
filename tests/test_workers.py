"""Tasks in processes of their own."""

import os

import pytest

from digit_model.network import Progress
from digit_model.workers import Task, run_side_by_side


def square(number: int, progress: Progress) -> tuple[int, int]:
    progress("half way", 0.5)
    progress("done", 1)
    return number**2, os.getpid()


def fail(sentence: str, progress: Progress) -> None:
    raise ValueError(sentence)


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
