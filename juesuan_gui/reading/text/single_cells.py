"""Owns finding tables that a web page's extractor wrote one cell a line, a bar behind each, empty cells as lone bars.

The bar stands at the end of the cell's line, or on a line of its own below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Line = tuple[int, str]

_BARRED = re.compile(r"[^|\t]*(?<!\\)\|\s*")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?:-{3,}\s*)?")
#: What stands above or between tables and is no part of a cell.
_OUTSIDE = re.compile(
    r".*(?:表(?:[(（][^()（）]*[)）])?|。|；)|[(（]?(?:金额)?单位[:：].*|第.{1,3}部分.*|[注说]明?[:：].*"
)
#: Fewer cells are words with a bar behind them.
_FEWEST = 6
_MOST_LINES_OF_A_CELL = 4


@dataclass(frozen=True, slots=True)
class SingleCell:
    """One cell: its text without the bar ("" when empty) and the 1-based line where it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The cells of such a table in reading order; ``first`` and ``last`` are positions in the lines, last excluded."""

    first: int
    last: int
    cells: tuple[SingleCell, ...]


def stretches_of(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Every such stretch; rows with several bars, as Markdown has them, are none."""
    if not any("|" in line for _, line in lines):
        return
    position = 0
    while position < len(lines):
        found = _stretch(lines, position)
        if found is not None and len(found.cells) >= _FEWEST and any(cell.text for cell in found.cells):
            yield found
            position = found.last
        else:
            position = found.last if found is not None else position + 1


def _stretch(lines: Sequence[Line], first: int) -> Stretch | None:
    """The stretch whose first cell begins here."""
    if not _begins_cell(lines, first):
        return None
    cells: list[SingleCell] = []
    position = first
    while position < len(lines):
        if _RULE.fullmatch(lines[position][1]):
            position += 1
            continue
        end = _cell_end(lines, position, alone=not cells)
        if end is None:
            break
        text = "\n".join(line for _, line in lines[position:end]).rstrip().removesuffix("|").strip()
        cells.append(SingleCell(text, lines[position][0]))
        position = end
    return Stretch(first, position, tuple(cells)) if cells else None


def _begins_cell(lines: Sequence[Line], position: int) -> bool:
    """Whether a bar ends this line, or stands alone below it."""
    return _cell_end(lines, position, alone=True) is not None


def _cell_end(lines: Sequence[Line], position: int, *, alone: bool) -> int | None:
    """The position behind the cell that begins here; ``alone`` for one line of words at most."""
    for end in range(position, min(len(lines), position + (2 if alone else _MOST_LINES_OF_A_CELL))):
        line = lines[end][1]
        if _BARRED.fullmatch(line):
            # Above the first cell stands what is no part of it, unless the bars have lines of their own.
            return end + 1 if not alone or end == position or line.strip() == "|" else None
        if not line.strip() or "\t" in line or "|" in line:
            return None
        following = lines[end + 1][1].strip() if end + 1 < len(lines) else ""
        if _OUTSIDE.fullmatch(line.strip()) and (alone or end > position or following != "|"):
            return None
    return None
