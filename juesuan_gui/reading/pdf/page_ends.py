"""Owns headers that stand alone at the end of a page: put over the rows that the next page begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from juesuan_gui.reading.pdf.aligned import aligned_table
from juesuan_gui.reading.pdf.layout import TextLine
from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.regions import first_header, is_row
from juesuan_gui.reading.pdf.tables import PageTable

_MOST_LINES = 16
#: In sizes of the type: how far above the first row the last line of such a header is thought to stand.
_APART = 0.7


def with_headers(blocks: Iterable[TextLine | PageTable]) -> list[TextLine | PageTable]:
    """The blocks with such headers taken into their tables; a table that lines enclose keeps its own."""
    result: list[TextLine | PageTable] = []
    for block in blocks:
        if isinstance(block, PageTable) and block.lines:
            above = _last_lines(result, block.page - 1)
            lines = _header_lines(above, block) if above else []
            table = aligned_table((*lines, *block.lines), block.rules, block.page) if lines else None
            if table is not None:
                del result[len(result) - len(lines) :]
                block = table
        result.append(block)
    return result


def _last_lines(blocks: Sequence[TextLine | PageTable], page: int) -> list[Line]:
    """The printed lines that a page ends with, if no block of a later page follows."""
    found: list[Line] = []
    for block in reversed(blocks):
        if not isinstance(block, TextLine) or block.page != page or block.line is None or len(found) == _MOST_LINES:
            break
        found.append(block.line)
    return found[::-1]


def _header_lines(above: Sequence[Line], table: PageTable) -> list[Line]:
    """The last of these lines that head the rows of the table, moved to where they would stand on its page."""
    first = table.lines[0]
    shift = first.top - _APART * first.size - above[-1].bottom
    lowered = [moved(line, shift) for line in above]
    rows = [line for line in table.lines if is_row(line)]
    if not rows:
        return []
    return lowered[first_header([*lowered, *table.lines], 0, len(lowered), rows) :]


def moved(line: Line, shift: float) -> Line:
    """The line so many points further down."""
    return Line(
        tuple(glyph._replace(baseline=glyph.baseline + shift) for glyph in line.glyphs),
        tuple(glyph._replace(baseline=glyph.baseline + shift) for glyph in line.spaces),
    )
