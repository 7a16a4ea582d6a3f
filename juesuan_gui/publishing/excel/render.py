"""Renders the tables of a document as an Excel workbook, one sheet a table."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from juesuan_gui.document import (
    Cell,
    Document,
    Drawing,
    EdgeLine,
    Orientation,
    PageSize,
    Term,
)
from juesuan_gui.publishing.excel.charts import CHART_SHEET, write_charts
from juesuan_gui.publishing.excel.formats import SIZE, TITLE, Formats, is_number
from juesuan_gui.publishing.excel.formulas import CellPlace, formula_text
from juesuan_gui.publishing.excel.layout import (
    SheetPlan,
    free_name,
    is_card_of_several_pages,
    line_count,
    printed_text,
    row_heights,
    sheet_plans,
)
from juesuan_gui.publishing.files import replace_file
from juesuan_gui.publishing.pauses import ROWS_OF_A_PIECE, Pause, no_pause
from juesuan_gui.uncollected import uncollected

NOTE_HEIGHT = 14.0
ONE_PAGE_ROWS = {Orientation.PORTRAIT: 60, Orientation.LANDSCAPE: 48}
A4, A3 = 9, 8
SHEET_FAULT = "本文件没有可导出为 Excel 的表格。"


@uncollected()
def render_excel(document: Document, path: Path, *, created: datetime | None = None, pause: Pause = no_pause) -> None:
    """Writes the workbook. The same document and creation time give the same bytes.

    ``pause`` is called between the rows of the tables; it may end the work by raising, and then no file is written.
    """
    buffer = io.BytesIO()
    workbook = Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    workbook.set_properties(
        {
            "title": document.title,
            "author": document.metadata.author,
            "subject": document.metadata.subject,
            "keywords": "，".join(document.metadata.keywords),
            "created": (created or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    plans = sheet_plans(document, pause)
    figures = _Figures(plans)
    formats = Formats(workbook)
    for plan in plans:
        sheet = workbook.add_worksheet(plan.name, _PlainSheet)
        sheet.pause = pause
        _SheetWriter(sheet, plan, figures, formats, pause).write()
    charts = [item for section in document.sections for item in section.blocks if isinstance(item, Drawing)]
    if data := [item.data for item in charts if item.data is not None]:
        write_charts(workbook, free_name(CHART_SHEET, {plan.name.lower() for plan in plans}), data, figures, formats)
    elif not plans:
        workbook.add_worksheet("说明").write_string(0, 0, SHEET_FAULT)
    workbook.close()
    pause()
    replace_file(path, buffer.getvalue())


class _PlainSheet(Worksheet):  # type: ignore[misc]  # the library is untyped
    """A sheet whose formulas are ours: sums of cells, so that no name of a newer function need be looked for."""

    pause: Pause = staticmethod(no_pause)

    def _write_row(self, row: int, spans: str | None, properties: object = None, empty_row: bool = False) -> None:
        if row % ROWS_OF_A_PIECE == 0:
            self.pause()
        super()._write_row(row, spans, properties, empty_row)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Figures:
    """Which cells hold real numbers, and where."""

    def __init__(self, plans: list[SheetPlan]) -> None:
        self._places: dict[str, CellPlace] = {}
        self._amounts: dict[str, Decimal] = {}
        for plan in plans:
            for cell in plan.grid.cells:
                if cell.key and (not cell.text or is_number(cell)):
                    self._places[cell.key] = CellPlace(plan.name, cell.row + plan.first_row, cell.column)
                    self._amounts[cell.key] = cell.amount or Decimal(0)

    def same(self, key: str, amount: Decimal, home: str) -> str | None:
        """The formula that repeats a cell which shows this amount; ``None`` where there is none."""
        if self._amounts.get(key) != amount:
            return None
        return formula_text((Term(1, key),), self._places, home)

    def formula(self, cell: Cell, home: str) -> str | None:
        """The cell's formula, only where it gives what the cell shows: else Excel would change it."""
        if not cell.formula or any(term.key not in self._places for term in cell.formula):
            return None
        if sum(term.coefficient * self._amounts[term.key] for term in cell.formula) != cell.amount:
            return None
        return formula_text(cell.formula, self._places, home)


