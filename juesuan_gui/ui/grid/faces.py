"""Owns what a figure cell looks like: its text and what has to be said about it."""

from __future__ import annotations

from dataclasses import dataclass

from juesuan_gui.figures import Figure
from juesuan_gui.forms import ColumnKind
from juesuan_gui.live import LiveReport, stated_differs
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import Stated
from juesuan_gui.ui.grid.amounts import Amounts
from juesuan_gui.ui.grid.marks import Mark

#: What a computed cell shows when something below it could not be read.
NOT_COMPUTABLE = "未能计算"


@dataclass(frozen=True, slots=True)
class Face:
    """A figure cell as painted. ``is_stated_total``: a computed cell that shows what was stated instead."""

    text: str
    is_computed: bool = False
    is_stated_total: bool = False
    differs: bool = False
    is_unread: bool = False
    is_zero: bool = False
    is_blank: bool = False
    is_words: bool = False
    is_negative: bool = False
    mark: Mark | None = None


def face_of(live: LiveReport, address: Address, kind: ColumnKind, amounts: Amounts, mark: Mark | None) -> Face:
    """The face of one cell as the report stands."""
    if kind.is_words:
        words = live.report.stated(address)
        return Face(words.text if words else "", is_blank=words is None, is_words=True, mark=mark)
    computed = live.is_computed(address)
    stated = live.report.stated(address)
    stated_total = computed and stated is not None
    try:
        figure = live.shown(address)
    except Unread:
        text = (stated.text if stated is not None else NOT_COMPUTABLE) or "未读出"
        return Face(text, computed, stated_total, stated_total, is_unread=True, mark=mark)
    return Face(
        amounts.shown(figure, kind),
        computed,
        stated_total,
        stated is not None and stated_total and _differs(live, address, stated),
        is_zero=figure is not None and figure.value == 0,
        is_blank=figure is None,
        is_negative=figure is not None and figure.value < 0,
        mark=mark,
    )


def _differs(live: LiveReport, address: Address, stated: Stated) -> bool:
    try:
        computed: Figure | None = live.computed(address)
    except Unread:
        return False
    return stated_differs(stated, computed)
