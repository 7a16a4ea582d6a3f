"""Owns the printed layout of a table: (printed row, column) → text or figure, for grid, reader and renderer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from juesuan_gui.forms.model import TOTAL_ROW, Field, FieldRole, Row, Table

#: Digits of an economic 类.
_CLASS = 3


class CellRole(Enum):
    """What a printed cell is."""

    HEADER = "header"
    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    LINE = "line"
    FIGURE = "figure"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of a coded table as a report has it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One printed cell. ``row``/``column`` name the figure it shows (role FIGURE), spans are in grid units."""

    line: int
    position: int
    role: CellRole
    text: str = ""
    row: str = ""
    column: str = ""
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table laid out: ``header_lines`` header rows (栏次 row included), ``lines`` rows in all."""

    cells: tuple[PrintedCell, ...]
    header_lines: int
    lines: int
    widths: tuple[int, ...]


def fields_of(table: Table) -> tuple[Field, ...]:
    """The printed columns from left to right over all blocks."""
    return tuple(item for block in table.blocks for item in block.fields)


def header_depth(table: Table) -> int:
    """The number of header rows without the 栏次 row."""
    return max(len(item.header) for item in fields_of(table))


def lay_out(
    table: Table, code_rows: Sequence[CodeRow] = (), *, join_number_row: bool = True, blank_lines: bool = False
) -> PrintedTable:
    """The printed table with these code rows (in printed order); fixed tables need none.

    ``blank_lines``: with the empty lines that stand for the rows of a table without any; an editor has none.

    ``join_number_row``: 类, 款, 项 reach down beside 合计, as the official form prints them. Paper that
    repeats the header on each page cannot join a header row with a body row and turns it off.
    """
    cells = _header(table)
    depth = header_depth(table)
    line = depth
    skip_codes = False
    if table.number_row:
        merged = (
            join_number_row
            and table.coded is not None
            and table.coded.merge_number_row
            and table.coded.total == "first"
        )
        cells += _number_line(table, line, 2 if merged else 1)
        skip_codes = merged
        line += 1
    header_lines = line
    if table.coded is not None:
        body, line = _coded_body(table, code_rows, line, skip_codes, blank_lines=blank_lines)
    else:
        body, line = _fixed_body(table, line)
    cells += body
    for footer in table.footer:
        position = 0
        for cell in footer:
            row = table.rows.get(cell.row)
            cells.append(
                PrintedCell(
                    line,
                    position,
                    CellRole.FIGURE if row else CellRole.NAME,
                    cell.label,
                    cell.row,
                    cell.column if row else "",
                    1,
                    cell.span,
                    bold=True,
                )
            )
            position += cell.span
        line += 1
    widths = tuple(item.width for item in fields_of(table))
    return PrintedTable(tuple(cells), header_lines, line, widths)


def _header(table: Table) -> list[PrintedCell]:
    """Merged header cells from the header paths: equal neighbours join, short paths reach down.

    A heading that is named twice in a path reaches down over two lines and leaves the short last heading
    at the bottom: 合计, 合计, 预算数.
    """
    fields = fields_of(table)
    depth = header_depth(table)
    cells: list[PrintedCell] = []

    def level(first: int, last: int, line: int) -> None:
        position = first
        while position < last:
            path = fields[position].header
            end = position + 1
            if line < len(path) - 1:
                while end < last and len(fields[end].header) > line + 1 and fields[end].header[line] == path[line]:
                    end += 1
                down = 1
                while all(
                    len(item.header) > line + down + 1 and item.header[line + down] == path[line]
                    for item in fields[position:end]
                ):
                    down += 1
                cells.append(
                    PrintedCell(
                        line,
                        position,
                        CellRole.HEADER,
                        path[line],
                        row_span=down,
                        column_span=end - position,
                        bold=True,
                    )
                )
                level(position, end, line + down)
            else:
                while end < last and fields[end].header == path:
                    end += 1
                cells.append(
                    PrintedCell(
                        line,
                        position,
                        CellRole.HEADER,
                        path[line],
                        row_span=depth - line,
                        column_span=end - position,
                        bold=True,
                    )
                )
            position = end

    level(0, len(fields), 0)
    return cells


def _number_line(table: Table, line: int, code_span: int) -> list[PrintedCell]:
    return [
        PrintedCell(
            line,
            position,
            CellRole.NUMBER,
            item.number,
            column=item.column,
            row_span=code_span if item.role is FieldRole.CODE else 1,
        )
        for position, item in enumerate(fields_of(table))
    ]


def _coded_body(
    table: Table, code_rows: Sequence[CodeRow], line: int, skip_codes: bool, *, blank_lines: bool
) -> tuple[list[PrintedCell], int]:
    assert table.coded is not None
    total = Row(TOTAL_ROW, table.coded.total_label, bold=True)
    rows: list[tuple[str, str, str, bool, int]] = [
        (item.code, item.code, item.name, len(item.code) == table.coded.levels[0], _level(table, item.code))
        for item in code_rows
    ]
    cells: list[PrintedCell] = []
    if table.coded.total == "first":
        cells += _total_line(table, total, line, skip_codes)
        line += 1
    for key, code, name, bold, indent in rows:
        cells += _code_line(table, key, code, name, bold, indent, line)
        line += 1
    for _ in range(table.coded.blank_lines if blank_lines and not rows else 0):
        cells += [PrintedCell(line, index, CellRole.EMPTY) for index in range(len(fields_of(table)))]
        line += 1
    if table.coded.total == "last":
        cells += _total_line(table, total, line, False)
        line += 1
    return cells, line


def _level(table: Table, code: str) -> int:
    assert table.coded is not None
    return table.coded.levels.index(len(code)) if len(code) in table.coded.levels else 0


def _total_line(table: Table, total: Row, line: int, skip_codes: bool) -> list[PrintedCell]:
    fields = fields_of(table)
    items = [index for index, item in enumerate(fields) if item.role is not FieldRole.FIGURE]
    first = (
        next((index for index in items if fields[index].role is not FieldRole.CODE), items[0] if items else 0)
        if skip_codes
        else (items[0] if items else 0)
    )
    cells = [
        PrintedCell(
            line,
            first,
            CellRole.NAME,
            total.label,
            total.key,
            column_span=len([i for i in items if i >= first]),
            bold=True,
        )
    ]
    cells += [
        PrintedCell(line, index, CellRole.FIGURE, "", total.key, item.column, bold=True)
        for index, item in enumerate(fields)
        if item.role is FieldRole.FIGURE
    ]
    return cells


def _code_line(table: Table, key: str, code: str, name: str, bold: bool, indent: int, line: int) -> list[PrintedCell]:
    assert table.coded is not None
    fields = fields_of(table)
    code_positions = [index for index, item in enumerate(fields) if item.role is FieldRole.CODE]
    cells: list[PrintedCell] = []
    if table.coded.split_code and len(code_positions) == len(table.coded.levels):
        ends = (0, *table.coded.levels)
        for order, position in enumerate(code_positions):
            cells.append(
                PrintedCell(line, position, CellRole.CODE, code[ends[order] : ends[order + 1]], key, bold=bold)
            )
    elif code_positions:
        cells.append(
            PrintedCell(line, code_positions[0], CellRole.CODE, code, key, column_span=len(code_positions), bold=bold)
        )
    for index, item in enumerate(fields):
        if item.role is FieldRole.NAME:
            cells.append(PrintedCell(line, index, CellRole.NAME, name, key, bold=bold, indent=indent))
        elif item.role is FieldRole.FIGURE:
            cells.append(PrintedCell(line, index, CellRole.FIGURE, "", key, item.column, bold=bold))
    return cells


def _fixed_body(table: Table, line: int) -> tuple[list[PrintedCell], int]:
    height = max(len(block.rows) for block in table.blocks)
    cells: list[PrintedCell] = []
    position = 0
    for block in table.blocks:
        codes = [shift for shift, item in enumerate(block.fields) if item.role is FieldRole.CODE]
        for offset in range(height):
            row = block.rows[offset] if offset < len(block.rows) else Row("", "")
            for shift, item in enumerate(block.fields):
                cell = _fixed_cell(item, row, line + offset, position + shift)
                if shift in codes and len(codes) > 1:
                    # Two columns are for 类 and 款: 301, 01.
                    text = row.code[:_CLASS] if shift == codes[0] else row.code[_CLASS:] if shift == codes[1] else ""
                    cell = replace(cell, text=text)
                cells.append(cell)
        position += len(block.fields)
    return cells, line + height


def _fixed_cell(item: Field, row: Row, line: int, position: int) -> PrintedCell:
    if item.role is FieldRole.FIGURE:
        if not row.key:
            return PrintedCell(line, position, CellRole.EMPTY)
        return PrintedCell(line, position, CellRole.FIGURE, "", row.key, item.column, bold=row.bold)
    text = {FieldRole.CODE: row.code, FieldRole.NAME: row.label, FieldRole.LINE: row.line}[item.role]
    role = {FieldRole.CODE: CellRole.CODE, FieldRole.NAME: CellRole.NAME, FieldRole.LINE: CellRole.LINE}[item.role]
    indent = row.indent if item.role is FieldRole.NAME else 0
    return PrintedCell(line, position, role, text, row.key, bold=row.bold, indent=indent)
