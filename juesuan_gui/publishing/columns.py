"""Column widths of a grid: no head cut, no amount or code broken, the rest shared as the form wishes."""

from collections.abc import Callable
from dataclasses import dataclass

from juesuan_gui.document import Cell, CellRole, Grid
from juesuan_gui.publishing.pdf.linebreak import atoms

UNBREAKABLE = (CellRole.FIGURE, CellRole.TOTAL_FIGURE, CellRole.LINE, CellRole.NUMBER_ROW, CellRole.CODE)
FIGURES = (CellRole.FIGURE, CellRole.TOTAL_FIGURE)
HEAD_LINES = 4  # into how many lines a column head may be broken
MERGED_HEAD_LINES = 2
SHORT_HEAD = 3  # characters of a head that is one word (执行率): never broken
LABEL_CHARACTERS = 6  # what a label is given before it is broken more than once or twice

#: The width of a text in a cell's font, in ems.
Measure = Callable[[Cell, str], float]
SPARED = 0.3  # of a column's width that it gives to names at most
ROOM_AT_EDGE = 0.5  # points beside the padding, so that no figure touches a rule


@dataclass(frozen=True, slots=True)
class _Need:
    """What one cell asks of its columns, in ems: the least width, and the one at which it looks best."""

    least: float
    best: float


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """What the cells of a grid ask of its columns, in ems; ``None`` for a column that nothing stands in alone.

    It holds for every size of type, so it is found once for all the sizes that are tried.
    """

    columns: tuple[_Need | None, ...]
    merged: tuple[tuple[range, _Need], ...]


def column_widths(grid: Grid, needs: ColumnNeeds, room: float, padding: float, size: float) -> tuple[float, ...] | None:
    """Widths in points that add up to the room, or None where the room is too narrow for this size."""
    least, best = _in_points(needs, padding, size)
    if sum(least) > room:
        return None
    even = _with_even_figures(grid, best)
    weights = [column.weight for column in grid.columns]
    if all(weight is None for weight in weights):
        return tuple(_share_by_content(least, best, even, room))
    known = [weight for weight in weights if weight is not None]
    usual = sum(known) / len(known)
    shares = _share_by_weight(least, [usual if weight is None else weight for weight in weights], room)
    return tuple(_with_room_for_names(grid, shares, even))


def squeezed_widths(needs: ColumnNeeds, room: float, padding: float, size: float) -> tuple[float, ...]:
    """Widths for a room that is too narrow at any size: everything shrinks in proportion."""
    least, _ = _in_points(needs, padding, size)
    return tuple(width * room / sum(least) for width in least)


def column_needs(grid: Grid, measure: Measure) -> ColumnNeeds:
    """What the cells ask for, the greatest of each column."""
    found: list[_Need | None] = [None] * len(grid.columns)
    merged: list[tuple[range, _Need]] = []
    for cell in grid.cells:
        if cell.role is CellRole.BLANK or not cell.text:
            continue
        need = _need_of(cell, measure)
        if cell.column_span > 1:
            merged.append((range(cell.column, cell.column + cell.column_span), need))
            continue
        before = found[cell.column]
        if before is not None:
            need = _Need(max(before.least, need.least), max(before.best, need.best))
        found[cell.column] = need
    return ColumnNeeds(tuple(found), tuple(sorted(merged, key=lambda pair: len(pair[0]))))


def _in_points(needs: ColumnNeeds, padding: float, size: float) -> tuple[list[float], list[float]]:
    """The least and the best widths of the columns in type of a size."""
    edges = 2 * padding + ROOM_AT_EDGE
    least = [2 * padding if need is None else need.least * size + edges for need in needs.columns]
    best = [2 * padding if need is None else need.best * size + edges for need in needs.columns]
    for columns, need in needs.merged:
        _widen(least, columns, need.least * size + edges)
        _widen(best, columns, need.best * size + edges)
    return least, [max(pair) for pair in zip(least, best, strict=True)]


def _need_of(cell: Cell, measure: Measure) -> _Need:
    """A cell's need; of a text with line breaks the widest part counts."""
    parts = cell.text.split("\n")
    whole = max(measure(cell, part) for part in parts)
    em = measure(cell, "国")
    inside = cell.indent * em
    if cell.role in UNBREAKABLE:
        return _Need(whole + inside, whole + inside)
    longest = max((measure(cell, part[start:end]) for part in parts for start, end in atoms(part)), default=0.0)
    if cell.role is CellRole.HEADER:
        lines = HEAD_LINES if cell.column_span == 1 else MERGED_HEAD_LINES
        share = -(-whole // (lines * em)) * em
        shallow = -(-whole // (2 * em)) * em
        shortest = whole if whole <= SHORT_HEAD * em else 2 * em
        return _Need(max(longest, share, shortest) + inside, max(longest, shallow) + inside)
    return _Need(max(longest, min(whole, LABEL_CHARACTERS * em)) + inside, whole + inside)


def _widen(widths: list[float], columns: range, need: float) -> None:
    missing = need - sum(widths[column] for column in columns)
    if missing > 0:
        for column in columns:
            widths[column] += missing / len(columns)


def _with_even_figures(grid: Grid, best: list[float]) -> list[float]:
    """The best widths with all columns of amounts alike."""
    columns = {cell.column for cell in grid.cells if cell.role in FIGURES and cell.column_span == 1}
    widest = max((best[column] for column in columns), default=0.0)
    return [widest if column in columns else width for column, width in enumerate(best)]


def _share_by_content(least: list[float], best: list[float], even: list[float], room: float) -> list[float]:
    """The most generous of the three that the room allows, and a mixture with the next where some is left."""
    if sum(even) <= room:
        return [width * room / sum(even) for width in even]
    lower, upper = (best, even) if sum(best) <= room else (least, best)
    part = (room - sum(lower)) / (sum(upper) - sum(lower))
    return [low + (high - low) * part for low, high in zip(lower, upper, strict=True)]


def _with_room_for_names(grid: Grid, shares: list[float], even: list[float]) -> list[float]:
    """The shares with what columns of amounts can spare given to names that would be broken.

    No column gives more than a part of its own, so that the form's proportions stay.
    """
    names = {cell.column for cell in grid.cells if cell.role is CellRole.LABEL and cell.column_span == 1 and cell.text}
    lacking = {column: even[column] - shares[column] for column in names if even[column] > shares[column]}
    spare = {
        column: min(share - even[column], share * SPARED)
        for column, share in enumerate(shares)
        if column not in lacking and share > even[column]
    }
    moved = min(sum(lacking.values()), sum(spare.values()))
    if not moved:
        return shares
    given = {column: moved * part / sum(spare.values()) for column, part in spare.items()}
    taken = {column: moved * part / sum(lacking.values()) for column, part in lacking.items()}
    return [share - given.get(column, 0.0) + taken.get(column, 0.0) for column, share in enumerate(shares)]


def _share_by_weight(least: list[float], weights: list[float], room: float) -> list[float]:
    """Shares by weight; a column that would become too narrow keeps its least width."""
    fixed: dict[int, float] = {}
    while True:
        free = [column for column in range(len(weights)) if column not in fixed]
        rest = room - sum(fixed.values())
        total = sum(weights[column] for column in free)
        narrow = [column for column in free if rest * weights[column] / total < least[column]]
        if not narrow:
            return [
                fixed[column] if column in fixed else rest * weights[column] / total for column in range(len(weights))
            ]
        for column in narrow:
            fixed[column] = least[column]
