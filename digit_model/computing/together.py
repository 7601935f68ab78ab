"""Together: questions that come while others are answered are answered at once."""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Kind = TypeVar("Kind", bound=Hashable)
Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Together(Generic[Kind, Question, Answer]):
    """Threads that ask what is cheaper to answer for several of them.

    Whoever finds nobody at it answers at once. Who comes meanwhile waits, and the first
    of them to have the turn answers for all that ask the same kind of question.

    Parameters
    ----------
    answer : callable
        From a kind, and a list of questions of this kind, to their answers in the same
        order.
    most : int, default=8
        Questions at a time: nobody is to wait for very many others.

    References
    ----------
    D. Crankshaw et al., "Clipper: A Low-Latency Online Prediction Serving System",
    NSDI 2017, on adaptive batching.

    Examples
    --------
    >>> powers = Together(lambda power, numbers: [each**power for each in numbers])
    >>> powers(2, 7)
    49
    """

    def __init__(
        self,
        answer: Callable[[Kind, list[Question]], Sequence[Answer]],
        *,
        most: int = 8,
    ) -> None:
        self._answer = answer
        self._most = most
        self._turn = Lock()
        self._waiting: dict[Kind, deque[tuple[Question, Future[Answer]]]] = {}

    def __call__(self, kind: Kind, question: Question) -> Answer:
        """Ask, from any thread.

        Parameters
        ----------
        kind : Kind
            What questions must have in common to be answered together.
        question : Question
            One of them.

        Returns
        -------
        Answer
            Its answer.

        Raises
        ------
        Exception
            What `answer` raised, to all whom it was to answer.
        """
        promised: Future[Answer] = Future()
        self._waiting.setdefault(kind, deque()).append((question, promised))
        with self._turn:
            while not promised.done():  # who came before is answered first
                self._answer_some(kind)
        return promised.result()

    def _answer_some(self, kind: Kind) -> None:
        waiting = self._waiting[kind]  # only who has the turn takes any away
        some = [waiting.popleft() for _ in range(min(len(waiting), self._most))]
        try:
            answers = self._answer(kind, [question for question, _ in some])
        except Exception as error:
            for _, promised in some:
                promised.set_exception(error)
        else:
            for (_, promised), answer in zip(some, answers, strict=True):
                promised.set_result(answer)
