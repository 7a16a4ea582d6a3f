"""Owns the claims about completion rates and averages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan_gui.figures import Quantity, divide, midpoint, subtract
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
    total,
)
from juesuan_gui.narrative.model import ClaimKind, Role, Statement
from juesuan_gui.narrative.subjects import is_generic, same_subject, subject_key

_COUNTED = {
    "辆": ("辆", "台"),
    "台": ("辆", "台"),
    "车": ("辆", "台"),
    "单": ("辆", "台"),
    "人": ("人次", "人", "名"),
    "次": ("次", "批次", "批"),
    "批": ("批次", "批"),
    "户": ("户", "户次"),
}
#: 12台救护车|和|6台公务用车|,平均: what joins two counts, and what parts the last one from its average.
_AND = re.compile(r"[^,，。;:\d]{0,12}(?:和|及|与|、)")
_NEXT_CLAUSE = re.compile(r"[^,，。;:\d]{0,12}[,，、]?[^,，。;:\d]{2,8}")
_SENTENCE = re.compile(r"[。;]")
#: How many figures back an average may reach.
_NEAR = 40
#: So many budgets of one name are looked through for the one beside the same amount.
_FULL = 8


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
    counts = [s for s in near if s.role is Role.COUNT and s.literal.counted in counted and quantity(s) != 0]
    counts = [s for s in counts if s.listing is None] or counts
    what = what if len(what) > 1 else _unsaid(average, counts)
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
    joined = _joined(average, counts)
    spent = [s for s in money if joined and s.passage is average.passage and s.literal.end <= joined[0].literal.start]
    if (
        joined
        and spent
        and _SENTENCE.search(average.passage.text, spent[-1].literal.end, joined[0].literal.start) is None
    ):
        yield _by_all(average, spent[-1], joined)
        return
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


def _by_all(average: Statement, spent: Statement, counts: Sequence[Statement]) -> Claim:
    expected = divide(quantity(spent), total([quantity(count) for count in counts]))
    way = Way((spent, *counts), expected, f"{printed(spent)} ÷ ({' + '.join(map(printed, counts))})")
    return Claim("T7-06", ClaimKind.AVERAGE, Relation.EQUAL, average, _rounded(average), (way,))


def _joined(average: Statement, counts: Sequence[Statement]) -> list[Statement]:
    """用于12台救护车和6台公务用车,平均每台2.49万元: the counts that a sentence joins right before its average."""
    text = average.passage.text
    here = [s for s in counts if s.passage is average.passage and s.literal.end <= average.literal.start]
    if len(here) < 2 or _NEXT_CLAUSE.fullmatch(text[here[-1].literal.end : average.literal.start]) is None:
        return []
    joined = here[-1:]
    for earlier in reversed(here[:-1]):
        if _AND.fullmatch(text[earlier.literal.end : joined[0].literal.start]) is None:
            break
        joined.insert(0, earlier)
    return joined if len(joined) > 1 else []


def _unsaid(average: Statement, counts: Sequence[Statement]) -> str:
    """车均2万元, 接待96人,人均90元: what is averaged goes without saying."""
    if average.base.startswith("车") or average.base in ("平均每车", "平均每辆", "平均每台", "单车"):
        return "运行维护费" if any("保有" in s.subject for s in counts) else ""
    return "公务接待费" if any("接待" in s.subject for s in counts[-2:]) else ""


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
