"""Owns the refusal of cells that are computed from each other: such a form would never settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from juesuan_gui.forms.codes import parent_code
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import Each, Form, Table
from juesuan_gui.relations import THIS_COLUMN, Reference, RowSelector, SelectorKind, references

# table, row, column, period, basis
Node = tuple[str, str, str, str, str]
# The rows of a coded table are not known to the form; they all stand for one, and sums go down to another.
_ANY_CODE = "（科目）"


def refuse_cycles(form: Form, check_files: Mapping[str, Path]) -> None:
    """Raise FormError for the first computed cell that depends on itself.

    Of several rules that compute a cell the last declared counts, as in the live report.
    """
    sources: dict[Node, set[Node]] = {}
    owner: dict[Node, str] = {}
    for check in form.checks.values():
        for rule in check.rules:
            left = rule.relation.left
            if not rule.computes or not isinstance(left, Reference):
                continue
            table = form.table(left.table)
            rows = _target_rows(table, left, rule.each)
            for row in rows:
                for column in _columns(table, left, rule.each, row):
                    node = (left.table, row, column, left.period, left.basis)
                    owner[node] = check.id
                    sources[node] = {
                        source
                        for reference, _ in references(rule.relation.right)
                        for source in _read(form, reference, row, column)
                    }
    _visit_all(sources, owner, check_files)


def _visit_all(sources: Mapping[Node, set[Node]], owner: Mapping[Node, str], check_files: Mapping[str, Path]) -> None:
    finished: set[Node] = set()
    for start in sources:
        path: dict[Node, None] = {}
        stack: list[tuple[Node, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop(node, None)
                finished.add(node)
                continue
            if node in path:
                check = owner[node]
                words = f"{node[0]}[{node[1]}].{node[2]}"
                raise FormError(check_files[check], f"审核 {check}", f"计算公式成环：{words} 又由自己算出")
            if node in finished or node not in sources:
                continue
            path[node] = None
            stack.append((node, True))
            stack += [(source, False) for source in sources[node]]


def _target_rows(table: Table, left: Reference, each: Each | None) -> list[str]:
    if left.row.kind is SelectorKind.NAMED:
        return [left.row.name]
    if each is None or table.id not in each.tables:
        return []
    if table.coded is not None:
        return [_ANY_CODE]
    parents = {parent_code(row.code) for row in table.rows.values() if row.code}
    return [row for row in table.rows if any(_matches(table, word, row, parents) for word in each.rows)]


def _matches(table: Table, word: str, row: str, parents: Collection[str]) -> bool:
    fixed = table.rows[row]
    if word == "各行":
        return True
    if word in ("科目", "末级", "上级"):
        return bool(fixed.code) and (word == "科目" or (fixed.code in parents) == (word == "上级"))
    if word.startswith("@"):
        return word[1:] in fixed.groups
    if word.endswith("*"):
        return fixed.code.startswith(word[:-1])
    return word == row


def _columns(table: Table, left: Reference, each: Each | None, row: str) -> Iterable[str]:
    if left.column != THIS_COLUMN:
        return (left.column,)
    if each is None or each.columns == ("*",):
        return table.columns_of(row)
    return each.columns


def _read(form: Form, reference: Reference, row: str, column: str) -> Iterable[Node]:
    """The cells that a reference reads when 本行 and 本列 are this row and column."""
    table = form.table(reference.table)
    wanted = column if reference.column == THIS_COLUMN else reference.column
    for source in _read_rows(table, reference.row, row):
        yield (reference.table, source, wanted, reference.period, reference.basis)


def _read_rows(table: Table, selector: RowSelector, row: str) -> list[str]:
    kind = selector.kind
    if kind is SelectorKind.NAMED:
        return [selector.name]
    if kind is SelectorKind.THIS:
        return [row]
    if kind is SelectorKind.GROUP:
        return [item.key for item in table.rows.values() if selector.name in item.groups]
    if table.coded is not None:
        # Children lie further down the tree, which ends; another table's row of the same code is 本行 there.
        return [_ANY_CODE] if kind is SelectorKind.SAME_CODE else []
    code = table.rows[row].code if row in table.rows else ""
    if kind is SelectorKind.CHILDREN:
        return [item.key for item in table.rows.values() if code and parent_code(item.code) == code]
    if kind is SelectorKind.PREFIX:
        return [item.key for item in table.rows.values() if item.code.startswith(selector.name)]
    return [item.key for item in table.rows.values() if item.code and item.code == code]
