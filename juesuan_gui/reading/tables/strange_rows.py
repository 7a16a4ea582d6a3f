"""Owns rows with figures that a form does not have: a sum that may hold their figures is not judged without them.

Such a row may be one of the form's under a wrong name, or a new one. Where the rows beside it, between two sums, are
blank or left out, those are unread: no sum over them can be formed. Where all have figures, the sum itself is unread.
Rows beyond the next sum keep theirs, so that a mistake there is still found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from juesuan_gui.forms import Row, Table
from juesuan_gui.reading.normal import row_name
from juesuan_gui.reading.tables.found_table import FoundTable
from juesuan_gui.reading.tables.recognised import RecognisedFigure, RecognisedTable
from juesuan_gui.reading.tables.rows import UnmatchedRow
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated, TableKey

_SUMS = ("合计", "总计")


def with_strange_rows_unread(
    account: RecognisedTable, found: FoundTable, table: Table, key: TableKey
) -> RecognisedTable:
    """The table with what stands beside its unknown rows as unread; tables of codes have their rows by code."""
    if table.coded is not None:
        return account
    for row in found.rows.unmatched:
        if not row.is_nameless:
            account = _beside(account, found, table, row, key)
    return account


def _beside(
    account: RecognisedTable, found: FoundTable, table: Table, strange: UnmatchedRow, key: TableKey
) -> RecognisedTable:
    reason = f"表中“{' '.join(strange.text.split())}”一行不知是哪一项，这一格没有核对"
    run, total = _run(found, table, strange)
    printed = {item.address for item in account.figures if item.stated.figure is not None or item.stated.unread}
    blank = list(_unread(account, table, run, key, reason, printed))
    if blank:
        addresses = {item.address for item in blank}
        kept = [item for item in account.figures if item.address not in addresses]
        return replace(account, figures=(*kept, *blank))
    figures = [
        replace(item, stated=Stated(None, Origin.IMPORTED, item.stated.text, unread=reason))
        if item.address.row == total and item.stated.figure is not None
        else item
        for item in account.figures
    ]
    return replace(account, figures=tuple(figures))


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


def _unread(
    account: RecognisedTable,
    table: Table,
    rows: Sequence[str],
    key: TableKey,
    reason: str,
    printed: AbstractSet[Address],
) -> Iterator[RecognisedFigure]:
    for row in rows:
        for column in table.columns_of(row):
            if key.cell(row, column) not in printed:
                stated = Stated(None, Origin.IMPORTED, unread=reason)
                yield RecognisedFigure(key.cell(row, column), stated, account.place, "")
