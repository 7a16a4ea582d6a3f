"""Owns understanding the words of a target or an actual value: operator, number, unit, range, date, quality."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from juesuan_gui.report.cards import Operator, Target, TargetKind

_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SIGNS = {
    "≥": Operator.AT_LEAST,
    "≧": Operator.AT_LEAST,
    "⩾": Operator.AT_LEAST,
    ">=": Operator.AT_LEAST,
    "≤": Operator.AT_MOST,
    "≦": Operator.AT_MOST,
    "⩽": Operator.AT_MOST,
    "<=": Operator.AT_MOST,
    "=": Operator.EQUAL,
    ">": Operator.ABOVE,
    "<": Operator.BELOW,
}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_WORDS_BEFORE = (
    (Operator.AT_LEAST, "不少于|不低于|不小于|至少|大于等于|大于或等于|达到|达"),
    (Operator.AT_MOST, "不超过|不高于|不大于|不多于|至多|最多|小于等于|小于或等于|控制在"),
    (Operator.ABOVE, "大于|超过|高于|多于"),
    (Operator.BELOW, "小于|少于|低于"),
)
_WORDS_BEHIND = ((Operator.AT_LEAST, "及?以上|\\(含\\)以上"), (Operator.AT_MOST, "及?以内|及?以下|之内|\\(含\\)以内"))
_BEFORE = rf"(?:{_SIGN}|" + "|".join(words for _, words in _WORDS_BEFORE) + ")"
_TAILS = frozenset({"", "以上", "及以上", "以内", "以下", "及以下", "之内"})
_RANGE = re.compile(rf"{_NUMBER}\s*(?:%|‰)?\s*(?:-|~|—|–|至|到)\s*{_NUMBER}\s*([^\d\s]*)")
_BETWEEN = re.compile(rf"{_NUMBER}(%?)(?:≤|<|<=)[^\d≤≥<>]{{0,12}}(?:≤|<|<=){_NUMBER}(%?)")
_DATE = re.compile(
    r"\d{1,4}年|\d{1,2}月|\d{1,2}日|季度|年底|年末|月底|次年|工作日|年内|及时|按时|当年|年度内|[上下]半年|小时|以内完成"
)
#: 满意度≥85%, 救助人数不少于100人: what is counted may stand before the sign. A rate by time or head is no count.
_LABELLED = re.compile(
    rf"(?!每|人均|户均|平均)[^\d≤≥<>=%,;:、]{{1,12}}?(?P<body>(?:{_SIGN}|"
    + "|".join(words for _, words in _WORDS_BEFORE)
    + r")\d.*)"
)
#: 覆盖率100%: a name before a bare number, by words that no number turns round (下降5% says something else).
_NAMED = re.compile(
    rf"(?!每|人均|户均|平均)[^\d≤≥<>=%,;:、]{{0,10}}(?:率|满意度|人数|次数|家数|数量|面积|总额|金额|成本|费用|支出|占比|比例|共计?|完成)"
    rf"(?:为|是)?(?P<body>{_NUMBER}[^\d]{{0,6}})"
)
#: 100百分比, as some programs print a percentage that is typed into a field for numbers.
_PERCENT = re.compile(r"(?<=\d)百分比$")
_ABOUT = re.compile(r"^(?:大?约|近|将近)\d|左右|上下|\d余|\d多[^\d]?$")
_NUMERAL = re.compile(
    r"(?P<number>[零一二两三四五六七八九十]{1,3})(?P<counter>[次个家场人名份套期项批件篇条起处台座户])"
)
_DIGITS = {word: at for at, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_ONLY = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>[^\d]*)")
_SCALES = (("亿", 10**8), ("万", 10**4), ("千", 10**3))
_MONEY_UNITS = ("亿元", "万元", "元")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The words in half width without spaces and tags; kept, since every label of a card is asked for many times."""
    bare = re.sub(r"<[^<>]{0,60}>", "", text)
    wide = unicodedata.normalize("NFKC", bare)
    return "".join(mark for mark in wide if not mark.isspace() and unicodedata.category(mark) != "Cf")


