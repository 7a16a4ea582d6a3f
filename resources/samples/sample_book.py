"""Owns what the makers of sample workbooks share: published amounts laid out by their form, written, read back.

Amounts are kept as they were printed (``1,224.48``, ``00.00``, blank); a workbook holds them as numbers with a
number format that prints them so again.
"""

from __future__ import annotations

import datetime
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from juesuan_gui.forms import CellRole, CodeRow, ColumnKind, Form, PrintedCell, Table, lay_out  # noqa: E402

#: Stands in a cell whose figure the source has but does not let anybody read.
UNREADABLE = "扫描不清"
NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")


@dataclass(slots=True)
class Published:
    """One table as published: amounts as printed by (row, column), its code rows, the lines below.

    ``labels`` and ``lines`` are names and 行次 by row where they were printed otherwise than the form has them.
    """

    figures: dict[tuple[str, str], str] = field(default_factory=dict)
    codes: list[CodeRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """Whose report it is, of which year, when its workbook is said to have been built, whether thousands are parted."""

    form: Form
    unit_name: str
    built: datetime.datetime
    tables: Mapping[str, Published]
    has_commas: bool = True


@dataclass(frozen=True, slots=True)
class _Look:
    """What stands for the placeholders of a table's words, and whether thousands are parted."""

    words: Mapping[str, str]
    has_commas: bool


def write_book(target: Path, book: Book) -> int:
    """Write the workbook and read it again; returns the number of figures. Exits on any difference."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    made.properties.created = book.built
    made.properties.creator = book.unit_name
    for number, (table_id, published) in enumerate(book.tables.items(), 1):
        table = _printed_table(book, table_id)
        name = table.label or (table.title if table.supplementary else f"表{number}")
        _write_sheet(made.create_sheet(name), book, table, published)
    made.save(target)
    fix_dates(target, book.built)
    return _compare(target, book)


def _printed_table(book: Book, table_id: str) -> Table:
    """The table as its sheet has it: one that is never printed by itself says its unit above, too."""
    table = book.form.table(table_id)
    has_money = any(column.kind is ColumnKind.MONEY for column in table.columns)
    if not table.supplementary or table.above or not has_money:
        return table
    return replace(table, above=(("", "", "金额单位：{计量单位}"),))


def fix_dates(target: Path, built: datetime.datetime) -> None:
    """Take the time of building out of the file: it must be the same however often it is built."""
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{built.isoformat()}Z", core).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def _words(book: Book, table: Table) -> dict[str, str]:
    return {
        "{表号}": table.label,
        "{表名}": table.title,
        "{单位}": book.unit_name,
        "{年度}": str(book.form.year),
        "{文种}": "部门",
        "{计量单位}": book.form.unit.label,
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text


def _write_sheet(sheet: Worksheet, book: Book, table: Table, published: Published) -> None:
    printed = lay_out(table, published.codes)
    width = len(printed.widths)
    words = _words(book, table)
    put(sheet, 1, 1, _filled(table.heading or table.title, words), span=width, size=16, align="center")
    row = 1
    for left, _, right in table.above:
        row += 1
        put(sheet, row, 1, _filled(left, words), span=max(1, width - 2))
        put(sheet, row, width, _filled(right, words), align="right")
    top = row + 1
    for cell in printed.cells:
        _write_cell(sheet, top, cell, published, _Look(words, book.has_commas))
    for offset, note in enumerate(published.notes):
        put(sheet, top + printed.lines + offset, 1, note, span=width)
    for number, share in enumerate(printed.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = share
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"


def _write_cell(sheet: Worksheet, top: int, cell: PrintedCell, published: Published, look: _Look) -> None:
    row, column = top + cell.line, cell.position + 1
    place = sheet.cell(row, column)
    edge = Side(style="thin")
    for down in range(cell.row_span):
        for across in range(cell.column_span):
            sheet.cell(row + down, column + across).border = Border(edge, edge, edge, edge)
    place.font = Font(name="宋体", size=10, bold=cell.bold)
    place.alignment = Alignment("center", "center", wrap_text=True)
    if cell.role is CellRole.FIGURE and cell.row:
        place.alignment = Alignment("right", "center")
        amount = published.figures.get((cell.row, cell.column), "")
        if amount == UNREADABLE:
            place.value = amount
        elif amount:
            # openpyxl writes a Decimal's digits as they are.
            place.number_format = _format_of(amount, look.has_commas)
            place.value = Decimal(amount.replace(",", ""))
    else:
        text = cell.text
        if cell.role is CellRole.NAME:
            place.alignment = Alignment("left", "center", indent=cell.indent)
            text = published.labels.get(cell.row, text)
        elif cell.role is CellRole.LINE:
            text = published.lines.get(cell.row, text)
        place.value = _filled(text, look.words) or None
    if cell.row_span * cell.column_span > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.row_span - 1,
            end_column=column + cell.column_span - 1,
        )


def _format_of(amount: str, has_commas: bool) -> str:
    """The number format under which a number prints as it was printed: 103748.1 → 0.0, 00.00 → 00.00."""
    if NUMBER.fullmatch(amount) is None:
        raise SystemExit(f"“{amount}”不是数")
    whole, _, decimals = amount.lstrip("-").partition(".")
    zeros = "0" * (len(whole) if whole.startswith("0") else 1)
    return ("#,##0" if has_commas else zeros) + (f".{'0' * len(decimals)}" if decimals else "")


def _printed(number: Decimal, number_format: str) -> str:
    """A number as Excel shows it under one of our formats."""
    whole, _, decimals = number_format.partition(".")
    if "," in whole:
        return f"{number:,.{len(decimals)}f}"
    digits = f"{abs(number):.{len(decimals)}f}"
    padding = len(whole) - len(digits.partition(".")[0])
    return ("-" if number < 0 else "") + "0" * padding + digits


def put(sheet: Worksheet, row: int, column: int, text: str, span: int = 1, size: int = 10, align: str = "left") -> None:
    cell = sheet.cell(row, column)
    cell.value = text or None
    cell.font = Font(name="宋体", size=size, bold=size > 10)
    cell.alignment = Alignment(align, "center")
    if span > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + span - 1)


def _compare(target: Path, book: Book) -> int:
    """Read the workbook again, every sheet by its layout, and compare each figure; returns their number."""
    found_book = openpyxl.load_workbook(target)
    count = 0
    for sheet, (table_id, published) in zip(found_book.worksheets, book.tables.items(), strict=True):
        table = _printed_table(book, table_id)
        expected = {key: amount for key, amount in published.figures.items() if amount}
        found = dict(_figures_of(sheet, table, published))
        if expected != found:
            wrong = sorted(set(expected.items()) ^ set(found.items()))
            raise SystemExit(f"{table_id}：工作簿与原件不同 {wrong[:6]}")
        count += len(expected)
    return count


def _figures_of(sheet: Worksheet, table: Table, published: Published) -> Iterator[tuple[tuple[str, str], str]]:
    top = 2 + len(table.above)
    for cell in lay_out(table, published.codes).cells:
        if cell.role is CellRole.FIGURE and cell.row:
            place = sheet.cell(top + cell.line, cell.position + 1)
            if place.value == UNREADABLE:
                yield (cell.row, cell.column), UNREADABLE
            elif place.value is not None:
                yield (cell.row, cell.column), _printed(Decimal(str(place.value)), str(place.number_format))
