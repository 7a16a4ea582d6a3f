"""Says why a figure of a published explanation is not in ours: an error of theirs, a figure that the source has not
got, the same said in other words, or a lack of ours. What the source has not got is looked for in all its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from juesuan_gui.checks.claims.judging import judge_claims
from juesuan_gui.document import Grid
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import Dimension, Role, Statement, claims_of
from juesuan_gui.narrative.drafting.cell_words import cell_words
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties, plain_subject
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import Stated
from juesuan_gui.session import catalogue

LACK = "本程序没有写"
ELSEWHERE = "本程序写在别处：原文把同一个数写了不止一处"
NOT_GIVEN = "来源的表里没有这个数"
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(\s*%)?")
#: Counts below it stand in so many cells that one of them is no source.
_TELLING = 100


class Judged:
    """What is known about the published figures: which claims fail, which contradict the tables."""

    def __init__(
        self,
        live: LiveReport,
        published: Sequence[Statement],
        given: frozenset[tuple[Dimension, Fraction]] = frozenset(),
    ) -> None:
        self._given = given
        self._has_cards = bool(live.report.card_ids())
        names: dict[int, set[str]] = {3: set(), 5: set(), 7: set()}
        for entry in catalogue("function", live.form):
            names[len(entry.code)].add(entry.name)
        below = {("类", name) for name in (names[5] | names[7]) - names[3]}
        below |= {("款", name) for name in names[7] - names[5]}
        self._of_level_below = {plain_subject(f"{name}({level})") for level, name in below}
        findings = judge_claims(claims_of(published)).findings
        self._failing = list(findings)
        self._frames: dict[tuple[int, int], list[Statement]] = {}
        for statement in published:
            self._frames.setdefault((id(statement.passage), statement.frame), []).append(statement)
        self._contradicted = {
            id(item.statement): "、".join(cell_words(live, cell) for cell in item.addresses)
            for item in tied(published, load_ties(live.form), live, live.report.text("单位名称"))
            if item.tie.relation == "=" and _differs(live, item.statement, item.addresses)
        }

    def reason(self, statement: Statement, *, is_elsewhere: bool) -> str:
        """The reason in a few Chinese words."""
        if not self._is_given(statement) and (found := _of_place(statement)):
            return f"{NOT_GIVEN}：{found}"
        if found := self._of_error(statement) or self._of_choice(statement):
            return found
        if not self._is_given(statement) and (found := _of_words(statement)):
            return f"{NOT_GIVEN}：{found}"
        if is_of_cards(statement) and self._has_cards:
            return "本程序印在自评表里，原文的文字又说了一遍"
        return ELSEWHERE if is_elsewhere else LACK

    def _is_given(self, statement: Statement) -> bool:
        """Whether a table or scorecard of the source has the figure; a small count says nothing, for any cell may
        have the same."""
        literal = statement.literal
        if literal.dimension is Dimension.COUNT and literal.figure.value < _TELLING:
            return False
        return (literal.dimension, Fraction(literal.figure.value)) in self._given

    def _of_error(self, statement: Statement) -> str:
        frame = self._frames[(id(statement.passage), statement.frame)]
        if id(statement) in self._contradicted:
            return f"原文有误：与同一报告的表不一致（{self._contradicted[id(statement)]}）"
        if any(item.subject in self._of_level_below for item in frame):
            return "原文有误：科目里没有这个类、款，是把项写成了款"
        if any(id(item) in self._contradicted for item in frame):
            return "原文有误：同一句里的数与表不一致，增减和比率随之不同"
        if statement.literal.figure.value != 0 and self._fails(statement):
            return "原文有误：句中自己算不上"
        return ""

    def _of_choice(self, statement: Statement) -> str:
        """What ours writes otherwise, or leaves to the unit."""
        frame = self._frames[(id(statement.passage), statement.frame)]
        value, role = statement.literal.figure.value, statement.role
        if role in (Role.CHANGE, Role.CHANGE_RATE) and value == 0:
            return "原文把持平写成增减 0，本程序写“持平”"
        if role in (Role.CHANGE_RATE, Role.COMPLETION, Role.SHARE) and _base_is_zero(frame):
            return "原文在零基数上写比率，本程序不写"
        if role in (Role.FINAL, Role.BUDGET) and value == 0:
            return "全是 0 的分项，本程序合成一句“本年度无此项支出”"
        return ""

    def _fails(self, statement: Statement) -> bool:
        quote = statement.passage.quote(statement.start, statement.literal.end)
        return any(item.quote and (item.quote in quote or quote in item.quote) for item in self._failing)


def is_of_cards(statement: Statement) -> bool:
    """Whether a figure stands where the scorecards and the words about performance are."""
    headings = "".join(statement.passage.headings)
    return any(word in headings for word in ("绩效", "评价", "自评", "摘要"))


def _differs(live: LiveReport, statement: Statement, cells: Sequence[Address]) -> bool:
    """Whether the cells say something else; those of a sum are added up, as every sum of the ties is one."""
    try:
        shown = [figure for cell in cells if (figure := live.shown(cell)) is not None]
    except Unread:
        return True
    literal = statement.literal.figure
    reach = sum(figure.step for figure in shown) + literal.step
    return not shown or abs(sum(figure.value for figure in shown) - literal.value) * 2 > reach


def _base_is_zero(frame: Sequence[Statement]) -> bool:
    final = next((item.literal.figure.value for item in frame if item.role is Role.FINAL), None)
    for item in frame:
        if item.role in (Role.BUDGET, Role.PRIOR) and item.literal.figure.value == 0:
            return True
        if item.role is Role.CHANGE and final is not None and item.literal.figure.value == final:
            return True
    return final == 0


def figures_given(grids: Sequence[Grid], live: LiveReport) -> frozenset[tuple[Dimension, Fraction]]:
    """Every figure of the source's tables and scorecards, and of the report that was read from them; amounts in 分,
    taken as printed in 元 and in 万元, rates where a cell prints a percent sign."""
    found: set[tuple[Dimension, Fraction]] = set()
    for grid in grids:
        for cell in grid.cells:
            for number, percent in _NUMBER.findall(cell.text):
                value = Fraction(number.replace(",", ""))
                if percent:
                    found.add((Dimension.PERCENT, value))
                else:
                    found |= {
                        (Dimension.COUNT, value),
                        (Dimension.MONEY, value * 100),
                        (Dimension.MONEY, value * 1_000_000),
                    }
    for _, held in live.report.slots():
        if isinstance(held, Stated) and held.figure is not None:
            found.add((Dimension.MONEY, Fraction(held.figure.value)))
    return frozenset(found)


def _of_place(statement: Statement) -> str:
    """What a figure is that no table gives, as far as its heading says it."""
    headings, text = "".join(statement.passage.headings), statement.passage.text
    is_count = statement.literal.dimension is Dimension.COUNT
    if any(word in headings for word in ("重点工作", "工作任务", "职责", "职能", "名词")):
        return "自由文字（职责、重点工作、名词解释）"
    if is_count and ("单位" in statement.subject or ("三公" in headings and "单位" in text)):
        return "单位个数，来源没有单位名单"
    if "机构" in headings or "人员" in headings:
        return "版式没有的机构、人员口径"
    if "原因" in text[max(0, statement.literal.start - 30) : statement.literal.start]:
        return "原因里的数"
    return ""


def _of_words(statement: Statement) -> str:
    """What a figure is that no table gives, where it is no error and no other way of saying a thing."""
    if is_of_cards(statement):
        return "绩效部分单位自己的话"
    if "项目" in statement.subject + statement.passage.text[:12]:
        return "逐个项目的金额"
    return ""
