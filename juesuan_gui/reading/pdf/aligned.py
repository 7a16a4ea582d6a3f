"""Owns tables whose columns no line parts: columns where figures stand under each other, rows by printed lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from juesuan_gui.reading.pdf.beside import joined_with_headings, shared_columns
from juesuan_gui.reading.pdf.headers import HeaderCell, header_cells
from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.paths import Rule
from juesuan_gui.reading.pdf.pieces import Piece, has_figures, pieces_of
from juesuan_gui.reading.pdf.row_groups import row_groups
from juesuan_gui.reading.pdf.tables import PageCell, PageTable
from juesuan_gui.reading.pdf.touching import headings_apart, parted
from juesuan_gui.reading.pdf.tracks import (
    Track,
    borders_of,
    column_of,
    is_number_line,
    overlaps,
    tracks_of,
    with_blank_columns,
    without_groups,
)

#: A full line covers so much of the table's width.
_FULL = 0.6
#: In points: how far from the table's own edges a line ends that ends between columns.
_INSIDE = 8.0
#: How many of the figures of a page must stand in the columns of the page before.
_FITTING = 0.95
#: In sizes of the type: how far a figure may reach beyond the last column as its header alone showed it.
_LAST_COLUMN = 3.0
#: How many words must begin where a name does.
_SAME_BEGINNING = 3


def aligned_table(lines: Sequence[Line], rules: Sequence[Rule], page: int) -> PageTable | None:
    """The table that these lines make, horizontal ``rules`` in it or not; ``None`` when no columns show.

    Rules reach over the whole table or, under headers of several columns, over a part of it.
    """
    rows = parted([pieces_of(line) for line in lines])
    left = min([line.left for line in lines] + [rule.start for rule in rules])
    right = max([line.right for line in lines] + [rule.end for rule in rules])
    full = [rule.position for rule in rules if rule.end - rule.start > _FULL * (right - left)]
    numbers = {index for index, row in enumerate(rows) if is_number_line(row)}
    body = [index for index, row in enumerate(rows) if index not in numbers and has_figures(row)]
    if not body:
        return None
    tracks = tracks_of(rows, body)
    if len(tracks) < 2:
        return None
    first = _first_body(rows, tracks, body[0], numbers)
    numbered = [piece for index in sorted(numbers)[:1] for piece in rows[index] if piece.is_figure]
    rows[:first] = headings_apart(rows[:first], tracks, numbered)
    tracks = with_blank_columns(tracks, [rows[index] for index in (*range(first), *sorted(numbers))])
    headings = without_groups(rows[:first])
    over = [rows[index] for index in (*range(first), *(number for number in sorted(numbers)[:1] if number >= first))]
    joined = joined_with_headings(tracks, over, [rows[index] for index in range(first, len(rows))])
    edges = [edge for rule in rules for edge in (rule.start, rule.end) if left + _INSIDE < edge < right - _INSIDE]
    if not shared_columns(over, (left, *borders_of(joined, headings, edges), right)):
        tracks = joined
    xs = (left, *borders_of(tracks, headings, edges), right)
    head = header_cells([row for index, row in enumerate(rows) if index < first and index not in numbers], xs, rules)
    depth = max((cell.row + cell.row_span for cell in head), default=0)
    groups = row_groups(lines, range(first, len(lines)), full, set(body), rows)
    if numbers and min(numbers) < first:
        groups = [[index] for index in sorted(numbers) if index < first] + groups
    head = _with_shared(head, shared_columns(over, xs))
    cells = [_header_page_cell(cell, page) for cell in head]
    for row, group in enumerate(groups, depth):
        cells += _row_cells(row, [rows[index] for index in group], xs, tracks, page)
    top = min([line.top for line in lines] + [rule.position for rule in rules])
    bottom = max([line.bottom for line in lines] + [rule.position for rule in rules])
    table = PageTable(page, top, bottom, xs, depth + len(groups), tuple(cells))
    return replace(table, lines=tuple(lines), rules=tuple(rules))


def continued_table(table: PageTable, xs: Sequence[float], before: Sequence[Piece] = ()) -> PageTable | None:
    """A table without lines read again with the columns of the page before; ``None`` where it does not fit them.

    ``before`` are the pieces of that page: a figure that touches a name is told by those above it.
    Of a page that goes on with a table only the figures show columns: blank ones are known from the page before.
    """
    lines = table.lines
    rows = parted([pieces_of(line) for line in lines], before)
    figures = [piece for row in rows for piece in row if piece.is_figure]
    size = lines[0].size if lines else 0.0
    inside = [piece for piece in figures if _crosses(piece, xs, size / 4) == 0]
    if not figures or len(inside) < _FITTING * len(figures):
        return None
    if (
        min(line.left for line in lines) < xs[0] - size
        or max(line.right for line in lines) > xs[-1] + _LAST_COLUMN * size
    ):
        return None
    body = {index for index, row in enumerate(rows) if has_figures(row)}
    full = [rule.position for rule in table.rules if rule.end - rule.start > _FULL * (xs[-1] - xs[0])]
    groups = row_groups(lines, range(len(lines)), full, body, rows)
    cells = [
        cell
        for row, group in enumerate(groups)
        for cell in _row_cells(row, [rows[index] for index in group], xs, (), table.page)
    ]
    return replace(table, xs=tuple(xs), rows=len(groups), cells=tuple(cells))


def pieces_in(lines: Sequence[Line]) -> list[Piece]:
    """The words and figures of the printed lines of a table."""
    return [piece for row in parted([pieces_of(line) for line in lines]) for piece in row]


def stands_in(line: Line, xs: Sequence[float], before: Sequence[Piece] = ()) -> bool:
    """Whether a line has words in one or several of these columns, and none across two.

    ``before`` are the pieces of the lines above it. Words that begin where others of their column do may reach over
    one edge: it is only where shorter ones ended.
    """
    pieces = parted([pieces_of(line)], before)[0]
    if line.left < xs[0] - line.size or line.right > xs[-1] + _LAST_COLUMN * line.size:
        return False

    def begins(piece: Piece) -> bool:
        same = sum(abs(other.left - piece.left) < slack for other in before)
        return (piece.left > xs[1] or has_figures(pieces)) and same >= _SAME_BEGINNING

    slack = line.size / 4
    return not any(_crosses(piece, xs, slack) > (not piece.is_figure and begins(piece)) for piece in pieces)


def _crosses(piece: Piece, xs: Sequence[float], slack: float) -> int:
    """How many borders of columns a piece reaches over."""
    return sum(piece.left + slack < x < piece.right - slack for x in xs[1:-1])


def _first_body(rows: Sequence[Sequence[Piece]], tracks: Sequence[Track], first: int, numbers: set[int]) -> int:
    """The first line of the body: after the line that numbers columns, else below the headers of the figures."""
    before = [index for index in numbers if index < first]
    if before:
        return max(before) + 1
    figures = [track for track in tracks if track.is_figure]
    over = [
        index for index in range(first) if any(overlaps(piece, track) for piece in rows[index] for track in figures)
    ]
    return max(over) + 1 if over else first


def _row_cells(
    row: int, lines: Sequence[Sequence[Piece]], xs: Sequence[float], tracks: Sequence[Track], page: int
) -> Iterator[PageCell]:
    """The cells of one row, blank ones included."""
    held: dict[int, list[Piece]] = {}
    for line in lines:
        for piece in line:
            held.setdefault(column_of(piece, xs, tracks), []).append(piece)
    printed = [piece.line for line in lines for piece in line]
    top, bottom = min(line.top for line in printed), max(line.bottom for line in printed)
    for column, (left, right) in enumerate(pairwise(xs)):
        own = held.get(column, [])
        left, right = min([left, *(piece.left for piece in own)]), max([right, *(piece.right for piece in own)])
        yield PageCell(row, column, 1, 1, _words(own), page, box=(left, top, right, bottom))


def _words(pieces: Sequence[Piece]) -> str:
    glyphs = [glyph for piece in pieces for glyph in (*piece.line.glyphs, *piece.line.spaces)]
    return "\n".join(line.text for line in lines_of(glyphs))


def _with_shared(head: Sequence[HeaderCell], columns: Collection[int]) -> list[HeaderCell]:
    """The header with all the words of such a column in each of its cells: which ones are its own is not known."""
    own = {
        column: "  ".join(cell.text for cell in head if (cell.column, cell.column_span) == (column, 1))
        for column in columns
    }
    return [
        replace(cell, text=own[cell.column]) if cell.column in own and cell.column_span == 1 else cell for cell in head
    ]


def _header_page_cell(cell: HeaderCell, page: int) -> PageCell:
    return PageCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text, page)
