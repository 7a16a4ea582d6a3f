"""Owns the rows and columns that a rule runs over in a given report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from juesuan_gui.forms import TOTAL_ROW, Each, Form, Table
from juesuan_gui.live.tree import RowTree
from juesuan_gui.report import TableKey


class Structure(Protocol):
    """What the domain of a rule needs to know of a report."""

    form: Form

    def tree_of(self, key: TableKey) -> RowTree:
        """The rows of a table of the report."""

    def funds(self, code: str) -> frozenset[str]:
        """The funds of a code by the catalogue."""

    def row_name(self, table_id: str, row: str) -> str:
        """The printed name of a row."""

    def code_of(self, row: str) -> str:
        """The code of a row key ("" when it has none)."""


def _key(each: Each, table_id: str) -> TableKey:
    return TableKey(table_id, each.period, each.basis)


def _all_rows(table: Table, tree: RowTree) -> Iterator[str]:
    yield from table.rows
    if table.coded is not None:
        if TOTAL_ROW not in table.rows:
            yield TOTAL_ROW
        yield from tree.code_rows()


def _matches_word(word: str, table: Table, tree: RowTree, row: str) -> bool:
    if word == "各行":
        return True
    if word == "科目":
        return bool(table.rows[row].code) if row in table.rows else row.isdigit()
    if word == "末级":
        has_code = bool(table.rows[row].code) if row in table.rows else row.isdigit()
        return has_code and tree.is_leaf(row)
    if word == "上级":
        return tree.is_parent(row)
    if word.startswith("@"):
        return row in table.rows and word[1:] in table.rows[row].groups
    if word.endswith("*"):
        code = table.rows[row].code if row in table.rows else row
        return code.startswith(word[:-1])
    return word == row


def row_in_each(structure: Structure, each: Each, table_id: str, row: str) -> bool:
    """Whether a rule with this ``each`` runs over the row of this table."""
    table = structure.form.table(table_id)
    tree = structure.tree_of(_key(each, table_id))
    if not any(_matches_word(word, table, tree, row) for word in each.rows):
        return False
    if any(_matches_word(word, table, tree, row) for word in each.exclude):
        return False
    if each.named and structure.row_name(table_id, row) not in each.named:
        return False
    if each.fund or each.not_fund:
        funds = structure.funds(structure.code_of(row))
        if not funds:
            return False
        if each.fund and not funds.intersection(each.fund):
            return False
        if each.not_fund and funds.intersection(each.not_fund):
            return False
    return True


def row_is_in(structure: Structure, each: Each, row: str) -> bool:
    """Whether a rule with this ``each`` runs over the row of any of its tables."""
    return any(
        _is_present(structure.form.table(table_id), structure.tree_of(_key(each, table_id)), row)
        and row_in_each(structure, each, table_id, row)
        for table_id in each.tables
    )


def _is_present(table: Table, tree: RowTree, row: str) -> bool:
    if row in table.rows:
        return True
    return table.coded is not None and (row == TOTAL_ROW or tree.row_of_code(row) == row)


def rows_of_each(structure: Structure, each: Each) -> Iterator[str]:
    """The rows a rule runs over, each once, in the order of its tables."""
    seen: set[str] = set()
    for table_id in each.tables:
        table = structure.form.table(table_id)
        for row in _all_rows(table, structure.tree_of(_key(each, table_id))):
            if row not in seen and row_in_each(structure, each, table_id, row):
                seen.add(row)
                yield row


def columns_of_each(structure: Structure, each: Each, row: str) -> tuple[str, ...]:
    """The columns 本列 stands for in a row; ("",) for a rule without 本列."""
    if not each.columns:
        return ("",)
    if each.columns != ("*",):
        return each.columns
    columns: dict[str, None] = {}
    for table_id in each.tables:
        table = structure.form.table(table_id)
        if row == TOTAL_ROW or table.has_row(row):
            columns.update(dict.fromkeys(table.columns_of(row)))
    return tuple(columns)
