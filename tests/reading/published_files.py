"""Makes the PDF files of these tests: words and lines at places, tables in several looks, as programs print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from juesuan_gui.document import Grid, Paragraph
from juesuan_gui.paths import resource
from juesuan_gui.reading import Source

FONT = "Song"
WIDTH, HEIGHT = 595.0, 842.0
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
Draw = Callable[["Page"], None]


class Page:
    """One page to draw on; x from the left and y from the top, in points."""

    def __init__(self, canvas: Canvas, height: float = HEIGHT) -> None:
        self.canvas = canvas
        self.height = height

    def text(self, x: float, y: float, words: str, size: float = 10, align: str = "left") -> None:
        """Words whose baseline is at y; x is their left or right end, or their middle."""
        width = pdfmetrics.stringWidth(words, FONT, size)
        left = x - {"left": 0, "centre": width / 2, "right": width}[align]
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self.height - y, words)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroke."""
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A filled box, as word processors draw thin lines."""
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)


def make_pdf(path: Path, pages: Iterable[Draw], size: tuple[float, float] = (WIDTH, HEIGHT)) -> Path:
    """A PDF with these pages."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, resource("fonts", "Song-NotoSerifSC-Regular.ttf")))
    canvas = Canvas(str(path), pagesize=size)
    for draw in pages:
        draw(Page(canvas, size[1]))
        canvas.showPage()
    canvas.save()
    return path


@dataclass(frozen=True, slots=True)
class Look:
    """Which lines a table draws: "all", "inner" (open sides), "rows", "three" (a book's table) or "none"."""

    lines: str = "all"
    size: float = 9
    height: float = 18


def draw_table(
    page: Page,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    left: float,
    top: float,
    look: Look,
    header_rows: int = 1,
) -> float:
    """A table: the first column at the left, headers centred, the rest at the right. Its lower edge."""
    xs = [left]
    for width in widths:
        xs.append(xs[-1] + width)
    for number, row in enumerate(rows):
        baseline = top + number * look.height + look.height / 2 + look.size * 0.35
        for column, words in enumerate(row):
            if number < header_rows:
                page.text((xs[column] + xs[column + 1]) / 2, baseline, words, look.size, "centre")
            elif column == 0:
                page.text(xs[0] + 3, baseline, words, look.size)
            else:
                page.text(xs[column + 1] - 3, baseline, words, look.size, "right")
    bottom = top + len(rows) * look.height
    ys = [top + number * look.height for number in range(len(rows) + 1)]
    if look.lines == "three":
        ys = [ys[0], ys[header_rows], ys[-1]]
    for y in ys if look.lines != "none" else ():
        page.line(xs[0], y, xs[-1], y)
    verticals = {"all": xs, "inner": xs[1:-1]}.get(look.lines, [])
    for x in verticals:
        page.line(x, top, x, bottom)
    return bottom


def grids(source: Source) -> list[Grid]:
    """Its grids in order."""
    return [block for section in source.document.sections for block in section.blocks if isinstance(block, Grid)]


def paragraphs(source: Source) -> list[Paragraph]:
    """Its paragraphs in order."""
    return [block for section in source.document.sections for block in section.blocks if isinstance(block, Paragraph)]


def lines(source: Source) -> list[str]:
    """The words of its paragraphs."""
    return [paragraph.text for paragraph in paragraphs(source)]


def plain(text: str) -> str:
    """Words without blanks and line ends."""
    return "".join(text.split())


def rows_of(grid: Grid) -> list[list[str]]:
    """Every row as the words of its columns without blanks; of a merged cell the first place."""
    rows = [[""] * len(grid.columns) for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = plain(cell.text)
    return rows


def words_of(grid: Grid) -> dict[tuple[int, int], tuple[str, int, int]]:
    """What stands where, with how many rows and columns it covers."""
    return {
        (cell.row, cell.column): (plain(cell.text), cell.row_span, cell.column_span)
        for cell in grid.cells
        if cell.text.strip()
    }


def numbers_printed(path: Path) -> Counter[str]:
    """Every number that the PDF's raw text holds."""
    document = pypdfium2.PdfDocument(path)
    found: Counter[str] = Counter()
    for page in document:
        text = page.get_textpage()
        found.update(NUMBER.findall(text.get_text_range()))
        text.close()
    document.close()
    return found


def numbers_read(source: Source) -> Counter[str]:
    """Every number that the source says somewhere."""
    texts = [*lines(source), *(paragraph.text for paragraph in source.left_out)]
    texts += [cell.text for grid in grids(source) for cell in grid.cells]
    return Counter(number for text in texts for number in NUMBER.findall(text))
