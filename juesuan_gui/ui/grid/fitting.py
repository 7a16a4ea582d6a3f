"""Owns the widths that columns want: long enough for their texts, wide enough to fill the pane."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan_gui.forms import CellRole, FieldRole, fields_of
from juesuan_gui.ui.grid.look import Look
from juesuan_gui.ui.grid.model import GridModel

#: More lines than this are not measured; a column of amounts hardly grows after them.
_MEASURED_LINES = 300
#: A pane much wider than the table leaves the rest empty: figures far from their names are hard to read.
_WIDEST_STRETCH = 2.0
_USUAL_AMOUNT = "1,234,567.89"


def natural_width(model: GridModel, look: Look, column: int, lines: Sequence[int] | None = None) -> int:
    """The width at which no text of the column is cut; spanning cells do not count."""
    rows = range(min(model.rowCount(), _MEASURED_LINES)) if lines is None else lines
    widest = 0
    for row in rows:
        cell = model.cell(row, column)
        if cell.column_span > 1 or model.row(row).is_insert_line:
            continue
        metrics = look.bold_metrics if cell.bold else look.metrics
        text = model.text(row, column)
        if text:
            widest = max(
                widest,
                metrics.horizontalAdvance(text) + cell.indent * look.indent + _mark_width(model, look, row, column),
            )
    return widest + 2 * look.padding + 6


def _mark_width(model: GridModel, look: Look, row: int, column: int) -> int:
    """Room for the ≠ beside a stated total and the ？ beside an unread text."""
    address = model.address(row, column)
    face = model.face(address) if address else None
    return look.indent if face and (face.differs or face.is_unread) else 0


def natural_widths(model: GridModel, look: Look) -> list[int]:
    """The width of every column at which nothing is cut; very long names excepted."""
    fields = fields_of(model.table)
    least = _least_widths(model, look)
    widths = []
    for column, field in enumerate(fields):
        natural = max(natural_width(model, look, column), least[column])
        if field.role is FieldRole.NAME:
            natural = min(natural, look.indent * 24)
        widths.append(natural)
    _make_room_for_spans(model, look, widths)
    return widths


def stretched(model: GridModel, widths: list[int], available: int) -> list[int]:
    """The widths grown alike to fill the pane; 行次 stays as narrow as it is."""
    fields = fields_of(model.table)
    total = sum(widths)
    if total < available:
        stretch = min(available / total, _WIDEST_STRETCH)
        scaled = [
            width if field.role is FieldRole.LINE else int(width * stretch)
            for width, field in zip(widths, fields, strict=True)
        ]
        rest = min(available, int(total * _WIDEST_STRETCH)) - sum(scaled)
        widest = max(range(len(scaled)), key=lambda column: scaled[column])
        scaled[widest] += rest
        return scaled
    return widths


def squeezed(model: GridModel, look: Look, widths: list[int], available: int) -> list[int]:
    """The widths with less room for amounts yet to come, if that spares the pane a scroll bar."""
    excess = sum(widths) - available
    fields = fields_of(model.table)
    spare = [
        max(0, width - max(natural_width(model, look, column), look.indent * min(len(field.header[-1]), 6) + 12))
        if field.role is FieldRole.FIGURE
        else 0
        for column, (width, field) in enumerate(zip(widths, fields, strict=True))
    ]
    room = sum(spare)
    if not 0 < excess <= room:
        return widths
    # Rounding up: a single pixel too many would bring the scroll bar back.
    return [width - -(-part * excess // room) for width, part in zip(widths, spare, strict=True)]


def _least_widths(model: GridModel, look: Look) -> list[int]:
    """An amount of usual size fits before it is typed; at least four header signs stand in a line."""
    least = []
    for column, field in enumerate(fields_of(model.table)):
        signs = min(len(field.header[-1]), 6 if field.role is FieldRole.FIGURE else 4)
        header = look.indent * signs + 12
        if field.role is FieldRole.FIGURE:
            amount = look.metrics.horizontalAdvance(_USUAL_AMOUNT) + 2 * look.padding
            # A table of many figures is read as a whole; it may be narrower than one of three columns.
            header = max(header, amount if len(model.widths) <= 10 else round(amount * 0.85))
        elif field.role is FieldRole.CODE and _splits_code(model, column):
            codes = sum(1 for item in fields_of(model.table) if item.role is FieldRole.CODE)
            header = -(-(look.indent * min(len(field.header[-1]), 8) + 12) // codes)
        least.append(header)
    return least


def _splits_code(model: GridModel, column: int) -> bool:
    roles = [field.role for field in fields_of(model.table)]
    return roles.count(FieldRole.CODE) > 1 and len(model.table.blocks) == 1 and roles[column] is FieldRole.CODE


def _make_room_for_spans(model: GridModel, look: Look, widths: list[int]) -> None:
    """A code over three columns needs their sum; what lacks is shared among them."""
    for row in range(min(model.rowCount(), _MEASURED_LINES)):
        if model.row(row).is_insert_line:
            continue
        for column in range(len(widths)):
            cell = model.cell(row, column)
            if cell.position != column or cell.column_span == 1 or cell.role is CellRole.EMPTY:
                continue
            metrics = look.bold_metrics if cell.bold else look.metrics
            needed = metrics.horizontalAdvance(model.text(row, column)) + 2 * look.padding + 6
            lacking = needed - sum(widths[column : column + cell.column_span])
            if lacking > 0:
                share = -(-lacking // cell.column_span)
                for covered in range(column, column + cell.column_span):
                    widths[covered] += share
