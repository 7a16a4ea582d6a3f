"""Owns the claims that words make about a bound or a balance: 控制在20万元以内, 未超过预算20万元, 收支平衡."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from juesuan_gui.figures import Unit, midpoint, printed_money
from juesuan_gui.narrative.claiming.catalogue import topic
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity
from juesuan_gui.narrative.model import ClaimKind, Dimension, Literal, Role, Statement

#: The remark of an amount that its text says is within a bound.
WITHIN = "限额"
_LIMIT = re.compile(
    r"(?P<words>(?:[未不]|没有)(?:超过|超出|突破)|(?:严格)?(?:控制|压缩|限制)(?:在|于))(?P<what>[^,，。;:\d]{0,16}?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>亿元|万元|千元|元)"
    r"(?P<tail>[^,，。;:\d]{0,8}?(?:以内|之内|内))?"
)
#: What is planned, or told of each one of many, is no statement about the amount before.
_OTHER_BOUND = re.compile(
    r"每|人均|车均|单价|单次|次均|标准|目标|指标|要求|应|力争|原则|计划|预计|拟|增[幅加长量]|率|降|减少|下一?年|明年|确保"
)
#: The remark of 支出总计 beside 收入总计: they are one figure told twice.
TWO_SIDES = "两边"
_TOTAL_INCOME = re.compile(r"^[^、和与及支]*收入(?:决算)?总计$")
_ALL_INCOME = re.compile(r"^[^、和与及支]*(?:收入(?:决算)?总计|总收入)$")
_ALL_EXPENSE = re.compile(r"^[^、和与及收]*(?:支出(?:决算)?总计|总支出)$")
_TOTAL_EXPENSE = re.compile(r"^[^、和与及收]*支出(?:决算)?总计$")
#: What may close a year otherwise, or begins another sentence.
_OF_ONE_YEAR = re.compile(r"[。;]|结转|结余|调入|调出|上解|补助|债务|转贷|赤字")
#: 收入总计A,支出总计B,收支相抵,年终结余C: what was left over is no part of the expenditure there.
_LEFT = re.compile(r"相抵|[年期]终结余|当年结余|累计结余|滚存结余")
_UNITS = {unit.label: unit for unit in Unit}
#: What may stand between an amount and its bound: words that name no other thing.
_NOTHING_NAMED = re.compile(
    r"[,，、]?(?:全部|总体|总额|总数|均|都|也|有效|实际|并|且|仍|支出|决算|执行|数|已|全年|较好地?|成功|严格|做到了?)*"
)
_ABOUT_BALANCED = re.compile(r"收支(?:基本|大体|总体)?(?:平衡|持平)")
_BALANCED = re.compile(r"(?<!基本)(?:实现)?(?:当年|总体)?收支(?:平衡|相等|持平|相抵平衡)")
_OTHER_FLOWS = re.compile(r"结转|结余|调入|上解|补助|债务|转贷|赤字")


def limit_claims(facts: Facts) -> Iterator[Claim]:
    """Bounds and balances that a sentence states of the figures right before."""
    for statements in facts.passages():
        yield from _bounds(statements)
        yield from _balance(statements)
        yield from _sides(statements)
    yield from _sides_apart(facts)


def _sides_apart(facts: Facts) -> Iterator[Claim]:
    """总收入581.45万元 and, in the section below, 总支出581.45万元: where each is told once, they may be one figure."""
    totals = [s for s in facts.all if s.role is Role.FINAL and is_money(s) and s.listing is None and not s.path]
    income = [s for s in totals if _ALL_INCOME.search(s.subject)]
    expense = [s for s in totals if _ALL_EXPENSE.search(s.subject)]
    if len(income) != 1 or len(expense) != 1 or income[0].passage is expense[0].passage:
        return
    yield _same_total(income[0], expense[0], income[0].subject, certain=False)


def _same_total(income: Statement, expense: Statement, name: str, *, certain: bool) -> Claim:
    """The two totals as one figure told twice; ``name`` is what the first is called."""
    way = Way((income,), quantity(income), f"{name}为{printed(income)}")
    same = Claim("T1-05", ClaimKind.IDENTITY, Relation.EQUAL, expense, quantity(expense), (way,), remark=TWO_SIDES)
    return replace(same, certain=certain)


def _bounds(statements: Sequence[Statement]) -> Iterator[Claim]:
    """“三公”经费支出18.50万元,控制在年初预算20.00万元以内: the amount is no more than what follows."""
    text = statements[0].passage.text
    for match in _LIMIT.finditer(text):
        if match["words"][0] not in "未不没" and match["tail"] is None:
            continue
        amount = next((s for s in reversed(statements) if s.literal.end <= match.start() and is_money(s)), None)
        if amount is None or amount.role is not Role.FINAL:
            continue
        between = text[amount.literal.end : match.start()]
        if _NOTHING_NAMED.fullmatch(between) is None or _OTHER_BOUND.search(match["what"]):
            continue
        bound = _bound(amount, match)
        if bound is None:
            continue
        way = Way((bound,), quantity(bound), printed(bound))
        check = "T7-03" if topic(amount) == "N7-01" else "N5-05"
        yield Claim(
            check, ClaimKind.IDENTITY, Relation.AT_MOST, amount, quantity(amount), (way,), words=None, remark=WITHIN
        )


def _bound(amount: Statement, match: re.Match[str]) -> Statement | None:
    digits = match["number"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    unit = _UNITS[match["unit"]]
    try:
        figure = printed_money(Decimal(digits), unit, decimals)
    except ValueError:
        return None
    literal = Literal(match.start("number"), match.end("unit"), figure, Dimension.MONEY, decimals, unit)
    return replace(amount, role=Role.BUDGET, literal=literal, base="", start=match.start(), remark=WITHIN)


def _balance(statements: Sequence[Statement]) -> Iterator[Claim]:
    """收入总计1000万元,支出总计1000万元,收支平衡: the two sides told in the sentence, or just before, are equal."""
    text = statements[0].passage.text
    for match in _BALANCED.finditer(text):
        before = [s for s in statements if s.literal.end <= match.start() and s.role is Role.FINAL and is_money(s)]
        pair = _both_sides(before, text)
        if pair is None or text.count("。", pair[1].literal.end, match.start()) > 1:
            continue
        income, expense = pair
        way = Way((income, expense), quantity(expense), f"{printed(income)}与{printed(expense)}比较")
        yield Claim(
            "T1-05",
            ClaimKind.WORDING,
            Relation.WORD,
            income,
            quantity(income),
            (way,),
            words=match.span(),
            remark="等于",
        )


def _sides(statements: Sequence[Statement]) -> Iterator[Claim]:
    """收入总计1156.23万元,支出总计1156.23万元: the two totals of one sentence are one figure, told twice.

    A text that calls 总计 what is 合计 is told so. Where balances are told between them only one slip is worth a word:
    the year may have been closed in another way.
    """
    totals = [s for s in statements if s.role is Role.FINAL and is_money(s) and s.listing is None]
    income = [s for s in totals if _TOTAL_INCOME.search(s.subject)]
    expense = [s for s in totals if _TOTAL_EXPENSE.search(s.subject)]
    if len(income) == 1 and len(expense) == 1 and _ABOUT_BALANCED.search(income[0].passage.text) is None:
        text = income[0].passage.text
        between = text[income[0].literal.end : expense[0].literal.start]
        behind = text[expense[0].literal.end :].split("。")[0]
        certain = _OF_ONE_YEAR.search(between) is None and _LEFT.search(behind) is None
        certain = certain and "本年" not in income[0].subject + expense[0].subject
        yield _same_total(income[0], expense[0], "收入总计", certain=certain)


def _both_sides(before: Sequence[Statement], text: str) -> tuple[Statement, Statement] | None:
    """The totals of both sides; of other amounts only where there are no more than the two, and no balances."""
    totals = [s for s in before if re.search(r"总(?:计|量|额)", s.subject)]
    chosen = totals or (before if len(before) == 2 and _OTHER_FLOWS.search(text) is None else [])
    income = [s for s in chosen if "收入" in s.subject and "支" not in s.subject]
    expense = [s for s in chosen if "支出" in s.subject and "收" not in s.subject]
    if not income or not expense or midpoint(quantity(income[-1])) <= 0:
        return None
    return income[-1], expense[-1]
