"""Owns turning what other programs put on the clipboard into a block of texts."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

#: Rows of texts, all of one width; ``None`` where the source has no cell of its own (inside a merged one).
Block = list[list[str | None]]

_WIDEST_SPAN = 1_000
_MOST_CELLS = 500_000
_SILENT = frozenset({"script", "style", "head", "title", "xml"})
_BREAKS = frozenset({"br", "p", "div", "li"})


def block_of_text(text: str) -> Block:
    """Tab-separated lines as Excel and WPS write them: a cell with a line break or a quote is quoted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.endswith("\n"):
        text = text[:-1]
    if not text:
        return []
    if '"' in text:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    else:
        rows = [line.split("\t") for line in text.split("\n")]
    return _squared([list(row) or [""] for row in rows])


def block_of_html(html: str) -> Block:
    """The first table of a piece of HTML, merged cells spread out; [] when there is none."""
    parser = _TableParser()
    parser.feed(html)
    parser.close()
    return _trimmed(_squared(parser.rows))


def _squared(rows: list[list[str | None]]) -> Block:
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _trimmed(block: Block) -> Block:
    """Without the rows that hold no cell of their own (Excel's empty spacer rows)."""
    return [row for row in block if any(text is not None for text in row)]


class _TableParser(HTMLParser):
    """Collects the first table; tables inside its cells are read as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str | None]] = []
        self._depth = 0
        self._done = False
        self._silent = 0
        self._words: list[str] | None = None
        self._spans = (1, 1)
        self._taken: set[tuple[int, int]] = set()
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and not self._done:
            if tag == "tr":
                self._end_cell()
                self.rows.append([])
            elif tag in ("td", "th"):
                self._end_cell()
                attributes = dict(attrs)
                self._spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
                self._words = []
            elif tag in _BREAKS and self._words is not None:
                self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self._done = True
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._silent and not self._done:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is None:
            return
        text = " ".join("".join(self._words).split())
        self._words = None
        if not self.rows:
            self.rows.append([])
        row = len(self.rows) - 1
        column = 0
        while (row, column) in self._taken or (column < len(self.rows[row]) and self.rows[row][column] is not None):
            column += 1
        height, width = self._spans
        self._cells += height * width
        if self._cells > _MOST_CELLS:
            self._done = True
            return
        line = self.rows[row]
        line.extend([None] * (column + width - len(line)))
        line[column] = text
        self._taken.update((row + down, column + across) for down in range(height) for across in range(width))


def _span(text: str | None) -> int:
    return max(1, min(_WIDEST_SPAN, int(text))) if text and text.isascii() and text.isdigit() else 1
