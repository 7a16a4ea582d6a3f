"""Owns the amounts and heads of the whole department that a text tells, from which its ratios are computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan_gui.figures import Unit
from juesuan_gui.narrative.model import Passage
from juesuan_gui.report.cards import CardFigure, CardStatement, Measured, StatementKind

_MONEY = r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>亿元|万元|千元|元)"
_IS = r"(?:合计|总计|总额|数)?(?:为|是)?"
#: A word before a name that makes it the name of a part: 项目支出预算, 其他收入预算.
_NOT_A_PART = "".join(f"(?<!{word})" for word in ("项目", "基本", "其他", "事业", "经营", "专项", "公用"))
_AMOUNTS = (
    (StatementKind.INCOME_BUDGET, re.compile(rf"{_NOT_A_PART}(?:预算收入|收入预算){_IS}{_MONEY}")),
    (StatementKind.SPENDING_BUDGET, re.compile(rf"{_NOT_A_PART}(?:预算支出|支出预算){_IS}{_MONEY}")),
    (StatementKind.INCOME, re.compile(rf"本年度?收入{_IS}{_MONEY}")),
    (StatementKind.PURCHASE_BUDGET, re.compile(rf"政府采购预算(?:金额)?{_IS}{_MONEY}")),
    (StatementKind.PURCHASED, re.compile(rf"(?:政府采购支出|实际(?:政府)?采购)(?:金额)?{_IS}{_MONEY}")),
)
_PROJECTS = re.compile(rf"(?P<budget>项目支出预算|项目支出)(?:决算)?{_IS}{_MONEY}")
#: Sentences about a part of the money, or about another year, tell nothing of the whole.
_PART = re.compile(r"财政拨款|一般公共预算|政府性基金|国有资本经营|上年|去年|20\d\d年度?相比")
_WHOLE = re.compile(r"预算|决算|本年度?支出|总体支出|支出合计|支出总计|资金支出")
_REVISED = re.compile(r"全年预算|调整后")
_POSTS = re.compile(r"(?<!其中)(?:行政|事业|工勤|参公|全额|差额)?编制(?:数|人数)?(?:为|共)?(?P<n>\d+)[人名]")
_STAFF = re.compile(r"(?<!其中)(?:目前|现有|实际)?(?:在职(?:在编)?|实有)(?:人员|人数|职工)?(?:为|共)?(?P<n>\d+)[人名]")


def told_bases(passages: Sequence[Passage]) -> list[CardStatement]:
    """What the running text says of the whole department's money and people, in order.

    项目支出 of a sentence belongs to the last whole named before it in that sentence: 预算支出 …，其中项目支出 … is
    budgeted, 本年支出 …，其中项目支出 … spent. Only a budget told as the whole year's is taken as one.
    """
    found: list[CardStatement] = []
    for passage in passages:
        if not passage.in_cell:
            found += _amounts(passage)
            found += _people(passage)
    return found


def _amounts(passage: Passage) -> Iterator[CardStatement]:
    for start, end in _sentences(passage.text):
        if _PART.search(passage.text, start, end):
            continue
        for kind, words in _AMOUNTS:
            for match in words.finditer(passage.text, start, end):
                yield CardStatement(kind, _money(passage, match))
        for match in _PROJECTS.finditer(passage.text, start, end):
            before = passage.text[start : match.start()]
            wholes = list(_WHOLE.finditer(before))
            is_budget = "预算" in match["budget"] or (bool(wholes) and wholes[-1][0] == "预算")
            if is_budget and _REVISED.search(passage.text[start : match.end()]):
                yield CardStatement(StatementKind.PROJECT_BUDGET, _money(passage, match))
            elif not is_budget and wholes:
                yield CardStatement(StatementKind.PROJECT_SPENT, _money(passage, match))


def _people(passage: Passage) -> Iterator[CardStatement]:
    """The posts and the people on them, each added up over the kinds that one passage names; none without both."""
    posts, staff = (list(pattern.finditer(passage.text)) for pattern in (_POSTS, _STAFF))
    if not posts or len(posts) != len(staff):
        return
    for kind, matches in ((StatementKind.POSTS, posts), (StatementKind.STAFF, staff)):
        start, end = matches[0].start(), matches[-1].end()
        number = sum((Decimal(match["n"]) for match in matches), Decimal(0))
        quote = passage.quote(start, end)
        yield CardStatement(kind, CardFigure(quote, passage.place(start), number, 0, Measured.COUNT))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"[。;]|$", text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()


def _money(passage: Passage, match: re.Match[str]) -> CardFigure:
    number = match["n"].replace(",", "")
    decimals = len(number.partition(".")[2])
    quote = passage.quote(match.start(), match.end())
    place = passage.place(match.start())
    return CardFigure(quote, place, Decimal(number), decimals, Measured.MONEY, Unit.named(match["unit"]))
