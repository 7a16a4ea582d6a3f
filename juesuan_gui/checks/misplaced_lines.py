"""Owns the search for figures beside the wrong names among fixed rows (T1, T4, T6, T7): lines slipped or swapped.

No other table need say what each fixed row should hold: a way to put figures right is proposed when relations that
fail would hold again and hardly one that holds would fail. Whoever asks still tries it on the whole report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from juesuan_gui.checks.equations import Equation, Equations, Number
from juesuan_gui.checks.misplaced import Misplacement, Slip
from juesuan_gui.forms import FieldRole, Form, Table
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey

#: Figures slip by so many lines when a block is pasted beside its names.
_FARTHEST = 3
#: So many filled lines are tried; a longer block is coded, and has witnesses line by line.
_MOST_LINES = 60
#: So many ways are offered for trial.
_MOST_OFFERED = 8
#: Of the relations at the cells that move fewer may fail by chance.
_LEAST_MENDED = 2


@dataclass(frozen=True, slots=True)
class Lane:
    """The lines of a block in their printed order; each line is the cells that move together."""

    lines: tuple[tuple[Address, ...], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Lines (from, to) whose figures would change places, and how many equations that would mend."""

    slip: Slip
    lane: Lane
    moves: tuple[tuple[int, int], ...]
    mended: int

    @property
    def size(self) -> int:
        """How many lines change."""
        return len({number for move in self.moves for number in move})

    @property
    def story(self) -> frozenset[tuple[Address, Address]]:
        """Which line's figures belong to which, whichever of its columns move."""
        lines = self.lane.lines
        return frozenset(
            (lines[origin][0]._replace(column=""), lines[place][0]._replace(column=""))
            if lines[origin][0].row != lines[place][0].row
            else (lines[origin][0], lines[place][0])
            for origin, place in self.moves
        )


def line_misplacements(form: Form, live: LiveReport, failing: Sequence[frozenset[Address]]) -> list[Misplacement]:
    """Every way that would mend relations at fixed rows, best first.

    ``failing`` are the cells of each relation that does not hold. Of ways that would do equally well at other
    distances or between other lines none is offered: which of them happened cannot be told. Lines that no table
    prints (fillers) have no cells and are stepped over.
    """
    equations = Equations(live)
    found: list[tuple[int, Misplacement]] = []
    for table in form.tables.values():
        if table.coded is not None or table.repeated or table.supplementary:
            continue
        touched = {cell for cells in failing for cell in cells if cell.table == table.id}
        if not touched:
            continue
        ways = [way for lane in lanes_of(table) for way in _Trying(lane, equations, touched).ways()]
        way = _only_best(ways)
        if way is not None:
            found.append((way.mended, as_misplacement(table, way)))
    found.sort(key=lambda item: -item[0])
    return [item for _, item in found[:_MOST_OFFERED]]


def lanes_of(table: Table) -> Iterator[Lane]:
    """The lines of every block: all its columns together and each alone; the columns of a table of one row."""
    key = TableKey(table.id)
    if table.default_row is not None:
        row = table.default_row
        yield Lane(tuple((key.cell(row, column),) for column in table.columns_of(row)))
        return
    for block in table.blocks:
        columns = [item.column for item in block.fields if item.role is FieldRole.FIGURE]
        for chosen in [columns] if len(columns) < 2 else [columns, *([column] for column in columns)]:
            yield Lane(tuple(tuple(key.cell(row.key, column) for column in chosen) for row in block.rows if row.key))


