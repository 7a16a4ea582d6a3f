"""Owns pasting: a block of texts onto the grid, by code, by name or by place."""

from __future__ import annotations

from juesuan_gui.forms import TOTAL_ROW, FieldRole, fields_of
from juesuan_gui.steps import Steps
from juesuan_gui.ui.grid.blocks import Block
from juesuan_gui.ui.grid.code_lines import inserted_rows, locks_with
from juesuan_gui.ui.grid.draft import ROWS_OF_A_STEP, Draft
from juesuan_gui.ui.grid.matching import CodedBlock, coded_block, named_lines
from juesuan_gui.ui.grid.model import GridModel
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place


def paste(model: GridModel, navigator: Navigator, block: Block, area: Area, active: Place) -> Steps[Draft]:
    """The change that a paste makes; rows are known by code or name where the block repeats them."""
    on_items = model.cell(*active).position < _first_figure(model)
    coded = coded_block(model.table, block, on_items=on_items)
    yield
    if coded is not None:
        return (yield from _by_code(model, coded, active))
    if on_items:
        named = named_lines(model.table, block)
        if named is not None:
            draft = Draft(model)
            for line in named:
                for column, text in line.texts:
                    if column in model.table.columns_of(line.row):
                        draft.put_text(model.key.cell(line.row, column), text)
            return draft
    return (yield from _by_place(model, navigator, block, area))


def _first_figure(model: GridModel) -> int:
    roles = [item.role for item in fields_of(model.table)]
    return roles.index(FieldRole.FIGURE) if FieldRole.FIGURE in roles else 0


def _by_code(model: GridModel, block: CodedBlock, active: Place) -> Steps[Draft]:
    """Rows are matched by code, missing ones inserted with their parents, all in one change."""
    draft, lines = Draft(model), block.lines
    draft.unmatched += block.strangers
    session, key = model.session, model.key
    rows = yield from inserted_rows(session, key, {line.code: line.name for line in lines})
    draft.edits += rows
    draft.inserted = len(rows)
    # Which cells will be computed depends on the rows that only this change brings.
    codes = set(session.report.code_rows(key)) | {edit.slot.key[-1] for edit in rows}
    is_locked = locks_with(session, key, codes)
    columns = model.table.columns_of(TOTAL_ROW)
    width = max((len(line.texts) for line in lines), default=0)
    first = _first_figure(model)
    shift = 0
    yield
    if width < len(columns) and active.column > first:
        shift = min(active.column - first, len(columns) - width)
    for number, line in enumerate(lines, 1):
        if number % ROWS_OF_A_STEP == 0:
            yield
        for column, text in zip(columns[shift:], line.texts, strict=False):
            address = key.cell(line.code, column)
            draft.put_text(address, text, locked=is_locked(address))
        draft.beyond += sum(1 for text in line.texts[len(columns) - shift :] if text.strip())
    return draft


def _by_place(model: GridModel, navigator: Navigator, block: Block, area: Area) -> Steps[Draft]:
    draft = Draft(model)
    height, width = len(block), len(block[0]) if block else 0
    if not height or not width:
        return draft
    lines, columns = _target(model, navigator, area, height, width)
    for down in range(max(height, len(lines))):
        if down % ROWS_OF_A_STEP == 0:
            yield
        texts = block[down % height]
        for across in range(max(width, len(columns))):
            text = texts[across % width]
            if text is None:
                continue
            if down >= len(lines) or across >= len(columns):
                draft.beyond += bool(text.strip())
                continue
            _put(model, draft, Place(lines[down], columns[across]), text)
    return draft


def _target(model: GridModel, navigator: Navigator, area: Area, height: int, width: int) -> tuple[list[int], list[int]]:
    """The lines and columns to write: the selection when the block fits it, else from its corner on."""
    selected = [row for row in navigator.visible_lines(area.top, area.bottom - area.top + 1) if row <= area.bottom]
    columns = list(range(area.left, area.right + 1))
    if len(selected) % height == 0 and len(columns) % width == 0 and selected:
        return selected, columns
    lines = navigator.visible_lines(area.top, height)
    return lines, list(range(area.left, min(area.left + width, model.columnCount())))


def _put(model: GridModel, draft: Draft, place: Place, text: str) -> None:
    cell = model.cell(*place)
    address = model.address(*place)
    if address is not None and cell.position == place.column:
        draft.put_text(address, text)
    elif text.strip() and text.strip() != cell.text.strip() and cell.position == place.column:
        draft.on_labels.append(text.strip())
