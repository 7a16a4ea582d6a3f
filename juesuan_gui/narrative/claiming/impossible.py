"""Owns changes that nothing could have made: more growth than there is now, more of a decrease than there was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.figures import midpoint
from juesuan_gui.narrative.claiming.catalogue import change_check
from juesuan_gui.narrative.claiming.claim import Claim, Relation, Way, printed, quantity
from juesuan_gui.narrative.model import ClaimKind, Statement

#: The remark of a growth that is larger than the figure itself.
MORE_THAN_ALL = "增加额大于本数"
#: The remarks of a decrease that is larger than what it decreased from, as an amount and as a rate.
LESS_THAN_NOTHING = "减少额大于基数"
MORE_THAN_WHOLE = "下降超过全部"
#: What may be below zero.
_BALANCE = re.compile(r"结转|结余|差额|净|利润|盈余|赤字|亏损")
_ALL = 100


def more_than_all(change: Statement, current: Statement | None) -> Iterator[Claim]:
    """A growth larger than the figure itself: what it grew from would be below zero, which only a balance may be."""
    if current is None or change.direction != 1 or change.remark or _BALANCE.search(current.subject):
        return
    if current.literal.dimension is not change.literal.dimension or midpoint(quantity(current)) < 0:
        return
    if midpoint(quantity(change)) > midpoint(quantity(current)):
        way = Way((current,), quantity(current), printed(current))
        check = change_check(change)
        yield Claim(check, ClaimKind.IDENTITY, Relation.AT_MOST, change, quantity(change), (way,), remark=MORE_THAN_ALL)


def less_than_nothing(change: Statement, base: Statement) -> Iterator[Claim]:
    """比上年(5085.17万元)减少5307.44万元: what is left would be below zero, which only a balance may be."""
    if change.direction != -1 or change.remark or _BALANCE.search(base.subject):
        return
    if base.literal.dimension is not change.literal.dimension or midpoint(quantity(base)) < 0:
        return
    if midpoint(quantity(change)) > midpoint(quantity(base)):
        way = Way((base,), quantity(base), printed(base))
        yield Claim(
            change_check(change),
            ClaimKind.IDENTITY,
            Relation.AT_MOST,
            change,
            quantity(change),
            (way,),
            remark=LESS_THAN_NOTHING,
        )


def more_than_whole(rate: Statement, current: Statement) -> Iterator[Claim]:
    """支出50万元,比上年下降120%: what is not below zero lost no more than all that it was."""
    if rate.direction != -1 or rate.remark or _BALANCE.search(current.subject) or midpoint(quantity(current)) < 0:
        return
    if midpoint(quantity(rate)) > _ALL:
        way = Way((current,), _ALL, printed(current))
        yield Claim(
            change_check(rate),
            ClaimKind.GROWTH_RATE,
            Relation.AT_MOST,
            rate,
            quantity(rate),
            (way,),
            remark=MORE_THAN_WHOLE,
        )
