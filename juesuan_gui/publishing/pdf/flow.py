"""Lays the blocks of a document onto pages."""

from collections.abc import Mapping, Sequence

from juesuan_gui.document import (
    Block,
    Document,
    Drawing,
    Grid,
    PageBreak,
    PageNumbering,
    Paragraph,
    Section,
    TableOfContents,
    TextStyle,
)
from juesuan_gui.publishing.fitting import (
    LAST_ROWS,
    GridFit,
    fit_grid,
    heading_height,
    paragraph_lines,
    surround_height,
)
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import heading_of, headings_of, key_of
from juesuan_gui.publishing.pauses import Pause, no_pause
from juesuan_gui.publishing.pdf.contents import contents_lines, contents_scale
from juesuan_gui.publishing.pdf.drawing import drawing_marks
from juesuan_gui.publishing.pdf.grid import GridDrawing, Strip
from juesuan_gui.publishing.pdf.linebreak import Line
from juesuan_gui.publishing.pdf.linking import FigureLinks
from juesuan_gui.publishing.pdf.pages import Page, Target, Words
from juesuan_gui.publishing.pdf.paragraphs import baseline, line_words
from juesuan_gui.publishing.typography import FORMATS, GRID_GAP, NOTE_GAP, Paper, TextFormat, paper_of

TIGHTEST = 0.01  # rounding must not push a line off a page
LEAST_ROWS = 3  # of a long table, so that a page does not end with a lonely head
SHORT_PARAGRAPH = 3  # lines that stand on one page
LEAST_FILLED = 0.4  # of a page that ends early so that no merged cell is torn


