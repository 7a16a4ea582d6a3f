"""Owns the tree of rows of one table: 合计 over 类 over 款 over 项, whatever rows the report has."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.forms import TOTAL_ROW, Table, parent_code


class RowTree:
    """Parents and children of the rows of one table. In a coded table a row hangs on its nearest ancestor."""

    def __init__(self, table: Table, codes: Iterable[str]) -> None:
        self._table = table
        self._children: dict[str, list[str]] = {}
        self._parent: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._fixed = table.coded is None
        self.rebuild(codes)

    def rebuild(self, codes: Iterable[str]) -> None:
        """Start again with other code rows."""
        self._children.clear()
        self._parent.clear()
        self._codes = {row.code: row.key for row in self._table.rows.values() if row.code}
        for code in sorted(codes):
            self._codes[code] = code
        for code in sorted(self._codes):
            self._hang(code)

    def _ancestor(self, code: str) -> str:
        above = parent_code(code)
        while above:
            if above in self._codes:
                return self._codes[above]
            above = parent_code(above)
        return "" if self._fixed else TOTAL_ROW

    def _hang(self, code: str) -> None:
        row = self._codes[code]
        parent = self._ancestor(code)
        if parent:
            self._parent[row] = parent
            self._children.setdefault(parent, []).append(row)

    def insert(self, code: str) -> set[str]:
        """Add a code row; returns the rows whose children changed."""
        self._codes[code] = code
        parent = self._ancestor(code)
        siblings = self._children.setdefault(parent, [])
        adopted = [row for row in siblings if row.startswith(code)]
        if adopted:
            self._children[parent] = [row for row in siblings if row not in adopted]
            self._children[code] = sorted(self._children.get(code, []) + adopted)
            for row in adopted:
                self._parent[row] = code
        self._parent[code] = parent
        self._children[parent] = sorted([*self._children[parent], code])
        return {parent, code}

    def remove(self, code: str) -> set[str]:
        """Take a code row out; its children hang on its parent. Returns the rows whose children changed."""
        parent = self._parent.pop(code, TOTAL_ROW)
        orphans = self._children.pop(code, [])
        kept = [row for row in self._children.get(parent, []) if row != code]
        self._children[parent] = sorted(kept + orphans)
        for row in orphans:
            self._parent[row] = parent
        self._codes.pop(code, None)
        return {parent, code}

    def children(self, row: str) -> list[str]:
        """The rows right below a row, in code order; those of 合计 are the top rows."""
        return self._children.get(row, [])

    def parent(self, row: str) -> str | None:
        """The row right above, ``None`` at the top."""
        return self._parent.get(row)

    def row_of_code(self, code: str) -> str | None:
        """The row with this code, if the table has one."""
        return self._codes.get(code)

    def code_rows(self) -> list[str]:
        """Every row that has a code, in code order."""
        return [self._codes[code] for code in sorted(self._codes)]

    def is_leaf(self, row: str) -> bool:
        """Whether the row has a code and nothing below it."""
        return row != TOTAL_ROW and not self._children.get(row)

    def is_parent(self, row: str) -> bool:
        """Whether the row sums up others: it has children, or it is the 合计 of a coded table."""
        return bool(self._children.get(row)) or (row == TOTAL_ROW and not self._fixed)