class _Trying:
    """One lane, and what the relations at its cells would say if its figures stood elsewhere."""

    def __init__(self, lane: Lane, equations: Equations, touched: set[Address]) -> None:
        self._lane, self._equations = lane, equations
        self._values = [tuple(equations.value(cell) for cell in line) for line in lane.lines]
        self._filled = [number for number, values in enumerate(self._values) if any(values)]
        self._touched = [any(cell in touched for cell in line) for line in lane.lines]

    def ways(self) -> Iterator[Way]:
        """Every slip and every swap that would mend more than it breaks."""
        if len(self._filled) > _MOST_LINES or sum(self._touched) < 2:
            return
        yield from self._slips()
        yield from self._swaps()

    def _slips(self) -> Iterator[Way]:
        """A run of filled lines some lines up or down, onto blank ones; both its ends are where something fails."""
        for first in range(len(self._filled)):
            for last in range(first + 1, len(self._filled)):
                run = self._filled[first : last + 1]
                if len({self._values[number] for number in run}) < 2:
                    continue
                for distance in (*range(-_FARTHEST, 0), *range(1, _FARTHEST + 1)):
                    if self._has_room(run, distance) and self._is_at_failures(run, distance):
                        way = self._way(Slip.ROWS, tuple((number, number + distance) for number in run))
                        if way is not None:
                            yield way

    def _has_room(self, run: Sequence[int], distance: int) -> bool:
        if run[0] + distance < 0 or run[-1] + distance >= len(self._lane.lines):
            return False
        own = set(run)
        return all(number + distance in own or not any(self._values[number + distance]) for number in run)

    def _is_at_failures(self, run: Sequence[int], distance: int) -> bool:
        return all(self._touched[number] or self._touched[number + distance] for number in (run[0], run[-1]))

    def _swaps(self) -> Iterator[Way]:
        """Two lines at which something fails, one of them perhaps blank: then one figure stands at a wrong name."""
        lines = [number for number, is_touched in enumerate(self._touched) if is_touched]
        for one, other in combinations(lines, 2):
            if self._values[one] != self._values[other]:
                way = self._way(Slip.TWO_ROWS, ((one, other), (other, one)))
                if way is not None:
                    yield way

    def _way(self, slip: Slip, moves: tuple[tuple[int, int], ...]) -> Way | None:
        """The way with what it mends and breaks; ``None`` where it mends too little."""
        effect = effect_of(self._lane, moves, self._equations)
        is_confirmed = all(any(cell in effect.confirmed for cell in self._lane.lines[place]) for _, place in moves)
        if effect.mended < _LEAST_MENDED or effect.broken or not is_confirmed:
            return None
        return Way(slip, self._lane, moves, effect.mended)


@dataclass(frozen=True, slots=True)
class Effect:
    """What would become of the relations if lines changed places, and the changed cells that a mended one reads."""

    mended: int
    broken: int
    confirmed: frozenset[Address]


def effect_of(lane: Lane, moves: Sequence[tuple[int, int]], equations: Equations) -> Effect:
    """What the relations at the cells of some lines would say if the figures of (from) stood at (to)."""
    shifts: dict[Address, Number] = {}
    leaving = {origin for origin, _ in moves}
    arriving = {place: origin for origin, place in moves}
    for number in leaving | arriving.keys():
        line = lane.lines[number]
        source: Sequence[Address | None] = lane.lines[arriving[number]] if number in arriving else [None] * len(line)
        for cell, origin in zip(line, source, strict=True):
            then = equations.value(origin) if origin is not None else 0
            if then != equations.value(cell):
                shifts[cell] = then - equations.value(cell)
    mended = broken = 0
    confirmed: set[Address] = set()
    for equation in _read_by(shifts, equations):
        now = equations.residual(equation)
        then = now + sum(factor * shifts.get(cell, 0) for cell, factor in equation.terms.items())
        if equation.holds(then):
            # A bound that is kept again says little: many figures would keep it.
            if not equation.holds(now) and equation.operator == "=":
                mended += 1
                confirmed |= shifts.keys() & equation.terms.keys()
        elif equation.holds(now):
            broken += 1
    return Effect(mended, broken, frozenset(confirmed))


def _read_by(cells: Mapping[Address, Number], equations: Equations) -> list[Equation]:
    known = {equation.instance: equation for cell in cells for equation in equations.reading(cell)}
    return list(known.values())


def _only_best(ways: Sequence[Way]) -> Way | None:
    """The way that mends most, of equal ones the one that moves least; none where such tell different stories."""
    if not ways:
        return None
    most = max(way.mended for way in ways)
    best = [way for way in ways if way.mended == most]
    fewest = min(way.size for way in best)
    best = [way for way in best if way.size == fewest]
    stories = {way.story for way in best}
    # The lane of all columns comes first: a line is told as a whole where all of it moved.
    return best[0] if len(stories) == 1 else None


def as_misplacement(table: Table, way: Way) -> Misplacement:
    """The way as figures that belong to other (row, column) places of the table."""
    moves: dict[tuple[str, str], tuple[str, str] | None] = {}
    places = {place for _, place in way.moves}
    evidence: list[tuple[str, str]] = []
    for origin, place in way.moves:
        line, target = way.lane.lines[origin], way.lane.lines[place]
        name = (line[0].column, target[0].column) if table.default_row is not None else (line[0].row, target[0].row)
        evidence.append(name)
        for cell, goes_to in zip(line, target, strict=True):
            moves[cell.row, cell.column] = (goes_to.row, goes_to.column)
    for place in places - {origin for origin, _ in way.moves}:
        # What stands there is nought or blank: nothing is lost when it makes room.
        for cell in way.lane.lines[place]:
            moves[cell.row, cell.column] = None
    columns = tuple(dict.fromkeys(cell.column for cell in way.lane.lines[0]))
    named = (columns[0], "") if len(columns) == 1 else ("", "")
    return Misplacement(table.id, way.slip, "", moves, tuple(evidence), 0, named)
