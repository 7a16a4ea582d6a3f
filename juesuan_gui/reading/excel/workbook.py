"""Owns stage 1 for workbooks: a file in, the neutral document out; a pure function without side effects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from juesuan_gui.document import Block, Cell, Document, Grid, Paragraph, Place, Section
from juesuan_gui.reading.container import FileKind, file_kind, open_archive
from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.excel.raw_sheet import RawSheet, column_letters, grid_of
from juesuan_gui.reading.excel.xls import read_xls
from juesuan_gui.reading.excel.xlsx_package import open_package
from juesuan_gui.reading.excel.xlsx_sheet import read_sheet
from juesuan_gui.reading.html.table import read_html
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.source import Remark, RemarkKind, Source

_NAMED_LINES = 8
#: As many characters as a sentence of an explanation has and a note below a table seldom.
_SENTENCE = 40
#: How many sentences show that rows with several cells among them are only a list, and how few of the rows those are.
_FEWEST_SENTENCES = 3
_LISTED = 4


def read_workbook(path: Path, limits: Limits) -> Source:
    """The document of an .xlsx or .xls workbook, or of an HTML table called so: one section a sheet.

    A sheet that is written text, a small list in it or not, comes as paragraphs. What the file is decides its
    content, never its suffix. Raises ReadingError when it cannot be read; a sheet that cannot be read is left out with
    a remark.
    Run it in a ReadingWorker: the .xls library ends its process over some damaged files instead of raising an
    error.
    """
    kind = file_kind(path, limits)
    sections: list[Section] = []
    remarks: list[Remark] = []
    for before, sheet in _sheets(path, kind, limits):
        place = Place(sheet=sheet.name)
        remarks += _remarks(sheet, place)
        grid = grid_of(sheet, limits)
        blocks: list[Block] = [Paragraph.of(line, place=place) for line in before]
        if grid is not None:
            blocks += _written(grid) if _is_prose(grid) else (grid,)
        if blocks:
            sections.append(Section(tuple(blocks)))
    if not sections and not any(remark.kind is RemarkKind.SKIPPED_SHEET for remark in remarks):
        raise ReadingError(path.name, "里的工作表全是空的。", "请确认选对了文件，并且导出时带了数据。")
    return Source(path.name, Document(path.name, tuple(sections)), tuple(remarks))


def _sheets(path: Path, kind: FileKind, limits: Limits) -> Iterator[tuple[tuple[str, ...], RawSheet]]:
    """Every sheet with the lines before it, all of them within one budget of cells."""
    left = limits.cells
    if kind is FileKind.HTML:
        for table in read_html(path, limits):
            yield table.before, table.sheet
        return
    if kind is FileKind.XLS:
        for sheet in read_xls(path, limits):
            left -= len(sheet.cells)
            yield (), sheet if left >= 0 else _over_budget(sheet, limits)
        return
    with open_archive(path, limits) as archive:
        package = open_package(path.name, archive, limits)
        for entry in package.sheets:
            sheet = read_sheet(package, entry, replace(limits, cells=left))
            left -= len(sheet.cells)
            yield (), sheet


def _is_prose(grid: Grid) -> bool:
    """Whether a sheet is a written explanation: words with sentences among them, each alone in its row, no amount.

    A small list among many such rows, as of the units of a department, leaves it one.
    """
    rows = _rows(grid)
    alone = [row[0] for row in rows.values() if len(row) == 1]
    sentences = sum("。" in cell.text and len(cell.text) >= _SENTENCE for cell in alone)
    if len({cell.column for cell in alone}) != 1 or any(cell.amount is not None for cell in alone):
        return False
    listed = len(rows) - len(alone)
    return sentences > 0 if not listed else sentences >= _FEWEST_SENTENCES and listed * _LISTED <= len(rows)


def _rows(grid: Grid) -> dict[int, list[Cell]]:
    """The cells with words or figures by row."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda item: (item.row, item.column)):
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    return rows


def _written(grid: Grid) -> Iterator[Block]:
    """The paragraphs of a written sheet, and the small lists among them as grids."""
    listed: list[Cell] = []
    for cells in _rows(grid).values():
        if len(cells) > 1:
            listed += cells
            continue
        yield from _list(grid, listed)
        listed = []
        for line in cells[0].text.split("\n"):
            if line.strip():
                yield Paragraph.of(line, place=cells[0].place)
    yield from _list(grid, listed)


def _list(grid: Grid, cells: Sequence[Cell]) -> Iterator[Grid]:
    if cells:
        first = min(cell.row for cell in cells)
        moved = tuple(replace(cell, row=cell.row - first, row_span=1) for cell in cells)
        yield replace(
            grid, key=f"{grid.key}-{first + 1}", cells=moved, header_rows=0, sheet_name=None, place=cells[0].place
        )


def _over_budget(sheet: RawSheet, limits: Limits) -> RawSheet:
    return RawSheet(sheet.name, hidden=sheet.hidden, refusal=f"整个文件的数据超过 {limits.cells} 格")


def _remarks(sheet: RawSheet, place: Place) -> Iterator[Remark]:
    if sheet.hidden:
        yield Remark(RemarkKind.HIDDEN_SHEET, place, f"工作表“{sheet.name}”是隐藏的。")
    if sheet.refusal:
        yield Remark(RemarkKind.SKIPPED_SHEET, place, f"工作表“{sheet.name}”没有读：{sheet.refusal}。")
    if sheet.hidden_rows:
        rows = _named([str(row + 1) for row in sheet.hidden_rows])
        yield Remark(RemarkKind.HIDDEN_LINES, place, f"工作表“{sheet.name}”的第 {rows} 行是隐藏的，已照常读取。")
    if sheet.hidden_columns:
        columns = _named([column_letters(column) for column in sheet.hidden_columns])
        yield Remark(RemarkKind.HIDDEN_LINES, place, f"工作表“{sheet.name}”的第 {columns} 列是隐藏的，已照常读取。")


def _named(names: list[str]) -> str:
    shown = "、".join(names[:_NAMED_LINES])
    return f"{shown} 等 {len(names)} " if len(names) > _NAMED_LINES else shown
