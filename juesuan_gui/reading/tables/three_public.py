"""Owns reading a “三公” table that no form lays out: its items in a row of headings or downwards, whatever is beside.

Nothing is guessed: where a row or a column among the items is none of them, the table is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan_gui.checks.print.three_public import Expense, ExpenseLine, PrintedAmount
from juesuan_gui.document import Cell, Grid, Place
from juesuan_gui.reading.mending import mended, without_surroundings
from juesuan_gui.reading.normal import row_name
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.rests import is_numbering

#: Numbers of persons, groups and cars, rates and differences in percent are no amounts of the sum.
_NO_AMOUNT = re.compile(
    r"辆|批次|批数|人次|人数|团组|保有|数量|[车人]均|率|[%％]|占|比例|幅度|个数|序号|行次|编码|代码"
    # A change may be printed as an amount or in percent, and not always says which.
    r"|增减|增长|增幅|同比|变动|[比较](?:上年|20\d\d)"
)
_CAR = re.compile(r"公务用?车(?:辆)?(?:费|费用|支出|经费)?(?:小计|合计)?")
_TOTAL = re.compile(r"(?:三公经费)?(?:支出|金额|经费)?(?:合计|总计|总额)(?:数|金额)?|三公经费(?:支出)?(?:数|小计)?")
_SUM_WORD = re.compile(r"小计|合计|总计")
_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_NONE = frozenset({"", "-", "--", "—", "——", "－", "/", "无"})
#: The total and the three kinds of it.
_FEWEST = 4
_MOST_HEADINGS = 6


def three_public_lines(source: Source) -> list[ExpenseLine]:
    """The figures of every such table of a source, those that belong together as one line."""
    grids = [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]
    views = [GridView(mended(grid)) for grid in grids]
    return [line for view in views for line in _lines(view.only(without_surroundings(view.grid.cells)))]


def _expense(text: str) -> Expense | None:
    """What a heading or a name says a figure is; ``None`` for anything else."""
    words = row_name(text)
    if not words or _is_no_amount(text):
        return None
    if "出国" in words:
        return Expense.TRIP
    if "接待" in words:
        return Expense.RECEPTION
    is_bought, is_run = "购置" in words, "运行" in words
    if (is_bought and is_run) or _CAR.fullmatch(words):
        return Expense.CAR
    if is_bought or is_run:
        return Expense.BUYING if is_bought else Expense.RUNNING
    if re.fullmatch(r"会议费|培训费", words):
        return Expense.MEETING
    return Expense.TOTAL if _TOTAL.fullmatch(words) else None


def _is_no_amount(words: str) -> bool:
    """By its words as printed too: their normal form has no marks such as the percent sign."""
    return any(_NO_AMOUNT.search(form) for form in ("".join(words.split()), row_name(words)))


def _lines(view: GridView) -> Iterator[ExpenseLine]:
    rows = view.written_rows(0, view.height)
    heads = [row for row in rows if _items(view.starting(row)) >= _FEWEST - 1]
    if heads:
        yield from _below(view, rows, heads[0])
        return
    labels = [_items([cell for row in rows if (cell := _at(view, row, column))]) for column in range(view.width)]
    if labels and max(labels) >= _FEWEST:
        yield from _beside(view, rows, labels.index(max(labels)))


def _items(cells: Sequence[Cell]) -> int:
    """How many different items some cells name."""
    return len({item for cell in cells if (item := _expense(cell.text)) is not None})


def _at(view: GridView, row: int, column: int) -> Cell | None:
    """The cell with words that begins at a position."""
    return next((cell for cell in view.starting(row) if cell.column == column), None)


# -- items as headings ---------------------------------------------------------------------------------------


def _below(view: GridView, rows: Sequence[int], head: int) -> Iterator[ExpenseLine]:
    """A line for every row below the headings, and for every group of headings (预算数, 决算数)."""
    first = next((row for row in rows if row > head and _has_amounts(view, row)), None)
    if first is None:
        return
    top = next((row for row in rows if row >= head - 2 and len(view.starting(row)) > 1), head)
    headings = [row for row in rows if min(top, head) <= row < first][:_MOST_HEADINGS]
    groups: dict[str, dict[Expense, int]] = {}
    for column in range(view.width):
        item, name = _heading(_path(view, headings, column))
        if item is None:
            if groups and not _NO_AMOUNT.search(name) and _is_amount_column(view, rows, first, column):
                return
            continue
        if item in groups.setdefault(name, {}):
            return
        groups[name][item] = column
    body = [
        row for row in rows if row >= first and not is_numbering([cell.text.strip() for cell in view.starting(row)])
    ]
    for row in body:
        label = next((cell.text.strip() for cell in view.starting(row) if _amount(cell.text) is None), "")
        if _is_no_amount(label):
            continue
        for name, columns in groups.items():
            cells = {item: _at(view, row, column) for item, column in columns.items()}
            yield _line("·".join(filter(None, (label, name))), cells)


def _path(view: GridView, headings: Sequence[int], column: int) -> list[str]:
    """The headings of a column from above; a blank one goes on from the left where something stands below it."""
    path: list[str] = []
    for place, row in enumerate(headings):
        cell = view.covering(row, column)
        text = cell.text if cell is not None else ""
        if not text.strip() and any(_covered(view, below, column) for below in headings[place + 1 :]):
            text = next((words for left in range(column - 1, -1, -1) if (words := _covered(view, row, left))), "")
        if text.strip() and text not in path:
            path.append(text)
    return path


def _covered(view: GridView, row: int, column: int) -> str:
    cell = view.covering(row, column)
    return cell.text.strip() if cell is not None else ""


def _heading(path: Sequence[str]) -> tuple[Expense | None, str]:
    """The item that a column is, told by its lowest heading that names one, and the other headings' words."""
    if any(_is_no_amount(text) for text in path):
        return None, "".join(map(row_name, path))
    items = [_expense(text) for text in path]
    named = [place for place, item in enumerate(items) if item is not None]
    is_of_cars = Expense.CAR in items[:-1] and path and _SUM_WORD.fullmatch(row_name(path[-1]))
    if not named and not is_of_cars:
        return None, "".join(map(row_name, path))
    item = Expense.CAR if is_of_cars else items[named[-1]]
    others = [
        row_name(text)
        for place, text in enumerate(path)
        if items[place] is None and not _SUM_WORD.fullmatch(row_name(text))
    ]
    return item, "·".join(others)


