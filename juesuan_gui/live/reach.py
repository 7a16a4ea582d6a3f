"""Owns the way from a cell to the rules that read it: which instances to look at again, which cells to compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from juesuan_gui.live.cells import Cells
from juesuan_gui.live.columns import Column
from juesuan_gui.live.ranges import RuleRanges
from juesuan_gui.live.rows import ReportRows
from juesuan_gui.live.rules import THIS_CARD, CompiledRule, Instance, Reading
from juesuan_gui.live.tree import RowTree
from juesuan_gui.relations import THIS_COLUMN, Address, Binding, Reference, SelectorKind
from juesuan_gui.report import TableKey


@dataclass(slots=True, eq=False)
class Target:
    """A cell to compute anew, with the rule instance that computes it."""

    column: Column
    row: str
    compiled: CompiledRule
    binding: Binding
    address: Address
    instance: Instance


@dataclass(slots=True, eq=False)
class Reach:
    """What a change of one cell reaches directly.

    ``checks`` are to be looked at again, those under a condition of their own apart; an instance that
    computes its own left side holds by itself and is no check. ``conditions`` are read by whole rules.
    """

    address: Address
    checks: dict[Instance, None] = field(default_factory=dict)
    conditional: dict[CompiledRule, dict[Instance, None]] = field(default_factory=dict)
    conditions: list[CompiledRule] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Reader:
    """A reading of one column, with what is the same for all of the column's rows."""

    reading: Reading
    applies: bool
    computes: bool
    in_condition: bool
    has_own_condition: bool
    domain: dict[str, None] | None
    #: Whether a code row is read for itself alone and once, which is by far the most frequent case.
    is_plain: bool = False
    same_code_in_coded: bool = False
    same_code_in_fixed: tuple[RowTree, ...] = ()


