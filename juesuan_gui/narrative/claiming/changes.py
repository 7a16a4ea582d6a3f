"""Owns the claims about changes: amounts against printed bases, rates, words that give no clear direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from juesuan_gui.figures import Quantity, add, midpoint, negate, subtract
from juesuan_gui.narrative.claiming.catalogue import change_check, same_base
from juesuan_gui.narrative.claiming.claim import (
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
from juesuan_gui.narrative.claiming.impossible import less_than_nothing, more_than_all, more_than_whole
from juesuan_gui.narrative.claiming.told_above import told_above
from juesuan_gui.narrative.clauses import BOTH, OF_BASE, OPEN
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement

_OTHER = "同口径"
#: The budget of the year before, which only a budget is compared with.
_BUDGET_BEFORE = re.compile(r"(?:上一?年|去年)[^,，。;]{0,4}预算")
#: What may stand between a change and its own rate: ,增长
_BESIDE = re.compile(r"[,，、]?(?:同比)?(?:增长|下降|增加|减少|上升|降低|压缩|增|减)(?:幅度?|率)?(?:了|为|约)?")
_SAVED = re.compile(r"节约|节支|超支|超出")


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
            base = _printed_base(facts, frame, change)
            yield from _amount(change, _budget_of(facts, frame, change) or current, base)
            if base is None and not any(same_base(rate.base, change.base) for rate in rates):
                yield from more_than_all(change, current)
            if current is None and base is not None:
                yield from less_than_nothing(change, base)
        if not changes and current is not None:
            for rate in rates:
                yield from more_than_whole(rate, current)
        yield from _rates(facts, frame, current, changes, rates)
        yield from _opposite(current, changes, rates)


def _budget_of(facts: Facts, frame: int, change: Statement) -> Statement | None:
    """2022年预算10万元,较上年预算12万元减少2万元。决算8万元: of two budgets the later year's is what changed."""
    if _BUDGET_BEFORE.search(change.base) is None:
        return None
    own = [s for s in facts.frames[frame] if s.role is Role.BUDGET and s.remark != "比" and s.passage is change.passage]
    before = [s for s in own if s.literal.end <= change.literal.start]
    return before[-1] if before else None


def _opposite(current: Statement | None, changes: list[Statement], rates: list[Statement]) -> Iterator[Claim]:
    """减少5万元,增长25%: two directions of one change, where no amount tells which is right (else the rate fails)."""
    for change in changes:
        for rate in rates:
            between = change.passage.text[change.literal.end : rate.literal.start]
            if rate.passage is not change.passage or _BESIDE.fullmatch(between) is None:
                continue
            told = change.direction is not None and rate.direction is not None and not (change.remark or rate.remark)
            tells = current is not None and midpoint(quantity(rate)) != 0
            if told and change.direction != rate.direction and not tells and midpoint(quantity(change)) != 0:
                words = (change.start, rate.literal.end)
                value = quantity(rate)
                yield Claim(
                    "N5-05", ClaimKind.WORDING, Relation.WORDING, rate, value, (), words=words, remark="两个方向"
                )


def _current(facts: Facts, frame: int) -> Statement | None:
    """The figure that changed: the amount, or in a budget the budget that is compared with last year's."""
    amount = facts.amount(frame)
    if amount is not None:
        return amount
    own = [s for s in facts.frames[frame] if s.role is Role.BUDGET and s.remark != "比"]
    compared = [s for s in facts.frames[frame] if s.role in (Role.CHANGE, Role.CHANGE_RATE)]
    told = any(s.role is Role.PRIOR for s in facts.frames[frame])
    last_year = all(
        ((told and not s.base) or re.search(r"上|去|前|\d{4}|同期", s.base)) and "年初" not in s.base for s in compared
    )
    if own:
        return own[0] if len(own) == 1 and last_year else None
    return told_above(facts, compared[0], last_year) if compared else None


