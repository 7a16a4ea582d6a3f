"""Owns which amount above is meant by a change that stands in a paragraph without its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from juesuan_gui.narrative.claiming.claim import BORROWED, Facts, is_money, quantity
from juesuan_gui.narrative.model import Role, Statement
from juesuan_gui.narrative.subjects import subject_key

#: 收、支总计, 收入支出总体, and each of the two sides.
_BOTH_SIDES = re.compile(r"^(?:财政拨款)?收(?:入)?[、和与及]?支(?:出)?(?:决算)?总(?:计|体|额)$")
_ONE_SIDE = re.compile(r"^(?:财政拨款)?(?:收入|支出)(?:决算)?总(?:计|额)$")
#: 2022年度三公经费预算较2021年度增加…,其中…: next year's budget is compared, not what was told above.
_PLANS = re.compile(r"预算(?:数|总额|安排)?[较比与][^,，。;]{0,6}20\d\d年")
#: 与上年相比,今年收入增加5万元, 收入合计增加5万元: one side by its bare word, or by that of its total.
_SIDE = re.compile(r"(?:本年)?(?P<side>收入|支出)(?P<total>总计|合计|总额)?")
#: Nothing stands before the name of a total but the office whose it is.
_OFFICE = r"(?:^|[局委院校厅部办会处站所队心府道镇乡园馆学社])"
_THREE_KINDS = "三公经费"
#: A shorter name (支出) may mean anything; and so many amounts of one name before a change are looked at.
_OWN_NAME, _NEAR = 4, 4


def told_above(facts: Facts, change: Statement, last_year: bool) -> Statement | None:
    """收入支出总体与上年相比,增加5万元: the amount that a paragraph above, under the same heading, tells of it."""
    side = _SIDE.fullmatch(change.subject)
    if _BOTH_SIDES.search(change.subject) is None and side is None:
        return _named_above(facts, change)
    if not last_year:
        return None
    total = _ONE_SIDE
    if side is not None:
        total = re.compile(rf"{_OFFICE}(?:本年)?{side['side']}(?:决算)?{side['total'] or '(?:总计|合计|总额)'}$")
    named = facts.totals_under(change.passage.headings, total)
    first = min(s.frame for s in facts.in_passage(change))
    return _only_value(named[: bisect_left(named, first, key=lambda s: s.frame)])


def _only_value(found: Sequence[Statement]) -> Statement | None:
    """The last of the statements; ``None`` where two of them differ, which a long text shows soon."""
    if not found or any(quantity(s) != quantity(found[-1]) for s in reversed(found)):
        return None
    return found[-1]


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
    found = found or _three_kinds_above(facts, change)
    return found[-1] if len({quantity(s) for s in found}) == 1 else None


def _three_kinds_above(facts: Facts, change: Statement) -> list[Statement]:
    """“三公”经费支出决算数比上年减少5万元: the amounts of “三公” told above, by any of its names."""
    here = change.passage.headings
    if _THREE_KINDS not in subject_key(change.subject) or "预算" in change.subject.replace("公共预算", ""):
        return []
    return [
        s
        for depth in range(len(here), 0, -1)
        for s in facts.under(here[:depth])
        if s.frame < change.frame
        and s.role is Role.FINAL
        and s.listing is None
        and s.remark != BORROWED
        and is_money(s)
        and _THREE_KINDS in subject_key(s.subject)
    ]
