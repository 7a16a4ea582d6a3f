"""Owns the widths that columns want: long enough for their texts, few enough to be seen at once, and how they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from juesuan_gui.forms import CellRole, FieldRole, PrintedCell, fields_of
from juesuan_gui.ui.grid.look import Look
from juesuan_gui.ui.grid.sheet_model import SheetModel

#: More lines than this are not measured; a column of amounts hardly grows after them.
_MEASURED_LINES = 300
#: A pane much wider than the table leaves the rest empty: figures far from their names are hard to read.
_WIDEST_STRETCH = 2.0
_USUAL_AMOUNT, _MODEST_AMOUNT = "1,234,567.89", "1,234.56"
#: Signs in one line of a name or of words, before they go on in the next.
_MOST_SIGNS, _LEAST_SIGNS = 24, 8
#: Of a name in a table that has no lines yet.
_NAME_SIGNS = 14
#: A line of a name is not made longer than this only to spare a third line.
_TIGHT_SIGNS = 9
#: Signs of a heading that stand in a line, at ease and where room is scarce.
_EASY_HEADING, _TIGHT_HEADING = 6, 4


@dataclass(frozen=True, slots=True)
class Demand:
    """What one column wants: at ease, and at least (names in two lines, headings in more).

    ``modest``: what an amount gives up only after names have been broken. ``grows``: takes what is left over.
    """

    easy: int
    least: int
    modest: int = 0
    is_name: bool = False
    grows: bool = True


def natural_width(model: SheetModel, look: Look, column: int, lines: Sequence[int] | None = None) -> int:
    """The width at which no text of the column is cut or broken; spanning cells do not count."""
    rows = range(min(model.rowCount(), _MEASURED_LINES)) if lines is None else lines
    widest = 0
    for row in rows:
        cell = model.cell(row, column)
        if cell.column_span > 1 or model.row(row).is_insert_line:
            continue
        widest = max(widest, text_width(model, look, row, column))
    return widest + 2 * look.padding + 2


def text_width(model: SheetModel, look: Look, row: int, column: int) -> int:
    """The width of a cell's text with its indent and its mark, 0 where there is none."""
    cell, text = model.cell(row, column), model.text(row, column)
    if not text:
        return 0
    return look.width(text, bold=cell.bold) + cell.indent * look.indent + _mark_width(model, look, row, column)


def has_room(model: SheetModel, look: Look, row: int, column: int, width: int) -> bool:
    """Whether the text of a cell fits into a column of so many pixels."""
    cell = model.cell(row, column)
    room = width - 2 * look.padding - 2 - cell.indent * look.indent - _mark_width(model, look, row, column)
    return cell.column_span > 1 or look.has_room(model.text(row, column), room, bold=cell.bold)


def _mark_width(model: SheetModel, look: Look, row: int, column: int) -> int:
    """Room for the ≠ beside a stated total and the ？ beside an unread text."""
    address = model.address(row, column)
    face = model.face(address) if address else None
    return look.indent if face and (face.differs or face.is_unread) else 0


def is_wordy(model: SheetModel, cell: PrintedCell) -> bool:
    """Whether the cell holds a name or words, which may go on in a second line; amounts never do."""
    if cell.role is CellRole.NAME:
        return True
    return cell.role is CellRole.FIGURE and _is_words(model, cell.column)


def demands(model: SheetModel, look: Look) -> list[Demand]:
    """What every column wants."""
    fields = fields_of(model.table)
    modest = look.metrics.horizontalAdvance(_MODEST_AMOUNT) + 2 * look.padding
    usual = look.metrics.horizontalAdvance(_USUAL_AMOUNT) + 2 * look.padding
    # A table of many figures is read as a whole; it may be narrower than one of three columns.
    usual = usual if len(fields) <= 10 else round(usual * 0.85)
    found = []
    for column, field in enumerate(fields):
        content, heading = natural_width(model, look, column), field.header[-1]
        if field.role is FieldRole.LINE:
            # 行次 may stand in two lines.
            least = max(content, look.indent + 10)
            found.append(Demand(max(content, _heading(look, heading, 4)), least, grows=False))
        elif field.role is FieldRole.CODE:
            easy = max(content, _code_heading(model, look, heading))
            found.append(Demand(easy, min(easy, max(content, _heading(look, heading, 2)))))
        elif field.role is FieldRole.NAME or _is_words(model, field.column):
            signs = _EASY_HEADING if field.role is FieldRole.FIGURE else 4
            easy = max(min(content, look.indent * _MOST_SIGNS), _heading(look, heading, signs))
            if field.role is FieldRole.NAME and content <= 2 * look.padding + 2:
                # Before the first line is there: a name is longer than its code.
                easy = max(easy, look.indent * _NAME_SIGNS)
            least = max(_in_two_lines(model, look, column, content), _heading(look, heading, 4))
            found.append(Demand(easy, min(easy, least), is_name=True))
        else:
            least = max(content, _heading(look, heading, _TIGHT_HEADING))
            easy = max(least, usual, _heading(look, heading, _EASY_HEADING))
            found.append(Demand(easy, least, min(easy, max(least, modest))))
    return _with_spans(model, look, found)


