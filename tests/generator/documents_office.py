"""Prints a document tree as an office suite does: a web page or a workbook, made a PDF by LibreOffice, many at once.

Its PDFs have no lines between cells; a page in portrait has cells so narrow that figures break over several lines.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from juesuan_gui.document import Document, Grid
from tests.generator.documents_files import above_of, words_of_block

_PAGE = "@page{size:297mm 210mm;margin:15mm} td{font-size:8pt}"
#: Widths of a column in characters, of a line of text, and how much of a sheet a landscape page shows at full size.
_NARROWEST, _WIDEST, _HEADING, _TEXT, _PAPER = 4.0, 24.0, 9.0, 66, 95.0
_SIZE = 10


def is_here() -> bool:
    """Whether this machine has LibreOffice."""
    return shutil.which("soffice") is not None


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """PDFs of files in one run of LibreOffice, which has its settings in the folder. Raises CalledProcessError."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)], check=True, capture_output=True
    )
    return [folder / f"{path.stem}.pdf" for path in files]


def write_page(document: Document, path: Path, style: str = "") -> Path:
    """A web page whose tables are as wide as the page: headings in the middle, figures at the right, no lines."""
    parts = [f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{style}</style></head><body>"]
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, Grid):
                parts += [f"<p>{escape(line)}</p>" for line in words_of_block(block, document) or []]
                continue
            parts += [f"<p>{escape(part)}</p>" for line in above_of(block) for part in line]
            parts.append("<table border='0' cellspacing='0' style='border-collapse:collapse;width:100%'>")
            for row in range(block.row_count):
                cells = sorted((cell for cell in block.cells if cell.row == row), key=lambda cell: cell.column)
                parts.append("<tr>" + "".join(_cell(cell, block) for cell in cells) + "</tr>")
            parts.append("</table>")
            parts += [f"<p>{escape(note.text)}</p>" for note in block.closing_paragraphs]
    path.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def _cell(cell, grid: Grid) -> str:  # type: ignore[no-untyped-def]
    align = _side(cell, grid)
    return f"<td rowspan='{cell.row_span}' colspan='{cell.column_span}' align='{align}'>{escape(cell.text)}</td>"


def _side(cell, grid: Grid) -> str:  # type: ignore[no-untyped-def]
    return "right" if cell.key else "center" if cell.row < grid.header_rows else "left"


def write_wide_page(document: Document, path: Path) -> Path:
    """The same in landscape and small type."""
    return write_page(document, path, _PAGE)


def write_sheets(document: Document, path: Path) -> Path:
    """A workbook whose amounts are numbers, a sheet for each table on a page of its own, and no lines."""
    book = Workbook()
    words = book.active
    words.title = "说明"
    words.column_dimensions["A"].width = 78
    for section in document.sections:
        has_table = any(isinstance(block, Grid) for block in section.blocks)
        titles: list[str] = []
        for block in section.blocks:
            if isinstance(block, Grid):
                _sheet(book.create_sheet(f"表{len(book.worksheets)}"), block, titles)
                titles = []
                continue
            for line in words_of_block(block, document) or []:
                if has_table:
                    # The titles of a scorecard stand over it.
                    titles.append(line)
                    continue
                words.append([line])
                row = words.max_row
                words.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
                words.row_dimensions[row].height = 15.5 * max(1, -(-_width(line) // _TEXT))
    book.save(path)
    return path


def _width(text: str) -> float:
    return sum(2.1 if ord(mark) > 255 else 1.1 for mark in text)


def _sheet(sheet: Worksheet, grid: Grid, titles: Sequence[str]) -> None:
    top = 1
    last = len(grid.columns)
    for parts in (*((title,) for title in titles), *above_of(grid)):
        for column, part in ((1, parts[0]), (last, parts[-1]))[: len(parts)]:
            cell = sheet.cell(top, column if top > 1 or len(parts) > 1 else 1, part)
            cell.alignment = Alignment(horizontal="right" if column == last else "left")
        if top == 1 and len(parts) == 1:
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
            sheet.cell(1, 1).alignment = Alignment(horizontal="center")
            sheet.cell(1, 1).font = Font(size=16)
        top += 1
    widths = [_NARROWEST] * last
    for cell in grid.cells:
        if cell.column_span == 1:
            longest = max((_width(part) for part in cell.text.split("\n")), default=0)
            longest = min(longest, _HEADING if cell.row < grid.header_rows else _WIDEST)
            widths[cell.column] = max(widths[cell.column], longest)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width + 2
    lines: dict[int, int] = {}
    for item in grid.cells:
        cell = sheet.cell(top + item.row, item.column + 1)
        cell.value, cell.number_format = _value(item.text) if item.key else (item.text or None, "General")
        cell.font = Font(size=_SIZE)
        cell.alignment = Alignment(horizontal=_side(item, grid), vertical="center", wrap_text=not item.key)
        if item.row_span > 1 or item.column_span > 1:
            sheet.merge_cells(
                start_row=top + item.row,
                start_column=item.column + 1,
                end_row=top + item.row + item.row_span - 1,
                end_column=item.column + item.column_span,
            )
        if item.text and not item.key:
            room = sum(widths[item.column : item.column + item.column_span]) + 1
            needed = sum(max(1, -(-int(_width(part)) // int(room))) for part in item.text.split("\n"))
            lines[item.row] = max(lines.get(item.row, 1), -(-needed // item.row_span))
    for row, number in lines.items():
        sheet.row_dimensions[top + row].height = _SIZE * 1.35 * number + 3
    top += grid.row_count
    for number, note in enumerate(grid.closing_paragraphs):
        sheet.cell(top + number, 1, note.text)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.scale = max(10, min(100, int(100 * _PAPER / (sum(widths) + 2 * last))))


def _value(text: str) -> tuple[float | str | None, str]:
    """What a cell holds and how it shows it, as the document prints it."""
    plain = text.replace(",", "")
    try:
        number = float(plain)
    except ValueError:
        return text or None, "General"
    places = len(plain.partition(".")[2])
    return number, ("#,##0" if "," in text else "0") + (f".{'0' * places}" if places else "")


#: What LibreOffice makes a PDF of, by the name of the look.
OFFICE: dict[str, tuple[str, Callable[[Document, Path], Path]]] = {
    "office-page": ("html", write_page),
    "office-wide": ("html", write_wide_page),
    "office-sheet": ("xlsx", write_sheets),
}


def write_pdfs(documents: Sequence[Document], folder: Path, look: str) -> list[Path]:
    """Documents of one look as PDFs in the folder, named by their number."""
    suffix, writer = OFFICE[look]
    own = folder / look
    own.mkdir(exist_ok=True)
    return to_pdf([writer(document, own / f"{number}.{suffix}") for number, document in enumerate(documents)], folder)
