"""Says why a figure of a published explanation is not in ours: an error of theirs, a choice of ours, or a lack."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan_gui.checks.claims.judging import judge_claims
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import Dimension, Role, Statement, claims_of
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties
from juesuan_gui.relations import Address, Unread

LACK = "本程序没有写"


class Judged:
    """What is known about the published figures: which claims fail, which contradict the tables."""

    def __init__(self, live: LiveReport, published: Sequence[Statement]) -> None:
        findings = judge_claims(claims_of(published)).findings
        self._failing = list(findings)
        self._frames: dict[tuple[int, int], list[Statement]] = {}
        for statement in published:
            self._frames.setdefault((id(statement.passage), statement.frame), []).append(statement)
        self._contradicted = {
            id(item.statement)
            for item in tied(published, load_ties(live.form), live, live.report.text("单位名称"))
            if item.tie.relation == "=" and _differs(live, item.statement, item.addresses)
        }

    def reason(self, statement: Statement, *, is_elsewhere: bool) -> str:
        """The reason in a few Chinese words."""
        found = _of_place(statement) if not is_of_cards(statement) else "绩效部分：由自评表和绩效文字给出"
        found = found or self._of_error(statement) or self._of_choice(statement)
        return found or (f"{LACK}（同一个数在别处有）" if is_elsewhere else LACK)

    def _of_error(self, statement: Statement) -> str:
        frame = self._frames[(id(statement.passage), statement.frame)]
        if any(id(item) in self._contradicted for item in frame):
            return "原文有误：与同一报告的表不一致，增减和比率随之不同"
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
        if statement.literal.dimension is Dimension.PERCENT and statement.literal.decimals < 2:
            return "比率的小数位数不同"
        if role in (Role.FINAL, Role.BUDGET) and value == 0:
            return "全是 0 的分项，本程序合成一句“本年度无此项支出”"
        if ("项目" in statement.subject or "项目" in statement.passage.text[:12]) and role is Role.FINAL:
            return "逐个项目的金额：项目支出用途由单位自己写"
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


def _of_place(statement: Statement) -> str:
    """The reason that follows from where a figure stands."""
    headings, text = "".join(statement.passage.headings), statement.passage.text
    is_count = statement.literal.dimension is Dimension.COUNT
    if any(word in headings for word in ("重点工作", "工作任务", "职责", "职能", "名词")):
        return "自由文字里的数（职责、重点工作、名词解释）"
    if is_count and ("单位" in statement.subject or ("三公" in headings and "单位" in text)):
        return "单位个数：由单位名单给出，来源没有这张表"
    if "机构" in headings or "人员" in headings:
        return "机构、人员里版式没有的口径：由单位自己写"
    if "原因" in text[max(0, statement.literal.start - 30) : statement.literal.start]:
        return "原因里的数：由单位自己写"
    return ""
