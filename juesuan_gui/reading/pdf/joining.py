"""Owns joining a table that goes on over pages: one grid, its cells keeping their own page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from juesuan_gui.reading.pdf.aligned import continued_table, pieces_in, stands_in
from juesuan_gui.reading.pdf.frames import edges
from juesuan_gui.reading.pdf.layout import TextLine
from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.missing import completes, is_broken_off
from juesuan_gui.reading.pdf.page_ends import with_headers
from juesuan_gui.reading.pdf.pieces import Piece, is_figure, pieces_of
from juesuan_gui.reading.pdf.tables import PageCell, PageTable
from juesuan_gui.reading.pdf.together import together

#: In points: how far the column edges of two pages may differ.
_SAME_EDGE = 4.0
_CONTINUED = ("续表", "续上表", "接上表", "（续）", "(续)", "续")
_MOST_TITLE_LINES = 6


def joined(
    blocks: Sequence[TextLine | PageTable], running: Sequence[str] = ()
) -> tuple[list[TextLine | PageTable], list[TextLine]]:
    """The blocks with continued tables as one, and the repeated title lines that were left out for it.

    A table goes on where the next page begins with one of the same columns and no words stand between them
    but the lines above the first, repeated, or one of the ``running`` lines, kept as it names the unit of the amounts.
    """
    result: list[TextLine | PageTable] = []
    repeated: list[TextLine] = []
    always = {_plain(text) for text in running}
    for block in _with_rests(with_headers(blocks)):
        if isinstance(block, PageTable):
            between = _trailing_lines(result)
            position = len(result) - len(between) - 1
            before = result[position] if position >= 0 else None
            if isinstance(before, PageTable) and block.page > before_page(before):
                titles = {_plain(line.text) for line in _trailing_lines(result[:position])[-_MOST_TITLE_LINES:]}
                titles |= always
                head = _head_of_names(between, before, block)
                if head:
                    block = replace(block, lines=(*head, *block.lines))
                    between = between[: len(between) - len(head)]
                rest = [line for line in between if _is_rest(line, before, block)]
                goes_on = all(line in rest or _repeats(line, titles, block) for line in between)
                goes_on = goes_on and not (between and _begins_again(before, block))
                before = _with_rest_of_names(before, rest) if goes_on else before
                whole = _joined(before, block) if goes_on else None
                if whole is not None:
                    repeated += [line for line in between if line not in rest]
                    result[position:] = [whole]
                    continue
        result.append(block)
    return result, repeated


def _with_rests(blocks: Sequence[TextLine | PageTable]) -> Iterator[TextLine | PageTable]:
    """The blocks with lines at the head of a page as a table where they go on with one without lines.

    A few last rows show no columns of their own; they stand in those of the table that the page before ends with.
    """
    position = 0
    table: PageTable | None = None
    while position < len(blocks):
        block = blocks[position]
        if isinstance(block, TextLine) and table is not None and block.page == before_page(table) + 1:
            rest: list[Line] = []
            known = pieces_in(table.lines)
            while position + len(rest) < len(blocks):
                following = blocks[position + len(rest)]
                if not isinstance(following, TextLine) or following.page != block.page or following.line is None:
                    break
                if not stands_in(following.line, table.xs, known):
                    break
                rest.append(following.line)
            while rest and len(pieces_of(rest[-1])) < 2 and rest[-1].left < table.xs[1]:
                # A short line at the margin may be of the text that follows.
                rest.pop()
            again = _rest_table(table, rest, known, block.page) if rest else None
            if again is not None:
                yield again
                position += len(rest)
                table = again
                continue
        table = block if isinstance(block, PageTable) and block.lines else None
        yield block
        position += 1


def _rest_table(table: PageTable, rest: Sequence[Line], known: Sequence[Piece], page: int) -> PageTable | None:
    top, bottom = min(line.top for line in rest), max(line.bottom for line in rest)
    return continued_table(PageTable(page, top, bottom, table.xs, 0, (), tuple(rest)), table.xs, known)


def before_page(table: PageTable) -> int:
    """The last page that a table stands on."""
    return max((cell.page for cell in table.cells), default=table.page)


def _trailing_lines(blocks: Sequence[TextLine | PageTable]) -> list[TextLine]:
    lines: list[TextLine] = []
    for block in reversed(blocks):
        if not isinstance(block, TextLine):
            break
        lines.append(block)
    return lines[::-1]


def _repeats(line: TextLine, titles: set[str], table: PageTable) -> bool:
    plain = _plain(line.text)
    return line.page == table.page and (plain in titles or plain.removesuffix("续") in titles or plain in _CONTINUED)


def _head_of_names(between: Sequence[TextLine], before: PageTable, after: PageTable) -> list[Line]:
    """The lines at the head of a page that go on with names at the margin, above the first figures of its table."""
    lines: list[Line] = []
    for line in reversed(between):
        if line.page != after.page or line.line is None or not before.lines or not after.lines:
            break
        pieces = pieces_of(line.line)
        if len(pieces) > 1 or line.left < before.xs[0] - line.line.size or line.right > before.xs[1] + 1:
            break
        lines.append(line.line)
    return lines[::-1]


def _begins_again(before: PageTable, after: PageTable) -> bool:
    """Whether a table under the same title begins with the words of the first but says something else beside them.

    Scorecards of several projects begin so; a page that goes on repeats its header unchanged or not at all.
    """
    first, second = (
        [
            _plain(cell.text)
            for cell in sorted(table.cells, key=lambda cell: cell.column)
            if cell.row == 0 and cell.text.strip()
        ]
        for table in (before, after)
    )
    return len(first) > 1 and len(second) > 1 and first[0] == second[0] and first != second and first[1] != second[1]


def _is_rest(line: TextLine, before: PageTable, after: PageTable) -> bool:
    """Whether a line over the rest of a table is the end of a name that the page before broke off.

    Such a name stands in a column further right than the margin, where the last row has words.
    """
    if not before.lines or line.line is None or line.page != after.page or line.line.left < before.xs[1]:
        return False
    column = sum(x <= line.line.left + 1 for x in before.xs[1:-1])
    return len(pieces_of(line.line)) == 1 and stands_in(line.line, before.xs) and _last_cell(before, column) is not None


def _last_cell(table: PageTable, column: int) -> PageCell | None:
    """The cell of a column in the last row if it has words and no figure."""
    cells = (cell for cell in table.cells if cell.column == column and cell.row + cell.row_span == table.rows)
    return next((cell for cell in cells if cell.text.strip() and not is_figure(cell.text)), None)


def _with_rest_of_names(table: PageTable, rest: Sequence[TextLine]) -> PageTable:
    cells = list(table.cells)
    for line in rest:
        if line.line is None:
            continue
        cell = _last_cell(replace(table, cells=tuple(cells)), sum(x <= line.line.left + 1 for x in table.xs[1:-1]))
        if cell is not None:
            cells[cells.index(cell)] = replace(cell, text=f"{cell.text}\n{line.text}")
    return replace(table, cells=tuple(cells))


def _plain(text: str) -> str:
    return "".join(text.split()).replace("（续）", "").replace("(续)", "").replace("（续表）", "").replace("(续表)", "")


def _joined(before: PageTable, after: PageTable) -> PageTable | None:
    """Both as one table; ``None`` where the second is another one."""
    whole = together(before, after)
    if whole is None and before.lines and after.lines and len(after.xs) < len(before.xs):
        # A page whose rows leave columns blank does not show them: a figure below two of them is of one.
        whole = _continued_bare(before, after)
    return whole or _continued(before, after) or _continued_bare(before, after)


def _continued(before: PageTable, after: PageTable) -> PageTable | None:
    """Both as one table; ``None`` when their columns differ."""
    xs = edges([*before.xs, *after.xs])
    small = min(len(before.xs), len(after.xs))
    wide = max(len(before.xs), len(after.xs))
    if len(xs) != wide or not (_within(before.xs, xs) and _within(after.xs, xs)):
        return None
    if abs(before.xs[0] - after.xs[0]) > _SAME_EDGE or abs(before.xs[-1] - after.xs[-1]) > _SAME_EDGE or small < 2:
        return None
    first: Sequence[PageCell] = _spread(before, xs)
    second: Sequence[PageCell] = _spread(after, xs)
    skipped = _repeated_header(first, second)
    first, second, broken = _without_break(
        first, [cell for cell in second if cell.row >= skipped], before.rows - 1, skipped
    )
    shift = before.rows - skipped - broken
    moved = [replace(cell, row=cell.row + shift) for cell in second]
    whole = PageTable(before.page, before.top, before.bottom, xs, after.rows + shift, (*first, *moved))
    return replace(whole, lines=before.lines) if after.lines else whole


def _continued_bare(before: PageTable, after: PageTable) -> PageTable | None:
    """Two tables without lines as one: the second has the columns that the first shows, if it fits into them."""
    if not before.lines or not after.lines:
        return None
    again = continued_table(after, before.xs, pieces_in(before.lines))
    whole = _continued(before, again) if again is not None else None
    return replace(whole, lines=before.lines) if whole is not None else None


def _without_break(
    first: Sequence[PageCell], second: Sequence[PageCell], last: int, top: int
) -> tuple[Sequence[PageCell], Sequence[PageCell], int]:
    """The cells with the row put together that the end of a page broke in two, and how many rows fell away.

    What goes on must complete a figure of the row before, as 63 does 846. — words alone do not prove a break;
    a name that goes on without any figure loses nothing as a row of its own.
    """
    above = {cell.column: cell for cell in first if cell.row + cell.row_span - 1 == last}
    below = {cell.column: cell for cell in second if cell.row == top and cell.text.strip()}
    figures = [(above.get(column), cell) for column, cell in below.items() if is_broken_off(cell.text)]
    if not figures or not all(
        whole is not None and whole.is_full and completes([*whole.text.split(), *cell.text.split()])
        for whole, cell in figures
    ):
        return first, second, 0
    if any(cell.row == top and cell.row_span > 1 for cell in second) or not all(column in above for column in below):
        return first, second, 0
    together = [
        replace(cell, text=f"{cell.text}\n{below[cell.column].text}")
        if cell.column in below and above.get(cell.column) is cell
        else cell
        for cell in first
    ]
    return together, [cell for cell in second if cell.row > top], 1


def _within(own: Sequence[float], xs: Sequence[float]) -> bool:
    return all(min(abs(x - edge) for edge in xs) <= _SAME_EDGE for x in own)


def _spread(table: PageTable, xs: Sequence[float]) -> list[PageCell]:
    """The table's cells over finer columns."""
    place = [_nearest(xs, x) for x in table.xs]
    return [
        replace(
            cell,
            column=place[cell.column],
            column_span=place[cell.column + cell.column_span] - place[cell.column],
        )
        for cell in table.cells
    ]


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))


