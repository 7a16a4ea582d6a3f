"""Owns finding a table's header rows in a grid, and the header path of each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.document import Cell
from juesuan_gui.forms import FieldRole, Table, fields_of
from juesuan_gui.reading.normal import folded, heading, row_name
from juesuan_gui.reading.tables.grid_view import GridView

#: What a 栏次 row, or the row of code parts, says in its label columns.
NUMBER_WORDS = frozenset({"栏次", "行次", "类", "款", "项"})
_AMOUNT = re.compile(r"-?[\d,]*\d\.\d+")
_CODE = re.compile(r"(\d{3,9})\D*")
_DEEPEST = 12
#: So many numbers in a row are those of columns even where the last one is broken.
_MANY_NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words by which the rows of a form's table are told from its header."""

    headings: frozenset[str]
    label_headings: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    code_lengths: frozenset[int]


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column from top to bottom; ``leaf`` is the lowest cell, ``number`` what 栏次 says there."""

    index: int
    path: tuple[str, ...]
    leaf: Cell | None
    number: str
    number_cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is: its first row, the first row below it, and every column's headings.

    ``shared_row`` is the first body row where it also holds the lowest headings of some columns (a total row
    that stands beside 合计 | 基本支出 | 项目支出 of a heading above).
    """

    first_row: int
    first_body_row: int
    columns: tuple[HeaderColumn, ...]
    shared_row: int | None = None


def vocabulary_of(table: Table) -> Vocabulary:
    """The words of a table."""
    fields = fields_of(table)
    headings = {heading(text) for item in fields for text in item.header}
    headings |= {heading(text) for column in table.columns for text in (column.label, column.key, *column.aliases)}
    headings |= {heading(text) for others in table.other_headings.values() for text in others}
    figures = {heading(text) for item in fields if item.role is FieldRole.FIGURE for text in item.header}
    # 收入 stands over names and figures alike and tells nothing.
    labels = {heading(text) for item in fields for text in item.header} - figures
    names = {row_name(text) for row in table.rows.values() for text in (row.label, row.key, *row.aliases)}
    lengths = {len(row.code) for row in table.rows.values() if row.code}
    if table.coded is not None:
        names.add(row_name(table.coded.total_label))
        lengths |= set(table.coded.levels)
    numbers = {folded(item.number) for item in fields if item.number} | NUMBER_WORDS
    return Vocabulary(
        frozenset(headings - {""}),
        frozenset(labels - {""}),
        frozenset(numbers),
        frozenset(names - {""}),
        frozenset(lengths),
    )


def find_header(view: GridView, first: int, last: int, table: Table) -> Header | None:
    """The header of a table in the rows from first to last (excluded); ``None`` when there is none."""
    words = vocabulary_of(table)
    rows = view.written_rows(first, last)
    start = next((row for row in rows if _opens(view, row, words)), None)
    if start is None:
        return None
    header_rows: list[int] = []
    number_rows: list[int] = []
    reach = start
    shared: int | None = None
    looked_at = [row for row in rows if row >= start][:_DEEPEST]
    for position, row in enumerate(looked_at):
        if is_number_row(view, row, words):
            number_rows.append(row)
            continue
        if number_rows or _is_body(view, row, words, header_rows):
            shared = row if _headings_beside_body(view, row, words, header_rows) else None
            break
        known = [cell for cell in view.starting(row) if heading(cell.text) in words.headings]
        if not known and row > reach and not _heads_others(view, looked_at[position + 1 :], words, header_rows):
            break
        header_rows.append(row)
        reach = max([reach, *(cell.row + cell.row_span - 1 for cell in known)])
    if not header_rows and not number_rows:
        return None
    last_row = max(header_rows + number_rows)
    if shared is None:
        return Header(start, last_row + 1, _columns(view, header_rows, number_rows))
    beside = _headings_beside_body(view, shared, words, header_rows)
    above = view.only(cell for cell in view.grid.cells if cell.row != shared or cell in beside)
    return Header(start, last_row + 1, _columns(above, [*header_rows, shared], number_rows), shared)


def _heads_others(view: GridView, below: list[int], words: Vocabulary, header_rows: list[int]) -> bool:
    """Whether the row below holds headings still: what stands over them is a heading that the form does not have."""
    if not below or not header_rows or _is_body(view, below[0], words, header_rows):
        return False
    known = [cell for cell in view.starting(below[0]) if heading(cell.text) in words.headings]
    return len(known) > 1 and not any(cell.amount is not None for cell in view.starting(below[0]))


def _headings_beside_body(view: GridView, row: int, words: Vocabulary, header_rows: list[int]) -> list[Cell]:
    """The headings among the figures of a body row. One word alone may be a slip; two or more are a header."""
    if not header_rows:
        return []
    cells = [
        cell
        for cell in view.starting(row)
        if cell.amount is None
        and heading(cell.text) in words.headings - words.label_headings
        and not _is_under_a_label(view, cell.column, words, header_rows)
    ]
    return cells if len(cells) > 1 else []


