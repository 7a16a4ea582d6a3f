"""Owns the rows of a report's tables: their trees, names, codes and funds, and which rows a reference chooses."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.forms import TOTAL_ROW, CodeCatalogue, Form, Table
from juesuan_gui.live.rules import THIS_CARD
from juesuan_gui.live.tree import RowTree
from juesuan_gui.relations import THIS_COLUMN, Address, Binding, Reference, SelectorKind
from juesuan_gui.report import Report, TableKey

#: The digits of the codes of a level.
_LENGTHS = {"类": 3, "款": 5, "项": 7}


class ReportRows:
    """The rows that a report has now. Whoever changes code rows brings the trees up to date."""

    def __init__(self, report: Report, codes: CodeCatalogue) -> None:
        self.report = report
        self.form: Form = report.form
        self._codes = codes
        self._funds: dict[str, frozenset[str]] = {}
        self._trees: dict[TableKey, RowTree] = {}
        self._code_of_row = {
            row.key: row.code for table in self.form.tables.values() for row in table.rows.values() if row.code
        }

    # -- trees -------------------------------------------------------------------------------------

    def tree_of(self, key: TableKey) -> RowTree:
        """The rows of a table of the report."""
        tree = self._trees.get(key)
        if tree is None:
            tree = RowTree(self.form.table(key.table), self.report.code_rows(key))
            self._trees[key] = tree
        return tree

    def tree(self, table_id: str) -> RowTree:
        """The rows of this year's table."""
        return self.tree_of(TableKey(table_id))

    def has_tree(self, key: TableKey) -> bool:
        """Whether the rows of a table were ever asked for."""
        return key in self._trees

    def rebuild(self, keys: Iterable[TableKey]) -> None:
        """Read the code rows of these tables again."""
        for key in keys:
            if key in self._trees:
                self._trees[key].rebuild(self.report.code_rows(key))

    # -- names and codes ---------------------------------------------------------------------------

    def funds(self, code: str) -> frozenset[str]:
        """The funds of a code by the catalogue; empty when unknown."""
        known = self._funds.get(code)
        if known is None:
            known = self._codes.funds(code) if code else frozenset()
            self._funds[code] = known
        return known

    def row_name(self, table_id: str, row: str) -> str:
        """The name of a row: as the report prints it, or the form's label."""
        fixed = self.form.table(table_id).rows.get(row)
        if fixed is not None:
            return fixed.label
        coded = self.report.code_rows(TableKey(table_id)).get(row)
        return (coded.name if coded else "") or self._codes.name(row) or row

    def code_of(self, row: str) -> str:
        """The 科目 code of a row key, "" for a row without one."""
        return self._code_of_row.get(row) or (row if row.isdigit() else "")

    def is_plain_code(self, row: str) -> bool:
        """Whether a row key is a code by itself, and no row that a form names so."""
        return row.isdigit() and row not in self._code_of_row

    # -- what a reference chooses ------------------------------------------------------------------

    def addresses(self, reference: Reference, binding: Binding) -> tuple[Address, ...]:
        """The cells that a reference chooses, in printed order; absent rows are left out."""
        column = binding.column if reference.column == THIS_COLUMN else reference.column
        return tuple(
            key.cell(row, column)
            for key in self._keys(reference, binding)
            for row in self._rows(reference, binding, key)
        )

    def chooses(self, reference: Reference, address: Address) -> bool:
        """Whether a reference without 本行 chooses the cell."""
        selector = reference.row
        if selector.kind is SelectorKind.NAMED:
            return selector.name == address.row
        return address.row in self._rows(reference, Binding(), TableKey.of(address))

    def same_code_row(self, reference: Reference, row: str) -> str | None:
        """The row of a reference's table with the code of a row; ``None`` when there can be none."""
        table = self.form.table(reference.table)
        code = self.code_of(row)
        if not code:
            return row if row == TOTAL_ROW or row in table.rows else None
        if table.coded is not None:
            return code
        return self.tree_of(TableKey(reference.table, reference.period, reference.basis)).row_of_code(code)

    def _keys(self, reference: Reference, binding: Binding) -> list[TableKey]:
        key = TableKey(reference.table, reference.period, reference.basis, reference.unit)
        if reference.instance == "*":
            return [item for item in self.report.tables() if item._replace(instance="") == key and item.instance]
        instance = binding.instance if reference.instance == THIS_CARD else reference.instance
        return [key._replace(instance=instance)]

    def _rows(self, reference: Reference, binding: Binding, key: TableKey) -> Iterable[str]:
        selector = reference.row
        tree = self.tree_of(key)
        table = self.form.table(key.table)
        match selector.kind:
            case SelectorKind.NAMED:
                return _if_present(selector.name, table, tree)
            case SelectorKind.THIS:
                return _if_present(binding.row, table, tree)
            case SelectorKind.SAME_CODE:
                return _if_present(self.same_code_row(reference, binding.row), table, tree)
            case SelectorKind.CHILDREN:
                return tree.children(binding.row)
            case SelectorKind.GROUP:
                return [row.key for row in table.rows.values() if selector.name in row.groups]
            case SelectorKind.PREFIX:
                return [
                    row for row in tree.code_rows() if self.code_of(row).startswith(selector.name) and tree.is_leaf(row)
                ]
            case SelectorKind.LEVEL:
                length = _LENGTHS[selector.name]
                return [row for row in tree.code_rows() if len(self.code_of(row)) == length]


def _if_present(row: str | None, table: Table, tree: RowTree) -> tuple[str, ...]:
    if row is not None and (row in table.rows or row == TOTAL_ROW or tree.row_of_code(row)):
        return (row,)
    return ()
