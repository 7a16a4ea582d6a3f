"""Owns sums beside rows that a form does not have: judged with and without them, and what that settles.

Where a sum holds without the row's figure, the row is no part of it and nothing need stay unread; where it holds
with the figure, the sum is right as printed. Where neither holds, it is wrong whichever the row is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from juesuan_gui.checks import Wording
from juesuan_gui.checks.equations import Equation, Equations, Number
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.figures import Figure, half_width, magnitude
from juesuan_gui.forms import Level
from juesuan_gui.live import Instance, LiveReport
from juesuan_gui.reading import Recognised, RecognisedFigure, RecognisedTable
from juesuan_gui.reading.tables.recognised import StrangeRow
from juesuan_gui.relations import Address

#: Of more rows some would add up to any difference.
_MOST_ROWS = 4

#: Makes a live report of recognised tables.
Revive = Callable[[Recognised], LiveReport]


@dataclass(frozen=True, slots=True)
class Settled:
    """The tables with everything readable again that a sum settles.

    ``settled`` are the rules that were judged here, with the unknown rows: nobody judges them without.
    """

    recognised: Recognised
    settled: frozenset[Instance] = frozenset()
    observations: tuple[Observation, ...] = ()
    held: tuple[HeldRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sum:
    """A printed total with every unknown row that it may hold, and the amounts of these in its column."""

    table: RecognisedTable
    total: RecognisedFigure
    rows: tuple[StrangeRow, ...]
    amounts: tuple[Figure, ...]


def settle(recognised: Recognised, revive: Revive) -> Settled:
    """Try every sum beside an unknown row; without such rows nothing is done."""
    if not any(table.strange_rows for table in recognised.tables):
        return Settled(recognised)
    bare = replace(recognised, tables=tuple(_freed(table, _withheld(table)) for table in recognised.tables))
    live = revive(bare)
    equations, wording = Equations(live), Wording(live)
    wording.show_as_printed({table.id: table.unit for table in recognised.tables})
    free: dict[str, set[Address]] = {}
    settled: set[Instance] = set()
    observations: list[Observation] = []
    held: list[HeldRelation] = []
    for item in (found for table in bare.tables for found in _sums(table)):
        equation = _equation(item, equations)
        if equation is None:
            continue
        about = _withheld_for(item)
        own = free.setdefault(item.table.id, set())
        residual = equations.residual(equation)
        if equation.holds(residual):
            own |= about
            continue
        check = live.rules.rule(equation.instance).check
        if any(_holds_with(chosen, equation, residual, item) for chosen in _choices(item.amounts)):
            settled.add(equation.instance)
            own |= about & {item.total.address}
            spot = Spot(item.total.place, item.total.quote, *_names(item.total.address))
            held.append(HeldRelation(check.id, check.kind, spot))
        elif all(row.is_certain for row in item.rows):
            settled.add(equation.instance)
            own |= about & {item.total.address}
            observations.append(_observation(item, equation, residual, live, wording))
    tables = tuple(
        _freed(table, {cell: item for cell, item in _withheld(table).items() if cell in free.get(table.id, ())})
        for table in recognised.tables
    )
    return Settled(replace(recognised, tables=tables), frozenset(settled), tuple(observations), tuple(held))


def _withheld(table: RecognisedTable) -> dict[Address, RecognisedFigure | None]:
    return {cell: item for row in table.strange_rows for cell, item in row.withheld.items()}


def _freed(table: RecognisedTable, cells: Mapping[Address, RecognisedFigure | None]) -> RecognisedTable:
    """The table with these cells as they were read."""
    if not cells:
        return table
    return replace(
        table,
        figures=tuple(item for figure in table.figures if (item := cells.get(figure.address, figure)) is not None),
    )


def _sums(table: RecognisedTable) -> Iterator[_Sum]:
    """Every printed total with unknown rows beside what it adds up, column by column."""
    printed = {item.address: item for item in table.figures if item.stated.figure is not None}
    totals = dict.fromkeys(row.total for row in table.strange_rows if row.total)
    for total in totals:
        rows = tuple(row for row in table.strange_rows if row.total == total)
        for address, item in printed.items():
            if address.row != total or len(rows) > _MOST_ROWS:
                continue
            amounts = [row.figures.get(address.column) for row in rows if address.column in row.figures]
            known = tuple(amount for amount in amounts if amount is not None)
            if len(known) == len(amounts):
                yield _Sum(table, item, rows, known)


def _withheld_for(item: _Sum) -> set[Address]:
    return {cell for row in item.rows for cell in row.withheld if cell.column == item.total.address.column}


def _equation(item: _Sum, equations: Equations) -> Equation | None:
    """The relation that adds rows beside the unknown ones up to the total, in its column alone."""
    total = item.total.address
    run = {row for strange in item.rows for row in strange.run}
    for equation in equations.reading(total):
        others = equation.terms.keys() - {total}
        if (
            equation.operator == "="
            and total in equation.terms
            and all((cell.table, cell.column) == (total.table, total.column) for cell in others)
            and any(cell.row in run for cell in others)
        ):
            return equation
    return None


def _choices(amounts: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Every choice of unknown rows, of all of them first."""
    for count in range(len(amounts), 0, -1):
        yield from combinations(amounts, count)


def _left(chosen: Sequence[Figure], equation: Equation, residual: Number, total: Address) -> Number:
    """What is left between total and addends when unknown rows are among these."""
    return residual - equation.terms[total] * sum(figure.value for figure in chosen)


def _room(chosen: Sequence[Figure], equation: Equation) -> Number:
    """How far rounding lets total and addends be apart."""
    return equation.tolerance + sum(half_width(figure.quantity()) for figure in chosen if not figure.exact)


def _holds_with(chosen: Sequence[Figure], equation: Equation, residual: Number, item: _Sum) -> bool:
    return magnitude(_left(chosen, equation, residual, item.total.address)) <= _room(chosen, equation)


def _observation(item: _Sum, equation: Equation, residual: Number, live: LiveReport, wording: Wording) -> Observation:
    check = live.rules.rule(equation.instance).check
    address, figure = item.total.address, item.total.stated.figure
    assert figure is not None
    factor = equation.terms[address]
    # Every unknown row is told as an addend: the difference is smaller for it, or the person sees what to leave out.
    choices = [(), *_choices(item.amounts)]
    chosen = min(choices, key=lambda some: magnitude(_left(some, equation, residual, address)))
    known = figure.value - residual * factor
    expected = known + sum(some.value for some in chosen)
    difference = magnitude(figure.value - expected)
    is_digit = difference <= _room(chosen, equation) + figure.step

    def words(value: Number) -> str:
        return wording.number(Figure(value, figure.step, exact=figure.exact).quantity(), address)

    names = "、".join(f"“{row.text}”" for row in item.rows)
    told = f"加上{names}（版式没有的行）为 {words(known + sum(some.value for some in item.amounts))}，都不等"
    return Observation(
        key=f"{check.id}|{address.table}|{address.row}|{address.column}|{item.rows[0].text}",
        check=check.id,
        level=Level.WARNING if is_digit and check.level is Level.ERROR else check.level,
        kind=check.kind,
        spot=Spot(item.total.place, item.total.quote, *_names(address)),
        message=f"{wording.place(address)}：{words(figure.value)}；其余各行相加 {words(known)}，{told}，"
        f"至少相差 {words(difference)}。",
        stated=words(figure.value),
        expected=words(expected),
        difference=words(difference),
        others=tuple(Spot(row.place, row.text, address.table) for row in item.rows),
    )


def _names(address: Address) -> tuple[str, str, str]:
    return address.table, address.row, address.column
