"""Owns the figures of a text: which numbers are amounts, rates or counts, in which unit and precision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from juesuan_gui.figures import Figure, Unit, printed_money
from juesuan_gui.narrative.model import About, Dimension, Literal

# A comma groups thousands only before exactly three digits; a full-width one only where it groups twice or a
# decimal point follows, since it is mostly the comma between two figures.
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:，\d{3}){2,}(?!\d)|\d{1,3}，\d{3}(?=\.\d)|\d+)(?:\.\d+)?")
_MEASURE = (
    r"台\(套\)|台/套|\(套\)|人次|批次|件次|户次|车次|场次|平方米|平方公里|平米|公里|公顷|"
    r"项(?!目)|个(?![人性别])|[人名户辆台套次批件家所条张份亩吨篇幅封场处座间册部艘架期类组本例起宗分]"
)
_UNIT = re.compile(
    r"(?:\.?(?P<money>亿元|万元|千元|元|亿(?=[,，。;、()]|$)|万(?=[,，。;、()]|$))|(?P<percent>%)|(?P<points>个?百分点)|"
    rf"(?P<scale>万|亿)?(?P<measure>{_MEASURE}))"
)
# Not amounts: years, dates, times, ordinals, document numbers.
_NO_FIGURE_AFTER = re.compile(r"年|月|日|号|时|点|层|级|岁|小时|分钟|天|周|季|届|第|度|[-~—至到]+\d|[+×xX*/]\d")
_THRESHOLD_AFTER = re.compile(
    r"(?:\([^)]{0,12}含[^)]{0,12}\)|\(含\))?(?:及其?|\(含\))?(?:以上|以下|以内|以外|之内|之上|起|左右|上下)"
)
_APPROXIMATE_AFTER = re.compile(r"[余多几来]")
_APPROXIMATE_BEFORE = re.compile(r"(?:近|(?<!节)约|超过?|逾|将近|大约|突破|不足|接近)$")
#: A share or rate told roughly, by the words before it and behind it: 约占20%, 超过80%, 九成以上 as 90%以上.
_ABOUT_BEFORE = (
    (
        About.NEAR,
        re.compile(
            r"(?:(?<![节预契制履违])约|(?<![最远邻附临就切])近|(?:(?<![节预契制履违])约|大概)(?:占[^,，。;:\d]{0,20}?|为|是|增长|下降|增加|减少)(?:为)?)$"
        ),
    ),
    (About.ABOVE, re.compile(r"(?:(?<![未不])超过?|逾|突破)$")),
    (About.BELOW, re.compile(r"(?:不足|不到)$")),
)
_ABOUT_AFTER = (
    (About.NEAR, re.compile(r"左右|上下")),
    (About.ABOVE, re.compile(r"以上|之上|多(?!个)")),
)
#: How far off 约20% may be, in parts of itself; with decimals the writer has worked it out.
_LEEWAY = (Fraction(15, 100), Fraction(5, 100))
_LIMIT_BEFORE = re.compile(
    r"(?:[≥≤<>≧≦＞＜~～]=?|不低于|不少于|不超过|不高于|不大于|低于|至少|(?:大于|小于|高于|低于)(?:或|且)?(?:等于)?|限额|单价|含|单位价值|[\d%万元][-~—至]+|第|(?<!\()[+]|[×*/])$"
)
_MISLEADING = re.compile(r"分(?:别|类|项|析|布|解|为|工|局|管|行|级|批|配|期)")
_UNIT_OF = {
    "亿元": Unit.YI_YUAN,
    "亿": Unit.YI_YUAN,
    "万元": Unit.WAN_YUAN,
    "万": Unit.WAN_YUAN,
    "千元": Unit.QIAN_YUAN,
    "元": Unit.YUAN,
}
_SCALE = {"万": 10**4, "亿": 10**8}
_BETWEEN = re.compile(r"[,，、和与及]")
_STATED_BEFORE = re.compile(r"(?:预算|决算|支出|收入|执行)(?:数|额)?(?:为|是)$")
_SHARE_BEFORE = re.compile(r"占(?:比)?(?:为)?$")
_ENDS_CLAUSE = re.compile(r"[,，。;；]|$")
_COMPARED_BEFORE = re.compile(r"(?:较|比|与)[^,。;]{0,12}$")
_RANGE_AFTER = re.compile(r"[-~—]\d")
_CLOSED = re.compile(r"[〕\]】]")
#: No words that lend a number its unit reach farther back; a paragraph may be as long as a report.
_LONGEST_BEFORE = 20
#: The reader and the list of what it left unread ask for the same paragraphs, one after the other.
_KEPT_TEXTS = 1 << 14


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: Decimal
    decimals: int
    unit: re.Match[str] | None


def find_literals(text: str) -> list[Literal]:
    """The figures of a plain text in order: money, percentages, percentage points and counts.

    Years, dates, document numbers, ordinals, thresholds (50万元以上, ≥90%) and round-about figures (近33万)
    are not figures; a percentage told roughly (约20%) is one, with ``about``. A number without a unit takes
    that of the next where only a comma or 和 stands between (4125.49,4143.91万元) or where a comparison makes
    it an amount (较上年2.08减少0.03万元).
    """
    return list(_literals(text))


@lru_cache(maxsize=_KEPT_TEXTS)
def _literals(text: str) -> tuple[Literal, ...]:
    numbers = list(_numbers(text))
    literals: list[Literal] = []
    for position, number in enumerate(numbers):
        rough = _rough_rate(text, number)
        if rough is not None:
            literals.append(rough)
            continue
        if _is_no_figure(text, number):
            continue
        lent = number.unit or _lent_unit(text, numbers, position)
        if lent is not None:
            literal = _literal(number, lent)
            if literal is not None:
                literals.append(literal)
    return tuple(literals)


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        start = match.start()
        before = text[start - 1] if start else ""
        if before.isascii() and (before.isalpha() or before == "."):
            continue
        digits = match.group().replace(",", "").replace("，", "")
        value = Decimal(digits)
        if before == "-" and _is_sign(text, start - 1):
            start, value = start - 1, -value
        unit = _UNIT.match(text, match.end())
        if unit is not None and unit["measure"] == "分" and _MISLEADING.match(text, unit.start("measure")):
            unit = None
        yield _Number(start, match.end(), value, len(digits.partition(".")[2]), unit)


def _is_sign(text: str, position: int) -> bool:
    """A dash before a number is a minus unless it joins two numbers (80-90, 2020-2022)."""
    return position == 0 or not (
        (text[position - 1].isalnum() and text[position - 1].isascii()) or text[position - 1] in ")%-元分"
    )


def _is_no_figure(text: str, number: _Number) -> bool:
    end = number.unit.end() if number.unit is not None else number.end
    if number.unit is None and _NO_FIGURE_AFTER.match(text, number.end):
        return True
    before = text[max(0, number.start - 5) : number.start]
    if _LIMIT_BEFORE.search(before) or _THRESHOLD_AFTER.match(text, end) or _APPROXIMATE_AFTER.match(text, number.end):
        return True
    if _in_document_number(text, number.start):
        return True
    if _APPROXIMATE_AFTER.match(text, end) and number.unit is not None and number.unit["measure"]:
        return True
    if _RANGE_AFTER.match(text, number.end):
        return True
    return bool(_APPROXIMATE_BEFORE.search(before)) and not before.endswith("超过预算")


def _rough_rate(text: str, number: _Number) -> Literal | None:
    """约20%, 超过20%, 20%左右 as a figure with leeway; ``None`` for anything else."""
    unit = number.unit
    if unit is None or not unit["percent"]:
        return None
    before, end = text[max(0, number.start - 30) : number.start], unit.end()
    found = [about for about, words in _ABOUT_BEFORE if words.search(before)]
    found += [about for about, words in _ABOUT_AFTER if words.match(text, end)]
    if len(found) != 1 or _LIMIT_BEFORE.search(before[-5:]) or _RANGE_AFTER.match(text, number.end):
        return None
    exact = _literal(number, unit)
    assert exact is not None
    if found[0] is not About.NEAR:
        return replace(exact, about=found[0])
    printed = Fraction(1, 10**number.decimals)
    width = max(printed, abs(Fraction(number.value)) * _LEEWAY[number.decimals > 0])
    if number.decimals > 1:
        width = printed
    return replace(exact, figure=replace(exact.figure, step=_whole(2 * width)), about=About.NEAR)


def _in_document_number(text: str, start: int) -> bool:
    opening = max(text.rfind(mark, max(0, start - 6), start) for mark in "〔[【")
    return opening >= 0 and not _CLOSED.search(text, opening, start)


def _lent_unit(text: str, numbers: Sequence[_Number], position: int) -> re.Match[str] | None:
    number = numbers[position]
    following = numbers[position + 1] if position + 1 < len(numbers) else None
    if following is not None and _BETWEEN.fullmatch(text[number.end : following.start]):
        return following.unit or _lent_unit(text, numbers, position + 1)
    before = text[max(0, number.start - _LONGEST_BEFORE) : number.start]
    if _STATED_BEFORE.search(before) and _ENDS_CLAUSE.match(text, number.end):
        # 年初预算为0,支出决算为150万元: the unit was forgotten, that of the next amount or the one before is meant.
        near = [other.unit for other in (*numbers[position + 1 :][:2], *reversed(numbers[:position][-2:]))]
        return next((unit for unit in near if unit is not None and unit["money"]), None)
    if number.decimals and _SHARE_BEFORE.search(before) and _ENDS_CLAUSE.match(text, number.end):
        return next((other.unit for other in numbers if other.unit is not None and other.unit["percent"]), None)
    compared = _COMPARED_BEFORE.search(before)
    if compared and number.decimals and following is not None and following.unit and following.unit["money"]:
        return following.unit
    return None


def _literal(number: _Number, unit: re.Match[str]) -> Literal | None:
    own = number.unit is not None
    end = unit.end() if own else number.end
    if unit["money"]:
        money = _UNIT_OF[unit["money"]]
        try:
            figure = printed_money(number.value, money, number.decimals)
        except ValueError:
            return None
        return Literal(number.start, end, figure, Dimension.MONEY, number.decimals, money)
    if unit["percent"] or unit["points"]:
        figure = Figure(_whole(Fraction(number.value)), Fraction(1, 10**number.decimals), exact=False)
        dimension = Dimension.PERCENT if unit["percent"] else Dimension.POINTS
        return Literal(number.start, end, figure, dimension, number.decimals)
    scale = _SCALE.get(unit["scale"] or "", 1)
    value = _whole(Fraction(number.value) * scale)
    exact = scale == 1 and number.decimals == 0
    figure = Figure(value) if exact else Figure(value, _whole(Fraction(scale, 10**number.decimals)), exact=False)
    return Literal(number.start, end, figure, Dimension.COUNT, number.decimals, counted=unit["measure"])


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number