class Flow:
    """Fills pages from top to bottom; run once to learn the page numbers (without ``draws``) and once to print them.

    ``pause`` is called before every page and block.
    """

    def __init__(
        self,
        document: Document,
        fonts: FontBook,
        numbers: Mapping[str, int],
        fits: dict[int, GridFit],
        *,
        draws: bool = True,
        pause: Pause = no_pause,
    ) -> None:
        self.pages: list[Page] = []
        self.numbers: dict[str, int] = {}
        self._document = document
        self._fonts = fonts
        self._known_numbers = numbers
        self._fits = fits
        self._draws = draws
        self._links = FigureLinks(document) if draws else None
        self._pause = pause
        self._paper: Paper
        self._page: Page
        self._numbered = False
        self._y = 0.0
        self._blank_above = 0.0
        self._next_number = 1
        self._headings = 0
        self._reserved: dict[int, float] = {}

    def run(self) -> None:
        """Lays out every section."""
        for section in self._document.sections:
            self._begin(section)
            for position, block in enumerate(section.blocks):
                self._place(block, section.blocks[position + 1 :][:2])

    def _begin(self, section: Section) -> None:
        if section.numbering is PageNumbering.START:
            self._next_number = 1
        self._numbered = section.numbering is not PageNumbering.NONE
        self._paper = paper_of(section)
        for position, block in enumerate(section.blocks):
            if isinstance(block, Grid):
                self._reserved[id(block)] = heading_height(
                    section.blocks[:position], self._paper.text_width, self._fonts
                )
        self._new_page()

    def _new_page(self) -> None:
        self._pause()
        self._page = Page(self._paper, self._next_number, self._numbered)
        self._next_number += 1
        self.pages.append(self._page)
        self._y = self._paper.height - self._paper.top
        self._blank_above = 0.0

    @property
    def _room(self) -> float:
        return self._y - self._paper.bottom + TIGHTEST

    @property
    def _untouched(self) -> bool:
        return self._y >= self._paper.height - self._paper.top

    def _place(self, block: Block, following: Sequence[Block]) -> None:
        self._pause()
        if isinstance(block, PageBreak):
            if not self._untouched:
                self._new_page()
        elif isinstance(block, TableOfContents):
            self._contents(block)
        elif isinstance(block, Grid):
            self._grid(block)
        elif isinstance(block, Drawing):
            self._drawing(block)
        else:
            self._paragraph(block, following)
            return
        self._blank_above = 0.0

    def _lines(self, paragraph: Paragraph) -> tuple[TextFormat, list[Line]]:
        looks = FORMATS[paragraph.style]
        return looks, paragraph_lines(paragraph.text, looks, self._paper.text_width, self._fonts)

    def _paragraph(self, paragraph: Paragraph, following: Sequence[Block]) -> None:
        looks, lines = self._lines(paragraph)
        if not self._untouched and self._company_height(paragraph, following) > self._room:
            self._new_page()
        self._space_before(paragraph.style)
        self._remember(paragraph)
        for position, line in enumerate(lines):
            rest = len(lines) - position
            alone = rest == 2 and position > 0 and looks.leading <= self._room < 2 * looks.leading
            if looks.leading > self._room or (alone and position > 1):
                self._new_page()
            self._set_line(paragraph, looks, line)
        self._y -= looks.after
        self._blank_above = looks.after

    def _space_before(self, style: TextStyle) -> None:
        """Leaves the blank above a paragraph, which at a page's top only the cover's title keeps.

        Of the blank below one paragraph and that above the next Word leaves the greater.
        """
        if not self._untouched or style is TextStyle.COVER_TITLE:
            self._y -= max(0.0, FORMATS[style].before - self._blank_above)

    def _company_height(self, paragraph: Paragraph, following: Sequence[Block]) -> float:
        """What must stand on the same page as the paragraph's beginning."""
        looks, lines = self._lines(paragraph)
        # Of three lines neither the first nor the last can stay alone: they stand together.
        height = looks.before + looks.leading * (len(lines) if len(lines) <= SHORT_PARAGRAPH else 2)
        if (paragraph.keep_with_next or looks.keep_with_next) and following:
            height = looks.before + looks.after + looks.leading * len(lines)
            after = following[0]
            if isinstance(after, Paragraph):
                height += self._company_height(after, following[1:])
            elif isinstance(after, Grid):
                height += min(self._grid_height(after), self._paper.text_height - height)
            elif isinstance(after, Drawing):
                height += min(self._drawing_height(after), self._paper.text_height - height)
        return height

    def _set_line(self, paragraph: Paragraph, looks: TextFormat, line: Line) -> None:
        paper = self._paper
        words = list(line_words(paragraph, looks, line, paper.left, paper.text_width, self._y, self._fonts))
        self._page.marks += words
        if self._links is not None and paragraph.links:
            self._page.marks += self._links.of_line(paragraph, line, words, self._y, looks.leading, self._fonts)
        self._y -= looks.leading

    def _remember(self, block: Block) -> None:
        """Notes the page of a heading, and makes it a target."""
        heading = heading_of(block)
        if heading is None or heading.level is None:
            return
        self._headings += 1
        key = key_of(block, self._headings)
        self.numbers[key] = self._page.number
        self._page.marks.append(Target(key, heading.text.replace("\n", ""), heading.level, self._y))

    def _contents(self, block: TableOfContents) -> None:
        if block.title is not None:
            self._paragraph(block.title, ())
        headings = list(headings_of(self._document))
        scale = contents_scale(block, headings, self._paper, self._fonts)
        for heading in headings:
            if heading.level > block.levels:
                continue
            number = self._known_numbers.get(heading.key)
            for leading, marks in contents_lines(heading, number, self._paper, self._fonts, scale):
                if leading > self._room:
                    self._new_page()
                self._page.marks += [mark.moved(self._y) for mark in marks]
                self._y -= leading

    def _drawing_height(self, drawing: Drawing) -> float:
        """The height of a drawing with its caption; the blank below may run over the page's end, as in Word."""
        caption = 0.0
        if drawing.caption is not None:
            looks, lines = self._lines(drawing.caption)
            caption = looks.before + looks.leading * len(lines)
        return GRID_GAP + drawing.height + caption

    def _drawing(self, drawing: Drawing) -> None:
        """A drawing and its caption below stay together."""
        if not self._untouched and self._drawing_height(drawing) > self._room:
            self._new_page()
        self._y -= GRID_GAP
        if self._draws:
            left = self._paper.left + (self._paper.text_width - drawing.width) / 2
            self._page.marks += drawing_marks(drawing, left, self._y, self._fonts)
        self._y -= drawing.height
        if drawing.caption is not None:
            self._paragraph(drawing.caption, ())
        else:
            self._y -= GRID_GAP

    def _fit(self, grid: Grid) -> GridFit:
        if id(grid) not in self._fits:
            reserved = self._reserved.get(id(grid), 0.0)
            self._fits[id(grid)] = fit_grid(grid, self._paper, self._fonts, reserved)
        return self._fits[id(grid)]

    def _grid_height(self, grid: Grid) -> float:
        return sum(self._surround(grid)) + sum(self._fit(grid).heights)

    def _surround(self, grid: Grid) -> tuple[float, float]:
        return surround_height(grid, self._paper.text_width, self._fonts)

    def _grid(self, grid: Grid) -> None:
        fit = self._fit(grid)
        drawing = GridDrawing(grid, fit, self._fonts, self._links)
        header = drawing.header()
        header_height = sum(strip.height for strip in header)
        above, closing = self._surround(grid)
        tallest_head = max((fit.heights[row] for row, _ in grid.running_heads), default=0.0)
        body = drawing.body(self._paper.text_height - header_height - max(above, tallest_head))
        start = above + header_height + sum(s.height for s in body[:LEAST_ROWS])
        whole = self._grid_height(grid)
        if not self._untouched and self._room < whole and (whole <= self._paper.text_height or start > self._room):
            self._new_page()
        self._above(grid)
        position = 0
        while True:
            heads = [*header, *(drawing.head_of(body[position]) if 0 < position < len(body) else ())]
            taken = self._take(drawing, body, position, self._room - sum(strip.height for strip in heads), closing)
            strips = [*heads, *body[position : position + taken]]
            if strips:
                if self._draws:
                    self._page.marks += drawing.draw(strips, self._paper.left, self._y)
                self._y -= sum(strip.height for strip in strips)
            position += taken
            if position >= len(body):
                break
            self._new_page()
        self._notes(grid)
        self._y -= GRID_GAP

    def _take(self, drawing: GridDrawing, body: list[Strip], position: int, room: float, closing: float) -> int:
        """How many strips go on this page: all that are left with the notes, or as many as break well."""
        rest = body[position:]
        if sum(strip.height for strip in rest) + closing <= room:
            return len(rest)
        used, count = 0.0, 0
        # The last rows stay together and with the notes: a page for one row alone is not worth turning to.
        for strip in rest[: -LAST_ROWS if len(rest) > 2 * LAST_ROWS else -1]:
            if used + strip.height > room:
                break
            used += strip.height
            count += 1
        best, torn = max(count, 1), None
        for good in range(count, 0, -1):
            if torn == 0 or sum(strip.height for strip in rest[:good]) < room * LEAST_FILLED:
                break
            tears = drawing.torn_before(rest[good].row, self._paper.text_height)
            if torn is None or tears < torn:
                best, torn = good, tears
        return best

    def _above(self, grid: Grid) -> None:
        if grid.title is not None:
            looks, lines = self._lines(grid.title)
            self._space_before(grid.title.style)
            self._remember(grid)
            for line in lines:
                self._set_line(grid.title, looks, line)
            self._y -= looks.after
        elif not self._untouched:
            self._y -= GRID_GAP
        looks = FORMATS[TextStyle.TABLE_LINE]
        paper = self._paper
        for edge in grid.lines:
            y = baseline(self._y, looks.leading, looks.size)
            for share, text in ((0.0, edge.left), (0.5, edge.middle), (1.0, edge.right)):
                if text:
                    free = paper.text_width - self._fonts.width(looks.font, text, looks.size)
                    x = paper.left + share * free
                    self._page.marks.append(Words(x, y, text, looks.font, looks.size))
            self._y -= looks.leading

    def _notes(self, grid: Grid) -> None:
        if grid.closing_paragraphs:
            self._y -= NOTE_GAP
        for note in grid.closing_paragraphs:
            self._paragraph(note, ())
