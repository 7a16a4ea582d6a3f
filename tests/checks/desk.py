"""A report on the desk: change a figure, look at the findings, put everything back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from juesuan_gui.checks import Audit, Finding
from juesuan_gui.figures import Figure
from juesuan_gui.forms import Rule
from juesuan_gui.live import Instance, LiveReport, RuleBook
from juesuan_gui.relations import Address, Basis, Period, references
from juesuan_gui.report import (
    Change,
    CodedRow,
    Origin,
    Report,
    Setting,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    compose,
    state_figure,
)
from tests.checks.mutations import Mutation
from tests.generator.ledger import Cells
from tests.generator.reports import codes_name, live_of, printed, report_of


class Desk:
    """A report of given tables with its live values and its audit, which follow every change."""

    def __init__(self, book: RuleBook, cells: Cells) -> None:
        self.report: Report = report_of(book.form, cells)
        self.live: LiveReport = live_of(self.report, book)
        self.audit = Audit(self.live)
        self.audit.run()

    def apply(self, change: Change) -> None:
        """Apply a change and let the audit follow it."""
        self.audit.follow(self.live.apply(change))

    def state(self, cell: Address, figure: Figure | None, unread: str = "") -> Change:
        """State a figure in a cell (``None``: blank), as an imported one."""
        change = compose("改", [state_figure(self.report, cell, Stated(figure, Origin.IMPORTED, unread=unread))])
        self.apply(change)
        return change

    @contextmanager
    def stated(self, cell: Address, figure: Figure | None, unread: str = "") -> Iterator[None]:
        """The same for a while."""
        change = self.state(cell, figure, unread)
        try:
            yield
        finally:
            self.apply(change.inverse())

    @contextmanager
    def prepared(self, mutation: Mutation) -> Iterator[None]:
        """The settings and rows that a mutation needs, for a while."""
        key = TableKey(mutation.address[0])
        edits = [
            SlotEdit(Slot(SlotKind.SETTING, (name,)), None, Setting(value)) for name, value in mutation.settings.items()
        ]
        present = self.report.code_rows(key)
        edits += [
            SlotEdit(Slot(SlotKind.ROW, (*key, row)), None, CodedRow(row, codes_name(row)))
            for row in mutation.rows
            if row not in present
        ]
        change = compose("准备", edits)
        if change:
            self.apply(change)
        try:
            yield
        finally:
            if change:
                self.apply(change.inverse())

    @contextmanager
    def mutated(self, mutation: Mutation) -> Iterator[Address]:
        """The mutation, for a while, after what it needs was prepared."""
        cell = Address(*mutation.address)
        with self.stated(cell, self.figure_after(mutation)):
            yield cell

    def figure_after(self, mutation: Mutation) -> Figure | None:
        """What the mutated cell states, in the unit and decimals of the form."""
        if mutation.plus is not None:
            before = self.live.shown(Address(*mutation.address))
            value = int(before.value) if before is not None else 0
            return printed(value + mutation.plus, self.report.form.unit)
        return None if mutation.to is None else printed(mutation.to, self.report.form.unit)

    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return self.audit.result().findings

    def root_of(self, finding: Finding) -> Finding:
        """The finding that this one follows from in the end."""
        by_key = {item.key: item for item in self.findings()}
        while finding.root is not None:
            finding = by_key[finding.root]
        return finding

    def instances(self, check: str, rule: int = 0) -> list[Instance]:
        """The instances of one rule (or of all) in this report."""
        return [item for item in self.live.instances() if item.check == check and rule in (0, item.rule + 1)]


def asks_for_more(rule: Rule) -> bool:
    """Whether a rule reads more than this year's nine tables: those have five-case tests of their own."""
    conditions = [rule.relation] if rule.when is None else [rule.relation, rule.when]
    asked = [reference for condition in conditions for reference, _ in references(condition)]
    return any(
        not re.fullmatch(r"T\d", item.table) or item.period != Period.THIS or item.basis != Basis.FINAL
        for item in asked
    )
