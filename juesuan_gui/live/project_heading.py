"""Owns the header of a pasted block of projects: which of its columns is which of the sheet's, and in what unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juesuan_gui.figures import Unit
from juesuan_gui.live.project_sheet import ColumnSort, SheetColumn
from juesuan_gui.report.cards_targets import plain

Rows = Sequence[Sequence[str | None]]
_UNIT: Final = re.compile(r"[（(](亿元|万元|元)[）)]")
_HEADER_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of a block: how many rows it takes, and for each of its columns the sheet's, with the unit named."""

    depth: int
    columns: tuple[tuple[SheetColumn | None, Unit | None], ...]
    words: tuple[str, ...]


def heading_of(rows: Rows, columns: Sequence[SheetColumn]) -> Heading | None:
    """The header of a block; ``None`` where no row names the project's column beside another one."""
    known = {squeezed(name): column for column in columns for name in (column.label, *column.aliases)}
    for depth in range(min(len(rows), _HEADER_ROWS)):
        words = [text or "" for text in rows[depth]]
        if not any(_is_name(text, known) for text in words):
            continue
        length = depth + 1
        below = rows[length] if length < len(rows) else ()
        name_at = next(at for at, text in enumerate(words) if _is_name(text, known))
        # 项目资金 over 年初预算数, 全年预算数: the second line names the columns, its name cell is empty.
        if below and not (below[name_at] or "").strip() and any(squeezed(text or "") in known for text in below):
            words = [(lower or "").strip() or upper for upper, lower in zip(words, below, strict=False)]
            length += 1
        found = tuple((known.get(squeezed(text)), _unit_in(text)) for text in words)
        if sum(item is not None for item, _ in found) > 1:
            return Heading(length, found, tuple(words))
    return None


def _is_name(text: str, known: Mapping[str, SheetColumn]) -> bool:
    column = known.get(squeezed(text))
    return column is not None and column.sort is ColumnSort.NAME


def squeezed(text: str) -> str:
    """A name as it is compared: half width, without spaces and brackets."""
    return re.sub(r"\([^()]*\)", "", plain(text))


def _unit_in(text: str) -> Unit | None:
    match = _UNIT.search(text)
    return Unit.named(match[1]) if match else None


def without_numerals(rows: Rows, column: int) -> Rows:
    """The rows without a leading column 1, 2, 3 … (序号), where they are pasted onto the names."""
    if column != 0 or not rows or len(rows[0]) < 2:
        return rows
    numerals = [(row[0] or "").strip() for row in rows]
    return [row[1:] for row in rows] if numerals == [str(at) for at in range(1, len(rows) + 1)] else rows
