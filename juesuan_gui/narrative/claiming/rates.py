"""Owns the claims about completion rates, averages and ratios that have a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan_gui.figures import Quantity, divide, midpoint, negate, subtract
from juesuan_gui.narrative.claiming.catalogue import base_kind, is_performance, same_base, topic
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
from juesuan_gui.narrative.subjects import is_generic, same_subject, subject_key

_COUNTED = {
    "辆": ("辆", "台"),
    "车": ("辆", "台"),
    "单": ("辆", "台"),
    "人": ("人次", "人", "名"),
    "次": ("次", "批次", "批"),
    "批": ("批次", "批"),
    "户": ("户", "户次"),
}
#: How many figures back an average may reach.
_NEAR = 40
#: So many budgets of one name are looked through for the one beside the same amount.
_FULL = 8
_WHOLE = re.compile(r"总|整体|全部|合计|部门|单位|资金|实际")


def completion_claims(facts: Facts) -> Iterator[Claim]:
    """完成率 = 决算 ÷ 预算. In one sentence the pair is clear; else every pair of the paragraph may be meant."""
    for statements in facts.passages():
        for rate in (s for s in statements if s.role is Role.COMPLETION):
            own = _own_pair(facts, rate)
            ways = own or _pairs_before(facts, statements, rate)
            if not ways:
                continue
            check = "P17" if is_performance(rate.passage) else "N7-01" if topic(rate) == "N7-01" else "N5-04"
            relation = Relation.EQUAL if any(way.expected is not None for way in ways) else Relation.ZERO_BASE
            # The budget of a part that is not printed may be meant: that of the whole need not be it.
            certain = bool(own) or not (_is_part(facts, rate) or _is_of_another(rate, ways))
            yield Claim(check, ClaimKind.COMPLETION, relation, rate, quantity(rate), tuple(ways), certain=certain)


def _is_part(facts: Facts, rate: Statement) -> bool:
    own = facts.amount(rate.frame)
    return own is not None and own.listing is not None


def _is_of_another(rate: Statement, ways: Sequence[Way]) -> bool:
    """三公经费预算13万元;公务用车费完成预算的100%: whether every budget told before has a name, and not the rate's."""
    if rate.remark == "标题" or not subject_key(rate.subject) or is_generic(rate.subject):
        return False
    budgets = [s for way in ways for s in way.operands if s.role is Role.BUDGET]
    named = [s for s in budgets if subject_key(s.subject) and not is_generic(s.subject) and s.remark != "标题"]
    return (
        bool(budgets) and len(named) == len(budgets) and not any(same_subject(s.subject, rate.subject) for s in named)
    )


def _completion(amount: Statement, budget: Statement) -> Way:
    expected = rate_of(quantity(amount), quantity(budget)) if midpoint(quantity(budget)) > 0 else None
    return Way((amount, budget), expected, f"{printed(amount)} ÷ {printed(budget)}")


def _own_pair(facts: Facts, rate: Statement) -> list[Way]:
    frame = [s for s in facts.frames[rate.frame] if s.literal.start < rate.literal.start]
    amounts = [s for s in frame if s.role in AMOUNTS]
    budgets = [s for s in frame if s.role is Role.BUDGET]
    fitting = [s for s in budgets if same_base(s.base, rate.base)] or budgets or _budget_behind(facts, rate)
    if amounts and not fitting:
        fitting = _budget_elsewhere(facts, rate, amounts[-1])
    if amounts and not fitting:
        return [_over_budget(amounts[-1], s) for s in facts.frames[rate.frame] if _is_excess(s, rate)]
    if not amounts or not fitting:
        return []
    # 执行率 is measured on the budget in force, which comes last where several are given.
    return [_completion(amounts[-1], budget) for budget in reversed(fitting)]


def _budget_elsewhere(facts: Facts, rate: Statement, amount: Statement) -> list[Statement]:
    """公务接待费2万元,完成预算的80%;… 公务接待费预算为2.5万元,支出决算为2万元: the same thing, told in full once."""
    own = quantity(amount)
    found = [
        budget
        for budget in facts.budgets_of(rate.subject)[:_FULL]
        if same_base(budget.base, rate.base)
        and budget.frame != rate.frame
        and (told := facts.amount(budget.frame)) is not None
        and quantity(told) == own
    ]
    return found[:1] if len({quantity(s) for s in found}) == 1 and midpoint(own) != 0 else []


def _budget_behind(facts: Facts, rate: Statement) -> list[Statement]:
    """占年初预算的125%,年初预算80万元: the budget named in full right behind the rate."""
    text = rate.passage.text
    return [
        s
        for s in facts.frames[rate.frame]
        if s.role is Role.BUDGET
        and s.passage is rate.passage
        and s.literal.start > rate.literal.end
        and same_base(s.base, rate.base)
        and re.fullmatch(r"[,，(]?[^,，。;()\d]{2,10}", text[rate.literal.end : s.literal.start]) is not None
    ]


def _is_excess(statement: Statement, rate: Statement) -> bool:
    """完成预算的103%,决算数大于预算数55.93万元: the budget is not printed, but what the final figure is over it."""
    return (
        statement.role is Role.CHANGE
        and statement.direction is not None
        and "预算" in statement.base
        and same_base(statement.base, rate.base)
    )


def _over_budget(amount: Statement, change: Statement) -> Way:
    # A bare 0万元 beside an amount with decimals says that there is nothing, not up to half of one (CHECKS, R).
    is_nothing = change.literal.figure.value == 0 and change.literal.decimals == 0 and amount.literal.decimals > 0
    budget = quantity(amount) if is_nothing else subtract(quantity(amount), signed(change))
    sign = "−" if (change.direction or 1) > 0 else "+"
    formula = f"{printed(amount)} ÷ ({printed(amount)} {sign} {printed(change)})"
    return Way((amount, change), rate_of(quantity(amount), budget), formula)


