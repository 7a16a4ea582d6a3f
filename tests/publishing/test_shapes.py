"""Grids of any shape: widths that add up, nothing lost in PDF or Word, no two cells in one place."""

import tempfile
from pathlib import Path

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan_gui.document import (
    Cell,
    CellRole,
    Column,
    Document,
    EdgeLine,
    Grid,
    Paragraph,
    Section,
    TextStyle,
)
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fitting import fit_grid
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.typography import paper_of
from juesuan_gui.publishing.word.render import render_word

from .conftest import CREATED
from .reading_back import plain, word_tables

BODY_ROLES = st.sampled_from([CellRole.LABEL, CellRole.FIGURE, CellRole.CODE, CellRole.LINE, CellRole.TOTAL_FIGURE])
TEXTS = st.text(alphabet="国家预算收入支出（其中）：，。1234567890,.%", max_size=30)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid with merged cells, gaps, indents, weights and long words."""
    columns = draw(st.integers(1, 9))
    header_rows = draw(st.integers(0, 3))
    body_rows = draw(st.integers(0 if header_rows else 1, 30))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for first, count, header in ((0, header_rows, True), (header_rows, body_rows, False)):
        for row in range(first, first + count):
            for column in range(columns):
                if (row, column) in taken or draw(st.integers(0, 9)) == 0:
                    continue
                height = draw(st.integers(1, min(3, first + count - row)))
                width = draw(st.integers(1, min(3, columns - column)))
                places = {(row + down, column + across) for down in range(height) for across in range(width)}
                if places & taken:
                    height = width = 1
                    places = {(row, column)}
                taken |= places
                role = CellRole.HEADER if header else draw(BODY_ROLES)
                limit = 12 if role in (CellRole.FIGURE, CellRole.TOTAL_FIGURE, CellRole.CODE, CellRole.LINE) else 30
                text = draw(TEXTS)[:limit]
                cells.append(Cell(row, column, text, role, height, width, indent=draw(st.integers(0, 2))))
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    weights = [Column(draw(st.one_of(st.none(), st.integers(1, 9)))) for _ in range(columns)]
    note = Paragraph.of("注：" + draw(TEXTS), TextStyle.TABLE_NOTE)
    title = Paragraph.of("表题", TextStyle.TABLE_TITLE)
    return Grid(
        "表",
        tuple(weights),
        tuple(cells),
        min(header_rows, rows),
        title,
        (EdgeLine("左", "中", "右"),),
        (note,),
    )


@given(grids())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_grid_is_rendered_whole(fonts: FontBook, grid: Grid) -> None:
    section = Section((grid, grid, Paragraph.of("尾")))
    document = Document("题", (section,))
    fit = fit_grid(grid, paper_of(section), fonts)
    assert abs(sum(fit.widths) - paper_of(section).text_width) < 0.01
    with tempfile.TemporaryDirectory() as folder:
        render_pdf(document, Path(folder) / "a.pdf", fonts=fonts, created=CREATED)
        render_word(document, Path(folder) / "a.docx", fonts=fonts, created=CREATED)
        render_excel(document, Path(folder) / "a.xlsx", created=CREATED)
        expected = {(cell.row, cell.column): plain(cell.text) for cell in grid.cells}
        for table in word_tables(Path(folder) / "a.docx"):
            assert {place: table.get(place) for place in expected} == expected
        with pypdfium2.PdfDocument(Path(folder) / "a.pdf") as pdf:
            printed = plain("".join(page.get_textpage().get_text_range() for page in pdf))
    # A merged label is repeated where it goes over a page's end, so there may be more than once of everything.
    for character in set("".join(expected.values())):
        assert printed.count(character) >= 2 * "".join(expected.values()).count(character)
