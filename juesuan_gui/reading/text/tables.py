"""Owns tables written into plain text with marks: Markdown bars and pieces of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan_gui.document import Block, Cell, Column, Grid, Paragraph, Place
from juesuan_gui.reading.excel.raw_sheet import grid_of
from juesuan_gui.reading.html.table import HtmlTable, tables_of
from juesuan_gui.reading.limits import Limits

Line = tuple[int, str]
Row = tuple[int, list[str]]

#: A line that only separates rows: of a Markdown header, or drawn of box characters.
_RULE = re.compile(r"[\s|:+=\-—─━┼├┤┌┐└┘┬┴│┃═╪╬]+")
_DRAWN = re.compile(r"[─━┼├┤┌┐└┘┬┴│┃═╪╬\s]{3,}")
_BAR = re.compile(r"(?<!\\)[|│┃]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OPENS = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</table\s*>", re.IGNORECASE)


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule drawn with box characters."""
    return _DRAWN.fullmatch(line.strip()) is not None


def barred_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of lines with bars; [] when they are prose that happens to hold bars.

    A table has two rows at least, and bars at one of its edges or a rule below its header.
    """
    kept = [(number, line.strip()) for number, line in lines if not _RULE.fullmatch(line.strip() or "-")]
    ruled = any(_RULE.fullmatch(line.strip()) and "-" in line for _, line in lines)
    # Some web pages, taken over as text, have a bar behind every cell and none before the first.
    edged = all(_BAR.match(line) for _, line in kept) or all(_BAR.match(line[-1:]) for _, line in kept)
    if len(kept) < 2 or not (ruled or edged):
        return []
    return [(number, _cells(line)) for number, line in kept]


def _cells(line: str) -> list[str]:
    texts = [_BREAK.sub("\n", text).replace("\\|", "|").strip() for text in _BAR.split(line)]
    if texts and not texts[0]:
        texts = texts[1:]
    if len(texts) > 1 and not texts[-1] and _BAR.match(line[-1]):
        texts = texts[:-1]
    return texts


def grid_of_rows(rows: Sequence[Row]) -> Grid:
    """Rows, each with its line number, as a grid whose cells know their lines."""
    return Grid(
        key=f"line-{rows[0][0]}",
        columns=(Column(),) * max(len(texts) for _, texts in rows),
        cells=tuple(
            Cell(row, column, text, place=Place(line=number))
            for row, (number, texts) in enumerate(rows)
            for column, text in enumerate(texts)
        ),
        place=Place(line=rows[0][0]),
    )


def html_ends(lines: Sequence[str], first: int) -> int | None:
    """The index after the line that closes a table which opens in the first; ``None`` when none opens there."""
    if not _OPENS.search(lines[first]):
        return None
    depth = 0
    for index in range(first, len(lines)):
        depth += len(_OPENS.findall(lines[index])) - len(_CLOSES.findall(lines[index]))
        if depth <= 0:
            return index + 1
    return None


def html_blocks(lines: Sequence[str], first: int, name: str, limits: Limits) -> Iterator[Block]:
    """The tables in lines that begin with line number ``first``, and what stands before and after them."""
    text = "\n".join(lines)
    opening, closing = _OPENS.search(text), list(_CLOSES.finditer(text))
    if opening is None or not closing:
        return
    yield from _words(text[: opening.start()], first)
    inside = text[opening.start() : closing[-1].end()]
    start = first + text[: opening.start()].count("\n")
    for table in tables_of(inside, name, limits):
        yield from _words("\n".join(table.before), start)
        yield from _grid(table, start, limits)
    yield from _words(text[closing[-1].end() :], first + len(lines) - 1)


def _words(text: str, line: int) -> Iterator[Paragraph]:
    for part in text.split("\n"):
        if part.strip():
            yield Paragraph.of(part, place=Place(line=line))


def _grid(table: HtmlTable, start: int, limits: Limits) -> Iterator[Grid]:
    grid = grid_of(table.sheet, limits)
    if grid is None:
        return
    cells = tuple(
        replace(cell, place=Place(line=start + table.lines.get((cell.row, cell.column), 1) - 1)) for cell in grid.cells
    )
    line = cells[0].place.line if cells[0].place else start
    yield replace(grid, key=f"line-{line}", cells=cells, sheet_name=None, place=Place(line=line))
