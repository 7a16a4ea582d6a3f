"""Owns tables whose columns no line parts: columns where figures stand under each other, rows by printed lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from juesuan_gui.reading.pdf.headers import HeaderCell, header_cells
from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.paths import Rule
from juesuan_gui.reading.pdf.pieces import Piece, pieces_of
from juesuan_gui.reading.pdf.tables import PageCell, PageTable

#: A full line covers so much of the table's width.
_FULL = 0.6
#: Of the usual distance of rows: what stands closer is of one row.
_WRAPPED = 0.8
_NUMBERED = 3
_EVEN = 1.3
_WIDEST = 0.95
#: Of the distance of two numbered columns: what stands nearer to a number is of its column.
_OF_ITS_OWN = 0.75
_NUMBER_WORDS = frozenset({"栏次", "行次"})
#: How many of the figures of a page must stand in the columns of the page before.
_FITTING = 0.95


@dataclass(slots=True)
class Track:
    """A column as far as its words reach; ``rows`` are the lines that have something in it."""

    left: float
    right: float
    is_figure: bool
    rows: set[int]


def aligned_table(lines: Sequence[Line], rules: Sequence[Rule], page: int) -> PageTable | None:
    """The table that these lines make, horizontal ``rules`` in it or not; ``None`` when no columns show.

    Rules reach over the whole table or, under headers of several columns, over a part of it.
    """
    rows = [pieces_of(line) for line in lines]
    left = min([line.left for line in lines] + [rule.start for rule in rules])
    right = max([line.right for line in lines] + [rule.end for rule in rules])
    full = [rule.position for rule in rules if rule.end - rule.start > _FULL * (right - left)]
    numbers = {index for index, row in enumerate(rows) if _is_number_line(row)}
    body = [index for index, row in enumerate(rows) if index not in numbers and _has_figures(row)]
    if not body:
        return None
    tracks = _tracks(rows, body)
    if len(tracks) < 2:
        return None
    first = _first_body(rows, tracks, body[0], numbers)
    tracks = _with_blank_columns(tracks, [rows[index] for index in (*range(first), *sorted(numbers))])
    xs = (left, *_borders(tracks, [piece for row in rows[:first] for piece in row]), right)
    head = header_cells([row for index, row in enumerate(rows) if index < first and index not in numbers], xs, rules)
    depth = max((cell.row + cell.row_span for cell in head), default=0)
    groups = _row_groups(lines, range(first, len(lines)), full, set(body), rows)
    if numbers and min(numbers) < first:
        groups = [[index] for index in sorted(numbers) if index < first] + groups
    cells = [_header_page_cell(cell, page) for cell in head]
    for row, group in enumerate(groups, depth):
        cells += _row_cells(row, [rows[index] for index in group], xs, tracks, page)
    top = min([line.top for line in lines] + [rule.position for rule in rules])
    bottom = max([line.bottom for line in lines] + [rule.position for rule in rules])
    table = PageTable(page, top, bottom, xs, depth + len(groups), tuple(cells))
    return replace(table, lines=tuple(lines), rules=tuple(rules))


def continued_table(table: PageTable, xs: Sequence[float]) -> PageTable | None:
    """A table without lines read again with the columns of the page before; ``None`` where it does not fit them.

    Of a page that goes on with a table only the figures show columns: blank ones are known from the page before.
    """
    lines = table.lines
    rows = [pieces_of(line) for line in lines]
    figures = [piece for row in rows for piece in row if piece.is_figure]
    size = lines[0].size if lines else 0.0
    inside = [piece for piece in figures if _crosses(piece, xs, size / 4) == 0]
    if not figures or len(inside) < _FITTING * len(figures):
        return None
    if min(line.left for line in lines) < xs[0] - size or max(line.right for line in lines) > xs[-1] + size:
        return None
    body = {index for index, row in enumerate(rows) if _has_figures(row)}
    full = [rule.position for rule in table.rules if rule.end - rule.start > _FULL * (xs[-1] - xs[0])]
    groups = _row_groups(lines, range(len(lines)), full, body, rows)
    cells = [
        cell
        for row, group in enumerate(groups)
        for cell in _row_cells(row, [rows[index] for index in group], xs, (), table.page)
    ]
    return replace(table, xs=tuple(xs), rows=len(groups), cells=tuple(cells))


def stands_in(line: Line, xs: Sequence[float]) -> bool:
    """Whether a line has words in one or several of these columns, and none across two."""
    pieces = pieces_of(line)
    if line.left < xs[0] - line.size or line.right > xs[-1] + line.size:
        return False
    return not any(_crosses(piece, xs, line.size / 4) for piece in pieces)


def _crosses(piece: Piece, xs: Sequence[float], slack: float) -> int:
    """How many borders of columns a piece reaches over."""
    return sum(piece.left + slack < x < piece.right - slack for x in xs[1:-1])


def _has_figures(row: Sequence[Piece]) -> bool:
    return any(piece.is_figure for piece in row)


def _is_number_line(row: Sequence[Piece]) -> bool:
    """The line that numbers the columns: whole numbers each one more than the last."""
    texts = [piece.text for piece in row if piece.is_figure]
    words = ["".join(piece.text.split()) for piece in row if not piece.is_figure]
    fewest = 1 if words and set(words) <= _NUMBER_WORDS else _NUMBERED
    if len(texts) < fewest or not all(text.isdigit() and len(text) < 3 for text in texts):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(texts))


def _tracks(rows: Sequence[Sequence[Piece]], body: Sequence[int]) -> list[Track]:
    """The columns of figures, and of names beside them."""
    figures = _clusters([(piece, index) for index in body for piece in rows[index] if piece.is_figure], True)
    words = [
        (piece, index)
        for index in range(body[0], len(rows))
        for piece in rows[index]
        if not piece.is_figure and not any(_overlap(piece, track) for track in figures)
    ]
    tracks = sorted(figures + _clusters(words, False), key=lambda track: track.left)
    joined: list[Track] = []
    for track in tracks:
        before = joined[-1] if joined else None
        if before and not before.is_figure and not track.is_figure and not before.rows & track.rows:
            # Names at the left and a centred 合计: one column, as no line has both.
            before.right, before.rows = max(before.right, track.right), before.rows | track.rows
        else:
            joined.append(track)
    return joined


def _clusters(pieces: Sequence[tuple[Piece, int]], is_figure: bool) -> list[Track]:
    tracks: list[Track] = []
    for piece, row in sorted(pieces, key=lambda item: item[0].left):
        if tracks and piece.left < tracks[-1].right:
            tracks[-1].right = max(tracks[-1].right, piece.right)
            tracks[-1].rows.add(row)
        else:
            tracks.append(Track(piece.left, piece.right, is_figure, {row}))
    return tracks


def _overlap(piece: Piece, track: Track) -> bool:
    return piece.left < track.right and piece.right > track.left


def _first_body(rows: Sequence[Sequence[Piece]], tracks: Sequence[Track], first: int, numbers: set[int]) -> int:
    """The first line of the body: after the line that numbers columns, else below the headers of the figures."""
    before = [index for index in numbers if index < first]
    if before:
        return max(before) + 1
    figures = [track for track in tracks if track.is_figure]
    over = [
        index for index in range(first) if any(_overlap(piece, track) for piece in rows[index] for track in figures)
    ]
    return max(over) + 1 if over else first


def _with_blank_columns(tracks: Sequence[Track], headers: Sequence[Sequence[Piece]]) -> list[Track]:
    """The columns with those that have a header or a number and no figure at all."""
    result = list(tracks)
    for row in sorted(headers, key=_is_number_line, reverse=True):
        named = [piece for piece in row if _names_a_column(piece)]
        if _is_number_line(row):
            numbers = [piece for piece in row if piece.is_figure]
            blank = _unmatched(numbers, [track for track in tracks if track.is_figure])
            result += [Track(piece.left, piece.right, True, set()) for piece in blank if _is_free(piece, result)]
            continue
        for index, track in enumerate(tracks):
            after = tracks[index - 1].right if index else float("-inf")
            held = [piece for piece in named if after < piece.centre <= track.right]
            first = tracks[0].left
            has_header = any(
                first - 1 <= piece.centre <= after for other in headers if other is not row for piece in other
            )
            if index and held and not has_header and _lacks_header(tracks[index - 1], index == 1, named):
                held = held[1:]
            result += [Track(piece.left, piece.right, True, set()) for piece in held[:-1] if _is_free(piece, result)]
        behind = [piece for piece in named if piece.left > tracks[-1].right]
        result += [Track(piece.left, piece.right, True, set()) for piece in behind if _is_free(piece, result)]
    return sorted(result, key=lambda track: track.left)


def _unmatched(numbers: Sequence[Piece], tracks: Sequence[Track]) -> list[Piece]:
    """The numbers of columns that no column of figures answers to, each of those having the nearest one in order.

    Codes and 行次 are columns of figures too, but without a number: they stand further from any than numbers do.
    """
    near = _OF_ITS_OWN * min((after.left - before.left for before, after in pairwise(numbers)), default=float("inf"))
    tracks = [
        track
        for track in tracks
        if any(abs(number.centre - (track.left + track.right) / 2) <= near for number in numbers)
    ]
    if len(numbers) <= len(tracks):
        return []
    # costs[i][j]: the least distance of the first i columns from some of the first j numbers.
    costs = [[0.0] * (len(numbers) + 1)] + [[float("inf")] * (len(numbers) + 1) for _ in tracks]
    for i, track in enumerate(tracks, 1):
        middle = (track.left + track.right) / 2
        for j, number in enumerate(numbers, 1):
            costs[i][j] = min(costs[i][j - 1], costs[i - 1][j - 1] + abs(number.centre - middle))
    left: list[Piece] = []
    i = len(tracks)
    for j in range(len(numbers), 0, -1):
        if i and costs[i][j] != costs[i][j - 1]:
            i -= 1
        else:
            left.append(numbers[j - 1])
    return left


def _lacks_header(track: Track, is_first: bool, row: Sequence[Piece]) -> bool:
    """Whether a column of names has no header over it in this row: the next words at its right are its own.

    Names begin at the left of their column, the header stands in its middle, behind short names.
    """
    if all(piece.is_figure for piece in row) or not (is_first or not track.is_figure):
        return False
    return not any(_overlap(piece, track) for piece in row)


def _names_a_column(piece: Piece) -> bool:
    return piece.is_figure or len(piece.line.glyphs) > 1


def _is_free(piece: Piece, tracks: Sequence[Track]) -> bool:
    return not any(_overlap(piece, track) for track in tracks)


def _borders(tracks: Sequence[Track], headers: Sequence[Piece]) -> list[float]:
    """Where columns part: the middle of the widest gap that figures, names and headers leave between them."""
    borders: list[float] = []
    for before, after in pairwise(tracks):
        low, high = before.right, max(after.left, before.right + 0.1)
        taken = sorted(
            (max(piece.left, low), min(piece.right, high))
            for piece in headers
            if piece.left < high and piece.right > low and piece.right - piece.left < 2 * (high - low) + 1
        )
        best, at = 0.0, (low + high) / 2
        for start, end in _gaps(low, high, taken):
            if end - start > best:
                best, at = end - start, (start + end) / 2
        borders.append(at)
    return borders


def _gaps(low: float, high: float, taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for start, end in taken:
        if start > low:
            yield low, start
        low = max(low, end)
    if high > low:
        yield low, high


def _row_groups(
    lines: Sequence[Line], indexes: range, full: Sequence[float], body: set[int], rows: Sequence[Sequence[Piece]]
) -> list[list[int]]:
    """Which lines make one row: those between two rules, or else those closer than rows are."""
    bands: dict[int, list[int]] = {}
    for index in indexes:
        bands.setdefault(sum(position < lines[index].middle for position in full), []).append(index)
    figured = [index for index in indexes if index in body]
    if len(bands) >= _FULL * len(figured) and len(bands) > 1:
        return [group for band in bands.values() for group in _parted(band, rows)]
    return [group for part in _by_distance(lines, indexes, rows) for group in _one_figure_each(part, lines, body)]


def _by_distance(lines: Sequence[Line], indexes: range, rows: Sequence[Sequence[Piece]]) -> list[list[int]]:
    """The lines in groups as near each other as the lines of one row are.

    How far rows stand apart is told by those that fill one line: neighbours with words in several columns each.
    """
    whole = [index for index in indexes if len(rows[index]) > 1]
    near = sorted(
        lines[after].middle - lines[before].middle for before, after in pairwise(whole) if after == before + 1
    )
    pitch = near[len(near) // 5] if near else _even_distance([lines[index].middle for index in indexes])
    groups: list[list[int]] = []
    for index in indexes:
        before = groups[-1][-1] if groups else None
        apart = before is not None and lines[index].middle - lines[before].middle >= _WRAPPED * pitch > 0
        if before is None or apart:
            groups.append([])
        groups[-1].append(index)
    return groups


def _even_distance(heights: Sequence[float]) -> float:
    """How far lines stand apart that are all alike, as rows without figures are; else 0."""
    gaps = [after - before for before, after in pairwise(heights)]
    return min(gaps) if gaps and max(gaps) < _EVEN * min(gaps) else 0.0


def _one_figure_each(part: list[int], lines: Sequence[Line], body: set[int]) -> list[list[int]]:
    """A group cut where it has figures on several lines: between two of them at the widest distance of lines.

    A name of several lines stands around its figures, so that its own lines are nearer than those of the next row.
    """
    heights = [lines[index].middle for index in part]
    figured = [place for place, index in enumerate(part) if index in body]
    starts = [0]
    for before, after in pairwise(figured):
        gaps = {place: heights[place] - heights[place - 1] for place in range(before + 1, after + 1)}
        widest = [place for place, gap in gaps.items() if gap > _WIDEST * max(gaps.values())]
        # Of distances that are alike, the one that leaves the figures in the middle of the name above it.
        starts.append(
            min(widest, key=lambda place: abs((heights[starts[-1]] + heights[place - 1]) / 2 - heights[before]))
        )
    return [part[start:end] for start, end in zip(starts, [*starts[1:], len(part)], strict=True)]


def _parted(band: list[int], rows: Sequence[Sequence[Piece]]) -> list[list[int]]:
    """The lines of a band as one row; as several where each line has figures of its own."""
    figured = [index for index in band if _has_figures(rows[index])]
    if len(figured) < 2:
        return [band]
    groups: list[list[int]] = []
    for index in band:
        if not groups or (index in figured and any(other in figured for other in groups[-1])):
            groups.append([])
        groups[-1].append(index)
    return groups


def _row_cells(
    row: int, lines: Sequence[Sequence[Piece]], xs: Sequence[float], tracks: Sequence[Track], page: int
) -> Iterator[PageCell]:
    """The cells of one row, blank ones included."""
    held: dict[int, list[Piece]] = {}
    for line in lines:
        for piece in line:
            held.setdefault(_column_of(piece, xs, tracks), []).append(piece)
    for column in range(len(xs) - 1):
        yield PageCell(row, column, 1, 1, _words(held.get(column, [])), page)


def _column_of(piece: Piece, xs: Sequence[float], tracks: Sequence[Track]) -> int:
    """Figures by the column that they reach into, names by where they begin."""
    if piece.is_figure:
        for index, track in enumerate(tracks):
            if track.rows and _overlap(piece, track):
                return index
    at = piece.centre if piece.is_figure else piece.left + 1
    return sum(x <= at for x in xs[1:-1])


def _words(pieces: Sequence[Piece]) -> str:
    glyphs = [glyph for piece in pieces for glyph in (*piece.line.glyphs, *piece.line.spaces)]
    return "\n".join(line.text for line in lines_of(glyphs))


def _header_page_cell(cell: HeaderCell, page: int) -> PageCell:
    return PageCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text, page)
