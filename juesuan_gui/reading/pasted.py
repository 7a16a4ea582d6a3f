"""Owns the reading of a clipboard: a copied sheet goes through the same recognition as a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from juesuan_gui.document import Block, Document, Paragraph, Section
from juesuan_gui.figures import Unit
from juesuan_gui.forms import Form
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.excel.raw_sheet import RawCell, RawSheet, grid_of
from juesuan_gui.reading.html.table import tables_of
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.recognised import Recognised
from juesuan_gui.reading.tables.surroundings import unit_of

#: What a clipboard is called where a file has its name.
CLIPBOARD = "剪贴板"

# Whole numbers may be codes or 行次; what has decimals is an amount.
_AMOUNT = re.compile(r"[-−(（]?[\d,]*\d\.\d+[)）]?")

_HEAD_ROWS = 60

#: Rows of texts, all of one width; ``None`` where the source has no cell of its own (inside a merged one).
TextRows = list[list[str | None]]


def html_rows(html: str, limits: Limits | None = None) -> TextRows:
    """The largest table of copied HTML as rows of texts, [] when it has none.

    Rows without any cell of their own are left out (Excel's spacers). Raises ReadingError when it is too much.
    """
    tables = tables_of(html, CLIPBOARD, limits or Limits())
    if not tables:
        return []
    table = max(tables, key=lambda item: len(item.sheet.cells) + len(item.blanks))
    texts: dict[tuple[int, int], str] = dict.fromkeys(table.blanks, "")
    texts |= {(cell.row, cell.column): " ".join(cell.text.split()) for cell in table.sheet.cells}
    ends = [*texts, *((merge.last_row, merge.last_column) for merge in table.sheet.merges)]
    width = max((column for _, column in ends), default=-1) + 1
    return [[texts.get((row, column)) for column in range(width)] for row in sorted({row for row, _ in texts})]


def recognise_pasted(
    form: Form,
    html: str,
    rows: Sequence[Sequence[str | None]],
    *,
    table: str,
    unit: Unit,
    limits: Limits | None = None,
) -> Recognised | None:
    """The form's tables on a clipboard, or ``None`` when it holds none with its header and figures.

    ``html`` and ``rows`` are the same copy in two shapes ("" or [] when there is one only); the one that more
    is found in counts. A copy without a title is taken for the table with id ``table``, the one pasted into, or
    for the one other table of the form whose header it has, and only when not one amount of it is left over.
    ``unit`` holds where no unit is copied. HTML that is too much counts as none.
    """
    bounds = limits or Limits()
    copies = [copy for copy in (_html_copy(html, bounds), _text_copy(rows)) if copy]

    def attempt(title: str) -> Recognised | None:
        # A long list of rows without a header is not read once for every table.
        usable = [copy for copy in copies if not title or _recognised(form, _head(copy), title, unit, bounds)]
        found = [(copy, _recognised(form, copy, title, unit, bounds)) for copy in usable]
        return _best(item for copy, item in found if item and (not title or _is_whole(item, copy)))

    here = attempt("") or attempt(table)
    if here is not None:
        return here
    others = [found for other in form.tables if other != table and (found := attempt(other))]
    exact = [found for found in others if not any(item.missing_columns for item in found.tables)]
    return exact[0] if len(exact) == 1 else None


_Copy = list[tuple[tuple[str, ...], RawSheet]]


def _html_copy(html: str, limits: Limits) -> _Copy:
    try:
        return [(table.before, table.sheet) for table in tables_of(html, CLIPBOARD, limits)] if html else []
    except ReadingError:
        return []


def _text_copy(rows: Sequence[Sequence[str | None]]) -> _Copy:
    cells = tuple(
        RawCell(row, column, text.strip())
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text and text.strip()
    )
    return [((), RawSheet(CLIPBOARD, cells))] if cells else []


def _head(copy: _Copy) -> _Copy:
    """The first lines of a copy: its header, if it has one, and some rows."""
    return [
        (before, replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.row < _HEAD_ROWS)))
        for before, sheet in copy
    ]


def _recognised(form: Form, copy: _Copy, title: str, unit: Unit, limits: Limits) -> Recognised | None:
    """What a copy holds: by its own titles, or as the table with the id ``title``."""
    if title and len(copy) > 1:
        return None
    words = form.table(title).title if title else ""
    sections = [_section(before, sheet, words, unit, limits) for before, sheet in copy]
    found = recognise(Source(CLIPBOARD, Document(CLIPBOARD, tuple(filter(None, sections)))), form)
    return found if any(table.figures for table in found.tables) else None


def _section(before: tuple[str, ...], sheet: RawSheet, title: str, unit: Unit, limits: Limits) -> Section | None:
    grid = grid_of(sheet, limits)
    if grid is None:
        return None
    lines = [title] if title else []
    if unit_of((*before, *(cell.text for cell in grid.cells))) is None:
        lines.append(f"金额单位：{unit.label}")
    blocks: list[Block] = [Paragraph.of(line) for line in (*lines, *before)]
    return Section((*blocks, grid))


def _left_over(found: Recognised) -> int:
    return sum(
        len(table.unmatched_columns) + len(table.unmatched_rows) + len(table.missing_columns) for table in found.tables
    )


def _is_whole(found: Recognised, copy: _Copy) -> bool:
    """Whether every amount of a copy was taken, so that its header is surely understood."""
    copied = sum(bool(_AMOUNT.fullmatch(cell.text)) for _, sheet in copy for cell in sheet.cells)
    taken = sum(bool(_AMOUNT.fullmatch(figure.quote.strip())) for table in found.tables for figure in table.figures)
    return taken >= copied and not any(table.unmatched_columns for table in found.tables)


def _best(attempts: Iterable[Recognised]) -> Recognised | None:
    """The one with the most figures, then the least left over; of equals the first."""
    return max(
        attempts,
        key=lambda found: (sum(len(table.figures) for table in found.tables), -_left_over(found)),
        default=None,
    )
