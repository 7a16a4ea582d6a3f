"""Owns the pauses of long work: between its pieces it asks whoever waits for it, who may end it by raising."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from juesuan_gui.steps import Result, Steps

#: Called between the pieces of long work, each a fraction of a second; raising ends the work, and no file is written.
Pause: TypeAlias = Callable[[], None]
#: Rows of a table that are one piece.
ROWS_OF_A_PIECE: Final = 100


def no_pause() -> None:
    """Nobody waits."""


def with_pauses(steps: Steps[Result], pause: Pause) -> Result:
    """Make all steps, asking between them; returns what they come to."""
    while True:
        pause()
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
