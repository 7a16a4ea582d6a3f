"""Owns stage 1 for published web pages: their text and tables in order, without navigation and page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from juesuan_gui.document import Block, Document, Grid, Paragraph, Place, Section
from juesuan_gui.reading.container import read_bytes
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.excel.raw_sheet import RawSheet, grid_of
from juesuan_gui.reading.html.table import HtmlTable, TableParser, decoded_html
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Remark, RemarkKind, Source

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "hr", "pre", "section", "article"}
)
_SILENT = frozenset({"noscript", "template", "svg", "iframe", "select", "button", "textarea", "object", "canvas"})
#: What surrounds the text of a page. Only elements that must be closed may be left out with all they hold.
_SURROUNDINGS = frozenset({"nav", "aside", "menu", "footer"})
_CLOSED = frozenset({"div", "ul", "ol", "section", "span", "form", "dl", *_SURROUNDINGS})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|footer|foot|copyright|share|toolbar|position)(?:$|[\s_-])"
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all")
_ROW_PARTS = frozenset({"tr", "td", "th"})
#: Stands in a cell's text for a table inside the cell.
_MARK = "\ufdd0"
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")


def read_html_page(path: Path, limits: Limits) -> Source:
    """The document of an .html page: a paragraph for each line of text, a grid for each table, in order.

    Tables that only arrange the page are taken apart; scripts, navigation and what the page hides are left out.
    Places are empty: lines of the markup are nothing a reader sees. Raises ReadingError when there is no text.
    """
    html = decoded_html(read_bytes(path, limits))
    blocks, hidden = _read(html, path.name, limits, whole=False)
    if not blocks:
        # What was taken for surroundings may have been all.
        blocks, hidden = _read(html, path.name, limits, whole=True)
    if not blocks:
        raise ReadingError(path.name, "是网页文件，里面没有文字。", "请确认网页已完整保存，再导入。")
    if sum(isinstance(block, Paragraph) for block in blocks) > limits.paragraphs:
        raise ReadingError(
            path.name,
            f"的文字超过 {limits.paragraphs} 段，不像一份决算公开。",
            "请确认选对了文件，只保留决算公开的内容，另存后再导入。",
        )
    remark = Remark(RemarkKind.HIDDEN_LINES, Place(), f"网页里有 {hidden} 处隐藏的表格行或单元格，没有读。")
    return Source(path.name, Document(path.name, (Section(tuple(blocks)),)), (remark,) if hidden else ())


def _read(html: str, name: str, limits: Limits, *, whole: bool) -> tuple[list[Block], int]:
    """The page's blocks, and how many rows or cells with words it hides."""
    parser = _PageParser(name, limits, whole)
    parser.feed(html)
    parser.close()
    return list(parser.blocks()), parser.hidden


