"""Owns the shown value of every cell: stated or computed, kept right by deltas as the report changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from juesuan_gui.figures import Figure, Measure, Quantity, add
from juesuan_gui.forms import TOTAL_ROW, CodeCatalogue, Form
from juesuan_gui.live.domain import columns_of_each, row_in_each, rows_of_each
from juesuan_gui.live.rules import CompiledRule, Instance, Reading, RuleBook
from juesuan_gui.live.tree import RowTree
from juesuan_gui.relations import THIS_COLUMN, Address, Binding, Reference, SelectorKind, Unread, references
from juesuan_gui.report import Change, Report, SlotKind, Stated, TableKey

_UNREAD: Final = object()
_MISSING: Final = object()
#: The instance word by which a rule over cards names the card it runs over.
THIS_CARD: Final = "本卡"


@dataclass(slots=True)
class _Sum:
    """The running sum of the cells below a row in one column."""

    value: int | Fraction = 0
    filled: int = 0
    inexact: int = 0
    unread: int = 0


@dataclass(slots=True)
class Update:
    """What an applied change did: cells whose shown value changed, and the rule instances to look at again.

    ``everything`` means that so much depends on it (a table became filled, a setting) that all rules run.
    """

    changed: dict[Address, None] = field(default_factory=dict)
    touched: dict[Instance, None] = field(default_factory=dict)
    tables: set[TableKey] = field(default_factory=set)
    everything: bool = False


class LiveReport:
    """A look-up over a report in which computed cells have their values. Only ``apply`` follows changes."""

    def __init__(self, report: Report, codes: CodeCatalogue, rule_book: RuleBook | None = None) -> None:
        self.report = report
        self.form: Form = report.form
        self.rules = rule_book or RuleBook(report.form)
        self.evaluations = 0
        self._codes = codes
        self._computed: dict[Address, object] = {}
        self._sums: dict[tuple[TableKey, str, str], _Sum] = {}
        self._trees: dict[TableKey, RowTree] = {}
        self._winning: dict[tuple[TableKey, str, str], CompiledRule | None] = {}
        self._conditions: dict[tuple[str, int], bool] = {}
        self._figures = report.figures()
        self._code_of_row = {
            row.key: row.code for table in self.form.tables.values() for row in table.rows.values() if row.code
        }

    # -- structure ---------------------------------------------------------------------------------

    def tree_of(self, key: TableKey) -> RowTree:
        """The rows of a table of the report."""
        tree = self._trees.get(key)
        if tree is None:
            tree = RowTree(self.form.table(key.table), self.report.code_rows(key))
            self._trees[key] = tree
        return tree

    def tree(self, table_id: str) -> RowTree:
        """The rows of this year's table."""
        return self.tree_of(TableKey(table_id))

    def funds(self, code: str) -> frozenset[str]:
        """The funds of a code by the catalogue; empty when unknown."""
        return self._codes.funds(code) if code else frozenset()

    def row_name(self, table_id: str, row: str) -> str:
        """The name of a row: as the report prints it, or the form's label."""
        fixed = self.form.table(table_id).rows.get(row)
        if fixed is not None:
            return fixed.label
        coded = self.report.code_rows(TableKey(table_id)).get(row)
        return (coded.name if coded else "") or self._codes.name(row) or row

    def code_of(self, row: str) -> str:
        """The 科目 code of a row key, "" for a row without one."""
        return self._code_of_row.get(row) or (row if row.isdigit() else "")

    # -- values ------------------------------------------------------------------------------------

    def shown(self, address: Address) -> Figure | None:
        """What the cell shows: the stated figure, else the computed one. Raises Unread."""
        stated = self._figures.get(address)
        if stated is not None:
            if stated.unread:
                raise Unread(stated.unread)
            return stated.figure
        return self.computed(address)

    def computed(self, address: Address) -> Figure | None:
        """What the form computes for the cell, whatever was stated; ``None`` for an input cell or all blanks."""
        value = self._computed.get(address, _MISSING)
        if value is _MISSING:
            value = self._compute(address)
            self._computed[address] = value
        if value is _UNREAD:
            raise Unread(address.text)
        return value if isinstance(value, Figure) else None

    def is_computed(self, address: Address) -> bool:
        """Whether the form computes this cell."""
        return self._computing_rule(address) is not None

    def computing_rule(self, address: Address) -> tuple[CompiledRule, Binding] | None:
        """The rule that computes a cell with its binding, for explanations and Excel formulas."""
        rule = self._computing_rule(address)
        return None if rule is None else (rule, _binding(rule, address))

    def _computing_rule(self, address: Address) -> CompiledRule | None:
        cell = (TableKey.of(address), address.row, address.column)
        if cell in self._winning:
            return self._winning[cell]
        found = None
        for compiled in self.rules.computing(address.table):
            if self._computes(compiled, address):
                found = compiled
        self._winning[cell] = found
        return found

    def _computes(self, compiled: CompiledRule, address: Address) -> bool:
        left, each = compiled.rule.relation.left, compiled.rule.each
        assert isinstance(left, Reference)
        if left.basis != address.basis or left.period != address.period:
            return False
        if left.column not in (THIS_COLUMN, address.column):
            return False
        if left.row.kind is SelectorKind.NAMED and left.row.name != address.row:
            return False
        if each is None:
            return True
        if left.column == THIS_COLUMN and address.column not in columns_of_each(self, each, address.row):
            return False
        return row_in_each(self, each, address.table, address.row)

    def _compute(self, address: Address) -> object:
        rule = self._computing_rule(address)
        if rule is None:
            return None
        self.evaluations += 1
        try:
            value = rule.right(self, _binding(rule, address))
        except Unread:
            return _UNREAD
        if value is None:
            return None
        if isinstance(value, Measure):
            return Figure(value.value, value.step, exact=False)
        return Figure(value)

    # -- the look-up of the relation language ------------------------------------------------------

    def figure(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The shown quantity of a single cell; ``None`` when blank or absent. Raises Unread."""
        kind = reference.row.kind
        row: str | None
        if kind is SelectorKind.NAMED:
            row = reference.row.name
        elif kind is SelectorKind.THIS:
            row = binding.row
        else:
            row = self._same_code_row(reference, binding.row)
            if row is None:
                return None
        column = binding.column if reference.column == THIS_COLUMN else reference.column
        instance = binding.instance if reference.instance == THIS_CARD else reference.instance
        figure = self.shown(
            Address(reference.table, row, column, reference.period, reference.basis, reference.unit, instance)
        )
        if figure is None:
            return None
        return figure.value if figure.exact else figure.quantity()

    def total(self, reference: Reference, binding: Binding) -> Quantity | None:
        """The sum over the chosen cells; ``None`` when all are blank. Raises Unread."""
        if reference.row.kind is SelectorKind.CHILDREN and reference.instance != "*":
            column = binding.column if reference.column == THIS_COLUMN else reference.column
            instance = binding.instance if reference.instance == THIS_CARD else reference.instance
            key = TableKey(reference.table, reference.period, reference.basis, reference.unit, instance)
            running = self._sum(key, binding.row, column)
            if running.unread:
                raise Unread(f"{key.table} {binding.row} 的下级有未读出的数")
            if not running.inexact:
                return running.value if running.filled else None
        result: Quantity | None = None
        for address in self.addresses(reference, binding):
            figure = self.shown(address)
            if figure is not None:
                result = figure.quantity() if result is None else add(result, figure.quantity())
        return result

    def addresses(self, reference: Reference, binding: Binding) -> tuple[Address, ...]:
        """The cells that a reference chooses, in printed order; absent rows are left out."""
        column = binding.column if reference.column == THIS_COLUMN else reference.column
        return tuple(
            key.cell(row, column)
            for key in self._keys(reference, binding)
            for row in self._rows(reference, binding, key)
        )

    def _keys(self, reference: Reference, binding: Binding) -> list[TableKey]:
        key = TableKey(reference.table, reference.period, reference.basis, reference.unit)
        if reference.instance == "*":
            return [item for item in self.report.tables() if item._replace(instance="") == key and item.instance]
        instance = binding.instance if reference.instance == THIS_CARD else reference.instance
        return [key._replace(instance=instance)]

    def _rows(self, reference: Reference, binding: Binding, key: TableKey) -> Iterable[str]:
        selector = reference.row
        tree = self.tree_of(key)
        table = self.form.table(key.table)
        match selector.kind:
            case SelectorKind.NAMED:
                present = selector.name in table.rows or selector.name == TOTAL_ROW
                return (selector.name,) if present or tree.row_of_code(selector.name) else ()
            case SelectorKind.THIS:
                present = binding.row in table.rows or binding.row == TOTAL_ROW
                return (binding.row,) if present or tree.row_of_code(binding.row) else ()
            case SelectorKind.SAME_CODE:
                row = self._same_code_row(reference, binding.row)
                return (
                    (row,)
                    if row is not None and (row in table.rows or row == TOTAL_ROW or tree.row_of_code(row))
                    else ()
                )
            case SelectorKind.CHILDREN:
                return tree.children(binding.row)
            case SelectorKind.GROUP:
                return [row.key for row in table.rows.values() if selector.name in row.groups]
            case SelectorKind.PREFIX:
                return [
                    row for row in tree.code_rows() if self.code_of(row).startswith(selector.name) and tree.is_leaf(row)
                ]
            case SelectorKind.LEVEL:
                length = {"类": 3, "款": 5, "项": 7}[selector.name]
                return [row for row in tree.code_rows() if len(self.code_of(row)) == length]

    def _same_code_row(self, reference: Reference, row: str) -> str | None:
        table = self.form.table(reference.table)
        code = self.code_of(row)
        if not code:
            return row if row == TOTAL_ROW or row in table.rows else None
        if table.coded is not None:
            return code
        return self.tree_of(TableKey(reference.table, reference.period, reference.basis)).row_of_code(code)

    def _sum(self, key: TableKey, row: str, column: str) -> _Sum:
        running = self._sums.get((key, row, column))
        if running is None:
            running = _Sum()
            for child in self.tree_of(key).children(row):
                self._add_to(running, self._peek(key.cell(child, column)), 1)
            self._sums[key, row, column] = running
        return running

    def _peek(self, address: Address) -> object:
        try:
            return self.shown(address)
        except Unread:
            return _UNREAD

    @staticmethod
    def _add_to(running: _Sum, shown: object, sign: int) -> None:
        if shown is _UNREAD:
            running.unread += sign
        elif isinstance(shown, Figure):
            running.value += sign * shown.value
            running.filled += sign
            running.inexact += 0 if shown.exact else sign

    # -- rules over this report --------------------------------------------------------------------

    def instances(self) -> Iterator[Instance]:
        """Every rule instance of the report whose tables are filled and whose settings apply."""
        for compiled in self.rules.rules:
            if self.applies(compiled):
                for binding in self._bindings(compiled):
                    yield Instance(compiled.check.id, compiled.index, binding)

    def applies(self, compiled: CompiledRule) -> bool:
        """Whether the report's settings and filled tables let the rule run at all."""
        for name, allowed in compiled.check.settings.items():
            if self.report.setting(name) not in allowed:
                return False
        return all(self._has_table(*table) for table in compiled.tables)

    def _has_table(self, table_id: str, period: str, basis: str) -> bool:
        if self.form.table(table_id).repeated:
            return any((key.table, key.period, key.basis) == (table_id, period, basis) for key in self.report.tables())
        return self.report.is_filled(TableKey(table_id, period, basis))

    def _bindings(self, compiled: CompiledRule) -> Iterator[Binding]:
        each = compiled.rule.each
        cards = self._cards(compiled)
        if each is None:
            for card in cards:
                yield Binding(instance=card)
            return
        for row in rows_of_each(self, each):
            for column in columns_of_each(self, each, row):
                for card in cards:
                    yield Binding(row, column, card)

    def _cards(self, compiled: CompiledRule) -> list[str]:
        names = [
            reference.table
            for reference in (reading.reference for reading in self._readings(compiled))
            if reference.instance == THIS_CARD
        ]
        if not names:
            return [""]
        return [key.instance for key in self.report.tables() if key.table == names[0] and key.instance]

    def _readings(self, compiled: CompiledRule) -> Iterator[Reading]:
        for reference, _ in references(compiled.rule.relation):
            yield Reading(compiled, reference, False)

    def condition_holds(self, compiled: CompiledRule, binding: Binding) -> bool:
        """Whether the rule's ``when`` is true; one that is the same for every row is evaluated once."""
        if compiled.when is None:
            return True
        if not compiled.when_is_unbound:
            return compiled.when(self, binding)
        key = (compiled.check.id, compiled.index)
        known = self._conditions.get(key)
        if known is None:
            known = compiled.when(self, binding)
            self._conditions[key] = known
        return known

    def reading_instances(self, address: Address) -> list[Instance]:
        """Every rule instance that reads a cell, directly or through cells computed from it."""
        found: dict[Instance, None] = {}
        seen = {address}
        queue = [address]
        while queue:
            cell = queue.pop()
            for reading in self.rules.readers(cell):
                compiled = reading.compiled
                if reading.in_when or not self.applies(compiled):
                    continue
                for binding in self._inverse(reading, cell):
                    found[Instance(compiled.check.id, compiled.index, binding)] = None
                if not compiled.rule.computes:
                    continue
                for target in self._targets(reading, cell):
                    stated = self._figures.get(target)
                    if target not in seen and stated is None and self._computing_rule(target) is compiled:
                        seen.add(target)
                        queue.append(target)
        return [item for item in found if self._condition_is_true(item)]

    def _condition_is_true(self, instance: Instance) -> bool:
        try:
            return self.condition_holds(self.rules.rule(instance), instance.binding)
        except Unread:
            return False

    # -- following changes -------------------------------------------------------------------------

    def apply(self, change: Change) -> Update:
        """Apply a change to the report and bring every dependent computed cell up to date."""
        update = Update()
        filled_before = {key: self.report.is_filled(key) for key in _tables_of(change)}
        before: dict[Address, object] = {}
        row_edits = []
        for edit in change.edits:
            if edit.slot.kind is SlotKind.FIGURE:
                address = Address(*edit.slot.key)
                before[address] = self._peek(address)
            elif edit.slot.kind is SlotKind.ROW:
                row_edits.append(edit)
            elif edit.slot.kind is SlotKind.SETTING:
                update.everything = True
        self.report.apply(change)
        for key, was_filled in filled_before.items():
            if self.report.is_filled(key) != was_filled:
                update.everything = True
        if row_edits:
            self._follow_rows({TableKey(*edit.slot.key[:-1]) for edit in row_edits}, update)
        pending: dict[Address, object] = {}
        for address, old in before.items():
            new = self._peek(address)
            if new != old:
                pending[address] = old
                self._delta(address, old, new)
        self._propagate(pending, update)
        if update.everything:
            self._conditions.clear()
        return update

    def _follow_rows(self, keys: set[TableKey], update: Update) -> None:
        """Rows came or went: leaves and parents may have swapped parts, so the table is computed anew."""
        for key in keys:
            update.tables.add(key)
            self._trees.pop(key, None)
            self._sums = {item: running for item, running in self._sums.items() if item[0] != key}
            self._winning = {item: rule for item, rule in self._winning.items() if item[0] != key}
        self._computed.clear()
        self._sums.clear()
        self._conditions.clear()
        update.everything = True

    def _propagate(self, pending: dict[Address, object], update: Update) -> None:
        queue = list(pending)
        while queue:
            address = queue.pop(0)
            update.changed[address] = None
            for reading in self.rules.readers(address):
                self._touch(reading, address, update)
                if reading.in_when or not reading.compiled.rule.computes:
                    continue
                for target in self._targets(reading, address):
                    if (
                        target == address
                        or target not in self._computed
                        or self._computing_rule(target) is not reading.compiled
                    ):
                        continue
                    shown_before = self._peek(target)
                    self._computed[target] = self._compute(target)
                    shown_after = self._peek(target)
                    if shown_after != shown_before:
                        self._delta(target, shown_before, shown_after)
                        queue.append(target)
                    elif target in self._figures:
                        # A stated total hides its computed value, but the difference beside it changed.
                        update.changed[target] = None

    def _delta(self, address: Address, old: object, new: object) -> None:
        key = TableKey.of(address)
        parent = self.tree_of(key).parent(address.row)
        if parent is None:
            return
        running = self._sums.get((key, parent, address.column))
        if running is not None:
            self._add_to(running, old, -1)
            self._add_to(running, new, 1)

    def _targets(self, reading: Reading, address: Address) -> Iterator[Address]:
        left = reading.compiled.rule.relation.left
        assert isinstance(left, Reference)
        for binding in self._inverse(reading, address):
            row = left.row.name if left.row.kind is SelectorKind.NAMED else binding.row
            column = binding.column if left.column == THIS_COLUMN else left.column
            instance = binding.instance if left.instance == THIS_CARD else left.instance
            yield Address(left.table, row, column, left.period, left.basis, left.unit, instance)

    def _touch(self, reading: Reading, address: Address, update: Update) -> None:
        compiled = reading.compiled
        if not self.applies(compiled):
            return
        if reading.in_when and compiled.when_is_unbound:
            key = (compiled.check.id, compiled.index)
            known = self._conditions.pop(key, None)
            binding = Binding()
            try:
                now: bool | None = self.condition_holds(compiled, binding)
            except Unread:
                now = None
            if known is not None and known == now:
                return
        for binding in self._inverse(reading, address):
            update.touched[Instance(compiled.check.id, compiled.index, binding)] = None

    def _inverse(self, reading: Reading, address: Address) -> Iterator[Binding]:
        """The bindings under which the reading reads this cell."""
        reference, each = reading.reference, reading.compiled.rule.each
        selector = reference.row
        kind = selector.kind
        if kind is SelectorKind.NAMED and selector.name != address.row:
            return
        card = address.instance if reference.instance == THIS_CARD else ""
        if each is None:
            if self._chooses_unbound(reference, address):
                yield Binding(instance=card)
            return
        rows: Iterable[str]
        if kind is SelectorKind.THIS:
            rows = (address.row,)
        elif kind is SelectorKind.SAME_CODE:
            rows = self._rows_with_code(each.tables, address.row)
        elif kind is SelectorKind.CHILDREN:
            parent = self.tree_of(TableKey.of(address)).parent(address.row)
            rows = () if parent is None else (parent,)
        elif self._chooses_unbound(reference, address):
            rows = rows_of_each(self, each)
        else:
            return
        for row in rows:
            if not any(self._in_each(reading.compiled, table_id, row) for table_id in each.tables):
                continue
            columns = columns_of_each(self, each, row)
            if reference.column == THIS_COLUMN:
                if address.column in columns:
                    yield Binding(row, address.column, card)
            else:
                for column in columns:
                    yield Binding(row, column, card)

    def _in_each(self, compiled: CompiledRule, table_id: str, row: str) -> bool:
        table = self.form.table(table_id)
        if row not in table.rows and row != TOTAL_ROW and self.tree(table_id).row_of_code(row) is None:
            return False
        assert compiled.rule.each is not None
        return row_in_each(self, compiled.rule.each, table_id, row)

    def _chooses_unbound(self, reference: Reference, address: Address) -> bool:
        selector = reference.row
        if selector.kind is SelectorKind.NAMED:
            return selector.name == address.row
        return address.row in self._rows(reference, Binding(), TableKey.of(address))

    def _rows_with_code(self, tables: tuple[str, ...], row: str) -> list[str]:
        code = self.code_of(row)
        if not code:
            return [row]
        found: dict[str, None] = {}
        for table_id in tables:
            table = self.form.table(table_id)
            match = code if table.coded is not None else self.tree(table_id).row_of_code(code)
            if match is not None:
                found[match] = None
        return list(found)


def _binding(compiled: CompiledRule, address: Address) -> Binding:
    left = compiled.rule.relation.left
    assert isinstance(left, Reference)
    return Binding(
        address.row if left.row.kind is not SelectorKind.NAMED else "",
        address.column if left.column == THIS_COLUMN else "",
        address.instance if left.instance == THIS_CARD else "",
    )


def _tables_of(change: Change) -> set[TableKey]:
    keys = set()
    for edit in change.edits:
        if edit.slot.kind is SlotKind.FIGURE:
            keys.add(TableKey.of(Address(*edit.slot.key)))
        elif edit.slot.kind is SlotKind.TABLE:
            keys.add(TableKey(*edit.slot.key))
    return keys


def stated_differs(stated: Stated, computed: Figure | None) -> bool:
    """Whether a stated total differs from what the form computes (a blank one from a value that is not zero)."""
    if stated.figure is None:
        return computed is not None and computed.value != 0
    return computed is None or computed.value != stated.figure.value
