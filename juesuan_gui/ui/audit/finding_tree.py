"""Owns the findings as a tree: consequences under their root, or findings under their table; which are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from juesuan_gui.checks import Finding
from juesuan_gui.forms import Level
from juesuan_gui.report import Note
from juesuan_gui.ui.audit.finding_words import ListedRow


@dataclass(slots=True)
class Node:
    """A line of the tree: a finding with its explanation, or a heading with a title."""

    row: ListedRow | None = None
    title: str = ""
    note: Note | None = None
    #: How wide its texts are, column by column, once they were measured.
    widths: tuple[int, ...] | None = None
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    position: int = 0

    def add(self, child: Node) -> Node:
        """Hang a line below this one."""
        child.parent, child.position = self, len(self.children)
        self.children.append(child)
        return child

    def take(self, other: Node) -> bool:
        """Say what the other line says; whether that is anything new."""
        if other.row is self.row and other.note == self.note:
            return False
        self.row, self.note, self.widths = other.row, other.note, None
        return True


@dataclass(frozen=True, slots=True)
class Filter:
    """What is left of the findings: levels (none chosen = all), one table ("" = all), words."""

    levels: frozenset[Level] = frozenset()
    table: str = ""
    words: str = ""

    def passes(self, row: ListedRow) -> bool:
        """Whether a finding is shown."""
        if self.levels and row.finding.level not in self.levels:
            return False
        if self.table and not self._is_about(row):
            return False
        return not self.words or row.matches(self.words)

    def _is_about(self, row: ListedRow) -> bool:
        place, finding = row.place, row.finding
        if place is not None and place.table == self.table:
            return True
        return isinstance(finding, Finding) and any(operand.address.table == self.table for operand in finding.operands)


def by_root(rows: list[ListedRow]) -> Node:
    """Consequences under the finding they follow from; one whose root is filtered away stands by itself."""
    top = Node()
    heads: dict[str, Node] = {}
    for row in rows:
        root = heads.get(row.finding.root) if row.finding.root else None
        node = (root or top).add(Node(row, note=row.note))
        if row.finding.root is None:
            heads[row.finding.key] = node
    return top


def by_table(rows: list[ListedRow], title: Callable[[ListedRow], str]) -> Node:
    """Findings under the table they lead to, in order of the tables' first finding."""
    top = Node()
    groups: dict[str, Node] = {}
    for row in rows:
        heading = title(row)
        if heading not in groups:
            groups[heading] = top.add(Node(title=heading))
        groups[heading].add(Node(row, note=row.note))
    return top


def have_same_lines(one: Node, other: Node) -> bool:
    """Whether two trees are lines about the same findings under the same headings, whatever the lines say."""
    if len(one.children) != len(other.children) or one.title != other.title:
        return False
    mine, others = one.row, other.row
    if (mine is None) is not (others is None):
        return False
    if mine is not None and others is not None and mine.finding.key != others.finding.key:
        return False
    return all(map(have_same_lines, one.children, other.children))
