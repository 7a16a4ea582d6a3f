"""Owns which cells of a table a form computes, given the code rows that a table has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from juesuan_gui.forms import CodeCatalogue, Form
from juesuan_gui.live.live_report import LiveReport
from juesuan_gui.live.rules import RuleBook
from juesuan_gui.relations import Address
from juesuan_gui.report import CodedRow, Report, Slot, SlotEdit, SlotKind, TableKey, compose


def computed_cells(
    form: Form, codes: CodeCatalogue, rule_book: RuleBook, rows: Mapping[str, Iterable[str]]
) -> Callable[[str, str, str], bool]:
    """A predicate (table id, row, column) → whether the form computes that cell.

    ``rows`` are the code rows of each coded table: a 款 with 项 below it is computed, one without is input.
    """
    report = Report(form)
    edits = [
        SlotEdit(Slot(SlotKind.ROW, (*TableKey(table_id), code)), None, CodedRow(code, ""))
        for table_id, table_rows in rows.items()
        for code in table_rows
    ]
    report.apply(compose("", edits))
    live = LiveReport(report, codes, rule_book)
    return lambda table_id, row, column: live.is_computed(Address(table_id, row, column))
