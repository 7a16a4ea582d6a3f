"""Owns giving the cells of a row to the columns of its heading, also where a text has lost or shifted cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from juesuan_gui.reading.cards.lines import LineCell

FieldT = TypeVar("FieldT")

#: How well a cell suits a column, from −8 (cannot be) to 3 (surely).
Suits = Callable[[LineCell, FieldT], int]

_ALIGNED = 2
_DROPPED = -5


@dataclass(frozen=True, slots=True)
class Heading(Generic[FieldT]):
    """A column heading: what it holds, its columns in the grid, and what a row without it costs."""

    field: FieldT
    column: int
    end: int
    missing: int = -3


@dataclass(frozen=True, slots=True)
class Assigned(Generic[FieldT]):
    """A row understood: label cells in front, a cell per field, and cells that fit nowhere."""

    labels: tuple[LineCell, ...]
    fields: tuple[tuple[FieldT, LineCell], ...]
    dropped: tuple[LineCell, ...]

    def cell(self, field: FieldT) -> LineCell | None:
        """The cell of a field, ``None`` where it is blank."""
        return next((cell for name, cell in self.fields if name == field), None)


def assign(
    cells: Sequence[LineCell],
    headings: Sequence[Heading[FieldT]],
    suits: Suits[FieldT],
    label: Callable[[LineCell], int],
) -> Assigned[FieldT]:
    """The best reading of a row, left to right: labels first, then each heading at most once.

    A cell under its heading is preferred; what a cell says decides against it where the two disagree.
    """
    best: dict[tuple[int, int], tuple[int, tuple[tuple[LineCell, int], ...]]] = {(0, -1): (0, ())}
    # State: cells used, heading last used (−1 while still among labels); each choice is (cell, heading or −1/−2).
    for used, cell in enumerate(cells):
        suited = [suits(cell, heading.field) for heading in headings]
        as_label = label(cell)
        states = [(key, value) for key, value in best.items() if key[0] == used]
        for (_, last), (score, path) in states:
            options: list[tuple[int, int, int]] = [(last, score + _DROPPED, -2)]
            if last == -1:
                options.append((-1, score + as_label, -1))
            cost = 0
            for number in range(last + 1, len(headings)):
                heading = headings[number]
                aligned = _ALIGNED if heading.column <= cell.column < heading.end else 0
                options.append((number, score + cost + suited[number] + aligned, number))
                cost += heading.missing
            for state, value, choice in options:
                key = (used + 1, state)
                if key not in best or best[key][0] < value:
                    best[key] = (value, (*path, (cell, choice)))
    ends = [
        (score + sum(heading.missing for heading in headings[last + 1 :]), path)
        for (used, last), (score, path) in best.items()
        if used == len(cells)
    ]
    path = max(ends, key=lambda item: item[0])[1]
    return Assigned(
        tuple(cell for cell, choice in path if choice == -1),
        tuple((headings[choice].field, cell) for cell, choice in path if choice >= 0),
        tuple(cell for cell, choice in path if choice == -2),
    )


def spans(cells: Sequence[LineCell], merged: bool) -> list[tuple[int, int]]:
    """The columns of each heading cell; where merged cells are unknown, the blank cells behind belong to it."""
    if merged:
        return [(cell.column, cell.end) for cell in cells]
    following = [cell.column for cell in cells[1:]] + [cells[-1].end + 1]
    return [(cell.column, behind) for cell, behind in zip(cells, following, strict=True)]
