"""Sets the lines of a paragraph as marks on a page."""

import re
from collections.abc import Iterator

from juesuan_gui.document import Alignment, Paragraph
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.linebreak import Line
from juesuan_gui.publishing.pdf.pages import Words
from juesuan_gui.publishing.typography import TextFormat

ASCENT = 0.88  # of a Chinese em square above the baseline
WIDEST_SPACING = 0.3  # in ems: beyond, a ragged line reads better than a stretched one
#: What is never stretched inside: a number with its marks, a Latin word.
_SOLID = re.compile(r"[!-~‰]{2,}")


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
    free = width - indent - (line.width - looks.tracking)  # behind the last character nothing is to be set closer
    x = left + indent
    spacing = 0.0
    if alignment is Alignment.RIGHT:
        x += free
    elif alignment is Alignment.CENTER:
        x += free / 2
    elif alignment is Alignment.JUSTIFY and not line.last and free > 0:
        spacing = free / max(1, sum(_gaps(text[start:end]) for start, end, _ in _stretches(paragraph, line)) - 1)
        if spacing > WIDEST_SPACING * looks.size:
            spacing = 0.0
    y = baseline(line_top, looks.leading, looks.size)
    for start, end, bold in _stretches(paragraph, line):
        for stretch, is_solid in _solids(text[start:end]) if spacing else ((text[start:end], False),):
            apart = looks.tracking + (0.0 if is_solid else spacing)
            yield Words(x, y, stretch, looks.font, looks.size, apart, bold or looks.bold)
            gaps = 1 if is_solid else len(stretch)
            x += fonts.width(looks.font, stretch, looks.size) + looks.tracking * len(stretch) + spacing * gaps


def _gaps(text: str) -> int:
    """The places where a text may be stretched: behind its characters, but not inside numbers and Latin words."""
    return sum(1 if is_solid else len(stretch) for stretch, is_solid in _solids(text))


def _solids(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut into what is stretched between all its characters, and what only behind its last one."""
    position = 0
    for match in _SOLID.finditer(text):
        if position < match.start():
            yield text[position : match.start()], False
        yield match[0], True
        position = match.end()
    if position < len(text):
        yield text[position:], False


def _stretches(paragraph: Paragraph, line: Line) -> Iterator[tuple[int, int, bool]]:
    """The parts of a line by run: start, end, bold."""
    offset = 0
    for run in paragraph.runs:
        start, end = max(offset, line.start), min(offset + len(run.text), line.end)
        if start < end:
            yield start, end, run.bold
        offset += len(run.text)
