"""Owns the claims about what has a definition: 结转结余率, 差异率, 资产负债率, 净值, the changes of both totals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.figures import midpoint, negate, subtract
from juesuan_gui.narrative.claiming.catalogue import change_check, same_base
from juesuan_gui.narrative.claiming.claim import (
    AMOUNTS,
    Claim,
    Facts,
    Relation,
    Way,
    is_money,
    printed,
    quantity,
    rate_of,
    signed,
)
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement
from juesuan_gui.narrative.subjects import subject_key

_DIFFERENCE = re.compile(r"(?:预决算|收支)?(?:差异|差额|相差)(?:额|数)?")
_WHOLE = re.compile(r"总|整体|全部|合计|部门|单位|资金|实际")
_INCOME, _SPENDING = "收入总计", "支出总计"


def ratio_claims(facts: Facts) -> Iterator[Claim]:
    """Ratios with a definition: 结转结余率, 预决算差异率 (整体支出绩效评价共性指标, 财预〔2013〕53号)."""
    for ratio in (s for s in facts.all if s.role is Role.RATIO and s.literal.dimension is Dimension.PERCENT):
        ways = list(_defined(facts, ratio))
        if ways:
            yield Claim("P18", ClaimKind.COMPLETION, Relation.EQUAL, ratio, quantity(ratio), tuple(ways), remark="定义")


def _defined(facts: Facts, ratio: Statement) -> Iterator[Way]:
    if re.fullmatch(r"(?:资金|预算)?结余率", ratio.subject):
        yield from _rest_rate(facts, ratio)
    if ratio.subject.endswith("资产负债率"):
        yield from _debt_rate(facts, ratio)
    if re.search(r"结转|差异", ratio.subject) is None:
        return
    if "差异" in ratio.subject and (pair := _pair_in_sentence(facts, ratio)) is not None:
        final, budget = pair
        difference = subtract(quantity(final), quantity(budget))
        formula = f"({printed(final)} − {printed(budget)}) ÷ {printed(budget)}"
        expected = rate_of(difference, quantity(budget))
        yield Way(pair, expected, formula)
        if expected is not None and midpoint(expected) < 0:
            # 差异率20%: often told by its size alone.
            yield Way(pair, negate(expected), formula)
        return
    part = ratio.passage.headings[:1]
    near = [s for s in facts.all if s.passage.headings[:1] == part and is_money(s) and s.listing is None]
    budgets = [s for s in near if s.role is Role.BUDGET and _is_whole(s)]
    if re.search(r"结转结余率|结余结转率", ratio.subject):
        rests = [
            s for s in near if s.role is Role.FINAL and re.search(r"结转|结余", s.subject) and "年初" not in s.subject
        ]
        for rest in [s for s in rests if s.passage is ratio.passage] or rests[:2]:
            for budget in budgets[:3]:
                yield Way(
                    (rest, budget), rate_of(quantity(rest), quantity(budget)), f"{printed(rest)} ÷ {printed(budget)}"
                )
    elif re.search(r"预决算差异率|决算差异率", ratio.subject):
        finals = [s for s in near if s.role is Role.FINAL and "支出" in s.subject and _is_whole(s)]
        for final in finals[:3]:
            for budget in budgets[:3]:
                difference = subtract(quantity(final), quantity(budget))
                formula = f"({printed(final)} − {printed(budget)}) ÷ {printed(budget)}"
                yield Way((final, budget), rate_of(difference, quantity(budget)), formula)


def _debt_rate(facts: Facts, ratio: Statement) -> Iterator[Way]:
    """资产负债率 = 负债总额 ÷ 资产总额, both told in the paragraph."""
    told = [s for s in facts.in_passage(ratio) if s.role is Role.FINAL and is_money(s)]
    debts = [s for s in told if re.search(r"^负债(?:总额|总计|合计)?$", s.subject)]
    assets = [s for s in told if re.search(r"^(?:年末)?资产(?:总额|总计|合计)$", s.subject)]
    if len(debts) == 1 and len(assets) == 1:
        rate = rate_of(quantity(debts[0]), quantity(assets[0]))
        yield Way((debts[0], assets[0]), rate, f"{printed(debts[0])} ÷ {printed(assets[0])}")


def _rest_rate(facts: Facts, ratio: Statement) -> Iterator[Way]:
    """预算B,支出A,结余C,结余率p%: what is left of the budget told in the same sentence."""
    text = ratio.passage.text
    start = max(text.rfind(mark, 0, ratio.literal.start) for mark in "。;") + 1
    before = [s for s in facts.in_passage(ratio) if start <= s.literal.start < ratio.literal.start and is_money(s)]
    budgets = [s for s in before if s.role is Role.BUDGET]
    rests = [s for s in before if s.role is Role.FINAL and s.subject in ("结余", "资金结余", "预算结余")]
    if len(budgets) == 1 and len(rests) == 1:
        rate = rate_of(quantity(rests[0]), quantity(budgets[0]))
        yield Way((rests[0], budgets[0]), rate, f"{printed(rests[0])} ÷ {printed(budgets[0])}")


def _pair_in_sentence(facts: Facts, ratio: Statement) -> tuple[Statement, Statement] | None:
    """年初预算数B,决算数A,预决算差异率p%: the final figure and the budget right before the ratio."""
    text = ratio.passage.text
    start = max(text.rfind(mark, 0, ratio.literal.start) for mark in "。;") + 1
    before = [s for s in facts.in_passage(ratio) if start <= s.literal.start < ratio.literal.start and is_money(s)]
    before = [s for s in before if not _DIFFERENCE.fullmatch(s.subject)]
    if len(before) < 2 or {before[-1].role, before[-2].role} != {Role.FINAL, Role.BUDGET}:
        return None
    final, budget = sorted(before[-2:], key=lambda s: s.role is Role.BUDGET)
    return final, budget


def net_claims(facts: Facts) -> Iterator[Claim]:
    """固定资产净值A(原值B,累计折旧C): what is left of the price."""
    for net in (s for s in facts.all if s.role is Role.FINAL and is_money(s) and s.subject.endswith("净值")):
        behind = [s for s in facts.in_passage(net) if s.literal.start > net.literal.start and is_money(s)][:2]
        if len(behind) < 2 or "。" in net.passage.text[net.literal.end : behind[1].literal.start]:
            continue
        price, lost = behind
        if re.search(r"原[值价]$", price.subject) and re.search(r"(?:折旧|摊销)(?:额)?$", lost.subject):
            way = Way((price, lost), subtract(quantity(price), quantity(lost)), f"{printed(price)} − {printed(lost)}")
            yield Claim("N5-07", ClaimKind.IDENTITY, Relation.EQUAL, net, quantity(net), (way,))


def both_total_claims(facts: Facts) -> Iterator[Claim]:
    """收入总计增加A万元;支出总计增加B万元: the two are equal every year, and so are their changes."""
    for statements in facts.passages():
        changes = [s for s in statements if s.role is Role.CHANGE and is_money(s) and s.direction is not None]
        incomes = [s for s in changes if s.subject.endswith(_INCOME) and _SPENDING not in s.subject]
        for income in incomes:
            name = income.subject.removesuffix(_INCOME) + _SPENDING
            other = next((s for s in changes if s.subject == name and same_base(s.base, income.base)), None)
            amounts = [facts.amount(s.frame) for s in (income, other) if s is not None]
            values = {a.literal.figure.value for a in amounts if a is not None and a.role in AMOUNTS}
            if other is not None and len(values) == 1 and None not in amounts:
                way = Way((income,), signed(income), f"{_INCOME}的变动为{printed(income)}")
                yield Claim(change_check(other), ClaimKind.IDENTITY, Relation.EQUAL, other, signed(other), (way,))


def _is_whole(statement: Statement) -> bool:
    """Whether an amount is that of the whole department, not of a project or a class."""
    key = subject_key(statement.subject)
    return statement.listing is None and (len(key) <= 4 or _WHOLE.search(statement.subject) is not None)
