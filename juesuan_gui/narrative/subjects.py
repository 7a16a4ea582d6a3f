"""Owns subjects: what a figure measures, cut out of the words before it, and when two names mean the same."""

from __future__ import annotations

import re
from functools import lru_cache

from juesuan_gui.narrative.headings import ordinal_of, without_ordinal
from juesuan_gui.narrative.words import GENERIC

_YEAR = re.compile(
    r"\d{4}年?[-至]?\d{0,4}年?(?:度|末|底|初|中(?![央国小]))?(?=[^\d]|$)|\d{1,2}月(?:\d{1,2}日|底|末|份)?"
)
_LEADING = re.compile(
    r"^(?:其中|具体(?:如下|为)?|主要(?:是|为)?|包括|包含|截至|截止到?|截止|到|以来|至|底|末|止|以及|和|及|与|的(?!士)|、|在(?![职编岗校])|按|,|:|"
    r"去年(?=全年)|经(?:比较|汇总|统计)|(?:我|本)(?:部门|单位|局|委|院|校|办|中心|级|项目(?=[^支]))?(?=[^年级次职])|今年|当年|全年|同时|另外?|此外|累计|共计|合计(?=[^,])|共|"
    r"一是|二是|三是|四是|五是|已经?|实际(?=支出|收入|完成)|实现|完成(?=[^率年预]))+"
)
_TRAILING = re.compile(
    r"(?:(?:分别|各|均)?(?:为|是|达到|达|共计|共|约|各是|于)|(?:支出|收入)?(?:年度)?决算(?:数|额|金额)?|执行数|"
    r"(?<=[入出])(?:累计|实际|共)?完成|(?<=总计)[各均]|金额|[:、,])+$"
)
#: 20109-海关事务: the code in front of a name is no part of it.
#: 201一般公共服务支出, 2080505机关事业单位基本养老保险缴费支出: the code may stand without a dash.
_CODE = re.compile(
    r"^(?:\d{3,7}[-—–]\s*(?=[\u4e00-\u9fff])|2\d{2}(?:\d{2}){0,2}\s*(?![家个人户名项万元年月日次辆台套件所处间亩吨])(?=[“\"]?[\u4e00-\u9fff、()]{3,30}支出))"
)
_SPENDING = re.compile(r"(?<=费)(?:支出)?(?:决算)?$")
_TWO_SIDED_TOTAL = re.compile(r"收(?:入)?(?:[、和与及])?支(?:出)?(?=.{0,4}总)")
_BOTH_TOTALS = re.compile(r"收入总计[、和与及]支出总计")
_NOTE = re.compile(r"\((?:款|类|项)?,?下同\)")
_NOISE = re.compile(
    r"[“”\"'‘’《》\s]|\((?:类|款|项)[^)]*\)|本年度?|年度|的|总额|合计(?=.)|合计$|数$|金额|决算|资金$|共|部门|单位"
)
#: An office in front of the name of a total; what is behind it is no more of its name.
_OFFICE = re.compile(
    r"[一-龥]{2,30}(?:局|委员会|委|办公室|院|厅|中心|政府|协会|联合会|学校|大学|小学|中学|幼儿园|法院|检察院|办事处|街道|管委会|"
    r"[^总]站|研究所|派出所|总队|支队|大队|[图博档文]书?[物案化]?馆)"
    r"(?=(?:本年|财政|一般)?[^,，。]{0,8}?(?:收入|支出|总计)$)"
)

_BOTH_SIDES = re.compile(r"(?:收入支出|收支)$")
#: A text says the same names again and again, and every family of claims compares them.
_KEPT_NAMES = 1 << 12


@lru_cache(maxsize=_KEPT_NAMES)
def clean_subject(text: str) -> str:
    """What is measured, without years, connecting words and verbs; empty where nothing is named."""
    text = without_ordinal(text) if ordinal_of(text) is not None else text
    text = _CODE.sub("", text)
    text = _NOTE.sub(lambda match: "(款)" if "款" in match.group() else "", text)
    text = _YEAR.sub("", text)
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", text).strip('“”" ')).strip('" ')
        if shorter.count("“") != shorter.count("”"):
            shorter = shorter.replace("“", "").replace("”", "")
        if shorter == text:
            break
        text = shorter
    return text


def is_generic(subject: str) -> bool:
    """Whether the words name nothing of their own (合计, 金额, 决算数 …)."""
    return GENERIC.fullmatch(subject) is not None


@lru_cache(maxsize=_KEPT_NAMES)
def subject_key(subject: str) -> str:
    """A name for comparison: without quotes, level marks, 本年, 总额 and the like."""
    plain = _TWO_SIDED_TOTAL.sub("收、支", _BOTH_TOTALS.sub("收、支总计", subject))
    plain = _SPENDING.sub("", plain.replace("运行维护", "运行")).replace("总支出", "支出").replace("总收入", "收入")
    # 占“三公”经费总支出决算的: what is left of it when 支出决算 is taken off.
    return _NOISE.sub("", plain).replace("经费总", "经费")


def without_office(key: str) -> str:
    """A name for comparison without the office in front of it: 某县某局支出 → 支出."""
    match = _OFFICE.match(key)
    return key[match.end() :] if match is not None else key


def same_subject(left: str, right: str) -> bool:
    """Whether two printed names mean one thing: equal, or one is the other with words or an office in front."""
    first, second = subject_key(left), subject_key(right)
    if not first or not second:
        return False
    if first == second:
        return True
    longer, shorter = (first, second) if len(first) >= len(second) else (second, first)
    return (len(shorter) >= 4 and longer.endswith(shorter)) or without_office(longer) == shorter


def heading_subject(heading: str) -> str:
    """What a heading is about: 1.因公出国(境)费用 → 因公出国(境)费用; 政府性基金预算收入支出决算情况 → both sides."""
    return re.sub(
        r"(?:(?:(?<!收入)支出)?决算)?(?:总体|结构|具体)?(?:情况)?(?:说明|综述|分析)?$",
        "",
        clean_subject(without_ordinal(heading)),
    ) or clean_subject(without_ordinal(heading))


def one_side(name: str, word: str) -> str:
    """The side of a name of both that a bare word means: 政府性基金预算收入支出 and 支出 → 政府性基金预算支出."""
    match = _BOTH_SIDES.search(name)
    return name[: match.start()] + word if match is not None and word in ("收入", "支出") else name


def split_names(subject: str) -> list[str]:
    """The names of a joint subject: 财政拨款收、支总计 → two, 货物、工程和服务支出 → three."""
    match = re.search(r"(?P<head>.*?)收(?:入)?[、和与及]支(?:出)?(?P<tail>.*)$", subject)
    if match is not None:
        return [f"{match['head']}收入{match['tail']}", f"{match['head']}支出{match['tail']}"]
    return [name for name in re.split(r"[、和与]|(?<!购置)及", subject) if name]
