"""One tree, three renderings: every cell and every amount is the same in all of them."""

from decimal import Decimal

import openpyxl

from juesuan_gui.document import Grid, grids_of

from .conftest import Rendered
from .reading_back import Cells, pdf_tables, plain, word_tables


def printed_cells(grid: Grid) -> Cells:
    """What the tree says is printed."""
    return {(cell.row, cell.column): plain(cell.text) for cell in grid.cells}


def test_pdf_prints_every_cell_in_its_place(rendered: Rendered) -> None:
    tables = pdf_tables(rendered.pdf)
    grids = list(grids_of(rendered.document))
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        assert {place: table.get(place) for place in printed_cells(grid)} == printed_cells(grid)


def test_word_holds_every_cell_in_its_place(rendered: Rendered) -> None:
    tables = word_tables(rendered.word)
    grids = list(grids_of(rendered.document))
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        assert {place: table.get(place) for place in printed_cells(grid)} == printed_cells(grid)


def test_excel_holds_every_amount_as_a_number(rendered: Rendered) -> None:
    values = openpyxl.load_workbook(rendered.excel, data_only=True)
    grids = list(grids_of(rendered.document))
    assert values.sheetnames == [grid.sheet_name for grid in grids]
    for grid in grids:
        sheet = values[grid.sheet_name or ""]
        first_row = 1 + 1 + len(grid.lines)
        for cell in grid.cells:
            value = sheet.cell(cell.row + first_row, cell.column + 1).value
            if cell.amount is None:
                # Heads have line ends of their own in a sheet.
                assert plain(str(value or "")) == plain(cell.text)
            else:
                assert not isinstance(value, str)
                assert Decimal(repr(value)) == cell.amount


def test_excel_formulas_give_what_is_shown(rendered: Rendered) -> None:
    formulas = openpyxl.load_workbook(rendered.excel)
    written = 0
    for grid in grids_of(rendered.document):
        sheet = formulas[grid.sheet_name or ""]
        for cell in grid.cells:
            value = sheet.cell(cell.row + 2 + len(grid.lines), cell.column + 1).value
            is_formula = isinstance(value, str) and value.startswith("=")
            assert is_formula == bool(cell.formula)
            written += is_formula
    assert written > 20
