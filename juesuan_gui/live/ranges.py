"""Owns what rules run over in a report: whether a rule applies at all, and its rows, columns and cards."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from juesuan_gui.live.columns import Column
from juesuan_gui.live.domain import columns_of_each, row_in_each, row_is_in, rows_of_each
from juesuan_gui.live.rows import ReportRows
from juesuan_gui.live.rules import THIS_CARD, CompiledRule, Instance, RuleBook
from juesuan_gui.relations import THIS_COLUMN, Binding, Reference, SelectorKind
from juesuan_gui.report import TableKey


class RuleRanges:
    """The ranges of a form's rules, found once and kept until ``forget``; rows are followed one by one."""

    def __init__(self, rows: ReportRows, rules: RuleBook) -> None:
        self._rows = rows
        self.rules = rules
        self._applies: dict[CompiledRule, bool] = {}
        self._allowed: dict[CompiledRule, bool] = {}
        self._domains: dict[int, dict[str, None]] = {}
        self._columns: dict[tuple[int, str], tuple[str, ...]] = {}
        # Every column of a table asks the same of a row.
        self._members: dict[tuple[int, str], dict[str, bool]] = {}

    # -- whether a rule runs -----------------------------------------------------------------------

    def applies(self, compiled: CompiledRule) -> bool:
        """Whether the report's settings and filled tables let the rule run at all."""
        known = self._applies.get(compiled)
        if known is None:
            known = (
                not compiled.only_computes
                and self.settings_allow(compiled)
                and all(self._has_table(*table) for table in compiled.tables)
            )
            self._applies[compiled] = known
        return known

    def settings_allow(self, compiled: CompiledRule) -> bool:
        """Whether the report's settings let the rule run and compute."""
        known = self._allowed.get(compiled)
        if known is None:
            setting = self._rows.report.setting
            known = all(setting(name) in allowed for name, allowed in compiled.check.settings.items())
            self._allowed[compiled] = known
        return known

    def _has_table(self, table_id: str, period: str, basis: str) -> bool:
        report = self._rows.report
        if self._rows.form.table(table_id).repeated:
            return any((key.table, key.period, key.basis) == (table_id, period, basis) for key in report.tables())
        return report.is_filled(TableKey(table_id, period, basis))

    # -- what it runs over -------------------------------------------------------------------------

    def instances(self) -> Iterator[Instance]:
        """Every rule instance of the report whose tables are filled and whose settings apply."""
        for compiled in self.rules.rules:
            if self.applies(compiled):
                for binding in self.bindings(compiled):
                    yield Instance(compiled.check.id, compiled.index, binding)

    def bindings(self, compiled: CompiledRule) -> Iterator[Binding]:
        """Everything a rule runs over: its rows, their columns, the cards."""
        cards, each = self._cards(compiled), compiled.rule.each
        if each is None:
            for card in cards:
                yield Binding(instance=card)
        elif not each.columns and cards == [""]:
            # By far the most frequent, with thousands of rows.
            yield from map(Binding, self.rows_in(compiled))
        else:
            for row in self.rows_in(compiled):
                for column in self.columns_in(compiled, row):
                    for card in cards:
                        yield Binding(row, column, card)

    def _bindings_of_row(self, compiled: CompiledRule, row: str) -> Iterator[Binding]:
        for column in self.columns_in(compiled, row):
            for card in self._cards(compiled):
                yield Binding(row, column, card)

    def _cards(self, compiled: CompiledRule) -> list[str]:
        if not compiled.card_table:
            return [""]
        return [key.instance for key in self._rows.report.tables() if key.table == compiled.card_table and key.instance]

    def rows_in(self, compiled: CompiledRule) -> dict[str, None]:
        """The rows that a rule runs over; rules with the same ``each`` share them."""
        rows = self._domains.get(compiled.domain)
        if rows is None:
            assert compiled.rule.each is not None
            rows = self._domains[compiled.domain] = dict.fromkeys(rows_of_each(self._rows, compiled.rule.each))
        return rows

    def columns_in(self, compiled: CompiledRule, row: str) -> tuple[str, ...]:
        """The columns that a rule runs over in a row."""
        # All codes of one length have the same columns.
        like = (compiled.domain, str(len(row)) if self._rows.is_plain_code(row) else row)
        columns = self._columns.get(like)
        if columns is None:
            assert compiled.rule.each is not None
            columns = self._columns[like] = columns_of_each(self._rows, compiled.rule.each, row)
        return columns

    def computes(self, compiled: CompiledRule, column: Column, row: str) -> bool:
        """Whether a rule computes the cell of a column in a row."""
        left, each = compiled.rule.relation.left, compiled.rule.each
        assert isinstance(left, Reference)
        if left.row.kind is SelectorKind.NAMED and left.row.name != row:
            return False
        if not self.settings_allow(compiled):
            return False
        if each is None:
            return True
        if left.column == THIS_COLUMN and column.name not in self.columns_in(compiled, row):
            return False
        members = self._members.get((compiled.domain, column.key.table))
        if members is None:
            members = self._members[compiled.domain, column.key.table] = {}
        is_member = members.get(row)
        if is_member is None:
            is_member = members[row] = row_in_each(self._rows, each, column.key.table, row)
        return is_member

    # -- following changes -------------------------------------------------------------------------

    def forget_what_applies(self) -> None:
        """A setting changed, or a table became filled or empty."""
        self._applies.clear()
        self._allowed.clear()

    def forget_rows(self) -> None:
        """So many rows changed that all domains are found anew."""
        self._domains.clear()
        self._members.clear()

    def follow_rows(self, table_id: str, rows: Collection[str]) -> Iterator[Instance]:
        """Bring the domains over a table up to date; yields the rule instances of rows that were or are in one."""
        for (_, table), members in self._members.items():
            if table == table_id:
                for row in rows:
                    members.pop(row, None)
        for number, each in enumerate(self.rules.domains):
            known = self._domains.get(number)
            if known is None or table_id not in each.tables:
                continue
            for row in rows:
                was = row in known
                now = row_is_in(self._rows, each, row)
                if now:
                    known[row] = None
                else:
                    known.pop(row, None)
                if was or now:
                    yield from self._instances_of_row(number, row)

    def _instances_of_row(self, domain: int, row: str) -> Iterator[Instance]:
        for compiled in self.rules.in_domain(domain):
            if self.applies(compiled):
                for binding in self._bindings_of_row(compiled, row):
                    yield Instance(compiled.check.id, compiled.index, binding)


def binding_of(compiled: CompiledRule, column: Column, row: str) -> Binding:
    """The binding under which a rule computes a cell."""
    left = compiled.rule.relation.left
    assert isinstance(left, Reference)
    return Binding(
        row if left.row.kind is not SelectorKind.NAMED else "",
        column.name if left.column == THIS_COLUMN else "",
        column.key.instance if left.instance == THIS_CARD else "",
    )
