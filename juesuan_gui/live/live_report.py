"""Owns the shown value of every cell: stated or computed, kept right by deltas as the report changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from juesuan_gui.figures import Figure, Measure, Quantity, add
from juesuan_gui.forms import TOTAL_ROW, CodeCatalogue, Form
from juesuan_gui.live.columns import MISSING, UNREAD, Column, RunningSum, Shown
from juesuan_gui.live.domain import columns_of_each, row_in_each, row_is_in, rows_of_each
from juesuan_gui.live.reach import ReachFinder, Target
from juesuan_gui.live.rules import THIS_CARD, CompiledRule, Instance, RuleBook
from juesuan_gui.live.tree import RowTree
from juesuan_gui.relations import THIS_COLUMN, Address, Binding, Reference, SelectorKind, Unread
from juesuan_gui.report import Change, Report, SlotEdit, SlotKind, Stated, TableKey

#: From so many new or removed rows on (an import) starting afresh is quicker than following them.
_MANY_ROWS: Final = 60


@dataclass(slots=True)
class Update:
    """What an applied change did: cells whose shown value changed, and the rule instances to look at again.

    ``everything`` means that so much depends on it (a table became filled, a setting) that all rules run.
    ``tables`` are those that gained or lost rows. A touched instance may be gone with its row: then its
    condition does not hold any more.
    """

    changed: dict[Address, None] = field(default_factory=dict)
    touched: dict[Instance, None] = field(default_factory=dict)
    tables: set[TableKey] = field(default_factory=set)
    everything: bool = False


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


class LiveReport:
    """A look-up over a report in which computed cells have their values. Only ``apply`` follows changes."""

    def __init__(self, report: Report, codes: CodeCatalogue, rule_book: RuleBook | None = None) -> None:
        self.report = report
        self.form: Form = report.form
        self.rules = rule_book or RuleBook(report.form)
        self.evaluations = 0
        self._codes = codes
        self._funds: dict[str, frozenset[str]] = {}
        self._trees: dict[TableKey, RowTree] = {}
        self._columns: dict[TableKey, dict[str, Column]] = {}
        # By identity: a reference of a rule is looked up for every value, and its own hash is slow.
        self._accesses: dict[int, _Access] = {}
        self._reaches = ReachFinder(self)
        self._conditions: dict[CompiledRule, bool] = {}
        self._applies: dict[CompiledRule, bool] = {}
        self._domains: dict[int, dict[str, None]] = {}
        self._domain_columns: dict[tuple[int, str], tuple[str, ...]] = {}
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
        known = self._funds.get(code)
        if known is None:
            known = self._codes.funds(code) if code else frozenset()
            self._funds[code] = known
        return known

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
        shown = self._shown(self.column_of(TableKey.of(address), address.column), address.row)
        if isinstance(shown, Figure) or shown is None:
            return shown
        raise self._unread(address)

    def computed(self, address: Address) -> Figure | None:
        """What the form computes for the cell, whatever was stated; ``None`` for an input cell or all blanks."""
        column = self.column_of(TableKey.of(address), address.column)
        if address not in self._figures:
            computed = self._shown(column, address.row)
        else:
            computed = column.hidden.get(address.row, MISSING)
            if computed is MISSING:
                computed = self._compute(column, address.row)
                column.hidden[address.row] = computed
        if isinstance(computed, Figure) or computed is None:
            return computed
        raise Unread(address.text)

    def is_computed(self, address: Address) -> bool:
        """Whether the form computes this cell."""
        return self.computing_rule_of(self.column_of(TableKey.of(address), address.column), address.row) is not None

    def computing_rule(self, address: Address) -> tuple[CompiledRule, Binding] | None:
        """The rule that computes a cell with its binding, for explanations and Excel formulas."""
        column = self.column_of(TableKey.of(address), address.column)
        rule = self.computing_rule_of(column, address.row)
        return None if rule is None else (rule, _binding(rule, column, address.row))

    def column_of(self, key: TableKey, name: str) -> Column:
        """What is known of a column."""
        columns = self._columns.get(key)
        if columns is None:
            columns = self._columns[key] = {}
        column = columns.get(name)
        if column is None:
            column = columns[name] = Column(key, name, self.tree_of(key))
        return column

    def _shown(self, column: Column, row: str) -> Shown:
        shown = column.shown.get(row, MISSING)
        if shown is MISSING:
            shown = column.shown[row] = self._evaluate(column, row)
        return shown

    def _evaluate(self, column: Column, row: str) -> Shown:
        stated = self._figures.get(column.cell(row))
        if stated is not None:
            return UNREAD if stated.unread else stated.figure
        return self._compute(column, row)

    def _unread(self, address: Address) -> Unread:
        stated = self._figures.get(address)
        return Unread(address.text if stated is None else stated.unread)

    def computing_rule_of(self, column: Column, row: str) -> CompiledRule | None:
        """The rule that computes a cell, ``None`` for input."""
        if row in column.computing:
            return column.computing[row]
        rules = self.rules.computing(column.cell(row))
        found = next((compiled for compiled in rules if self._computes(compiled, column, row)), None)
        column.computing[row] = found
        return found

    def _computes(self, compiled: CompiledRule, column: Column, row: str) -> bool:
        left, each = compiled.rule.relation.left, compiled.rule.each
        assert isinstance(left, Reference)
        if not self._settings_allow(compiled):
            return False
        if left.row.kind is SelectorKind.NAMED and left.row.name != row:
            return False
        if each is None:
            return True
        if left.column == THIS_COLUMN and column.name not in self.columns_in(compiled, row):
            return False
        return row_in_each(self, each, column.key.table, row)

    def _compute(self, column: Column, row: str) -> Shown:
        rule = self.computing_rule_of(column, row)
        return None if rule is None else self._result(rule, _binding(rule, column, row))

    def _result(self, rule: CompiledRule, binding: Binding) -> Shown:
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
            same = self._same_code_row(reference, row)
            if same is None:
                return None
            row = same
        column = access.column or self._bound_column(access, binding)
        shown = column.shown.get(row, MISSING)
        if shown is MISSING:
            shown = self._shown(column, row)
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
            self.form.table(reference.table).coded is not None,
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
        for address in self.addresses(reference, binding):
            figure = self.shown(address)
            if figure is not None:
                result = figure.quantity() if result is None else add(result, figure.quantity())
        return result

    def _sum(self, column: Column, row: str) -> RunningSum:
        running = RunningSum()
        for child in column.tree.children(row):
            running.add(self._shown(column, child), 1)
        column.sums[row] = running
        return running

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

    def chooses(self, reference: Reference, address: Address) -> bool:
        """Whether a reference without 本行 chooses the cell."""
        selector = reference.row
        if selector.kind is SelectorKind.NAMED:
            return selector.name == address.row
        return address.row in self._rows(reference, Binding(), TableKey.of(address))

    # -- rules over this report --------------------------------------------------------------------

    def instances(self) -> Iterator[Instance]:
        """Every rule instance of the report whose tables are filled and whose settings apply."""
        for compiled in self.rules.rules:
            if self.applies(compiled):
                for binding in self._bindings(compiled):
                    yield Instance(compiled.check.id, compiled.index, binding)

    def applies(self, compiled: CompiledRule) -> bool:
        """Whether the report's settings and filled tables let the rule run at all."""
        known = self._applies.get(compiled)
        if known is None:
            known = self._settings_allow(compiled) and all(self._has_table(*table) for table in compiled.tables)
            self._applies[compiled] = known
        return known

    def _settings_allow(self, compiled: CompiledRule) -> bool:
        return all(self.report.setting(name) in allowed for name, allowed in compiled.check.settings.items())

    def _has_table(self, table_id: str, period: str, basis: str) -> bool:
        if self.form.table(table_id).repeated:
            return any((key.table, key.period, key.basis) == (table_id, period, basis) for key in self.report.tables())
        return self.report.is_filled(TableKey(table_id, period, basis))

    def _bindings(self, compiled: CompiledRule) -> Iterator[Binding]:
        cards = self._cards(compiled)
        if compiled.domain < 0:
            for card in cards:
                yield Binding(instance=card)
            return
        for row in self.rows_in(compiled):
            for column in self.columns_in(compiled, row):
                for card in cards:
                    yield Binding(row, column, card)

    def _cards(self, compiled: CompiledRule) -> list[str]:
        if not compiled.card_table:
            return [""]
        return [key.instance for key in self.report.tables() if key.table == compiled.card_table and key.instance]

    def rows_in(self, compiled: CompiledRule) -> dict[str, None]:
        """The rows that a rule runs over; rules with the same ``each`` share them."""
        rows = self._domains.get(compiled.domain)
        if rows is None:
            assert compiled.rule.each is not None
            rows = self._domains[compiled.domain] = dict.fromkeys(rows_of_each(self, compiled.rule.each))
        return rows

    def columns_in(self, compiled: CompiledRule, row: str) -> tuple[str, ...]:
        """The columns that a rule runs over in a row."""
        # All codes of one length have the same columns.
        like = (compiled.domain, str(len(row)) if row.isdigit() and row not in self._code_of_row else row)
        columns = self._domain_columns.get(like)
        if columns is None:
            assert compiled.rule.each is not None
            columns = self._domain_columns[like] = columns_of_each(self, compiled.rule.each, row)
        return columns

    def condition_holds(self, compiled: CompiledRule, binding: Binding) -> bool:
        """Whether the rule runs for this row and its ``when`` is true."""
        if compiled.domain >= 0:
            rows = self._domains.get(compiled.domain)
            if binding.row not in (self.rows_in(compiled) if rows is None else rows):
                return False
        if compiled.when is None:
            return True
        if compiled.when_is_unbound:
            return self._common_condition(compiled)
        return compiled.when(self, binding)

    def _common_condition(self, compiled: CompiledRule) -> bool:
        """A condition that is the same for every row is evaluated once."""
        known = self._conditions.get(compiled)
        if known is None:
            assert compiled.when is not None
            known = self._conditions[compiled] = compiled.when(self, Binding())
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
                for binding in self._reaches.bindings(reading, cell):
                    found[Instance(compiled.check.id, compiled.index, binding)] = None
                    target = self._reaches.target(compiled, binding) if compiled.rule.computes else None
                    if target is not None and target.address not in seen and target.address not in self._figures:
                        seen.add(target.address)
                        queue.append(target.address)
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
        edited: list[tuple[Column, str]] = []
        row_edits = []
        for edit in change.edits:
            if edit.slot.kind is SlotKind.FIGURE:
                address = Address(*edit.slot.key)
                column = self.column_of(TableKey.of(address), address.column)
                self._shown(column, address.row)
                edited.append((column, address.row))
            elif edit.slot.kind is SlotKind.ROW:
                row_edits.append(edit)
            elif edit.slot.kind is SlotKind.SETTING:
                update.everything = True
        self.report.apply(change)
        if any(self.report.is_filled(key) != was_filled for key, was_filled in filled_before.items()):
            update.everything = True
        if any(edit.slot.kind is SlotKind.SETTING for edit in change.edits):
            # A setting decides which rules compute: with 涉密科目不公开 a parent is no longer its children's sum.
            for columns in self._columns.values():
                for known in columns.values():
                    known.forget()
        if row_edits:
            edited = [*self._follow_rows(row_edits, update), *edited]
        if update.everything:
            self._applies.clear()
            self._reaches.forget()
        self._propagate(self._changed(edited, update), update)
        if update.everything:
            self._conditions.clear()
        return update

    def _changed(self, edited: Iterable[tuple[Column, str]], update: Update) -> list[tuple[Column, str]]:
        """The edited cells that show another value than before, with that value put in place."""
        changed = []
        for column, row in edited:
            before = column.shown.get(row, MISSING)
            column.hidden.pop(row, None)
            after = self._evaluate(column, row)
            if after == before:
                continue
            column.put(row, after)
            changed.append((column, row))
            # A stated total is checked against its rule, one that is computed again holds by itself.
            rule = self.computing_rule_of(column, row)
            if rule is not None and self.applies(rule):
                update.touched[Instance(rule.check.id, rule.index, _binding(rule, column, row))] = None
        return changed

    def _propagate(self, changed: Iterable[tuple[Column, str]], update: Update) -> None:
        queue = deque(changed)
        while queue:
            reach = self._reaches.reach(*queue.popleft())
            update.changed[reach.address] = None
            update.touched.update(reach.checks)
            for compiled, checks in reach.conditional.items():
                # When the condition comes to hold, its own readers touch all rows.
                if self._conditions.get(compiled) is not False:
                    update.touched.update(checks)
            for compiled in reach.conditions:
                self._reconsider(compiled, update)
            for target in reach.targets:
                if self._recompute(target, update):
                    queue.append((target.column, target.row))

    def _recompute(self, target: Target, update: Update) -> bool:
        """Compute a cell anew; whether it shows another value."""
        column, row = target.column, target.row
        if target.address in self._figures:
            # A stated total hides its computed value, but the difference beside it changes.
            if row in column.hidden:
                column.hidden[row] = self._result(target.compiled, target.binding)
                update.changed[target.address] = None
            self._touch_computing(target, update)
            return False
        before = column.shown.get(row, MISSING)
        if before is MISSING:
            self._touch_computing(target, update)
            return False
        after = self._result(target.compiled, target.binding)
        if after == before:
            return False
        if after is UNREAD or before is UNREAD:
            self._touch_computing(target, update)
        column.put(row, after)
        return True

    def _touch_computing(self, target: Target, update: Update) -> None:
        if self.applies(target.compiled):
            update.touched[target.instance] = None

    def _reconsider(self, compiled: CompiledRule, update: Update) -> None:
        """Touch every row of a rule whose common condition turned."""
        known = self._conditions.pop(compiled, None)
        try:
            now: bool | None = self._common_condition(compiled)
        except Unread:
            now = None
        if known is None or known != now:
            self._touch_all(compiled, update)

    def _touch_all(self, compiled: CompiledRule, update: Update) -> None:
        for binding in self._bindings(compiled):
            update.touched[Instance(compiled.check.id, compiled.index, binding)] = None

    # -- following rows ----------------------------------------------------------------------------

    def _follow_rows(self, edits: list[SlotEdit], update: Update) -> list[tuple[Column, str]]:
        """Bring trees, domains and sums up to date; returns the cells that may show another value now."""
        affected: dict[TableKey, dict[str, None]] = {}
        for edit in edits:
            affected.setdefault(TableKey(*edit.slot.key[:-1]), {})
        update.tables.update(affected)
        if len(edits) > _MANY_ROWS or not all(self._can_follow(key) for key in affected):
            self._start_afresh(affected)
            update.everything = True
            return []
        for edit in edits:
            *parts, code = edit.slot.key
            key = TableKey(*parts)
            tree = self._trees[key]
            rows = {code}
            if edit.before is None:
                rows = tree.insert(code)
            elif edit.after is None:
                rows = tree.remove(code)
            affected[key].update(dict.fromkeys(sorted(rows)))
        self._reaches.forget()
        for key, rows_of_key in affected.items():
            self._follow_domains(key.table, rows_of_key, update)
            for reading in self.rules.by_rows(key.table):
                if reading.in_when and reading.compiled.when_is_unbound:
                    self._reconsider(reading.compiled, update)
                elif self.applies(reading.compiled):
                    self._touch_all(reading.compiled, update)
        columns = [(column, rows) for key, rows in affected.items() for column in self._columns.get(key, {}).values()]
        for column, rows_of_column in columns:
            for row in rows_of_column:
                column.forget_row(row)
        return [(column, row) for column, rows in columns for row in rows if row in column.shown]

    def _can_follow(self, key: TableKey) -> bool:
        """Whether the rows of a table are followed one by one: this year's only table, known before."""
        return (
            key == TableKey(key.table)
            and key in self._trees
            and self.form.table(key.table).coded is not None
            and not self.form.table(key.table).repeated
            and not any(reading.compiled.rule.computes for reading in self.rules.by_rows(key.table))
        )

    def _follow_domains(self, table_id: str, rows: Iterable[str], update: Update) -> None:
        for number, each in enumerate(self.rules.domains):
            known = self._domains.get(number)
            if known is None or table_id not in each.tables:
                continue
            for row in rows:
                was = row in known
                now = row_is_in(self, each, row)
                if now:
                    known[row] = None
                else:
                    known.pop(row, None)
                if was or now:
                    self._touch_row(number, row, update)

    def _touch_row(self, domain: int, row: str, update: Update) -> None:
        for compiled in self.rules.in_domain(domain):
            if self.applies(compiled):
                for column in self.columns_in(compiled, row):
                    for card in self._cards(compiled):
                        update.touched[Instance(compiled.check.id, compiled.index, Binding(row, column, card))] = None

    def _start_afresh(self, keys: Iterable[TableKey]) -> None:
        for key in keys:
            if key in self._trees:
                self._trees[key].rebuild(self.report.code_rows(key))
        for columns in self._columns.values():
            for column in columns.values():
                column.forget()
        self._domains.clear()
        self._conditions.clear()


def _binding(compiled: CompiledRule, column: Column, row: str) -> Binding:
    left = compiled.rule.relation.left
    assert isinstance(left, Reference)
    return Binding(
        row if left.row.kind is not SelectorKind.NAMED else "",
        column.name if left.column == THIS_COLUMN else "",
        column.key.instance if left.instance == THIS_CARD else "",
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