def understood(text: str) -> Target:
    """What a target or an actual value means; words that hold no single number are 定性 (or 时限)."""
    words = _PERCENT.sub("%", plain(text).rstrip("。.;；,，"))
    between = _between(words)
    if between is not None:
        return between
    if _ABOUT.search(words):
        return Target(TargetKind.WORDS)
    operator, body = _operator(_in_digits(words))
    match = _ONLY.fullmatch(body)
    if match is None:
        return Target(TargetKind.DATE if _DATE.search(words) else TargetKind.WORDS, operator)
    unit = match["unit"]
    if _is_date(unit, words):
        return Target(TargetKind.DATE, operator)
    number, unit = _scaled(Decimal(match["number"].replace(",", "")), unit)
    printed = match["number"].partition(".")[2]
    return Target(TargetKind.NUMBER, operator, number, unit, len(printed))


def named_target(name: str) -> Target | None:
    """The target that an indicator's name holds (成本≤191万元, 拨付范围≤辖区21个街乡镇); ``None`` without one."""
    words = plain(name)
    between = _between(words)
    if between is not None:
        return between
    match = re.search(rf"({_SIGN})([^\d≤≥<>=]{{0,6}}){_NUMBER}([^\d,，;；、。]{{0,6}})", words)
    if match is None:
        return None
    number, unit = _scaled(Decimal(match[3].replace(",", "")), match[4])
    return Target(TargetKind.NUMBER, _SIGNS[match[1]], number, unit, len(match[3].partition(".")[2]))


def _between(words: str) -> Target | None:
    match = _BETWEEN.search(words)
    if match is not None:
        low, high = Decimal(match[1].replace(",", "")), Decimal(match[3].replace(",", ""))
        return Target(TargetKind.RANGE, unit=match[2] or match[4], low=low, high=high)
    match = _RANGE.fullmatch(words)
    if match is not None and not _DATE.search(words):
        low, high = Decimal(match[1].replace(",", "")), Decimal(match[2].replace(",", ""))
        if low < high:
            return Target(TargetKind.RANGE, unit=match[3], low=low, high=high)
    return None


def _operator(words: str) -> tuple[Operator | None, str]:
    """The operator and what is left; signs before, words before or behind the number."""
    sign = re.match(rf"(?:{_SIGN})", words)
    if sign is not None:
        return _SIGNS[sign[0]], words[sign.end() :]
    for operator, pattern in _WORDS_BEFORE:
        match = re.match(rf"(?:{pattern})(?=\d)", words)
        if match is not None:
            body = words[match.end() :]
            return operator, re.sub(r"(?:及?以上|及?以内|之内|以下)$", "", body)
    for operator, pattern in _WORDS_BEHIND:
        match = re.search(rf"(?:{pattern})$", words)
        if match is not None and re.match(r"\d", words):
            return operator, words[: match.start()]
    match = _LABELLED.fullmatch(words)
    if match is not None:
        return _operator(match["body"])
    # 满意度80%以上: a word before the number does not change what the number means.
    match = re.fullmatch(rf"[^\d≤≥<>=]{{1,8}}({_NUMBER}[^\d]{{0,3}}?)(?:及?以上)", words)
    if match is not None:
        return Operator.AT_LEAST, match[1]
    match = _NAMED.fullmatch(words)
    return None, match["body"] if match is not None else words


def _in_digits(words: str) -> str:
    """不少于三次 as 不少于3次; only where the numeral with its counter is all that is said but for the operator."""
    match = _NUMERAL.search(words)
    if match is None or not re.fullmatch(rf"{_BEFORE}?", words[: match.start()]) or words[match.end() :] not in _TAILS:
        return words
    tens, has_ten, ones = match["number"].partition("十")
    if any(len(part) > 1 for part in (tens, ones)):
        return words
    number = (_DIGITS.get(tens, 1) * 10 if has_ten else 0) + _DIGITS.get(ones if has_ten else tens, 0)
    return f"{words[: match.start()]}{number}{words[match.start('counter') :]}"


def _is_date(unit: str, words: str) -> bool:
    """Whether a number with this word behind it is a date or a span of time, not an amount."""
    return unit.startswith(("年", "月", "日", "个月", "个工作日", "工作日", "天", "小时", "季度")) or (
        bool(_DATE.search(words)) and not unit
    )


def _scaled(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A count in its own unit (2千人次 is 2000人次); money keeps its unit."""
    if unit.startswith(_MONEY_UNITS) or unit in ("万", "亿"):
        return number, unit
    for word, size in _SCALES:
        if unit.startswith(word):
            return number * size, unit[len(word) :]
    return number, unit
