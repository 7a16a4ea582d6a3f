"""Owns reading the tables of HTML (a file that exporters call .xls, or a clipboard) into raw sheets."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.excel.raw_sheet import Merge, RawCell, RawSheet
from juesuan_gui.reading.limits import Limits

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)")
_SILENT = frozenset({"script", "style", "xml", "head", "title"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4"})
_WIDEST_SPAN = 1_000


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """One table with the lines of text that stand before it.

    ``blanks`` are the (row, column) of cells of its own that hold no word: a clipboard means "empty this" by
    them, where a position that no cell begins at means nothing. ``lines`` are the 1-based lines of the HTML at
    which the cells begin.
    """

    before: tuple[str, ...]
    sheet: RawSheet
    blanks: frozenset[tuple[int, int]] = frozenset()
    lines: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(slots=True)
class _OpenTable:
    """A table while its tags are being read."""

    before: tuple[str, ...]
    row: int = -1
    column: int = 0
    cells: list[RawCell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    blanks: set[tuple[int, int]] = field(default_factory=set)
    lines: dict[tuple[int, int], int] = field(default_factory=dict)
    words: list[str] | None = None
    spans: tuple[int, int] = (1, 1)


def read_html(path: Path, limits: Limits) -> list[HtmlTable]:
    """The tables in their order. Raises ReadingError when there is none or too much."""
    tables = tables_of(decoded_html(path.read_bytes()), path.name, limits)
    if not tables:
        raise ReadingError(path.name, "是网页文件，里面没有表格。", "请选择 Excel 工作簿。")
    return tables


def tables_of(html: str, name: str, limits: Limits) -> list[HtmlTable]:
    """The tables of a piece of HTML in the order in which they end. Raises ReadingError when it is too much."""
    parser = TableParser(name, limits)
    parser.feed(html)
    parser.close()
    return parser.finished()


def decoded_html(content: bytes) -> str:
    """The text by its mark, its own declaration, or UTF-8, else the Chinese national encoding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    match = _CHARSET.search(content[:4096])
    declared = match[1].decode("ascii").lower() if match else ""
    # The smaller sets are declared by habit; the files hold characters of the larger one.
    encodings = ["gb18030" if declared in ("gb2312", "gbk") else declared, "utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("gb18030", "replace")


class TableParser(HTMLParser):
    """Collects cells; a table inside a cell is a table of its own."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._file_name = file_name
        self._limits = limits
        self._open: list[_OpenTable] = []
        self._tables: list[HtmlTable] = []
        self._outside: list[str] = []
        self._silent = 0
        self._cells = 0

    def finished(self) -> list[HtmlTable]:
        """All tables, those included whose end tag is missing."""
        while self._open:
            self._end_table()
        return self._tables

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            if len(self._tables) + len(self._open) >= self._limits.sheets:
                raise ReadingError(
                    self._file_name,
                    f"里的表格超过 {self._limits.sheets} 个。",
                    "请把需要的表另存成新文件再导入。",
                )
            self._open.append(_OpenTable(_lines("".join(self._outside))))
            self._outside.clear()
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].row += 1
            self._open[-1].column = 0
        elif tag in ("td", "th") and self._open:
            self._start_cell(dict(attrs))
        elif tag in _BREAKS:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._open:
            self._end_cell()
        elif tag in _BREAKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if not self._open:
            self._outside.append(data)
        elif (words := self._open[-1].words) is not None:
            words.append(data)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self._open[-1]
        table.row = max(table.row, 0)
        while (table.row, table.column) in table.taken:
            table.column += 1
        table.spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        table.words = []
        table.lines[table.row, table.column] = self.getpos()[0]
        self._cells += table.spans[0] * table.spans[1]
        if self._cells > self._limits.cells or table.row > self._limits.rows:
            raise ReadingError(
                self._file_name, f"里的表格超过 {self._limits.cells} 格。", "请把需要的表另存成新文件再导入。"
            )

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.words is None:
            return
        text = "\n".join(_lines("".join(table.words)))[: self._limits.text_length]
        table.words = None
        height, width = table.spans
        if text:
            table.cells.append(RawCell(table.row, table.column, text))
        else:
            table.blanks.add((table.row, table.column))
        if height * width > 1:
            table.merges.append(Merge(table.row, table.column, table.row + height - 1, table.column + width - 1))
        table.taken.update(
            (table.row + down, table.column + across) for down in range(height) for across in range(width)
        )
        table.column += width

    def _end_table(self) -> None:
        self._end_cell()
        table = self._open.pop()
        name = f"第{len(self._tables) + 1}个表"
        sheet = RawSheet(name, tuple(table.cells), tuple(table.merges))
        self._tables.append(HtmlTable(table.before, sheet, frozenset(table.blanks), table.lines))
        self.ended(self._tables[-1])

    def ended(self, table: HtmlTable) -> None:
        """Told of every table at its end; for readers that need more than the tables."""

    def words_here(self) -> list[str] | None:
        """Where words go at this moment: outside all tables, or into the open cell; ``None`` between cells."""
        return self._open[-1].words if self._open else self._outside


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(line for line in lines if line)


def _span(text: str | None) -> int:
    return max(1, min(_WIDEST_SPAN, int(text))) if text and text.isascii() and text.isdigit() else 1
