"""Questions that wait at the same time are answered together, each with its own."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from digit_model.computing.batching import Batcher


class Slow:
    """Squares numbers; not before it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.asked: list[list[int]] = []

    def __call__(self, kind: str, numbers: list[int]) -> list[int]:
        self.asked.append(numbers)
        self.begun.set()
        assert self.go_on.wait(30)
        if kind == "too few":
            return []
        if 0 in numbers:
            raise ZeroDivisionError
        return [number**2 for number in numbers]


@pytest.fixture
def answer() -> Slow:
    return Slow()


def ask_while_one_is_answered(
    answer: Slow, questions: list[tuple[str, int]], most: int = 8
) -> "list[Future[int]]":
    batcher: Batcher[str, int, int] = Batcher(most)
    with ThreadPoolExecutor(len(questions) + 1) as threads:
        first = threads.submit(batcher.ask, "a", 99, answer)
        assert answer.begun.wait(30)
        asked = [
            threads.submit(batcher.ask, kind, number, answer)
            for kind, number in questions
        ]
        end = time.monotonic() + 30
        while len(batcher._waiting) < len(questions):
            assert time.monotonic() < end
            time.sleep(0.001)
        answer.go_on.set()
    assert first.result() == 99**2
    return asked


def test_all_that_wait_are_answered_at_once(answer):
    asked = ask_while_one_is_answered(answer, [("a", number) for number in range(1, 6)])
    assert [each.result() for each in asked] == [1, 4, 9, 16, 25]
    assert [sorted(numbers) for numbers in answer.asked] == [[99], [1, 2, 3, 4, 5]]


def test_no_more_are_answered_at_once_than_may_be(answer):
    questions = [("a", number) for number in range(1, 8)]
    asked = ask_while_one_is_answered(answer, questions, most=3)
    assert [each.result() for each in asked] == [n * n for n in range(1, 8)]
    assert [len(numbers) for numbers in answer.asked] == [1, 3, 3, 1]


def test_other_questions_are_answered_by_themselves(answer):
    asked = ask_while_one_is_answered(answer, [("a", 1), ("b", 2), ("a", 3)])
    assert [each.result() for each in asked] == [1, 4, 9]
    assert sorted(sorted(numbers) for numbers in answer.asked) == [[1, 3], [2], [99]]


def test_a_fault_is_told_to_all_whom_it_concerns_and_to_nobody_else(answer):
    asked = ask_while_one_is_answered(answer, [("a", 0), ("a", 1), ("b", 2)])
    assert isinstance(asked[0].exception(), ZeroDivisionError)
    assert isinstance(asked[1].exception(), ZeroDivisionError)
    assert asked[2].result() == 4


def test_too_few_answers_are_a_fault(answer):
    asked = ask_while_one_is_answered(answer, [("too few", 1), ("too few", 2)])
    assert all(isinstance(each.exception(), ValueError) for each in asked)


def test_who_has_waited_long_enough_goes_away(answer):
    batcher: Batcher[str, int, int] = Batcher()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(batcher.ask, "a", 3, answer)
        assert answer.begun.wait(30)
        with pytest.raises(TimeoutError):
            batcher.ask("a", 4, answer, timeout=0.01)
        answer.go_on.set()
    assert first.result() == 9
    assert answer.asked == [[3]]
    assert batcher.ask("a", 5, answer) == 25
