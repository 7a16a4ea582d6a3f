"""Where everything of a grid stands on its sheet: names, rows, column widths, row heights."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from juesuan_gui.document import Cell, CellRole, Document, Grid, Orientation, Section
from juesuan_gui.publishing.pauses import Pause, no_pause
from juesuan_gui.publishing.pdf.linebreak import atoms, balanced_lines

NAME_LIMIT = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
TITLE_SCALE = 1.7  # type of a title by that of the cells, and a little
LABEL_LIMIT = 44.0  # widths in characters of the standard font
#: Of a scorecard, whose words fall into lines anyway: so narrow that it is printed in readable type.
CARD_LIMITS = (LABEL_LIMIT, 36.0, 30.0, 25.0, 21.0, 18.0, 16.0)
PRINTED_WIDTH = {Orientation.PORTRAIT: 95.0, Orientation.LANDSCAPE: 140.0}
HEAD_LINES = 2
ROOM = 2.0
ROW_HEIGHT = 18.0
WRAPPED = (CellRole.LABEL, CellRole.HEADER)
PRINTED_HEIGHT = {Orientation.PORTRAIT: 727.0, Orientation.LANDSCAPE: 480.0}  # points
#: How much smaller than its width wants it a scorecard is printed so that it stands on one page.
SHRUNK_TO_ONE_PAGE = 1.35


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


def sheet_plans(document: Document, pause: Pause = no_pause) -> list[SheetPlan]:
    """One plan for every grid, in order; ``pause`` is called before each."""
    plans: list[SheetPlan] = []
    used: set[str] = set()
    for section in document.sections:
        for block in section.blocks:
            # A grid with a name of nothing is a small table within the text.
            if isinstance(block, Grid) and block.sheet_name != "":
                title = block.title.text if block.title else ""
                pause()
                name = free_name(block.sheet_name or title or f"表{len(plans) + 1}", used)
                used.add(name.lower())
                above = (block.title is not None) + len(block.lines)
                plans.append(SheetPlan(block, section, name, above, _column_widths(block, section.orientation)))
    return plans


def text_width(text: str) -> float:
    """The width in characters; Chinese takes two."""
    if text.isascii() and "\n" not in text:  # amounts, codes and blanks: most of a long table
        return float(len(text))
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


def printed_text(plan: SheetPlan, cell: Cell) -> str:
    """A cell's words, a head's with the line ends that its width wants: a spreadsheet would break it within words."""
    width = sum(plan.widths[cell.column : cell.column + cell.column_span]) - 1
    if cell.role is not CellRole.HEADER or text_width(cell.text) <= width:
        return cell.text
    return "\n".join(cell.text[line.start : line.end] for line in balanced_lines(cell.text, width, text_width))


def row_heights(plan: SheetPlan) -> list[float]:
    """The height of each of the grid's rows, for the lines its cells fall into."""
    heights = [ROW_HEIGHT] * plan.grid.row_count
    for cell in plan.grid.cells:
        if cell.row_span > 1 or cell.role not in WRAPPED:
            continue
        width = sum(plan.widths[cell.column : cell.column + cell.column_span])
        heights[cell.row] = max(heights[cell.row], ROW_HEIGHT * line_count(printed_text(plan, cell), width))
    for cell in plan.grid.cells:
        if cell.row_span > 1 and cell.role in WRAPPED:
            width = sum(plan.widths[cell.column : cell.column + cell.column_span])
            rows = range(cell.row, cell.row + cell.row_span)
            missing = ROW_HEIGHT * line_count(printed_text(plan, cell), width) - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(0.0, missing / cell.row_span)
    return [min(height, 400.0) for height in heights]  # Excel allows no row above 409 points


def is_card_of_several_pages(plan: SheetPlan) -> bool:
    """Whether a scorecard on one page would be printed in type that is too small."""
    if plan.grid.header_rows:
        return False
    orientation = plan.section.orientation
    reduced = max(1.0, sum(plan.widths) / PRINTED_WIDTH[orientation])
    return sum(row_heights(plan)) > PRINTED_HEIGHT[orientation] * reduced * SHRUNK_TO_ONE_PAGE


def _column_widths(grid: Grid, orientation: Orientation) -> tuple[float, ...]:
    """As wide as the words want it; scorecards, which have no head that is repeated, as the paper wants it."""
    if grid.header_rows:
        widths = _widths_within(grid, LABEL_LIMIT)
        # A title stands in the middle of its table's columns, and is cut where they are narrower than it is.
        wanted = text_width(grid.title.text) * TITLE_SCALE if grid.title is not None else 0.0
        return tuple(width * max(1.0, wanted / sum(widths)) for width in widths)
    attempts = (_widths_within(grid, limit) for limit in CARD_LIMITS)
    room = PRINTED_WIDTH[orientation]
    return next((widths for widths in attempts if sum(widths) <= room), None) or _widths_within(grid, CARD_LIMITS[-1])


def _widths_within(grid: Grid, limit: float) -> tuple[float, ...]:
    """The widths of the columns with labels no wider than a limit."""
    widths = [4.0] * len(grid.columns)
    for cell in _by_span(grid.cells):
        need = _needed_width(cell, limit) + cell.indent * 2
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


def _needed_width(cell: Cell, limit: float) -> float:
    width = text_width(cell.text)
    if cell.role is CellRole.HEADER:
        longest = max((text_width(cell.text[start:end]) for start, end in atoms(cell.text)), default=0.0)
        return max(longest, min(width, max(4.0, width / HEAD_LINES + 1))) + ROOM
    if cell.role is CellRole.LABEL:
        return min(width, limit) + ROOM
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