def fitted(wanted: Sequence[Demand], room: int) -> list[int]:
    """Widths for a pane: at ease and grown where there is room for it, else amounts, names and amounts again give way.

    Where even the least does not fit, the pane scrolls: then everything is as narrow as it may be, so that as much
    as possible is seen at once.
    """
    easy, least = sum(item.easy for item in wanted), sum(item.least for item in wanted)
    if easy <= room:
        return _stretched(wanted, room)
    if least > room:
        return [item.least for item in wanted]
    widths = [item.easy for item in wanted]
    amounts = [max(item.least, item.modest) if not item.is_name else item.easy for item in wanted]
    names = [item.least if item.is_name else floor for item, floor in zip(wanted, amounts, strict=True)]
    for floors in (amounts, names, [item.least for item in wanted]):
        spare = [max(0, width - floor) for width, floor in zip(widths, floors, strict=True)]
        excess, given = sum(widths) - room, sum(spare)
        if excess > 0 and given:
            # Rounding up: a single pixel too many would bring the scroll bar back.
            share = min(excess, given)
            widths = [width - min(part, -(-part * share // given)) for width, part in zip(widths, spare, strict=True)]
    widths[max(range(len(widths)), key=lambda column: widths[column])] += room - sum(widths)
    return widths


def _stretched(wanted: Sequence[Demand], room: int) -> list[int]:
    """The widths grown alike to fill the pane; 行次 stays as narrow as it is."""
    total = sum(item.easy for item in wanted)
    if not total:
        return []
    stretch = min(room / total, _WIDEST_STRETCH)
    widths = [int(item.easy * stretch) if item.grows else item.easy for item in wanted]
    widest = max(range(len(widths)), key=lambda column: widths[column])
    widths[widest] += min(room, int(total * _WIDEST_STRETCH)) - sum(widths)
    return widths


def _heading(look: Look, text: str, signs: int) -> int:
    return look.indent * min(len(text), signs) + 12


def _code_heading(model: SheetModel, look: Look, heading: str) -> int:
    fields = fields_of(model.table)
    codes = sum(field.role is FieldRole.CODE for field in fields)
    if codes > 1 and len(model.table.blocks) == 1:
        # 科目编码 stands over 类, 款 and 项 together.
        return -(-_heading(look, heading, 8) // codes)
    return _heading(look, heading, 4)


def _is_words(model: SheetModel, column: str) -> bool:
    found = model.table.column(column)
    return found is not None and found.kind.is_words


def _in_two_lines(model: SheetModel, look: Look, column: int, content: int) -> int:
    """The width at which the column's texts stand in two lines; very long ones take more."""
    around = 2 * look.padding + 2
    needed = 0
    for row in range(min(model.rowCount(), _MEASURED_LINES)):
        cell = model.cell(row, column)
        if cell.column_span == 1 and not model.row(row).is_insert_line:
            indent = cell.indent * look.indent
            # A sign that does not fit at the end of the first line is one more in the second.
            half = (text_width(model, look, row, column) - indent + 1) // 2 + look.indent
            needed = max(needed, indent + half)
    least, most = look.indent * _LEAST_SIGNS, look.indent * _TIGHT_SIGNS
    return min(content, max(least, min(needed, most)) + around)


def _with_spans(model: SheetModel, look: Look, wanted: list[Demand]) -> list[Demand]:
    """A code over three columns needs their sum; what lacks is shared among them."""
    spans = {
        (cell.position, cell.column_span, cell.text, cell.bold)
        for row in range(min(model.rowCount(), _MEASURED_LINES))
        if not model.row(row).is_insert_line
        for cell, following in pairwise((*model.row(row).cells, None))
        if cell is not following and cell is not None and cell.column_span > 1 and cell.role is not CellRole.EMPTY
    }
    for position, span, text, bold in sorted(spans):
        metrics = look.bold_metrics if bold else look.metrics
        covered = range(position, position + span)
        lacking = metrics.horizontalAdvance(text) + 2 * look.padding + 2 - sum(wanted[at].least for at in covered)
        if lacking > 0:
            share = -(-lacking // span)
            for at in covered:
                item = wanted[at]
                least = item.least + share
                wanted[at] = replace(item, easy=max(item.easy, least), least=least)
    return wanted
