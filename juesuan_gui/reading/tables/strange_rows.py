"""Owns rows with figures that a form does not have: what they may change is unread until sums say whether they do.

Such a row may be one of the form's under a wrong name: then it is one that the table does not print, between the
rows printed above and below it. Those are unread. Where there is none, only the sum that may hold its figures is.
Whoever judges the report tries the sums with and without the row (``StrangeRow``), and takes back what is settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from juesuan_gui.figures import Figure
from juesuan_gui.forms import ColumnKind, Row, Table
from juesuan_gui.reading.normal import row_name
from juesuan_gui.reading.tables.amounts import FigureCell, stated_of, stored_decimals
from juesuan_gui.reading.tables.found_table import FoundTable, column_at
from juesuan_gui.reading.tables.recognised import RecognisedFigure, RecognisedTable, StrangeRow
from juesuan_gui.reading.tables.rows import UnmatchedRow, figure_cells
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated, TableKey

_SUMS = ("合计", "总计")


def with_strange_rows_unread(
    account: RecognisedTable, found: FoundTable, table: Table, key: TableKey, *, is_whole: bool
) -> RecognisedTable:
    """The table with what its unknown rows may change as unread; tables of codes have their rows by code.

    ``is_whole``: nothing of the table was lost in reading it.
    """
    if table.coded is not None:
        return account
    is_certain = (
        is_whole and not found.view.grid.is_inferred and not any(row.is_nameless for row in found.rows.unmatched)
    )
    # What one row leaves unread another may be as well.
    before = {item.address: item for item in account.figures}
    for row in found.rows.unmatched:
        if not row.is_nameless:
            account = _beside(account, before, found, table, row, key, is_certain=is_certain)
    return account


def _beside(
    account: RecognisedTable,
    before: Mapping[Address, RecognisedFigure],
    found: FoundTable,
    table: Table,
    strange: UnmatchedRow,
    key: TableKey,
    *,
    is_certain: bool,
) -> RecognisedTable:
    run, total = _run(found, table, strange)
    words = " ".join(strange.text.split())
    reason = f"表中“{words}”一行不知是哪一项，这一格没有核对"
    figures = _figures(account, found, table, strange, key, run)
    cells = list(_open_cells(table, _candidates(found, strange, run), key, before)) or [
        key.cell(total, column)
        for column in (table.columns_of(total) if total else ())
        if column in figures and (item := before.get(key.cell(total, column))) and item.stated.figure is not None
    ]
    withheld = {cell: before.get(cell) for cell in cells}
    unread = {cell: _unread(cell, item, account, reason) for cell, item in withheld.items()}
    place = strange.cell.place or account.place
    row = StrangeRow(place, words, tuple(run), total, figures, withheld, is_certain)
    kept = tuple(unread.pop(item.address, item) for item in account.figures)
    return replace(account, figures=(*kept, *unread.values()), strange_rows=(*account.strange_rows, row))


def _unread(cell: Address, item: RecognisedFigure | None, account: RecognisedTable, reason: str) -> RecognisedFigure:
    if item is None:
        return RecognisedFigure(cell, Stated(None, Origin.IMPORTED, unread=reason), account.place, "")
    return replace(item, stated=Stated(None, Origin.IMPORTED, item.stated.text, unread=reason))


def _candidates(found: FoundTable, strange: UnmatchedRow, run: Sequence[str]) -> Sequence[str]:
    """The rows that the unknown one may be: not printed, and where these are not missing between its neighbours."""
    if strange.repeats:
        return [row for row in run if row in strange.repeats]
    printed = {row.key: row.row for row in found.rows.rows if row.group is strange.group}
    left_out = [row for row in run if row not in printed]
    above = max(
        (place for place, row in enumerate(run) if printed.get(row, strange.cell.row) < strange.cell.row), default=-1
    )
    below = min((place for place, row in enumerate(run) if printed.get(row, -1) > strange.cell.row), default=len(run))
    return [row for row in run[above + 1 : below] if row not in printed] or left_out


def _open_cells(
    table: Table, rows: Sequence[str], key: TableKey, before: Mapping[Address, RecognisedFigure]
) -> Iterator[Address]:
    """The cells of these rows in which nothing was read."""
    for row in rows:
        for column in table.columns_of(row):
            item = before.get(key.cell(row, column))
            if item is None or (item.stated.figure is None and not item.stated.unread):
                yield key.cell(row, column)


def _figures(
    account: RecognisedTable,
    found: FoundTable,
    table: Table,
    strange: UnmatchedRow,
    key: TableKey,
    run: Sequence[str],
) -> dict[str, Figure | None]:
    """What the unknown row says, by the columns that a row of the form has there."""
    if strange.group is None or not run:
        return {}
    cells = [
        FigureCell(key.cell(run[0], column), _kind(table, column), account.unit, tuple(own), account.place)
        for figure in strange.group.figures
        if (column := column_at(table, run[0], figure))
        and (
            own := [
                cell
                for cell in figure_cells(found.view, strange.cell.row, strange.group)
                if cell.column in figure.indexes
            ]
        )
    ]
    decimals = stored_decimals((*cells, *found.figure_cells(table, account.unit, key.period)))
    stated = {cell.address.column: stated_of(cell, decimals) for cell in cells}
    return {column: item.figure for column, item in stated.items() if item.figure is not None or item.unread}


def _kind(table: Table, key: str) -> ColumnKind:
    column = table.column(key)
    return column.kind if column is not None else ColumnKind.MONEY


def _run(found: FoundTable, table: Table, strange: UnmatchedRow) -> tuple[Sequence[str], str]:
    """The form's rows between the sums around an unknown row, and the sum of them, "" without one."""
    own = sorted((row for row in found.rows.rows if row.group is strange.group), key=lambda row: row.row)
    above = next((row.key for row in reversed(own) if row.row < strange.cell.row), "")
    below = next((row.key for row in own if row.row > strange.cell.row), "")
    for block in table.blocks:
        rows = [row for row in block.rows if row.key]
        keys = [row.key for row in rows]
        place = keys.index(above) + 1 if above in keys else keys.index(below) if below in keys else -1
        if place < 0:
            continue
        heads = {row.key for row in rows if any(_is_under(other, row) for other in rows)}
        bounds = [at for at, row in enumerate(rows) if row.key in heads or row_name(row.label).endswith(_SUMS)]
        first = next((at for at in reversed(bounds) if at < place), -1)
        last = next((at for at in bounds if at >= place), len(rows))
        # The sum of items with codes stands above them (301), any other below.
        total = first if first >= 0 and keys[first] in heads else last
        return keys[first + 1 : last], keys[total] if total < len(rows) else ""
    return (), ""


def _is_under(row: Row, head: Row) -> bool:
    return bool(head.code) and row.code != head.code and row.code.startswith(head.code)
