"""Owns the finding about a text: a claim that does not hold, with its places and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.figures import Quantity, midpoint, round_half_up
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Dimension, Literal, Passage, Statement


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A stretch of a passage that a finding speaks of; ``role`` is ``stated`` or ``other``."""

    role: str
    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """What the source prints there, unchanged."""
        return self.passage.quote(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """One claim of a text that does not hold.

    ``key`` is stable: check, kind, subject and ordinal, never values. The three texts are in the unit and decimals
    of the quoted place, ``None`` where there is none. ``root`` is the key of the finding that this one follows
    from. The first place is the stated one.
    """

    key: str
    check: str
    level: Level
    kind: str
    stated: Statement
    stated_text: str | None
    expected_text: str | None
    difference_text: str | None
    formula: str
    message: str
    places: tuple[ClaimPlace, ...]
    root: str | None = None

    @property
    def place(self) -> ClaimPlace:
        """The quoted place."""
        return self.places[0]

    @property
    def quote(self) -> str:
        """The words of the source that are judged."""
        return self.places[0].quote


@dataclass(frozen=True, slots=True)
class ClaimHeld:
    """A claim that was checked and holds."""

    check: str
    kind: str
    stated: Statement
    place: ClaimPlace


def in_words(value: Quantity | int | Fraction, literal: Literal, decimals: int, *, like: str = "") -> str:
    """A value in the unit of a printed figure: ``1,224.48``, ``57.63%``, ``9612``. ``like`` shows its style."""
    number: Fraction = Fraction(midpoint(value))
    if literal.dimension is Dimension.MONEY and literal.unit is not None:
        number /= literal.unit.value
    rounded: Decimal = round_half_up(number, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    thousands = "," in like or (not like and literal.dimension is Dimension.MONEY)
    text = f"{rounded:,.{decimals}f}" if thousands else f"{rounded:.{decimals}f}"
    return text + ("%" if literal.dimension is Dimension.PERCENT else "")


def decimals_for(stated: Statement, operands: Sequence[Statement], value: Quantity) -> int:
    """The decimals of the stated figure, or those of the finest operand in its unit, so that nothing is cut off."""
    literal = stated.literal
    alike = [o.literal.decimals for o in operands if o.literal.unit is literal.unit and literal.unit is not None]
    if literal.dimension is Dimension.MONEY:
        return max([literal.decimals, *alike])
    decimals = literal.decimals
    number = Fraction(midpoint(value))
    # A rate that only differs behind its last digit is shown with one digit more.
    while decimals < 4 and round_half_up(number, decimals) == round_half_up(Fraction(literal.figure.value), decimals):
        decimals += 1
    return decimals


def span_of(statement: Statement) -> tuple[int, int]:
    """The clause of a figure: from the last mark before it to its end."""
    text, end = statement.passage.text, statement.literal.end
    start = min(statement.start, statement.literal.start) if statement.start else statement.literal.start
    while start > 0 and text[start - 1] not in ",，;。:!?、":
        start -= 1
    return start, end
