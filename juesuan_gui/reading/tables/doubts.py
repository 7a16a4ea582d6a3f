"""Owns what is not certain in a table whose rows and columns no line of the source draws: its blanks say nothing then.

Where something printed in such a table found no cell, any blank of it may be what the source prints there. A blank
taken for a zero would make every sum and every sentence on it look wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan_gui.forms import TOTAL_ROW, Table
from juesuan_gui.reading.normal import row_name
from juesuan_gui.reading.tables.found_table import FoundTable
from juesuan_gui.reading.tables.recognised import RecognisedFigure, RecognisedTable, Unmatched
from juesuan_gui.reading.tables.rests import RestRow, is_numbering
from juesuan_gui.reading.tables.three_public_items import is_kind, label_of
from juesuan_gui.report import Origin, Stated, TableKey

_AMOUNT = r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
#: Two figures on one line of a cell: two columns that were taken for one.
_TWO_AMOUNTS = re.compile(rf"(?<![\d.,]){_AMOUNT}\s+{_AMOUNT}(?![\d.,])")
_ONE_AMOUNT = re.compile(_AMOUNT)
#: No table is printed without these rows.
_SUMS = ("合计", "总计")
_LOST = "这张表没有框线，有的行没有认出科目编码，各行的数没有核对"
_SHARED = "表头或行名没有分清：不知道这一栏的数是哪一个"
_BLANK = "这张表没有框线，行和列没有全部分清：这一格没有读到数，不当作零"


def with_doubts_unread(
    account: RecognisedTable, found: FoundTable, table: Table, rest: Sequence[RestRow], key: TableKey
) -> RecognisedTable:
    """The table with every cell unread that has no figure, where it was not understood as a whole.

    Only of a table without lines (`Grid.is_inferred`); what the source draws is as it is drawn, but for figures under
    a heading that several of the form's columns share. ``rest`` are rows that its grid lost.
    """
    account = _without_shared_columns(account, found, table, key)
    reason = _doubt(account, found, table, rest) if found.view.grid.is_inferred else ""
    if not reason:
        return _without_lost_columns(account, found, table, key)
    if table.coded is not None and (lost := _lost_row(found)):
        account = _all_unread(account, f"{_LOST}（见“{lost}”）")
    stated = {item.address for item in account.figures if item.stated.figure is not None or item.stated.unread}
    kept = [item for item in account.figures if item.address in stated]
    blank = [item for item in _blank_cells(account, table, key) if item.address not in stated]
    if not blank:
        return account
    return replace(
        account,
        figures=(*kept, *blank),
        unread=(*account.unread, Unmatched(account.place, table.title, f"{_BLANK}（{reason}）")),
    )


def _lost_row(found: FoundTable) -> str:
    """The words of a row with amounts that is none of the form, "" without one; numbers of columns are no amounts."""
    for row in found.rows.unmatched:
        beside = [cell.text.strip() for cell in found.view.starting(row.cell.row) if cell is not row.cell]
        if any(map(_ONE_AMOUNT.fullmatch, beside)) and not is_numbering(beside):
            return " ".join(row.text.split())
    return ""


def _all_unread(account: RecognisedTable, reason: str) -> RecognisedTable:
    figures = [
        replace(item, stated=Stated(None, Origin.IMPORTED, item.stated.text, unread=reason))
        if item.stated.figure is not None
        else item
        for item in account.figures
    ]
    return replace(account, figures=tuple(figures))


def _without_lost_columns(account: RecognisedTable, found: FoundTable, table: Table, key: TableKey) -> RecognisedTable:
    """The table with the cells of columns unread that were not found; the source may not print them at all."""
    if not found.view.grid.is_inferred or not account.column_keys:
        return account
    missing = set(account.missing_columns)
    stated = {item.address for item in account.figures}
    lost = [item for item in _blank_cells(account, table, key) if item.address.column in missing]
    return replace(account, figures=(*account.figures, *(item for item in lost if item.address not in stated)))


def _without_shared_columns(
    account: RecognisedTable, found: FoundTable, table: Table, key: TableKey
) -> RecognisedTable:
    """The table with the cells unread of which it is not known which one a printed figure is."""
    shared = {key.cell(row, column) for row, columns in found.shared_columns(table) for column in columns}
    if shared and account.unmatched_columns:
        # A heading that was not understood may be that of a column which was not found.
        shared |= {key.cell(row, column) for row in account.row_keys for column in account.missing_columns}
    if _has_kinds_as_rows(found, table):
        shared |= {item.address for item in _blank_cells(account, table, key)}
    if not shared:
        return account
    kept = [item for item in account.figures if item.address not in shared]
    unread = [
        replace(item, stated=Stated(None, Origin.IMPORTED, unread=_SHARED))
        for item in _blank_cells(account, table, key)
        if item.address in shared
    ]
    return replace(account, figures=(*kept, *unread))


def _has_kinds_as_rows(found: FoundTable, table: Table) -> bool:
    """Whether a table that has one row in the form prints one for each kind of figures (预算数, 决算数)."""
    if table.coded is not None or len(table.rows) > 1 or not found.rows.unmatched:
        return False
    rows = [*(row.row for row in found.rows.rows), *(row.cell.row for row in found.rows.unmatched)]
    return any(is_kind(label_of(found.view, row)) for row in rows)


def _doubt(account: RecognisedTable, found: FoundTable, table: Table, rest: Sequence[RestRow]) -> str:
    """What shows that something of the table found no cell; "" where everything did."""
    if rest:
        return f"表格之外还有“{rest[0].text}”"
    if lost := _lost_row(found):
        return f"“{lost}”不知属于哪一行"
    headed = [column for column in account.unmatched_columns if column.text]
    if headed:
        return f"“{headed[0].text}”不知是哪一列"
    if (crowded := found.crowded()) is not None:
        return f"“{crowded.text}”和另一个数在一个表头下"
    for row in found.body_rows:
        for cell in found.view.starting(row):
            for line in cell.text.split("\n"):
                if _TWO_AMOUNTS.search(line):
                    return f"“{' '.join(line.split())}”在一格里"
    if not account.row_keys:
        return ""
    if table.coded is not None:
        return "没有找到合计行" if account.code_rows and TOTAL_ROW not in account.row_keys else ""
    sums = [row for row in table.rows.values() if row.key and row_name(row.label).endswith(_SUMS)]
    absent = next((row for row in sums if row.key not in account.row_keys), None)
    return f"没有找到“{absent.label}”一行" if absent is not None else ""


def _blank_cells(account: RecognisedTable, table: Table, key: TableKey) -> Iterator[RecognisedFigure]:
    """Every cell of the table as unread: of its fixed rows, or of its total and the codes that it prints."""
    rows = (TOTAL_ROW, *(row.code for row in account.code_rows)) if table.coded is not None else tuple(table.rows)
    for row in filter(None, rows):
        for column in table.columns_of(row):
            stated = Stated(None, Origin.IMPORTED, unread=_BLANK)
            yield RecognisedFigure(key.cell(row, column), stated, account.place, "")
