"""Owns the numbers in the cells of scorecards: money, rates, weights, scores; numbers that a text has glued."""

from __future__ import annotations

import re
from decimal import Decimal

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards_lines import LineCell
from juesuan_gui.report.cards import CardFigure, Measured
from juesuan_gui.report.cards_targets import plain

_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "－", "–"})
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_GLUED = re.compile(r"(?P<rate>\d{1,3}(?:\.\d{1,2})?%)(?P<rest>\d[\d.]*)")
_UNITS = (("亿元", Unit.YI_YUAN), ("万元", Unit.WAN_YUAN), ("元", Unit.YUAN))


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return plain(text) in _BLANK


def is_number(text: str) -> bool:
    """Whether a cell holds one number, perhaps with its unit."""
    return bool(re.fullmatch(rf"{_NUMBER.pattern}(?:分|万元|元|%)?\.?", plain(text)))


def is_percent(text: str) -> bool:
    """Whether a cell holds one percentage."""
    return bool(re.fullmatch(r"-?\d+(?:\.\d+)?%\.?", plain(text)))


def figure(text: str, place: Place, measured: Measured, unit: Unit | None = None) -> CardFigure | None:
    """The number of a cell; ``None`` when blank, unread with a reason when it holds no single number."""
    words = plain(text).rstrip("。.;；") if not plain(text).endswith("%") else plain(text)
    if words in _BLANK:
        return None
    body = words
    if measured is Measured.MONEY:
        for suffix, named in _UNITS:
            if body.endswith(suffix):
                body, unit = body.removesuffix(suffix), named
                break
    elif measured is Measured.PERCENT:
        if not body.endswith("%"):
            return CardFigure(text, place, None, 0, measured, None, "", "执行率一栏没有百分号，认不出是不是百分比。")
        body = body.removesuffix("%")
    elif measured is Measured.SCORE:
        body = body.removesuffix("分").removesuffix("%")
    match = _NUMBER.fullmatch(body)
    if match is None:
        return CardFigure(text, place, None, 0, measured, unit, "", "这一格认不出是一个数。")
    return CardFigure(
        text, place, Decimal(body.replace(",", "")), len(body.partition(".")[2]), measured, unit if unit else None
    )


def unglued(cell: LineCell, *, full: bool = False) -> tuple[LineCell, ...]:
    """A rate, a weight and a score run together (76%107.6) as three cells; any other cell alone.

    The cut is taken only where the score is the weight times the rate (or, with ``full``, the whole weight, as an
    indicator's may be) and no other cut says so too.
    """
    match = _GLUED.fullmatch(plain(cell.text))
    if match is None:
        return (cell,)
    rate = Decimal(match["rate"].removesuffix("%")) / 100
    found: list[tuple[str, str]] = []
    rest = match["rest"]
    for cut in range(1, len(rest)):
        weight, score = rest[:cut], rest[cut:]
        if not (_NUMBER.fullmatch(weight) and _NUMBER.fullmatch(score)) or score.startswith("00"):
            continue
        if (weight.startswith("0") and weight != "0") or weight.endswith(".") or Decimal(weight) > 100:
            continue
        places = len(score.partition(".")[2])
        fits = abs(Decimal(weight) * rate - Decimal(score)) <= Decimal(1).scaleb(-places)
        if fits or (full and Decimal(weight) == Decimal(score)):
            found.append((weight, score))
    if len(found) != 1:
        return (cell,)
    parts = (match["rate"], *found[0])
    return tuple(LineCell(part, cell.place, cell.column, cell.end) for part in parts)
