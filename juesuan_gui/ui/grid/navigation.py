"""Owns where the keys lead: over spanning cells and hidden lines, to edges, to input cells, in circles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from juesuan_gui.forms import PrintedCell


class Place(NamedTuple):
    """A line and position of the grid."""

    row: int
    column: int


class Area(NamedTuple):
    """A rectangle of places, all four bounds included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        """Whether the place lies inside."""
        return self.top <= place.row <= self.bottom and self.left <= place.column <= self.right


class Sheet(Protocol):
    """What moving needs to know of a grid."""

    def rowCount(self) -> int:
        """All lines, the one for a new code included."""

    def columnCount(self) -> int:
        """All positions."""

    def cell(self, row: int, column: int) -> PrintedCell:
        """The printed cell at a place."""

    def text(self, row: int, column: int) -> str:
        """What the cell shows."""

    def is_input(self, row: int, column: int) -> bool:
        """Whether a figure may be typed there."""

    @property
    def last_line(self) -> int:
        """The last line with data."""


def area_of(one: Place, other: Place) -> Area:
    """The rectangle between two corners."""
    return Area(
        min(one.row, other.row),
        min(one.column, other.column),
        max(one.row, other.row),
        max(one.column, other.column),
    )


class Navigator:
    """Answers where a key leads from a place; it moves nothing itself."""

    def __init__(self, sheet: Sheet, is_hidden: Callable[[int], bool]) -> None:
        self._sheet = sheet
        self._is_hidden = is_hidden

    def owner(self, place: Place) -> Place:
        """The place at which the cell covering this place begins."""
        return Place(place.row, self._sheet.cell(place.row, place.column).position)

    def right_end(self, place: Place) -> int:
        """The last position that the cell at a place covers."""
        cell = self._sheet.cell(place.row, place.column)
        return cell.position + cell.column_span - 1

    def step(self, place: Place, down: int, right: int) -> Place:
        """One cell on; the same place at an edge."""
        row, column = place
        if down:
            visible = self._visible_from(row + down, down)
            row = place.row if visible is None else visible
        if right:
            column = self.right_end(place) + 1 if right > 0 else self.owner(place).column - 1
            if not 0 <= column < self._sheet.columnCount():
                return place
        return self.owner(Place(row, column))

    def leap(self, place: Place, down: int, right: int) -> Place:
        """Ctrl+arrow: to the end of this run of filled cells, else to the next filled one or the edge."""
        ahead = list(self._ahead(place, down, right))
        if not ahead:
            return place
        if self._is_filled(place) and self._is_filled(ahead[0]):
            last = place
            for candidate in ahead:
                if not self._is_filled(candidate):
                    break
                last = candidate
            return last
        return next((candidate for candidate in ahead if self._is_filled(candidate)), ahead[-1])

    def page(self, place: Place, lines: int) -> Place:
        """So many visible lines down (or up), at most to the last (or first)."""
        direction = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            following = self.step(place, direction, 0)
            if following == place:
                break
            place = following
        return place

    def first_line(self) -> int:
        """The first visible line."""
        return self._visible_from(0, 1) or 0

    def last_line(self) -> int:
        """The last visible line with data."""
        return self._visible_from(self._sheet.last_line, -1) or 0

    def first_input_column(self, row: int) -> int:
        """The first figure position of a line, where work begins; 0 when it has none."""
        for column in range(self._sheet.columnCount()):
            if self._sheet.is_input(row, column):
                return column
        return 0

    def tab(self, place: Place, forward: bool, *, only_input: bool = True) -> Place:
        """The next cell right (or left), at the end of a line on the next; locked cells are passed over."""
        for candidate in self._reading_order(place, forward):
            if not only_input or self._sheet.is_input(*candidate):
                return candidate
        return place

    def cycle(self, place: Place, areas: Sequence[Area], *, by_rows: bool, forward: bool, only_input: bool) -> Place:
        """The next cell of a selection, and after the last again the first."""
        places = [candidate for area in areas for candidate in self._inside(area, by_rows)]
        if only_input and any(self._sheet.is_input(*candidate) for candidate in places):
            places = [candidate for candidate in places if candidate == place or self._sheet.is_input(*candidate)]
        if not places:
            return place
        here = places.index(self.owner(place)) if self.owner(place) in places else -1
        return places[(here + (1 if forward else -1)) % len(places)]

    def places_in(self, areas: Sequence[Area]) -> Iterator[Place]:
        """Every visible cell of these areas once, line by line."""
        seen: set[Place] = set()
        for area in areas:
            for place in self._inside(area, True):
                if place not in seen:
                    seen.add(place)
                    yield place

    def visible_lines(self, top: int, count: int) -> list[int]:
        """So many visible lines from ``top`` on, fewer at the end of the data."""
        lines: list[int] = []
        row = top
        while len(lines) < count and row <= self._sheet.last_line:
            if not self._is_hidden(row):
                lines.append(row)
            row += 1
        return lines

    def _inside(self, area: Area, by_rows: bool) -> Iterator[Place]:
        rows = [row for row in range(area.top, area.bottom + 1) if not self._is_hidden(row)]
        columns = range(area.left, area.right + 1)
        pairs = (
            ((row, column) for row in rows for column in columns)
            if by_rows
            else ((row, column) for column in columns for row in rows)
        )
        for row, column in pairs:
            start = self._sheet.cell(row, column).position
            if start == column or (start < column == area.left):
                yield Place(row, start)

    def _visible_from(self, row: int, direction: int) -> int | None:
        while 0 <= row < self._sheet.rowCount():
            if not self._is_hidden(row):
                return row
            row += direction
        return None

    def _ahead(self, place: Place, down: int, right: int) -> Iterator[Place]:
        while True:
            following = self.step(place, down, right)
            if following == place or following.row > self._sheet.last_line:
                return
            yield following
            place = following

    def _is_filled(self, place: Place) -> bool:
        return place.row <= self._sheet.last_line and self._sheet.text(*place) != ""

    def _reading_order(self, place: Place, forward: bool) -> Iterator[Place]:
        direction = 1 if forward else -1
        while True:
            following = self.step(place, 0, direction)
            if following == place:
                row = self._visible_from(place.row + direction, direction)
                if row is None or row > self._sheet.last_line:
                    return
                following = self.owner(Place(row, 0 if forward else self._sheet.columnCount() - 1))
            yield following
            place = following
