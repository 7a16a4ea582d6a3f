"""Owns mending a grid before it is recognised: words that a source cut into cells, and what only stands around."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from juesuan_gui.document import Cell, Grid
from juesuan_gui.reading.normal import folded

#: Words of headings and total rows that sources print one character to a cell (项 目, 合 计).
_SPACED_WORDS = frozenset({"项目", "栏次", "行次", "合计", "总计", "小计", "收入", "支出", "金额", "编码"})
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}[.、])")
_AROUND = re.compile(
    r"(?:金额|计量)?单位:?(?:人民币)?(?:亿元|万元|千元|元)"
    r"|(?:公开|编制|填报|预算|主管)?(?:部门|单位)(?:名称)?(?:\(公章\)|\(盖章\))?:\D*"
    r"|(?:公开|财决|附|表)?\d{1,2}(?:-\d)?表"
    r"|表\d{1,2}"
    r"|[-–—―]+\d{1,4}[-–—―]+|第\d{1,4}页(?:[,/]?共?\d{1,4}页)?"
)


def mended(grid: Grid) -> Grid:
    """The grid with words joined that were cut into neighbouring cells; every other cell is unchanged.

    Joined are the single characters of a heading (项|目) and an ordinal that stands apart from its name
    (一、|一般公共预算财政拨款). The joined cell covers both places.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    cells = [cell for row in rows.values() for cell in _joined(sorted(row, key=lambda cell: cell.column))]
    return grid if len(cells) == len(grid.cells) else replace(grid, cells=tuple(cells))


def without_surroundings(cells: Iterable[Cell]) -> list[Cell]:
    """The cells without the unit, the department, the numbers of the table and the page: no headings they are."""
    return [cell for cell in cells if _AROUND.fullmatch(folded(cell.text)) is None]


def _joined(cells: list[Cell]) -> Iterator[Cell]:
    position = 0
    while position < len(cells):
        cell = cells[position]
        following = cells[position + 1] if position + 1 < len(cells) else None
        if following is not None and _belong_together(cell, following):
            yield replace(
                cell,
                text=f"{cell.text.strip()}{following.text.strip()}",
                column_span=following.column + following.column_span - cell.column,
            )
            position += 2
            continue
        yield cell
        position += 1


def _belong_together(cell: Cell, following: Cell) -> bool:
    if following.column != cell.column + cell.column_span or cell.row_span != following.row_span:
        return False
    first, second = folded(cell.text), folded(following.text)
    if first + second in _SPACED_WORDS and first and second:
        return True
    return _ORDINAL.fullmatch(first) is not None and len(second) > 1 and not second[0].isdigit()
