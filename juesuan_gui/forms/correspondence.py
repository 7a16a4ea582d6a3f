"""Owns where the rows and columns of one table stand in another: by key, else by code, else by another name."""

from __future__ import annotations

from juesuan_gui.forms.model import Table


class Correspondence:
    """From a table of one form (another year's, another layout's) to the same table of a form."""

    def __init__(self, source: Table, target: Table) -> None:
        self._source = source
        self._target = target
        rows = list(reversed(list(target.rows.values())))
        self._by_code = {row.code: row.key for row in rows if row.code}
        self._by_name = {name: row.key for row in rows for name in (*row.aliases, row.key)}
        self._columns: dict[str, set[str]] = {}
        for item in target.columns:
            for name in (*item.aliases, item.label, item.key):
                self._columns.setdefault(name, set()).add(item.key)

    def row(self, key: str) -> str | None:
        """The row's key in the target, ``None`` when it has no such row."""
        fixed = self._source.rows.get(key)
        if self._target.has_row(key):
            return key
        if fixed is None:
            return None
        if fixed.code in self._by_code:
            return self._by_code[fixed.code]
        return next((self._by_name[name] for name in (key, *fixed.aliases) if name in self._by_name), None)

    def column(self, key: str) -> str | None:
        """The column's key in the target; a name that several columns share names none."""
        if self._target.column(key) is not None:
            return key
        column = self._source.column(key)
        names = () if column is None else (column.label, *column.aliases)
        found = {item for name in names for item in self._columns.get(name, ())}
        return found.pop() if len(found) == 1 else None
