"""Owns days as figures: typed and printed Chinese dates ↔ the day's number, so that spans of days are differences."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction
from typing import Final

from juesuan_gui.figures.figure import Figure
from juesuan_gui.figures.parsing import AmountError

#: No disclosure is older; a smaller number in a column of dates is a span of days, not a day.
EARLIEST_DAY: Final = date(1900, 1, 1).toordinal()

_DATE = re.compile(
    r"(?P<year>\d{4})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?|"
    r"(?P<year8>\d{4})(?P<month8>\d{2})(?P<day8>\d{2})"
)
_BLANK = frozenset({"", "-", "--", "/", "—", "——"})


def day_figure(day: date) -> Figure:
    """A day as a figure: its number in the calendar (1 for 0001-01-01), exact."""
    return Figure(day.toordinal())


def parse_date(text: str) -> Figure | None:
    """The day that a text names: 2021-10-19, 2021/10/19, 2021.10.19, 2021年10月19日 or 20211019.

    Returns ``None`` for a blank or a dash. Raises AmountError with a Chinese sentence for anything else, also
    for a day that no calendar has and for one before 1900.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if plain in _BLANK:
        return None
    match = _DATE.fullmatch(plain)
    if match is None:
        raise AmountError(f"“{text.strip()}”不是日期，请写成 2021-10-19 或 2021年10月19日。")
    year, month, day = (int(match[name] or match[f"{name}8"]) for name in ("year", "month", "day"))
    try:
        found = date(year, month, day)
    except ValueError:
        raise AmountError(f"“{text.strip()}”：日历上没有这一天，请核对月和日。") from None
    if found.toordinal() < EARLIEST_DAY:
        raise AmountError(f"“{text.strip()}”的年份早于 1900 年，请核对。")
    return day_figure(found)


def format_day(value: int | Fraction) -> str:
    """A day as 2021-10-19; a number below any day as a span, ``20 天``."""
    number = int(value)
    if EARLIEST_DAY <= number <= date.max.toordinal():
        return date.fromordinal(number).isoformat()
    return f"{number} 天"
