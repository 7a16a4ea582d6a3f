"""Owns how a self-assessment is worded in running text: which sentence states which kind of figure.

The text is folded before (``reading/normal``): narrow digits and marks, no blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from juesuan_gui.report.cards import Measured, StatementKind

NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MONEY = rf"{NUMBER}(?P<unit>亿元|万元|千元|元)"
GRADES = r"优秀?|良好?|中等?|合格|不合格|较?差"


@dataclass(frozen=True, slots=True)
class StatementPattern:
    """How a kind of statement is worded; ``about`` is ``project``, ``whole`` or both for a figure of either."""

    kind: StatementKind
    words: re.Pattern[str]
    measured: Measured
    about: str


def _pattern(kind: StatementKind, words: str, measured: Measured, about: str = "all") -> StatementPattern:
    return StatementPattern(kind, re.compile(words), measured, about)


def _whole_rate(kind: StatementKind, words: str) -> StatementPattern:
    """A percentage of the whole department; ``words`` stand right before it."""
    return _pattern(kind, rf"{words}{NUMBER}%", Measured.PERCENT, "whole")


STATEMENT_PATTERNS = (
    _pattern(StatementKind.PROJECTS, r"一级项目(?P<n>\d+)个[,、和及]*二级项目(?P<more>\d+)个", Measured.COUNT),
    _pattern(StatementKind.PROJECTS, r"涉及(?:一级|二级|预算)?项目(?P<n>\d+)个", Measured.COUNT),
    _pattern(StatementKind.PROJECTS, r"涉及(?P<n>\d+)个(?:一级|二级|预算)?项目", Measured.COUNT),
    _pattern(StatementKind.PROJECTS, r"(?:自评|评价)(?:的)?项目(?:共|共计)?(?P<n>\d+)个", Measured.COUNT),
    _pattern(
        StatementKind.PROJECTS,
        r"(?:对|组织|选取|选择|(?<=[”\"])等)(?:部门整体(?:支出)?[和及与、]|我[局委院校]|本?部门|本?单位)?(?:\d{4}年度?)?的?(?P<n>\d+)个(?:一级|二级|预算|重点)*项目(?:支出)?"
        r"(?:开展|进行|实施)(?:了)?(?:支出)?(?:绩效)?自评",
        Measured.COUNT,
    ),
    _pattern(StatementKind.PROJECTS, r"\d{4}年?度?(?:共有|共)?(?:预算)?项目(?:共|共有)?(?P<n>\d+)个", Measured.COUNT),
    _pattern(StatementKind.FUNDS, rf"涉及(?:预算|财政)?(?:资金|金额|预算金额|资金金额){_MONEY}", Measured.MONEY),
    _pattern(
        StatementKind.FUNDS, rf"涉及(?:一级|二级)?项目\d+个,(?:涉及)?(?:预算)?(?:资金|金额){_MONEY}", Measured.MONEY
    ),
    _pattern(StatementKind.OVERALL_FUNDS, rf"整体(?:支出)?绩效自评,(?:涉及)?(?:预算)?资金{_MONEY}", Measured.MONEY),
    _pattern(
        StatementKind.FUNDS_SHARE,
        rf"占(?P<grade>[^,。;%\d]{{0,16}}项目支出[^,。;%\d]{{0,6}}?)的?{NUMBER}%",
        Measured.PERCENT,
    ),
    _pattern(StatementKind.COVERAGE, rf"自评覆盖率(?:达到了?|达|为)?{NUMBER}%", Measured.PERCENT),
    _pattern(
        StatementKind.BUDGET, rf"(?:全年|年初|年度)?预算(?:数|金额|批复|资金)?为?{_MONEY}", Measured.MONEY, "project"
    ),
    _pattern(StatementKind.BUDGET, rf"全年预算数为?{_MONEY}", Measured.MONEY, "whole"),
    _pattern(StatementKind.EXECUTED, rf"(?:全年)?执行数为?{_MONEY}", Measured.MONEY, "project"),
    _pattern(StatementKind.EXECUTED, rf"(?:底|日|已|共|实际)支出{_MONEY}", Measured.MONEY, "project"),
    _pattern(StatementKind.EXECUTED, rf"(?:资金)?(?:总体|实际)支出{_MONEY}", Measured.MONEY, "whole"),
    _pattern(
        StatementKind.RATE,
        rf"(?:完成预算的|(?:预算)?执行率(?:为|达到|达|是)?|执行进度为?){NUMBER}%",
        Measured.PERCENT,
        "project",
    ),
    _whole_rate(StatementKind.RATE, r"预算执行率(?:为|达到|达|是)?"),
    _pattern(StatementKind.AVERAGE_SCORE, rf"平均(?:得)?分数?(?:为)?{NUMBER}分?", Measured.SCORE),
    _pattern(
        StatementKind.OVERALL_SCORE, rf"整体[^,。;]{{0,16}}(?:得分|分数|评分)(?:为|是)?{NUMBER}分", Measured.SCORE
    ),
    _pattern(
        StatementKind.OVERALL_SCORE,
        rf"(?:^|[,。;])绩效(?:自?评价?)(?:综合)?(?:得分|分数)(?:为)?{NUMBER}分",
        Measured.SCORE,
        "whole",
    ),
    _pattern(
        StatementKind.SCORE, rf"(?:自评|评价)?(?:综合)?(?:得分|分数)(?:为|是)?{NUMBER}分", Measured.SCORE, "project"
    ),
    _whole_rate(StatementKind.CARRY_RATE, r"结转结余率为?"),
    _whole_rate(StatementKind.INCOME_RATE, r"收入预算的?完成率(?:为|达到|达|是)?"),
    _pattern(
        StatementKind.ADJUSTED_RATE,
        rf"(?:预算调整率|调整数与年初预算数?的比率)(?:为|是)?{NUMBER}(?:%|(?=[,。;(]|$))",
        Measured.PERCENT,
        "whole",
    ),
    _whole_rate(
        StatementKind.THREE_PUBLIC_RATE,
        r"三公[”\"]?经费[”\"]?(?:控制率|实际支出数?与预算数?的比率)(?:为|是)?",
    ),
    _whole_rate(StatementKind.PURCHASE_RATE, r"政府采购(?:预算)?执行率(?:为|达到|达|是)?"),
    _whole_rate(StatementKind.STAFF_RATE, r"在职人员控制率(?:为|是)?"),
    _pattern(StatementKind.CARRIED_OVER, rf"年末结转(?:和结余|结余)?{_MONEY}", Measured.MONEY, "whole"),
    _pattern(StatementKind.DIFFERENCE_RATE, r"预决算差异率为?(?P<n>-?\d+(?:\.\d+)?)%", Measured.PERCENT, "whole"),
    _pattern(
        StatementKind.GRADE_COUNT,
        rf"[“\"]?(?P<grade>{GRADES})[”\"]?(?:等级|等次|的)?(?:项目)?(?P<n>\d+)个",
        Measured.COUNT,
    ),
    _pattern(
        StatementKind.GRADE_COUNT,
        r"(?P<grade>\d{2,3}分?(?:\([^()]*\))?(?:以上|以下|-\d{2,3}分?(?:\([^()]*\))?))(?:之间)?的?(?:项目)?(?:有)?(?P<n>\d+)个",
        Measured.COUNT,
    ),
    _pattern(StatementKind.PROBLEMS, r"发现(?:的)?(?:主要)?问题(?P<n>\d+)个", Measured.COUNT),
    _pattern(
        StatementKind.RECTIFIED,
        r"(?:已完成整改|已经?整改|完成整改|整改完成|已整改完成)(?:的)?(?:问题)?(?P<n>\d+)个",
        Measured.COUNT,
    ),
    _pattern(
        StatementKind.RECTIFYING,
        r"(?:正在整改|整改中|尚未整改|未整改|未完成整改)(?:的)?(?:问题)?(?P<n>\d+)个",
        Measured.COUNT,
    ),
)
