"""Owns 以批复数为准 for many cells at once: the totals as they are shown, stated as approved, in one step."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.forms import TOTAL_ROW, FieldRole, Table, fields_of
from juesuan_gui.live.live_report import LiveReport
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import Change, Origin, Stated, TableKey, compose, state_figure


def stated_totals(live: LiveReport, table: str = "") -> list[Address]:
    """The computed cells of this year's accounts for which something else was stated; ``table``: of one alone."""
    return [
        cell
        for cell in live.report.figures()
        if (not table or cell.table == table) and TableKey.of(cell) == TableKey(cell.table) and live.is_computed(cell)
    ]


def approve_totals(live: LiveReport, table: str = "") -> Change:
    """Every computed total that shows a figure, stated as the approved one; addends may change without it."""
    tables = [live.form.table(table)] if table else live.form.printed_tables
    edits = []
    for item in tables:
        for cell in _cells(live, item):
            if live.report.stated(cell) is not None or not live.is_computed(cell):
                continue
            try:
                figure = live.shown(cell)
            except Unread:
                continue
            if figure is not None:
                edits.append(state_figure(live.report, cell, Stated(figure, Origin.APPROVED)))
    return compose("以批复数为准", edits)


def _cells(live: LiveReport, table: Table) -> Iterable[Address]:
    key = TableKey(table.id)
    columns = [item.column for item in fields_of(table) if item.role is FieldRole.FIGURE]
    rows = [*table.rows, *(row.code for row in live.report.ordered_rows(key))]
    if table.coded is not None:
        rows.append(TOTAL_ROW)
    for row in rows:
        for column in dict.fromkeys(columns):
            if column in table.columns_of(row):
                yield key.cell(row, column)
