"""Owns copied text without its mess: HTML or RTF of Word, WPS and web pages as plain lines with few marks.

The lines are those of ``narrative.free_text``: a small heading begins with ``# ``, an item with ``- ``, a table's row
stands between ``|``. Fonts, colours, comments, hidden text and pictures are left behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from juesuan_gui.narrative.drafting.free_text import HEADING_MARK, ITEM_MARK, row_of, squared

_BREAKS = frozenset({"p", "div", "br", "tr", "section", "article", "dt", "dd", "hr", "blockquote", "pre"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset(
    {"style", "script", "head", "title", "svg", "iframe", "noscript", "select", "button", "object", "del"}
)
#: Elements that have no end.
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source"})
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment")
#: What Word's comments leave in the text: a mark at their place, their words at the end.
_COMMENT = re.compile(r"mso(?:com|annot)", re.IGNORECASE)
#: Word writes a list's number or bullet as text that its own style says to ignore.
_LIST_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9一二三四五六七八九十]")
#: Stands for a line end of the markup: a blank between Latin words, nothing between Chinese ones.
_SOFT = "\ufdd1"
_SOFT_END = re.compile(f"(?<=[^\x00-\x7f]){_SOFT}+(?=[^\x00-\x7f])")
_BLANKS = re.compile(r"[^\S\n]+")
#: A copy of a whole web page is no paragraph of a report.
_MOST_LETTERS = 400_000
_MOST_COLUMNS = 60
_MOST_ROWS = 1_000


def pasted_lines(html: str = "", rtf: str = "", plain: str = "") -> str:
    """What was copied as lines of free text, from the best of the shapes that are given; "" for nothing."""
    if html.strip() and len(html) <= _MOST_LETTERS:
        lines = _lines_of_html(html)
        if lines:
            return lines
    if rtf.startswith("{\\rtf") and len(rtf) <= _MOST_LETTERS:
        lines = _lines_of_rtf(rtf)
        if lines:
            return lines
    return _tidy(plain.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _tidy(lines: Iterable[str]) -> str:
    joined = (_SOFT_END.sub("", line).replace(_SOFT, " ") for line in lines)
    squeezed = (_BLANKS.sub(" ", line.replace("\u3000", " ").replace("\u200b", "")).strip() for line in joined)
    return "\n".join(line for line in squeezed if line and line not in (HEADING_MARK.strip(), ITEM_MARK.strip()))


# -- HTML ------------------------------------------------------------------------------------------


def _lines_of_html(html: str) -> str:
    # Office puts what other programs should leave out between conditional comments.
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return _tidy(parser.lines())


class _Parser(HTMLParser):
    """Collects lines; the text of a table's cells goes to the table that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._silent: list[str] = []
        self._label: list[str] | None = None
        self._label_depth = 0
        #: Ordered lists count, the others do not: None.
        self._lists: list[int | None] = []
        self._rows: list[list[str]] | None = None
        self._depth = 0
        #: How many cells of the row the open one covers besides its own.
        self._covered = 0
        #: The last row that a cell above covers in a column.
        self._covered_until: dict[int, int] = {}

    def lines(self) -> list[str]:
        """What was collected."""
        self._end_table()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        style = named.get("style") or ""
        is_comment = bool(_COMMENT.match(named.get("class") or ""))
        if self._silent or tag in _SILENT or is_comment or _HIDDEN.search(style.lower()):
            if tag not in _VOID:
                self._silent.append(tag)
            return
        if self._label is not None:
            self._label_depth += tag not in _VOID
        elif _LIST_LABEL.search(style):
            self._label, self._label_depth = [], 1
        elif tag == "table":
            self._begin_table()
        elif self._rows is not None:
            self._in_table(tag, attrs)
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._lines.append(self._next_label())
        elif tag in _HEADINGS:
            self._lines.append(HEADING_MARK)
        elif tag in _BREAKS:
            self._lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if self._label is not None:
            self._label_depth -= 1
            if self._label_depth <= 0:
                self._take_label("".join(self._label))
                self._label = None
        elif tag == "table":
            self._depth -= 1
            if self._depth <= 0:
                self._end_table()
        elif self._rows is None and tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._lines.append("")
        elif self._rows is None and (tag in _BREAKS or tag in _HEADINGS or tag == "li"):
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        words = re.sub(r"\s*[\r\n]+\s*", _SOFT, data).replace("\xa0", " ")
        if self._silent:
            return
        if self._label is not None:
            self._label.append(words)
        elif self._rows is None:
            self._lines[-1] += words
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1] += words

    def _next_label(self) -> str:
        if self._lists and (count := self._lists[-1]) is not None:
            self._lists[-1] = count + 1
            return f"{count + 1}."
        return ITEM_MARK

    def _take_label(self, label: str) -> None:
        label = label.strip()
        self._lines[-1] = label if _NUMBER.search(label) else ITEM_MARK

    def _begin_table(self) -> None:
        self._depth += 1
        if self._rows is None:
            self._rows = []

    def _in_table(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert self._rows is not None
        if tag == "tr" and self._depth == 1:
            self._close_cell()
            self._rows.append([])
        elif tag in ("td", "th") and self._depth == 1 and self._rows:
            self._close_cell()
            row, number = self._rows[-1], len(self._rows) - 1
            while self._covered_until.get(len(row), -1) >= number:
                row.append("")
            self._covered = _span(attrs, "colspan", _MOST_COLUMNS) - 1
            last = number + _span(attrs, "rowspan", _MOST_ROWS) - 1
            self._covered_until |= dict.fromkeys(range(len(row), len(row) + self._covered + 1), last)
            row.append("")
        elif tag in _BREAKS and self._rows and self._rows[-1]:
            self._rows[-1][-1] += " "

    def _close_cell(self) -> None:
        """What a merged cell covers stays empty, so that the columns below stand where they belong."""
        if self._rows and self._rows[-1] and self._covered > 0:
            self._rows[-1] += [""] * self._covered
        self._covered = 0

    def _end_table(self) -> None:
        self._close_cell()
        rows, self._rows, self._depth, self._covered_until = self._rows, None, 0, {}
        if not rows:
            return
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        if len(filled) == 1 and len(filled[0]) == 1:
            # A table of one cell only frames its text.
            self._lines += [filled[0][0], ""]
            return
        plain = [[_SOFT_END.sub("", cell).replace(_SOFT, " ") for cell in row] for row in filled]
        self._lines += [*(row_of(row) for row in squared(plain)), ""]


def _span(attrs: list[tuple[str, str | None]], name: str, most: int) -> int:
    """How many columns or rows a cell covers, 1 where nothing sensible is said."""
    said = dict(attrs).get(name) or "1"
    return max(1, min(int(said), most)) if said.isdecimal() and len(said) < 6 else 1


# -- RTF -------------------------------------------------------------------------------------------

_RTF = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\(?P<sign>.)"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}]+)",
    re.DOTALL,
)
_RTF_SILENT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "footnote", "themedata"}
)
#: Hidden text and what was deleted while changes were tracked, until the group ends or the word with 0.
_RTF_HIDING = frozenset({"v", "deleted"})
_RTF_WORDS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
#: What Chinese Word writes bytes in.
_RTF_ENCODING = "gb18030"


