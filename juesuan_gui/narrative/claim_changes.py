"""Owns the claims about changes: amounts against printed bases, rates, words that give no clear direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from juesuan_gui.figures import Quantity, midpoint, negate, subtract
from juesuan_gui.narrative.catalogue import change_check, same_base
from juesuan_gui.narrative.claim import (
    BASES,
    Claim,
    Facts,
    Relation,
    Way,
    change_rate,
    printed,
    quantity,
    rate_of,
    signed,
)
from juesuan_gui.narrative.clauses import BOTH, OPEN
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement

_OTHER = "同口径"


def change_claims(facts: Facts) -> Iterator[Claim]:
    """The claims of every frame with a change or a rate of change."""
    for frame, statements in facts.frames.items():
        changes = [s for s in statements if s.role is Role.CHANGE and s.literal.dimension is not Dimension.POINTS]
        rates = [s for s in statements if s.role is Role.CHANGE_RATE]
        if not changes and not rates:
            continue
        current = _current(facts, frame)
        for change in changes:
            yield from _words(change)
            yield from _amount(change, current, _printed_base(facts, frame, change), rates)
        yield from _rates(facts, frame, current, changes, rates)


def _current(facts: Facts, frame: int) -> Statement | None:
    """The figure that changed: the amount, or in a budget the budget that is compared with last year's."""
    amount = facts.amount(frame)
    if amount is not None:
        return amount
    own = [s for s in facts.frames[frame] if s.role is Role.BUDGET and s.remark != "比"]
    compared = [s for s in facts.frames[frame] if s.role in (Role.CHANGE, Role.CHANGE_RATE)]
    last_year = all(re.search(r"上|去|前|\d{4}|同期", s.base) and "年初" not in s.base for s in compared)
    return own[0] if len(own) == 1 and last_year else None


def _printed_base(facts: Facts, frame: int, change: Statement) -> Statement | None:
    """The base printed for a change: the last one before it in its frame that is the same base."""
    bases = [s for s in facts.bases(frame) if s.literal.start < change.literal.start or s.passage is not change.passage]
    fitting = [s for s in bases if s is not _current(facts, frame) and same_base(s.base, change.base)]
    return fitting[-1] if fitting else None


def _words(change: Statement) -> Iterator[Claim]:
    if change.remark in (BOTH, OPEN):
        remark = "两个方向" if change.remark == BOTH else "未作取舍"
        check = "N5-05" if change.remark == BOTH else "F10"
        words = (change.start, change.literal.end)
        yield Claim(
            check, ClaimKind.WORDING, Relation.WORDING, change, quantity(change), (), words=words, remark=remark
        )


def _amount(
    change: Statement, current: Statement | None, base: Statement | None, rates: list[Statement]
) -> Iterator[Claim]:
    """增减额 = 本期 − 基数, where the base is printed."""
    if current is None or base is None or change.remark == _OTHER:
        return
    difference = subtract(quantity(current), quantity(base))
    formula = f"{printed(current)} − {printed(base)}"
    stated = signed(change, _direction(change, difference))
    yield Claim(
        change_check(change),
        ClaimKind.IDENTITY,
        Relation.EQUAL,
        change,
        stated,
        (Way((current, base), difference, formula),),
    )


def _direction(change: Statement, difference: Quantity) -> int:
    """The sign of a change; where the words give none (增加减少, 增加(减少)) that of the difference itself."""
    if change.direction is None or change.remark == OPEN:
        return -1 if midpoint(difference) < 0 else 1
    return change.direction


def _rates(
    facts: Facts, frame: int, current: Statement | None, changes: list[Statement], rates: list[Statement]
) -> Iterator[Claim]:
    for rate in rates:
        if current is None or rate.remark == _OTHER or _OTHER in rate.base:
            continue
        if rate.remark == OPEN:
            words = (rate.start, rate.literal.end)
            yield Claim(
                "F10", ClaimKind.WORDING, Relation.WORDING, rate, quantity(rate), (), words=words, remark="未作取舍"
            )
        change = _change_of(rate, changes)
        if change is not None and change.remark == _OTHER:
            continue
        base = _printed_base(facts, frame, rate)
        ways = _rate_ways(rate, current, change, base)
        if not ways:
            continue
        relation = Relation.EQUAL if any(way.expected is not None for way in ways) else Relation.ZERO_BASE
        if rate.remark == OPEN:
            # Which of the two words is meant is open, so that only the size can be compared.
            ways = [replace(way, expected=_size(way.expected)) for way in ways]
            value = quantity(rate)
        else:
            value = signed(rate)
        yield Claim(change_check(rate), ClaimKind.GROWTH_RATE, relation, rate, value, tuple(ways))


def _size(value: Quantity | None) -> Quantity | None:
    return negate(value) if value is not None and midpoint(value) < 0 else value


def _change_of(rate: Statement, changes: list[Statement]) -> Statement | None:
    """The change that a rate belongs to: the last before it on the same base, else the next (增长B%,增收A)."""
    before = [c for c in changes if c.literal.start < rate.literal.start and same_base(c.base, rate.base)]
    if before:
        return before[-1]
    after = [c for c in changes if c.literal.start > rate.literal.start and same_base(c.base, rate.base)]
    return after[0] if after else None


def _rate_ways(rate: Statement, current: Statement, change: Statement | None, base: Statement | None) -> list[Way]:
    ways: list[Way] = []
    if change is not None:
        direction = change.direction
        if direction is None:
            direction = rate.direction or 1
        moved = signed(change, direction)
        sign = "−" if midpoint(moved) >= 0 else "+"
        if base is None or base.role not in BASES:
            implied = f"{printed(change)} ÷ ({printed(current)} {sign} {printed(change)})"
            ways.append(Way((change, current), change_rate(quantity(current), moved), implied))
        else:
            ways.append(Way((change, base), rate_of(moved, quantity(base)), f"{printed(change)} ÷ {printed(base)}"))
    if base is not None:
        difference = subtract(quantity(current), quantity(base))
        formula = f"({printed(current)} − {printed(base)}) ÷ {printed(base)}"
        expected = rate_of(difference, quantity(base))
        if rate.direction is None and expected is not None and midpoint(expected) < 0:
            expected = negate(expected)
        ways.append(Way((current, base), expected, formula))
    return ways
