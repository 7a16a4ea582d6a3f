"""Builds the workbooks of these tests: a form's table laid out and filled, as an exporter would write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from juesuan_gui.forms import CellRole, CodeRow, Form, Table, lay_out, load_form
from juesuan_gui.reading import Limits, Recognised, read_workbook, recognise
from juesuan_gui.relations import Address
from juesuan_gui.report import Stated

FORMS = Path(__file__).parent / "forms"
CODES = (
    CodeRow("208", "社会保障和就业支出"),
    CodeRow("20805", "行政事业单位养老支出"),
    CodeRow("2080505", "基本养老保险缴费支出"),
)
Value = Decimal | str | None
Values = Mapping[tuple[str, str], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on one sheet. ``values`` by (row, column); ``change`` has the last word on the sheet."""

    table: Table
    values: Values
    codes: Sequence[CodeRow] = ()
    name: str = ""
    title: str | None = None
    unit: str = "元"
    number_format: str = "0.00"
    hidden: bool = False
    change: Callable[[Worksheet], None] | None = field(default=None)


def tiny_form() -> Form:
    return load_form("tiny", [FORMS])


def keys_of(table: Table, codes: Sequence[CodeRow] = ()) -> list[tuple[str, str]]:
    """Every (row, column) that the laid-out table has a figure cell for."""
    return [
        (cell.row, cell.column) for cell in lay_out(table, codes).cells if cell.role is CellRole.FIGURE and cell.row
    ]


def counted(table: Table, codes: Sequence[CodeRow] = ()) -> dict[tuple[str, str], Value]:
    """A different amount for every figure cell, to the 分."""
    return {key: Decimal(f"{1000 + number}.{number % 90 + 10}") for number, key in enumerate(keys_of(table, codes))}


def write_book(path: Path, sheets: Iterable[Sheet]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, item in enumerate(sheets, 1):
        sheet = book.create_sheet(item.name or f"Sheet{number}")
        if item.hidden:
            sheet.sheet_state = "hidden"
        fill_sheet(sheet, item)
        if item.change is not None:
            item.change(sheet)
    book.save(path)
    return path


def fill_sheet(sheet: Worksheet, item: Sheet, top: int = 3) -> None:
    """Title, department and unit, then the grid from row ``top`` + 1 on."""
    sheet.cell(top - 2, 1).value = f"2020年度{item.table.title}" if item.title is None else item.title
    sheet.cell(top - 1, 1).value = "公开部门：某某市医疗保障局"
    sheet.cell(top - 1, 3).value = f"金额单位：{item.unit}" if item.unit else None
    for cell in lay_out(item.table, item.codes).cells:
        row, column = top + cell.line + 1, cell.position + 1
        place = sheet.cell(row, column)
        if cell.role is CellRole.FIGURE and cell.row:
            value = item.values.get((cell.row, cell.column))
            place.value = value
            if isinstance(value, Decimal):
                place.number_format = item.number_format
        else:
            place.value = cell.text.replace("{年度}", "2020") or None
        if cell.row_span * cell.column_span > 1:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + cell.row_span - 1,
                end_column=column + cell.column_span - 1,
            )


def read_back(path: Path, form: Form, is_computed: Callable[[str, str, str], bool] | None = None) -> Recognised:
    source = read_workbook(path, Limits())
    return recognise(source, form) if is_computed is None else recognise(source, form, is_computed)


def stated_in(recognised: Recognised) -> dict[Address, Stated]:
    return {figure.address: figure.stated for table in recognised.tables for figure in table.figures}


def yuan(recognised: Recognised, table: str) -> dict[tuple[str, str], Decimal]:
    """The figures read of a table, in 元."""
    found = recognised.table(table)
    assert found is not None
    return {
        (item.address.row, item.address.column): Decimal(int(item.stated.figure.value)) / 100
        for item in found.figures
        if item.stated.figure is not None
    }
