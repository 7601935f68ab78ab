"""Batching: what several threads ask at the same time is answered at once."""

from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition
from typing import Generic, TypeVar

Kind = TypeVar("Kind", bound=Hashable)
Question = TypeVar("Question")
Answer = TypeVar("Answer")


@dataclass(eq=False)
class _Asked(Generic[Kind, Question, Answer]):
    kind: Kind
    question: Question
    promised: "Future[Answer]" = field(default_factory=Future)


class Batcher(Generic[Kind, Question, Answer]):
    """Lets threads share the work of answering questions of a kind.

    Whoever finds nobody answering does so without delay. Who comes meanwhile waits;
    then one of them answers for all who ask the same kind of question.

    Parameters
    ----------
    max_batch_size : int, default=8
        Questions at a time: nobody is to wait for very many others.

    References
    ----------
    D. Crankshaw et al., "Clipper: A Low-Latency Online Prediction Serving System",
    NSDI 2017, on adaptive batching.

    Examples
    --------
    >>> powers = Batcher()
    >>> powers.ask(2, 7, lambda power, bases: [base**power for base in bases])
    49
    """

    def __init__(self, max_batch_size: int = 8) -> None:
        self.max_batch_size = max_batch_size
        self._changed = Condition()
        self._answering = False
        self._waiting: list[_Asked[Kind, Question, Answer]] = []

    def ask(
        self,
        kind: Kind,
        question: Question,
        answer: Callable[[Kind, list[Question]], Sequence[Answer]],
        *,
        timeout: float | None = None,
    ) -> Answer:
        """Ask, from any thread.

        Parameters
        ----------
        kind : Kind
            What questions must have in common to be answered together.
        question : Question
            One of them.
        answer : callable
            From a kind and questions of it to their answers, in the same order. That of
            one of those who ask is called, for all.
        timeout : float, optional
            Seconds to wait for others until one's own question is being answered.

        Returns
        -------
        Answer
            The answer to `question`.

        Raises
        ------
        TimeoutError
            If others were being answered for so long.
        BaseException
            What `answer` raised, to all whom it was to answer.
        """
        asked = _Asked[Kind, Question, Answer](kind, question)
        with self._changed:
            self._waiting.append(asked)
            self._changed.wait_for(
                lambda: asked.promised.done() or not self._answering, timeout
            )
            if asked in self._waiting and self._answering:
                self._waiting.remove(asked)
                raise TimeoutError
            batch = self._take(asked) if asked in self._waiting else []
        if batch:
            try:
                self._answer(batch, answer)
            finally:
                with self._changed:
                    self._answering = False
                    self._changed.notify_all()
        return asked.promised.result()

    def _take(
        self, own: _Asked[Kind, Question, Answer]
    ) -> list[_Asked[Kind, Question, Answer]]:
        others = [
            each for each in self._waiting if each.kind == own.kind and each is not own
        ]
        batch = [own, *others[: self.max_batch_size - 1]]
        self._waiting = [each for each in self._waiting if each not in batch]
        self._answering = True
        return batch

    @staticmethod
    def _answer(
        batch: list[_Asked[Kind, Question, Answer]],
        answer: Callable[[Kind, list[Question]], Sequence[Answer]],
    ) -> None:
        try:
            answers = answer(batch[0].kind, [each.question for each in batch])
            pairs = list(zip(batch, answers, strict=True))
        except BaseException as error:  # whoever waits must hear of any
            for each in batch:
                each.promised.set_exception(error)
        else:
            for each, told in pairs:
                each.promised.set_result(told)
