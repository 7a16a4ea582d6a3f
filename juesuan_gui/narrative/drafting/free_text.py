"""Owns the few marks of free text: ``# `` begins a small heading, ``- `` an item of a list, ``|`` a row of a table.

They are plain characters, so that what a user writes in one field can be printed as headings, lists and tables,
and read by anybody in the report file. The first row of a table is its header.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

HEADING_MARK: Final = "# "
ITEM_MARK: Final = "- "
ROW_MARK: Final = "|"
#: What an item begins with on paper.
BULLET: Final = "• "


class ParagraphForm(Enum):
    """How a paragraph of the explanation stands on the page."""

    BODY = "正文"
    HEADING = "小标题"
    ITEM = "列表"
    TABLE = "表格"


def form_of(line: str) -> ParagraphForm:
    """What the first characters of a line make of it."""
    if line.startswith(ROW_MARK) and line.rstrip().endswith(ROW_MARK) and len(line.strip()) > 1:
        return ParagraphForm.TABLE
    if line.startswith(HEADING_MARK):
        return ParagraphForm.HEADING
    return ParagraphForm.ITEM if line.startswith(ITEM_MARK) else ParagraphForm.BODY


def cells_of(row: str) -> tuple[str, ...]:
    """The cells of a row: ``| 项目 | 金额 |``."""
    return tuple(cell.strip() for cell in row.strip().removeprefix(ROW_MARK).removesuffix(ROW_MARK).split(ROW_MARK))


def row_of(cells: Iterable[str]) -> str:
    """A row of a table as text; what would begin another cell or line becomes a blank."""
    return f"| {' | '.join(' '.join(cell.replace(ROW_MARK, '／').split()) for cell in cells)} |"


def squared(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows made equally long with blank cells."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *("",) * (width - len(row))) for row in rows)
