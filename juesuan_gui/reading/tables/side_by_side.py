"""Owns tables whose last columns stand on later pages: put beside the first ones again, row by row.

Spreadsheets print a wide sheet down first and then over: the pages of the right part have headings and figures but no
names. They belong to the rows of the left part where there are as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.document import Block, Cell, Grid, Paragraph
from juesuan_gui.reading.mending import without_surroundings
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.tables.titles import is_note

_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?|[-－—/]")
_PAGE = re.compile(r"[-－—\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-－—\s]*")
_FEWEST_ROWS = 3
#: How many lines above a table its right part may repeat, and how many may stand between both.
_LINES_ABOVE = 4
_LINES_BETWEEN = 8
#: How many characters of a title cut in two the first page has at least.
_SHORTEST_TITLE = 4


def with_right_parts(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every right part put beside its table.

    Only a page's number may stand between both, the notes of the table, and what the print cut off its title.
    """
    result: list[Block] = []
    for block in blocks:
        place = _last_grid(result) if isinstance(block, Grid) and block.sheet_name is None else None
        if isinstance(block, Grid) and place is not None:
            left = result[place]
            whole = beside(left, block, _ends_title(result, place)) if isinstance(left, Grid) else None
            if whole is not None:
                between = [item for item in result[place + 1 :] if isinstance(item, Paragraph)]
                # The unit may stand over the last columns alone.
                units = [item for item in between if _is_surrounding(item.text)]
                _complete_title(result, place, between)
                result[place:] = [*units, whole, *(item for item in between if is_note(item.text))]
                continue
        result.append(block)
    return tuple(result)


def _last_grid(blocks: Sequence[Block]) -> int | None:
    """Where the grid is that nothing but a page's number, notes and parts of the lines above it follow."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Grid):
            above = [item.text for item in blocks[max(0, place - _LINES_ABOVE) : place] if isinstance(item, Paragraph)]
            return place if all(_is_between(item, above) for item in blocks[place + 1 :]) else None
        if len(blocks) - place > _LINES_BETWEEN:
            return None
    return None


def _is_between(block: Block, above: Sequence[str]) -> bool:
    """Whether a line may stand between a table and its right part."""
    if not isinstance(block, Paragraph):
        return False
    words = folded(block.text)
    if not words or _PAGE.fullmatch(words) is not None or is_note(words):
        return True
    return _is_surrounding(words) or _repeats(words, above)


def _is_surrounding(words: str) -> bool:
    """Whether words are the unit, the department or the number of a table."""
    return _PAGE.fullmatch(folded(words)) is None and not without_surroundings([Cell(0, 0, words)])


def _repeats(words: str, above: Sequence[str]) -> bool:
    """Whether words are a line above the table again, or the end of one that the print of a wide sheet cut.

    The page before may hold no more of such a line than its beginning: the cut characters stand on both pages.
    """
    return any(line.endswith(words) or _goes_on(line, words) for line in map(folded, above))


def _shared(line: str, words: str) -> int:
    """How many characters end a line and begin these words: those that the print of a cut title shows on both pages."""
    return next((size for size in range(min(len(line), len(words)), 0, -1) if line.endswith(words[:size])), 0)


def _goes_on(line: str, words: str) -> bool:
    """Whether words are the rest of a line that is the beginning of a table's title."""
    ends = words.endswith("表") and not line.endswith("表")
    return ends and len(line) >= _SHORTEST_TITLE and _shared(line, words) > 0


def _ends_title(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line below a grid is the end of the title over it, which the print of a wide sheet cut."""
    above = [folded(item.text) for item in blocks[max(0, place - _LINES_ABOVE) : place] if isinstance(item, Paragraph)]
    below = [folded(item.text) for item in blocks[place + 1 :] if isinstance(item, Paragraph)]
    return any(words not in above and _goes_on(line, words) for words in below for line in above)


def _complete_title(blocks: list[Block], place: int, below: Sequence[Paragraph]) -> None:
    """Puts the end of a title behind its beginning over the grid at ``place``, as both are printed."""
    for index in range(max(0, place - _LINES_ABOVE), place):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            continue
        for item in below:
            line, words = "".join(block.text.split()), "".join(item.text.split())
            if _goes_on(folded(block.text), folded(item.text)) and _shared(line, words):
                blocks[index] = Paragraph.of(line + words[_shared(line, words) :], place=block.place)


def beside(left: Grid, right: Grid, title_goes_on: bool = False) -> Grid | None:
    """Both as one grid; ``None`` unless the right one has headings over figures, no names, and as many rows.

    ``title_goes_on``: the pages show that they are one sheet; a single row is then enough, as of “三公” 经费.
    """
    # The right part need not show that a heading on the left has two rows.
    shift = left.row_count - right.row_count
    if shift < 0 or left.sheet_name is not None:
        return None
    if _page(left) is not None and _page(left) == _page(right):
        return None
    body, names = _first_body_row(right), _first_body_row(left)
    if body is None or names is None or body + shift < names:
        return None
    if left.row_count - names < _FEWEST_ROWS and not (title_goes_on and not shift):
        return None
    # The first figures of the right part may stand further down than those of the left.
    below = [cell for cell in right.cells if cell.row + shift >= names and cell.text.strip()]
    headed = any(cell.row + shift < names and cell.text.strip() and not _is_amount(cell) for cell in right.cells)
    if not headed or not all(map(_is_amount, below)):
        return None
    if not title_goes_on and not any(
        cell.row >= names and cell.column == 0 and not _is_amount(cell) for cell in left.cells if cell.text.strip()
    ):
        return None
    width = len(left.columns)
    moved = [replace(cell, row=cell.row + shift, column=cell.column + width) for cell in right.cells]
    return replace(
        left,
        columns=(*left.columns, *right.columns),
        cells=(*left.cells, *moved),
        is_inferred=left.is_inferred or right.is_inferred,
    )


def _page(grid: Grid) -> int | None:
    return grid.place.page if grid.place is not None else None


def _is_amount(cell: Cell) -> bool:
    return cell.amount is not None or _AMOUNT.fullmatch(cell.text.strip()) is not None


def _first_body_row(grid: Grid) -> int | None:
    """The first row with an amount that is no number of a column."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        if cell.text.strip() and _is_amount(cell):
            rows.setdefault(cell.row, []).append(cell.text.strip())
    for row in sorted(rows):
        texts = rows[row]
        numbering = all(text.isdigit() and len(text) < len("100") for text in texts) and [
            int(text) for text in texts
        ] == list(range(int(texts[0]), int(texts[0]) + len(texts)))
        if not numbering:
            return row
    return None
