"""Owns which amount above is meant by a change that stands in a paragraph without its own."""

from __future__ import annotations

import re
from bisect import bisect_left

from juesuan_gui.narrative.claiming.claim import BORROWED, Facts, is_money, quantity
from juesuan_gui.narrative.model import Role, Statement

#: 收、支总计, 收入支出总体, and each of the two sides.
_BOTH_SIDES = re.compile(r"^(?:财政拨款)?收(?:入)?[、和与及]?支(?:出)?(?:决算)?总(?:计|体|额)$")
_ONE_SIDE = re.compile(r"^(?:财政拨款)?(?:收入|支出)(?:决算)?总(?:计|额)$")
#: 2022年度三公经费预算较2021年度增加…,其中…: next year's budget is compared, not what was told above.
_PLANS = re.compile(r"预算(?:数|总额|安排)?[较比与][^,，。;]{0,6}20\d\d年")
#: 与上年相比,今年收入增加5万元: one side by its bare word.
_SIDES = ("收入", "支出")
#: A shorter name (支出) may mean anything; and so many amounts of one name before a change are looked at.
_OWN_NAME, _NEAR = 4, 4


def told_above(facts: Facts, change: Statement, last_year: bool) -> Statement | None:
    """收入支出总体与上年相比,增加5万元: the amount that a paragraph above, under the same heading, tells of it."""
    side = change.subject if change.subject in _SIDES else ""
    if _BOTH_SIDES.search(change.subject) is None and not side:
        return _named_above(facts, change)
    if not last_year:
        return None
    total = re.compile(rf"^(?:本年)?{side}(?:决算)?(?:总计|合计|总额)$") if side else _ONE_SIDE
    found: list[Statement] = []
    for amount in facts.all:
        if amount.passage is change.passage:
            break
        is_total = amount.role is Role.FINAL and is_money(amount) and total.search(amount.subject) is not None
        if is_total and amount.passage.headings == change.passage.headings:
            found.append(amount)
    return found[-1] if len({quantity(s) for s in found}) == 1 else None


def _named_above(facts: Facts, change: Statement) -> Statement | None:
    """公务接待费支出决算比上年减少1万元, in a paragraph of its own: the amount told above of the very same name.

    Of two amounts of one name under the same headings none is known to be meant.
    """
    if change.remark == BORROWED or len(change.subject) < _OWN_NAME:
        return None
    if _PLANS.search(change.passage.text[: change.start]):
        return None
    here = change.passage.headings
    measures = {s.literal.dimension for s in facts.frames[change.frame] if s.role is Role.CHANGE}
    named = facts.named(change.subject)
    before = named[: bisect_left(named, change.frame, key=lambda s: s.frame)][-_NEAR:]
    found = [
        s for s in before if s.literal.dimension in measures and s.passage.headings == here[: len(s.passage.headings)]
    ]
    return found[-1] if len({quantity(s) for s in found}) == 1 else None
