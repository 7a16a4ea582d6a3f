"""Sets the lines of a paragraph as marks on a page."""

import itertools
from collections.abc import Iterator

from juesuan_gui.document import Alignment, Paragraph
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.justifying import (
    OPENING,
    SEEMLY_HANG,
    SQUEEZE,
    WIDEST_SPACING,
    gaps,
    solids,
    squeezable,
)
from juesuan_gui.publishing.pdf.linebreak import HANGING, Line
from juesuan_gui.publishing.pdf.pages import Words
from juesuan_gui.publishing.typography import TextFormat

ASCENT = 0.88  # of a Chinese em square above the baseline


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
    elif alignment is Alignment.JUSTIFY and (squeezed := _excess(text[line.start : line.end], free, looks)):
        yield from _squeezed_words(
            paragraph, looks, line, x, baseline(line_top, looks.leading, looks.size), squeezed, fonts
        )
        return
    elif alignment is Alignment.JUSTIFY and not line.last and free > 0:
        spacing = free / max(1, sum(gaps(text[start:end]) for start, end, _ in _stretches(paragraph, line)) - 1)
        if spacing > WIDEST_SPACING * looks.size:
            spacing = 0.0
    y = baseline(line_top, looks.leading, looks.size)
    for start, end, bold in _stretches(paragraph, line):
        for stretch, is_solid in solids(text[start:end]) if spacing else ((text[start:end], False),):
            apart = looks.tracking + (0.0 if is_solid else spacing)
            yield Words(x, y, stretch, looks.font, looks.size, apart, bold or looks.bold)
            places = 1 if is_solid else len(stretch)
            x += fonts.width(looks.font, stretch, looks.size) + looks.tracking * len(stretch) + spacing * places


def _excess(words: str, free: float, looks: TextFormat) -> float:
    """By how much a line is to be set closer at its marks, the blank half of a mark that hangs at its end not counted.

    Where its marks do not give as much, the mark at the end hangs further out.
    """
    is_hanging = words[-1:] in HANGING
    wanted = -free - looks.tracking - 1e-3 - (SEEMLY_HANG * looks.size if is_hanging else 0.0)
    given = SQUEEZE * looks.size * len(squeezable(words)) if is_hanging else wanted
    return max(0.0, min(wanted, given))


def _squeezed_words(
    paragraph: Paragraph,
    looks: TextFormat,
    line: Line,
    x: float,
    y: float,
    excess: float,
    fonts: FontBook,
) -> Iterator[Words]:
    """A line that is set closer at its marks: behind those with a blank right half, before those with a left one."""
    text = paragraph.text
    marks = [line.start + place for place in squeezable(text[line.start : line.end])]
    closer = excess / max(1, len(marks))
    cuts = [place if text[place] in OPENING else place + 1 for place in marks]
    for start, end, bold in _stretches(paragraph, line):
        edges = [start, *(cut for cut in cuts if start < cut <= end), end]
        for begin, stop in itertools.pairwise(edges):
            stretch = text[begin:stop]
            if stretch:
                yield Words(x, y, stretch, looks.font, looks.size, looks.tracking, bold or looks.bold)
            x += fonts.width(looks.font, stretch, looks.size) + looks.tracking * len(stretch)
            x -= closer * cuts.count(stop) if stop in cuts and begin != stop else 0.0


def _stretches(paragraph: Paragraph, line: Line) -> Iterator[tuple[int, int, bool]]:
    """The parts of a line by run: start, end, bold."""
    offset = 0
    for run in paragraph.runs:
        start, end = max(offset, line.start), min(offset + len(run.text), line.end)
        if start < end:
            yield start, end, run.bold
        offset += len(run.text)
