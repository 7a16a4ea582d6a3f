"""Owns reading a row's label: its code, whole or in parts, its name, or both in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from juesuan_gui.document import Cell
from juesuan_gui.reading.excel.number_text import plain_text
from juesuan_gui.reading.normal import display_name, folded, row_name
from juesuan_gui.reading.tables.columns import ColumnGroup
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.header import NUMBER_WORDS

#: An amount, not a code with something behind it: 12345.67.
_DECIMAL = re.compile(r"\d[\d,]*\.\d+")
_CODE_AND_NAME = re.compile(r"(?P<code>\d{3,9})[-_.:、]?(?P<name>\D.*)")


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What a row is called: a code (digits only), the name as printed, and the name as compared."""

    code: str
    name: str
    key: str
    cell: Cell


def read_labels(
    view: GridView, rows: Sequence[int], group: ColumnGroup, lengths: Sequence[int]
) -> list[tuple[int, RowLabel | None]]:
    """The rows of a group with their labels, each below the code of the one before."""
    found: list[tuple[int, RowLabel | None]] = []
    above = ""
    for row in rows:
        label = read_label(view, row, group, lengths, above)
        found.append((row, label))
        above = label.code if label is not None and label.code else above
    return found


def read_label(
    view: GridView, row: int, group: ColumnGroup, lengths: Sequence[int], above: str = ""
) -> RowLabel | None:
    """The label of a row in a group, ``None`` when it has none. ``lengths`` are those a code may have.

    ``above`` is the code of the row before: of 类, 款 and 项 in three columns a row may print its own part alone.
    """
    parts: list[str] = []
    columns: list[int] = []
    names: list[str] = []
    first: Cell | None = None
    for cell in label_cells(view, row, group):
        first = first or cell
        whole = cell.amount is not None and cell.amount == cell.amount.to_integral_value()
        # A code kept as a number may print with decimals; as a code it is only its digits.
        text = plain_text(cell.amount.quantize(1)) if whole and cell.amount is not None else folded(cell.text)
        match = _CODE_AND_NAME.fullmatch(text)
        if text.isascii() and text.isdigit():
            parts.append(text)
            columns.append(cell.column)
        elif match is not None and len(match["code"]) in lengths and not _DECIMAL.fullmatch(text):
            parts.append(match["code"])
            columns.append(cell.column)
            names.append(_name_behind(cell.text, match["code"]))
        else:
            names.append(display_name(cell.text))
    if first is None:
        return None
    is_part = bool(parts) and all(len(part) < min(lengths, default=0) for part in parts)
    inherited = _inherited(columns, group, lengths, above) if is_part else None
    code = _joined(parts, lengths) if inherited is None else inherited and inherited + "".join(parts)
    return RowLabel(code, "".join(names), row_name("".join(names)), first)


def _inherited(columns: Sequence[int], group: ColumnGroup, lengths: Sequence[int], above: str) -> str | None:
    """What a code goes on from whose first part stands in the column of 款 or 项: 208 of 208 | 05, 20805 of … | 05.

    ``None`` where it begins with 类, or the columns are no parts of a code; empty where nothing stands above.
    """
    own = sorted(group.labels)[: len(lengths)]
    has_parts = len(group.labels) > len(lengths) and len(group.codes) > 1 and group.codes <= set(own)
    if not columns or not has_parts or columns[0] not in own[1:]:
        return None
    if columns != own[own.index(columns[0]) :][: len(columns)]:
        return None
    end = sorted(lengths)[own.index(columns[0]) - 1]
    return above[:end] if len(above) >= end else ""


def label_cells(view: GridView, row: int, group: ColumnGroup) -> list[Cell]:
    """The cells with words that begin in the label columns of a row.

    A total row may share its line with the last header row (类 款 项 合计): its label is only what is left.
    """
    cells = [cell for cell in view.starting(row) if cell.column in group.labels]
    return [cell for cell in cells if folded(cell.text) not in NUMBER_WORDS]


def _name_behind(text: str, code: str) -> str:
    """The printed name behind a code whose digits may stand apart."""
    left = len(code)
    for position, mark in enumerate(text):
        if left == 0:
            return display_name(text[position:].lstrip(" \u3000\t\n-_.:、："))
        if folded(mark).isdigit():
            left -= 1
    return ""


def _joined(parts: Sequence[str], lengths: Sequence[int]) -> str:
    """One code from its parts: a whole one in any column, or 类, 款 and 项 in one each (201, 1 or 01, 1)."""
    for part in reversed(parts):
        if len(part) in lengths and (len(part) > min(lengths) or len(parts) == 1):
            return part
    ends = sorted(lengths)
    if len(parts) > len(ends) or not ends:
        return "".join(parts)
    starts = [0, *ends[:-1]]
    return "".join(part.rjust(end - start, "0") for part, start, end in zip(parts, starts, ends, strict=False))
