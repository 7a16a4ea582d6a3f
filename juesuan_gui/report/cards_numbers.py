"""Owns understanding the number in a cell of a scorecard: money, rates, weights, scores; what counts as blank."""

from __future__ import annotations

import re
from decimal import Decimal

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.report.cards import CardFigure, Measured
from juesuan_gui.report.cards_targets import plain

NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "－", "–"})
_UNITS = (("亿元", Unit.YI_YUAN), ("万元", Unit.WAN_YUAN), ("千元", Unit.QIAN_YUAN), ("元", Unit.YUAN))


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return plain(text) in _BLANK


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
    match = NUMBER.fullmatch(body)
    if match is None:
        return CardFigure(text, place, None, 0, measured, unit, "", "这一格认不出是一个数。")
    return CardFigure(
        text, place, Decimal(body.replace(",", "")), len(body.partition(".")[2]), measured, unit if unit else None
    )
