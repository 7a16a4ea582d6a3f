"""Sets the lines of a paragraph as marks on a page."""

from collections.abc import Iterator

from juesuan_gui.document import Alignment, Paragraph
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.linebreak import Line
from juesuan_gui.publishing.pdf_pages import Words
from juesuan_gui.publishing.typography import TextFormat

ASCENT = 0.88  # of a Chinese em square above the baseline
WIDEST_SPACING = 0.2  # in ems: beyond, a ragged line reads better than a stretched one


def baseline(line_top: float, leading: float, size: float) -> float:
    """The baseline of a line that begins at this height."""
    return line_top - (leading - size) / 2 - ASCENT * size


def line_words(
    paragraph: Paragraph,
    looks: TextFormat,
    line: Line,
    left: float,
    width: float,
    line_top: float,
    fonts: FontBook,
) -> Iterator[Words]:
    """One line of a paragraph between two margins."""
    text = paragraph.text
    alignment = paragraph.alignment or looks.alignment
    first = line.start == 0 and alignment in (Alignment.LEFT, Alignment.JUSTIFY)
    indent = looks.first_line * looks.size if first else 0.0
    free = width - indent - line.width
    x = left + indent
    spacing = 0.0
    if alignment is Alignment.RIGHT:
        x += free
    elif alignment is Alignment.CENTER:
        x += free / 2
    elif alignment is Alignment.JUSTIFY and not line.last and free > 0:
        spacing = free / max(1, line.end - line.start - 1)
        if spacing > WIDEST_SPACING * looks.size:
            spacing = 0.0
    y = baseline(line_top, looks.leading, looks.size)
    for start, end, bold in _stretches(paragraph, line):
        stretch = text[start:end]
        yield Words(x, y, stretch, looks.font, looks.size, spacing, bold or looks.bold)
        x += fonts.width(looks.font, stretch, looks.size) + spacing * len(stretch)


def _stretches(paragraph: Paragraph, line: Line) -> Iterator[tuple[int, int, bool]]:
    """The parts of a line by run: start, end, bold."""
    offset = 0
    for run in paragraph.runs:
        start, end = max(offset, line.start), min(offset + len(run.text), line.end)
        if start < end:
            yield start, end, run.bold
        offset += len(run.text)
