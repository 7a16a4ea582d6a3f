"""Owns turning figure cells into stated figures, with the precision that the file's numbers have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from juesuan_gui.document import Cell, Place
from juesuan_gui.figures import (
    AmountError,
    Figure,
    Unit,
    parse_amount,
    parse_date,
    parse_number,
    parse_percent,
    printed_money,
)
from juesuan_gui.forms import ColumnKind
from juesuan_gui.reading.excel.number_text import stripped
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated

# A stored number this close to a whole 分 is that 分: the rest is an artefact of binary storage.
_ARTEFACT = Decimal("0.005")
_WIDE = Context(prec=40)
_LONGEST_TEXT = 200
NOT_CALCULATED = "是公式，但文件里没有存计算结果；请在 Excel/WPS 里打开、保存一次再导入。"


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A cell that should hold an address's figure. ``cells`` are several where a heading spans columns."""

    address: Address
    kind: ColumnKind
    unit: Unit
    cells: tuple[Cell, ...]
    place: Place
    text: str | None = None

    @property
    def printed(self) -> str:
        """What stands there; a text given goes before the cells' own."""
        return self.text if self.text is not None else " ".join(cell.text for cell in self.cells)

    @property
    def number(self) -> Decimal | None:
        """The stored number of a numeric cell."""
        return self.cells[0].amount if self.text is None and len(self.cells) == 1 else None


def stored_decimals(figures: Iterable[FigureCell]) -> dict[Unit, int]:
    """The decimals of stored numbers by unit: a workbook keeps numbers, not prints, so they share them."""
    decimals: dict[Unit, int] = {}
    for figure in figures:
        if figure.number is None or figure.kind is not ColumnKind.MONEY:
            continue
        clean = _to_fen(figure.number, figure.unit)
        if clean is not None:
            decimals[figure.unit] = max(decimals.get(figure.unit, 0), _decimals(clean))
    return decimals


def stated_of(figure: FigureCell, decimals: dict[Unit, int]) -> Stated:
    """The figure as stated; without ``figure`` when the cell is blank or, with ``unread``, holds none."""
    text = figure.printed.strip()
    if figure.kind.is_words:
        return Stated(None, Origin.IMPORTED, text[:_LONGEST_TEXT])
    if len(figure.cells) > 1 and figure.text is None:
        return _unread(text, "同一列下有几个数，分不清是哪一个。")
    if figure.number is not None and figure.kind is not ColumnKind.DATE:
        return _stated_number(figure, figure.number, text, decimals)
    if text.startswith("="):
        return _unread(text, NOT_CALCULATED)
    try:
        return Stated(_parsed(text, figure), Origin.IMPORTED)
    except AmountError as error:
        return _unread(text, str(error))


def _unread(text: str, reason: str) -> Stated:
    return Stated(None, Origin.IMPORTED, text[:_LONGEST_TEXT], reason)


def _parsed(text: str, figure: FigureCell) -> Figure | None:
    if figure.kind is ColumnKind.MONEY:
        return parse_amount(text, figure.unit)
    if figure.kind is ColumnKind.DATE:
        return parse_date(text)
    return parse_percent(text) if figure.kind is ColumnKind.PERCENT else parse_number(text)


def _stated_number(figure: FigureCell, number: Decimal, text: str, decimals: dict[Unit, int]) -> Stated:
    if figure.kind is ColumnKind.MONEY:
        clean = _to_fen(number, figure.unit)
        if clean is None:
            return _unread(
                text,
                f"存的数 {number:f} {figure.unit.label}比分还细，不知道该怎样取舍；请核对后改成到分的数。",
            )
        if _prints_otherwise(number, text):
            reason = f"显示为 {text}，实际存的数是 {number:f}，不知道该用哪个；请核对单位和单元格格式。"
            return _unread(text, reason)
        return Stated(printed_money(clean, figure.unit, decimals[figure.unit]), Origin.IMPORTED)
    if figure.kind is ColumnKind.PERCENT:
        # A percentage is stored as a ratio and printed by the cell's format; the print says how exact it is.
        return Stated(parse_percent(text), Origin.IMPORTED) if text.endswith("%") else _unread(text, "没有百分号。")
    places = _decimals(number)
    if places == 0:
        return Stated(Figure(int(number)), Origin.IMPORTED)
    return Stated(Figure(Fraction(number), Fraction(1, 10**places), exact=False), Origin.IMPORTED)


def _to_fen(number: Decimal, unit: Unit) -> Decimal | None:
    """The number rounded to the 分 where only an artefact is lost by it, else ``None``."""
    fen = number * unit.value
    whole = fen.to_integral_value()
    if abs(fen - whole) >= _ARTEFACT:
        return None
    return stripped(_WIDE.divide(whole, Decimal(unit.value)))


def _prints_otherwise(number: Decimal, text: str) -> bool:
    """Whether a number format shows another number, as one that makes 元 look like 万元 does."""
    try:
        printed = parse_number(text)
    except AmountError:
        return False
    if printed is None:
        return False
    return abs(Fraction(printed.value) - Fraction(number)) * 2 > Fraction(printed.step)


def _decimals(number: Decimal) -> int:
    exponent = stripped(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
