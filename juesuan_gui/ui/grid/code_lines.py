"""Owns the code rows that a paste brings along: rows to insert, and which of their cells the form computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from juesuan_gui.live import computed_cells
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import CodedRow, SlotEdit, TableKey, insert_code
from juesuan_gui.session import Session
from juesuan_gui.steps import Steps
from juesuan_gui.ui.grid.draft import CELLS_OF_A_STEP


def inserted_rows(session: Session, key: TableKey, names: Mapping[str, str]) -> Steps[list[SlotEdit]]:
    """The edits that insert those codes (code → name, "" = as in the catalogue) that the table does not have.

    Missing parents come along; a parent named in ``names`` keeps that name, whatever the order of the codes.
    """
    present = session.report.code_rows(key)
    edits: dict[str, SlotEdit] = {}
    for number, (code, name) in enumerate(names.items(), 1):
        if number % CELLS_OF_A_STEP == 0:
            yield
        if code in present:
            continue
        for edit in insert_code(session.report, key, code, name, session.function_codes).edits:
            row = edit.after
            assert isinstance(row, CodedRow)
            if row.name == names.get(row.code) or not names.get(row.code):
                edits[row.code] = edit
    return list(edits.values())


def locks_with(session: Session, key: TableKey, codes: set[str]) -> Callable[[Address], bool]:
    """Whether the form computes a cell of the table once it has exactly these code rows."""
    if key.period != Period.THIS or key.basis != Basis.FINAL:
        return lambda address: False
    is_computed = computed_cells(session.form, session.function_codes, session.live.rules, {key.table: sorted(codes)})
    return lambda address: is_computed(key.table, address.row, address.column)
