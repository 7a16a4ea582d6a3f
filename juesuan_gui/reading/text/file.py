"""Owns stage 1 for plain text: lines as paragraphs, runs of tabbed or barred lines and <table> pieces as grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from juesuan_gui.document import Block, Document, Paragraph, Place, Section
from juesuan_gui.reading.container import read_bytes
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Remark, RemarkKind, Source
from juesuan_gui.reading.text.flat_blocks import cell_blocks, is_table_in_one_line, one_line_block, unread_of
from juesuan_gui.reading.text.page_ends import without_page_ends
from juesuan_gui.reading.text.single_cells import stretches_of
from juesuan_gui.reading.text.tables import barred_rows, grid_of_rows, html_blocks, html_ends, is_rule

_ENCODINGS = ("utf-8-sig", "gb18030")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PAGE_END = "\f"
#: The commonest characters tell Chinese text, where an encoding without a mark is tried.
_COMMON = frozenset("的一是在不了有和年支出收入合计")

Line = tuple[int, str]


def read_text(path: Path, limits: Limits) -> Source:
    """The document of a text file in UTF-8, UTF-16, or GB 18030.

    Every line with words is a paragraph with its 1-based line (a form feed parts it, but counts no line); a run
    of lines with tabs is a grid, one cell between two tabs; so are a Markdown table, a <table> of HTML, and
    cells that stand one a line with a bar behind, where their rows can be proved; where not, a remark says so. All
    cells know their lines. Raises ReadingError when the file cannot be opened, is too large, or no text.
    """
    text = _decoded(read_bytes(path, limits), path.name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > limits.rows:
        raise ReadingError(
            path.name, f"有 {len(lines)} 行，超过 {limits.rows} 行，不像一份决算公开。", "请确认选对了文件。"
        )
    blocks = tuple(text_blocks(lines, path.name, limits))
    if not blocks:
        raise ReadingError(path.name, "里没有文字。", "请确认选对了文件。")
    remarks = tuple(Remark(RemarkKind.UNREAD, place, why) for place, why in unread_of(blocks))
    return Source(path.name, Document(path.name, (Section(blocks),)), remarks)


def text_blocks(lines: Sequence[str], name: str = "", limits: Limits | None = None) -> Iterator[Block]:
    """Paragraphs and grids of lines of text; line numbers count from 1."""
    waiting: list[Line] = []
    numbered = without_page_ends(lines)
    kept = [line for _, line in numbered]
    position = 0
    while position < len(numbered):
        number, line = numbered[position]
        end = html_ends(kept, position) if "<" in line else None
        if end is None:
            waiting += [(number, part) for part in line.split(_PAGE_END)]
            position += 1
            continue
        yield from _plain_blocks(waiting)
        waiting = []
        yield from html_blocks(kept[position:end], number, name, limits or Limits())
        position = end
    yield from _plain_blocks(waiting)


def _plain_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    position = 0
    for stretch in stretches_of(lines):
        yield from _marked_blocks(lines[position : stretch.first])
        yield from cell_blocks(stretch.cells)
        position = stretch.last
    yield from _marked_blocks(lines[position:])


def _marked_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    for kind, run in groupby(lines, key=_kind):
        held = list(run)
        if kind == "tabbed":
            yield grid_of_rows([(number, line.split("\t")) for number, line in held])
        elif kind == "barred" and (rows := barred_rows(held)):
            yield grid_of_rows(rows)
        else:
            for number, line in held:
                if is_table_in_one_line(line):
                    yield one_line_block(line, number)
                elif line.strip():
                    yield Paragraph.of(line, place=Place(line=number))


def _kind(line: Line) -> str:
    if "\t" in line[1]:
        return "tabbed"
    is_barred = line[1].count("|") + line[1].count("│") > 1 or is_rule(line[1])
    return "barred" if is_barred else "plain"


def _decoded(content: bytes, file_name: str) -> str:
    if content.startswith(_BYTE_ORDER_MARKS):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        return _wide(content, file_name)
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadingError(file_name, "的文字编码认不出。", "请用记事本打开，另存为 UTF-8 编码。")


def _wide(content: bytes, file_name: str) -> str:
    """UTF-16 without a mark: the byte order that gives the commonest Chinese characters."""
    best = max(
        (content.decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be")),
        key=lambda text: sum(character in _COMMON for character in text),
    )
    if "\x00" in best or not any(character in _COMMON for character in best):
        raise ReadingError(file_name, "不是文本文件。", "请提供 .txt，或原来的 PDF、Word、Excel 文件。")
    return best
