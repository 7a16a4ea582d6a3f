"""Owns enumerations in words (一是…;二是…) and items below a named total, against what they should add up to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan_gui.figures import bounds, meets
from juesuan_gui.narrative.claiming.catalogue import is_performance, same_base, sum_check
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity, signed, total
from juesuan_gui.narrative.claiming.parts import sum_way
from juesuan_gui.narrative.claiming.set_off import outside_brackets
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import ClaimKind, Role, Statement
from juesuan_gui.narrative.subjects import clean_subject, is_generic

_NUMBERS = "一二三四五六七八九"
_MARK = re.compile(rf"(?:^|[,，。;:、])(?P<number>[{_NUMBERS}])是(?!否)")
#: What says that the items are all there are, between the total and the first of them; and what says the contrary.
_ALL = re.compile(r"总|共|合计|分别|构成|组成|分为")
_NOT_ALL = re.compile(r"主要|重点|例如|比如|包括但|等")
_PLAIN_LEAD = re.compile(r"[,，。;:]*(?:其中|具体|分别|包括|用于|安排)?(?:如下|情况如下|为|是|有)?[,，。;:]*")
_BRACKET = re.compile(r"[(][^()]*[)]")
#: No name of an item is longer: what stands further behind a mark tells what was done.
_LONGEST_NAME = 30
#: 项目支出主要用于:A 5万元;B 3万元
_NAMED_LIST = re.compile(
    r"(?:^|[。;])(?P<name>[^,，。;:\d]{4,24}?)(?:主要|具体|分别)*(?:用于|包括|是|为)(?:以下[^,，。;:]{0,8})?:"
)
_NEAR = 4
_LEVEL = re.compile(r"[(][类款项]")
#: The remark of an enumeration in words whose total says that it is all: what was left out is at most a warning.
LISTED = "列举"


def enumerated_claims(facts: Facts) -> Iterator[Claim]:
    """Enumerations in a paragraph, what a named total was used for, and numbered items below a total."""
    for statements in facts.passages():
        if statements[0].passage.in_cell:
            continue
        yield from _numbered_in_words(statements)
        yield from _used_for(facts, statements)
    yield from _items_below(facts)


def _numbered_in_words(statements: Sequence[Statement]) -> Iterator[Claim]:
    """共计300万元:一是A 100万元;二是B 200万元: each enumeration of the paragraph against the total before it.

    Certain only where the words say that these are all (总, 共, 分别), nothing else stands between, and each item is
    a name with its amount; else the items may add up, and must not add up to more.
    """
    for marks in _runs(statements[0].passage.text):
        yield from _amounts(statements, marks)
        yield from _changes(statements, marks)


def _runs(text: str) -> Iterator[list[int]]:
    """Where the items of each enumeration begin; the last entry is where the last item ends."""
    run: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        value = _NUMBERS.index(match["number"]) + 1
        if value == 1 or (run and value != run[-1][0] + 1):
            yield from _ended(run, match.start(), text)
            run = [(1, match.end())] if value == 1 else []
        elif run:
            run.append((value, match.end()))
    yield from _ended(run, len(text), text)


def _ended(run: Sequence[tuple[int, int]], limit: int, text: str) -> Iterator[list[int]]:
    if len(run) > 1:
        last = run[-1][1]
        end = text.find("。", last)
        yield [*(start for _, start in run), min(limit, end) if end > 0 else limit]


def _amounts(statements: Sequence[Statement], marks: Sequence[int]) -> Iterator[Claim]:
    amounts = [s for s in statements if is_money(s) and s.role in (Role.FINAL, Role.BUDGET) and s.remark != "比"]
    before = [s for s in outside_brackets(amounts) if s.literal.end <= marks[0]]
    items = [[s for s in amounts if start <= s.literal.start < end] for start, end in pairwise(marks)]
    if not before or not all(items):
        return
    whole, parts = before[-1], [item[0] for item in items]
    text = whole.passage.text
    lead = text[whole.literal.end : marks[0] - len("一是")]
    start = max(text.rfind(mark, 0, whole.literal.start) for mark in ",，。;:") + 1
    is_all = _ALL.search(text[start : whole.literal.start] + lead) is not None
    named = all(part.literal.start - mark <= _LONGEST_NAME for part, mark in zip(parts, marks, strict=False))
    plain = (
        _PLAIN_LEAD.fullmatch(re.sub(r"[(][^()]*[)]", "", lead)) is not None
        and _NOT_ALL.search(text[start : marks[-1]]) is None
    )
    alone = all(len(item) == 1 or _is_divided(item) for item in items)
    way = sum_way(parts)
    certain = is_all and named and plain and alone
    if parts[0].listing is not None and parts[0].listing.total == whole.frame:
        # 其中:一是…: a list too, which is judged where it is no more than the whole must be.
        below = way.expected is not None and bounds(way.expected)[1] < bounds(quantity(whole))[0]
        if not (certain and below):
            return
    remark = LISTED if certain else "" if _NOT_ALL.search(lead) else "清单"
    yield Claim(
        sum_check(whole), ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,), certain=certain, remark=remark
    )


def _is_divided(item: Sequence[Statement]) -> bool:
    """Whether the later amounts of an item are parts of its first."""
    return all(s.listing is not None and s.listing.total == item[0].frame for s in item[1:])


def _changes(statements: Sequence[Statement], marks: Sequence[int]) -> Iterator[Claim]:
    """增加80万元,原因:一是人员经费增加50万元;二是项目经费增加30万元: the reasons may make up the change."""
    changes = [s for s in statements if is_money(s) and s.role is Role.CHANGE and s.direction is not None]
    before = [s for s in changes if s.literal.end <= marks[0]]
    items = [[s for s in changes if start <= s.literal.start < end] for start, end in pairwise(marks)]
    if not before or not all(len(item) == 1 for item in items):
        return
    whole, parts = before[-1], [item[0] for item in items]
    if any(part.base and not same_base(part.base, whole.base) for part in parts):
        return
    formula = " ".join(("− " if (c.direction or 1) < 0 else "+ ") + printed(c) for c in parts).removeprefix("+ ")
    way = Way(tuple(parts), total([signed(part) for part in parts]), formula)
    yield Claim("N13-02", ClaimKind.SUM, Relation.EQUAL, whole, signed(whole), (way,), certain=False)


def _used_for(facts: Facts, statements: Sequence[Statement]) -> Iterator[Claim]:
    """项目支出主要用于:A 0.84万元,用于…;B 118.37万元,…: what is listed may be all of what was told under the name."""
    text = statements[0].passage.text
    openers = list(_NAMED_LIST.finditer(text))
    ends = [*(m.start() for m in openers[1:]), len(text)]
    for opener, end in zip(openers, ends, strict=False):
        name = clean_subject(opener["name"])
        parts = [
            s
            for s in statements
            if opener.end() <= s.literal.start < end and is_money(s) and s.role is Role.FINAL and s.listing is None
        ]
        if len(parts) < 2 or is_generic(name) or _MARK.search(text, opener.end() - 1, end):
            continue
        whole = _told_before(facts, parts[0], name)
        if whole is not None:
            check = sum_check(whole)
            yield Claim(check, ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (sum_way(parts),), certain=False)


def _told_before(facts: Facts, part: Statement, name: str) -> Statement | None:
    """The last amount of that name before a figure, under the same headings."""
    named = facts.named(name)
    here = part.passage.headings
    told = reversed(named[max(0, (before := bisect_left(named, part.frame, key=lambda s: s.frame)) - _NEAR) : before])
    return next((s for s in told if s.role is Role.FINAL and is_money(s) and s.passage.headings == here), None)


def _items_below(facts: Facts) -> Iterator[Claim]:
    """1.某支出(类)。年初预算为…,支出决算为…: numbered items that no list takes in, below a paragraph that tells both.

    The paragraph need not be their total: such a claim is held where it holds, and else only a slip shows.
    """
    group: list[list[Statement]] = []
    intro: list[Statement] = []
    for statements in facts.passages():
        ordinal = ordinal_of(statements[0].passage.text)
        is_item = ordinal is not None and _LEVEL.search(statements[0].subject) is not None
        if is_item and ordinal is not None and ordinal.value == len(group) + 1 and _is_free(statements):
            group.append(list(statements))
            continue
        yield from _below(group, intro)
        group = []
        if ordinal is None or not is_item:
            both = {s.role for s in statements if is_money(s)} >= {Role.FINAL, Role.BUDGET}
            intro = list(statements) if both and not is_performance(statements[0].passage) else intro
    yield from _below(group, intro)


def _is_free(statements: Sequence[Statement]) -> bool:
    return all(s.listing is None for s in statements if s.role in (Role.FINAL, Role.BUDGET))


def _below(group: Sequence[Sequence[Statement]], intro: Sequence[Statement]) -> Iterator[Claim]:
    if len(group) < 2 or not intro:
        return
    above = intro[0].passage.headings
    if group[0][0].passage.headings[: len(above)] != above:
        return
    for role, check in ((Role.BUDGET, "N5-07"), (Role.FINAL, "N5-02")):
        wholes = [s for s in intro if s.role is role and is_money(s) and s.listing is None]
        parts = [next((s for s in item if s.role is role and is_money(s)), None) for item in group]
        found = [part for part in parts if part is not None]
        if len(found) != len(group) or not wholes:
            continue
        way = sum_way(found)
        fits = [whole for whole in wholes if way.expected is not None and meets(quantity(whole), way.expected)]
        whole = (fits or wholes)[0]
        yield Claim(check, ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,), certain=False)
