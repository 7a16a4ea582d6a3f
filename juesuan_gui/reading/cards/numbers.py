"""Owns which cells of a scorecard hold numbers, and the cutting of numbers that a text has glued."""

from __future__ import annotations

import re
from decimal import Decimal

from juesuan_gui.reading.cards.lines import LineCell
from juesuan_gui.report.cards_numbers import NUMBER, figure, is_blank
from juesuan_gui.report.cards_targets import plain

__all__ = ["figure", "is_blank", "is_number", "is_percent", "unglued"]

_GLUED = re.compile(r"(?P<rate>\d{1,3}(?:\.\d{1,2})?%)(?P<rest>\d[\d.]*)")


def is_number(text: str) -> bool:
    """Whether a cell holds one number, perhaps with its unit."""
    return bool(re.fullmatch(rf"{NUMBER.pattern}(?:分|万元|元|%)?\.?", plain(text)))


def is_percent(text: str) -> bool:
    """Whether a cell holds one percentage."""
    return bool(re.fullmatch(r"-?\d+(?:\.\d+)?%\.?", plain(text)))


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
        if not (NUMBER.fullmatch(weight) and NUMBER.fullmatch(score)) or score.startswith("00"):
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
