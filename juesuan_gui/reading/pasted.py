"""Owns the reading of a clipboard: a copied sheet goes through the same recognition as a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from juesuan_gui.document import Block, Document, Paragraph, Section
from juesuan_gui.figures import Unit
from juesuan_gui.forms import Form
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.excel.raw_sheet import RawCell, RawSheet, grid_of
from juesuan_gui.reading.html.table import HtmlTable, TableParser
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognise import recognise
from juesuan_gui.reading.tables.recognised import Recognised
from juesuan_gui.reading.tables.surroundings import unit_of
from juesuan_gui.reading.tables.titles import TitleIndex
from juesuan_gui.steps import Steps

#: What a clipboard is called where a file has its name.
CLIPBOARD = "剪贴板"

# Whole numbers may be codes or 行次; what has decimals is an amount.
_AMOUNT = re.compile(r"[-−(（]?[\d,]*\d\.\d+[)）]?")

#: What a copy is, is decided by so many lines; only as what it then is are all of them read.
_HEAD_ROWS = 60
#: Characters of HTML that are parsed in one step.
_PIECE = 65_536
_ROW_END = re.compile(r"</tr\b", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)

#: Rows of texts, all of one width; ``None`` where the source has no cell of its own (inside a merged one).
TextRows = list[list[str | None]]


class CopiedHtml:
    """HTML of a clipboard, parsed once, and no further than is asked for."""

    def __init__(self, html: str, limits: Limits | None = None) -> None:
        self._html = html
        self._limits = limits or Limits()
        self._tables: tuple[HtmlTable, ...] | None = None

    @property
    def is_parsed(self) -> bool:
        """Whether all of its tables are known."""
        return self._tables is not None

    def tables(self) -> Steps[tuple[HtmlTable, ...]]:
        """All of its tables. Raises ReadingError when it is too much."""
        if self._tables is None:
            self._tables = yield from _parsed(self._html, self._limits)
        return self._tables

    def head(self) -> Steps[tuple[HtmlTable, ...]]:
        """At least the first lines of its tables. Raises ReadingError when it is too much."""
        end = None if self._tables is not None else _end_of_head(self._html)
        if end is None:
            return (yield from self.tables())
        return (yield from _parsed(self._html[:end], self._limits))


def _parsed(html: str, limits: Limits) -> Steps[tuple[HtmlTable, ...]]:
    parser = TableParser(CLIPBOARD, limits)
    for start in range(0, len(html), _PIECE):
        parser.feed(html[start : start + _PIECE])
        yield
    parser.close()
    return tuple(parser.finished())


def _end_of_head(html: str) -> int | None:
    """Where the first lines of the only table end, ``None`` where it has no more or there are several."""
    if len(list(islice(_TABLE.finditer(html), 2))) != 1:
        return None
    return next((match.start() for match in islice(_ROW_END.finditer(html), _HEAD_ROWS, None)), None)


def html_rows(tables: Sequence[HtmlTable]) -> TextRows:
    """The largest table of copied HTML as rows of texts, [] when it has none.

    Rows without any cell of their own are left out (Excel's spacers).
    """
    if not tables:
        return []
    table = max(tables, key=lambda item: len(item.sheet.cells) + len(item.blanks))
    texts: dict[tuple[int, int], str] = dict.fromkeys(table.blanks, "")
    texts |= {(cell.row, cell.column): " ".join(cell.text.split()) for cell in table.sheet.cells}
    ends = [*texts, *((merge.last_row, merge.last_column) for merge in table.sheet.merges)]
    width = max((column for _, column in ends), default=-1) + 1
    return [[texts.get((row, column)) for column in range(width)] for row in sorted({row for row, _ in texts})]


#: Sheets with the lines before each.
_Sheets = list[tuple[tuple[str, ...], RawSheet]]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy in one of its shapes: the first lines, and all of it (``None``: the head is)."""

    head: _Sheets
    whole: Callable[[], Steps[_Sheets]] | None


@dataclass(frozen=True, slots=True)
class _Guess:
    """What the first lines of a copy hold; ``found`` is ``None`` where only further down a table is named."""

    copy: _Copy
    found: Recognised | None


def recognise_pasted(
    form: Form,
    html: CopiedHtml,
    rows: Sequence[Sequence[str | None]],
    *,
    table: str,
    unit: Unit,
    limits: Limits | None = None,
) -> Steps[Recognised | None]:
    """The form's tables on a clipboard, or ``None`` when it holds none with its header and figures.

    ``html`` and ``rows`` are the same copy in two shapes (one may be empty); the one that more
    is found in counts. A copy without a title is taken for the table with id ``table``, the one pasted into, or
    for the one other table of the form whose header it has, and only when not one amount of it is left over.
    ``unit`` holds where no unit is copied. HTML that is too much counts as none. A step is a fraction of a second,
    except that the whole of a long table is read in one.
    """
    shapes = [(yield from _html_copy(html)), _text_copy(rows)]
    if not html.is_parsed:
        # Excel's text is what was selected and costs nothing; its HTML counts where it says more.
        shapes.reverse()
    copies = [copy for copy in shapes if copy is not None]
    look = _Look(form, copies, unit, limits or Limits())
    here = (yield from look.whole("", (yield from look.guesses("")))) or (
        yield from look.whole(table, (yield from look.guesses(table)))
    )
    if here is not None:
        return here
    exact = []
    for other in form.tables:
        guesses = (yield from look.guesses(other)) if other != table else []
        if guesses and _is_exact(guesses[0].found):
            found = yield from look.whole(other, guesses[:1])
            exact += [found] if _is_exact(found) else []
    return exact[0] if len(exact) == 1 else None


class _Look:
    """Looks for tables of one form in the shapes of one copy."""

    def __init__(self, form: Form, copies: Sequence[_Copy], unit: Unit, limits: Limits) -> None:
        self._form = form
        self._copies = copies
        self._unit = unit
        self._limits = limits

    def guesses(self, title: str) -> Steps[list[_Guess]]:
        """The copies whose first lines are a table's, by their own titles ("") or as the table ``title``.

        Best first: the one with the most figures, then the least left over; of equals the first.
        """
        guesses: list[tuple[tuple[int, int], _Guess]] = []
        for copy in self._copies:
            yield
            found = self._recognised(copy.head, title)
            if found is not None and (not title or _is_whole(found, copy.head)):
                rank = (sum(len(table.figures) for table in found.tables), -_left_over(found))
                guesses.append((rank, _Guess(copy, found)))
        if not guesses and not title and (yield from self._names_below()):
            return [_Guess(copy, None) for copy in self._copies if copy.whole is not None]
        return [guess for _, guess in sorted(guesses, key=lambda item: item[0], reverse=True)]

    def whole(self, title: str, guesses: Sequence[_Guess]) -> Steps[Recognised | None]:
        """All of the first copy that is still such a table as a whole."""
        for copy, found in ((guess.copy, guess.found) for guess in guesses):
            if copy.whole is None:
                return found
            try:
                sheets = yield from copy.whole()
            except ReadingError:
                continue
            yield
            found = self._recognised(sheets, title)
            if found is not None and (not title or _is_whole(found, sheets)):
                return found
        return None

    def _names_below(self) -> Steps[bool]:
        """Whether a title stands below the first lines."""
        titles = TitleIndex(self._form.tables.values())
        # All shapes are of one copy, and the first is at hand.
        for copy in self._copies[:1]:
            if copy.whole is not None:
                sheets = yield from copy.whole()
                yield
                if any(titles.table_of(cell.text) is not None for _, sheet in sheets for cell in sheet.cells):
                    return True
        return False

    def _recognised(self, sheets: _Sheets, title: str) -> Recognised | None:
        if title and len(sheets) > 1:
            return None
        words = self._form.table(title).title if title else ""
        sections = [_section(before, sheet, words, self._unit, self._limits) for before, sheet in sheets]
        found = recognise(Source(CLIPBOARD, Document(CLIPBOARD, tuple(filter(None, sections)))), self._form)
        return found if any(table.figures for table in found.tables) else None


def _html_copy(html: CopiedHtml) -> Steps[_Copy | None]:
    try:
        sheets = _sheets((yield from html.head()))
    except ReadingError:
        return None

    def whole() -> Steps[_Sheets]:
        return _sheets((yield from html.tables()))

    return _copy(sheets, whole)


def _sheets(tables: Sequence[HtmlTable]) -> _Sheets:
    return [(table.before, table.sheet) for table in tables]


def _text_copy(rows: Sequence[Sequence[str | None]]) -> _Copy | None:
    def whole() -> Steps[_Sheets]:
        yield
        return _text_sheets(rows)

    return _copy(_text_sheets(rows[: _HEAD_ROWS + 1]), whole)


def _text_sheets(rows: Sequence[Sequence[str | None]]) -> _Sheets:
    cells = tuple(
        RawCell(row, column, text.strip())
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text and text.strip()
    )
    return [((), RawSheet(CLIPBOARD, cells))] if cells else []


def _copy(sheets: _Sheets, whole: Callable[[], Steps[_Sheets]]) -> _Copy | None:
    """A copy by its first lines and, where there are more, how to come by all of it."""
    if not sheets:
        return None
    if all(cell.row < _HEAD_ROWS for _, sheet in sheets for cell in sheet.cells):
        return _Copy(sheets, None)
    head = [
        (before, replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.row < _HEAD_ROWS)))
        for before, sheet in sheets
    ]
    return _Copy(head, whole)


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


def _is_whole(found: Recognised, sheets: _Sheets) -> bool:
    """Whether every amount of a copy was taken, so that its header is surely understood."""
    copied = sum(bool(_AMOUNT.fullmatch(cell.text)) for _, sheet in sheets for cell in sheet.cells)
    taken = sum(bool(_AMOUNT.fullmatch(figure.quote.strip())) for table in found.tables for figure in table.figures)
    return taken >= copied and not any(table.unmatched_columns for table in found.tables)


def _is_exact(found: Recognised | None) -> bool:
    """Whether no column of its tables is missing."""
    return found is not None and not any(item.missing_columns for item in found.tables)