class _SheetWriter:
    """Writes one grid onto its sheet."""

    def __init__(self, sheet: Worksheet, plan: SheetPlan, figures: _Figures, formats: Formats, pause: Pause) -> None:
        self._sheet = sheet
        self._plan = plan
        self._figures = figures
        self._formats = formats
        self._pause = pause

    def write(self) -> None:
        """Writes title, lines, grid and notes, and sets up window and printer."""
        grid, plan = self._plan.grid, self._plan
        for column, width in enumerate(plan.widths):
            self._sheet.set_column(column, column, width)
        row = 0
        if grid.title is not None:
            title = self._formats.of({"font_name": TITLE, "font_size": 16, "align": "center"})
            self._sheet.set_row(0, 30)
            self._text(0, 0, plan.last_column, grid.title.text, title)
            row = 1
        for line in grid.lines:
            self._edge_line(row, line)
            row += 1
        self._cells()
        self._notes(row + grid.row_count)
        self._set_up(row)

    def _text(self, row: int, first: int, last: int, text: str, style: Format) -> None:
        if last > first:
            self._sheet.merge_range(row, first, row, last, "", style)
        self._sheet.write_string(row, first, text, style)

    def _edge_line(self, row: int, line: EdgeLine) -> None:
        last = self._plan.last_column
        parts = [
            (text, align)
            for text, align in ((line.left, "left"), (line.middle, "center"), (line.right, "right"))
            if text
        ]
        if last + 1 < len(parts):  # too few columns to stand apart in
            parts = [("　".join(text for text, _ in parts), "left")]
        # Each takes an equal share of the width, so that its words are not cut at narrow first columns.
        first = 0
        for position, (text, align) in enumerate(parts):
            until = self._column_at((position + 1) / len(parts), first, last - (len(parts) - 1 - position))
            self._text(row, first, until, text, self._formats.of({"align": align}))
            first = until + 1

    def _column_at(self, share: float, first: int, last: int) -> int:
        """The column, between first and last, that ends nearest to this share of the sheet's width."""
        widths = self._plan.widths
        total = sum(widths)
        ends = [sum(widths[: column + 1]) / total for column in range(len(widths))]
        return min(range(first, last + 1), key=lambda column: abs(ends[column] - share))

    def _cells(self) -> None:
        plan = self._plan
        covered = set()
        for number, cell in enumerate(plan.grid.cells):
            if number % (ROWS_OF_A_PIECE * len(plan.grid.columns)) == 0:
                self._pause()
            holds_number = is_number(cell)
            style = self._formats.of_cell(cell, holds_number=holds_number)
            row = cell.row + plan.first_row
            if cell.row_span > 1 or cell.column_span > 1:
                self._sheet.merge_range(
                    row, cell.column, row + cell.row_span - 1, cell.column + cell.column_span - 1, "", style
                )
            self._cell(row, cell, style, holds_number=holds_number)
            covered |= {
                (cell.row + down, cell.column + across)
                for down in range(cell.row_span)
                for across in range(cell.column_span)
            }
        blank = self._formats.of({"border": 1})
        for place in range(plan.grid.row_count * len(plan.grid.columns)):
            down, across = divmod(place, len(plan.grid.columns))
            if (down, across) not in covered:
                self._sheet.write_blank(down + plan.first_row, across, None, blank)
        for position, height in enumerate(row_heights(plan)):
            self._sheet.set_row(position + plan.first_row, height)

    def _cell(self, row: int, cell: Cell, style: Format, *, holds_number: bool) -> None:
        if not holds_number:
            if cell.text:
                self._sheet.write_string(row, cell.column, printed_text(self._plan, cell), style)
            else:
                self._sheet.write_blank(row, cell.column, None, style)
            return
        assert cell.amount is not None
        # The file format knows binary numbers only; is_number has made sure that none of the digits is lost.
        value = float(cell.amount)
        formula = self._figures.formula(cell, self._plan.name)
        if formula is None:
            self._sheet.write_number(row, cell.column, value, style)
        else:
            self._sheet.write_formula(row, cell.column, formula, style, value)

    def _notes(self, row: int) -> None:
        style = self._formats.of({"font_size": SIZE - 1, "text_wrap": True, "align": "left"})
        for paragraph in self._plan.grid.closing_paragraphs:
            self._text(row, 0, self._plan.last_column, paragraph.text, style)
            self._sheet.set_row(row, NOTE_HEIGHT * line_count(paragraph.text, sum(self._plan.widths) * 1.1))
            row += 1

    def _set_up(self, first_row: int) -> None:
        grid, section = self._plan.grid, self._plan.section
        landscape = section.orientation is Orientation.LANDSCAPE
        if landscape:
            self._sheet.set_landscape()
        self._sheet.set_paper(A3 if section.page_size == PageSize.a3() else A4)
        self._sheet.set_margins(left=0.7, right=0.7, top=0.8, bottom=0.8)
        self._sheet.center_horizontally()
        rows = first_row + grid.row_count + len(grid.closing_paragraphs)
        is_long = rows > ONE_PAGE_ROWS[section.orientation] or is_card_of_several_pages(self._plan)
        self._sheet.fit_to_pages(1, 0 if is_long else 1)
        # Whatever an accountant notes beside or below the table stays off the paper.
        self._sheet.print_area(0, 0, rows - 1, self._plan.last_column)
        self._sheet.set_footer("&C— &P —")
        self._sheet.hide_gridlines(2)
        if grid.header_rows:
            self._sheet.repeat_rows(first_row, first_row + grid.header_rows - 1)
            self._sheet.freeze_panes(first_row + grid.header_rows, 0)
        elif len(grid.running_heads) == 1:
            # Excel repeats one block of rows, from the page on that it stands on.
            head = first_row + grid.running_heads[0][0]
            self._sheet.repeat_rows(head, head)
