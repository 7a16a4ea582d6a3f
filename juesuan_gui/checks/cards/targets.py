"""Owns whether a target is met: which way it points, how target and actual value compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.report.cards import Card, Indicator, Operator, Target, TargetKind
from juesuan_gui.report.cards_targets import plain

_MONEY_SIZES = {"元": Fraction(1), "万元": Fraction(10**4), "万": Fraction(10**4), "亿元": Fraction(10**8)}
_FALLING = re.compile(
    r"投诉|处罚|死亡|事故|差错|退单|流失|违规|成本|费用|不超过|控制|下降|降低|减少|误差|延误|耗|空置|返修|信访"
)


@dataclass(frozen=True, slots=True)
class Reached:
    """How an indicator came out: ``met`` (``None`` = cannot be said), the way it points, actual ÷ target.

    ``sure`` is False where no operator is printed and the way is only the usual one.
    """

    met: bool | None
    operator: Operator | None = None
    ratio: Fraction | None = None
    sure: bool = True


def reached(item: Indicator) -> Reached:
    """How an indicator came out by its own words, never by its score."""
    target, actual = item.target_value, item.actual_value
    if target is None or actual is None or actual.operator is not None:
        return Reached(None)
    bounds = target if target.kind is TargetKind.RANGE else item.named_value
    if bounds is not None and bounds.kind is TargetKind.RANGE and actual.number is not None:
        if bounds.low is None or bounds.high is None:
            return Reached(None)
        return Reached(bounds.low <= actual.number <= bounds.high)
    if target.kind is not TargetKind.NUMBER or actual.kind is not TargetKind.NUMBER:
        same = (
            item.target is not None and item.actual is not None and plain(item.target.text) == plain(item.actual.text)
        )
        return Reached(True) if same and target.kind is not TargetKind.NUMBER else Reached(None)
    pair = comparable(target, actual)
    if pair is None:
        return Reached(None)
    wanted, got = pair
    operator, sure = _direction(item)
    met = _meets(operator, wanted, got, sure)
    return Reached(met, operator, got / wanted if wanted else None, sure)


def _direction(item: Indicator) -> tuple[Operator, bool]:
    printed = item.target_value.operator if item.target_value else None
    if printed is None and item.named_value is not None and item.target_value is not None:
        same = item.named_value.number == item.target_value.number
        printed = item.named_value.operator if same else None
    if printed is not None:
        return printed, True
    falling = "成本" in item.path[1] or "成本" in item.path[0] or _FALLING.search(item.name)
    return (Operator.AT_MOST if falling else Operator.AT_LEAST), False


def _meets(operator: Operator, wanted: Fraction, got: Fraction, sure: bool) -> bool | None:
    if not sure:
        # Without a sign only equality is certain.
        if got == wanted:
            return True
        if operator is Operator.AT_MOST:
            return None
        return None if _passes(operator, wanted, got) else False
    return _passes(operator, wanted, got)


def _passes(operator: Operator, wanted: Fraction, got: Fraction) -> bool:
    return {
        Operator.AT_LEAST: got >= wanted,
        Operator.AT_MOST: got <= wanted,
        Operator.EQUAL: got == wanted,
        Operator.ABOVE: got > wanted,
        Operator.BELOW: got < wanted,
    }[operator]


def comparable(left: Target, right: Target) -> tuple[Fraction, Fraction] | None:
    """Both numbers in one unit; ``None`` where their units cannot be compared. A bare number takes the other's."""
    if left.number is None or right.number is None:
        return None
    first, second = left.unit.rstrip("。.,，"), right.unit.rstrip("。.,，")
    sizes = _MONEY_SIZES.get(first), _MONEY_SIZES.get(second)
    if sizes[0] is not None and sizes[1] is not None:
        return Fraction(left.number) * sizes[0], Fraction(right.number) * sizes[1]
    if first == second or not first or not second or first in second or second in first:
        return Fraction(left.number), Fraction(right.number)
    return None


def money_of(target: Target | None, card: Card) -> Fraction | None:
    """A money amount in 分 that a target states; a bare number counts in the card's unit."""
    if target is None or target.number is None or target.kind is not TargetKind.NUMBER:
        return None
    unit = target.unit.rstrip("。.,，")
    if unit in _MONEY_SIZES:
        return Fraction(target.number) * _MONEY_SIZES[unit] * 100
    return Fraction(target.number) * card.unit.value if not unit else None


def full_score(card: Card, position: int) -> bool | None:
    """Whether an indicator has its full score; where weights stand on headings only, as its block has."""
    item = card.indicators[position]
    score = _number(item.score)
    if score is None:
        return None
    weight = _number(item.weight)
    if weight is not None:
        return score >= weight
    blocks = [
        block for block in card.blocks if block.first <= position < block.last and block.weight.number is not None
    ]
    if not blocks:
        return None
    block = min(blocks, key=lambda found: found.last - found.first)
    scores = [_number(other.score) for other in card.indicators[block.first : block.last]]
    if any(other is None for other in scores):
        return None
    whole = sum((other for other in scores if other is not None), Decimal(0))
    if whole == block.weight.number:
        return True
    # One indicator alone under its heading has the heading's weight.
    return False if len(scores) == 1 else None


def _number(figure: object) -> Decimal | None:
    value = getattr(figure, "number", None)
    return value if isinstance(value, Decimal) else None
