"""Owns the checks on a loaded form that need all of it: rule domains, computed cells, cycles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import TOTAL_ROW, Check, Each, Form, Rule
from juesuan_gui.forms.names import row_selector
from juesuan_gui.relations import THIS_COLUMN, Expression, Reference, RelationError, SelectorKind, references

_ROW_WORDS = frozenset({"各行", "科目", "末级", "上级"})


def validate_form(form: Form, table_files: Mapping[str, Path], check_files: Mapping[str, Path]) -> None:
    """Raise FormError for a rule whose rows, columns or computed cell make no sense in this form."""
    for check in form.checks.values():
        path = check_files[check.id]
        for rule in check.rules:
            where = f"审核 {check.id}"
            _validate_each(form, rule, path, where)
            if rule.computes:
                _validate_computed(rule, path, where)
    _refuse_cycles(form, check_files)


def _validate_each(form: Form, rule: Rule, path: Path, where: str) -> None:
    bound = [reference for reference, _ in references(rule.relation)]
    needs_row = any(
        reference.row.kind in (SelectorKind.THIS, SelectorKind.SAME_CODE, SelectorKind.CHILDREN) for reference in bound
    )
    needs_column = any(reference.column == THIS_COLUMN for reference in bound)
    if rule.each is None:
        if needs_row or needs_column:
            raise FormError(path, where, f"“{rule.text}”用了本行、科目、下级或本列，要写 each")
        return
    if needs_column != bool(rule.each.columns):
        raise FormError(path, where, f"“{rule.text}”：本列和 each.columns 要么都写，要么都不写")
    for table_id in rule.each.tables:
        _validate_rows(form, rule.each, table_id, path, where)
        table = form.table(table_id)
        for column in rule.each.columns:
            if column != "*" and table.column(column) is None:
                raise FormError(path, where, f"each.columns：{table_id} 没有“{column}”这一列")


def _validate_rows(form: Form, each: Each, table_id: str, path: Path, where: str) -> None:
    table = form.table(table_id)
    for word in (*each.rows, *each.exclude):
        if word in _ROW_WORDS:
            if word != "各行" and table.coded is None and not any(row.code for row in table.rows.values()):
                raise FormError(path, where, f"each.rows：{table_id} 没有科目行，不能写“{word}”")
            continue
        try:
            row_selector(table, word)
        except RelationError as error:
            if len(each.tables) == 1:
                raise FormError(path, where, f"each.rows：{error}") from None


def _validate_computed(rule: Rule, path: Path, where: str) -> None:
    if rule.relation.operator != "=" or not isinstance(rule.relation.left, Reference):
        raise FormError(path, where, f"“{rule.text}”：computes 的左边应是一个格子，并用等号")
    if rule.when is not None:
        raise FormError(path, where, f"“{rule.text}”：computes 不能带 when")


def _nodes(tree: Expression | Reference) -> set[tuple[str, str, str, str, str]]:
    return {_node(reference) for reference, _ in references(tree)}


def _node(reference: Reference) -> tuple[str, str, str, str, str]:
    row = reference.row
    return (
        reference.table,
        row.name if row.kind is SelectorKind.NAMED and not row.name.isdigit() else row.kind.value,
        reference.column,
        reference.period,
        reference.basis,
    )


def _refuse_cycles(form: Form, check_files: Mapping[str, Path]) -> None:
    """Named cells computed from each other never settle; 本行/下级 rules go down the tree and end."""
    edges: dict[tuple[str, str, str, str, str], set[tuple[str, str, str, str, str]]] = {}
    owner: dict[tuple[str, str, str, str, str], Check] = {}
    for check in form.checks.values():
        for rule in check.rules:
            if not rule.computes or not isinstance(rule.relation.left, Reference):
                continue
            node = _node(rule.relation.left)
            sources = _nodes(rule.relation.right)
            if node[1] in (SelectorKind.THIS.value,) and rule.each is not None and rule.each.rows != (TOTAL_ROW,):
                sources = {source for source in sources if source[1] != SelectorKind.CHILDREN.value}
            edges.setdefault(node, set()).update(sources)
            owner[node] = check
    state: dict[tuple[str, str, str, str, str], int] = {}

    def visit(node: tuple[str, str, str, str, str]) -> None:
        state[node] = 1
        for source in edges.get(node, ()):
            if state.get(source) == 1:
                check = owner[node]
                raise FormError(
                    check_files[check.id], f"审核 {check.id}", f"计算公式成环：{node[0]}.{node[1]}.{node[2]}"
                )
            if source not in state:
                visit(source)
        state[node] = 2

    for node in list(edges):
        if node not in state:
            visit(node)
