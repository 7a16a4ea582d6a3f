"""Type size, column widths and row heights of a grid, for Word and PDF alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from juesuan_gui.document import Alignment, Block, Cell, CellRole, Grid, Paragraph, TextStyle
from juesuan_gui.publishing.columns import ColumnNeeds, column_needs, column_widths, squeezed_widths
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.chinese_words import HEAD_WORDS
from juesuan_gui.publishing.pdf.justifying import justified_lines
from juesuan_gui.publishing.pdf.linebreak import Line, balanced_lines, break_lines, label_lines
from juesuan_gui.publishing.typography import (
    CELL_ALIGNMENTS,
    CELL_FONTS,
    FORMATS,
    GRID_GAP,
    NOTE_GAP,
    FontRole,
    Paper,
    TextFormat,
)

SIZES_ON_ONE_PAGE = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)  # smaller, a second page reads better
SIZES_ON_SEVERAL_PAGES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
ROW_PADDINGS = (4.0, 3.2, 2.5, 1.8, 1.2, 0.7, 0.4)  # above and below the words of a row
SPLIT_PADDING = 2.0  # of a table that takes several pages anyway
LAST_ROWS = 3  # of a table of several pages that stand together: one row alone is not worth a page
SMALL_TYPE = 2.0  # weights of what a reader minds: a point of size, a broken label, a step of crowding
BROKEN_LABEL = 0.4
CROWDED_ROWS = 0.6
LINE_HEIGHT = 1.22
FEWEST_IN_HEADING = 4  # characters on the last line of a heading
SAFETY = 6.0  # Word places rows a little lower than planned


@dataclass(frozen=True, slots=True)
class GridFit:
    """How a grid is set: everything that both renderers need to agree on."""

    size: float
    leading: float
    side_padding: float
    row_padding: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    lines: tuple[tuple[Line, ...], ...]  # of each cell, in the grid's order


def cell_font(cell: Cell) -> FontRole:
    """The typeface of a cell."""
    return CELL_FONTS.get(cell.role, FontRole.SONG)


def cell_alignment(cell: Cell) -> Alignment:
    """The cell's own alignment, else that of its role."""
    return cell.alignment or CELL_ALIGNMENTS.get(cell.role, Alignment.LEFT)


def surround_height(grid: Grid, width: float, fonts: FontBook) -> tuple[float, float]:
    """The heights of what stands above the grid and below it."""
    above = 0.0
    if grid.title is not None:
        looks = FORMATS[grid.title.style]
        count = len(paragraph_lines(grid.title.text, looks, width, fonts))
        above += looks.before + looks.after + looks.leading * count
    else:
        above += GRID_GAP
    above += len(grid.lines) * FORMATS[TextStyle.TABLE_LINE].leading
    below = 0.0
    for note in grid.closing_paragraphs:
        looks = FORMATS[note.style]
        below += looks.leading * len(paragraph_lines(note.text, looks, width, fonts))
    return above, below + (NOTE_GAP if below else 0.0)


def paragraph_lines(text: str, looks: TextFormat, width: float, fonts: FontBook) -> list[Line]:
    """The lines of a paragraph in its style."""
    known = fonts.laid_out.get((text, looks, width))
    if not isinstance(known, list):
        known = _broken(text, looks, width - heading_narrowing(text, looks, width, fonts), fonts)
        fonts.laid_out[text, looks, width] = known
    return known


def heading_narrowing(text: str, looks: TextFormat, width: float, fonts: FontBook) -> float:
    """How much narrower a heading is set so that its last line has more than a character or two, and no word of
    those that headings are made of is cut (部门, 决算)."""
    if not looks.keep_with_next:
        return 0.0
    lines = _broken(text, looks, width, fonts)
    if len(lines) > 1 and not _reads_well(text, lines):
        for characters in range(1, FEWEST_IN_HEADING + 1):
            narrower = _broken(text, looks, width - characters * looks.size, fonts)
            if len(narrower) == len(lines) and _reads_well(text, narrower):
                return characters * looks.size
    return 0.0


def _broken(text: str, looks: TextFormat, width: float, fonts: FontBook) -> list[Line]:
    advances: dict[str, float] = {}

    def advance(character: str) -> float:
        found = advances.get(character)
        if found is None:
            found = advances[character] = fonts.width(looks.font, character, looks.size) + looks.tracking
        return found

    indent = looks.first_line * looks.size
    if looks.alignment is Alignment.JUSTIFY:
        return justified_lines(text, width, advance, looks.size, indent)
    return break_lines(text, width, advance, first_indent=indent)


def _reads_well(text: str, lines: Sequence[Line]) -> bool:
    is_long_enough = lines[-1].end - lines[-1].start >= FEWEST_IN_HEADING
    return is_long_enough and not any(text[line.end - 1 : line.end + 1] in HEAD_WORDS for line in lines[:-1])


def heading_height(before: Sequence[Block], width: float, fonts: FontBook) -> float:
    """The height of the headings directly before a grid, which stay on its page."""
    height = 0.0
    for block in reversed(before):
        if not isinstance(block, Paragraph):
            break
        looks = FORMATS[block.style]
        if not (block.keep_with_next or looks.keep_with_next):
            break
        height += looks.before + looks.after
        height += looks.leading * len(paragraph_lines(block.text, looks, width, fonts))
    return height


def fit_grid(grid: Grid, paper: Paper, fonts: FontBook, reserved: float = 0.0) -> GridFit:
    """The most readable setting that fits one page; else, on several pages, the one that fits the width.

    `reserved` is the height that headings take on the same page; a grid that only fits without them does. What was
    found is kept with the fonts: PDF and Word ask for the same.
    """
    key = (id(grid), paper, reserved)
    known = fonts.laid_out.get(key)
    if isinstance(known, tuple) and known[0] is grid and isinstance(known[1], GridFit):
        return known[1]
    fit = _fitted(grid, paper, fonts, reserved)
    # The grid is kept beside, so that no other can have its identity meanwhile.
    fonts.laid_out[key] = (grid, fit)
    return fit


