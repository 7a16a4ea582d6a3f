"""Owns the compiled rules of a form and the index from a cell to the rules that read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from juesuan_gui.forms import Check, Form, Rule
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

_BOUND = frozenset({SelectorKind.THIS, SelectorKind.SAME_CODE, SelectorKind.CHILDREN})


class Instance(NamedTuple):
    """One rule of a check for one 本行, 本列 and card."""

    check: str
    rule: int
    binding: Binding


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A rule ready to run. ``when_is_unbound``: its condition is the same for every row."""

    check: Check
    index: int
    rule: Rule
    left: Evaluator
    right: Evaluator
    when: ConditionEvaluator | None
    when_is_unbound: bool
    tables: frozenset[tuple[str, str, str]]
    is_same_quantity: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One place where a rule reads cells."""

    compiled: CompiledRule
    reference: Reference
    in_when: bool


CellKind = tuple[str, str, str, str]


class RuleBook:
    """The rules of a form, compiled once, with an index by (table, period, basis, column)."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.rules: list[CompiledRule] = [
            _compile(check, index, rule) for check in form.checks.values() for index, rule in enumerate(check.rules)
        ]
        self._by_instance = {(item.check.id, item.index): item for item in self.rules}
        self._readers: dict[CellKind, list[Reading]] = {}
        self._computing: dict[str, list[CompiledRule]] = {}
        for compiled in self.rules:
            self._index(compiled)

    def _index(self, compiled: CompiledRule) -> None:
        rule = compiled.rule
        for reference, _ in references(rule.relation):
            self._add(compiled, reference, in_when=False)
        if rule.when is not None:
            for reference, _ in references(rule.when):
                self._add(compiled, reference, in_when=True)
        if rule.computes and isinstance(rule.relation.left, Reference):
            self._computing.setdefault(rule.relation.left.table, []).append(compiled)

    def _add(self, compiled: CompiledRule, reference: Reference, in_when: bool) -> None:
        table = self.form.table(reference.table)
        columns = [reference.column]
        if reference.column == THIS_COLUMN:
            columns = [column.key for column in table.columns]
        for column in columns:
            kind = (reference.table, reference.period, reference.basis, column)
            self._readers.setdefault(kind, []).append(Reading(compiled, reference, in_when))

    def rule(self, instance: Instance) -> CompiledRule:
        """The compiled rule of an instance."""
        return self._by_instance[instance.check, instance.rule]

    def readers(self, address: Address) -> list[Reading]:
        """Where cells of this table and column are read."""
        return self._readers.get((address.table, address.period, address.basis, address.column), [])

    def computing(self, table_id: str) -> list[CompiledRule]:
        """The rules that compute cells of a table, in order of declaration."""
        return self._computing.get(table_id, [])


def _compile(check: Check, index: int, rule: Rule) -> CompiledRule:
    relation = rule.relation
    when_references = [reference for reference, _ in references(rule.when)] if rule.when else []
    return CompiledRule(
        check,
        index,
        rule,
        compile_expression(relation.left),
        compile_expression(relation.right),
        compile_condition(rule.when) if rule.when else None,
        all(item.row.kind not in _BOUND and item.column != THIS_COLUMN for item in when_references),
        frozenset((item.table, item.period, item.basis) for item, _ in references(relation)),
        relation.operator == "=" and isinstance(relation.left, Reference) and isinstance(relation.right, Reference),
    )
