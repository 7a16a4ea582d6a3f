"""Owns whether a claim holds: by intervals, by every way it may be meant, on zero bases, by its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.figures import Measure, bounds, magnitude, midpoint, negate
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.claim import Claim, Relation, Way
from juesuan_gui.narrative.claiming.enumerated import LISTED
from juesuan_gui.narrative.claiming.limits import TWO_SIDES
from juesuan_gui.narrative.claiming.repeated import TOTAL_AGAIN
from juesuan_gui.narrative.claiming.words import NO_MORE
from juesuan_gui.narrative.model import About, ClaimKind, Dimension, Role

HOLDING = (Outcome.HOLDS, Outcome.ROUNDING)
_ORDER = (Outcome.HOLDS, Outcome.ROUNDING, Outcome.DIGIT, Outcome.FAILS)
_LONG = 10**4
_TELLING = 3
#: Checks that are hints however far off they are (CHECKS.md).
_HINTS = frozenset({"N3-02"})
_WARNINGS = frozenset({"N5-07", "P18", "N13-01", "N13-03", "XY-05", "F10", "N7-02", "N10-01", "T7-06"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a claim turned out, by which way of meaning it; ``turned`` where only the direction is wrong."""

    outcome: Outcome
    way: Way | None
    level: Level
    turned: bool = False


def verdict_of(claim: Claim) -> Verdict | None:
    """How a claim turns out; ``None`` for one that cannot be decided."""
    if claim.relation is Relation.WORDING:
        return Verdict(Outcome.FAILS, None, Level.ERROR if claim.remark == "两个方向" else Level.WARNING)
    if claim.relation is Relation.ZERO_BASE:
        return _zero_base(claim)
    if claim.relation is Relation.WORD:
        return _word(claim)
    return _compared(claim)


def _compared(claim: Claim) -> Verdict | None:
    """Equality and bounds: the best of all ways the claim may be meant decides, the first is shown."""
    ways = [way for way in claim.ways if way.expected is not None]
    if not ways:
        return None
    outcomes = [_outcome(claim, way) for way in ways]
    best = min(outcomes, key=_ORDER.index)
    if best in HOLDING:
        return Verdict(best, ways[outcomes.index(best)], Level.INFO)
    way = ways[outcomes.index(best)]
    if not claim.certain:
        slips = [other for other in ways if _is_one_digit(claim, other)]
        return _uncertain(claim, (slips or [way])[0] if best is Outcome.FAILS else way, best)
    turned = (
        claim.relation is Relation.EQUAL
        and claim.kind in (ClaimKind.IDENTITY, ClaimKind.GROWTH_RATE)
        and _is_turned(claim, ways)
    )
    return Verdict(best, way, level_of(best, _declared(claim)), turned)


def _declared(claim: Claim) -> Level:
    if claim.stated.literal.about is not None:
        # What is told roughly is never wrong to the digit.
        return Level.WARNING
    if claim.check in _HINTS:
        return Level.INFO
    if claim.remark in (TWO_SIDES, LISTED):
        # 合计 may have been called 总计; an enumeration may leave out what is small.
        return Level.WARNING
    if claim.kind is ClaimKind.CROSS_REF and (
        claim.relation is Relation.AT_MOST or claim.remark.startswith("两种划分")
    ):
        return Level.ERROR
    return Level.WARNING if claim.check in _WARNINGS else Level.ERROR


def _outcome(claim: Claim, way: Way) -> Outcome:
    value, expected = claim.value, way.expected
    if claim.remark == "绝对值" and expected is not None and midpoint(expected) < 0:
        expected = negate(expected)
    # Whole counts are never rounded, so that one more or less is no last digit.
    counted = claim.stated.literal.dimension is Dimension.COUNT
    exact = counted and not isinstance(value, Measure) and not isinstance(expected, Measure)
    operator = {Relation.AT_MOST: "<=", Relation.AT_LEAST: ">="}.get(claim.relation, "=")
    about = claim.stated.literal.about
    if about in (About.ABOVE, About.BELOW) and expected is not None:
        # 下降超过20%: more of a decline; the size is what the word speaks of.
        if midpoint(value) < 0:
            value, expected = negate(value), negate(expected)
        operator = "<=" if about is About.ABOVE else ">="
    return judge(operator, value, expected, left_is_cell=False, same_quantity=exact).outcome


def _uncertain(claim: Claim, way: Way, outcome: Outcome) -> Verdict | None:
    """A relation that the text need not mean: parts may not exceed the total, and a slip of one digit shows."""
    assert way.expected is not None
    if outcome is Outcome.DIGIT:
        return Verdict(outcome, way, Level.WARNING)
    excess = bounds(way.expected)[0] - bounds(claim.value)[1]
    spent_once = claim.stated.literal.dimension is Dimension.MONEY or claim.stated.literal.counted == "辆"
    if claim.remark == "清单" and excess > 0 and spent_once:
        # Heads may be counted under two points of view (男, 党员); money is spent once, a car is of one kind.
        return Verdict(outcome, way, Level.WARNING)
    if _is_one_digit(claim, way):
        return Verdict(outcome, way, Level.WARNING)
    return None


