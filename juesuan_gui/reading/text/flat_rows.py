"""Owns putting cells known in order only back into the rows of their table, where that can be proved.

Empty cells are printed, so every row has as many cells as the table has columns. The number of columns is proved by
the row of 栏次 or by figures that fall under figures and words under words, together with headings for each column. A
cell too few, and nothing falls into place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.text.flat_heads import head_layouts
from juesuan_gui.reading.text.flat_kinds import (
    AMOUNT,
    CODE,
    FEWEST_ROWS,
    NUMBERS_LABEL,
    OF_LABELS,
    TOTAL,
    is_figure,
    is_of_one_kind,
    is_pure,
    suits,
)
from juesuan_gui.reading.text.single_cells import SingleCell

_SPLIT_CODES = ("类", "款", "项")
#: Columns of names before those of figures.
_MOST_LABELS = 4
_MOST_COLUMNS = 30
_ROWS_OF_AN_EXCERPT = 4
#: More headings no table has; more cells are not tried in every width.
_MOST_ABOVE, _MOST_CELLS = 100, 8_000
_FIRST_ROWS = 12

#: The cells of a row by column.
Row = dict[int, SingleCell]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The rows of a table; ``rest`` are the cells of a last row that was cut off, which belong to no column.

    ``figures`` are the columns of figures, where they are known.
    """

    columns: int
    rows: tuple[Row, ...]
    rest: tuple[SingleCell, ...] = ()
    figures: tuple[int, ...] = ()


def flat_table(cells: Sequence[SingleCell]) -> FlatTable | None:
    """The table that these cells are, its title and notes taken away; ``None`` where its rows cannot be proved."""
    return _by_numbers(cells) or _by_kinds(cells) or _total_alone(cells)


# -- by the row of 栏次 -------------------------------------------------------------------------------------------


def _by_numbers(cells: Sequence[SingleCell]) -> FlatTable | None:
    run = _number_run(cells)
    if run is None:
        return None
    first, figures = run
    numbers = list(cells[first : first + figures])
    above = list(cells[:first])
    while above and (not above[-1].text or NUMBERS_LABEL.fullmatch(folded(above[-1].text))):
        numbers.insert(0, above.pop())
    below = cells[first + figures :]
    while below and not below[0].text and any(cell.text for cell in below):
        below = below[1:]
    found: list[FlatTable] = []
    has_names = False
    for labels in range(_MOST_LABELS + 1):
        head = _head(above, labels + figures, labels)
        if head is None:
            continue
        number_row = _behind(numbers, labels + figures, figures)
        for rows in _bodies(below, labels, figures):
            found.append(FlatTable(labels + figures, (*head, number_row, *rows)))
            has_names = has_names or len(rows) > 1
    # Where there is a total at most, how many columns its name covers makes no difference.
    return found[0] if len(found) == 1 or (found and not has_names) else None


def _number_run(cells: Sequence[SingleCell]) -> tuple[int, int] | None:
    """Where 1, 2, 3… stand behind each other, and how far they go."""
    for first, cell in enumerate(cells):
        if cell.text == "1":
            count = 1
            while first + count < len(cells) and cells[first + count].text == str(count + 1):
                count += 1
            if count > 1:
                return first, count
        elif AMOUNT.fullmatch(cell.text):
            return None
    return None


def _bodies(cells: Sequence[SingleCell], labels: int, figures: int) -> Iterator[list[Row]]:
    """Every way to cut the cells into rows in which each falls into place."""
    width = labels + figures
    if not any(cell.text for cell in cells):
        yield []
        return
    is_total = bool(TOTAL.fullmatch(folded(cells[0].text)))
    for printed in range(1, labels + 1) if is_total else (0,):
        # The total's name covers the columns of names; some extractors fill its row up at the end.
        least = printed + figures if printed else 0
        for taken in range(least, width + 1) if printed else (0,):
            total, rest = cells[:least], cells[taken:]
            if len(rest) % width or any(cell.text for cell in cells[least:taken]):
                continue
            if printed and (any(cell.text for cell in total[1:printed]) or not all(map(is_figure, total[printed:]))):
                continue
            rows = [rest[start : start + width] for start in range(0, len(rest), width)]
            if (taken == least or least < width) and all(_is_row(row, labels) for row in rows):
                first = [_behind(total, width, figures)] if printed else []
                yield first + [dict(enumerate(row)) for row in rows]