def _fitted(grid: Grid, paper: Paper, fonts: FontBook, reserved: float) -> GridFit:
    above, below = surround_height(grid, paper.text_width, fonts)
    room = paper.text_height - above - below - SAFETY
    needs = column_needs(grid, lambda cell, text: fonts.width(cell_font(cell), text, 1.0))
    for height in (room - reserved, room) if reserved else (room,):
        if grid.row_count * SIZES_ON_ONE_PAGE[-1] <= height:
            attempts = _attempts_on_one_page(grid, needs, paper, height, fonts)
            if attempts:
                return _spread(grid, min(attempts, key=lambda attempt: attempt[0])[1], height)
    for size in SIZES_ON_SEVERAL_PAGES:
        widths = column_widths(grid, needs, paper.text_width, _side_padding(size), size)
        if widths is not None:
            return _fit(grid, size, SPLIT_PADDING, widths, _all_lines(grid, size, widths, fonts))
    size = SIZES_ON_SEVERAL_PAGES[-1]
    widths = squeezed_widths(needs, paper.text_width, _side_padding(size), size)
    return _fit(grid, size, SPLIT_PADDING, widths, _all_lines(grid, size, widths, fonts))


def _attempts_on_one_page(
    grid: Grid, needs: ColumnNeeds, paper: Paper, room: float, fonts: FontBook
) -> list[tuple[float, GridFit]]:
    """Of each size the most generous setting that fits one page, with what it costs the reader."""
    attempts: list[tuple[float, GridFit]] = []
    row_count = grid.row_count
    for size in SIZES_ON_ONE_PAGE:
        if attempts and (SIZES_ON_ONE_PAGE[0] - size) * SMALL_TYPE > min(cost for cost, _ in attempts):
            break  # smaller type alone costs more than what was found
        # Rows of one line are the lowest there can be: what does not fit so need not be set.
        paddings = [
            (position, padding)
            for position, padding in enumerate(ROW_PADDINGS)
            if row_count * (_leading(size) + 2 * padding) <= room
        ]
        widths = column_widths(grid, needs, paper.text_width, _side_padding(size), size) if paddings else None
        if widths is None:
            continue
        lines = _all_lines(grid, size, widths, fonts)
        for position, padding in paddings:
            attempt = _fit(grid, size, padding, widths, lines)
            if sum(attempt.heights) <= room:
                attempts.append((_cost(grid, attempt, position), attempt))
                break
    return attempts


def _spread(grid: Grid, fit: GridFit, room: float) -> GridFit:
    """The same setting with the height that is left shared among the rows, as far as that looks well."""
    left = (room - sum(fit.heights)) / (2 * max(1, grid.row_count))
    extra = max(0.0, min(left, ROW_PADDINGS[0] - fit.row_padding))
    return _fit(grid, fit.size, fit.row_padding + extra, fit.widths, fit.lines)


def _cost(grid: Grid, fit: GridFit, tightness: int) -> float:
    """How much worse than ideal a setting reads: small type, broken labels, crowded rows."""
    broken = sum(
        len(lines) - 1 - cell.text.count("\n")
        for cell, lines in zip(grid.cells, fit.lines, strict=True)
        if lines and cell.role is CellRole.LABEL
    )
    return (SIZES_ON_ONE_PAGE[0] - fit.size) * SMALL_TYPE + broken * BROKEN_LABEL + tightness * CROWDED_ROWS


def _side_padding(size: float) -> float:
    return 4.0 if size > 8 else 3.0


def _leading(size: float) -> float:
    return round(size * LINE_HEIGHT, 2)


def _all_lines(grid: Grid, size: float, widths: tuple[float, ...], fonts: FontBook) -> tuple[tuple[Line, ...], ...]:
    padding = _side_padding(size)
    result: list[tuple[Line, ...]] = []
    for cell in grid.cells:
        if not cell.text:
            result.append(())
            continue
        font = cell_font(cell)
        width = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * padding - cell.indent * size
        extent = fonts.width(font, cell.text, size)
        if extent <= width and "\n" not in cell.text:  # nearly all cells of a long table
            result.append((Line(0, len(cell.text), extent, last=True),))
            continue

        def advance(character: str, font: FontRole = font) -> float:
            return fonts.width(font, character, size)

        if cell_alignment(cell) is Alignment.CENTER or cell.role is CellRole.HEADER:
            lines = balanced_lines(cell.text, width, advance)
        else:
            lines = label_lines(cell.text, width, advance)
        result.append(tuple(lines))
    return tuple(result)


def _fit(
    grid: Grid,
    size: float,
    padding: float,
    widths: tuple[float, ...],
    lines: tuple[tuple[Line, ...], ...],
) -> GridFit:
    leading = _leading(size)
    heights = [leading + 2 * padding] * grid.row_count
    tall: list[tuple[Cell, float]] = []
    for cell, cell_lines in zip(grid.cells, lines, strict=True):
        need = len(cell_lines) * leading + 2 * padding
        if cell.row_span > 1:
            tall.append((cell, need))
        else:
            heights[cell.row] = max(heights[cell.row], need)
    for cell, need in sorted(tall, key=lambda pair: pair[0].row_span):
        rows = range(cell.row, cell.row + cell.row_span)
        missing = need - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(0.0, missing / len(rows))
    return GridFit(size, leading, _side_padding(size), padding, widths, tuple(heights), lines)
