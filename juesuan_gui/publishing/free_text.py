"""Owns how a paragraph of the explanation becomes blocks of the document: running text, small headings, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.document import Alignment, Block, Cell, CellRole, Column, Grid, Paragraph, TextLink, TextStyle
from juesuan_gui.narrative.drafting.explanation import DraftedParagraph
from juesuan_gui.narrative.drafting.free_text import ParagraphForm

_FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?(?:%|亿元|万元|元)?")


def blocks_of(paragraph: DraftedParagraph, key: str, heads: TextStyle | None = None) -> list[Block]:
    """The blocks of one paragraph; ``key`` names a table, unique in the document, ``heads`` is the style of a line
    that heads those below it (``plain_headings``)."""
    if heads is not None:
        return [Paragraph.of(paragraph.text, heads, outline_level=0, keep_with_next=True)]
    if paragraph.form is ParagraphForm.TABLE:
        return [_grid(paragraph, key)]
    if paragraph.form is ParagraphForm.HEADING:
        # Of the small headings in free text the contents would grow long.
        return [Paragraph.of(paragraph.text, TextStyle.HEADING_3, outline_level=0, keep_with_next=True)]
    return [Paragraph.of(paragraph.text, TextStyle.BODY, links=_links(paragraph))]


def _links(paragraph: DraftedParagraph) -> tuple[TextLink, ...]:
    """The figures of a paragraph with the cells that they tell."""
    return tuple(
        TextLink(span.start, span.end, tuple(address.text for address in span.addresses)) for span in paragraph.spans
    )


def rows_as_text(grid: Grid) -> Iterator[str]:
    """The rows of a small table as lines, for a place that holds no table."""
    for row in range(grid.row_count):
        yield "　".join(cell.text for cell in grid.cells if cell.row == row and cell.text)


def _grid(paragraph: DraftedParagraph, key: str) -> Grid:
    rows = paragraph.rows
    cells = [
        _cell(line, position, text, is_header=line == 0 and len(rows) > 1)
        for line, row in enumerate(rows)
        for position, text in enumerate(row)
    ]
    columns = tuple(Column() for _ in rows[0])
    return Grid(key, columns, tuple(cells), header_rows=1 if len(rows) > 1 else 0, sheet_name="")


def _cell(line: int, position: int, text: str, *, is_header: bool) -> Cell:
    if is_header:
        return Cell(line, position, text, CellRole.HEADER)
    # Figures stand at the right, whatever unit is printed with them.
    alignment = Alignment.RIGHT if _FIGURE.fullmatch(text) else None
    return Cell(line, position, text, CellRole.LABEL, alignment=alignment)
