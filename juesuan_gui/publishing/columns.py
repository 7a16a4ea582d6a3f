"""Column widths of a grid: no head cut, no amount or code broken, the rest shared as the form wishes."""

from collections.abc import Callable
from dataclasses import dataclass

from juesuan_gui.document import Cell, CellRole, Grid
from juesuan_gui.publishing.linebreak import atoms

UNBREAKABLE = (CellRole.FIGURE, CellRole.TOTAL_FIGURE, CellRole.LINE, CellRole.NUMBER_ROW, CellRole.CODE)
FIGURES = (CellRole.FIGURE, CellRole.TOTAL_FIGURE)
HEAD_LINES = 4  # into how many lines a column head may be broken
MERGED_HEAD_LINES = 2
LABEL_CHARACTERS = 6  # what a label is given before it is broken more than once or twice

Measure = Callable[[Cell, str], float]


@dataclass(frozen=True, slots=True)
class _Need:
    """What one cell asks of its columns: the least width, and the one at which it looks best."""

    least: float
    best: float


def column_widths(grid: Grid, room: float, padding: float, measure: Measure) -> tuple[float, ...] | None:
    """Widths in points that add up to the room, or None where the room is too narrow for this size.

    `measure` gives the width of text in a cell's font.
    """
    least, best = _needs(grid, padding, measure)
    if sum(least) > room:
        return None
    even = _with_even_figures(grid, best)
    weights = [column.weight for column in grid.columns]
    if all(weight is None for weight in weights):
        return tuple(_share_by_content(least, best, even, room))
    known = [weight for weight in weights if weight is not None]
    usual = sum(known) / len(known)
    return tuple(_share_by_weight(least, [usual if weight is None else weight for weight in weights], room))


def squeezed_widths(grid: Grid, room: float, padding: float, measure: Measure) -> tuple[float, ...]:
    """Widths for a room that is too narrow at any size: everything shrinks in proportion."""
    least, _ = _needs(grid, padding, measure)
    return tuple(width * room / sum(least) for width in least)


def _needs(grid: Grid, padding: float, measure: Measure) -> tuple[list[float], list[float]]:
    count = len(grid.columns)
    least = [2 * padding] * count
    best = [2 * padding] * count
    merged: list[tuple[Cell, _Need]] = []
    for cell in grid.cells:
        if cell.role is CellRole.BLANK or not cell.text:
            continue
        need = _need_of(cell, padding, measure)
        if cell.column_span > 1:
            merged.append((cell, need))
            continue
        least[cell.column] = max(least[cell.column], need.least)
        best[cell.column] = max(best[cell.column], need.best)
    for cell, need in sorted(merged, key=lambda pair: pair[0].column_span):
        columns = range(cell.column, cell.column + cell.column_span)
        _widen(least, columns, need.least)
        _widen(best, columns, need.best)
    return least, [max(pair) for pair in zip(least, best, strict=True)]


def _need_of(cell: Cell, padding: float, measure: Measure) -> _Need:
    """A cell's need; of a text with line breaks the widest part counts."""
    parts = cell.text.split("\n")
    whole = max(measure(cell, part) for part in parts)
    em = measure(cell, "国")
    inside = 2 * padding + cell.indent * em + 0.5
    if cell.role in UNBREAKABLE:
        return _Need(whole + inside, whole + inside)
    longest = max((measure(cell, part[start:end]) for part in parts for start, end in atoms(part)), default=0.0)
    if cell.role is CellRole.HEADER:
        lines = HEAD_LINES if cell.column_span == 1 else MERGED_HEAD_LINES
        share = -(-whole // (lines * em)) * em
        shallow = -(-whole // (2 * em)) * em
        return _Need(max(longest, share, min(whole, 2 * em)) + inside, max(longest, shallow) + inside)
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
