"""Owns the few words by which a form changes a table that it inherits, so that only differences are declared.

In a table's file, beside the keys that replace the inherited ones whole:

``[edit.row."KEY"]``, ``[edit.line."行次"]``, ``[edit.column."KEY"]``, ``[edit.field."KEY"]``
    change some keys of a row (by its key, "307*" for 307 and all below it, or by its printed 行次 where it
    has no key), a column, or a printed column (by its column's key, or by its printed headings: "支出/项目").
    ``remove = true`` takes it out; a removed column takes its printed columns with it. ``join = true`` makes
    one printed column of several with the same headings (类, 款, 项).
``[edit.block."NAME"]``
    ``into = "NAME"``: the rows of a block go below those of another, and its printed columns go.
``[[insert.row]]``, ``[[insert.column]]``
    a new row or column ``after`` or ``before`` a key; a new column is printed as its ``field`` says.
``renumber_lines``, ``renumber_columns``, ``renumber_labels``
    count 行次, 栏次, or the ordinals (一、二、…) of the named groups of rows afresh, after all that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from juesuan_gui.forms.declarations import (
    ColumnDeclaration,
    Declaration,
    FieldDeclaration,
    InsertedColumn,
    InsertedRow,
    RowDeclaration,
    decode,
)
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.numerals import ordinal

#: The keys of a table's file that are instructions and no part of the table.
INSTRUCTIONS = ("edit", "insert", "renumber_lines", "renumber_columns", "renumber_labels")

_Item = dict[str, Any]
_EDITS = {
    "row": "没有“{}”这一行",
    "line": "没有行次为“{}”的空行",
    "column": "没有“{}”这一列",
    "field": "没有“{}”这个栏目",
    "block": "没有“{}”这一块",
}
#: The shape of what an edit changes, and what that shape needs besides.
_SHAPES: dict[str, tuple[type[Declaration], _Item]] = {
    "row": (RowDeclaration, {}),
    "line": (RowDeclaration, {}),
    "column": (ColumnDeclaration, {"key": ""}),
    "field": (FieldDeclaration, {"role": "", "header": []}),
}
#: Words of an edit that are no part of what it changes.
_ORDERS = {"field": ("remove", "join")}
_ORDINAL = re.compile(r"[一二三四五六七八九十]+、")
#: So many names are given as a hint.
_SHOWN = 40


class TableEdits:
    """The instructions of one table's file, applied to the inherited table."""

    def __init__(self, instructions: dict[str, Any], path: Path, table_id: str) -> None:
        self._given = instructions
        self._path = path
        self._where = f"表 {table_id}"

    def apply(self, table: dict[str, Any]) -> None:
        """Change the raw table in place; its lists are copied first.

        Raises FormError for an instruction that leads nowhere.
        """
        if not self._given:
            return
        _copy_lists(table)
        edits = self._mapping("edit", self._given.get("edit", {}), _EDITS)
        for kind, changes in edits.items():
            for key, change in self._mapping(f"edit.{kind}", changes).items():
                if not isinstance(change, dict):
                    raise self._error(f"edit.{kind}.{key} 应为表（键 = 值）")
                self._edit(table, kind, key, change)
        inserts = self._mapping("insert", self._given.get("insert", {}), ("row", "column"))
        for item in self._list("insert.row", inserts.get("row", [])):
            self._insert_row(table, decode(item, InsertedRow, self._path, f"{self._where} insert.row"))
        for item in self._list("insert.column", inserts.get("column", [])):
            self._insert_column(table, decode(item, InsertedColumn, self._path, f"{self._where} insert.column"))
        self._renumber(table)

    # -- change and remove -------------------------------------------------------------------------

    def _edit(self, table: dict[str, Any], kind: str, key: str, change: _Item) -> None:
        if kind == "block":
            self._join_blocks(table, key, change)
            return
        self._refuse_wrong_edit(kind, key, change)
        matches = _MATCHES[kind]
        lists = [items for items in _lists(table, kind) if any(matches(item, key) for item in items)]
        if not lists:
            raise self._error(f"edit.{kind}：" + _EDITS[kind].format(key) + _there_are(table, kind))
        for items in lists:
            if change.get("remove"):
                items[:] = [item for item in items if not matches(item, key)]
                continue
            if kind == "field" and change.get("join"):
                first = next(item for item in items if matches(item, key))
                items[:] = [item for item in items if item is first or not matches(item, key)]
            words = {name: value for name, value in change.items() if name not in ("remove", "join")}
            items[:] = [{**item, **words} if matches(item, key) else item for item in items]
        if kind == "column" and change.get("remove"):
            for fields in _lists(table, "field"):
                fields[:] = [field for field in fields if field.get("column") != key]

    def _refuse_wrong_edit(self, kind: str, key: str, change: _Item) -> None:
        """What an edit says must fit before it is mixed with what is inherited, or the error would name that."""
        words = dict(change)
        for order in _ORDERS.get(kind, ("remove",)):
            self._flag(f"edit.{kind}.{key}.{order}", words.pop(order, False))
        if change.get("remove") and words:
            raise self._error(f"edit.{kind}.{key}：remove = true 去掉它，不能再写 {'、'.join(words)}")
        declaration, needed = _SHAPES[kind]
        decode({**needed, **words}, declaration, self._path, f"{self._where} edit.{kind}.{key}")

    def _flag(self, what: str, given: Any) -> bool:
        if not isinstance(given, bool):
            raise self._error(f"{what} 应为 true 或 false")
        return given

    def _join_blocks(self, table: dict[str, Any], name: str, change: _Item) -> None:
        names = [block.get("name") for block in table["blocks"]]
        target = change.get("into")
        if set(change) != {"into"} or target not in names or target == name:
            raise self._error(f"edit.block.{name}：要写 into = 另一块的 name")
        if name not in names:
            raise self._error("edit.block：" + _EDITS["block"].format(name))
        table["rows"].setdefault(target, []).extend(table["rows"].pop(name, []))
        table["blocks"] = [block for block in table["blocks"] if block.get("name") != name]

    # -- insert ------------------------------------------------------------------------------------

    def _insert_row(self, table: dict[str, Any], given: InsertedRow) -> None:
        row = {
            name: value
            for name in ("key", "label", "code", "line", "groups", "bold", "indent", "aliases", "where_found")
            if (value := getattr(given, name))
        }
        self._put(_lists(table, "row"), row, given.after, given.before, "insert.row", lambda item: item.get("key"))

    def _insert_column(self, table: dict[str, Any], given: InsertedColumn) -> None:
        column = {
            "key": given.key,
            "label": given.label,
            "kind": given.kind,
            "aliases": given.aliases,
            "where_found": given.where_found,
        }
        key_of: Callable[[_Item], Any] = lambda item: item.get("key")  # noqa: E731
        self._put(_lists(table, "column"), column, given.after, given.before, "insert.column", key_of)
        field = {
            "role": "figure",
            "column": given.key,
            "header": given.field.header or [given.label or given.key],
            "number": given.field.number,
            "width": given.field.width,
        }
        self._put(
            _lists(table, "field"), field, given.after, given.before, "insert.column", lambda item: item.get("column")
        )

    def _put(
        self,
        lists: Iterator[list[_Item]],
        item: _Item,
        after: str,
        before: str,
        what: str,
        key_of: Callable[[_Item], Any],
    ) -> None:
        if bool(after) == bool(before):
            raise self._error(f"{what}：after 和 before 要写一个，只写一个")
        for items in lists:
            for index, other in enumerate(items):
                if key_of(other) == (after or before):
                    items.insert(index + 1 if after else index, item)
                    return
        raise self._error(f"{what}：没有“{after or before}”，不知道插在哪里")

    # -- count afresh ------------------------------------------------------------------------------

    def _renumber(self, table: dict[str, Any]) -> None:
        if self._flag("renumber_lines", self._given.get("renumber_lines", False)):
            rows = [row for items in table.get("rows", {}).values() for row in items if row.get("line")]
            for number, row in enumerate(rows, 1):
                row["line"] = str(number)
        if self._flag("renumber_columns", self._given.get("renumber_columns", False)):
            fields = [field for items in _lists(table, "field") for field in items if field.get("column")]
            for number, field in enumerate(fields, 1):
                field["number"] = str(number)
        for group in self._list("renumber_labels", self._given.get("renumber_labels", [])):
            rows = [row for items in table.get("rows", {}).values() for row in items if group in row.get("groups", [])]
            if not rows:
                raise self._error(f"renumber_labels：没有名为“{group}”的行组")
            for number, row in enumerate(rows, 1):
                words = _ORDINAL.sub("", row.get("label") or row.get("key", ""), count=1)
                row["label"] = f"{ordinal(number)}、{words}"

    # -- errors ------------------------------------------------------------------------------------

    def _mapping(self, what: str, given: Any, known: Any = None) -> dict[str, Any]:
        if not isinstance(given, dict):
            raise self._error(f"{what} 应为表（键 = 值）")
        unknown = [key for key in given if known is not None and key not in known]
        if unknown:
            raise self._error(f"{what} 下只能有 {'、'.join(known)}，写成了 {'、'.join(unknown)}")
        return given

    def _list(self, what: str, given: Any) -> list[Any]:
        if not isinstance(given, list):
            raise self._error(f"{what} 应为列表")
        return given

    def _error(self, problem: str) -> FormError:
        return FormError(self._path, self._where, problem)


