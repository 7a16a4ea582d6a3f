"""Writes a grid as WordprocessingML: raw text, for cell objects took a hundred times as long."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from juesuan_gui.document import Alignment, Cell, CellRole, Grid
from juesuan_gui.publishing.fitting import LAST_ROWS, GridFit, cell_alignment
from juesuan_gui.publishing.pauses import ROWS_OF_A_PIECE, Pause, no_pause
from juesuan_gui.publishing.pdf.linebreak import SHORT_LABEL, Line
from juesuan_gui.publishing.typography import MARK_SHADE
from juesuan_gui.publishing.word.xml import ALIGNMENTS, NAMESPACE, paragraph, run, twips

STYLES = {
    CellRole.HEADER: ("TableHead", Alignment.CENTER),
    CellRole.FIGURE: ("TableFigure", Alignment.RIGHT),
    CellRole.TOTAL_FIGURE: ("TableFigure", Alignment.RIGHT),
}
USUAL_STYLE = ("TableText", Alignment.LEFT)
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
RULE_EIGHTHS = 4  # half a point
CLOSING_ROWS = 2  # stay on the page of the notes
SHORT_SPAN = 3  # rows of a merged cell that stay together
WHOLE_PIECE = 0.7  # of a page: a piece of a long table up to this high is not torn
CLEAR_OF_EDGE = 0.3  # of an em that a balanced name is kept from its narrowed edge
LATIN = re.compile(r"[A-Za-z]")
#: Where some programs set a Chinese character and a digit apart, by a quarter of an em.
MET = re.compile(r"(?<=[0-9%])[\u4e00-\u9fff]|(?<=[\u4e00-\u9fff])[0-9]")
APART = 0.25
HAIR = 10  # twentieths of a point between the pieces of a table


def grid_xml(grid: Grid, fit: GridFit, page_height: float, pause: Pause = no_pause) -> list[str]:
    """The table; `page_height` tells whether it can stand on one page.

    Word repeats only the first rows of a table: one of several pages with headings within it is written as a table
    for each, a hair's breadth apart (two tables without a paragraph between them are one to Word).
    """
    owners = _owners(grid)
    kept = grid.leading_rows | _inside_short(grid)
    one_page = sum(fit.heights) <= page_height
    row_count = grid.row_count
    heads, starts = set(range(grid.header_rows)), {0}
    for head, end in grid.running_heads if not one_page else ():
        first = head
        while first - 1 in grid.leading_rows:
            # What introduces the heading, like the goal that its indicators belong to, goes on with it.
            first -= 1
        if _is_edge(grid, owners, first) and _is_edge(grid, owners, end):
            heads.update(range(first, head + 1))
            starts |= {first, end}
    bounds = sorted({*starts, row_count})
    if len(bounds) > 2:
        whole = (piece for piece in pairwise(bounds) if sum(fit.heights[slice(*piece)]) <= WHOLE_PIECE * page_height)
        kept |= {row for start, end in whole for row in range(start, end - 1)}
    several = {id(cell): lines for cell, lines in zip(grid.cells, fit.lines, strict=True) if len(lines) > 1}
    rows = []
    for row in range(row_count):
        if row % ROWS_OF_A_PIECE == 0:
            pause()
        last = row == row_count - 1
        near_end = row >= row_count - CLOSING_ROWS
        among_last = row_count > 2 * LAST_ROWS and row_count - LAST_ROWS <= row < row_count - 1
        keep = (one_page and not last) or (bool(grid.closing_paragraphs) and near_end) or among_last or row in kept
        rows.append(_row(grid, fit, owners, several, row, page_height, keep=keep, is_head=row in heads))
    found: list[str] = []
    for start, end in pairwise(bounds):
        if start:
            found.append(_hair(keep=start - 1 in kept))
        found.append(_table(fit, rows[start:end]))
    return found


def _is_edge(grid: Grid, owners: dict[tuple[int, int], Cell], row: int) -> bool:
    """Whether no cell stands both above a row and in it."""
    pairs = ((owners.get((row - 1, column)), owners.get((row, column))) for column in range(len(grid.columns)))
    return all(above is None or above is not below for above, below in pairs)


def _hair(*, keep: bool) -> str:
    """The least paragraph that Word knows."""
    return (
        f"<w:p {NAMESPACE}><w:pPr>{'<w:keepNext/>' if keep else ''}"
        f'<w:spacing w:before="0" w:after="0" w:line="{HAIR}" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _table(fit: GridFit, rows: Sequence[str]) -> str:
    width = sum(twips(column) for column in fit.widths)
    borders = "".join(f'<w:{edge} w:val="single" w:sz="{RULE_EIGHTHS}" w:space="0" w:color="auto"/>' for edge in EDGES)
    padding = twips(fit.side_padding)
    columns = "".join(f'<w:gridCol w:w="{twips(column)}"/>' for column in fit.widths)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _inside_short(grid: Grid) -> frozenset[int]:
    """The rows that end within a short merged cell: a page break below them would tear it."""
    return frozenset(
        row
        for cell in grid.cells
        if 1 < cell.row_span <= SHORT_SPAN
        for row in range(cell.row, cell.row + cell.row_span - 1)
    )


def _owners(grid: Grid) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _row(
    grid: Grid,
    fit: GridFit,
    owners: dict[tuple[int, int], Cell],
    several: Mapping[int, Sequence[Line]],
    row: int,
    page_height: float,
    *,
    keep: bool,
    is_head: bool,
) -> str:
    whole = fit.heights[row] < page_height / 2  # a very tall row must be allowed to break
    properties = "<w:cantSplit/>" if whole else ""
    properties += f'<w:trHeight w:val="{twips(fit.heights[row])}" w:hRule="atLeast"/>'
    properties += "<w:tblHeader/>" if is_head else ""
    cells: list[str] = []
    column = 0
    while column < len(grid.columns):
        cell = owners.get((row, column)) or Cell(row, column, role=CellRole.BLANK)
        lines = several.get(id(cell), ())
        cells.append(_cell(cell, _text(cell, row, lines), fit, row, _narrowing(cell, fit, lines), keep=keep))
        column += cell.column_span
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _text(cell: Cell, row: int, lines: Sequence[Line]) -> str:
    """A cell's words, a head's with the line ends planned: Word would break it within its words."""
    if row != cell.row:
        return ""
    if cell.role is not CellRole.HEADER or not lines:
        return cell.text
    return "\n".join(cell.text[line.start : line.end] for line in lines)


def _narrowing(cell: Cell, fit: GridFit, lines: Sequence[Line]) -> float:
    """How much narrower a short name is set, so that Word breaks it into lines as equal as planned.

    Its words stay as they are, without line ends. Names with letters are left alone: those are as wide as the fonts of
    the machine have them.
    """
    if cell.role is CellRole.HEADER or not lines or len(lines) > SHORT_LABEL or LATIN.search(cell.text):
        return 0.0
    widest = (
        max(line.width + APART * fit.size * len(MET.findall(cell.text, line.start, line.end)) for line in lines)
        + CLEAR_OF_EDGE * fit.size
    )
    width = sum(fit.widths[cell.column : cell.column + cell.column_span])
    room = width - 2 * fit.side_padding - cell.indent * fit.size
    spare = room - widest
    return spare if spare > fit.size / 2 else 0.0


def _cell(cell: Cell, text: str, fit: GridFit, row: int, narrower: float, *, keep: bool) -> str:
    width = sum(twips(column) for column in fit.widths[cell.column : cell.column + cell.column_span])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.column_span > 1:
        properties += f'<w:gridSpan w:val="{cell.column_span}"/>'
    if cell.row_span > 1:
        properties += '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    if cell.marked:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{MARK_SHADE}"/>'
    if cell.role in (CellRole.FIGURE, CellRole.TOTAL_FIGURE):
        properties += "<w:noWrap/>"  # an amount broken over two lines would be read as two
    properties += '<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(cell, text, fit, narrower, keep=keep)}</w:tc>"


def _paragraph(cell: Cell, text: str, fit: GridFit, narrower: float, *, keep: bool) -> str:
    style, usual = STYLES.get(cell.role, USUAL_STYLE)
    properties = "<w:keepNext/>" if keep else ""
    properties += f'<w:spacing w:line="{twips(fit.leading)}" w:lineRule="exact"/>'
    alignment = cell_alignment(cell)
    # A centred name is narrowed at both sides, so that it stays in the middle.
    left = narrower / 2 if alignment is Alignment.CENTER else 0.0
    edges = (("left", cell.indent * fit.size + left), ("right", narrower - left))
    if indents := "".join(f' w:{edge}="{twips(points)}"' for edge, points in edges if points):
        properties += f"<w:ind{indents}/>"
    if alignment is not usual:
        properties += f'<w:jc w:val="{ALIGNMENTS[alignment]}"/>'
    size = round(fit.size * 2)
    looks = f'{"<w:b/>" if cell.bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return paragraph(run(text, looks) if text else "", style, properties)
