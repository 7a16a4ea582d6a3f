"""Owns the lists of the trace: what a cell's figure comes from, goes to, what confirms it, where the text prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from juesuan_gui.checks import Finding
from juesuan_gui.relations import Address
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.watch import Mention
from juesuan_gui.ui.look.pieces import kind, quiet
from juesuan_gui.ui.tables.cell_words import NamedFigure, feeds, operand_lines, sources, witnesses
from juesuan_gui.ui.tables.rows_view import Line, LineList

#: Pixels by which a line of a list reaches out beyond its name.
OUTSIDE = 6
_LISTS = ("本条核对的数", "由哪些数得来", "去往何处", "旁证")
_MENTIONS = "文中出现处"
_MOST_MENTIONS = 12


class TraceLists(QWidget):
    """Each list as high as its lines, and away where it has none."""

    #: (Address): go to this cell.
    go_requested = Signal(object)
    #: (Mention): a place of the text where the cell is printed.
    mention_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "surface")
        self._desk = desk
        #: Where the text prints a cell.
        self.mentions: Callable[[Address], list[Mention]] = lambda _address: []
        self._lists: dict[str, tuple[QLabel, LineList]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for name in (*_LISTS, _MENTIONS):
            self._column.addSpacing(6)
            self._add_list(name)
        # Height that is left over while lists come and go stays below them.
        self._column.addStretch(1)

    def _add_list(self, name: str) -> None:
        title = quiet(name)
        title.setContentsMargins(OUTSIDE, 0, 0, 0)
        lines = LineList(single=False, height=25, inset=0)
        lines.setAccessibleName(name)
        lines.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        lines.chosen.connect(self.mention_requested if name == _MENTIONS else self.go_requested)
        self._lists[name] = (title, lines)
        self._column.addWidget(title)
        self._column.addWidget(lines)

    def stops(self) -> Iterator[LineList]:
        """The lists in order, for the keyboard."""
        yield from (lines for _, lines in self._lists.values())

    def show_cell(self, address: Address | None, finding: Finding | None) -> None:
        """Follow a cell and the finding that is shown with it."""
        session = self._desk.session
        compared = operand_lines(session, finding) if finding is not None else []
        coming = sources(session, address) if address is not None else []
        if {item.address for item in compared} == {item.address for item in coming}:
            compared = []
        going = feeds(session, address) if address is not None else []
        expected = finding.expected if finding is not None and finding.place == address else None
        holding = witnesses(session, address, expected) if address is not None else []
        if expected is None:
            # The lists above say already that its own total holds; of a figure that ought to be another it is news.
            above = {item.address for item in (*compared, *coming, *going)}
            holding = [item for item in holding if item.address not in above]
        for name, figures, tone in zip(_LISTS, (compared, coming, going, holding), ("", "", "", "good"), strict=True):
            self._show_figures(name, figures, tone)
        self._show_mentions(address)

    def _show_mentions(self, address: Address | None) -> None:
        found = self.mentions(address) if address is not None else []
        lines = [
            Line(item.words, "", item, tip=f"{item.heading}\n{item.words}（双击前往）")
            for item in found[:_MOST_MENTIONS]
        ]
        self._show(_MENTIONS, lines)

    def _show_figures(self, name: str, figures: list[NamedFigure], tone: str) -> None:
        marked = {finding.place for finding in self._desk.result().findings}
        lines = [
            Line(
                item.name,
                item.value,
                item.address,
                tone=tone or ("error" if item.address in marked else "quiet" if _is_nothing(item.value) else ""),
                tip=f"{item.name}　{item.value}（双击前往）",
            )
            for item in figures
        ]
        self._show(name, lines)

    def _show(self, name: str, lines: list[Line]) -> None:
        title, view = self._lists[name]
        view.lines.show(lines)
        for widget in (title, view):
            widget.setVisible(bool(lines))
        view.setFixedHeight(view.content_height() + 2)


def _is_nothing(value: str) -> bool:
    return not value.strip("0.,空")
