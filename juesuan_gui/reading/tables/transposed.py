"""Owns turning a “三公” table that lists its items downwards (预算数, 决算数 beside each) into one with one row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.document import Cell, Grid
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.tables.upright import ITEMS, PLANNED, SPENT, KindLine, one_row

_LEADING = re.compile(r"^(?:其中:?|[(]?[\d一二三四五六][).、]?|[-—*])+")
#: How the items are named, in the order of ``ITEMS``.
_ITEMS = (
    re.compile(r"(?:[“\"]?三公[”\"]?经费)?(?:支出)?(?:合计|总计)"),
    re.compile(r"因公出国(?:[(]境[)])?(?:费|经费|费用|支出)?"),
    re.compile(r"公务用?车购置(?:费)?(?:及|和|与)运行(?:维护)?(?:费|经费|费用|支出)?(?:小计)?"),
    re.compile(r"公务用?车购置(?:费|费用|支出)?"),
    re.compile(r"公务用?车运行(?:维护)?(?:费|费用|支出)?"),
    re.compile(r"公务接待(?:费|费用|支出)?"),
)
_PLANNED, _SPENT = re.compile(r"(?:年初|全年)?预算(?:数|金额)?"), re.compile(r"(?:支出)?决算(?:数|金额)?")
_FEWEST = 5


def upright(grid: Grid) -> Grid:
    """The same figures as a table with one row, each at its own place; any other grid unchanged."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, {})[cell.column] = cell
    lines = [rows[number] for number in sorted(rows)]
    heads = next((line for line in lines if _sides(line) is not None), None)
    sides = _sides(heads) if heads is not None else None
    if heads is None or sides is None:
        return grid
    first = lines.index(heads)
    parts = _parts(lines[first + 1 :], sides)
    if parts is None:
        return grid
    found, notes = parts
    place = heads[sides[0]].place
    kinds = [
        KindLine(kind, place, {ITEMS[item]: line[side] for item, line in found.items() if side in line})
        for kind, side in zip((PLANNED, SPENT), sides, strict=True)
    ]
    above = [cell for line in lines[:first] for cell in line.values()]
    return one_row(grid, above, kinds, [cell for line in notes for cell in line.values()])


def _parts(
    lines: Sequence[dict[int, Cell]], sides: tuple[int, int]
) -> tuple[dict[int, dict[int, Cell]], Sequence[dict[int, Cell]]] | None:
    """The items below the header and the notes below them; ``None`` where anything else stands there."""
    found: dict[int, dict[int, Cell]] = {}
    for number, line in enumerate(lines):
        name = line.get(0)
        item = _item(name.text) if name is not None else None
        if item is None and set(line) == {0} and len(found) >= _FEWEST:
            notes = lines[number:]
            return (found, notes) if 0 in found and all(set(other) == {0} for other in notes) else None
        if item is None or item in found or not set(line) <= {0, *sides}:
            return None
        found[item] = line
    return (found, ()) if len(found) >= _FEWEST and 0 in found else None


def _sides(line: dict[int, Cell]) -> tuple[int, int] | None:
    """The columns of 预算数 and 决算数 in a line that holds nothing else but a name for the items."""
    planned = [column for column, cell in line.items() if _PLANNED.fullmatch(folded(cell.text))]
    spent = [column for column, cell in line.items() if _SPENT.fullmatch(folded(cell.text))]
    if len(planned) != 1 or len(spent) != 1 or not set(line) <= {0, *planned, *spent}:
        return None
    return planned[0], spent[0]


def _item(name: str) -> int | None:
    words = _LEADING.sub("", folded(name))
    return next((number for number, pattern in enumerate(_ITEMS) if pattern.fullmatch(words)), None)