def _printed_base(facts: Facts, frame: int, change: Statement) -> Statement | None:
    """The base printed for a change: the last one before it in its frame that is the same base."""
    bases = [s for s in facts.bases(frame) if s.literal.start < change.literal.start or s.passage is not change.passage]
    fitting = [s for s in bases if s is not _current(facts, frame) and same_base(s.base, change.base)]
    if not fitting:
        # 比上年增加20万元,上年为80万元: the base may come behind the change.
        behind = [s for s in facts.bases(frame) if s.passage is change.passage and s is not _current(facts, frame)]
        fitting = [s for s in behind if s.base and same_base(s.base, change.base) and _may_follow(s, change)][:1]
    if not fitting and not change.base and _SAVED.search(change.words):
        # 采购预算920万元,实际采购874万元,节支46万元: what was saved or overspent is measured on the budget told.
        budgets = [s for s in facts.bases(frame) if s.role is Role.BUDGET and s.literal.start < change.literal.start]
        fitting = budgets if len(budgets) == 1 and budgets[0] is not _current(facts, frame) else []
    return fitting[-1] if fitting else None


def _beside(statement: Statement, change: Statement) -> Quantity:
    """A bare 0万元 beside a change with decimals says that there is nothing, not up to half of one (CHECKS, R)."""
    literal = statement.literal
    is_nothing = literal.figure.value == 0 and literal.decimals == 0 and change.literal.decimals > 0
    return 0 if is_nothing else quantity(statement)


def _may_follow(base: Statement, change: Statement) -> bool:
    """Whether a base behind a change is its own: named alike, or right behind a change that names none."""
    if change.base:
        return True
    between = change.passage.text[change.literal.end : base.literal.start]
    return base.role is Role.PRIOR and re.fullmatch(r"[,，(]?[^,，。;()\d]{2,8}", between) is not None


def _words(change: Statement) -> Iterator[Claim]:
    if change.remark in (BOTH, OPEN):
        remark = "两个方向" if change.remark == BOTH else "未作取舍"
        check = "N5-05" if change.remark == BOTH else "F10"
        words = (change.start, change.literal.end)
        yield Claim(
            check, ClaimKind.WORDING, Relation.WORDING, change, quantity(change), (), words=words, remark=remark
        )


def _amount(change: Statement, current: Statement | None, base: Statement | None) -> Iterator[Claim]:
    """增减额 = 本期 − 基数, where the base is printed."""
    if current is None or base is None or change.remark == _OTHER:
        return
    difference = subtract(_beside(current, change), _beside(base, change))
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
        if rate.remark == _OTHER or _OTHER in rate.base:
            continue
        if current is None:
            yield from _on_printed_base(facts, frame, changes, rate)
            continue
        if rate.remark == OPEN and rate.words:
            # 增加(减少)0万元(0%): a rate in a bracket has no words of its own.
            words = (rate.start, rate.literal.end)
            yield Claim(
                "F10", ClaimKind.WORDING, Relation.WORDING, rate, quantity(rate), (), words=words, remark="未作取舍"
            )
        changed = _budget_of(facts, frame, rate) or current
        change = _change_of(rate, changes)
        if (change is not None and change.remark == _OTHER) or _OTHER in changed.subject:
            continue
        if change is not None and change.literal.dimension is not changed.literal.dimension:
            # An amount that changed, beside a count: not told what it is the change of.
            continue
        base = _printed_base(facts, frame, rate)
        ways = _rate_ways(facts, rate, changed, change, base)
        ways += _of_the_total(facts, changed, change, rate)
        if not ways:
            continue
        relation = Relation.EQUAL if any(way.expected is not None for way in ways) else Relation.ZERO_BASE
        if rate.remark == OF_BASE:
            # 为上年的120%: the growth and the whole hundred that it grew from.
            ways = [replace(way, expected=_of_base(way.expected), formula=f"{way.formula} + 100%") for way in ways]
            value = quantity(rate)
        elif rate.remark == OPEN:
            # Which of the two words is meant is open, so that only the size can be compared.
            ways = [replace(way, expected=_size(way.expected)) for way in ways]
            value = quantity(rate)
        else:
            value = signed(rate)
        yield Claim(change_check(rate), ClaimKind.GROWTH_RATE, relation, rate, value, tuple(ways))


