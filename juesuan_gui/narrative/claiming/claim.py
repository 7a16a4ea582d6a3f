"""Owns the claim: a relation that a text states between its own figures, with every way it may be meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from juesuan_gui.figures import Measure, Quantity, bounds, midpoint
from juesuan_gui.narrative.model import ClaimKind, Dimension, Passage, Role, Statement
from juesuan_gui.narrative.subjects import subject_key

AMOUNTS = (Role.FINAL, Role.COUNT)
BASES = (Role.BUDGET, Role.PRIOR)
#: The remark of a statement whose subject the heading above lent.
BORROWED = "标题"
#: Stand in the words of a derived claim for its two values, which the judgement prints.
STATED = "⟪甲⟫"
EXPECTED = "⟪乙⟫"


class Relation(StrEnum):
    """How the stated figure stands to the expected one."""

    EQUAL = "="
    AT_MOST = "≤"
    AT_LEAST = "≥"
    #: A word (大于, 持平) against two printed figures.
    WORD = "词"
    #: A rate on a base of zero.
    ZERO_BASE = "零基数"
    #: Words alone: two opposite words, template alternatives left open.
    WORDING = "用语"


@dataclass(frozen=True, slots=True)
class Way:
    """One way a claim may be meant: the figures it rests on, what follows from them, and the sum in words.

    ``expected`` is in 分 for money, in percentage numbers for rates, in its own unit for counts; ``None`` where
    nothing follows (a base of zero).
    """

    operands: tuple[Statement, ...]
    expected: Quantity | None
    formula: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that a text states. It is wrong only where no way of meaning it holds.

    ``check`` is the id of CHECKS.md, ``value`` the stated figure with the sign its words give. ``certain`` is
    ``False`` where the text need not mean the relation (a list that may not be complete): such a claim counts
    as held where it holds, and else only a slip of one digit is worth a warning. ``words`` is the printed span
    (start, end) where the words are judged, not the figure. ``subject`` names the claim in its key.
    """

    check: str
    kind: ClaimKind
    relation: Relation
    stated: Statement
    value: Quantity
    ways: tuple[Way, ...]
    certain: bool = True
    words: tuple[int, int] | None = None
    remark: str = ""


