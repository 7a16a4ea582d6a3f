"""Owns how a cell of the workbook looks: fonts, alignment, number formats in Excel's own language."""

from collections.abc import Mapping
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from juesuan_gui.document import Alignment, Cell, CellRole, NumberFormat
from juesuan_gui.publishing.typography import CELL_ALIGNMENTS, MARK_SHADE

SONG, HEI, TITLE = "宋体", "黑体", "方正小标宋简体"
SIZE = 10
SIDE_ROOM = "_ "  # the width of a blank between a figure and the rule at its right


class Formats:
    """Cell formats of a workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}
        self._of_cells: dict[tuple[object, ...], Format] = {}

    def of(self, properties: Mapping[str, object]) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._known:
            usual: dict[str, object] = {"font_name": SONG, "font_size": SIZE, "valign": "vcenter"}
            self._known[key] = self._workbook.add_format(usual | dict(properties))
        return self._known[key]

    def of_cell(self, cell: Cell, *, holds_number: bool) -> Format:
        """The format of a grid's cell; whether it holds a number is asked once, a long table has thousands."""
        number_format = cell.number_format if holds_number else None
        key = (cell.alignment, cell.role, cell.bold, cell.indent, cell.marked, holds_number, number_format)
        if key not in self._of_cells:
            self._of_cells[key] = self._made_for(cell, holds_number=holds_number)
        return self._of_cells[key]

    def _made_for(self, cell: Cell, *, holds_number: bool) -> Format:
        alignment = cell.alignment or CELL_ALIGNMENTS.get(cell.role, Alignment.LEFT)
        properties: dict[str, object] = {
            "border": 1,
            "align": "left" if alignment is Alignment.JUSTIFY else alignment.value,
            "text_wrap": cell.role in (CellRole.HEADER, CellRole.LABEL),
            "bold": cell.bold,
            "indent": cell.indent,
        }
        if cell.role is CellRole.HEADER:
            properties["font_name"] = HEI
        if cell.marked:
            properties |= {"pattern": 1, "bg_color": "#" + MARK_SHADE}
        if holds_number:
            properties["num_format"] = excel_number_format(cell.number_format or NumberFormat())
        elif cell.role in (CellRole.CODE, CellRole.LINE):
            properties["num_format"] = "@"
        return self.of(properties)


def is_number(cell: Cell) -> bool:
    """Whether the cell can be a real number that shows exactly what is printed elsewhere."""
    if cell.amount is None or not cell.amount.is_finite():
        return False
    if cell.text != (cell.number_format or NumberFormat()).text_of(cell.amount):
        return False
    return Decimal(repr(float(cell.amount))) == cell.amount


def excel_number_format(number_format: NumberFormat) -> str:
    """The format in Excel's own language."""
    digits = "#,##0" if number_format.thousands else "0"
    if number_format.decimals:
        digits += "." + "0" * number_format.decimals
    if number_format.suffix:
        digits += _quoted(number_format.suffix)
    if number_format.zero_text is None:
        return f"{digits}{SIDE_ROOM};-{digits}{SIDE_ROOM}"
    zero = _quoted(number_format.zero_text) + SIDE_ROOM if number_format.zero_text else ""
    return f"{digits}{SIDE_ROOM};-{digits}{SIDE_ROOM};{zero}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'
