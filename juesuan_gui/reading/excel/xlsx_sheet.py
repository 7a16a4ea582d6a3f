"""Owns reading one sheet of an .xlsx package into raw cells.

openpyxl is not used for this: its full mode builds a cell for every cell of a merged range (A1:XFD1048576 is
seventeen thousand million), its streaming mode knows no merges, and both refuse whole workbooks for a fault
in a font or fill. The number formats and dates are openpyxl's.
"""

from __future__ import annotations

import re
from decimal import Decimal

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from juesuan_gui.reading.excel.number_text import plain_text, printed_text, stored_number
from juesuan_gui.reading.excel.raw_sheet import Merge, RawCell, RawSheet
from juesuan_gui.reading.excel.xlsx_package import Element, Package, SheetEntry, elements, local, text_of
from juesuan_gui.reading.limits import Limits

_CELL_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_EXCEL_COLUMNS = 16_384


class _Refused(Exception):
    """The sheet is beyond the limits; the message says in what."""


def read_sheet(package: Package, entry: SheetEntry, limits: Limits) -> RawSheet:
    """The used cells of a sheet; a sheet beyond the limits comes back empty with the reason."""
    member = package.names.get(entry.part)
    if member is None:
        return RawSheet(entry.name, hidden=entry.hidden)
    collector = _Collector(package, limits)
    try:
        for event, element in elements(package.file_name, package.archive, member):
            collector.take(event, element)
    except _Refused as refused:
        return RawSheet(entry.name, hidden=entry.hidden, refusal=str(refused))
    used_rows = {cell.row for cell in collector.cells}
    used_columns = {cell.column for cell in collector.cells}
    return RawSheet(
        entry.name,
        tuple(collector.cells),
        tuple(collector.merges),
        entry.hidden,
        tuple(sorted(used_rows & collector.hidden_rows)),
        tuple(sorted(used_columns & collector.hidden_columns)),
    )


def position_of(name: str) -> tuple[int, int] | None:
    """Row and column from 0 of a cell name, ``None`` when it is not one."""
    match = _CELL_NAME.fullmatch(name.upper())
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


class _Collector:
    """Takes the events of one sheet's XML and keeps what is used."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.cells: list[RawCell] = []
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._package = package
        self._limits = limits
        self._row = -1
        self._column = -1
        self._used_rows = 0
        self._used_row = -1

    def take(self, event: str, element: Element) -> None:
        name = local(element.tag)
        if event == "start":
            if name == "row":
                self._start_row(element)
            return
        if name == "c":
            self._take_cell(element)
            element.clear()
        elif name == "row":
            element.clear()
        elif name == "mergeCell":
            self._take_merge(element.get("ref") or "")
        elif name == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            self.hidden_columns.update(range(first - 1, min(last, _EXCEL_COLUMNS)))

    def _start_row(self, element: Element) -> None:
        number = element.get("r") or ""
        self._row = int(number) - 1 if number.isascii() and number.isdigit() else self._row + 1
        self._column = -1
        if element.get("hidden") in ("1", "true"):
            self.hidden_rows.add(self._row)

    def _take_cell(self, element: Element) -> None:
        position = position_of(element.get("r") or "")
        row, column = position if position else (self._row, self._column + 1)
        self._column = column
        text, amount = self._content(element)
        if not text.strip():
            return
        if len(text) > self._limits.text_length:
            text = text[: self._limits.text_length]
        if row != self._used_row:
            self._used_row = row
            self._used_rows += 1
        if column >= self._limits.columns:
            raise _Refused(f"数据一直到第 {column + 1} 列，超过 {self._limits.columns} 列")
        if self._used_rows > self._limits.rows:
            raise _Refused(f"数据超过 {self._limits.rows} 行")
        if len(self.cells) >= self._limits.cells:
            raise _Refused(f"数据超过 {self._limits.cells} 格")
        self.cells.append(RawCell(row, column, text, amount))

    def _take_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = position_of(first), position_of(last or first)
        if start is None or end is None:
            return
        if len(self.merges) >= self._limits.merges:
            raise _Refused(f"合并单元格超过 {self._limits.merges} 处")
        self.merges.append(Merge(*start, *end))

    def _content(self, element: Element) -> tuple[str, Decimal | None]:
        value, formula, inline = "", None, ""
        for child in element:
            name = local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                inline = text_of(child)
        kind = element.get("t") or "n"
        if kind == "inlineStr":
            return inline, None
        if not value:
            # A formula that gives an empty text stores its kind; one never calculated stores nothing.
            return (f"={formula}", None) if formula is not None and kind != "str" else ("", None)
        if kind == "s":
            texts = self._package.texts
            number = int(value) if value.isascii() and value.isdigit() else len(texts)
            return (texts[number] if number < len(texts) else "", None)
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE", None)
        if kind != "n":
            return value, None
        return self._number(value.strip(), element.get("s") or "0")

    def _number(self, value: str, style: str) -> tuple[str, Decimal | None]:
        number = stored_number(value)
        if number is None:
            return value, None
        formats = self._package.formats
        index = int(style) if style.isascii() and style.isdigit() else 0
        number_format = formats[index] if index < len(formats) else "General"
        if is_date_format(number_format):
            date = _date_text(number, self._package.starts_1904)
            return (date, None) if date else (plain_text(number), number)
        return printed_text(number, number_format) or plain_text(number), number


def _date_text(number: Decimal, starts_1904: bool) -> str:
    try:
        date = from_excel(float(number), CALENDAR_MAC_1904 if starts_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return ""
    return (
        date.isoformat(" ").removesuffix(" 00:00:00") if hasattr(date, "hour") and hasattr(date, "year") else str(date)
    )
