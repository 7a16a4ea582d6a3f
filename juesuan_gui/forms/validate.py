"""Owns the checks on a loaded form that need all of it: rule domains, computed cells, cycles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from juesuan_gui.forms.cycles import refuse_cycles
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import Each, Form, Rule
from juesuan_gui.forms.names import row_selector
from juesuan_gui.relations import THIS_COLUMN, Reference, RelationError, SelectorKind, references

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
    refuse_cycles(form, check_files)


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
