"""Prints a document tree as files of every kind, in this program's looks and in others: text, web page, Word, PDF, Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from docx import Document as WordDocument
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics

from juesuan_gui.document import Document, Grid, Paragraph, TableOfContents, contents_entries
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from tests.reading.published_files import FONT, HEIGHT, WIDTH, Draw, Page, make_pdf

Line = str


def above_of(grid: Grid) -> Iterator[tuple[str, ...]]:
    """The lines over a table, each as its written parts."""
    if grid.title is not None:
        yield (grid.title.text,)
    for line in grid.lines:
        parts = tuple(part for part in (line.left, line.middle, line.right) if part)
        if parts:
            yield parts


def words_of_block(block: object, document: Document) -> list[str] | None:
    """The lines of a block that is no grid."""
    if isinstance(block, Paragraph):
        return block.text.split("\n")
    if isinstance(block, TableOfContents):
        own = [block.title.text] if block.title else []
        return own + [f"{entry.text}……{number}" for number, entry in enumerate(contents_entries(document, 2), 1)]
    return None


def write_text(document: Document, path: Path) -> Path:
    """Tabs between cells, merged ones once, an empty line after a table."""
    lines: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                lines += [part for parts in above_of(block) for part in parts] + [""]
                rows = [[""] * len(block.columns) for _ in range(block.row_count)]
                for cell in block.cells:
                    rows[cell.row][cell.column] = cell.text.replace("\n", "")
                lines += ["\t".join(row) for row in rows] + [""]
                lines += [note.text for note in block.closing_paragraphs]
            else:
                lines += words_of_block(block, document) or []
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_single_cells(document: Document, path: Path, *, own_bars: bool = False) -> Path:
    """As extractors take web pages over: one cell a line, a bar behind (or below) each, spans forgotten."""
    lines: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                lines += [part for parts in above_of(block) for part in parts]
                for cell in cells_in_order(block):
                    written = [cell, "|"] if own_bars and cell else [f"{cell} |" if cell else "|"]
                    lines += written
                lines += [note.text for note in block.closing_paragraphs]
            else:
                lines += words_of_block(block, document) or []
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def cells_in_order(grid: Grid) -> list[str]:
    """The words of every cell, row by row, of merged ones once, with those that are blank."""
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    texts = {(cell.row, cell.column): cell.text.replace("\n", "") for cell in grid.cells}
    places = [(row, column) for row in range(grid.row_count) for column in range(len(grid.columns))]
    return [texts.get(place, "") for place in places if place in texts or place not in covered]


def write_html(document: Document, path: Path) -> Path:
    """A web page with real merged cells."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>决算公开</title></head><body>"]
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                parts += [f"<p>{escape(part)}</p>" for line in above_of(block) for part in line]
                parts.append("<table>")
                for row in range(block.row_count):
                    cells = sorted((cell for cell in block.cells if cell.row == row), key=lambda cell: cell.column)
                    parts.append(
                        "<tr>"
                        + "".join(
                            f"<td rowspan='{cell.row_span}' colspan='{cell.column_span}'>{escape(cell.text)}</td>"
                            for cell in cells
                        )
                        + "</tr>"
                    )
                parts.append("</table>")
                parts += [f"<p>{escape(note.text)}</p>" for note in block.closing_paragraphs]
            else:
                parts += [f"<p>{escape(line)}</p>" for line in words_of_block(block, document) or []]
    path.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def write_plain_word(document: Document, path: Path) -> Path:
    """As a clerk types it: no styles, titles as paragraphs, merged headings, tables all of one kind."""
    word = WordDocument()
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, Grid):
                for line in words_of_block(block, document) or []:
                    word.add_paragraph(line)
                continue
            for parts in above_of(block):
                word.add_paragraph("    ".join(parts))
            table = word.add_table(block.row_count, len(block.columns))
            table.style = "Table Grid"
            grid = [list(row.cells) for row in table.rows]
            for cell in block.cells:
                first = grid[cell.row][cell.column]
                if cell.row_span > 1 or cell.column_span > 1:
                    last = grid[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1]
                    first = first.merge(last)
                first.text = cell.text
            for note in block.closing_paragraphs:
                word.add_paragraph(note.text)
    word.save(str(path))
    return path


