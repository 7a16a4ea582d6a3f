"""Owns telling what a heading or a name of a “三公” table says its figures are, and which columns its headings head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan_gui.checks.print.three_public import Expense
from juesuan_gui.document import Cell
from juesuan_gui.reading.normal import heading, row_name
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
#: The heading over all items, whichever money is meant; it stands over the total and over every item alike.
_OVER_ALL = re.compile(r"(?:[\u4e00-\u9fff()]{0,24}(?:安排|开支|财政拨款)的?)?三公经费(?:支出)?")
_SUM_WORD = re.compile(r"小计|合计|总计")
_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
#: The total and the three kinds of it, of which one may be left out.
_FEWEST = 3
_MOST_HEADINGS = 6
#: So many rows of headings stand above those of the items.
_MOST_ABOVE = 2
_PLANNED = re.compile(r"(?:年初|全年|调整|调整后|本年)?预算(?:数|金额|安排数)?")
_SPENT = re.compile(r"(?:支出|本年)?决算(?:数|金额)?")


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """Headings that name items, with the rows below them.

    ``first`` is the row where the block begins. ``groups`` are the columns of the items by the words that stand over
    them (预算数, 决算数; "" for none). ``body`` are the rows of figures, ``caption`` says what kind they all are.
    """

    first: int
    groups: dict[str, dict[Expense, int]]
    body: tuple[int, ...]
    caption: Cell | None


def expense(text: str) -> Expense | None:
    """What a heading or a name says a figure is; ``None`` for anything else."""
    words = row_name(text)
    if not words or is_no_amount(text):
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
    for other in (Expense.MEETING, Expense.TRAINING):
        if words == other.value:
            return other
    return Expense.TOTAL if _TOTAL.fullmatch(words) else None


def is_no_amount(words: str) -> bool:
    """Whether words say that a figure is none of money; as printed too: their normal form has no percent signs."""
    return any(_NO_AMOUNT.search(form) for form in ("".join(words.split()), row_name(words)))


def is_planned(text: str) -> bool:
    """Whether words say that figures are those of a budget, whichever."""
    return _PLANNED.fullmatch(heading(text)) is not None


def is_spent(text: str) -> bool:
    """Whether words say that figures are those of the final accounts."""
    return _SPENT.fullmatch(heading(text)) is not None


def is_kind(text: str) -> bool:
    """Whether words say which kind figures are."""
    return is_planned(text) or is_spent(text)


def items_of(cells: Sequence[Cell]) -> int:
    """How many different items some cells name."""
    return len({item for cell in cells if (item := expense(cell.text)) is not None})


def cell_at(view: GridView, row: int, column: int) -> Cell | None:
    """The cell with words that begins at a position."""
    return next((cell for cell in view.starting(row) if cell.column == column), None)


def words_over(view: GridView, row: int, column: int) -> str:
    """The words of the cell that covers a position."""
    cell = view.covering(row, column)
    return cell.text.strip() if cell is not None else ""


def amount_of(text: str) -> Decimal | None:
    """A printed amount; ``None`` for a blank or anything else."""
    words = "".join(text.split()).replace("，", ",").replace("－", "-")
    return None if _AMOUNT.fullmatch(words) is None else Decimal(words.replace(",", ""))


def has_amounts(view: GridView, row: int) -> bool:
    """Whether any cell of a row is an amount."""
    return any(amount_of(cell.text) is not None for cell in view.starting(row))


def label_of(view: GridView, row: int) -> str:
    """The first words of a row that are no amount."""
    return next(("".join(cell.text.split()) for cell in view.starting(row) if amount_of(cell.text) is None), "")


def blocks_of(view: GridView) -> Iterator[ItemBlock]:
    """Every row of headings that names items, with the figures below it down to the next one.

    A block whose columns are not all understood is left out.
    """
    rows = view.written_rows(0, view.height)
    heads = [row for row in rows if items_of(view.starting(row)) >= _FEWEST]
    tops = [_top(view, rows, head) for head in heads]
    end = 0
    for head, top in zip(heads, tops, strict=True):
        first = next((row for row in rows if row > head and _is_body(view, row)), None)
        if first is None or head < end:
            continue
        end = next((other for other in tops if other > first), view.height)
        caption = next((cell for cell in view.starting(top) if is_kind(cell.text)), None)
        is_captioned = caption is not None and len(view.starting(top)) == 1
        headings = [row for row in rows if top + is_captioned <= row < first][:_MOST_HEADINGS]
        below = [row for row in rows if first <= row < end]
        groups = _groups(view, headings, below)
        if groups is not None:
            body = [row for row in below if not is_numbering([cell.text.strip() for cell in view.starting(row)])]
            yield ItemBlock(top, groups, tuple(body), caption if is_captioned else None)


def _top(view: GridView, rows: Sequence[int], head: int) -> int:
    """Where the headings begin that reach down to a row of items, a line that says the kind of all included."""
    top = head
    for row in reversed([row for row in rows if head - _MOST_ABOVE <= row < head]):
        cells = view.starting(row)
        if len(cells) == 1 and is_kind(cells[0].text):
            return row
        if len(cells) < 2 or has_amounts(view, row):
            break
        top = row
    return top


def _is_body(view: GridView, row: int) -> bool:
    """Whether a row holds figures, or is the blank row of one kind."""
    return has_amounts(view, row) or sum(is_kind(cell.text) for cell in view.starting(row)) == 1


def _groups(view: GridView, headings: Sequence[int], body: Sequence[int]) -> dict[str, dict[Expense, int]] | None:
    """The columns of every item by what stands over them; ``None`` where one with figures is not understood."""
    groups: dict[str, dict[Expense, int]] = {}
    paths = [_path(view, headings, column) for column in range(view.width)]
    has_own_total = any(map(_is_of_all, paths))
    for column, path in enumerate(paths):
        item, name = _heading(path)
        if item is Expense.TOTAL and has_own_total and not any("三公" in text for text in path):
            continue  # the sum of meetings and training too
        if item is None:
            if groups and not _NO_AMOUNT.search(name) and _is_amount_column(view, body, column):
                return None
            continue
        if item in groups.setdefault(name, {}):
            return None
        groups[name][item] = column
    return groups


def _path(view: GridView, headings: Sequence[int], column: int) -> list[str]:
    """The headings of a column from above; a blank one goes on from the left where something stands below it."""
    path: list[str] = []
    for place, row in enumerate(headings):
        cell = view.covering(row, column)
        text = cell.text if cell is not None else ""
        if not text.strip() and any(words_over(view, below, column) for below in headings[place + 1 :]):
            text = next((words for left in range(column - 1, -1, -1) if (words := words_over(view, row, left))), "")
        if text.strip() and text not in path:
            path.append(text)
    return path


def _heading(path: Sequence[str]) -> tuple[Expense | None, str]:
    """The item that a column is, told by its lowest heading that names one, and the other headings' words."""
    if any(is_no_amount(text) for text in path):
        return None, "".join(map(row_name, path))
    items = [expense(text) for text in path]
    named = [place for place, item in enumerate(items) if item is not None]
    is_of_cars = Expense.CAR in items[:-1] and path and _SUM_WORD.fullmatch(row_name(path[-1]))
    is_of_all = _is_of_all(path)
    if not named and not is_of_cars and not is_of_all:
        return None, "".join(map(row_name, path))
    item = Expense.CAR if is_of_cars else Expense.TOTAL if is_of_all else items[named[-1]]
    others = [
        name
        for text, found in zip(path, items, strict=True)
        if found is None and not _SUM_WORD.fullmatch(name := row_name(text)) and not _OVER_ALL.fullmatch(name)
    ]
    return item, "·".join(others)


def _is_of_all(path: Sequence[str]) -> bool:
    """Whether headings are those of the “三公” total itself."""
    if len(path) < 2 or _OVER_ALL.fullmatch(row_name(path[-2])) is None:
        return False
    return _SUM_WORD.fullmatch(row_name(path[-1])) is not None


def _is_amount_column(view: GridView, body: Sequence[int], column: int) -> bool:
    cells = [cell for row in body if (cell := cell_at(view, row, column))]
    return any(amount_of(cell.text) is not None for cell in cells)