class Facts:
    """The statements of a text by frame, list and passage, for the families of claims."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.all = list(statements)
        self.frames: dict[int, list[Statement]] = {}
        self.lists: dict[int, list[Statement]] = {}
        self._parts: dict[int, list[Statement]] = {}
        self._passages: dict[int, list[Statement]] = {}
        self._named: dict[str, list[Statement]] = {}
        self._under: dict[tuple[str, ...], list[Statement]] = {}
        self._budgets: dict[str, list[Statement]] = {}
        self._totals: dict[tuple[tuple[str, ...], re.Pattern[str]], list[Statement]] = {}
        for statement in self.all:
            self.frames.setdefault(statement.frame, []).append(statement)
            self._passages.setdefault(id(statement.passage), []).append(statement)
            if statement.listing is not None:
                self.lists.setdefault(statement.listing.number, []).append(statement)
                self._parts.setdefault(statement.listing.total, []).append(statement)
            if statement.role in AMOUNTS:
                self._under.setdefault(statement.passage.headings, []).append(statement)
            if statement.role in AMOUNTS and statement.remark != BORROWED:
                self._named.setdefault(subject_key(statement.subject), []).append(statement)
            if statement.role is Role.BUDGET and statement.remark != BORROWED:
                self._budgets.setdefault(subject_key(statement.subject), []).append(statement)

    def named(self, subject: str) -> list[Statement]:
        """The stated amounts of what is called so, in the order printed; a name that a heading lent is none."""
        return self._named.get(subject_key(subject), [])

    def budgets_of(self, subject: str) -> list[Statement]:
        """The printed budgets of what is called so, in the order printed."""
        return self._budgets.get(subject_key(subject), [])

    def under(self, headings: tuple[str, ...]) -> list[Statement]:
        """The stated amounts and counts of the paragraphs under the same headings, in the order printed."""
        return self._under.get(headings, [])

    def totals_under(self, headings: tuple[str, ...], name: re.Pattern[str]) -> list[Statement]:
        """The final amounts of money under the same headings with such a name, in the order printed."""
        if (headings, name) not in self._totals:
            self._totals[headings, name] = [
                s for s in self.under(headings) if s.role is Role.FINAL and is_money(s) and name.search(s.subject)
            ]
        return self._totals[headings, name]

    def amount(self, frame: int) -> Statement | None:
        """The stated amount or count of a frame."""
        return next((s for s in self.frames.get(frame, ()) if s.role in AMOUNTS), None)

    def bases(self, frame: int) -> list[Statement]:
        """The printed budgets and prior figures of a frame."""
        return [s for s in self.frames.get(frame, ()) if s.role in BASES]

    def parts_of(self, totals: Collection[int]) -> list[Statement]:
        """The statements of the lists whose totals are these frames, total after total."""
        return [statement for frame in sorted(totals) for statement in self._parts.get(frame, ())]

    def all_within(self, whole: Statement) -> list[Statement]:
        """The parts of the list that a figure is the total of, inside its sentence."""
        return [s for s in self.in_passage(whole) if s.listing is not None and s.listing.total == whole.frame]

    def passages(self) -> Iterator[list[Statement]]:
        """The statements passage by passage."""
        yield from self._passages.values()

    def of_passage(self, passage: Passage) -> list[Statement]:
        """The statements of one paragraph; none where it tells no figure."""
        return self._passages.get(id(passage), [])

    def in_passage(self, statement: Statement) -> list[Statement]:
        """The statements of the paragraph that a statement stands in."""
        return self._passages[id(statement.passage)]


def quantity(statement: Statement) -> Quantity:
    """The interval or exact value of a printed figure."""
    return statement.literal.figure.quantity()


def signed(statement: Statement, direction: int | None = None) -> Quantity:
    """The printed figure with the sign of its direction word; 下降-3% is a decline all the same."""
    value = quantity(statement)
    sign = direction if direction is not None else statement.direction
    if sign is None or sign > 0:
        return value
    return times(value, -1) if midpoint(value) > 0 else value


def times(value: Quantity, factor: int | Fraction) -> Quantity:
    """A quantity times an exact number; the last digit scales with it."""
    if not isinstance(value, Measure):
        return value * factor
    low, high = sorted((value.low * factor, value.high * factor))
    step = value.step * factor if factor > 0 else -value.step * factor
    return Measure(value.value * factor, low, high, step)


def total(values: Sequence[Quantity]) -> Quantity:
    """The sum of quantities; bounds add up, the coarsest last digit stays."""
    if not any(isinstance(value, Measure) for value in values):
        return sum((midpoint(value) for value in values), start=0)
    lows, highs = zip(*(bounds(value) for value in values), strict=True)
    step = max(value.step for value in values if isinstance(value, Measure))
    return Measure(sum(midpoint(value) for value in values), sum(lows), sum(highs), step)


def rate_of(part: Quantity, whole: Quantity) -> Quantity | None:
    """``part`` as a percentage of ``whole`` with exact bounds; ``None`` where the whole may be zero."""
    low, high = bounds(whole)
    if low <= 0 <= high:
        return None
    corners = [Fraction(p) / Fraction(w) * 100 for p in bounds(part) for w in (low, high)]
    nominal = Fraction(midpoint(part)) / Fraction(midpoint(whole)) * 100
    return Measure(nominal, min(corners), max(corners), 0)


def change_rate(current: Quantity, change: Quantity) -> Quantity | None:
    """The change in per cent of the base that it implies (current − change), with the tightest bounds.

    ``change`` carries its sign. ``None`` where the base may be zero. A growth larger than the figure itself leaves
    a base below zero, which no stated growth fits. The rate rises with the change and falls
    or rises with the current figure, so its bounds stand at the corners.
    """
    pairs = [(now - moved, moved) for now in bounds(current) for moved in bounds(change)]
    is_impossible = bounds(current)[0] >= 0 and all(base < 0 for base, _ in pairs)
    if not is_impossible and any(base <= 0 for base, _ in pairs):
        return None
    corners = [Fraction(moved) / Fraction(base) * 100 for base, moved in pairs]
    base = midpoint(current) - midpoint(change)
    return Measure(Fraction(midpoint(change)) / Fraction(base) * 100, min(corners), max(corners), 0)


def printed(statement: Statement) -> str:
    """The figure as the text prints it, plain."""
    return statement.passage.text[statement.literal.start : statement.literal.end]


def is_money(statement: Statement) -> bool:
    """Whether the figure is an amount of money."""
    return statement.literal.dimension is Dimension.MONEY