def write_excel(document: Document, path: Path) -> Path:
    """A sheet for each table, amounts as words, and one sheet of text before them."""
    book = Workbook()
    words = book.active
    words.title = "说明"
    number = 0
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, Grid):
                for line in words_of_block(block, document) or []:
                    words.append([line])
                continue
            number += 1
            sheet = book.create_sheet(f"表{number}")
            top = 1
            for parts in above_of(block):
                for column, part in zip((1, len(block.columns)), parts, strict=False):
                    sheet.cell(top, column, part)
                top += 1
            for cell in block.cells:
                sheet.cell(top + cell.row, cell.column + 1, cell.text or None)
                if cell.row_span > 1 or cell.column_span > 1:
                    sheet.merge_cells(
                        start_row=top + cell.row,
                        start_column=cell.column + 1,
                        end_row=top + cell.row + cell.row_span - 1,
                        end_column=cell.column + cell.column_span,
                    )
            top += block.row_count
            for note in block.closing_paragraphs:
                sheet.cell(top, 1, note.text)
                top += 1
    book.save(path)
    return path


def write_own_pdf(document: Document, path: Path) -> Path:
    """As this program prints it."""
    render_pdf(document, path, fonts=FontBook())
    return path


def write_own_word(document: Document, path: Path) -> Path:
    """As this program prints it."""
    render_word(document, path, fonts=FontBook())
    return path


#: Text of a plain PDF: size, height of a line, margins; rows of a table.
_SIZE, _LINE, _EDGE, _ROW = 10.5, 20.0, 60.0, 17.0


DrawGrid = Callable[[Grid, "list[list[Callable[[Page], None]]]", Callable[[float], float], float], None]


def write_bare_pdf(document: Document, path: Path) -> Path:
    """As a web page or a bureau's system prints it: no line at all, names wrapped around their figures."""
    return write_plain_pdf(document, path, _bare_grid)


def write_plain_pdf(document: Document, path: Path, draw_grid: DrawGrid | None = None) -> Path:  # noqa: C901  one page after another
    """Another program's look: landscape for all, no lines at the sides, tables cut by pages without headings again."""
    width, height = HEIGHT, WIDTH
    pages: list[list[Callable[[Page], None]]] = [[]]
    y = _EDGE

    def room(need: float) -> float:
        nonlocal y
        if y + need > height - _EDGE:
            pages.append([])
            y = _EDGE
        y += need
        return y

    def say(text: str, indent: float = 0, align: str = "left") -> None:
        line = ""
        lines = []
        taken = 0.0
        for mark in text:
            wide = _mark_width(mark) * _SIZE
            if taken + wide > width - 2 * _EDGE - indent:
                lines.append(line)
                line, indent, taken = "", 0, 0.0
            line += mark
            taken += wide
        first = len(lines) == 0
        for number, part in enumerate([*lines, line]):
            base = room(_LINE)
            x = width / 2 if align == "centre" and first else _EDGE + (21 if number == 0 and align == "left" else 0)
            pages[-1].append(
                lambda page, x=x, base=base, part=part: page.text(x, base - 5, part, _SIZE, align if first else "left")
            )  # type: ignore[misc]

    for section in document.sections:
        if pages[-1]:
            pages.append([])
            y = _EDGE
        for block in section.blocks:
            if not isinstance(block, Grid):
                for line in words_of_block(block, document) or []:
                    say(line, 21)
                continue
            for number, parts in enumerate(above_of(block)):
                if number == 0:
                    say(parts[0], align="centre")
                    continue
                base = room(_LINE)
                for part, align, x in zip(reversed(parts), ("right", "left"), (width - _EDGE, _EDGE), strict=False):
                    pages[-1].append(
                        lambda page, x=x, base=base, part=part, align=align: page.text(x, base - 5, part, _SIZE, align)
                    )  # type: ignore[misc]
            (draw_grid or _grid)(block, pages, room, width)
            for note in block.closing_paragraphs:
                say(note.text)
    draws: list[Draw] = [lambda page, items=items: [item(page) for item in items] and None for items in pages]  # type: ignore[misc]
    return make_pdf(path, draws, (width, height))


