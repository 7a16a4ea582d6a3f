"""Owns what a table leaves behind its grid: rows of it that stage 1 did not make rows of the grid. They are unread.

A page end, a layout without lines or a page that fits no other loses rows so; without them every sum of the table
would look wrong, and blank where the source prints a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from juesuan_gui.document import Block, Grid, Paragraph, Place
from juesuan_gui.forms import TOTAL_ROW, Table
from juesuan_gui.reading.normal import folded, row_name
from juesuan_gui.reading.tables.recognised import RecognisedFigure, RecognisedTable, Unmatched
from juesuan_gui.reading.tables.row_names import names_of
from juesuan_gui.reading.tables.titles import TitleIndex, is_note
from juesuan_gui.report import CodedRow, Origin, Stated, TableKey

_GAP = re.compile(r"\t+|\s{2,}")
_AMOUNT = re.compile(r"[-－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_CODE = re.compile(r"(\d{3,9})\s*[-_.:、]?\s*\D*")
#: What ends a table: a sentence, its unit or department, a part of the report, the next title.
_END = re.compile(r"[。；]|[:：]|^第[一二三四五六七八九十]+部分|^附|表$|表[（(]")
#: What only a scorecard prints.
_CARD = re.compile(r"绩效|指标|年度目标|项目名称|自评")
#: So many lines without a figure or a known name do not belong to a table any more.
_STRANGE = 6
#: And in a table without lines, whose names break over several: so many.
_STRANGE_INFERRED = 30
_REASON = "这一行没有读成表格的一行，其中的数没有核对"


@dataclass(frozen=True, slots=True)
class RestRow:
    """A line or a row of another grid with amounts. ``labels`` are its words, ``code`` the one that it begins with."""

    place: Place
    text: str
    labels: tuple[str, ...]
    code: str = ""


def rest_rows(
    following: Sequence[Block], table: Table, titles: TitleIndex, *, is_inferred: bool = False
) -> list[RestRow]:
    """The rows with amounts below a table's grid that can only be its own: nothing ended it before them.

    ``is_inferred``: no line of the source draws the grid, so that any of its words may stand outside.
    """
    most = _STRANGE_INFERRED if is_inferred else _STRANGE
    names = frozenset(name for row in table.rows.values() for name in names_of(row))
    found: list[RestRow] = []
    strange = 0
    for place, words, is_line in _printed_rows(following):
        text = "".join(words)
        row = _row(place, words, table)
        known = row.code or any(row_name(word) in names for word in row.labels)
        if any(titles.table_of(word) is not None or is_note(word) for word in words) or _CARD.search(text):
            break
        if is_line and not known and _END.search(folded(" ".join(words))):
            break
        has_amounts = any(_AMOUNT.fullmatch(word) for word in words) and not is_numbering(words)
        # A word alone may be the end of a name, several are a text.
        strange = 0 if known or has_amounts else strange + (2 if is_line and len(words) == 1 else 1)
        if strange > most:
            break
        if has_amounts:
            found.append(row)
    return found


def _printed_rows(blocks: Sequence[Block]) -> Iterator[tuple[Place, list[str], bool]]:
    """Lines and rows of grids as their words, and whether it is a line; up to the next page but one."""
    sheet = None
    for block in blocks:
        if isinstance(block, Paragraph):
            words = [word for word in _GAP.split(block.text.strip()) if word]
            if words:
                yield block.place or Place(), words, True
        elif isinstance(block, Grid):
            sheet = sheet or block.sheet_name
            by_row: dict[int, list[tuple[int, str, Place]]] = {}
            for cell in block.cells:
                if text := folded(cell.text):
                    by_row.setdefault(cell.row, []).append((cell.column, text, cell.place or block.place or Place()))
            for number in sorted(by_row):
                cells = sorted(by_row[number], key=lambda item: item[0])
                yield cells[0][2], [text for _, text, _ in cells], False


def _row(place: Place, words: Sequence[str], table: Table) -> RestRow:
    labels = tuple(word for word in words if _AMOUNT.fullmatch(word) is None)
    code = _CODE.fullmatch(words[0]) if table.coded is not None else None
    if code is None or not table.is_code(code[1]):
        return RestRow(place, " ".join(words), labels)
    return RestRow(place, " ".join(words), labels, code[1])


def is_numbering(words: Sequence[str]) -> bool:
    """Whether the figures of a row number the columns: each one more than the last.

    Of a long row the edge of its page may have cut the last number off: … 10 | 11 | 1.
    """
    numbers = [word for word in words if word.isdigit()]
    if not numbers or len(numbers) != sum(_AMOUNT.fullmatch(word) is not None for word in words):
        return False
    whole = numbers[:-1] if len(numbers) >= _LONG and _is_cut(*numbers[-2:]) else numbers
    return all(int(after) - int(before) == 1 for before, after in pairwise(whole)) and int(numbers[0]) < _SMALL


def _is_cut(before: str, last: str) -> bool:
    following = str(int(before) + 1)
    return following != last and following.startswith(last)


#: A table has fewer columns.
_SMALL = 30
#: So many numbers counting up are told apart from figures without their last one.
_LONG = 5


def with_rest_unread(found: RecognisedTable, table: Table, rest: Sequence[RestRow], key: TableKey) -> RecognisedTable:
    """The table with what stands in its rest as unread: no blank, no zero.

    Rows of the form that the grid lacks may be in the rest, whatever their names became. Where a code row of the rest
    has lost its code, every figure of the table is unread: no sum of it could be trusted.
    """
    if table.coded is None:
        nameless = [RestRow(row.place, row.text, ()) for row in found.unmatched_rows if row.is_nameless]
        rest = [*rest, *nameless]
    if not rest:
        return found
    unread = (*found.unread, *(Unmatched(row.place, row.text, _REASON) for row in rest if row.labels or row.code))
    if table.coded is None:
        missing = [row for row in table.rows if row not in found.row_keys]
        figures = [*found.figures, *(item for row in missing for item in _unread(table, row, key, rest[0]))]
        return replace(found, figures=tuple(figures), unread=unread)
    codes = {row.code for row in found.code_rows}
    total = row_name(table.coded.total_label)
    lost = [row for row in rest if not row.code and not any(row_name(word) == total for word in row.labels)]
    if lost:
        whole = [
            replace(item, stated=Stated(None, Origin.IMPORTED, unread=f"{_REASON}：{lost[0].text}"))
            if item.stated.figure is not None
            else item
            for item in found.figures
        ]
        return replace(found, figures=tuple(whole), unread=unread)
    new = {row.code: row for row in rest if row.code and row.code not in codes}
    # What is left of the name may be a part of it.
    rows = (*found.code_rows, *(CodedRow(code, "", len(codes) + number) for number, code in enumerate(new)))
    figures = [*found.figures, *(item for code, row in new.items() for item in _unread(table, code, key, row))]
    if TOTAL_ROW not in found.row_keys:
        figures += _unread(table, TOTAL_ROW, key, rest[0])
    return replace(found, row_keys=(*found.row_keys, *new), code_rows=rows, figures=tuple(figures), unread=unread)


def _unread(table: Table, row: str, key: TableKey, rest: RestRow) -> Iterator[RecognisedFigure]:
    for column in table.columns_of(row):
        stated = Stated(None, Origin.IMPORTED, unread=_REASON)
        yield RecognisedFigure(key.cell(row, column), stated, rest.place, "")