def _repeated_header(first: Sequence[PageCell], second: Sequence[PageCell]) -> int:
    """How many rows at the head of the second are those at the head of the first again."""
    rows = min(max((cell.row for cell in first), default=-1), max((cell.row for cell in second), default=-1)) + 1
    heads = [_rows(first), _rows(second)]
    count = 0
    while count < rows and heads[0].get(count) == heads[1].get(count):
        own = heads[1].get(count, [])
        if not _has_words(own) and not (count and _numbers_columns(own)):
            break
        count += 1
    ends = {cell.row + cell.row_span for cell in second if cell.row < count}
    return count if not ends or bisect_left(sorted(ends), count + 1) == len(ends) else 0


def _rows(cells: Sequence[PageCell]) -> dict[int, list[tuple[int, int, str]]]:
    rows: dict[int, list[tuple[int, int, str]]] = {}
    for cell in sorted(cells, key=lambda item: item.column):
        rows.setdefault(cell.row, []).append((cell.column, cell.column_span, _plain(cell.text)))
    return rows


def _numbers_columns(row: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a row has nothing but the numbers of all its columns, as the header of a right part does."""
    texts = [text for _, _, text in row]
    return all(text.isdigit() and len(text) <= len("99") for text in texts) and all(
        int(after) - int(before) == 1 for before, after in pairwise(texts)
    )


def _has_words(row: Sequence[tuple[int, int, str]]) -> bool:
    return any(text and not text.replace(",", "").replace(".", "").isdigit() for _, _, text in row)
