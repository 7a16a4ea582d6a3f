"""Where everything of a grid stands on its sheet: names, rows, column widths, row heights."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from juesuan_gui.document import Cell, CellRole, Document, Grid, Section
from juesuan_gui.publishing.pdf.linebreak import atoms

NAME_LIMIT = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LABEL_LIMIT = 44.0  # widths in characters of the standard font
HEAD_LINES = 2
ROOM = 2.0
ROW_HEIGHT = 18.0
WRAPPED = (CellRole.LABEL, CellRole.HEADER)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One grid's sheet."""

    grid: Grid
    section: Section
    name: str
    first_row: int  # of the grid itself, below title and unit lines
    widths: tuple[float, ...]

    @property
    def last_column(self) -> int:
        """The grid's last column."""
        return len(self.grid.columns) - 1


def sheet_plans(document: Document) -> list[SheetPlan]:
    """One plan for every grid, in order."""
    plans: list[SheetPlan] = []
    used: set[str] = set()
    for section in document.sections:
        for block in section.blocks:
            # A grid with a name of nothing is a small table within the text.
            if isinstance(block, Grid) and block.sheet_name != "":
                title = block.title.text if block.title else ""
                name = free_name(block.sheet_name or title or f"表{len(plans) + 1}", used)
                used.add(name.lower())
                above = (block.title is not None) + len(block.lines)
                plans.append(SheetPlan(block, section, name, above, _column_widths(block)))
    return plans


def text_width(text: str) -> float:
    """The width in characters; Chinese takes two."""
    return max(
        (
            sum(2.0 if unicodedata.east_asian_width(character) in "WFA" else 1.0 for character in part)
            for part in text.split("\n")
        ),
        default=0.0,
    )


def line_count(text: str, width: float) -> int:
    """Into how many lines the text falls in a cell so wide."""
    return sum(max(1, -int(-text_width(part) // max(2.0, width - 1))) for part in text.split("\n"))


def row_heights(plan: SheetPlan) -> list[float]:
    """The height of each of the grid's rows, for the lines its cells fall into."""
    heights = [ROW_HEIGHT] * plan.grid.row_count
    for cell in plan.grid.cells:
        if cell.row_span > 1 or cell.role not in WRAPPED:
            continue
        width = sum(plan.widths[cell.column : cell.column + cell.column_span])
        heights[cell.row] = max(heights[cell.row], ROW_HEIGHT * line_count(cell.text, width))
    for cell in plan.grid.cells:
        if cell.row_span > 1 and cell.role in WRAPPED:
            width = sum(plan.widths[cell.column : cell.column + cell.column_span])
            rows = range(cell.row, cell.row + cell.row_span)
            missing = ROW_HEIGHT * line_count(cell.text, width) - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(0.0, missing / cell.row_span)
    return [min(height, 400.0) for height in heights]  # Excel allows no row above 409 points


def _column_widths(grid: Grid) -> tuple[float, ...]:
    widths = [4.0] * len(grid.columns)
    for cell in _by_span(grid.cells):
        need = _needed_width(cell) + cell.indent * 2
        columns = range(cell.column, cell.column + cell.column_span)
        missing = need - sum(widths[column] for column in columns)
        if missing > 0:
            for column in columns:
                widths[column] += missing / cell.column_span
    figures = {cell.column for cell in grid.cells if cell.role in (CellRole.FIGURE, CellRole.TOTAL_FIGURE)}
    for column in figures:
        widths[column] = max(widths[column], 10.0)
    return tuple(widths)


def _by_span(cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: cell.column_span)


def _needed_width(cell: Cell) -> float:
    width = text_width(cell.text)
    if cell.role is CellRole.HEADER:
        longest = max((text_width(cell.text[start:end]) for start, end in atoms(cell.text)), default=0.0)
        return max(longest, min(width, max(4.0, width / HEAD_LINES + 1))) + ROOM
    if cell.role is CellRole.LABEL:
        return min(width, LABEL_LIMIT) + ROOM
    return width + ROOM


def free_name(wanted: str, used: set[str]) -> str:
    """A name that Excel accepts and no other sheet has, whatever the case of its letters."""
    base = FORBIDDEN.sub("", wanted).strip().strip("'")[:NAME_LIMIT].rstrip("'") or "表"
    name, number = base, 1
    while name.lower() in used or name.lower() == "history":
        number += 1
        ending = f"（{number}）"
        name = base[: NAME_LIMIT - len(ending)] + ending
    return name
