"""Owns the following of changes: which cells show another value now, and which rules to look at again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from juesuan_gui.live.cells import Cells
from juesuan_gui.live.columns import MISSING, UNREAD, Column
from juesuan_gui.live.conditions import Conditions
from juesuan_gui.live.ranges import RuleRanges, binding_of
from juesuan_gui.live.reach import ReachFinder, Target
from juesuan_gui.live.rows import ReportRows
from juesuan_gui.live.rules import CompiledRule, Instance
from juesuan_gui.relations import Address
from juesuan_gui.report import Change, SlotEdit, SlotKind, TableKey

#: From so many new or removed rows on (an import) starting afresh is quicker than following them.
_MANY_ROWS: Final = 60
_Cell = tuple[Column, str]


@dataclass(slots=True)
class Update:
    """What an applied change did: cells whose shown value changed, and the rule instances to look at again.

    ``everything`` means that so much depends on it (a table became filled, a setting) that all rules run.
    ``tables`` are those that gained or lost rows. ``restated``: a computed cell was stated or is computed again,
    so that sums go another way. A touched instance may be gone with its row: then its condition does not hold
    any more.
    """

    changed: dict[Address, None] = field(default_factory=dict)
    touched: dict[Instance, None] = field(default_factory=dict)
    tables: set[TableKey] = field(default_factory=set)
    everything: bool = False
    restated: bool = False


class Follower:
    """Applies changes to a report and keeps its cells, conditions and ranges right by deltas."""

    def __init__(
        self, rows: ReportRows, ranges: RuleRanges, cells: Cells, conditions: Conditions, reaches: ReachFinder
    ) -> None:
        self._rows = rows
        self._ranges = ranges
        self._cells = cells
        self._conditions = conditions
        self._reaches = reaches

    def apply(self, change: Change) -> Update:
        """Apply a change to the report and bring every dependent computed cell up to date."""
        update = Update()
        report = self._rows.report
        filled_before = {key: report.is_filled(key) for key in _tables_of(change)}
        edited = self._edited_cells(change)
        row_edits = [edit for edit in change.edits if edit.slot.kind is SlotKind.ROW]
        has_settings = any(edit.slot.kind is SlotKind.SETTING for edit in change.edits)
        report.apply(change)
        update.everything = has_settings or any(
            report.is_filled(key) != was_filled for key, was_filled in filled_before.items()
        )
        if has_settings:
            # A setting decides which rules compute: with 涉密科目不公开 a parent is no longer its children's sum.
            self._ranges.forget_what_applies()
            self._cells.forget()
        tables = dict.fromkeys(TableKey(*edit.slot.key[:-1]) for edit in row_edits)
        update.tables.update(tables)
        if self._are_too_many(row_edits, tables):
            self._start_afresh(tables)
            update.everything = True
            update.changed.update((column.cell(row), None) for column, row in edited)
            return update
        moved = self._follow_rows(row_edits, update) if row_edits else []
        if update.everything:
            self._ranges.forget_what_applies()
            self._reaches.forget()
        changed = self._changed([*edited, *moved], update)
        # A row that is gone is in no rule's range, so nothing leads from its figures to its own totals: they are
        # gone through again until they stand still.
        following = changed
        while moved and following:
            following = self._changed(moved, update)
            changed += following
        self._propagate(changed, update)
        if update.everything:
            self._conditions.forget()
        return update

    def starts_afresh(self, change: Change) -> bool:
        """Whether a change makes every value be found anew."""
        if any(edit.slot.kind is SlotKind.SETTING for edit in change.edits):
            return True
        rows = [edit for edit in change.edits if edit.slot.kind is SlotKind.ROW]
        return self._are_too_many(rows, {TableKey(*edit.slot.key[:-1]) for edit in rows})

    def _are_too_many(self, rows: list[SlotEdit], tables: Iterable[TableKey]) -> bool:
        return len(rows) > _MANY_ROWS or not all(self._can_follow(key) for key in tables)

    def _edited_cells(self, change: Change) -> list[_Cell]:
        """The cells that a change states, each with the value that it shows before."""
        edited = []
        for edit in change.edits:
            if edit.slot.kind is SlotKind.FIGURE:
                address = Address(*edit.slot.key)
                column = self._cells.column_of(TableKey.of(address), address.column)
                self._cells.shown_in(column, address.row)
                edited.append((column, address.row))
        return edited

    def _changed(self, edited: Iterable[_Cell], update: Update) -> list[_Cell]:
        """The edited cells that show another value than before, with that value put in place."""
        changed = []
        for column, row in edited:
            before = column.shown.get(row, MISSING)
            column.hidden.pop(row, None)
            after = self._cells.evaluate(column, row)
            rule = self._cells.computing_rule_of(column, row)
            if rule is not None:
                update.restated = True
            if after == before:
                continue
            column.put(row, after)
            changed.append((column, row))
            # A stated total is checked against its rule, one that is computed again holds by itself.
            if rule is not None and self._ranges.applies(rule):
                update.touched[Instance(rule.check.id, rule.index, binding_of(rule, column, row))] = None
        return changed

    def _propagate(self, changed: Iterable[_Cell], update: Update) -> None:
        queue = deque(changed)
        while queue:
            reach = self._reaches.reach(*queue.popleft())
            update.changed[reach.address] = None
            update.touched.update(reach.checks)
            for compiled, checks in reach.conditional.items():
                # When the condition comes to hold, its own readers touch all rows.
                if not self._conditions.is_known_false(compiled):
                    update.touched.update(checks)
            for compiled in reach.conditions:
                self._reconsider(compiled, update)
            for target in reach.targets:
                if self._recompute(target, update):
                    queue.append((target.column, target.row))

    def _recompute(self, target: Target, update: Update) -> bool:
        """Compute a cell anew; whether it shows another value."""
        column, row = target.column, target.row
        if self._cells.is_stated(target.address):
            # A stated total hides its computed value, but the difference beside it changes.
            if row in column.hidden:
                column.hidden[row] = self._cells.result(target.compiled, target.binding)
                update.changed[target.address] = None
            self._touch_computing(target, update)
            return False
        before = column.shown.get(row, MISSING)
        if before is MISSING:
            self._touch_computing(target, update)
            return False
        after = self._cells.result(target.compiled, target.binding)
        if after == before:
            return False
        if after is UNREAD or before is UNREAD:
            self._touch_computing(target, update)
        column.put(row, after)
        return True

    def _touch_computing(self, target: Target, update: Update) -> None:
        if self._ranges.applies(target.compiled):
            update.touched[target.instance] = None

    def _reconsider(self, compiled: CompiledRule, update: Update) -> None:
        """Touch every row of a rule whose common condition turned."""
        if self._conditions.turned(compiled):
            self._touch_all(compiled, update)

    def _touch_all(self, compiled: CompiledRule, update: Update) -> None:
        for binding in self._ranges.bindings(compiled):
            update.touched[Instance(compiled.check.id, compiled.index, binding)] = None

    # -- rows --------------------------------------------------------------------------------------

    def _follow_rows(self, edits: list[SlotEdit], update: Update) -> list[_Cell]:
        """Bring trees, domains and sums up to date; returns the cells that may show another value now."""
        affected = self._move_rows(edits)
        self._reaches.forget()
        for key, rows in affected.items():
            update.touched.update(dict.fromkeys(self._ranges.follow_rows(key.table, rows)))
            for reading in self._ranges.rules.by_rows(key.table):
                if reading.in_when and reading.compiled.when_is_unbound:
                    self._reconsider(reading.compiled, update)
                elif self._ranges.applies(reading.compiled):
                    self._touch_all(reading.compiled, update)
        columns = [(column, rows) for key, rows in affected.items() for column in self._cells.known_columns(key)]
        for column, rows in columns:
            for row in rows:
                column.forget_row(row)
        return [(column, row) for column, rows in columns for row in rows if row in column.shown]

    def _move_rows(self, edits: list[SlotEdit]) -> dict[TableKey, dict[str, None]]:
        """Put code rows into the trees and take them out; by table the rows whose children changed."""
        affected: dict[TableKey, dict[str, None]] = {}
        for edit in edits:
            *parts, code = edit.slot.key
            key = TableKey(*parts)
            tree = self._rows.tree_of(key)
            rows = {code}
            if edit.before is None:
                rows = tree.insert(code)
            elif edit.after is None:
                rows = tree.remove(code)
            affected.setdefault(key, {}).update(dict.fromkeys(sorted(rows)))
        return affected

    def _can_follow(self, key: TableKey) -> bool:
        """Whether the rows of a table are followed one by one: this year's only table, known before."""
        table = self._rows.form.table(key.table)
        return (
            key == TableKey(key.table)
            and self._rows.has_tree(key)
            and table.coded is not None
            and not table.repeated
            and not any(reading.compiled.rule.computes for reading in self._ranges.rules.by_rows(key.table))
        )

    def _start_afresh(self, keys: Iterable[TableKey]) -> None:
        """Forget every value: each is found when asked for, and nothing has to be followed."""
        self._rows.rebuild(keys)
        self._cells.forget()
        self._ranges.forget_rows()
        self._ranges.forget_what_applies()
        self._reaches.forget()
        self._conditions.forget()


def _tables_of(change: Change) -> set[TableKey]:
    keys = set()
    for edit in change.edits:
        if edit.slot.kind is SlotKind.FIGURE:
            keys.add(TableKey.of(Address(*edit.slot.key)))
        elif edit.slot.kind is SlotKind.TABLE:
            keys.add(TableKey(*edit.slot.key))
    return keys
