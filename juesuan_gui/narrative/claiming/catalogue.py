"""Owns which check of CHECKS.md a claim of the text belongs to, by what it is about and what it compares."""

from __future__ import annotations

import re
from functools import lru_cache

from juesuan_gui.narrative.model import Passage, Statement

_TOPICS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"三公|因公出国|公务用车|公务接待"), "N7-01"),
    (re.compile(r"机关运行经费|日常公用经费"), "N10-02"),
    (re.compile(r"政府采购|授予(?:中小|小微)企业"), "N11-01"),
    (re.compile(r"政府性基金"), "N8-01"),
    (re.compile(r"国有资本经营"), "N9-01"),
    (re.compile(r"车辆|用车"), "N12-01"),
    (re.compile(r"编制|在职|离退休|人员(?!经费)"), "N13-03"),
)
_YEAR = re.compile(r"\d{4}")
#: Few bases are told, and told of every figure.
_KEPT_BASES = 1 << 10


def topic(statement: Statement) -> str | None:
    """The check that a statement's subject belongs to, where it has a section of its own."""
    names = (statement.subject, *reversed(statement.path))
    for name in names:
        for pattern, check in _TOPICS:
            if pattern.search(name):
                return check
    return None


def change_check(statement: Statement) -> str:
    """The check of a change or its rate: a section of its own, the budget, or the year before."""
    own = topic(statement)
    if own in ("N7-01", "N10-02"):
        return own
    return "N5-04" if base_kind(statement.base) == "预算" or "预算" in statement.base else "N1-02"


def share_check(statement: Statement) -> str:
    """The check of a share: procurement, income, class of expenditure, or expenditure."""
    names = statement.subject + statement.whole + "".join(statement.path)
    if topic(statement) == "N11-01" or "采购" in names:
        return "N11-02"
    if topic(statement) == "N7-01":
        return "N7-01"
    if "收入" in names:
        return "N2-01"
    return "N5-02" if re.search(r"\(类\)|财政拨款支出", names) else "N3-01"


def sum_check(statement: Statement) -> str:
    """The check of a total and its parts."""
    own = topic(statement)
    if own is not None:
        return own
    name = statement.subject
    if "基本支出" in name or "人员经费" in name:
        return "N6-01"
    if "收入" in name:
        return "N2-01"
    if re.search(r"\((?:类|款)\)|财政拨款支出", name):
        return "N5-02"
    if is_performance(statement.passage):
        return "P17"
    return "N3-01" if "支出" in name else "N13-03" if statement.literal.counted else "N5-07"


def is_performance(passage: Passage) -> bool:
    """Whether a paragraph stands in the part about performance."""
    return any(re.search(r"绩效|自评|评价", heading) for heading in passage.headings)


@lru_cache(maxsize=_KEPT_BASES)
def base_kind(base: str) -> str:
    """What a change is measured against, comparable: 上年, 年初预算, 全年预算, 调整预算, 预算, or a year."""
    if "预算" in base or re.search(r"执行|完成|进度|控制", base):
        for kind in ("年初", "全年", "调整", "追加"):
            if kind in base:
                return {"追加": "调整"}.get(kind, kind) + "预算"
        return "预算"
    if re.search(r"年初|上年末", base):
        return "年初"
    if re.search(r"上|去|前一|同期", base):
        return "上年"
    year = _YEAR.search(base)
    return year.group() if year is not None else ""


def same_base(left: str, right: str) -> bool:
    """Whether two printed bases are one: 年初预算 and 2020年度年初预算数; a bare 预算 is any budget."""
    first, second = base_kind(left), base_kind(right)
    if first == second:
        return True
    if "预算" in (first, second):
        return first.endswith("预算") and second.endswith("预算")
    # 上年 and the year's number are the same year where a text uses both; an empty base is the last one named.
    return (first == "上年" and second.isdigit()) or (second == "上年" and first.isdigit()) or not first or not second