@cache
def _mark_width(mark: str) -> float:
    """How wide one character is at size 1."""
    make_font()
    return float(pdfmetrics.stringWidth(mark, FONT, 1))


def make_font() -> None:
    """Register the font of plain pages."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        from reportlab.pdfbase.ttfonts import TTFont

        from juesuan_gui.paths import resource

        pdfmetrics.registerFont(TTFont(FONT, resource("fonts", "Song-NotoSerifSC-Regular.ttf")))


def _widths(grid: Grid, room: float, size: float) -> list[float]:
    """Column widths by what they hold, no wider than the page together."""
    make_font()
    wanted = [12.0] * len(grid.columns)
    for cell in grid.cells:
        if cell.column_span == 1:
            longest = max((pdfmetrics.stringWidth(part, FONT, size) for part in cell.text.split("\n")), default=0)
            wanted[cell.column] = max(wanted[cell.column], min(longest, 150) + 8)
    scale = room / sum(wanted)
    return [width * scale for width in wanted]


def _grid(grid: Grid, pages: list[list[Callable[[Page], None]]], room: Callable[[float], float], width: float) -> None:
    size = 8.0 if len(grid.columns) < 11 else 6.0
    widths = _widths(grid, width - 2 * _EDGE, size)
    xs = [_EDGE]
    for wide in widths:
        xs.append(xs[-1] + wide)
    by_row: dict[int, list] = {}  # type: ignore[type-arg]
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    covered: dict[int, list[tuple[int, int]]] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span - 1):
            covered.setdefault(row, []).append((cell.column, cell.column + cell.column_span))
    for row in range(grid.row_count):
        cells = by_row.get(row, [])
        parts = {
            id(cell): _wrapped(cell.text, xs[cell.column + cell.column_span] - xs[cell.column] - 4, size)
            for cell in cells
        }
        lines = max([1, *(-(-len(words) // cell.row_span) for cell in cells for words in (parts[id(cell)],))])
        high = _ROW + (lines - 1) * (size + 2)
        bottom = room(high)
        items = pages[-1]
        top = bottom - high
        if len(items) == 0 or row == 0:
            items.append(lambda page, top=top: page.line(xs[0], top, xs[-1], top))  # type: ignore[misc]
        for left, right in _open_stretches(len(widths), covered.get(row, [])):
            items.append(lambda page, a=xs[left], b=xs[right], y=bottom: page.line(a, y, b, y))  # type: ignore[misc]
        for column in range(1, len(widths)):
            inside = any(
                cell.column < column < cell.column + cell.column_span and cell.row <= row < cell.row + cell.row_span
                for cell in grid.cells
            )
            if not inside:
                items.append(lambda page, x=xs[column], top=top, bottom=bottom: page.line(x, top, x, bottom))  # type: ignore[misc]
        for cell in cells:
            right = cell.key is not None
            x = xs[cell.column + cell.column_span] - 2 if right else xs[cell.column] + 2
            for number, part in enumerate(parts[id(cell)]):
                base = top + _ROW * 0.65 + number * (size + 2)
                items.append(
                    lambda page, x=x, y=base, part=part, right=right: page.text(
                        x, y, part, size, "right" if right else "left"
                    )
                )  # type: ignore[misc]


#: Of tables without lines: type size, distance of the lines of a name, what a row keeps free, the widest name.
_BARE, _LEADING, _FREE, _NAME = 8.0, 10.0, 6.0, 96.0


def _bare_grid(
    grid: Grid, pages: list[list[Callable[[Page], None]]], room: Callable[[float], float], width: float
) -> None:
    """Headings and names in the middle of their place, names wrapped, figures at the right."""
    wanted = [16.0] * len(grid.columns)
    for cell in grid.cells:
        longest = max((pdfmetrics.stringWidth(part, FONT, _BARE) for part in cell.text.split("\n")), default=0)
        if cell.column_span == 1:
            wanted[cell.column] = max(wanted[cell.column], min(longest, longest if cell.key else _NAME) + 10)
    scale = min((width - 2 * _EDGE) / sum(wanted), 1.6)
    xs = [_EDGE]
    for wide in wanted:
        xs.append(xs[-1] + wide * scale)
    parts = {
        id(cell): _wrapped(cell.text, xs[cell.column + cell.column_span] - xs[cell.column] - 8, _BARE)
        for cell in grid.cells
    }
    heights = [
        max([1, *(len(parts[id(cell)]) for cell in grid.cells if cell.row == row and cell.row_span == 1)]) * _LEADING
        + _FREE
        for row in range(grid.row_count)
    ]
    for cell in grid.cells:
        own = range(cell.row, cell.row + cell.row_span)
        lacking = len(parts[id(cell)]) * _LEADING + _FREE - sum(heights[row] for row in own)
        if lacking > 0:
            heights[own[-1]] += lacking
    header = max([grid.header_rows, 1])
    room(sum(heights[:header]) + heights[header] if len(heights) > header else 0)
    room(-sum(heights[:header]) - (heights[header] if len(heights) > header else 0))
    tops: list[tuple[int, float]] = []
    for high in heights:
        bottom = room(high)
        tops.append((len(pages) - 1, bottom - high))
    for cell in grid.cells:
        page_number, top = tops[cell.row]
        high = sum(heights[row] for row in range(cell.row, cell.row + cell.row_span))
        words = parts[id(cell)]
        left, right = xs[cell.column] + 4, xs[cell.column + cell.column_span] - 4
        align, x = "left", left
        if cell.key is not None:
            align, x = "right", right
        elif cell.row < grid.header_rows:
            align, x = "centre", (left + right) / 2
        first = top + (high - len(words) * _LEADING) / 2 + _LEADING * 0.78
        for number, part in enumerate(words):
            pages[page_number].append(
                lambda page, x=x, y=first + number * _LEADING, part=part, align=align: page.text(
                    x, y, part, _BARE, align
                )
            )  # type: ignore[misc]


def _open_stretches(width: int, covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a line that no merged cell crosses."""
    start = 0
    for left, right in sorted(covered):
        if left > start:
            yield start, left
        start = max(start, right)
    if start < width:
        yield start, width


def _wrapped(text: str, room: float, size: float) -> list[str]:
    lines = []
    for part in text.split("\n"):
        line = ""
        taken = 0.0
        for mark in part:
            wide = _mark_width(mark) * size
            if line and taken + wide > room:
                lines.append(line)
                line, taken = "", 0.0
            line += mark
            taken += wide
        lines.append(line)
    return lines


WRITERS: dict[str, tuple[str, Callable[[Document, Path], Path]]] = {
    "txt": ("txt", write_text),
    "html": ("html", write_html),
    "docx": ("docx", write_plain_word),
    "own-docx": ("docx", write_own_word),
    "pdf": ("pdf", write_plain_pdf),
    "bare-pdf": ("pdf", write_bare_pdf),
    "own-pdf": ("pdf", write_own_pdf),
    "xlsx": ("xlsx", write_excel),
}


def write(document: Document, folder: Path, look: str, name: str = "报告") -> Path:
    """Write a document in one of the looks."""
    suffix, writer = WRITERS[look]
    return writer(document, folder / f"{name}.{suffix}")