def _is_row(row: Sequence[SingleCell], labels: int) -> bool:
    """Whether names stand in the columns of names and figures behind them; a row may be empty as a whole."""
    if not any(cell.text for cell in row):
        return True
    if labels and not any(cell.text for cell in row[:labels]):
        return False
    if any(AMOUNT.fullmatch(cell.text) and not CODE.fullmatch(cell.text) for cell in row[:labels]):
        return False
    # Behind the code stands a name.
    if labels > 1 and AMOUNT.fullmatch(row[labels - 1].text):
        return False
    return all(map(is_figure, row[labels:]))


# -- by what falls under what -------------------------------------------------------------------------------------


def _by_kinds(cells: Sequence[SingleCell]) -> FlatTable | None:
    return _whole(cells) or _with_last_row(cells) or _cut_off(cells)


def _whole(cells: Sequence[SingleCell]) -> FlatTable | None:
    first = next((place for place, cell in enumerate(cells) if AMOUNT.fullmatch(cell.text)), _MOST_ABOVE)
    if first >= _MOST_ABOVE or len(cells) > _MOST_CELLS:
        return None
    for width in range(2, min(_MOST_COLUMNS, len(cells) // FEWEST_ROWS) + 1):
        # Above the rows stand headings, the row of 栏次 and a total at most.
        last = min(len(cells) - FEWEST_ROWS * width, first + 2 * width)
        for start in range(len(cells) % width or width, last + 1, width):
            found = _with_body(cells, start, width)
            if found is not None:
                return found
    return None


def _with_last_row(cells: Sequence[SingleCell]) -> FlatTable | None:
    """A table with a last row of totals whose names cover several columns."""
    for taken in range(2, min(_MOST_COLUMNS, len(cells))):
        if not TOTAL.fullmatch(folded(cells[-taken].text)):
            continue
        found = _whole(cells[:-taken])
        last = _last_row(cells[-taken:], found) if found is not None else None
        if found is not None and last is not None:
            return FlatTable(found.columns, (*found.rows, last))
    return None


def _cut_off(cells: Sequence[SingleCell]) -> FlatTable | None:
    """A table that breaks off within its last row, as an excerpt does: that row belongs to no column."""
    for taken in range(1, min(_MOST_COLUMNS, len(cells) // _ROWS_OF_AN_EXCERPT)):
        found = _whole(cells[:-taken])
        if found is not None and taken < found.columns and len(found.rows) > _ROWS_OF_AN_EXCERPT:
            return FlatTable(found.columns, found.rows, tuple(cells[-taken:]))
    return None


def _with_body(cells: Sequence[SingleCell], start: int, width: int) -> FlatTable | None:
    """The table whose rows begin at ``start``; ``None`` where something does not fall into place."""
    sample = cells[start : start + _FIRST_ROWS * width]
    if not all(is_of_one_kind(sample[column::width]) for column in range(width)):
        return None
    rows = [cells[first : first + width] for first in range(start, len(cells), width)]
    columns = [[row[column] for row in rows] for column in range(width)]
    above, total = _short_total(list(cells[:start]), width)
    above, numbers = _short_numbers(above)
    heads = [cell for cell in above if cell.text]
    if any(AMOUNT.fullmatch(cell.text) for cell in heads):
        return None
    written = [column for column, held in enumerate(columns) if any(cell.text for cell in held)]
    for kept in (list(range(width)), written):
        layouts = head_layouts([cell.text for cell in heads], len(kept)) if kept and is_pure(columns, kept) else []
        suiting = [
            (head, leaves)
            for layout in layouts
            if (head := [{kept[column]: heads[position] for column, position in row} for row in layout])
            and (leaves := _leaves(head))
            and all(suits(leaves[column], columns[column]) for column in kept)
        ]
        if len(suiting) != 1:
            continue
        head, leaves = suiting[0]
        under = [column for column in kept if not OF_LABELS.fullmatch(folded(leaves[column].text))]
        if len(total) > 1 and len(total) - 1 != len(under):
            return None
        total_row = [{kept[0]: total[0]} | dict(zip(under, total[1:], strict=True))] if total else []
        number_row = [dict(zip(under, numbers, strict=True))] if len(numbers) == len(under) else []
        body = [dict(enumerate(row)) for row in rows]
        return _without_columns([*head, *number_row, *total_row, *body], kept, under)
    return None


def _leaves(head: Sequence[Row]) -> Row:
    """The lowest heading of every column."""
    leaves: Row = {}
    for row in head:
        leaves |= row
    return leaves


def _total_alone(cells: Sequence[SingleCell]) -> FlatTable | None:
    """An empty table: nothing below its headings but a total with a figure for every column that is none of names."""
    first = next((place for place, cell in enumerate(cells) if AMOUNT.fullmatch(cell.text)), 0)
    if not first or not TOTAL.fullmatch(folded(cells[first - 1].text)) or not all(map(is_figure, cells[first:])):
        return None
    figures = len(cells) - first
    for labels in range(1, _MOST_LABELS + 1):
        head = _head(cells[: first - 1], labels + figures, labels)
        leaves = _leaves(head or [])
        if head and all(OF_LABELS.fullmatch(folded(leaves[column].text)) for column in range(labels)):
            total = _behind(cells[first - 1 :], labels + figures, figures)
            return FlatTable(labels + figures, (*head, total))
    return None


def _without_columns(rows: Sequence[Row], kept: Sequence[int], figures: Sequence[int]) -> FlatTable:
    """The table without columns that have neither heading nor words."""
    new = {column: place for place, column in enumerate(kept)}
    return FlatTable(
        len(kept),
        tuple({new[column]: cell for column, cell in row.items() if column in new} for row in rows),
        figures=tuple(new[column] for column in figures),
    )


def _short_total(above: list[SingleCell], width: int) -> tuple[list[SingleCell], list[SingleCell]]:
    """A first row whose 合计 covers the columns of names, taken from what stands above the rows."""
    for first in range(len(above) - 1, max(len(above) - width, -1), -1):
        if TOTAL.fullmatch(folded(above[first].text)):
            figures = above[first + 1 :]
            if any(AMOUNT.fullmatch(cell.text) for cell in figures) and all(map(is_figure, figures)):
                return above[:first], above[first:]
            return above, []
    return above, []


def _short_numbers(above: list[SingleCell]) -> tuple[list[SingleCell], list[SingleCell]]:
    """The row of 栏次 whose labels cover several columns, taken from below the headings: its numbers."""
    end = len(above)
    numbers: list[SingleCell] = []
    while end and (
        not above[end - 1].text or above[end - 1].text.isdigit() or NUMBERS_LABEL.fullmatch(folded(above[end - 1].text))
    ):
        end -= 1
        if above[end].text.isdigit():
            numbers.insert(0, above[end])
    if [cell.text for cell in numbers] != [str(number + 1) for number in range(len(numbers))] or not numbers:
        return above, []
    # 行次 may also head the last columns.
    while end < len(above) and not above[end].text.isdigit() and not any(c.text.isdigit() for c in above[:end]):
        if NUMBERS_LABEL.fullmatch(folded(above[end].text)) and folded(above[end].text) == "行次":
            end += 1
        else:
            break
    return above[:end], numbers


def _last_row(cells: Sequence[SingleCell], table: FlatTable) -> Row | None:
    """A last row of totals, each a name over several columns and its figures: 人员经费合计 | 5 | 公用经费合计 | 6."""
    width = table.columns
    if len(cells) - 1 == len(table.figures) and all(map(is_figure, cells[1:])):
        return {0: cells[0]} | dict(zip(table.figures, cells[1:], strict=True))
    names, figures = cells[::2], cells[1::2]
    is_paired = all(map(is_figure, figures)) and all(TOTAL.fullmatch(folded(cell.text)) for cell in names)
    if len(cells) not in (2, 4) or width % 3 or len(table.figures) < 2 or not is_paired:
        return None
    if len(cells) == 2:
        return {0: cells[0], width - 1: cells[1]}
    return {0: cells[0], 2: cells[1], 3: cells[2], width - 1: cells[3]}


# -- cells --------------------------------------------------------------------------------------------------------


def _head(above: Sequence[SingleCell], width: int, labels: int) -> list[Row] | None:
    """The rows of headings over so many columns, names over those of names alone."""
    heads = [cell for cell in above if cell.text]
    if any(AMOUNT.fullmatch(cell.text) for cell in heads):
        return None
    words = [folded(cell.text) for cell in heads]
    for left_out in ((), _SPLIT_CODES):
        kept = [cell for cell, word in zip(heads, words, strict=True) if word not in left_out]
        heading_rows: list[list[Row]] = []
        for layout in head_layouts([cell.text for cell in kept], width):
            rows: list[Row] = [{column: kept[position] for column, position in row} for row in layout]
            names = [column for column, cell in _leaves(rows).items() if OF_LABELS.fullmatch(folded(cell.text))]
            if all(column < labels for column in names):
                heading_rows.append(rows)
        if len(heading_rows) == 1:
            return heading_rows[0]
    return None


def _behind(cells: Sequence[SingleCell], width: int, figures: int) -> Row:
    """Cells whose last ones stand in the last columns, the others in the first."""
    names, values = cells[: len(cells) - figures], cells[len(cells) - figures :]
    return dict(enumerate(names)) | {width - figures + place: cell for place, cell in enumerate(values)}
