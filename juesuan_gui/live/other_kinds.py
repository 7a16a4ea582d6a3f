"""Owns the totals of budgets and of last year: what the form computes inside one table, computed there too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from juesuan_gui.forms import Check, Form, Rule
from juesuan_gui.relations import (
    Basis,
    Binary,
    Call,
    Comparison,
    Expression,
    Literal,
    Negative,
    Period,
    Reference,
    Total,
    references,
)

#: Kinds of figures that an accountant types into the same tables; what is read from elsewhere is left as it is.
_KINDS = ((Period.THIS, Basis.INITIAL_BUDGET), (Period.THIS, Basis.FULL_BUDGET), (Period.PRIOR, Basis.FINAL))


def rules_of_other_kinds(form: Form) -> Iterator[tuple[Check, Rule]]:
    """The computing rules inside one table, once for each other kind of figures that the table keeps.

    They compute and are no checks: what was published or approved elsewhere is not judged here again.
    """
    for check in form.checks.values():
        for rule in check.rules:
            tables = {(item.table, item.period, item.basis) for item, _ in references(rule.relation)}
            if not rule.computes or len(tables) != 1:
                continue
            (table_id, period, basis) = next(iter(tables))
            table = form.table(table_id)
            kept = set(product(table.periods, table.bases))
            if (period, basis) != (Period.THIS, Basis.FINAL) or table.repeated:
                continue
            for other in _KINDS:
                if other in kept:
                    yield check, _moved(rule, *other)


def _moved(rule: Rule, period: str, basis: str) -> Rule:
    each = None if rule.each is None else replace(rule.each, period=period, basis=basis)
    relation = rule.relation
    moved = Comparison(
        relation.operator, _expression(relation.left, period, basis), _expression(relation.right, period, basis)
    )
    return replace(rule, relation=moved, each=each)


def _expression(tree: Expression, period: str, basis: str) -> Expression:
    match tree:
        case Reference():
            return replace(tree, period=period, basis=basis)
        case Total(reference=reference):
            return Total(replace(reference, period=period, basis=basis))
        case Negative(operand=operand):
            return Negative(_expression(operand, period, basis))
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, _expression(left, period, basis), _expression(right, period, basis))
        case Call(function=function, arguments=arguments):
            return Call(function, tuple(_expression(item, period, basis) for item in arguments))
        case Literal():
            return tree