def _of_the_total(facts: Facts, current: Statement, change: Statement | None, rate: Statement) -> Iterator[Way]:
    """收入总计1000万元,其中年初结转和结余100万元,较上年增加50万元,增长5.26%: the total's change may be meant too.

    Where the total has none of its own, and the part is the first behind it.
    """
    listing = current.listing
    if change is None or listing is None or listing.spans_passages or change.direction is None:
        return
    whole = next((s for s in facts.frames.get(listing.total, ()) if s.literal == listing.figure), None)
    own = [s for s in facts.frames.get(listing.total, ()) if s.role in (Role.CHANGE, Role.CHANGE_RATE)]
    if whole is None or own or whole.passage is not current.passage:
        return
    between = [s for s in facts.in_passage(current) if whole.literal.end <= s.literal.start < current.literal.start]
    if not between and whole.literal.dimension is current.literal.dimension:
        yield from _rate_ways(facts, rate, whole, change, None)


def _on_printed_base(facts: Facts, frame: int, changes: list[Statement], rate: Statement) -> Iterator[Claim]:
    """较年初预算数1500万元增加60.20万元,增长4.01%: without the amount itself, its change against the printed base."""
    change, base = _change_of(rate, changes), _printed_base(facts, frame, rate)
    if change is None or base is None or change.direction is None or rate.direction is None:
        return
    unclear = (_OTHER, BOTH, OPEN, OF_BASE)
    if change.remark in unclear or rate.remark in unclear or not same_base(base.base, change.base):
        return
    expected = rate_of(signed(change), quantity(base))
    if expected is not None:
        way = Way((change, base), expected, f"{printed(change)} ÷ {printed(base)}")
        yield Claim(change_check(rate), ClaimKind.GROWTH_RATE, Relation.EQUAL, rate, signed(rate), (way,))


def _of_base(growth: Quantity | None) -> Quantity | None:
    return add(growth, 100) if growth is not None else None


def _size(value: Quantity | None) -> Quantity | None:
    return negate(value) if value is not None and midpoint(value) < 0 else value


def _change_of(rate: Statement, changes: list[Statement]) -> Statement | None:
    """The change that a rate belongs to: the last before it on the same base, else the next (增长B%,增收A)."""
    before = [c for c in changes if c.literal.start < rate.literal.start and same_base(c.base, rate.base)]
    if before:
        return before[-1]
    after = [c for c in changes if c.literal.start > rate.literal.start and same_base(c.base, rate.base)]
    return after[0] if after else None


def _of_year_told(facts: Facts, rate: Statement, current: Statement) -> Iterator[Way]:
    """为2020年的75%,2020年支出4.80万元: the amount that the paragraph tells of that very year."""
    year = re.search(r"\d{4}", rate.base)
    for amount in facts.in_passage(rate):
        clause = re.split(r"[,，;。:]", amount.passage.text[: amount.literal.start])[-1]
        of_it = year is not None and clause.startswith(year.group()) and amount is not current
        if of_it and amount.role is Role.FINAL and amount.literal.dimension is current.literal.dimension:
            growth = rate_of(subtract(quantity(current), quantity(amount)), quantity(amount))
            yield Way((current, amount), growth, f"({printed(current)} − {printed(amount)}) ÷ {printed(amount)}")


def _is_less_than_base(rate: Statement) -> bool:
    return rate.remark == OF_BASE and rate.literal.figure.value < 100


def _rate_ways(
    facts: Facts, rate: Statement, current: Statement, change: Statement | None, base: Statement | None
) -> list[Way]:
    ways: list[Way] = []
    if change is not None:
        direction = change.direction
        if direction is None:
            direction = rate.direction or (-1 if _is_less_than_base(rate) else 1)
        moved = signed(change, direction)
        sign = "−" if midpoint(moved) >= 0 else "+"
        if base is None or base.role not in BASES:
            implied = f"{printed(change)} ÷ ({printed(current)} {sign} {printed(change)})"
            ways.append(Way((change, current), change_rate(_beside(current, change), moved), implied))
        else:
            ways.append(Way((change, base), rate_of(moved, quantity(base)), f"{printed(change)} ÷ {printed(base)}"))
    elif rate.remark == OF_BASE:
        ways += _of_year_told(facts, rate, current)
    if base is not None:
        difference = subtract(quantity(current), quantity(base))
        formula = f"({printed(current)} − {printed(base)}) ÷ {printed(base)}"
        expected = rate_of(difference, quantity(base))
        if rate.direction is None and rate.remark != OF_BASE and expected is not None and midpoint(expected) < 0:
            expected = negate(expected)
        ways.append(Way((current, base), expected, formula))
    return ways
