"""Owns what Qt is told of the tree of findings: its lines, columns, colours and widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from juesuan_gui.forms import Level
from juesuan_gui.report import Note
from juesuan_gui.session import Session
from juesuan_gui.ui.audit.finding_tree import Node, by_root, by_table, have_same_lines
from juesuan_gui.ui.audit.finding_words import ListedRow
from juesuan_gui.ui.look.theme import colors, figure_font, interface_font
from juesuan_gui.ui.parts import Observed

_Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("级别", "审核号", "位置", "问题", "表内", "应为", "差额", "说明")
#: Whether a view shows what hangs below a line.
IsOpen = Callable[[QModelIndex], bool]
_AMOUNTS = (4, 5, 6)
_FIRST_MEASURED = 2  # 级别 and 审核号 are always as wide as each other
_MOST_WIDTHS = 5_000


class FindingsModel(QAbstractItemModel):
    """The tree of findings for a view. Texts are made line by line as they come into sight."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._top = Node()
        self._bold = interface_font(bold=True)
        self._figures = figure_font()
        self._metrics = QFontMetrics(interface_font()), QFontMetrics(self._figures)
        #: By finding: the row, how many consequences and which explanation it had, and how wide its texts were then.
        self._widths: dict[str, tuple[ListedRow, tuple[int, Note | None], tuple[int, ...]]] = {}

    def has_lines_of(self, top: Node) -> bool:
        """Whether the same lines are shown already, though they may say something else."""
        return have_same_lines(self._top, top)

    def say_anew(self, top: Node, is_open: IsOpen) -> bool:
        """Take over what the same lines say now: those in sight that say something else are told, and nothing else.

        Returns whether any of them is wider or narrower than it was measured to be.
        """
        return self._say_anew(self._top, top, is_open, is_seen=True)

    def replace(self, top: Node) -> None:
        """Show other lines."""
        self.beginResetModel()
        if len(self._widths) > _MOST_WIDTHS:
            self._widths.clear()
        self._top = top
        self.endResetModel()

    def _say_anew(self, node: Node, other: Node, is_open: IsOpen, *, is_seen: bool) -> bool:
        is_another_width = False
        for line, new in zip(node.children, other.children, strict=True):
            measured = line.widths
            if line.take(new) and is_seen:
                first = self.createIndex(line.position, 0, line)
                self.dataChanged.emit(first, self.createIndex(line.position, len(COLUMNS) - 1, line))
                # What was never measured has no part in the columns' widths.
                if measured is not None and line.row is not None and self._widths_of(line, line.row) != measured:
                    is_another_width = True
            if line.children:
                is_below_seen = is_seen and is_open(self.createIndex(line.position, 0, line))
                if self._say_anew(line, new, is_open, is_seen=is_below_seen):
                    is_another_width = True
        return is_another_width

    def arranged(self, rows: list[ListedRow], *, grouped_by_table: bool) -> Node:
        """The lines of some findings, below a line that is not shown."""
        if grouped_by_table:
            form = self._session.form
            order = {table: number for number, table in enumerate(form.tables)}
            # What is about the whole report comes first, what is about no table last.
            rows = sorted(
                rows,
                key=lambda row: (
                    order.get(row.place.table, -1) if row.place else len(order) if _is_observed(row) else -1
                ),
            )
            return by_table(rows, self._title)
        return by_root(rows)

    def _title(self, row: ListedRow) -> str:
        if row.place is None:
            return row.heading
        table = self._session.form.table(row.place.table)
        return f"{table.label} {table.title}".strip()

    def finding_row(self, index: _Index) -> ListedRow | None:
        """The finding at an index, ``None`` for a heading."""
        return self._node(index).row if index.isValid() else None

    def in_order(self) -> list[QModelIndex]:
        """The index of every finding from top to bottom."""
        found: list[QModelIndex] = []

        def walk(parent: QModelIndex) -> None:
            for row in range(self.rowCount(parent)):
                index = self.index(row, 0, parent)
                if self.finding_row(index) is not None:
                    found.append(index)
                walk(index)

        walk(QModelIndex())
        return found

    def index_of(self, key: str) -> QModelIndex:
        """Where a finding stands; an invalid index when it is not shown."""
        for index in self.in_order():
            row = self.finding_row(index)
            if row is not None and row.finding.key == key:
                return index
        return QModelIndex()

    def opened(self, is_open: IsOpen) -> list[QModelIndex]:
        """The findings with consequences under them that a view shows open."""
        rows = (self.index(row, 0) for row in range(self.rowCount()))
        return [index for index in rows if self._node(index).children and is_open(index)]

    def has_notes(self) -> bool:
        """Whether any finding that is shown has an explanation."""
        return any(node.note is not None for node in self._nodes())

    def amount_widths(self, columns: tuple[int, ...], measured: int, is_open: IsOpen) -> dict[int, int]:
        """How wide columns of figures have to be for the first so many lines that are shown."""
        metrics = QFontMetrics(self._figures)
        widths = {column: metrics.horizontalAdvance(COLUMNS[column] * 2) for column in columns}
        for node in islice(self._shown(is_open), measured):
            if node.row is not None:
                found = self._widths_of(node, node.row)
                for column in columns:
                    widths[column] = max(widths[column], found[column])
        return {column: width + 16 for column, width in widths.items()}

    def text_width(self, column: int, measured: int, is_open: IsOpen) -> int:
        """How wide a column of words has to be for the first so many lines that are shown."""
        nodes = islice(self._shown(is_open), measured)
        widths = (self._widths_of(node, node.row)[column] for node in nodes if node.row is not None)
        return max(widths, default=0) + 24

    def is_wider(self, rooms: Mapping[int, int], measured: int, is_open: IsOpen) -> bool:
        """Whether any words of the first so many lines that are shown are wider than their columns' rooms (pixels)."""
        for node in islice(self._shown(is_open), measured):
            if node.row is not None:
                widths = self._widths_of(node, node.row)
                if any(widths[column] > room for column, room in rooms.items()):
                    return True
        return False

    def _widths_of(self, node: Node, row: ListedRow) -> tuple[int, ...]:
        """How wide the texts of a line are, column by column; a finding that stays is measured once."""
        if node.widths is not None:
            return node.widths
        known = self._widths.get(row.finding.key)
        state = (len(node.children), node.note)
        if known is not None and known[0] is row and known[1] == state:
            node.widths = known[2]
            return known[2]
        words, figures = self._metrics
        widths = (0,) * _FIRST_MEASURED + tuple(
            (figures if column in _AMOUNTS else words).horizontalAdvance(self._text(node, row, column))
            for column in range(_FIRST_MEASURED, len(COLUMNS))
        )
        node.widths = widths
        self._widths[row.finding.key] = (row, state, widths)
        return widths

    def words(self, index: _Index) -> str:
        """The words of a cell."""
        node = self._node(index)
        return self._text(node, node.row, index.column()) if node.row is not None else ""

    def look(self, index: _Index) -> tuple[str, QColor | None, QFont | None] | None:
        """Words, ink and font of a cell in one answer; ``None`` for a heading."""
        node, column = self._node(index), index.column()
        if node.row is None:
            return None
        return self._text(node, node.row, column), self._color(node, node.row, column), self._font(node, column)

    def _nodes(self) -> Iterator[Node]:
        waiting = list(reversed(self._top.children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def _shown(self, is_open: IsOpen) -> Iterator[Node]:
        """What is in sight or can be scrolled there: of what is closed nobody has to measure the words."""
        for node in self._top.children:
            yield node
            if node.children and is_open(self.createIndex(node.position, 0, node)):
                yield from node.children

    def _node(self, index: _Index) -> Node:
        if not index.isValid():
            return self._top
        node = index.internalPointer()
        assert isinstance(node, Node)
        return node

    # -- Qt's questions ----------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """The index of a line."""
        node = self._node(parent) if parent is not None else self._top
        if 0 <= row < len(node.children) and 0 <= column < len(COLUMNS):
            return self.createIndex(row, column, node.children[row])
        return QModelIndex()

    def parent(self, index: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        """The line above."""
        if index is None or not index.isValid():
            return QModelIndex()
        above = self._node(index).parent
        if above is None or above is self._top:
            return QModelIndex()
        return self.createIndex(above.position, 0, above)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines hang below."""
        if parent is not None and parent.isValid() and parent.column() > 0:
            return 0
        return len(self._node(parent).children if parent is not None else self._top.children)

    def columnCount(self, _parent: _Index | None = None) -> int:
        """The columns."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The column's name, over its figures where it has figures."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(section))
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        node, column = self._node(index), index.column()
        if node.row is None:
            return self._heading(node, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node, node.row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(column))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(node, node.row, column)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(node, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return node.row.note_words if column == 7 and node.row.note else node.row.sentence
        return None

    def _heading(self, node: Node, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and column == 0:
            return f"{node.title}　{len(node.children)}"
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        return None

    def _text(self, node: Node, row: ListedRow, column: int) -> str:
        if column == 0:
            return row.finding.level.label
        if column == 3 and node.children:
            return f"{row.problem}（后果\N{NO-BREAK SPACE}{len(node.children)}\N{NO-BREAK SPACE}条）"
        return (
            "", row.finding.check, row.where, row.problem, row.stated, row.expected, row.difference, row.note_words,
        )[column]  # fmt: skip

    def _color(self, node: Node, row: ListedRow, column: int) -> QColor | None:
        roles = colors()
        if row.is_settled or (row.finding.root is not None and column != 0):
            return roles.quiet
        if column == 0:
            level = row.finding.level
            return {Level.ERROR: roles.error, Level.WARNING: roles.warning}.get(level, roles.quiet)
        if column == 7 and row.note_words.startswith("已过期"):
            return roles.warning
        return roles.quiet if column == 1 else None

    def _font(self, node: Node, column: int) -> QFont | None:
        if column == 0 and node.row is not None and node.row.finding.root is None:
            return self._bold
        return self._figures if column in _AMOUNTS else None


def _is_observed(row: ListedRow) -> bool:
    return isinstance(row.finding, Observed)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _AMOUNTS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
