"""Owns reading a 财决 workbook (the accounts as 久其 exports them) into the tables of a published form.

Stage 2 finds the 财决 tables by the layout's declaration, as it finds any form's; here their figures move to
where the published tables print them: as the report's figures, and once more under the basis 财决, against
which XZ-01 holds what is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from juesuan_gui.document import Grid
from juesuan_gui.forms import Form
from juesuan_gui.reading.accounts.layout import ACCOUNTS, BUDGET, fills_of, layout_of
from juesuan_gui.reading.accounts.moving import FigureMove
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.recognised import Recognised, RecognisedTable, Unmatched
from juesuan_gui.relations import Basis
from juesuan_gui.report import Report, TableKey

_SHEET = re.compile(r"[ZF]\d\d(?:_\d)?(?![\dA-Za-z])|.*\(财决")
_LABEL = re.compile(r"财决附?\d\d(?:-\d)?表")
#: How many rows of a sheet its printed number may stand in.
_TOP = 6


def is_final_accounts(source: Source) -> bool:
    """Whether a document is a 财决 workbook: a sheet named Z01 …, or one with 财决01表 printed above its table.

    A published table only mentions where it is from (数据取自财决01表).
    """
    for section in source.document.sections:
        for block in section.blocks:
            if not isinstance(block, Grid):
                continue
            if _SHEET.match(folded(block.sheet_name or "")):
                return True
            if any(cell.row < _TOP and _LABEL.fullmatch(folded(cell.text)) for cell in block.cells):
                return True
    return False


def recognise_accounts(source: Source, form: Form, report: Report | None = None) -> Recognised:
    """The figures of a 财决 workbook at the places of ``form``.

    A table that ``report`` already has figures of, and not from an earlier 财决 workbook, keeps them: there
    only the 财决 figures are loaded, for the check. Raises FormError when the layout's files are damaged.
    """
    return _recognise(source, form, report, ACCOUNTS)


def recognise_budget(source: Source, form: Form) -> Recognised:
    """The figures of a published budget at the places of ``form``, under the basis 年初预算.

    Raises FormError when the layout's files are damaged.
    """
    return _recognise(source, form, None, BUDGET)


def _recognise(source: Source, form: Form, report: Report | None, name: str) -> Recognised:
    layout = layout_of(form.year, name)
    found = recognise(source, layout.form)
    move = FigureMove(layout, form, {table.id: table for table in found.tables})
    tables: list[RecognisedTable] = []
    notes = list(found.notes)
    for fills, table in fills_of(layout, form):
        present = [fill for fill in fills if fill.source in move.found]
        if not present:
            continue
        basis = present[0].basis
        if basis != Basis.FINAL:
            tables += _not_empty(move.table(present, table, basis, accounts=False), told=name == BUDGET)
            continue
        if report is None or _may_replace(report, table.id):
            tables.append(move.table(present, table, Basis.FINAL, accounts=False))
        else:
            notes.append(f"“{table.title}”已有数，保持不变；财决数另外载入，由审核核对。")
        tables.append(replace(move.table(present, table, Basis.ACCOUNTS, accounts=True), unmatched_rows=(), unread=()))
    for detail in layout.details:
        tables += move.details(detail)
    filled = {table.id for table in tables}
    missing = tuple(
        table.id
        for table in form.tables.values()
        if not table.supplementary and not table.repeated and table.id not in filled and name == ACCOUNTS
    )
    return replace(found, tables=tuple(_told_once(tables)), missing=missing, notes=tuple(notes))


def _told_once(tables: Iterable[RecognisedTable]) -> Iterator[RecognisedTable]:
    """The tables, where what several of them took from one sheet and could not place is said by the first."""
    seen: set[Unmatched] = set()
    for table in tables:
        fresh = [
            tuple(item for item in items if item not in seen)
            for items in (table.unmatched_rows, table.unmatched_columns, table.unread)
        ]
        seen.update(*fresh)
        yield replace(table, unmatched_rows=fresh[0], unmatched_columns=fresh[1], unread=fresh[2])


def _may_replace(report: Report, table_id: str) -> bool:
    """Whether the report's own figures may be replaced: there are none, or they are those of the accounts."""
    key = TableKey(table_id)
    if not report.is_filled(key):
        return True
    accounts = {
        (address.row, address.column): stated.figure
        for address, stated in report.figures().items()
        if TableKey.of(address) == key._replace(basis=Basis.ACCOUNTS) and not stated.unread
    }
    return bool(accounts) and all(
        accounts.get((address.row, address.column)) == stated.figure
        for address, stated in report.figures().items()
        if TableKey.of(address) == key
    )


def _not_empty(table: RecognisedTable, *, told: bool) -> Iterator[RecognisedTable]:
    """A table of budget figures, if it has any; ``told`` when what was not matched in it is said nowhere else."""
    if any(item.stated.figure is not None and item.stated.figure.value for item in table.figures):
        yield table if told else replace(table, unmatched_rows=(), unmatched_columns=(), unread=())
