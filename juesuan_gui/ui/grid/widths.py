"""Owns the column widths of one grid: fitted to the pane until the user sets one by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QTimer

from juesuan_gui.relations import Address
from juesuan_gui.steps import Steps
from juesuan_gui.ui.grid.body import GridBody
from juesuan_gui.ui.grid.fitting import Demand, demands, fitted, has_room, natural_width
from juesuan_gui.ui.grid.navigation import Place
from juesuan_gui.ui.grid.row_heights import RowHeights
from juesuan_gui.ui.slices import Slices

#: So many amounts are measured before anything else has its turn; of an import the others follow.
_AT_ONCE = 200


class ColumnWidths:
    """Widths are kept as they are at 100 %, so that they mean the same at every zoom."""

    def __init__(self, view: GridBody) -> None:
        self._view = view
        self._by_hand = False
        self._zoom = 100
        self._wanted: list[Demand] | None = None
        self._heights = RowHeights(view)
        self._unmeasured: dict[Address, None] = {}
        self._slices = Slices(view)
        view.header.width_dragged.connect(self.set_one)
        view.header.border_double_clicked.connect(self.fit_one)
        view.resized.connect(self.fit)
        # Rows come one by one: a whole import is measured once, when the event loop comes round.
        self._rows_came = QTimer(view)
        self._rows_came.setSingleShot(True)
        self._rows_came.timeout.connect(self.measure_again)
        view.grid.rowsInserted.connect(lambda *_: self._rows_came.start(0))

    def by_hand(self) -> list[int]:
        """The widths that the user set, at 100 %; [] while they follow the pane."""
        return [round(width * 100 / self._zoom) for width in self._now()] if self._by_hand else []

    def set_all(self, widths: list[int]) -> None:
        """Widths at 100 % that the caller kept; ignored when the table has other columns now."""
        if len(widths) == self._view.grid.columnCount():
            self._by_hand = True
            self._apply([round(width * self._zoom / 100) for width in widths])

    def set_one(self, column: int, width: int) -> None:
        """The user dragged a border."""
        self._by_hand = True
        self._view.setColumnWidth(column, width)
        self._heights.fit()

    def fit_one(self, column: int) -> None:
        """The user double-clicked a border: as wide as the longest text."""
        look = self._view.look
        self.set_one(column, max(natural_width(self._view.grid, look, column), look.indent * 2))

    def set_zoom(self, zoom: int) -> None:
        """Everything grows alike."""
        widths = [round(width * zoom / self._zoom) for width in self._now()]
        self._zoom = zoom
        self._wanted = None
        if self._by_hand:
            self._apply(widths)
        else:
            self.fit()

    def fit(self) -> None:
        """Fill the pane, unless the user has set widths."""
        if not self._by_hand and self._view.isVisible():
            self._apply(fitted(self._demands(), self._view.viewport().width()))

    def measure_again(self) -> None:
        """Fonts, texts or lines have changed as a whole."""
        self._wanted = None
        if self._by_hand:
            self._heights.fit()
        else:
            self.fit()

    def widen_for(self, addresses: Iterable[Address]) -> None:
        """A column grows when an amount no longer fits; it never shrinks by itself."""
        self._unmeasured.update(dict.fromkeys(addresses))
        if len(self._unmeasured) <= _AT_ONCE:
            self._widen()
        elif not self._slices.is_working:
            self._slices.begin(self._widen_in_steps())

    def _widen_in_steps(self) -> Steps[None]:
        while self._unmeasured:
            yield
            self._widen()

    def _widen(self) -> None:
        """Measure the next of what changed."""
        addresses = list(islice(self._unmeasured, _AT_ONCE))
        for address in addresses:
            del self._unmeasured[address]
        lines: dict[int, list[int]] = {}
        for address in addresses:
            place = self._view.grid.locate(address)
            if place is not None:
                lines.setdefault(place[1], []).append(place[0])
        is_wider = has_words = False
        for column, rows in lines.items():
            item = self._demands()[column]
            if item.is_name:
                has_words = True
                continue
            least = min(item.least, self._view.columnWidth(column))
            rows = [row for row in rows if not has_room(self._view.grid, self._view.look, row, column, least)]
            if not rows:
                continue
            needed = natural_width(self._view.grid, self._view.look, column, rows)
            if needed > item.least:
                self._demands()[column] = replace(item, least=needed, easy=max(item.easy, needed))
            if needed > self._view.columnWidth(column):
                is_wider = True
                if self._by_hand:
                    self._view.setColumnWidth(column, needed)
        if has_words or (is_wider and self._by_hand):
            self.measure_again()
        elif is_wider:
            self.fit()

    def _demands(self) -> list[Demand]:
        if self._wanted is None:
            self._wanted = demands(self._view.grid, self._view.look)
        return self._wanted

    def _now(self) -> list[int]:
        return [self._view.columnWidth(column) for column in range(self._view.grid.columnCount())]

    def _apply(self, widths: list[int]) -> None:
        active = self._view.cells.active
        was_seen = active is not None and self._is_seen(active)
        for column, width in enumerate(widths):
            if self._view.columnWidth(column) != width:
                self._view.setColumnWidth(column, width)
        self._heights.fit()
        if was_seen and active is not None and not self._is_seen(active):
            # Names that are broken anew make lines higher: the cell in hand must not be pushed out of sight.
            self._view.updateGeometries()
            self._view.scroll_to(active)

    def _is_seen(self, place: Place) -> bool:
        rect = self._view.place_rect(place)
        return rect.top() >= 0 and rect.bottom() <= self._view.viewport().height()
