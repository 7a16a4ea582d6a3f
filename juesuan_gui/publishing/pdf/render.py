"""Renders a document as PDF."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from juesuan_gui.document import Document
from juesuan_gui.publishing.files import replace_file
from juesuan_gui.publishing.fitting import GridFit
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pauses import Pause, no_pause
from juesuan_gui.publishing.pdf.flow import Flow
from juesuan_gui.publishing.pdf.pages import Link, Mark, Page, Rule, Shade, Spot, Target, Words
from juesuan_gui.publishing.typography import (
    PAGE_NUMBER_DROP,
    PAGE_NUMBER_SIZE,
    RULE_WIDTH,
    FontRole,
)
from juesuan_gui.uncollected import uncollected

BOLD_STROKE = 1 / 32  # of the type size: how much a letter is thickened
CREATOR = "决算公开编审"
# Streams as plain bytes: as text they are a quarter larger and slower to make.
rl_config.useA85 = 0


#: How the bytes of a PDF string are written: printable ones as they are, brackets and the backslash marked, others by
#: their octal number (ISO 32000-1, 7.3.4.2).
_WRITTEN = {
    code: f"\\{chr(code)}" if chr(code) in "()\\" else chr(code) if 32 <= code < 127 else f"\\{code:03o}"
    for code in range(256)
}


class _QuickCanvas(Canvas):
    """The library's canvas; where its compiled part is missing, it escapes strings a character at a time and finds
    the shortest way to write every number."""

    _code: list[str]
    #: How words are written in a font and size, with the part of the font (256 characters each) before and after.
    _written: dict[tuple[str, float, int, str], tuple[str, int]]

    def words(self, text: PDFTextObject, font: tuple[str, float], piece: str) -> None:
        """Words at the text's place; amounts and names of a long report stand in several tables."""
        part: int = text._curSubset  # type: ignore[attr-defined]
        key = (*font, part, piece)
        known = self._written.get(key)
        if known is None:
            code: str = text._formatText(piece)  # type: ignore[attr-defined]
            known = self._written[key] = code, text._curSubset  # type: ignore[attr-defined]
        text._code.append(known[0])  # type: ignore[attr-defined]
        text._curSubset = known[1]  # type: ignore[attr-defined]

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A rule from one point to another."""
        self._code.append(f"n {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def _escape(self, s: str | bytes) -> str:
        return (s if isinstance(s, str) else s.decode("latin-1")).translate(_WRITTEN)


@uncollected()
def render_pdf(
    document: Document,
    path: Path,
    *,
    fonts: FontBook | None = None,
    created: datetime | None = None,
    pause: Pause = no_pause,
) -> dict[str, int]:
    """Writes the PDF and returns the printed page number of every heading by its key.

    ``pause`` is called before every page and block, where they are laid out and where they are written; it may end
    the work by raising, and then no file is written. The same document, fonts and time give the same bytes.
    """
    book = fonts or FontBook.of_machine()
    fits: dict[int, GridFit] = {}
    first = Flow(document, book, {}, fits, draws=False, pause=pause)
    first.run()
    flow = Flow(document, book, first.numbers, fits, pause=pause)
    flow.run()
    buffer = io.BytesIO()
    _paint(document, flow.pages, buffer, book, created or datetime.now(UTC).astimezone(), pause)
    replace_file(path, buffer.getvalue())
    return flow.numbers


def _paint(
    document: Document,
    pages: list[Page],
    buffer: io.BytesIO,
    fonts: FontBook,
    created: datetime,
    pause: Pause,
) -> None:
    base_font = fonts.face(FontRole.SONG).name
    # With another initial font the library would leave an unembedded Helvetica in the file.
    canvas = _QuickCanvas(buffer, invariant=1, pageCompression=1, initialFontName=base_font)  # type: ignore[arg-type]
    canvas._written = {}
    _describe(canvas, document, created)
    level = -1
    for position, page in enumerate(pages):
        pause()
        canvas.setPageSize((page.paper.width, page.paper.height))
        canvas.setLineWidth(RULE_WIDTH)
        canvas.setLineCap(2)
        # Shades lie under the words and rules of the whole page.
        for mark in _groups(sorted(page.marks, key=lambda mark: not isinstance(mark, Shade))):
            if isinstance(mark, list):
                _write(canvas, mark, fonts)
            elif isinstance(mark, Rule):
                if mark.width != RULE_WIDTH:
                    canvas.setLineWidth(mark.width)
                canvas.line(mark.x1, mark.y1, mark.x2, mark.y2)
                if mark.width != RULE_WIDTH:
                    canvas.setLineWidth(RULE_WIDTH)
            elif isinstance(mark, Shade):
                canvas.setFillColor("#" + mark.colour)
                canvas.rect(mark.x, mark.y, mark.width, mark.height, stroke=0, fill=1)
                canvas.setFillColor("#000000")
            elif isinstance(mark, Target):
                canvas.bookmarkHorizontalAbsolute(mark.key, mark.y)
                level = min(mark.level - 1, level + 1)
                canvas.addOutlineEntry(mark.title, mark.key, level, closed=level > 0)
            elif isinstance(mark, Spot):
                # Without edges of its own the reader keeps its size of view.
                canvas.bookmarkPage(mark.key, fit="XYZ", top=min(mark.y, page.paper.height))
            elif isinstance(mark, Link):
                canvas.linkAbsolute("", mark.key, (mark.left, mark.bottom, mark.right, mark.top), Border="[0 0 0]")
        if page.numbered:
            _write(canvas, [_page_number(page, fonts)], fonts)
            canvas.addPageLabel(position, style="ARABIC", start=page.number)
        else:
            canvas.addPageLabel(position, style="ROMAN_LOWER", start=position + 1)
        canvas.showPage()
    canvas.save()


def _describe(canvas: Canvas, document: Document, created: datetime) -> None:
    metadata = document.metadata
    canvas.setTitle(document.title)
    canvas.setAuthor(metadata.author)
    canvas.setSubject(metadata.subject)
    canvas.setKeywords("，".join(metadata.keywords))
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setCatalogEntry("Lang", metadata.language)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    # The invariant mode keeps the file the same from run to run; only its fixed date is replaced.
    stamp = canvas._doc._timeStamp  # type: ignore[attr-defined]
    offset = created.utcoffset() or timedelta()
    stamp.t = created.timestamp()
    stamp.YMDhms = created.timetuple()[:6]
    stamp.dhh, stamp.dmm = divmod(int(offset.total_seconds()) // 60, 60)


def _write(canvas: _QuickCanvas, several: Sequence[Words], fonts: FontBook) -> None:
    """Writes stretches of words that are all bold or all not, in one text object: a table has hundreds of them."""
    if not several:
        return
    text = canvas.beginText(several[0].x, several[0].y)
    bold = several[0].bold
    if bold:
        canvas.setLineWidth(several[0].size * BOLD_STROKE)
        text.setTextRenderMode(2)
    spacing, font = 0.0, ("", 0.0)
    for words in several:
        text._code.append(f"1 0 0 1 {words.x:.2f} {words.y:.2f} Tm")  # type: ignore[attr-defined]
        if words.spacing != spacing:
            spacing = words.spacing
            text.setCharSpace(spacing)
        for name, piece in fonts.pieces(words.font, words.text):
            if font != (name, words.size):
                font = (name, words.size)
                text.setFont(name, words.size)
            canvas.words(text, font, piece)
    if bold:
        text.setTextRenderMode(0)
    if spacing:
        text.setCharSpace(0)
    canvas.drawText(text)
    if bold:
        canvas.setLineWidth(RULE_WIDTH)


def _groups(marks: Iterable[Mark]) -> Iterator[Mark | list[Words]]:
    """The marks in order, with the words that can be written together as one list."""
    group: list[Words] = []
    for mark in marks:
        is_words = isinstance(mark, Words)
        if group and not (is_words and _alike(mark, group[-1])):
            yield group
            group = []
        if isinstance(mark, Words):
            group.append(mark)
        else:
            yield mark
    if group:
        yield group


def _alike(one: Mark, other: Words) -> bool:
    """Whether two stretches can stand in one text object: the stroke of bold letters depends on their size."""
    return isinstance(one, Words) and one.bold == other.bold and (not one.bold or one.size == other.size)


def _page_number(page: Page, fonts: FontBook) -> Words:
    """Odd pages bear the number at the right, even ones at the left, one character in from the edge."""
    text = f"— {page.number} —"
    paper = page.paper
    y = paper.bottom - PAGE_NUMBER_DROP - PAGE_NUMBER_SIZE * 0.88
    x = paper.left + PAGE_NUMBER_SIZE
    if page.number % 2:
        width = fonts.width(FontRole.SONG, text, PAGE_NUMBER_SIZE)
        x = paper.width - paper.right - PAGE_NUMBER_SIZE - width
    return Words(x, y, text, FontRole.SONG, PAGE_NUMBER_SIZE)
