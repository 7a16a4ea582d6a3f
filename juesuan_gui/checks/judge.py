"""Owns the judgement of one relation: holds, holds by rounding, one digit off, fails, blank total, unread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from juesuan_gui.figures import Measure, Quantity, bounds, gap, magnitude, midpoint, step_of
from juesuan_gui.forms import Level
from juesuan_gui.relations import Reference
from juesuan_gui.relations.evaluate import compare


class Outcome(Enum):
    """What became of a relation."""

    HOLDS = "成立"
    ROUNDING = "尾差范围内成立"
    DIGIT = "差末位一个单位"
    FAILS = "不成立"
    BLANK_TOTAL = "合计未填"
    UNREAD = "未能核对"
    BROKEN = "审核未能运行"
    SKIPPED = "不适用"

    @property
    def is_violation(self) -> bool:
        """Whether it becomes a finding."""
        return self in _VIOLATIONS


_VIOLATIONS: Final = (Outcome.DIGIT, Outcome.FAILS, Outcome.BLANK_TOTAL, Outcome.BROKEN)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome with both sides (``None`` = blank) and, for a broken check, what broke."""

    outcome: Outcome
    left: Quantity | None = None
    right: Quantity | None = None
    problem: str = ""


def judge(
    operator: str, left: Quantity | None, right: Quantity | None, *, left_is_cell: bool, same_quantity: bool
) -> Judgement:
    """Judge a relation by the tolerance rules of CHECKS.md (R, Z and the rule for one quantity printed twice).

    ``left_is_cell``: the left side is one cell, so that a blank there is an unfilled total.
    ``same_quantity``: both sides are one cell each, the same quantity printed in two places.
    """
    # A blank says none; what is none but for rounding (-0.01 of three printed amounts) need not be filled in.
    if operator == "=" and left_is_cell and left is None and right is not None and gap(0, right) != 0:
        return Judgement(Outcome.BLANK_TOTAL, left, right)
    first, second = left if left is not None else 0, right if right is not None else 0
    if operator != "=":
        return Judgement(_unequal(operator, first, second), left, right)
    if type(first) is int and type(second) is int:
        if first == second:
            return Judgement(Outcome.HOLDS, left, right)
        # Exact to the 分: the same figure twice is compared in 元 (Z); a sum may be one last digit off.
        if not same_quantity and magnitude(first - second) <= 1:
            return Judgement(Outcome.DIGIT, left, right)
        return Judgement(Outcome.FAILS, left, right)
    if same_quantity and isinstance(first, Measure) and isinstance(second, Measure) and first.step == second.step:
        distance = magnitude(first.value - second.value)
        if distance == 0:
            return Judgement(Outcome.HOLDS, left, right)
        return Judgement(Outcome.DIGIT if distance <= first.step else Outcome.FAILS, left, right)
    apart = gap(first, second)
    if apart == 0:
        nominal = midpoint(first) == midpoint(second)
        return Judgement(Outcome.HOLDS if nominal else Outcome.ROUNDING, left, right)
    if apart <= max(step_of(first), step_of(second)):
        return Judgement(Outcome.DIGIT, left, right)
    return Judgement(Outcome.FAILS, left, right)


def _unequal(operator: str, left: Quantity, right: Quantity) -> Outcome:
    if operator == "≠":
        # A printed 0.00 says "none", although it may stand for a few 元.
        return Outcome.HOLDS if midpoint(left) != midpoint(right) else Outcome.FAILS
    if compare(operator, left, right):
        return Outcome.HOLDS
    (left_low, left_high), (right_low, right_high) = bounds(left), bounds(right)
    apart = left_low - right_high if operator in ("<=", "<") else right_low - left_high
    inexact = isinstance(left, Measure) or isinstance(right, Measure)
    if inexact and apart <= max(step_of(left), step_of(right)):
        return Outcome.DIGIT
    return Outcome.FAILS


def level_of(outcome: Outcome, declared: Level) -> Level:
    """The level of a finding: the check's own, but one last digit off is at most a 警告."""
    if outcome in (Outcome.DIGIT, Outcome.BROKEN) and declared is Level.ERROR:
        return Level.WARNING
    return declared


def is_cell(expression: object) -> bool:
    """Whether a side of a relation is one cell."""
    return isinstance(expression, Reference)
