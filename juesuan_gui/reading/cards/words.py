"""Owns the words that scorecards of all places are made of: labels, headings, columns; compared without spaces."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from juesuan_gui.figures import Unit
from juesuan_gui.report.cards import MoneyColumn
from juesuan_gui.report.cards_targets import plain


class Field(StrEnum):
    """The columns of indicators, lists and 摘要版 tables."""

    NAME = "三级指标"
    CONTENT = "指标内容"
    CRITERION = "评价标准"
    TARGET = "指标值"
    ACTUAL = "完成值"
    WEIGHT = "分值"
    SCORE = "得分"
    REASON = "原因"
    NUMBER = "序号"
    PROJECT = "项目名称"
    BUDGET = "预算数"
    EXECUTED = "执行数"
    RETURNED = "结余"
    RATE = "执行率"
    GRADE = "等级"
    GOAL = "目标"
    DONE = "完成情况"
    SHARE = "权重"
    OPERATOR = "指标性质"
    UNIT = "计量单位"
    OTHER = "其他"


_UNIT = re.compile(r"(?:[(]|[:])(亿元|万元|千元|元)(?:[)]|$)")
_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)(?:分|%)?\)")

TITLE = re.compile(
    r"自评价?(?:情况|结果)?(?:汇总|一览|统计)?表|自评结果|项目清单|绩效评价(?:结果|情况)?(?:汇总|一览)?表"
    r"|绩效(?:完成|目标实现)情况表|绩效(?:自评|评价)(?:指标)?(?:体系|计分|评分|得分)*表|绩效(?:自评|评价)指标(?:体系)?表"
)
OVERALL = re.compile(r"整体")
NAME_LABEL = re.compile(
    r"(?:专项|政策|一级|二级)?(?:\((?:专项|项目|政策)\))?(?:项目|专项|政策)(?:\((?:专项|项目|政策)\))?名称"
)
HEAD_LABEL = re.compile(
    r"(?:(?:中央|自治区|省级?|市级?|区级?|项目)?(?:主管|业务|预算)部门(?:及代码)?|市县业务部门|(?:项目)?(?:实施|承担)单位(?:\((?:盖章|公章)\))?"
    r"|单位名称|部门名称|部门\(单位\)名称|填报单位|项目类别|项目属性|项目类型|预算年度|资金使用单位)"
)
CONTACT_LABEL = re.compile(r"(?:项目)?(?:负责人|填报人|联系人|填表人)(?:及电话)?|联系电话|填报日期|填表日期")
#: A card that prints its total above everything else.
HEAD_TOTAL_LABEL = re.compile(r"(?:自评|评价)(?:总得?分|得分)(?:\(分\))?")
AMOUNT_LABEL = re.compile(r"(?:基本|项目|部门整体)?支出总额")
CHOICE_LABEL = re.compile(r"项目类别|项目属性|项目类型")
TAIL_LABEL = re.compile(
    r"偏差大或目标未完成原因分析|偏差原因.*|改进措施.*|.*出现的偏差和采取的措施|其他需要说明的问题|评价结论|存在(?:的)?问题|说明|备注"
)
TOTAL_LABEL = re.compile(r"总分|合计|总计|总得分|综合绩效|综合得分|自评总分|得分合计|小计得分")
GOAL_LABEL = re.compile(r"年度(?:绩效)?(?:总体)?目标:?(\d*)")
GOAL_HEADER = (
    re.compile(r"年初设定目标|预期目标|年初目标|(?:项目)?年度(?:绩效)?目标|预期绩效目标"),
    re.compile(r"(?:全年)?实际完成情况|(?:年度)?(?:绩效)?目标(?:实际)?完成情况|完成情况"),
)
#: Beside the goals: the heading of the part they stand in, and what else it asks for (Sichuan).
GOAL_SIDE = re.compile(r"项目基本情况|\d[.、].{0,20}情况")
NO_GOAL = re.compile(r"\d[.、].{0,20}概述")
GRADE_LABEL = re.compile(r"(?:自评|评价|综合|绩效)*(?:等级|等次)")
GRADE_WORD = re.compile(r"优秀?|良好?|中等?|差|较差|合格|不合格|一般|基本合格")
FIRST_LEVEL = re.compile(
    r"(?:产出|效益|效果|满意度|成本|投入|过程(?:\(执行\))?|履职|履职效能|管理效率|项目管理)(?:指标)?"
)
SECOND_LEVEL = re.compile(
    r"(?:产出)?(?:数量|质量|时效|进度|成本)(?:指标)?|(?:经济|社会|生态环境|生态)(?:效益|成本)(?:指标)?"
    r"|(?:可持续(?:性|影响|发展)?)(?:指标)?|(?:社会公众或)?(?:服务|帮扶|受益)?(?:对象|公众|群众)?满意度(?:指标)?"
)
_SIDE = re.compile(r"(?:年度)?绩效(?:目标|指标)\d*|年度绩效(?:目标|指标)?\d*|绩效指标\d*")
_HEADER_REST = re.compile(r"指标|标|值|\(?[AB]\)?|值?\([AB]\)|绩效目标|效指标\d*|目标|完成值|指标值|情况|分析")

_MONEY_HEADINGS = (
    (MoneyColumn.INITIAL, re.compile(r"年初(?:预算|批复)数?(?:\(A\))?")),
    (MoneyColumn.RATE, re.compile(r"(?:预算|资金)?执行率(?!权重|分值|得分).*")),
    (MoneyColumn.SCORE, re.compile(r"(?:执行率)?得分.*|自评得分")),
    (MoneyColumn.WEIGHT, re.compile(r"分值|权重|执行率(?:分值|权重)(?:\(.{1,2}\))?")),
    (MoneyColumn.EXECUTED, re.compile(r"预算执行数.*|(?:全年|实际|资金)?(?:执行|支出|完成)(?:数|情况).*")),
    (MoneyColumn.BUDGET, re.compile(r"(?:全年|\(?调整后?\)?)*预算(?:安排)?(?:数|情况).*|预算数.*|全年预算")),
)
_FIELD_HEADINGS = (
    (Field.NUMBER, re.compile(r"序号")),
    (Field.PROJECT, NAME_LABEL),
    (Field.OPERATOR, re.compile(r"指标(?:性质|方向)|运算符号?|比较符号?")),
    (Field.UNIT, re.compile(r"(?:计量|度量|指标值?)单位")),
    (Field.NAME, re.compile(r"三级指标.*|指标名称|绩效指标名称|评价指标")),
    (Field.CONTENT, re.compile(r"指标(?:内容|解释|说明)")),
    (Field.CRITERION, re.compile(r"(?:指标说明及)?评[价分]标准|评分(?:办法|规则|细则)|计算方法.*")),
    (Field.GOAL, re.compile(r".*绩效目标")),
    # 二、工作整体完成情况 beside the indicators is the heading of a part, not of a column.
    (Field.DONE, re.compile(r"(?![一二三四五六七八九十]+、).*完成情况")),
    (Field.TARGET, re.compile(r"(?:年度|年初|全年|调整后?的?)?(?:指标|目标)值.*")),
    (Field.ACTUAL, re.compile(r"(?:全年|年度)?(?:实际)?完成值.*|实际值.*|实际完成")),
    (Field.SHARE, re.compile(r"权重.*")),
    (Field.WEIGHT, re.compile(r"(?:标准|评级|指标)?分值.*|满分|指标权重.*")),
    (Field.REASON, re.compile(r".*(?:原因|措施).*|备注")),
    (Field.SCORE, re.compile(r"(?!.*系数).*得分.*|评分")),
    (Field.RATE, re.compile(r"(?:预算)?执行率.*|执行进度.*")),
    (Field.RETURNED, re.compile(r".*结余.*|.*结转.*")),
    (Field.BUDGET, re.compile(r".*(?:预算数|预算金额|资金总额|预算资金).*")),
    (Field.EXECUTED, re.compile(r".*(?:执行数|支出数|执行金额|实际支出|实际使用).*")),
    (Field.GRADE, re.compile(r".*等级|评价结果|自评结论")),
)


def words(text: str) -> str:
    """A label as it is compared: half width, no spaces, no colon at its end."""
    return plain(text).rstrip(":：")


def unit_in(text: str) -> Unit | None:
    """The money unit that words name: 单位：元, 项目资金(万元), 预算数（元）; ``None`` where they name none."""
    match = _UNIT.search(words(text))
    return Unit.named(match[1]) if match is not None else None


def weight_text(text: str) -> str | None:
    """The weight in brackets of a label: ``40`` of 产出指标（40分）."""
    match = _WEIGHT.search(plain(text))
    return match[1] if match else None


def unweighted(text: str) -> str:
    """A label without the weight in brackets."""
    return _WEIGHT.sub("", words(text)).rstrip(":")


@lru_cache(maxsize=2048)
def level_of(text: str) -> int | None:
    """1 for a 一级指标 word, 2 for a 二级指标 word, 0 for the side heading; ``None`` for any other words.

    成本指标 and 满意度指标 are either: they count as 2 and 1 here, and the reader looks at their neighbours.
    """
    label = unweighted(text)
    if not label:
        return None
    if label == "满意度指标" or (FIRST_LEVEL.fullmatch(label) and not re.fullmatch(r"成本(?:指标)?", label)):
        return 1
    if SECOND_LEVEL.fullmatch(label):
        return 2
    return 0 if _SIDE.fullmatch(label) else None


@lru_cache(maxsize=2048)
def money_column(text: str) -> MoneyColumn | None:
    """The money column that a heading names."""
    label = words(text)
    return next((column for column, pattern in _MONEY_HEADINGS if pattern.fullmatch(label)), None)


@lru_cache(maxsize=2048)
def field_of(text: str) -> Field | None:
    """The field that a heading of indicators or of a list names."""
    label = words(text)
    return next((field for field, pattern in _FIELD_HEADINGS if pattern.fullmatch(label)), None)


def is_header_rest(text: str) -> bool:
    """Whether a cell is the second half of a heading that a page cut in two."""
    label = words(text)
    return bool(_HEADER_REST.fullmatch(label))