def _is_under_a_label(view: GridView, column: int, words: Vocabulary, header_rows: list[int]) -> bool:
    """Whether codes or names stand in a column; the uppermost heading, its merge lost, reaches to the right."""
    for row in header_rows:
        cell = view.covering(row, column)
        if row == header_rows[0] and (cell is None or not cell.text.strip()):
            cell = _to_the_left(view, row, column, 0)
        if cell is not None and heading(cell.text) in words.label_headings:
            return True
    return False


def is_number_row(view: GridView, row: int, words: Vocabulary) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3) or names the code parts (类 款 项)."""
    texts = [folded(cell.text) for cell in view.starting(row)]
    if not texts or any(text not in words.numbers and not _is_small(text) for text in texts):
        return False
    if any(text in NUMBER_WORDS for text in texts):
        return True
    numbers = [int(text) for text in texts if _is_small(text)]
    if len(numbers) > _MANY_NUMBERS and not str(len(numbers)).startswith(str(numbers[-1])):
        return False
    # A narrow last column may break its number: 1 above 2 for 12.
    whole = numbers[:-1] if len(numbers) > _MANY_NUMBERS else numbers
    return len(numbers) > 1 and whole == list(range(1, len(whole) + 1))


def is_numbering_alone(view: GridView, row: int) -> bool:
    """Whether a row holds nothing but numbers each one more than the last, of which two may stand in one cell.

    A table without lines may show two columns as one.
    """
    numbers = " ".join(cell.text for cell in view.starting(row)).split()
    if len(numbers) < _MANY_NUMBERS or not all(map(_is_small, numbers)):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(numbers))


def _is_small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def _opens(view: GridView, row: int, words: Vocabulary) -> bool:
    """Whether a row can be the first of the header: two of its headings, or nothing else than one."""
    cells = view.starting(row)
    known = {cell.column for cell in cells if heading(cell.text) in words.headings}
    if any(cell.amount is not None for cell in cells):
        return False
    return len(known) > 1 or (bool(known) and len(known) == len(cells))


def _is_body(view: GridView, row: int, words: Vocabulary, header_rows: list[int]) -> bool:
    return any(_proves_body(view, cell, words, header_rows) for cell in view.starting(row))


def _proves_body(view: GridView, cell: Cell, words: Vocabulary, header_rows: list[int]) -> bool:
    text = folded(cell.text)
    if cell.amount is not None or _AMOUNT.fullmatch(text):
        return True
    code = _CODE.fullmatch(text)
    if code is not None and len(code[1]) in words.code_lengths:
        return True
    if row_name(cell.text) not in words.names:
        return False
    if heading(cell.text) not in words.headings:
        return True
    # 合计 is both a heading and the name of a row: under a label's heading it begins the body.
    above = {_heading_at(view, row, cell.column) for row in header_rows}
    return bool(above & words.label_headings)


def _heading_at(view: GridView, row: int, column: int) -> str:
    cell = view.covering(row, column)
    return heading(cell.text) if cell is not None else ""


def _columns(view: GridView, header_rows: list[int], number_rows: list[int]) -> tuple[HeaderColumn, ...]:
    columns: list[HeaderColumn] = []
    for index in range(view.width):
        cells = _path_cells(view, header_rows, index)
        numbers = [view.covering(row, index) for row in reversed(number_rows)]
        number = next((cell for cell in numbers if cell is not None and cell.text.strip()), None)
        columns.append(
            HeaderColumn(
                index,
                tuple(heading(cell.text) for cell in cells),
                cells[-1] if cells else None,
                folded(number.text) if number is not None else "",
                number,
            )
        )
    return tuple(columns)


def _path_cells(view: GridView, header_rows: list[int], index: int) -> list[Cell]:
    """The heading cells over a column; where a merge was lost, the heading further left reaches over it."""
    cells: list[Cell] = []
    for position, row in enumerate(header_rows):
        cell = view.covering(row, index)
        if (cell is None or not cell.text.strip()) and _has_words_below(view, header_rows[position + 1 :], index):
            cell = _to_the_left(view, row, index, cells[-1].column if cells else 0)
        if cell is not None and cell.text.strip() and cell not in cells:
            cells.append(cell)
    return cells


def _has_words_below(view: GridView, rows: list[int], index: int) -> bool:
    cells = (view.covering(row, index) for row in rows)
    return any(cell is not None and cell.text.strip() for cell in cells)


def _to_the_left(view: GridView, row: int, index: int, first: int) -> Cell | None:
    """The nearest heading at the left, no further than ``first``, where the heading above begins."""
    for column in range(index - 1, first - 1, -1):
        cell = view.covering(row, column)
        if cell is not None and cell.text.strip():
            # A cell that reaches down is the heading of its own column only.
            return cell if cell.row_span == 1 else None
    return None
