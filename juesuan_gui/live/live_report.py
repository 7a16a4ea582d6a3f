"""Owns the live report: one look-up over a report in which computed cells have values, and its rules."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan_gui.figures import Figure, Quantity
from juesuan_gui.forms import CodeCatalogue, Form
from juesuan_gui.live.card_shelf import CardShelf
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.live.cells import Cells
from juesuan_gui.live.conditions import Conditions
from juesuan_gui.live.following import Follower, Update
from juesuan_gui.live.ranges import RuleRanges, binding_of
from juesuan_gui.live.reach import ReachFinder
from juesuan_gui.live.rows import ReportRows
from juesuan_gui.live.rules import CompiledRule, Instance, RuleBook
from juesuan_gui.live.tree import RowTree
from juesuan_gui.relations import Address, Binding, Reference, Unread
from juesuan_gui.report import Change, Report, Stated, TableKey


class LiveReport:
    """A look-up over a report in which computed cells have their values. Only ``apply`` follows changes.

    ``cells`` is the look-up itself, for whoever evaluates many rules.
    """

    def __init__(self, report: Report, codes: CodeCatalogue, rule_book: RuleBook | None = None) -> None:
        self.report = report
        self.form: Form = report.form
        self.rules = rule_book or RuleBook(report.form)
        self._rows = ReportRows(report, codes)
        self._ranges = RuleRanges(self._rows, self.rules)
        self.cells = Cells(self._rows, self._ranges)
        self._conditions = Conditions(self._ranges, self.cells)
        self._reaches = ReachFinder(self._rows, self._ranges, self.cells)
        self._shelf = CardShelf(report)
        self._follower = Follower(self._rows, self._ranges, self.cells, self._conditions, self._reaches)

    def apply(self, change: Change) -> Update:
        """Apply a change to the report and bring every dependent computed cell up to date."""
        return self._follower.apply(change)

    def starts_afresh(self, change: Change) -> bool:
        """Whether a change is not followed cell by cell: settings, or very many rows, or rows not followed singly."""
        return self._follower.starts_afresh(change)

    def become(self, other: LiveReport) -> None:
        """Show what the other shows, whose report this one's report has become; whoever holds this one need not know.

        The other one and this are the same from now on.
        """
        if other.form is not self.form:
            # What a card looks like is said by the form.
            self._shelf = CardShelf(self.report)
        other._rows.report = other.report = self.report
        other._shelf = self._shelf
        self.form, self.rules, self.cells = other.form, other.rules, other.cells
        self._rows, self._ranges, self._conditions = other._rows, other._ranges, other._conditions
        self._reaches, self._follower = other._reaches, other._follower

    def shown_cards(self) -> list[ShownCard]:
        """Every scorecard whose layout the form has, with its computed cells, in printed order."""
        return self._shelf.shown()

    # -- values ------------------------------------------------------------------------------------

    @property
    def evaluations(self) -> int:
        """How often a cell was computed."""
        return self.cells.evaluations

    def shown(self, address: Address) -> Figure | None:
        """What the cell shows: the stated figure, else the computed one. Raises Unread."""
        return self.cells.shown(address)

    def computed(self, address: Address) -> Figure | None:
        """What the form computes for the cell, whatever was stated; ``None`` for an input cell or all blanks."""
        return self.cells.computed(address)

    def is_computed(self, address: Address) -> bool:
        """Whether the form computes this cell."""
        column = self.cells.column_of(TableKey.of(address), address.column)
        return self.cells.computing_rule_of(column, address.row) is not None

    def computing_rule(self, address: Address) -> tuple[CompiledRule, Binding] | None:
        """The rule that computes a cell with its binding, for explanations and Excel formulas."""
        column = self.cells.column_of(TableKey.of(address), address.column)
        rule = self.cells.computing_rule_of(column, address.row)
        return None if rule is None else (rule, binding_of(rule, column, address.row))

    # -- the look-up of the relation language ------------------------------------------------------

    def figure(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The shown quantity of a single cell; ``None`` when blank or absent. Raises Unread."""
        return self.cells.figure(reference, binding)

    def total(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The sum over the chosen cells; ``None`` when all are blank. Raises Unread."""
        return self.cells.total(reference, binding)

    def addresses(self, reference: Reference, binding: Binding) -> tuple[Address, ...]:
        """The cells that a reference chooses, in printed order; absent rows are left out."""
        return self._rows.addresses(reference, binding)

    # -- rows --------------------------------------------------------------------------------------

    def tree(self, table_id: str) -> RowTree:
        """The rows of this year's table."""
        return self._rows.tree(table_id)

    def row_name(self, table_id: str, row: str) -> str:
        """The name of a row: as the report prints it, or the form's label."""
        return self._rows.row_name(table_id, row)

    def code_of(self, row: str) -> str:
        """The 科目 code of a row key, "" for a row without one."""
        return self._rows.code_of(row)

    # -- rules over this report --------------------------------------------------------------------

    def instances(self) -> Iterator[Instance]:
        """Every rule instance of the report whose tables are filled and whose settings apply."""
        return self._ranges.instances()

    def applies(self, compiled: CompiledRule) -> bool:
        """Whether the report's settings and filled tables let the rule run at all."""
        return self._ranges.applies(compiled)

    def condition_holds(self, compiled: CompiledRule, binding: Binding) -> bool:
        """Whether the rule runs for this row and its ``when`` is true. Raises Unread."""
        return self._conditions.holds(compiled, binding)

    def reading_instances(self, address: Address) -> list[Instance]:
        """Every rule instance that runs and reads a cell, directly or through cells computed from it."""
        return [item for item in self.readers_of(address) if self.runs(item)]

    def readers_of(self, address: Address) -> list[Instance]:
        """Every rule instance that would read a cell, whether its condition holds or not."""
        return self._reaches.readers_of(address)

    def runs(self, instance: Instance) -> bool:
        """Whether the rule runs for this row and its condition holds; one that cannot be read does not hold."""
        try:
            return self.condition_holds(self.rules.rule(instance), instance.binding)
        except Unread:
            return False


def stated_differs(stated: Stated, computed: Figure | None) -> bool:
    """Whether a stated total differs from what the form computes; blank and zero say the same."""
    if stated.figure is None or computed is None:
        either = stated.figure or computed
        return either is not None and either.value != 0
    return computed.value != stated.figure.value
