"""Owns the 尾差 of a published report: sums that differ once every cell is rounded for itself, and the note on it."""

from __future__ import annotations

from typing import Final

from juesuan_gui.figures import Figure, in_unit
from juesuan_gui.forms import TOTAL_ROW, FieldRole, fields_of
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address, Unread, linear_form
from juesuan_gui.report import TableKey
from juesuan_gui.steps import Steps, completed

#: The text of a report that is printed below every table of amounts; empty for none.
ROUNDING_NOTE: Final = "尾差说明"
STANDARD_NOTE: Final = "注：本套报表金额单位转换时可能存在尾数误差。"


def rounded_sums(live: LiveReport) -> list[Address]:
    """The totals whose printed addends do not add up to the printed total although the exact figures do.

    Printed is what the form's unit and decimals leave of each cell's own 分 (rounded half up).
    """
    return completed(rounded_sums_in_steps(live))


def rounded_sums_in_steps(live: LiveReport) -> Steps[list[Address]]:
    """The same in steps; whoever changes the report in a pause drops them."""
    found = []
    for table in live.form.printed_tables:
        style = table.numbers or live.form.numbers
        key = TableKey(table.id)
        columns = dict.fromkeys(item.column for item in fields_of(table) if item.role is FieldRole.FIGURE)
        rows = [*table.rows, *live.report.code_rows(key), *([TOTAL_ROW] if table.coded is not None else [])]
        for row in rows:
            yield
            for column in columns:
                if column not in table.columns_of(row):
                    continue
                cell = key.cell(row, column)
                terms = _terms(live, cell)
                total = _figure(live, cell)
                if total is None or not terms:
                    continue
                exact = sum(factor * figure.value for factor, figure in terms)
                printed = sum(factor * in_unit(figure, style.unit, style.decimals) for factor, figure in terms)
                if exact == total.value and printed != in_unit(total, style.unit, style.decimals):
                    found.append(cell)
    return found


def _terms(live: LiveReport, cell: Address) -> list[tuple[int, Figure]]:
    """The addends of a total with their signs; [] for a cell that is no plain sum of money."""
    computing = live.computing_rule(cell)
    if computing is None:
        return []
    compiled, binding = computing
    form = linear_form(compiled.rule.relation.right, live, binding)
    if form is None or form.constant != 0 or len(form.terms) < 2 or compiled.rule.is_counted:
        return []
    found = []
    for factor, addend in form.terms:
        if int(factor) != factor:
            return []
        figure = _figure(live, addend)
        if figure is not None:
            found.append((int(factor), figure))
    return found


def _figure(live: LiveReport, cell: Address) -> Figure | None:
    try:
        return live.shown(cell)
    except Unread:
        return None
