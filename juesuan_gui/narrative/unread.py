"""Owns the figures that no statement takes in: they are listed with the reason, never guessed and never dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension, Literal, Passage, Statement

_PLAUSIBLE = (Dimension.MONEY, Dimension.PERCENT, Dimension.POINTS)


@dataclass(frozen=True, slots=True)
class UnreadFigure:
    """A figure of the text without an understood role; ``start`` and ``end`` are its clause in the passage."""

    passage: Passage
    literal: Literal
    start: int
    end: int
    why: str

    @property
    def quote(self) -> str:
        """The clause with the figure, as the source prints it."""
        return self.passage.quote(self.start, self.end)


def unread_of(passages: Iterable[Passage], statements: Iterable[Statement]) -> list[UnreadFigure]:
    """The amounts and rates of the text that no statement takes in, in the order printed."""
    taken = {(id(statement.passage), statement.literal.start) for statement in statements}
    return [
        _unread(passage, literal)
        for passage in passages
        if not passage.is_heading
        for literal in find_literals(passage.text)
        if literal.dimension in _PLAUSIBLE and literal.about is None and (id(passage), literal.start) not in taken
    ]


def _unread(passage: Passage, literal: Literal) -> UnreadFigure:
    start = literal.start
    while start > 0 and passage.text[start - 1] not in ",，;。:!?":
        start -= 1
    kind = "金额" if literal.dimension is Dimension.MONEY else "比率"
    return UnreadFigure(
        passage, literal, start, literal.end, f"没有认出这个{kind}说的是哪一项、和什么比较，请人工核对。"
    )
