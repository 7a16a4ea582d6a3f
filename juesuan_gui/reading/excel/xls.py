"""Owns reading an .xls workbook (Excel 97-2003) into raw sheets, through calamine."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.excel.number_text import plain_text, printed_text, stored_number
from juesuan_gui.reading.excel.raw_sheet import Merge, RawCell, RawSheet
from juesuan_gui.reading.excel.xls_formats import Formats, number_formats
from juesuan_gui.reading.limits import Limits

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read_xls(path: Path, limits: Limits) -> Iterator[RawSheet]:
    """The sheets in the workbook's order. Raises ReadingError for a locked or damaged file."""
    try:
        # From a path the library would go by the suffix.
        data = path.read_bytes()
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise ReadingError(
            path.name, "设了打开密码。", "请在 Excel/WPS 里输入密码打开，取消密码后另存一份再导入。"
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path) from error
    except BaseException as error:
        # A panic inside the library arrives as a BaseException of its own; the file is to blame.
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise _damaged(path) from error
    with book:
        if len(book.sheets_metadata) > limits.sheets:
            raise ReadingError(
                path.name,
                f"有 {len(book.sheets_metadata)} 张工作表，超过 {limits.sheets} 张。",
                "请把需要的工作表另存成新文件再导入。",
            )
        formats = number_formats(data)
        for number, metadata in enumerate(book.sheets_metadata):
            if metadata.typ is not SheetTypeEnum.WorkSheet:
                continue
            hidden = metadata.visible is not SheetVisibleEnum.Visible
            try:
                sheet = book.get_sheet_by_index(number)
                yield _raw_sheet(metadata.name, hidden, sheet, limits, formats.get(number, {}))
            except CalamineError as error:
                yield RawSheet(metadata.name, hidden=hidden, refusal=f"读不出来（{error}）")


def _damaged(path: Path) -> ReadingError:
    return ReadingError(path.name, "不完整或已损坏，读不出工作表。", "请在 Excel/WPS 里打开并另存为 .xlsx 再导入。")


def _raw_sheet(name: str, hidden: bool, sheet: CalamineSheet, limits: Limits, formats: Formats) -> RawSheet:
    start = sheet.start
    if start is None:
        return RawSheet(name, hidden=hidden)
    if sheet.height > limits.rows:
        return RawSheet(name, hidden=hidden, refusal=f"数据超过 {limits.rows} 行")
    if start[1] + sheet.width > limits.columns:
        return RawSheet(name, hidden=hidden, refusal=f"数据超过 {limits.columns} 列")
    cells: list[RawCell] = []
    # iter_rows begins at row 0 and pads there, to_python() at the first used cell.
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start[0]):
        for column, value in enumerate(values, start[1]):
            text, amount = _content(value, formats.get((row, column), ""))
            if not text.strip():
                continue
            if len(cells) >= limits.cells:
                return RawSheet(name, hidden=hidden, refusal=f"数据超过 {limits.cells} 格")
            cells.append(RawCell(row, column, text[: limits.text_length], amount))
    merges = [Merge(*first, *last) for first, last in (sheet.merged_cell_ranges or [])[: limits.merges]]
    return RawSheet(name, tuple(cells), tuple(merges), hidden)


def _content(value: _Value, number_format: str) -> tuple[str, Decimal | None]:
    """Text and number of a value; a number without a known format prints plainly."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, (int, float)):
        number = stored_number(repr(value))
        if number is None:
            return repr(value), None
        return printed_text(number, number_format) or plain_text(number), number
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00"), None
    return str(value), None
