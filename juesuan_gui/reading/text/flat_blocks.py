"""Owns the blocks that tables written one cell a line make: titles and units as paragraphs, proved tables as grids.

What cannot be proved is a grid of one column, which no table is read from; `unread_of` tells where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from juesuan_gui.document import Block, Cell, Column, Grid, Paragraph, Place
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.text.flat_cards import flat_card
from juesuan_gui.reading.text.flat_rows import FlatTable, Row, flat_table
from juesuan_gui.reading.text.single_cells import SingleCell

#: The keys of grids that say nothing of rows and columns.
_LOST, _REST, _ONE_LINE = "cells-", "rest-", "flat-"
_TITLE = re.compile(r"[^。;]{2,50}表(?:\([^()]{1,20}\))?")
_AROUND = re.compile(
    r"(?:公开|财决|附)?\d{1,2}(?:-\d)?表|.*(?:部门|单位)(?:名称)?(?:\(.{2}\))?:.*|\(?(?:金额|计量)?单位:.*|\d{4}年度?"
)
_NOTE = re.compile(r"(?:备?注|说明)\d?[::].*|.{40,}|[注备]\d[.、].*")
#: A title within cells begins another table where so many cells stand before it.
_FEWEST = 6
_LONG_LINE = 300
_SENTENCE_END = re.compile(r"[。；]")
_MANY_WORDS, _MANY_AMOUNTS = 60, 3
_AMOUNTS = re.compile(r"(?<![\d.,])\d[\d,]*\.\d{2}(?!\d)")
_UNCHECKED = "没有读成表格，表里的数没有核对；请用原来的 Word、Excel 或 PDF 文件。"
_WHY = {
    _LOST: f"这里的表格一格占一行，各格对不上行和列（可能缺了格），{_UNCHECKED}",
    _REST: "表格的最后一行不全，分不清是哪几栏，没有读；请核对原文件。",
    _ONE_LINE: f"这里的表格写成了一整行文字，分不出行和列，{_UNCHECKED}",
}


def cell_blocks(cells: Sequence[SingleCell]) -> Iterator[Block]:
    """The blocks of one stretch of cells."""
    for part in _parts(cells):
        yield from _part_blocks(part)


def one_line_block(line: str, number: int) -> Grid:
    """A table that stands in one line of text: nothing is read from it."""
    return _column([SingleCell(line, number)], _ONE_LINE)


def is_table_in_one_line(line: str) -> bool:
    """Whether a whole table of a form was written into one line: its headings, then names, 行次 and amounts."""
    if len(line) < _LONG_LINE or len(_SENTENCE_END.findall(line)) > len(line) / _LONG_LINE:
        return False
    words = line.split()
    return "行次" in words and len(words) >= _MANY_WORDS and len(_AMOUNTS.findall(line)) >= _MANY_AMOUNTS


def unread_of(blocks: Iterable[Block]) -> Iterator[tuple[Place, str]]:
    """Where tables could not be read, each with a Chinese sentence that says why."""
    for block in blocks:
        kind = f"{block.key.split('-')[0]}-" if isinstance(block, Grid) else ""
        if kind in _WHY and isinstance(block, Grid) and block.place is not None:
            yield block.place, _WHY[kind]


def _parts(cells: Sequence[SingleCell]) -> Iterator[Sequence[SingleCell]]:
    """Each table with its title, where several follow each other."""
    first = 0
    for position, cell in enumerate(cells):
        if position - first >= _FEWEST and _TITLE.fullmatch(folded(cell.text)) and _has_figure(cells[first:position]):
            yield cells[first:position]
            first = position
    yield cells[first:]


def _has_figure(cells: Sequence[SingleCell]) -> bool:
    return any(re.search(r"\d", cell.text) for cell in cells)


def _part_blocks(cells: Sequence[SingleCell]) -> Iterator[Block]:
    card = flat_card(cells)
    if card is not None:
        yield _grid(card)
        return
    first, last = _body(cells)
    for cell in cells[:first]:
        if cell.text:
            yield Paragraph.of(" ".join(cell.text.split()), place=Place(line=cell.line))
    body, notes = tuple(cells[first:last]), tuple(cells[last:])
    table = flat_table(body)
    if table is not None:
        yield _grid(table)
        if any(cell.text for cell in table.rest):
            yield _column(table.rest, _REST)
    elif _has_figure(body) and len([cell for cell in body if cell.text]) >= _FEWEST:
        yield _column(body, _LOST)
    else:
        notes = (*body, *notes)
    for cell in notes:
        if cell.text:
            yield Paragraph.of(cell.text, place=Place(line=cell.line))


def _body(cells: Sequence[SingleCell]) -> tuple[int, int]:
    """Where the cells of the table itself begin and end; before them title and unit, behind them notes."""
    first = 0
    while first < len(cells) and (
        not cells[first].text
        or _AROUND.fullmatch(folded(cells[first].text))
        or (first < _FEWEST and _TITLE.fullmatch(folded(cells[first].text)))
    ):
        first += 1
    last = len(cells)
    for position in range(first, len(cells)):
        if _NOTE.fullmatch(folded(cells[position].text)) and not any(
            re.fullmatch(r"[\d,.%-]+", cell.text) for cell in cells[position:]
        ):
            last = position
            break
    return first, last


def _grid(table: FlatTable) -> Grid:
    rows: Sequence[Row] = table.rows
    cells = tuple(
        Cell(number, column, cell.text, place=Place(line=cell.line))
        for number, row in enumerate(rows)
        for column, cell in sorted(row.items())
    )
    line = min(cell.line for row in rows for cell in row.values())
    return Grid(f"line-{line}", (Column(),) * table.columns, cells, place=Place(line=line))


def _column(cells: Sequence[SingleCell], kind: str) -> Grid:
    written = [cell for cell in cells if cell.text]
    line = written[0].line
    held = tuple(Cell(row, 0, cell.text, place=Place(line=cell.line)) for row, cell in enumerate(written))
    return Grid(f"{kind}{line}", (Column(),), held, place=Place(line=line))
