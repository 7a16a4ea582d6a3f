"""Owns how the grid writes and reads one figure: display unit, exact text for editing, typed text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.figures import (
    AmountError,
    Figure,
    NumberStyle,
    Unit,
    exact_money,
    format_day,
    format_figure,
    format_percent,
    in_unit,
    parse_amount,
    parse_date,
    parse_number,
    parse_percent,
    round_half_up,
)
from juesuan_gui.forms import ColumnKind
from juesuan_gui.report import Origin, Stated
from juesuan_gui.ui.grid.display import ZeroShown

_PAGE = re.compile(r"https?://[^\s/]+\.[^\s]+")
_FEN_DECIMALS = {Unit.YUAN: 2, Unit.QIAN_YUAN: 5, Unit.WAN_YUAN: 6, Unit.YI_YUAN: 10}
_SUFFIXES = (
    ("亿元", Unit.YI_YUAN),
    ("亿", Unit.YI_YUAN),
    ("万元", Unit.WAN_YUAN),
    ("千元", Unit.QIAN_YUAN),
    ("万", Unit.WAN_YUAN),
    ("元", Unit.YUAN),
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """The number style of a table together with the unit that the user wants to see."""

    style: NumberStyle
    unit: Unit
    zero: ZeroShown = ZeroShown.AS_PRINTED

    def shown(self, figure: Figure | None, kind: ColumnKind) -> str:
        """The text of a cell."""
        if figure is None:
            return self.style.blank
        if kind is not ColumnKind.MONEY:
            return _plain(figure, kind)
        decimals = self.style.decimals if self.unit is self.style.unit else 2
        if self.unit is Unit.YUAN and self.style.unit is not Unit.YUAN and not figure.exact:
            # 1,224.48 万元 says nothing about single 元; printing .00 would pretend it did.
            decimals = 0
        # Commas whatever the form prints: on a screen nobody counts digits.
        return format_figure(figure, NumberStyle(self.unit, decimals, True, self.zero.text(self.style.zero)))

    def exact(self, figure: Figure | None, kind: ColumnKind, *, thousands: bool = False) -> str:
        """The text that reads back as the very same figure: what the editor starts with and copying gives."""
        if figure is None:
            return ""
        if kind is not ColumnKind.MONEY:
            return _plain(figure, kind)
        decimals = _decimals(figure, self.unit)
        number = in_unit(figure, self.unit, decimals)
        return f"{number:,.{decimals}f}" if thousands else f"{number:.{decimals}f}"

    def stated(self, text: str, kind: ColumnKind, origin: Origin = Origin.TYPED) -> Stated | None:
        """What a typed or pasted text states, words as well as figures; ``None`` for a blank. Raises AmountError."""
        if kind.is_words:
            words = read_words(text, kind)
            return Stated(None, origin, words) if words else None
        figure = self.read(text, kind)
        return None if figure is None else Stated(figure, origin)

    def read(self, text: str, kind: ColumnKind) -> Figure | None:
        """The figure that a typed or pasted text means; raises AmountError with a Chinese sentence."""
        if kind is ColumnKind.PERCENT:
            plain = text.strip()
            return parse_percent(plain if not plain or plain.endswith(("%", "％")) else f"{plain}%")
        if kind is ColumnKind.DATE:
            return parse_date(text)
        if kind.is_words:
            raise AmountError("这一栏填文字，不填数字。")
        if kind is not ColumnKind.MONEY:
            return parse_number(text)
        figure = parse_amount(text, self.unit)
        if figure is None or figure.exact:
            return figure
        own = self.style.unit
        if own is Unit.YUAN or _typed_unit(text, self.unit).value < own.value:
            # What is typed into a report kept in 元, or more finely than the report is kept, is meant
            # to the 分; only a published figure is known no better than its printed digits.
            return exact_money(int(figure.value))
        return figure


def read_words(text: str, kind: ColumnKind) -> str:
    """The words typed into a text cell; raises AmountError for an address of a page that is none."""
    words = " ".join(text.split())
    if words and kind is ColumnKind.URL and not _PAGE.fullmatch(words):
        raise AmountError(f"“{words[:40]}”不是网址，应以 http:// 或 https:// 开头，中间没有空格。")
    return words


def _decimals(figure: Figure, unit: Unit) -> int:
    """As many decimals as the figure was printed with; for exact money those that it needs."""
    if figure.exact:
        least, finest = 2, _FEN_DECIMALS[unit]
        for decimals in range(least, finest):
            if Fraction(figure.value) * 10**decimals % unit.value == 0:
                return decimals
        return finest
    decimals = 0
    while decimals < _FEN_DECIMALS[unit] and Fraction(unit.value, 10**decimals) > figure.step:
        decimals += 1
    return decimals


def _typed_unit(text: str, unit: Unit) -> Unit:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return next((known for suffix, known in _SUFFIXES if folded.endswith(suffix)), unit)


def _plain(figure: Figure, kind: ColumnKind) -> str:
    if kind is ColumnKind.PERCENT:
        return format_percent(figure.value, _scale(Fraction(figure.step) * 100) if not figure.exact else 2)
    if kind is ColumnKind.DATE:
        return format_day(figure.value)
    decimals = 0 if figure.exact else _scale(Fraction(figure.step))
    return f"{round_half_up(figure.value, decimals):.{decimals}f}"


def _scale(step: Fraction) -> int:
    decimals = 0
    while decimals < 8 and Fraction(1, 10**decimals) > step:
        decimals += 1
    return decimals
