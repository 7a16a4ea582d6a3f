"""Owns in which order projects are looked at and which are listed; the report keeps its own order."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Final

from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, number_of
from juesuan_gui.live.project_sheet import has_reasons

#: 优 begins here (财预〔2020〕10号), and what is below is looked at first.
_LOW: Final = Decimal("0.9")


class SortBy(Enum):
    """In which order the projects are looked at; the report keeps its own."""

    PRINTED = "印出的次序"
    SCORE = "得分低的在前"
    RATE = "执行率低的在前"
    FINDINGS = "发现多的在前"
    NAME = "项目名称"


class ShowOnly(Enum):
    """Which projects are listed."""

    ALL = "全部项目"
    FOUND = "有审核发现的"
    SCORE = "得分低于满分九成的"
    RATE = "执行率低于 90% 的"
    REASONS = "扣分没有写原因的"


def order_of(shown: ShownCard, sort_by: SortBy, found: int) -> tuple[bool, Decimal | str]:
    """What projects are sorted by; ``found`` is the number of a project's findings.

    What has no figure comes last; a sort by this keeps the printed order among equals.
    """
    if sort_by is SortBy.NAME:
        return (not shown.head("name"), shown.head("name"))
    if sort_by is SortBy.FINDINGS:
        return (False, Decimal(-found))
    number: Decimal | None = None
    if sort_by is SortBy.SCORE:
        number = number_of(shown.head("total_score"))
    elif sort_by is SortBy.RATE:
        number = rate_of(shown)
    return (number is None and sort_by is not SortBy.PRINTED, number or Decimal(0))


def passes(shown: ShownCard, only: ShowOnly, found: int) -> bool:
    """Whether a project with so many findings is listed."""
    if only is ShowOnly.FOUND:
        return bool(found)
    if only is ShowOnly.REASONS:
        return has_reasons(shown) is False
    if only is ShowOnly.SCORE:
        score = number_of(shown.head("total_score"))
        return score is not None and score < shown.layout.full_marks * _LOW
    if only is ShowOnly.RATE:
        rate = rate_of(shown)
        return rate is not None and rate < _LOW * 100
    return True


def rate_of(shown: ShownCard) -> Decimal | None:
    """The execution rate of the whole money in percent; ``None`` where the card shows none."""
    total = shown.total_row
    return number_of(shown.shown(CardPart.MONEY, total, "rate")) if total is not None else None
