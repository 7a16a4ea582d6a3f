"""Owns whether a deadline was kept: the dates and spans of time of a target and of a completed value, compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.report.cards_targets import plain

_YEAR = re.compile(r"(\d{4})年")
_NEXT = re.compile(r"次年|翌年|下一?年")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(?!内)")
_DAY = re.compile(r"月(3[01]|[12]\d|0?[1-9])[日号]")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_YEAR_END = re.compile(r"年底|年末|年内|年度内|当年|全年|下半年")
_SPAN = re.compile(
    r"(?:≤|<=|不超过|在)?(\d{1,4}(?:\.\d)?)(?:个)?(工作日|小时|天|分钟)(?:以?内|之内)?(?:完成|办结|办理|审批|拨付|答复)?"
)
_MONTHS = re.compile(r"(?:≤|<=|不超过|在)?(\d{1,3})个月(?:以?内|之内)?(?:完成|办结)?")
_DAY_PARTS = (("上旬", 10), ("中旬", 20), ("下旬", 31), ("底", 31), ("末", 31))
_QUARTERS = "一二三四"
_BARE = re.compile(r"1[0-2]|[1-9]")


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a deadline was kept; ``share`` is the allowed span of time as a part of the needed one, if spans."""

    kept: bool
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Date:
    """The earliest and the latest that words may mean: (years after the report's, month, day)."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]


def deadline_kept(target: str, actual: str, name: str = "") -> Kept | None:
    """Whether what was done was done in time; ``None`` where the words do not say so.

    ``name`` is the indicator's: a bare 12 beside 在12月底前完成 is a month. A date without a year is of the report's
    year; 次年 is the one after.
    """
    wanted, done = plain(target), plain(actual)
    span, needed_span = _span(wanted), _span(done)
    if span is not None and needed_span is not None:
        (allowed, unit), (needed, other) = span, needed_span
        if unit != other:
            return None
        return Kept(needed <= allowed, allowed / needed if needed else None)
    year = _YEAR.search(wanted) or _YEAR.search(plain(name))
    base = int(year[1]) if year is not None else None
    limit, date = _date(wanted, name, base), _date(done, name, base)
    if limit is None or date is None:
        return None
    if date.last <= limit.last:
        return Kept(True)
    return Kept(False) if date.first > limit.last else None


def _span(words: str) -> tuple[Fraction, str] | None:
    match = _SPAN.fullmatch(words)
    if match is not None:
        return Fraction(match[1]), match[2]
    match = _MONTHS.fullmatch(words)
    return (Fraction(match[1]), "个月") if match is not None else None


def _date(words: str, name: str, base: int | None) -> _Date | None:
    """The date that words tell; with a month alone any day of it."""
    if _BARE.fullmatch(words) and re.search(r"\d月", plain(name)):
        words = f"{words}月"
    year = _YEAR.search(words)
    after = int(bool(_NEXT.search(words)))
    if year is not None and base is not None:
        after = int(year[1]) - base
    elif year is not None and base is None:
        return None
    months = [int(match) for match in _MONTH.findall(words)]
    quarter = _QUARTER.search(words)
    if len(months) == 1:
        first, last = _days(words)
        return _Date((after, months[0], first), (after, months[0], last))
    if len(months) > 1:
        return None
    if quarter is not None:
        number = int(quarter[1]) if quarter[1].isdigit() else _QUARTERS.index(quarter[1]) + 1
        return _Date((after, 3 * number - 2, 1), (after, 3 * number, 31))
    if "上半年" in words:
        return _Date((after, 1, 1), (after, 6, 31))
    if _YEAR_END.search(words) or _NEXT.search(words) or year is not None:
        return _Date((after, 1, 1), (after, 12, 31))
    return None


def _days(words: str) -> tuple[int, int]:
    day = _DAY.search(words)
    if day is not None:
        return int(day[1]), int(day[1])
    last = next((day for word, day in _DAY_PARTS if word in words), 31)
    return (last - 9 if last < 31 else 21) if any(word in words for word, _ in _DAY_PARTS) else 1, last
