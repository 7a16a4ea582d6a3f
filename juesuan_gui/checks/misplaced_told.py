"""Owns the search for figures beside the wrong names that a sum cannot tell: what another place says of one row.

Within a group of T6, or between two columns of T7 under one subtotal, no equation of the table notices a figure that
stands one line too high. The text that tells it by name does, and so does a table that states the same thing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from juesuan_gui.checks.equations import Equations
from juesuan_gui.checks.misplaced import Misplacement, Slip
from juesuan_gui.checks.misplaced_lines import Lane, Way, as_misplacement, effect_of, lanes_of
from juesuan_gui.figures import Quantity, magnitude, meets, midpoint
from juesuan_gui.forms import Form, Table
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address, Basis, Binding, Period, Reference, Unread, references

#: So many digits of a figure do not stand beside a name by chance.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What another place says of a cell: the text, or (``cell`` given) a cell of another table."""

    quantity: Quantity
    cell: Address | None = None


@dataclass(frozen=True, slots=True)
class ToldMisplacement:
    """Figures that stand beside other names than those that are told with them.

    ``witnesses`` gives for each cell where a figure belongs what is told of it.
    """

    misplacement: Misplacement
    witnesses: Mapping[Address, Told]

    @property
    def is_of_text(self) -> bool:
        """Whether the text tells one of the figures."""
        return any(told.cell is None for told in self.witnesses.values())


def told_misplacements(
    form: Form, live: LiveReport, text: Mapping[Address, Quantity], printed: Mapping[str, Collection[str]]
) -> list[ToldMisplacement]:
    """Every slip within the fixed rows of a table that what is told of single cells proves; one for a column.

    ``text`` are the cells that the text tells, each with one value; ``printed`` are the rows that each table
    prints, for what stands beside what. A slip that would break a relation that holds is
    none, nor is one that two lines could equally explain.
    """
    told = {address: Told(quantity) for address, quantity in text.items()}
    for cell, other in _said_twice(form, live):
        value = _shown(live, other)
        if cell not in told and value is not None and midpoint(value):
            told[cell] = Told(value, other)
    equations = Equations(live)
    found: list[ToldMisplacement] = []
    for table in form.tables.values():
        if table.coded is not None or table.repeated or table.supplementary:
            continue
        if any(address.table == table.id for address in told):
            found += _of_table(table, live, told, equations, printed.get(table.id, ()))
    return found


def _of_table(
    table: Table,
    live: LiveReport,
    told: Mapping[Address, Told],
    equations: Equations,
    printed: Collection[str],
) -> Iterator[ToldMisplacement]:
    for whole in lanes_of(table):
        if len(whole.lines[0]) > 1:
            continue
        lane = Lane(tuple(line for line in whole.lines if line[0].row in printed or line[0] in told))
        cells = [line[0] for line in lane.lines]
        sums = [live.computing_rule(cell) is not None for cell in cells]
        lines = _Lines([told.get(cell) for cell in cells], [_shown(live, cell) for cell in cells], sums)
        for slip, moves in lines.moves(is_one_row=table.default_row is not None):
            # No sum reads a row that the table leaves out: whoever puts it right on trial will see.
            is_printed = all(cells[place].row in printed for _, place in moves)
            if is_printed and effect_of(lane, moves, equations).broken:
                continue
            way = Way(slip, lane, moves, len(moves))
            witnesses = {cells[place]: told[cells[place]] for _, place in moves if cells[place] in told}
            yield ToldMisplacement(as_misplacement(table, way), witnesses)
            return


#: Lines (from, to).
_Moves = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is told of each line of a column, and what it shows; ``None`` where nothing is, or it was not read.

    ``sums`` tells the lines that add up others: one part alone is as much, and stands there rightly.
    """

    told: Sequence[Told | None]
    shown: Sequence[Quantity | None]
    sums: Sequence[bool]

    def moves(self, *, is_one_row: bool) -> Iterator[tuple[Slip, _Moves]]:
        """Figures that are told of the line beside, and pairs of lines that are swapped.

        Columns of a table of one row are printed in another order in every place: any other may be the one beside.
        """
        wrong = [place for place in range(len(self.told)) if self._is_wrong(place)]
        for place, other in combinations(wrong, 2):
            # Two that tell the same story need no rare figure.
            if self._is_told_of(other, place) and self._is_told_of(place, other):
                yield Slip.TWO_ROWS, ((other, place), (place, other))
        for place in wrong if is_one_row else ():
            origins = [origin for origin in range(len(self.told)) if self._belongs(origin, place)]
            if len(origins) == 1 and not midpoint(self.shown[place] or 0):
                yield Slip.ROWS, ((origins[0], place),)
        for distance in (-1, 1):
            run = [place for place in wrong if self._belongs(place + distance, place)]
            leaving = {place + distance for place in run}
            for group in _groups(run):
                stays = any(place not in leaving and midpoint(self.shown[place] or 0) for place in group)
                is_open = any(self._belongs(place - distance, place) for place in group)
                if not stays and not is_open:
                    yield Slip.ROWS, tuple((place + distance, place) for place in group)

    def _is_wrong(self, place: int) -> bool:
        told, shown = self.told[place], self.shown[place]
        return told is not None and shown is not None and not meets(told.quantity, shown)

    def _belongs(self, origin: int, place: int) -> bool:
        """Whether a telling figure of one line is what is told of another, and is not told of its own."""
        if not 0 <= origin < len(self.told) or origin == place:
            return False
        value = self.shown[origin]
        return value is not None and _is_telling(value) and self._is_told_of(origin, place)

    def _is_told_of(self, origin: int, place: int) -> bool:
        witness, own, value = self.told[place], self.told[origin], self.shown[origin]
        if self.sums[origin] or witness is None or value is None or not meets(witness.quantity, value):
            return False
        return own is None or not meets(own.quantity, value)


def _groups(run: Sequence[int]) -> Iterator[list[int]]:
    """Lines side by side."""
    group: list[int] = []
    for place in run:
        if group and place != group[-1] + 1:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _is_telling(value: Quantity) -> bool:
    """Whether a figure is not like many others: 5.00万元 stands in many lines."""
    return len(str(int(magnitude(midpoint(value)))).strip("0")) >= _TELLING


def _shown(live: LiveReport, cell: Address) -> Quantity | None:
    """What a cell shows, a blank as nothing; ``None`` where it was not read or its table is not there."""
    try:
        figure = live.shown(cell)
    except Unread:
        return None
    return 0 if figure is None else figure.quantity()


def _said_twice(form: Form, live: LiveReport) -> Iterator[tuple[Address, Address]]:
    """Pairs of cells of two tables that a rule of the form compares with each other alone, both ways round."""
    filled = {key.table for key in live.report.tables()}
    for check in form.checks.values():
        for rule in check.rules:
            if rule.each is not None:
                continue
            named = [item for side in (rule.relation.left, rule.relation.right) for item, _ in references(side)]
            cells = list(dict.fromkeys(_single(live, named)))
            if len(cells) == 2 and cells[0].table != cells[1].table and {cell.table for cell in cells} <= filled:
                yield cells[0], cells[1]
                yield cells[1], cells[0]


def _single(live: LiveReport, named: Iterable[Reference]) -> Iterator[Address]:
    for item in named:
        for cell in live.addresses(item, Binding()):
            if (cell.period, cell.basis) == (Period.THIS, Basis.FINAL):
                yield cell