def _lines_of_rtf(rtf: str) -> str:
    reader = _RtfReader()
    for match in _RTF.finditer(rtf):
        reader.take(match)
    return _tidy(reader.lines())


class _RtfReader:
    """Takes the pieces of RTF one by one; groups that are no text are passed over."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._cells: list[str] = []
        self._bytes = bytearray()
        self._silent: list[bool] = [False]
        self._is_hidden: list[bool] = [False]
        self._is_in_table = False
        #: After a letter by number come so many that stand for it in old programs.
        self._replaced, self._passed_over = 1, 0

    def lines(self) -> list[str]:
        """What was collected."""
        self._flush()
        return self._lines

    def take(self, match: re.Match[str]) -> None:
        """One piece."""
        if match["brace"]:
            self._take_brace(match["brace"])
        elif match["sign"] == "*" or match["word"] in _RTF_SILENT:
            self._silent[-1] = True
        elif match["word"] in _RTF_HIDING and not self._silent[-1]:
            self._flush()
            self._is_hidden[-1] = match["number"] != "0"
        elif self._silent[-1] or self._is_hidden[-1]:
            return
        elif match["byte"]:
            if self._passed_over:
                self._passed_over -= 1
            else:
                self._bytes.append(int(match["byte"], 16))
        else:
            self._flush()
            if match["word"]:
                self._take_word(match["word"], int(match["number"] or 1))
            elif match["sign"]:
                self._lines[-1] += " " if match["sign"] == "~" else match["sign"] if match["sign"] in "\\{}" else ""
            else:
                words = match["text"].replace("\r", "").replace("\n", "")
                self._lines[-1] += words[min(self._passed_over, len(words)) :]
                self._passed_over = max(0, self._passed_over - len(words))

    def _flush(self) -> None:
        if self._bytes:
            self._lines[-1] += self._bytes.decode(_RTF_ENCODING, "replace")
            self._bytes.clear()

    def _take_brace(self, brace: str) -> None:
        self._flush()
        if brace == "{":
            self._silent.append(self._silent[-1])
            self._is_hidden.append(self._is_hidden[-1])
        elif len(self._silent) > 1:
            self._silent.pop()
            self._is_hidden.pop()

    def _take_word(self, word: str, number: int) -> None:
        if word == "uc":
            self._replaced = number
        elif word == "u":
            self._lines[-1] += chr(number % 0x10000)
            self._passed_over = self._replaced
        elif word in ("intbl", "pard"):
            self._is_in_table = word == "intbl"
        elif word in ("par", "line", "sect", "page"):
            if self._is_in_table:
                self._lines[-1] += " "
            else:
                self._lines.append("")
        elif word == "cell":
            self._cells.append(self._lines[-1])
            self._lines[-1] = ""
        elif word == "row":
            self._lines[-1:] = [row_of(self._cells), ""]
            self._cells = []
        else:
            self._lines[-1] += _RTF_WORDS.get(word, "")
