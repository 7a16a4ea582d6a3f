"""Owns the shown value of every cell, stated or computed, and the look-up of the relation language over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from juesuan_gui.figures import Figure, Measure, Quantity, add
from juesuan_gui.live.columns import MISSING, UNREAD, Column, RunningSum, Shown
from juesuan_gui.live.ranges import RuleRanges, binding_of
from juesuan_gui.live.rows import ReportRows
from juesuan_gui.live.rules import THIS_CARD, CompiledRule
from juesuan_gui.relations import THIS_COLUMN, Address, Binding, Reference, SelectorKind, Unread
from juesuan_gui.report import TableKey


@dataclass(slots=True, eq=False)
class _Access:
    """How a reference finds its cell: the column, where it is always the same, and the row ("" for 本行).

    It holds the reference, so that the identity by which it is found stays the reference's own.
    """

    reference: Reference
    key: TableKey
    row: str
    is_same_code: bool
    is_coded: bool
    column: Column | None
    by_binding: dict[tuple[str, str], Column] = field(default_factory=dict)


class Cells:
    """The values of a report: a look-up in which computed cells have theirs. What was asked for is kept."""

    def __init__(self, rows: ReportRows, ranges: RuleRanges) -> None:
        self.evaluations = 0
        self._rows = rows
        self._ranges = ranges
        self._columns: dict[TableKey, dict[str, Column]] = {}
        # By identity: a reference of a rule is looked up for every value, and its own hash is slow.
        self._accesses: dict[int, _Access] = {}
        self._figures = rows.report.figures()

    # -- values of cells ---------------------------------------------------------------------------

    def shown(self, address: Address) -> Figure | None:
        """What the cell shows: the stated figure, else the computed one. Raises Unread."""
        shown = self.shown_in(self.column_of(TableKey.of(address), address.column), address.row)
        if isinstance(shown, Figure) or shown is None:
            return shown
        raise self._unread(address)

    def computed(self, address: Address) -> Figure | None:
        """What the form computes for the cell, whatever was stated; ``None`` for an input cell or all blanks.

        Raises Unread when a figure that it is computed from is not read.
        """
        column = self.column_of(TableKey.of(address), address.column)
        if address not in self._figures:
            computed = self.shown_in(column, address.row)
        else:
            computed = column.hidden.get(address.row, MISSING)
            if computed is MISSING:
                computed = self._compute(column, address.row)
                column.hidden[address.row] = computed
        if isinstance(computed, Figure) or computed is None:
            return computed
        raise Unread(address.text)

    def column_of(self, key: TableKey, name: str) -> Column:
        """What is known of a column."""
        columns = self._columns.get(key)
        if columns is None:
            columns = self._columns[key] = {}
        column = columns.get(name)
        if column is None:
            column = columns[name] = Column(key, name, self._rows.tree_of(key))
        return column

    def known_columns(self, key: TableKey) -> list[Column]:
        """The columns of a table of which anything is known."""
        return list(self._columns.get(key, {}).values())

    def known(self) -> Iterator[tuple[Address, Shown]]:
        """Every cell whose value was asked for, with that value; others may be asked for meanwhile."""
        for column in [column for columns in self._columns.values() for column in columns.values()]:
            for row, shown in list(column.shown.items()):
                yield column.cell(row), shown

    def forget(self) -> None:
        """Forget every value; each is found anew when asked for."""
        for columns in self._columns.values():
            for column in columns.values():
                column.forget()

    def is_stated(self, address: Address) -> bool:
        """Whether the report states the cell, be it blank or unread."""
        return address in self._figures

    def shown_in(self, column: Column, row: str) -> Shown:
        """What the cell of a column shows, kept once known."""
        shown = column.shown.get(row, MISSING)
        if shown is MISSING:
            shown = column.shown[row] = self.evaluate(column, row)
        return shown

    def evaluate(self, column: Column, row: str) -> Shown:
        """What the cell has to show, found anew."""
        stated = self._figures.get(column.cell(row))
        if stated is not None:
            return UNREAD if stated.unread else stated.figure
        return self._compute(column, row)

    def _unread(self, address: Address) -> Unread:
        stated = self._figures.get(address)
        return Unread(address.text if stated is None else stated.unread)

    # -- computing ---------------------------------------------------------------------------------

    def computing_rule_of(self, column: Column, row: str) -> CompiledRule | None:
        """The rule that computes a cell, ``None`` for input."""
        if row in column.computing:
            return column.computing[row]
        candidates = column.candidates
        if candidates is None:
            candidates = column.candidates = self._ranges.rules.computing(column.cell(row))
        found = None
        for compiled in candidates:
            if self._ranges.computes(compiled, column, row):
                found = compiled
                break
        column.computing[row] = found
        return found

    def _compute(self, column: Column, row: str) -> Shown:
        rule = self.computing_rule_of(column, row)
        return None if rule is None else self.result(rule, binding_of(rule, column, row))

    def result(self, rule: CompiledRule, binding: Binding) -> Shown:
        """What a rule computes now."""
        self.evaluations += 1
        try:
            value = rule.right(self, binding)
        except Unread:
            return UNREAD
        if value is None:
            return None
        if isinstance(value, Measure):
            return Figure(value.value, value.step, exact=False)
        return Figure(value)

    # -- the look-up of the relation language ------------------------------------------------------

    def figure(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The shown quantity of a single cell; ``None`` when blank or absent. Raises Unread."""
        access = self._accesses.get(id(reference)) or self._open(reference)
        row = access.row or binding.row
        if access.is_same_code and not (access.is_coded and row.isdigit()):
            same = self._rows.same_code_row(reference, row)
            if same is None:
                return None
            row = same
        column = access.column or self._bound_column(access, binding)
        shown = column.shown.get(row, MISSING)
        if shown is MISSING:
            shown = self.shown_in(column, row)
        if shown is None:
            return None
        if shown is UNREAD:
            raise self._unread(column.cell(row))
        assert isinstance(shown, Figure)
        return shown.value if shown.exact else shown.quantity()

    def _open(self, reference: Reference) -> _Access:
        key = TableKey(reference.table, reference.period, reference.basis, reference.unit, reference.instance)
        is_bound = reference.column == THIS_COLUMN or reference.instance == THIS_CARD
        access = _Access(
            reference,
            key,
            reference.row.name if reference.row.kind is SelectorKind.NAMED else "",
            reference.row.kind is SelectorKind.SAME_CODE,
            self._rows.form.table(reference.table).coded is not None,
            None if is_bound else self.column_of(key, reference.column),
        )
        self._accesses[id(reference)] = access
        return access

    def _bound_column(self, access: _Access, binding: Binding) -> Column:
        column = access.by_binding.get((binding.column, binding.instance))
        if column is None:
            reference = access.reference
            name = binding.column if reference.column == THIS_COLUMN else reference.column
            key = access.key
            if reference.instance == THIS_CARD:
                key = key._replace(instance=binding.instance)
            column = access.by_binding[binding.column, binding.instance] = self.column_of(key, name)
        return column

    def total(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The sum over the chosen cells; ``None`` when all are blank. Raises Unread."""
        if reference.row.kind is SelectorKind.CHILDREN and reference.instance != "*":
            access = self._accesses.get(id(reference)) or self._open(reference)
            column = access.column or self._bound_column(access, binding)
            running = column.sums.get(binding.row) or self._sum(column, binding.row)
            if running.unread:
                raise Unread(f"{column.key.table} {binding.row} 的下级有未读出的数")
            if not running.inexact:
                return running.value if running.filled else None
        result: Quantity | None = None
        for figure in self._figures_of(reference, binding):
            result = figure.quantity() if result is None else add(result, figure.quantity())
        return result

    def _figures_of(self, reference: Reference, binding: Binding) -> Iterator[Figure]:
        for address in self._rows.addresses(reference, binding):
            figure = self.shown(address)
            if figure is not None:
                yield figure

    def _sum(self, column: Column, row: str) -> RunningSum:
        running = RunningSum()
        for child in column.tree.children(row):
            running.add(self.shown_in(column, child), 1)
        column.sums[row] = running
        return running

    def addresses(self, reference: Reference, binding: Binding) -> tuple[Address, ...]:
        """The cells that a reference chooses, in printed order; absent rows are left out."""
        return self._rows.addresses(reference, binding)
