"""Owns the compiled rules of a form and the index from a cell to the rules that read it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from juesuan_gui.forms import Check, Each, Form, Rule
from juesuan_gui.live.other_kinds import rules_of_other_kinds
from juesuan_gui.relations import (
    THIS_COLUMN,
    Address,
    Binding,
    Reference,
    SelectorKind,
    compile_condition,
    compile_expression,
    references,
)
from juesuan_gui.relations.evaluate import ConditionEvaluator, Evaluator

#: The instance word by which a rule over cards names the card it runs over.
THIS_CARD: Final = "本卡"
#: Rules of other kinds of figures are numbered from here on, behind every declared one.
_OTHER_KINDS: Final = 1_000
_BOUND = frozenset({SelectorKind.THIS, SelectorKind.SAME_CODE, SelectorKind.CHILDREN})


class Instance(NamedTuple):
    """One rule of a check for one 本行, 本列 and card."""

    check: str
    rule: int
    binding: Binding


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A rule ready to run.

    ``when_is_unbound``: its condition is the same for every row. ``domain``: the number of its ``each`` among
    the rule book's domains, -1 for none. ``card_table``: the repeated table over whose cards it runs, or "".
    ``only_computes``: it computes the totals of budgets or of last year and is no check.
    """

    check: Check
    index: int
    rule: Rule
    left: Evaluator
    right: Evaluator
    when: ConditionEvaluator | None
    when_is_unbound: bool
    tables: frozenset[tuple[str, str, str]]
    is_same_quantity: bool
    domain: int
    card_table: str
    only_computes: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One place where a rule reads cells."""

    compiled: CompiledRule
    reference: Reference
    in_when: bool


CellKind = tuple[str, str, str, str]


@dataclass(slots=True)
class _Indexed:
    """The readings of one column, those of a single named row apart."""

    of_any_row: list[Reading] = field(default_factory=list)
    of_row: dict[str, list[Reading]] = field(default_factory=dict)


_NOT_READ: Final = _Indexed()


class RuleBook:
    """The rules of a form, compiled once, with an index by (table, period, basis, column)."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.domains: list[Each] = []
        self._domain_numbers: dict[Each, int] = {}
        self.rules: list[CompiledRule] = [
            _compile(check, index, rule, self._domain(rule.each))
            for check in form.checks.values()
            for index, rule in enumerate(check.rules)
        ]
        others = [
            replace(_compile(check, _OTHER_KINDS + number, rule, self._domain(rule.each)), only_computes=True)
            for number, (check, rule) in enumerate(rules_of_other_kinds(form))
        ]
        self._by_instance = {(item.check.id, item.index): item for item in (*self.rules, *others)}
        self._readers: dict[CellKind, _Indexed] = {}
        self._computing: dict[CellKind, list[CompiledRule]] = {}
        self._by_domain: dict[int, list[CompiledRule]] = {}
        self._by_rows: dict[str, list[Reading]] = {}
        for compiled in (*self.rules, *others):
            self._index(compiled)

    def _domain(self, each: Each | None) -> int:
        if each is None:
            return -1
        number = self._domain_numbers.setdefault(each, len(self.domains))
        if number == len(self.domains):
            self.domains.append(each)
        return number

    def _index(self, compiled: CompiledRule) -> None:
        rule = compiled.rule
        self._by_domain.setdefault(compiled.domain, []).append(compiled)
        for reference, _ in references(rule.relation):
            self._add(Reading(compiled, reference, in_when=False))
        if rule.when is not None:
            for reference, _ in references(rule.when):
                self._add(Reading(compiled, reference, in_when=True))
        if rule.computes and isinstance(rule.relation.left, Reference):
            for kind in self._kinds(rule.relation.left):
                # What is declared later wins, so it comes first.
                self._computing.setdefault(kind, []).insert(0, compiled)

    def _add(self, reading: Reading) -> None:
        reference = reading.reference
        if reference.row.kind in (SelectorKind.PREFIX, SelectorKind.LEVEL):
            self._by_rows.setdefault(reference.table, []).append(reading)
        for kind in self._kinds(reference):
            indexed = self._readers.setdefault(kind, _Indexed())
            if reference.row.kind is SelectorKind.NAMED:
                indexed.of_row.setdefault(reference.row.name, []).append(reading)
            else:
                indexed.of_any_row.append(reading)

    def _kinds(self, reference: Reference) -> list[CellKind]:
        columns = [reference.column]
        if reference.column == THIS_COLUMN:
            columns = [column.key for column in self.form.table(reference.table).columns]
        return [(reference.table, reference.period, reference.basis, column) for column in columns]

    def rule(self, instance: Instance) -> CompiledRule:
        """The compiled rule of an instance."""
        return self._by_instance[instance.check, instance.rule]

    def readers_of_column(self, cell: Address) -> tuple[list[Reading], dict[str, list[Reading]]]:
        """Where any row of a cell's column may be read, and by row name where that row alone is read."""
        indexed = self._readers.get((cell.table, cell.period, cell.basis, cell.column), _NOT_READ)
        return indexed.of_any_row, indexed.of_row

    def readers(self, address: Address) -> list[Reading]:
        """Where a cell may be read."""
        of_any_row, of_row = self.readers_of_column(address)
        return [*of_any_row, *of_row.get(address.row, ())]

    def in_domain(self, number: int) -> list[CompiledRule]:
        """The rules that run over a domain."""
        return self._by_domain.get(number, [])

    def by_rows(self, table_id: str) -> list[Reading]:
        """Where a table is read by a code prefix or level, so that a new row may count without any value."""
        return self._by_rows.get(table_id, [])

    def computing(self, cell: Address) -> list[CompiledRule]:
        """The rules that compute cells of this column, the last declared first."""
        return self._computing.get((cell.table, cell.period, cell.basis, cell.column), [])


def _compile(check: Check, index: int, rule: Rule, domain: int) -> CompiledRule:
    relation = rule.relation
    when_references = [reference for reference, _ in references(rule.when)] if rule.when else []
    cards = [reference.table for reference, _ in references(relation) if reference.instance == THIS_CARD]
    return CompiledRule(
        check,
        index,
        rule,
        compile_expression(relation.left),
        compile_expression(relation.right),
        compile_condition(rule.when) if rule.when else None,
        all(item.row.kind not in _BOUND and item.column != THIS_COLUMN for item in when_references),
        frozenset((item.table, item.period, item.basis) for item, _ in references(relation)),
        rule.is_counted
        or (
            relation.operator == "=" and isinstance(relation.left, Reference) and isinstance(relation.right, Reference)
        ),
        domain,
        cards[0] if cards else "",
    )