def _is_one_digit(claim: Claim, way: Way) -> bool:
    """Whether the two sides differ by one digit at one place, or by two that changed places: slips of the hand."""
    assert way.expected is not None
    literal = claim.stated.literal
    if literal.dimension is not Dimension.MONEY:
        return False
    step = Fraction(1) if literal.figure.exact else Fraction(literal.figure.step)
    if magnitude(Fraction(midpoint(claim.value))) / step < _LONG:
        # Short figures differ by one digit by chance.
        return False
    telling = max(_significant(one.literal.figure.value, step) for one in (claim.stated, *way.operands))
    if telling < _TELLING and (claim.kind is ClaimKind.SUM or claim.remark == TWO_SIDES):
        # 100.00 and 90.00 differ by one digit, too, and need not be more than two round figures.
        return False
    apart = magnitude(Fraction(midpoint(claim.value)) - Fraction(midpoint(way.expected))) / step
    if claim.remark == TOTAL_AGAIN:
        # Told in 万元 of a total in 元: what rounding hides is no digit.
        apart = Fraction(round(apart))
    digits = str(int(apart)) if apart.denominator == 1 else ""
    if not digits or not (len(way.operands) > 1 or claim.remark in (TWO_SIDES, TOTAL_AGAIN)):
        return False
    return len(digits.rstrip("0")) == 1 or any(
        _is_swap(one.literal.figure.value, int(apart), step) for one in (claim.stated, *way.operands)
    )


def _is_swap(value: int | Fraction, apart: int, step: Fraction) -> bool:
    """Whether a figure becomes right by so much when two digits side by side change places."""
    number = int(magnitude(Fraction(value)) / step)
    digits = str(number)
    swapped = (
        int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
        for place in range(len(digits) - 1)
        if digits[place] != digits[place + 1]
    )
    return any(abs(other - number) == apart for other in swapped)


def _significant(value: int | Fraction, step: Fraction) -> int:
    """How many digits of a figure tell something: those before its trailing zeros."""
    return len(str(int(magnitude(Fraction(value)) / step)).rstrip("0"))


def _is_turned(claim: Claim, ways: Sequence[Way]) -> bool:
    """Whether only the direction is wrong: the figure fits with the other sign."""
    if midpoint(claim.value) == 0:
        return False
    turned = replace(claim, value=negate(claim.value))
    return any(_outcome(turned, way) in HOLDING for way in ways)


def _zero_base(claim: Claim) -> Verdict | None:
    """A rate on nothing (N5-04): 0 on 0 is accepted, 100% on 0 is a convention, anything else is wrong."""
    stated = midpoint(claim.value)
    way = claim.ways[0]
    base, moved = _base_and_change(claim, way)
    if base is None or base != 0:
        return None
    if moved == 0:
        return Verdict(Outcome.HOLDS if stated in (0, 100) else Outcome.FAILS, way, Level.WARNING)
    if claim.kind is ClaimKind.GROWTH_RATE and magnitude(stated) == 100:
        return Verdict(Outcome.FAILS, way, Level.WARNING)
    return Verdict(Outcome.FAILS, way, Level.ERROR)


def _base_and_change(claim: Claim, way: Way) -> tuple[int | Fraction | None, int | Fraction]:
    """The nominal base and what it is set against: the change for a rate, the amount for a completion or share."""
    first, second = way.operands
    one, two = first.literal.figure.value, second.literal.figure.value
    if claim.kind is not ClaimKind.GROWTH_RATE and second.role is Role.CHANGE:
        # 完成预算的100%,比预算增加5万元: the budget is what is left without the change.
        return one - (second.direction or 1) * two, one
    if claim.kind is not ClaimKind.GROWTH_RATE:
        return two, one
    if first.role is Role.CHANGE:
        if second.role in (Role.BUDGET, Role.PRIOR):
            return two, one
        direction = first.direction or claim.stated.direction or 1
        return two - direction * one, one
    return two, one - two


def _word(claim: Claim) -> Verdict:
    """大于, 小于, 持平 against two figures."""
    way = claim.ways[0]
    assert way.expected is not None
    left, right = claim.value, way.expected
    (left_low, left_high), (right_low, right_high) = bounds(left), bounds(right)
    if claim.remark == "等于":
        outcome = judge("=", left, right, left_is_cell=False, same_quantity=True).outcome
        return Verdict(outcome, way, level_of(outcome, Level.ERROR))
    if claim.remark == NO_MORE:
        fits = left_low <= right_high
    elif claim.remark == "大于":
        fits = left_high > right_low and midpoint(left) != midpoint(right)
    else:
        fits = left_low < right_high and midpoint(left) != midpoint(right)
    # 完成预算的100%,决算数大于预算数: the rate may have been rounded to it.
    rounded = len(way.operands) == 1 and left_low < right_low < left_high
    return Verdict(Outcome.HOLDS if fits else Outcome.FAILS, way, Level.WARNING if rounded else Level.ERROR)