def _there_are(table: dict[str, Any], kind: str) -> str:
    """What an edit of this kind could name, as a hint behind an error; the file may be a copy that says it again."""
    items = [item for items in _lists(table, kind) for item in items]
    if kind == "line":
        names = [item["line"] for item in items if item.get("line") and not item.get("key")]
    elif kind == "field":
        names = [item.get("column") or "/".join(item.get("header", [])) for item in items]
    else:
        names = [item["key"] for item in items if item.get("key")]
    known = list(dict.fromkeys(names))
    shown = "、".join(known[:_SHOWN]) + ("……" if len(known) > _SHOWN else "")
    return f"。本表有：{shown}（整个复制来的文件，上一级已经改过的不要再写）" if known else ""


def _lists(table: dict[str, Any], kind: str) -> Iterator[list[_Item]]:
    if kind in ("row", "line"):
        yield from table.get("rows", {}).values()
        if table.get("footer_rows"):
            yield table["footer_rows"]
    elif kind == "column":
        yield table.get("columns", [])
    else:
        yield from (block["fields"] for block in table.get("blocks", []) if "fields" in block)


def _is_field(item: _Item, key: str) -> bool:
    return key in (item.get("column"), "/".join(item.get("header", [])))


def _is_row(item: _Item, key: str) -> bool:
    return item.get("key") == key or (key.endswith("*") and item.get("key", "").startswith(key[:-1]))


_MATCHES: dict[str, Callable[[_Item, str], bool]] = {
    "row": _is_row,
    # A row with a key is meant by its key: a number that counting afresh gave to another must not hit it.
    "line": lambda item, key: item.get("line") == key and not item.get("key"),
    "column": lambda item, key: item.get("key") == key,
    "field": _is_field,
}


def _copy_lists(table: dict[str, Any]) -> None:
    """Copy what will be changed, so that the parent's own declaration stays as it is."""
    table["columns"] = [dict(item) for item in table.get("columns", [])]
    table["rows"] = {name: [dict(row) for row in items] for name, items in table.get("rows", {}).items()}
    table["footer_rows"] = [dict(row) for row in table.get("footer_rows", [])]
    table["blocks"] = [
        {**block, "fields": [dict(field) for field in block.get("fields", [])]} for block in table.get("blocks", [])
    ]
