"""Owns the binding of names in relations to the tables of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from juesuan_gui.forms.model import TOTAL_ROW, Table
from juesuan_gui.relations import (
    THIS_COLUMN,
    Basis,
    RawReference,
    Reference,
    RelationError,
    RowSelector,
    SelectorKind,
)

_PREFIX = re.compile(r"\d{1,7}\*")
_WORDS = {
    "本行": SelectorKind.THIS,
    "科目": SelectorKind.SAME_CODE,
    "下级": SelectorKind.CHILDREN,
    "类": SelectorKind.LEVEL,
    "款": SelectorKind.LEVEL,
    "项": SelectorKind.LEVEL,
}


class UnknownTable(RelationError):
    """The reference names a table that this form does not have."""


class UnknownName(RelationError):
    """The reference names a row or column that the table does not have."""


def row_selector(table: Table, text: str) -> RowSelector:
    """What a bracket chooses in this table; raises UnknownName."""
    if text in _WORDS:
        return RowSelector(_WORDS[text], text if _WORDS[text] is SelectorKind.LEVEL else "")
    if text.startswith("@"):
        group = text[1:]
        if not any(group in row.groups for row in table.rows.values()):
            raise UnknownName(f"{table.id} 没有名为“{group}”的行组")
        return RowSelector(SelectorKind.GROUP, group)
    if _PREFIX.fullmatch(text):
        return RowSelector(SelectorKind.PREFIX, text[:-1])
    if table.has_row(text):
        return RowSelector(SelectorKind.NAMED, text)
    raise UnknownName(f"{table.id} 没有“{text}”这一行")


def _column(table: Table, selector: RowSelector, name: str) -> str:
    if name == THIS_COLUMN:
        return name
    if table.column(name) is None:
        raise UnknownName(f"{table.id} 没有“{name}”这一列")
    if selector.kind is SelectorKind.NAMED and name not in table.columns_of(selector.name):
        raise UnknownName(f"{table.id}[{selector.name}] 没有“{name}”这一列")
    return name


def _default_column(table: Table, selector: RowSelector, text: str) -> str:
    if selector.kind is SelectorKind.GROUP:
        member = next(row.key for row in table.rows.values() if selector.name in row.groups)
        default = table.named_column(member)
    elif selector.kind is SelectorKind.NAMED:
        default = table.named_column(selector.name)
    else:
        default = table.columns[0].key if len(table.columns) == 1 else None
    if default is None:
        raise UnknownName(f"“{text}”要写明是哪一列")
    return default


class FormResolver:
    """Turns written references into bound ones, for one form."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables

    def __call__(self, raw: RawReference) -> Reference:
        table = self._tables.get(raw.table)
        if table is None:
            raise UnknownTable(f"“{raw.text}”：本版式没有表 {raw.table}")
        # Every table that is taken from a 财决 table can be held against it.
        if raw.basis not in table.bases and not (raw.basis == Basis.ACCOUNTS and table.source):
            raise UnknownName(f"“{raw.text}”：{table.id} 没有{raw.basis}数")
        if raw.period not in table.periods:
            raise UnknownName(f"“{raw.text}”：{table.id} 没有{raw.period}数")
        instance = ""
        bracket, names = raw.bracket, list(raw.names)
        if table.repeated:
            if bracket is None:
                raise UnknownName(f"“{raw.text}”：{table.id} 每个项目一份，要用方括号写明是哪一份，或写 * 表示全部")
            instance, bracket = bracket, None
        selector, column = self._parts(table, raw.text, bracket, names)
        return Reference(table.id, selector, column, raw.period, raw.basis, raw.unit, instance)

    def _parts(self, table: Table, text: str, bracket: str | None, names: list[str]) -> tuple[RowSelector, str]:
        if bracket is not None:
            selector = row_selector(table, bracket)
            if len(names) > 1:
                raise UnknownName(f"“{text}”写多了一段")
            if names:
                return selector, _column(table, selector, names[0])
            return selector, _default_column(table, selector, text)
        if len(names) == 2:
            selector = row_selector(table, names[0])
            return selector, _column(table, selector, names[1])
        if len(names) != 1:
            raise UnknownName(f"“{text}”没有写明行或列")
        name = names[0]
        is_row = name in table.rows or name in table.absent
        is_column = table.column(name) is not None and table.default_row is not None
        if is_row and is_column:
            raise UnknownName(f"“{text}”既是行名又是列名，请写成 {table.id}[行].列")
        if is_row:
            selector = RowSelector(SelectorKind.NAMED, name)
            return selector, _default_column(table, selector, text)
        if is_column and table.default_row is not None:
            return RowSelector(SelectorKind.NAMED, table.default_row), name
        if table.coded is not None and table.column(name) is not None:
            raise UnknownName(f"“{text}”要写明是哪一行，例如 {table.id}[{TOTAL_ROW}].{name}")
        raise UnknownName(f"{table.id} 没有“{name}”")