def _has_amounts(view: GridView, row: int) -> bool:
    return any(_amount(cell.text) is not None for cell in view.starting(row))


def _is_amount_column(view: GridView, rows: Sequence[int], first: int, column: int) -> bool:
    cells = [cell for row in rows if row >= first and (cell := _at(view, row, column))]
    return any(_amount(cell.text) is not None for cell in cells)


# -- items downwards -----------------------------------------------------------------------------------------


def _beside(view: GridView, rows: Sequence[int], labels: int) -> Iterator[ExpenseLine]:
    """A line for every column of figures beside the items; an item printed again begins the next block."""
    blocks: list[dict[Expense, int]] = [{}]
    named = [(row, _expense(cell.text)) for row in rows if (cell := _at(view, row, labels))]
    places = [row for row, item in named if item is not None]
    for row, item in named:
        if item is None:
            cell = _at(view, row, labels)
            is_count = cell is not None and _is_no_amount(cell.text)
            if places[0] < row < places[-1] and _has_amounts(view, row) and not is_count:
                return
            continue
        if item in blocks[-1]:
            blocks.append({})
        blocks[-1][item] = row
    for column in range(labels + 1, view.width):
        heading = "·".join(filter(None, (_covered(view, row, column) for row in rows if row < places[0])))
        if _is_no_amount(heading):
            continue
        for block in blocks:
            if any((cell := _at(view, row, column)) and _amount(cell.text) is not None for row in block.values()):
                yield _line(heading, {item: _at(view, row, column) for item, row in block.items()})


# -- figures -------------------------------------------------------------------------------------------------


def _line(name: str, cells: Mapping[Expense, Cell | None]) -> ExpenseLine:
    """The figures with what they are."""
    amounts: dict[Expense, PrintedAmount] = {}
    for item, cell in cells.items():
        text = cell.text.strip() if cell is not None else ""
        amounts[item] = PrintedAmount((cell.place if cell is not None else None) or Place(), text, _amount(text))
    unread = tuple(item for item in amounts.values() if item.value is None and item.text not in _NONE)
    return ExpenseLine(name, amounts, max(map(_decimals, amounts.values()), default=0), unread)


def _decimals(amount: PrintedAmount) -> int:
    exponent = amount.value.as_tuple().exponent if amount.value is not None else 0
    return -exponent if isinstance(exponent, int) else 0


def _amount(text: str) -> Decimal | None:
    """A printed amount; ``None`` for a blank or anything else."""
    words = "".join(text.split()).replace("，", ",").replace("－", "-")
    return None if _AMOUNT.fullmatch(words) is None else Decimal(words.replace(",", ""))
