"""Owns a change worked out beside the report it is meant for: figures, totals and checks as they will be.

The report itself stays as it is, and whole, for whoever looks at it in the pauses; dropping the steps leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.checks import Audit
from juesuan_gui.forms import CodeCatalogue
from juesuan_gui.live import LiveReport, Update
from juesuan_gui.relations import Address
from juesuan_gui.report import Change, Report, SlotEdit, SlotKind, TableKey
from juesuan_gui.steps import Steps

#: So many edits, or cells compared, are a hundredth of a second.
_STEP = 500


@dataclass(slots=True)
class PreparedChange:
    """The report after the change, with its live values and its checks, ready to take the place of what is there."""

    report: Report
    live: LiveReport
    audit: Audit
    update: Update


class Preparing:
    """Works out one change; ``progress`` is how much of it is done, of how much (0 of 0 while that is not known)."""

    def __init__(self, change: Change, live: LiveReport, codes: CodeCatalogue) -> None:
        self._change = change
        self._live = live
        self._codes = codes
        self._audit: Audit | None = None

    @property
    def progress(self) -> tuple[int, int]:
        """What is done, and all."""
        return (0, 0) if self._audit is None else self._audit.progress

    def steps(self) -> Steps[PreparedChange]:
        """Raises ChangeConflict when the change does not start from the report, FormError when its form cannot be."""
        before = self._live
        report = before.report.copy()
        for piece in _pieces(self._change):
            report.apply(piece)
            yield
        is_same_form = report.form is before.form
        live = LiveReport(report, self._codes, before.rules if is_same_form else None)
        yield
        yield from _worked_out(live)
        self._audit = Audit(live)
        yield from self._audit.run_steps()
        update = Update(everything=True)
        if is_same_form:
            update.tables.update(
                TableKey(*edit.slot.key[:-1]) for edit in self._change.edits if edit.slot.kind is SlotKind.ROW
            )
            update.changed.update(
                (Address(*edit.slot.key), None) for edit in self._change.edits if edit.slot.kind is SlotKind.FIGURE
            )
            yield
            yield from _compare(before, live, update)
        return PreparedChange(report, live, self._audit, update)


def _pieces(change: Change) -> Iterator[Change]:
    """The change a little at a time; what adjusts the form is one piece, since half of it may be no form."""
    of_form: list[SlotEdit] = []
    others: list[SlotEdit] = []
    for edit in change.edits:
        (of_form if edit.slot.kind is SlotKind.FORM else others).append(edit)
    if of_form:
        yield Change(change.label, tuple(of_form))
    for start in range(0, len(others), _STEP):
        yield Change(change.label, tuple(others[start : start + _STEP]))


def _worked_out(live: LiveReport) -> Steps[None]:
    """The long tables from the bottom up: whoever asks for a grand total first waits for all of its rows at once."""
    report, number = live.report, 0
    for key in report.tables():
        columns = [live.cells.column_of(key, column.key) for column in live.form.table(key.table).columns]
        for row in sorted(report.code_rows(key), key=len, reverse=True):
            for column in columns:
                number += 1
                if number % _STEP == 0:
                    yield
                live.cells.shown_in(column, row)


def _compare(before: LiveReport, after: LiveReport, update: Update) -> Steps[None]:
    """Every cell whose value somebody had asked for and that shows another one now.

    Where rows came or went, who shows the table looks at all of it anyway.
    """
    for number, (cell, shown) in enumerate(before.cells.known()):
        if number % _STEP == 0:
            yield
        key = TableKey.of(cell)
        if key in update.tables or cell in update.changed:
            continue
        if after.cells.shown_in(after.cells.column_of(key, cell.column), cell.row) != shown:
            update.changed[cell] = None
