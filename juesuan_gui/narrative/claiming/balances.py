"""Owns the equations of a paragraph: what is carried over, budgets and their rests, grades, what was rectified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.figures import Quantity, midpoint, subtract
from juesuan_gui.narrative.claiming.catalogue import is_performance
from juesuan_gui.narrative.claiming.claim import (
    Claim,
    Facts,
    Relation,
    Way,
    is_money,
    printed,
    quantity,
    signed,
    total,
)
from juesuan_gui.narrative.claiming.words import pair_before
from juesuan_gui.narrative.model import ClaimKind, Role, Statement

_BAND_WORDS = re.compile(r"[“”\"](?:优秀?|良好?|中|差|合格|不合格|较差)[“”\"]的?(?:项目)?(?:有|为)?$")
_BY_WAY = re.compile(r"(?:以|采取|通过)[^,。;]{2,20}(?:形式|方式)[^,。;]{0,12}(?:自评|评价)?$")
_PROBLEMS = re.compile(r"问题")
_DONE = re.compile(r"已[^,。;]{0,6}整改|整改(?:完成|到位|完毕)")
_UNDER_WAY = re.compile(r"(?:正在|尚在|仍在|未|待)[^,。;]{0,6}整改|整改中")
_BANDS = re.compile(r"\d分|[“\"][优良中差][”\"]|[优良中差]$|优秀|良好|合格")
_BALANCED = re.compile(r"收支(?:预算)?(?:总体)?(?:平衡|相抵)|收支两抵")
#: The words right before a budget of one side; 总计 are compared anyhow, 相等 is a word judged by itself.
#: A balance carried over makes up the rest where it is told.
_BUDGET_SIDE = re.compile(r"预算(?:总)?(?P<side>收入|支出)(?:合计|总额)?(?:数|安排)?(?:为|共计|共)?$")


def balance_claims(facts: Facts) -> Iterator[Claim]:
    """Equations inside a paragraph: 年初 + 收入 − 支出 = 年末, budget + adjustment, grades that make up projects."""
    for statements in facts.passages():
        amounts = [s for s in statements if s.role is Role.FINAL and is_money(s) and s.listing is None]
        yield from _carry_over(amounts)
        yield from _adjusted_budget(statements, amounts)
        yield from _balanced_budget(statements)
        yield from _rest_of_budget(statements)
        yield from _difference(facts, statements)
        yield from _net_assets(amounts)
        yield from _bands(statements)
        yield from _ways_of_review(statements)
        yield from _rectified(statements)


def _one(amounts: Sequence[Statement], pattern: str) -> Statement | None:
    found = [s for s in amounts if re.search(pattern, s.subject)]
    return found[0] if len(found) == 1 else None


def _carry_over(amounts: Sequence[Statement]) -> Iterator[Claim]:
    """年末结转和结余 = 年初结转和结余 + 本年收入 − 本年支出, where all four are stated."""
    start, end = _one(amounts, "年初.*(?:结转|结余)"), _one(amounts, "年末.*(?:结转|结余)")
    income, expense = _one(amounts, "收入"), _one(amounts, "(?<!结余)支出")
    if start is None or end is None or income is None or expense is None or len({start, end, income, expense}) < 4:
        return
    rest: Quantity = subtract(total([quantity(start), quantity(income)]), quantity(expense))
    way = Way((start, income, expense), rest, f"{printed(start)} + {printed(income)} − {printed(expense)}")
    used, allocated = _one(amounts, r"^使用.*结余|弥补收支差额"), _one(amounts, "结余分配$")
    if used is not None and allocated is not None and "本年" in income.subject and "本年" in expense.subject:
        # All that a year's balance is made of is told: nothing else can come between.
        rest = subtract(
            total([quantity(s) for s in (start, income, used)]), total([quantity(expense), quantity(allocated)])
        )
        words = " + ".join(map(printed, (start, income, used))) + " − " + " − ".join(map(printed, (expense, allocated)))
        way = Way((start, income, used, expense, allocated), rest, words)
        yield Claim("T1-05", ClaimKind.IDENTITY, Relation.EQUAL, end, quantity(end), (way,))
        return
    check = "N8-01" if "基金" in amounts[0].subject + "".join(amounts[0].passage.headings) else "T8-01"
    yield Claim(
        check, ClaimKind.IDENTITY, Relation.EQUAL, end, quantity(end), (way,), certain="基金" in amounts[0].subject
    )


def _adjusted_budget(statements: Sequence[Statement], amounts: Sequence[Statement]) -> Iterator[Claim]:
    """调整后预算 = 年初预算 ± 调整."""
    first = next((s for s in statements if s.role is Role.BUDGET and "年初" in s.base), None)
    adjusted = next((s for s in statements if s.role is Role.BUDGET and re.search("调整|全年|追加", s.base)), None)
    moved = [s for s in statements if s.role is Role.CHANGE and re.search(r"调整|追加", s.subject) and is_money(s)]
    moved += [s for s in amounts if re.search(r"(?:预算)?(?:调整|追加)(?:增|追加|调增)|追加预算|年中追加", s.subject)]
    if first is None or adjusted is None or len(moved) != 1 or first.frame != adjusted.frame:
        return
    way = Way(
        (first, moved[0]),
        total([quantity(first), signed(moved[0])]),
        f"{printed(first)} {'−' if moved[0].direction == -1 else '+'} {printed(moved[0])}",
    )
    yield Claim("P17", ClaimKind.IDENTITY, Relation.EQUAL, adjusted, quantity(adjusted), (way,))


def _balanced_budget(statements: Sequence[Statement]) -> Iterator[Claim]:
    """预算收入 = 预算支出, where the same sentence says that the two are balanced and nothing was carried over."""
    for match in _BALANCED.finditer(statements[0].passage.text):
        text = statements[0].passage.text
        start = text.rfind("。", 0, match.start()) + 1
        if re.search(r"结转|结余|上年|赤字|不", text[start : match.end()]):
            continue
        sides: dict[str, list[Statement]] = {}
        for statement in statements:
            if is_money(statement) and start <= statement.literal.start < match.start():
                near = _BUDGET_SIDE.search(text[start : statement.literal.start])
                sides.setdefault(near["side"] if near is not None else "", []).append(statement)
        income, expense = sides.get("收入", []), sides.get("支出", [])
        if len(income) != 1 or len(expense) != 1:
            continue
        way = Way((income[0],), quantity(income[0]), f"预算收入 {printed(income[0])}，文中说收支平衡")
        yield Claim("N5-07", ClaimKind.IDENTITY, Relation.EQUAL, expense[0], quantity(expense[0]), (way,))


def _rest_of_budget(statements: Sequence[Statement]) -> Iterator[Claim]:
    """年末结余 = 预算 − 支出, for one project in one paragraph; other ways of closing a year are possible."""
    for rest in (
        s for s in statements if s.role is Role.FINAL and re.search(r"结转|结余|剩余", s.subject) and is_money(s)
    ):
        before = [s for s in statements if s.literal.start < rest.literal.start]
        budget = next((s for s in reversed(before) if s.role is Role.BUDGET and s.listing is None), None)
        amount = next(
            (s for s in before if budget is not None and s.frame == budget.frame and s.role is Role.FINAL), None
        )
        if budget is None or amount is None or amount is rest or "年初" in rest.subject:
            continue
        way = Way(
            (budget, amount), subtract(quantity(budget), quantity(amount)), f"{printed(budget)} − {printed(amount)}"
        )
        # 预算4万元,支出5万元,结余1万元: overspent by just as much.
        overspent = way.expected is not None and midpoint(way.expected) == -midpoint(quantity(rest)) != 0
        certain = overspent or _is_right_behind(budget, amount, rest)
        yield Claim("P17", ClaimKind.IDENTITY, Relation.EQUAL, rest, quantity(rest), (way,), certain=certain)


def _is_right_behind(budget: Statement, amount: Statement, rest: Statement) -> bool:
    """预算A,支出B,结余C in one breath leaves no other way of closing the year."""
    text = rest.passage.text
    near = re.split(r"[,，]", text[: rest.literal.start])[-1]
    between = text[min(budget.literal.end, amount.literal.end) : rest.literal.start]
    alone = re.fullmatch(r"(?:资金|预算)?(?:结余|剩余)(?:资金)?(?:为)?", near) is not None
    between_is_bare = re.search(r"[。;]|\d年|调整|追加|结转|收回", between) is None
    return alone and between_is_bare and budget.literal.end < amount.literal.start


def _difference(facts: Facts, statements: Sequence[Statement]) -> Iterator[Claim]:
    """差值为A: unsigned, of the two figures before it."""
    for gap in (s for s in statements if s.role is Role.FINAL and re.search(r"(?:差值|差额|相差|差异额?)$", s.subject)):
        pair = pair_before(facts, [s for s in statements if s.frame != gap.frame], gap.literal.start)
        if pair is None:
            continue
        apart = subtract(quantity(pair[0]), quantity(pair[1]))
        way = Way(pair, apart, f"|{printed(pair[0])} − {printed(pair[1])}|")
        yield Claim("N5-05", ClaimKind.IDENTITY, Relation.EQUAL, gap, quantity(gap), (way,), remark="绝对值")


def _net_assets(amounts: Sequence[Statement]) -> Iterator[Claim]:
    """净资产 = 资产总额 − 负债总额."""
    net, assets = _one(amounts, r"^净资产"), _one(amounts, r"^(?:年末)?资产(?:总额|总计|合计)$")
    debts = _one(amounts, r"^负债(?:总额|总计|合计)?$")
    if net is not None and assets is not None and debts is not None:
        way = Way((assets, debts), subtract(quantity(assets), quantity(debts)), f"{printed(assets)} − {printed(debts)}")
        yield Claim("N13-01", ClaimKind.IDENTITY, Relation.EQUAL, net, quantity(net), (way,))


def _bands(statements: Sequence[Statement]) -> Iterator[Claim]:
    """Projects by grade or score band add up to the number of projects."""
    counts = [s for s in statements if s.role is Role.COUNT and s.literal.counted == "个"]
    bands = [s for s in counts if _BANDS.search(s.subject) or _BAND_WORDS.search(_words_before(s))]
    if all(s.listing is not None for s in bands):
        # A printed list of parts is judged as one.
        return
    first = bands[0].literal.start if bands else 0
    totals = [s for s in counts if s.listing is None and _is_of_projects(s) and s.literal.start < first]
    if len(bands) < 2 or not totals or not is_performance(bands[0].passage):
        return
    whole = totals[-1]
    way = Way(tuple(bands), total([quantity(s) for s in bands]), " + ".join(printed(s) for s in bands))
    yield Claim("P16", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,))


def _is_of_projects(statement: Statement) -> bool:
    return "项目" in statement.subject or statement.passage.text.startswith("项目", statement.literal.end)


def _ways_of_review(statements: Sequence[Statement]) -> Iterator[Claim]:
    """对23个项目开展了绩效自评,其中,以自评表形式20项,…;以委托第三方形式2项: the ways make up the projects."""
    counts = [s for s in statements if s.role is Role.COUNT and s.literal.counted in ("个", "项")]
    ways = [s for s in counts if _BY_WAY.search(_words_before(s))]
    totals = [s for s in counts if ways and _is_of_projects(s) and s.literal.start < ways[0].literal.start]
    if len(ways) < 2 or not totals or not is_performance(ways[0].passage):
        return
    whole = totals[-1]
    between = whole.passage.text[whole.literal.end : ways[0].literal.start]
    if "其中" not in between or "。" in whole.passage.text[whole.literal.end : ways[-1].literal.start]:
        return
    way = Way(tuple(ways), total([quantity(s) for s in ways]), " + ".join(printed(s) for s in ways))
    yield Claim("P16", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,))


def _rectified(statements: Sequence[Statement]) -> Iterator[Claim]:
    """Problems found = those put right + those being put right, where the text gives all three."""
    counts = [s for s in statements if s.role is Role.COUNT and s.literal.counted in ("个", "项", "条")]
    for position, whole in enumerate(counts):
        words = _words_before(whole)
        if _PROBLEMS.search(words) is None or _DONE.search(words) or _UNDER_WAY.search(words):
            continue
        following = counts[position + 1 : position + 3]
        done = next((s for s in following if _DONE.search(_words_before(s))), None)
        under_way = next((s for s in following if _UNDER_WAY.search(_words_before(s))), None)
        if done is None or under_way is None or done is under_way:
            continue
        way = Way(
            (done, under_way),
            total([quantity(done), quantity(under_way)]),
            f"{printed(done)} + {printed(under_way)}",
        )
        yield Claim("P16", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,))


def _words_before(statement: Statement) -> str:
    """The clause in front of a figure, as printed: subjects drop verbs like 已完成."""
    return re.split(r"[,，;。:()]", statement.passage.text[: statement.literal.start])[-1]
