"""Owns work that is done in steps: a generator that pauses now and then, for who must answer a hand meanwhile."""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol, TypeAlias, TypeVar

Result = TypeVar("Result")
#: Pauses with ``yield`` and returns what it comes to. Whoever changes what it works on in a pause drops it.
Steps: TypeAlias = Generator[None, None, Result]
#: So few steps are no measure of how long a work is: its bar only moves.
FEW_STEPS = 3


def completed(steps: Steps[Result]) -> Result:
    """Make all steps at once; returns what they come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


class LargeWork(Protocol):
    """What is made in turns for who waits: a step of a session, all of its checks, the reading of a large copy."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def doing(self) -> str:
        """What is being done: 正在…"""

    @property
    def progress(self) -> tuple[int, int]:
        """How much is done, of how much (0 of 0 while that is not known)."""

    def steps(self) -> Steps[bool]:
        """Whether it was made; dropped, nothing of it is."""