class ReachFinder:
    """Finds what cells reach, and remembers it until ``forget``."""

    def __init__(self, rows: ReportRows, ranges: RuleRanges, cells: Cells) -> None:
        self._rows = rows
        self._ranges = ranges
        self._cells = cells
        self._known: dict[Column, dict[str, Reach]] = {}
        self._readers: dict[Column, list[_Reader]] = {}
        self._named_readers: dict[Column, dict[str, list[_Reader]]] = {}

    def forget(self) -> None:
        """Rows, settings or filled tables changed."""
        self._known.clear()
        self._readers.clear()
        self._named_readers.clear()

    def reach(self, column: Column, row: str) -> Reach:
        """What a change of this cell reaches directly."""
        known = self._known.get(column)
        if known is None:
            known = self._known[column] = {}
        reach = known.get(row)
        if reach is None:
            reach = known[row] = self._find(column, row)
        return reach

    def _find(self, column: Column, row: str) -> Reach:
        address = column.cell(row)
        reach = Reach(address)
        is_code = row.isdigit() and self._rows.code_of(row) == row
        own = Binding(row)
        for reader in self._readers_of(column, row):
            compiled = reader.reading.compiled
            if is_code and reader.is_plain and reader.domain is not None:
                if row in reader.domain:
                    checks = reach.conditional.setdefault(compiled, {}) if reader.has_own_condition else reach.checks
                    checks[Instance(compiled.check.id, compiled.index, own)] = None
                continue
            if reader.in_condition:
                reach.conditions.append(compiled)
                continue
            checks = reach.conditional.setdefault(compiled, {}) if reader.has_own_condition else reach.checks
            for binding in self._bindings(reader, address):
                target = self.target(compiled, binding) if reader.computes else None
                if target is not None:
                    if target.address != address:
                        reach.targets.append(target)
                elif reader.applies:
                    checks[Instance(compiled.check.id, compiled.index, binding)] = None
        return reach

    def _readers_of(self, column: Column, row: str) -> Iterator[_Reader]:
        if column not in self._readers:
            of_any_row, of_row = self._ranges.rules.readers_of_column(column.cell(""))
            self._readers[column] = self._prepared(of_any_row)
            self._named_readers[column] = {row: self._prepared(readings) for row, readings in of_row.items()}
        yield from self._readers[column]
        yield from self._named_readers[column].get(row, ())

    def _prepared(self, readings: Iterable[Reading]) -> list[_Reader]:
        prepared = (self._prepare(reading) for reading in readings)
        return [reader for reader in prepared if reader.applies or reader.computes]

    def _prepare(self, reading: Reading) -> _Reader:
        compiled = reading.compiled
        reader = _Reader(
            reading,
            applies=self._ranges.applies(compiled),
            computes=compiled.rule.computes and not reading.in_when,
            in_condition=reading.in_when and compiled.when_is_unbound,
            has_own_condition=compiled.when is not None and compiled.when_is_unbound,
            domain=self._ranges.rows_in(compiled) if compiled.rule.each is not None else None,
        )
        each, kind = compiled.rule.each, reading.reference.row.kind
        if each is None:
            return reader
        fixed = [table_id for table_id in each.tables if self._rows.form.table(table_id).coded is None]
        if kind is SelectorKind.SAME_CODE:
            reader.same_code_in_coded = len(fixed) < len(each.tables)
            reader.same_code_in_fixed = tuple(
                self._rows.tree_of(TableKey(table_id, each.period, each.basis)) for table_id in fixed
            )
        reader.is_plain = (
            reader.applies
            and not (reader.computes or reader.in_condition or fixed or each.columns or compiled.card_table)
            and kind in (SelectorKind.THIS, SelectorKind.SAME_CODE)
        )
        return reader

    def bindings(self, reading: Reading, address: Address) -> Iterator[Binding]:
        """The bindings under which the reading reads this cell."""
        if reading.reference.row.kind is not SelectorKind.NAMED or reading.reference.row.name == address.row:
            yield from self._bindings(self._prepare(reading), address)

    def _bindings(self, reader: _Reader, address: Address) -> Iterator[Binding]:
        reference, compiled, domain = reader.reading.reference, reader.reading.compiled, reader.domain
        card = address.instance if reference.instance == THIS_CARD else ""
        if domain is None:
            if self._rows.chooses(reference, address):
                yield Binding(instance=card)
            return
        for row in self._binding_rows(reader, address, domain):
            if row in domain:
                columns = self._ranges.columns_in(compiled, row)
                if reference.column != THIS_COLUMN:
                    for column in columns:
                        yield Binding(row, column, card)
                elif address.column in columns:
                    yield Binding(row, address.column, card)

    def _binding_rows(self, reader: _Reader, address: Address, domain: dict[str, None]) -> Iterable[str]:
        reference = reader.reading.reference
        match reference.row.kind:
            case SelectorKind.THIS:
                return (address.row,)
            case SelectorKind.SAME_CODE:
                return self._rows_with_code(reader, address.row)
            case SelectorKind.CHILDREN:
                parent = self._cells.column_of(TableKey.of(address), address.column).tree.parent(address.row)
                return () if parent is None else (parent,)
            case _:
                return domain if self._rows.chooses(reference, address) else ()

    def _rows_with_code(self, reader: _Reader, row: str) -> list[str]:
        code = self._rows.code_of(row)
        if not code:
            return [row]
        found = [code] if reader.same_code_in_coded else []
        for tree in reader.same_code_in_fixed:
            match = tree.row_of_code(code)
            if match is not None and match not in found:
                found.append(match)
        return found

    def target(self, compiled: CompiledRule, binding: Binding) -> Target | None:
        """The cell that a rule computes under a binding; ``None`` where another rule computes it."""
        left = compiled.rule.relation.left
        assert isinstance(left, Reference)
        row = left.row.name if left.row.kind is SelectorKind.NAMED else binding.row
        name = binding.column if left.column == THIS_COLUMN else left.column
        instance = binding.instance if left.instance == THIS_CARD else left.instance
        column = self._cells.column_of(TableKey(left.table, left.period, left.basis, left.unit, instance), name)
        if self._cells.computing_rule_of(column, row) is not compiled:
            return None
        return Target(
            column, row, compiled, binding, column.cell(row), Instance(compiled.check.id, compiled.index, binding)
        )

    def readers_of(self, address: Address) -> list[Instance]:
        """Every rule instance that reads a cell, directly or through cells computed from it."""
        found: dict[Instance, None] = {}
        seen = {address}
        queue = [address]
        while queue:
            cell = queue.pop()
            for reading in self._ranges.rules.readers(cell):
                compiled = reading.compiled
                if reading.in_when or not self._ranges.applies(compiled):
                    continue
                for binding in self.bindings(reading, cell):
                    found[Instance(compiled.check.id, compiled.index, binding)] = None
                    target = self.target(compiled, binding) if compiled.rule.computes else None
                    if target is not None and target.address not in seen and not self._cells.is_stated(target.address):
                        seen.add(target.address)
                        queue.append(target.address)
        return list(found)
