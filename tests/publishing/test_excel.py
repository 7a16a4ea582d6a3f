"""The workbook: formulas, number formats, names, print set-up, and text that is not a formula."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from juesuan_gui.document import (
    Cell,
    CellRole,
    Column,
    Document,
    Grid,
    NumberFormat,
    Paragraph,
    Section,
    Term,
    TextStyle,
)
from juesuan_gui.publishing.excel.formulas import CellPlace, formula_text
from juesuan_gui.publishing.excel.render import render_excel

from .conftest import CREATED, Rendered

YUAN = NumberFormat()


def amount_cell(row: int, column: int, amount: str, key: str, formula: tuple[Term, ...] = ()) -> Cell:
    """A figure with its key."""
    value = Decimal(amount)
    return Cell(
        row,
        column,
        YUAN.text_of(value),
        CellRole.FIGURE,
        key=key,
        amount=value,
        number_format=YUAN,
        formula=formula,
    )


def workbook_of(*grids: Grid, path: Path) -> openpyxl.Workbook:
    """The workbook read back, formulas as they are."""
    render_excel(Document("题", (Section(grids),)), path, created=CREATED)
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ([(1, "A1"), (1, "A2"), (1, "A3")], "=SUM(A1:A3)"),
        ([(1, "A1"), (1, "B1")], "=SUM(A1:B1)"),
        ([(1, "A1"), (1, "C1"), (1, "E1")], "=A1+C1+E1"),
        ([(1, "A1"), (1, "A2"), (1, "C5")], "=SUM(A1:A2,C5)"),
        ([(1, "A1"), (1, "B2"), (-1, "C3")], "=A1+B2-C3"),
        ([(-1, "A1"), (2, "B2")], "=-A1+2*B2"),
        ([(1, "A1"), (-1, "A1"), (1, "B2")], "=B2"),
        ([(1, "A1"), (1, "A1")], "=2*A1"),
        ([(1, "C4"), (1, "C6"), (1, "C8"), (1, "C10")], "=SUM(C4,C6,C8,C10)"),
        ([(1, "Z99")], None),
        ([], None),
    ],
)
def test_sums_are_written_as_an_accountant_would(terms: list[tuple[int, str]], text: str | None) -> None:
    places = {
        f"{letter}{row}": CellPlace("表", row - 1, "ABCDE".index(letter)) for letter in "ABCDE" for row in range(1, 11)
    }
    assert formula_text([Term(factor, key) for factor, key in terms], places, "表") == text


def test_a_sum_may_reach_to_another_sheet() -> None:
    places = {"甲": CellPlace("公开01表", 0, 0), "乙": CellPlace("公开01表", 1, 0)}
    assert formula_text([Term(1, "甲"), Term(1, "乙")], places, "表") == "=SUM(公开01表!A1:A2)"
    quoted = {"甲": CellPlace("某 '表'", 0, 0)}
    assert formula_text([Term(1, "甲")], quoted, "表") == "='某 ''表'''!A1"


def test_very_many_addends_are_dealt_out_over_several_sums() -> None:
    places = {str(row): CellPlace("表", row * 2, 0) for row in range(500)}
    text = formula_text([Term(1, key) for key in places], places, "表")
    assert text is not None
    assert text.count("SUM(") == 3
    assert all(part.count(",") < 255 for part in text.split("SUM("))


@pytest.mark.parametrize("text", ["=1+1", "+8613800000000", "-1", "@SUM(A1)", '=HYPERLINK("x")', "http://a.b"])
def test_text_never_becomes_a_formula_or_a_link(text: str, tmp_path: Path) -> None:
    title = Paragraph.of(text, TextStyle.TABLE_TITLE)
    note = Paragraph.of(text, TextStyle.TABLE_NOTE)
    grid = Grid("表", (Column(),), (Cell(0, 0, text), Cell(1, 0, text, CellRole.FIGURE)), 0, title, notes=(note,))
    sheet = workbook_of(grid, path=tmp_path / "a.xlsx").worksheets[0]
    for row in range(1, 5):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_formula_that_would_change_the_figure_is_not_written(tmp_path: Path) -> None:
    stated = amount_cell(2, 0, "10.01", "总", (Term(1, "甲"), Term(1, "乙")))
    grid = Grid("表", (Column(),), (amount_cell(0, 0, "4", "甲"), amount_cell(1, 0, "6", "乙"), stated))
    assert workbook_of(grid, path=tmp_path / "a.xlsx").worksheets[0].cell(3, 1).value == 10.01


def test_a_blank_addend_counts_as_zero_and_a_word_forbids_the_formula(tmp_path: Path) -> None:
    blank = Cell(1, 0, "", CellRole.FIGURE, key="乙")
    word = Cell(1, 0, "不详", CellRole.FIGURE, key="乙")
    for second, expected in ((blank, "=SUM(A1:A2)"), (word, 4)):
        total = amount_cell(2, 0, "4", "总", (Term(1, "甲"), Term(1, "乙")))
        grid = Grid("表", (Column(),), (amount_cell(0, 0, "4", "甲"), second, total))
        assert workbook_of(grid, path=tmp_path / "a.xlsx").worksheets[0].cell(3, 1).value == expected


@pytest.mark.parametrize(
    "cell",
    [
        Cell(0, 0, "1,224.480", CellRole.FIGURE, amount=Decimal("1224.48"), number_format=YUAN),
        Cell(0, 0, "12,345,678,901,234,567.89", CellRole.FIGURE, amount=Decimal("12345678901234567.89")),
    ],
)
def test_a_figure_that_excel_would_show_otherwise_stays_text(cell: Cell, tmp_path: Path) -> None:
    sheet = workbook_of(Grid("表", (Column(),), (cell,)), path=tmp_path / "a.xlsx").worksheets[0]
    assert sheet.cell(1, 1).value == cell.text


@pytest.mark.parametrize(
    ("number_format", "amount", "code"),
    [
        (NumberFormat(), "1", "#,##0.00_ ;-#,##0.00_ "),
        (NumberFormat(0, thousands=False), "1", "0_ ;-0_ "),
        (NumberFormat(2, zero_text=""), "0", "#,##0.00_ ;-#,##0.00_ ;"),
        (NumberFormat(2, zero_text="—"), "0", '#,##0.00_ ;-#,##0.00_ ;"—"_ '),
        (NumberFormat(1, suffix="%"), "5", '#,##0.0"%"_ ;-#,##0.0"%"_ '),
    ],
)
def test_number_formats(number_format: NumberFormat, amount: str, code: str, tmp_path: Path) -> None:
    value = Decimal(amount)
    cell = Cell(0, 0, number_format.text_of(value), CellRole.FIGURE, amount=value, number_format=number_format)
    found = workbook_of(Grid("表", (Column(),), (cell,)), path=tmp_path / "a.xlsx").worksheets[0].cell(1, 1)
    assert found.number_format == code
    assert found.value == float(value)


def test_sheet_names_are_legal_and_differ(tmp_path: Path) -> None:
    wanted = ["公开01表：收入[支出]/决算*总?表", "History", "'表'", "", "甲" * 40, "甲" * 40, "abc", "ABC"]
    grids = [
        Grid(f"{number}", (Column(),), (Cell(0, 0, "文"),), sheet_name=name or None)
        for number, name in enumerate(wanted)
    ]
    names = workbook_of(*grids, path=tmp_path / "a.xlsx").sheetnames
    assert len({name.lower() for name in names}) == len(wanted)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_merges_frozen_heads_and_print_set_up(rendered: Rendered) -> None:
    book = openpyxl.load_workbook(rendered.excel)
    income = book.worksheets[1]
    merged = {str(found) for found in income.merged_cells.ranges}
    assert {"A4:D4", "E4:E6", "H4:I4", "A1:L1"} <= merged
    assert income.freeze_panes == "A8"
    assert income.print_title_rows == "$4:$7"
    # Paper gets the table from its title to its last note, and nothing that is written beside it later.
    assert income.print_area == f"'{income.title}'!$A$1:$L${income.max_row}"
    assert income.page_setup.orientation == "landscape"
    assert income.page_setup.fitToWidth in (None, 1)  # left out of the file it is 1
    assert book.worksheets[0].page_setup.orientation == "portrait"
    assert income.sheet_properties.pageSetUpPr is not None
    assert income.sheet_properties.pageSetUpPr.fitToPage


def test_a_document_without_tables_still_gives_a_workbook(tmp_path: Path) -> None:
    assert len(workbook_of(path=tmp_path / "a.xlsx").worksheets) == 1


def test_the_same_tree_gives_the_same_bytes(rendered: Rendered, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    render_excel(rendered.document, again, created=CREATED)
    assert again.read_bytes() == rendered.excel.read_bytes()
