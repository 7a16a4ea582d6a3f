"""Owns reading a “三公” table that no form lays out: its items in a row of headings or downwards, whatever is beside.

Nothing is guessed: where a row or a column among the items is none of them, the table is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from juesuan_gui.checks.print.three_public import Expense, ExpenseLine, PrintedAmount
from juesuan_gui.document import Cell, Grid, Place
from juesuan_gui.reading.mending import mended, without_surroundings
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.three_public_items import (
    ItemBlock,
    amount_of,
    blocks_of,
    cell_at,
    expense,
    has_amounts,
    is_no_amount,
    items_of,
    label_of,
    words_over,
)

#: Each such table has 公务接待费 or 因公出国（境）费, whose words a narrow cell may break anywhere.
_MARKS = frozenset("待境")
_NONE = frozenset({"", "-", "--", "—", "——", "－", "/", "无"})
#: The total and the three kinds of it.
_FEWEST = 4


def three_public_lines(source: Source) -> list[ExpenseLine]:
    """The figures of every such table of a source, those that belong together as one line."""
    grids = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    views = [GridView(mended(grid)) for grid in grids if any(_MARKS & set(cell.text) for cell in grid.cells)]
    return [line for view in views for line in _lines(view.only(without_surroundings(view.grid.cells)))]


def _lines(view: GridView) -> Iterator[ExpenseLine]:
    rows = view.written_rows(0, view.height)
    if any(items_of(view.starting(row)) >= _FEWEST - 1 for row in rows):
        for block in blocks_of(view):
            yield from _below(view, block)
        return
    labels = [items_of([cell for row in rows if (cell := cell_at(view, row, column))]) for column in range(view.width)]
    if labels and max(labels) >= _FEWEST:
        yield from _beside(view, rows, labels.index(max(labels)))


# -- items as headings ---------------------------------------------------------------------------------------


def _below(view: GridView, block: ItemBlock) -> Iterator[ExpenseLine]:
    """A line for every row below the headings, and for every group of headings (预算数, 决算数)."""
    caption = block.caption.text.strip() if block.caption is not None else ""
    for row in block.body:
        label = label_of(view, row)
        if is_no_amount(label):
            continue
        for name, columns in block.groups.items():
            cells = {item: cell_at(view, row, column) for item, column in columns.items()}
            if not any(cell is not None and amount_of(cell.text) is not None for cell in cells.values()):
                continue
            yield _line("·".join(filter(None, (caption, label, name))), cells)


# -- items downwards -----------------------------------------------------------------------------------------


def _beside(view: GridView, rows: Sequence[int], labels: int) -> Iterator[ExpenseLine]:
    """A line for every column of figures beside the items; an item printed again begins the next block."""
    blocks: list[dict[Expense, int]] = [{}]
    named = [(row, expense(cell.text)) for row in rows if (cell := cell_at(view, row, labels))]
    places = [row for row, item in named if item is not None]
    for row, item in named:
        if item is None:
            cell = cell_at(view, row, labels)
            is_count = cell is not None and is_no_amount(cell.text)
            if places[0] < row < places[-1] and has_amounts(view, row) and not is_count:
                return
            continue
        if item in blocks[-1]:
            blocks.append({})
        blocks[-1][item] = row
    for column in range(labels + 1, view.width):
        heading = "·".join(filter(None, (words_over(view, row, column) for row in rows if row < places[0])))
        if is_no_amount(heading):
            continue
        for block in blocks:
            if any((cell := cell_at(view, row, column)) and amount_of(cell.text) is not None for row in block.values()):
                yield _line(heading, {item: cell_at(view, row, column) for item, row in block.items()})


# -- figures -------------------------------------------------------------------------------------------------


def _line(name: str, cells: Mapping[Expense, Cell | None]) -> ExpenseLine:
    """The figures with what they are."""
    amounts: dict[Expense, PrintedAmount] = {}
    for item, cell in cells.items():
        text = cell.text.strip() if cell is not None else ""
        amounts[item] = PrintedAmount((cell.place if cell is not None else None) or Place(), text, amount_of(text))
    unread = tuple(item for item in amounts.values() if item.value is None and item.text not in _NONE)
    return ExpenseLine(name, amounts, max(map(_decimals, amounts.values()), default=0), unread)


def _decimals(amount: PrintedAmount) -> int:
    exponent = amount.value.as_tuple().exponent if amount.value is not None else 0
    return -exponent if isinstance(exponent, int) else 0
