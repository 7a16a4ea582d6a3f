"""Cells of a ruled grid: what they say, what amount they stand for, and how that is printed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from juesuan_gui.document.places import Place
from juesuan_gui.document.text import Alignment


class CellRole(StrEnum):
    """What a cell is for."""

    HEADER = "header"
    NUMBER_ROW = "number_row"
    LABEL = "label"
    CODE = "code"
    LINE = "line"
    FIGURE = "figure"
    TOTAL_FIGURE = "total_figure"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How an amount is printed: decimals, thousands commas, what stands for zero, and a unit behind it."""

    decimals: int = 2
    thousands: bool = True
    zero_text: str | None = None
    suffix: str = ""

    def text_of(self, amount: Decimal) -> str:
        """The amount as printed; halves round away from zero, as every office program does."""
        rounded = amount.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        if self.zero_text is not None and amount == 0:
            return self.zero_text
        if rounded == 0:
            rounded = abs(rounded)
        return f"{rounded:{',' if self.thousands else ''}.{self.decimals}f}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Term:
    """One addend of a formula: a whole multiple of the cell with this key."""

    coefficient: int
    key: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, at a row and column counted from 0.

    `text` is what is printed, in every rendering; a line break in it is kept. `amount` is the number in
    the unit shown. `formula` is given only where the shown amount is the sum of its terms. `key` is the
    figure's address, unique in the document. `marked` shows a stated total that differs from the computed.
    """

    row: int
    column: int
    text: str = ""
    role: CellRole = CellRole.LABEL
    row_span: int = 1
    column_span: int = 1
    alignment: Alignment | None = None
    indent: int = 0
    bold: bool = False
    marked: bool = False
    key: str | None = None
    amount: Decimal | None = None
    number_format: NumberFormat | None = None
    formula: tuple[Term, ...] = ()
    place: Place | None = None