def _pairs_before(facts: Facts, statements: Sequence[Statement], rate: Statement) -> list[Way]:
    before = [s for s in statements if s.literal.start < rate.literal.start and is_money(s)]
    outer = [s for s in before if s.listing is None]
    own = facts.amount(rate.frame)
    if base_kind(rate.base) not in ("预算", "年初预算", "全年预算", "调整预算"):
        return []
    amounts = [s for s in outer if s.role is Role.FINAL]
    if own is not None and own in before and own not in amounts:
        amounts.append(own)
    if "总计" not in rate.subject:
        # 财政拨款收、支总计120万元。财政拨款支出年初预算80万元,完成99%: 总计 holds what was carried over too.
        amounts = [s for s in amounts if "总计" not in s.subject]
    budgets = [s for s in outer if s.role is Role.BUDGET]
    fitting = [s for s in budgets if same_base(s.base, rate.base)] or budgets
    return [_completion(a, b) for a in reversed(amounts[-3:]) for b in reversed(fitting[-3:])]


def average_claims(facts: Facts) -> Iterator[Claim]:
    """车均, 人均 = the amount ÷ the count, both stated before in the paragraph or under the same heading."""
    seen: list[Statement] = []
    for statement in facts.all:
        if statement.role is Role.AVERAGE and is_money(statement):
            yield from _average(statement, seen[-_NEAR:])
        seen.append(statement)


def _average(average: Statement, seen: Sequence[Statement]) -> Iterator[Claim]:
    near = [s for s in seen if s.passage is average.passage or s.passage.headings == average.passage.headings]
    above = average.passage.headings[:-1]
    further = [s for s in seen if above and s.passage.headings[: len(above)] == above]
    what = re.sub(r"^(?:车均|人均|次均|批均|户均|均次|单车|平均每.|每.(?:平均)?)", "", average.subject)
    counted = _COUNTED.get(next((mark for mark in average.base if mark in _COUNTED), ""), ())
    counts = [s for s in near if s.role is Role.COUNT and s.literal.counted in counted]
    counts = counts or _told_elsewhere(average, further, counted)
    money = [s for s in near if s.role is Role.FINAL and is_money(s)]
    # The amount may be told in the part before: (二)分项支出 …车运行维护费14.60万元 (三)实物量 …车均维护费.
    named = [s for s in money if _is_averaged(s.subject, what)] or [
        s
        for s in further
        if s.role is Role.FINAL
        and is_money(s)
        and len(what) > 2
        and s.subject.endswith(what)
        and "购置及" not in s.subject
    ]
    # Where the words do not say what is averaged, the amounts before it in the paragraph may be meant.
    amounts = named or [s for s in money if s.passage is average.passage]
    ways = []
    for count in reversed(counts[-2:]):
        for amount in reversed(amounts[-2:]):
            expected = divide(quantity(amount), quantity(count))
            ways.append(Way((amount, count), expected, f"{printed(amount)} ÷ {printed(count)}"))
    if ways and any(way.expected is not None for way in ways):
        usable = tuple(way for way in ways if way.expected is not None)
        certain = bool(named) or _in_one_sentence(average, amounts, counts)
        value = _rounded(average)
        yield Claim("T7-06", ClaimKind.AVERAGE, Relation.EQUAL, average, value, usable, certain=certain)


def _is_averaged(subject: str, what: str) -> bool:
    """Whether an amount is the one that the words of an average name; running costs are not those with purchases."""
    if len(what) < 3 or ("购置" in subject) != ("购置" in what):
        return False
    is_running = "运行" in what and "运行" in subject
    return is_running or subject_key(subject).endswith(subject_key(what))


_AVERAGED_BY = {"辆": "保有", "台": "保有", "人次": "接待", "人": "接待"}


def _told_elsewhere(average: Statement, further: Sequence[Statement], counted: Sequence[str]) -> list[Statement]:
    """车均, 人均 in another part than their count: vehicles kept, visitors received, where one number is told."""
    if not average.base.startswith("车") and "接待" not in average.subject:
        return []
    found = [
        s
        for s in further
        if s.role is Role.COUNT
        and s.literal.counted in counted
        and _AVERAGED_BY.get(s.literal.counted, " ") in s.passage.text[max(0, s.literal.start - 24) : s.literal.start]
        and not re.search(r"外事|外宾|上年|去年", s.passage.text[max(0, s.literal.start - 12) : s.literal.start])
    ]
    return found[:1] if len({quantity(s) for s in found}) == 1 else []


def _rounded(average: Statement) -> Quantity:
    """What an average stands for: a quotient is rounded even where it is printed to the 分."""
    figure = average.literal.figure
    return replace(figure, exact=False).quantity()


def _in_one_sentence(average: Statement, amounts: Sequence[Statement], counts: Sequence[Statement]) -> bool:
    """Whether one amount and one count, and no more, stand before an average in its sentence."""
    text = average.passage.text
    start = text.rfind("。", 0, average.literal.start) + 1
    here = [
        [s for s in group if s.passage is average.passage and s.literal.start >= start] for group in (amounts, counts)
    ]
    return all(len(group) == 1 for group in here)


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
    if len(before) < 2 or {before[-1].role, before[-2].role} != {Role.FINAL, Role.BUDGET}:
        return None
    final, budget = sorted(before[-2:], key=lambda s: s.role is Role.BUDGET)
    return final, budget


def _is_whole(statement: Statement) -> bool:
    """Whether an amount is that of the whole department, not of a project or a class."""
    key = subject_key(statement.subject)
    return statement.listing is None and (len(key) <= 4 or _WHOLE.search(statement.subject) is not None)
