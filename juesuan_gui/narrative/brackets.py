"""Owns the brackets of a text: which of them hold figures and are read as a side remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from juesuan_gui.narrative.model import Literal


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket with figures inside: ``start`` is its opening mark, ``end`` is behind its closing mark."""

    start: int
    end: int


class Brackets:
    """The brackets of one text that hold figures; all others are part of the words around them."""

    def __init__(self, text: str, literals: Sequence[Literal]) -> None:
        self._text = text
        self._with_figures = [
            bracket
            for bracket in _pairs(text)
            if any(bracket.start < literal.start and literal.end <= bracket.end for literal in literals)
        ]

    def around(self, position: int) -> Bracket | None:
        """The innermost bracket with figures around a position."""
        inside = [b for b in self._with_figures if b.start < position < b.end]
        return max(inside, key=lambda bracket: bracket.start, default=None)

    def words(self, start: int, end: int, within: Bracket | None) -> tuple[str, Sequence[int]]:
        """The text of a stretch without the brackets in it that hold figures, and where each character stands."""
        lowest = max(start, within.start + 1 if within is not None else 0)
        holes = [
            b
            for b in self._with_figures
            if b.start < end and b.end > lowest and b != within and not (within and b.start < within.start)
        ]
        if not holes:
            return self._text[lowest:end], range(lowest, end)
        kept = [p for p in range(lowest, end) if not any(b.start <= p < b.end for b in holes)]
        return "".join(self._text[position] for position in kept), kept

    def text_of(self, bracket: Bracket) -> str:
        """What stands between the marks."""
        return self._text[bracket.start + 1 : bracket.end - 1]


def _pairs(text: str) -> list[Bracket]:
    waiting: list[int] = []
    found: list[Bracket] = []
    if "(" not in text:
        return found
    for position, mark in enumerate(text):
        if mark == "(":
            waiting.append(position)
        elif mark == ")" and waiting:
            found.append(Bracket(waiting.pop(), position + 1))
    return found
