"""Owns the findings of a review as a tree: what follows from one stands below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from juesuan_gui.forms import Level
from juesuan_gui.review import Change, Judged, Verdict, kind_words

_Index = QModelIndex | QPersistentModelIndex
JUDGED_ROLE = Qt.ItemDataRole.UserRole + 1


def verdict_words(item: Judged) -> str:
    """What stands at the right of a line; a decision on other figures says so."""
    return "待重核" if item.is_stale else item.verdict.label


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """What is shown: levels (none chosen = all), kind, section, verdict, change ("" or None = all), words."""

    levels: frozenset[Level] = frozenset()
    kind: str = ""
    section: str = ""
    verdict: Verdict | None = None
    change: Change | None = None
    words: str = ""

    def passes(self, item: Judged) -> bool:
        """Whether a finding is shown."""
        finding = item.finding
        if self.levels and finding.level not in self.levels:
            return False
        if self.kind and finding.kind != self.kind:
            return False
        if self.section and finding.section != self.section:
            return False
        if self.verdict is not None and item.verdict is not self.verdict:
            return False
        if self.change is not None and item.change is not self.change:
            return False
        return all(word in _searched(item) for word in self.words.casefold().split())


def _searched(item: Judged) -> str:
    finding = item.finding
    reason = item.decision.reason if item.decision else ""
    texts = (finding.check, finding.message, finding.where, finding.section, kind_words(finding.kind), reason)
    quotes = (text for side in finding.sides for text in (side.quote, side.row, side.column))
    return " ".join((*texts, *quotes, verdict_words(item))).casefold()


@dataclass(slots=True, eq=False)
class ReviewNode:
    """A line of the tree; ``number`` counts all of them from top to bottom."""

    item: Judged | None = None
    children: list[ReviewNode] = field(default_factory=list)
    parent: ReviewNode | None = None
    position: int = 0
    number: int = 0

    def add(self, child: ReviewNode) -> ReviewNode:
        """Hang a line below this one."""
        child.parent, child.position = self, len(self.children)
        self.children.append(child)
        return child

    def below(self) -> Iterator[ReviewNode]:
        """Every line below this one, top to bottom."""
        for child in self.children:
            yield child
            yield from child.below()


def review_tree(items: Sequence[Judged]) -> ReviewNode:
    """What follows below its root; where the root is not shown a finding stands by itself.

    The sections (tables, and parts of the text) stand as the examination gives them; within each the gravest first,
    by what hangs below a finding too.
    """
    top = ReviewNode()
    nodes = {item.finding.key: ReviewNode(item) for item in items}
    roots = {item.finding.key: _shown_root(item, nodes) for item in items}
    gravest = {item.finding.key: item.finding.level.rank for item in items}
    for item in items:
        above = roots[item.finding.key]
        while above is not None and above.item is not None:
            key = above.item.finding.key
            gravest[key] = min(gravest[key], item.finding.level.rank)
            above = roots[key]
    sections = {name: number for number, name in enumerate(dict.fromkeys(item.finding.section for item in items))}
    for item in sorted(items, key=lambda one: (sections[one.finding.section], gravest[one.finding.key])):
        (roots[item.finding.key] or top).add(nodes[item.finding.key])
    return top


def _shown_root(item: Judged, nodes: dict[str, ReviewNode]) -> ReviewNode | None:
    """The line a finding hangs below; findings that follow from each other in a circle stand by themselves."""
    seen = {item.finding.key}
    root = item.finding.root
    found = nodes.get(root)
    while root:
        if root in seen:
            return None
        seen.add(root)
        node = nodes.get(root)
        root = node.item.finding.root if node is not None and node.item is not None else ""
    return found


class ReviewModel(QAbstractItemModel):
    """The tree for a view; one column, a line tells everything."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top = ReviewNode()
        # Indices refer to nodes by number: a node that is gone must not be reached through one.
        self._nodes: list[ReviewNode] = []
        self._by_key: dict[str, ReviewNode] = {}

    def show(self, items: Sequence[Judged]) -> None:
        """Show these findings; when they are the same ones only their lines are painted anew."""
        keys = [item.finding.key for item in items]
        if keys and set(keys) == set(self._by_key) and self._refresh(items):
            return
        self.beginResetModel()
        self._top = review_tree(items)
        self._nodes = list(self._top.below())
        for number, node in enumerate(self._nodes):
            node.number = number
        self._by_key = {node.item.finding.key: node for node in self._nodes if node.item is not None}
        self.endResetModel()

    def _refresh(self, items: Sequence[Judged]) -> bool:
        before = {key: node.item.finding.root for key, node in self._by_key.items() if node.item is not None}
        if any(before[item.finding.key] != item.finding.root for item in items):
            return False
        for item in items:
            node = self._by_key[item.finding.key]
            if node.item != item:
                node.item = item
                index = self._index_of(node)
                self.dataChanged.emit(index, index)
        return True

    def in_order(self) -> list[Judged]:
        """Every shown finding, top to bottom."""
        return [node.item for node in self._nodes if node.item is not None]

    def index_of(self, key: str) -> QModelIndex:
        """The line of a finding, invalid when it is not shown."""
        node = self._by_key.get(key)
        return self._index_of(node) if node is not None else QModelIndex()

    def judged(self, index: _Index) -> Judged | None:
        """The finding of a line."""
        found = index.data(JUDGED_ROLE) if index.isValid() else None
        return found if isinstance(found, Judged) else None

    def _index_of(self, node: ReviewNode) -> QModelIndex:
        return self.createIndex(node.position, 0, node.number)

    def _node(self, index: _Index | None) -> ReviewNode:
        if index is None or not index.isValid():
            return self._top
        return self._nodes[index.internalId()]

    # -- for Qt ------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """The line at a row below another."""
        children = self._node(parent).children
        return self._index_of(children[row]) if column == 0 and 0 <= row < len(children) else QModelIndex()

    def parent(self, index: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        """The line that this one follows from."""
        node = self._node(index).parent
        return self._index_of(node) if node is not None and node is not self._top else QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines hang below one."""
        return len(self._node(parent).children)

    def columnCount(self, _parent: _Index | None = None) -> int:
        """One."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The finding, or its words for screen readers and tooltips."""
        item = self._node(index).item if index.isValid() else None
        if item is None:
            return None
        if role == JUDGED_ROLE:
            return item
        finding = item.finding
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{finding.level.label} {finding.check} {finding.where} {finding.message} {verdict_words(item)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return finding.message
        return None
