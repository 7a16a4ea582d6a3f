"""Owns the figures in the lines below the blocks of a table (本年收入合计 … beside 本年支出合计)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.document import Cell
from juesuan_gui.forms import Table
from juesuan_gui.reading.normal import row_name
from juesuan_gui.reading.tables.grid_view import GridView


@dataclass(frozen=True, slots=True)
class FooterFigure:
    """A figure in a line below the blocks; ``text`` when it shares its label's cell, no cell when blank."""

    row: int
    key: str
    column: str
    label: Cell
    cell: Cell | None
    text: str | None = None


def footer_figures(view: GridView, row: int, table: Table) -> Iterator[FooterFigure]:
    """The figures of a line below the blocks: each behind its label, or in one cell with it."""
    slots = _footer_slots(table)
    cells = view.starting(row)
    for position, cell in enumerate(cells):
        name = row_name(cell.text)
        if name in slots:
            key, column = slots[name]
            following = cells[position + 1] if position + 1 < len(cells) else None
            blank = following is None or row_name(following.text) in slots
            yield FooterFigure(row, key, column, cell, None if blank else following)
            continue
        for words, (key, column) in slots.items():
            figure = name.removeprefix(words)
            if figure != name and figure[:1] in "-0123456789":
                yield FooterFigure(row, key, column, cell, cell, figure)


def _footer_slots(table: Table) -> dict[str, tuple[str, str]]:
    """Compared label → (row, column) of the figures in the lines below the blocks."""
    slots: dict[str, tuple[str, str]] = {}
    for line in table.footer:
        for label, cell in zip(("", *(item.label for item in line)), line, strict=False):
            row = table.rows.get(cell.row)
            if row is not None:
                for words in (label, row.label, row.key, *row.aliases):
                    if words:
                        slots.setdefault(row_name(words), (row.key, cell.column))
    return slots