class _HiddenPart:
    """The row or cell of a table that the page does not show, while its tags pass; ``count`` those with words."""

    def __init__(self) -> None:
        self.count = 0
        self.tables = 0
        self._part = ""
        self._counted = False

    def starts(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether a tag that begins is hidden itself or within what is."""
        if self._part and (self.tables or tag not in _ROW_PARTS or (self._part == "tr" and tag != "tr")):
            self.tables += tag == "table"
            return True
        if tag not in _ROW_PARTS:
            return False
        is_hidden = _HIDDEN.search((attributes.get("style") or "").lower()) is not None
        self._part, self._counted = tag if is_hidden else "", False
        return is_hidden

    def ends(self, tag: str) -> bool:
        """Whether a tag that ends stands within what is hidden; the table around it ends that as well."""
        if not self._part:
            return False
        if self.tables:
            self.tables -= tag == "table"
            return True
        if tag not in ("table", self._part) and (tag != "tr" or self._part == "tr"):
            return True
        within = tag == self._part
        self._part = ""
        return within

    def takes(self, data: str) -> bool:
        """Whether these words are hidden."""
        if self._part and data.strip() and not self._counted:
            self._counted = True
            self.count += 1
        return bool(self._part)


class _PageParser(TableParser):
    """Also keeps the words outside tables, and where among words each table stands."""

    def __init__(self, file_name: str, limits: Limits, whole: bool) -> None:
        super().__init__(file_name, limits)
        self._whole = whole
        self._bounds = limits
        self._text: list[str] = []
        self._found: list[HtmlTable] = []
        #: The element being left out and how many of its name are open; "" for none.
        self._skipped = ("", 0)
        self._hidden = _HiddenPart()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._silent = 0
        if self._open and not self._skipped[0] and self._hidden.starts(tag, dict(attrs)):
            if not self._hidden.tables:
                self._end_cell()
            return
        if self._skipped[0]:
            if tag == self._skipped[0]:
                self._skipped = (tag, self._skipped[1] + 1)
            return
        if self._is_left_out(tag, dict(attrs)):
            self._skipped = (tag, 1)
            return
        super().handle_starttag(tag, attrs)
        if tag in _BLOCKS:
            self.handle_data("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.handle_data("\n")
        else:
            super().handle_startendtag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden.ends(tag):
            return
        if self._skipped[0]:
            if tag == self._skipped[0]:
                self._skipped = (tag, self._skipped[1] - 1) if self._skipped[1] > 1 else ("", 0)
            return
        super().handle_endtag(tag)
        if tag in _BLOCKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self._skipped[0] or self._silent or self._hidden.takes(data):
            return
        if self._open:
            super().handle_data(data)
        else:
            self._text.append(data)

    def ended(self, table: HtmlTable) -> None:
        """Mark among the words where the table stood."""
        mark = f"\n{_MARK}{len(self._found)}{_MARK}\n"
        self._found.append(table)
        if not self._open:
            self._text.append(mark)
        elif (words := self.words_here()) is not None:
            words.append(mark)

    @property
    def hidden(self) -> int:
        """How many rows or cells with words the page hides."""
        return self._hidden.count

    def blocks(self) -> Iterator[Block]:
        """The page's blocks in order."""
        self.finished()
        yield from self._blocks("".join(self._text))

    def _is_left_out(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in _SILENT:
            return True
        if tag in _CLOSED and _HIDDEN.search((attributes.get("style") or "").lower()):
            return True
        if self._whole or tag not in _CLOSED:
            return False
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        return tag in _SURROUNDINGS or attributes.get("role") in _ROLES or _NAMES.search(names) is not None

    def _blocks(self, text: str) -> Iterator[Block]:
        for line in text.split("\n"):
            words = re.sub(r"[^\S\n]+", " ", line).strip()
            match = _MARKED.fullmatch(words)
            if match is not None and int(match[1]) < len(self._found):
                yield from self._table_blocks(int(match[1]))
            elif words:
                yield Paragraph.of(words.replace(_MARK, ""))

    def _table_blocks(self, number: int) -> Iterator[Block]:
        sheet = self._found[number].sheet
        inner = [cell for cell in sheet.cells if _MARK in cell.text]
        if inner or (len(sheet.cells) == 1 and len(sheet.merges) <= 1):
            if _arranges(sheet):
                for cell in sheet.cells:
                    yield from self._blocks(cell.text)
                return
            plain = replace(
                sheet, cells=tuple(replace(cell, text=_MARKED.sub("", cell.text).strip()) for cell in sheet.cells)
            )
            yield from _grids(plain, self._bounds, number)
            for cell in inner:
                for match in _MARKED.finditer(cell.text):
                    yield from self._table_blocks(int(match[1]))
            return
        yield from _grids(sheet, self._bounds, number)


def _arranges(sheet: RawSheet) -> bool:
    """Whether a table holds others or prose without being one itself: few cells beside those with tables."""
    beside = sum(_MARK not in cell.text for cell in sheet.cells)
    return len(sheet.cells) == 1 or beside <= 2 * (len(sheet.cells) - beside)


def _grids(sheet: RawSheet, limits: Limits, number: int) -> Iterator[Grid]:
    grid = grid_of(sheet, limits)
    if grid is not None:
        cells = tuple(replace(cell, place=None) for cell in grid.cells)
        yield replace(grid, key=f"table-{number + 1}", cells=cells, sheet_name=None, place=None)
