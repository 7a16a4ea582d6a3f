"""Sets the entries of a contents list: words, leader, page number, and the link over them."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from juesuan_gui.document import TableOfContents
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.outline import Heading
from juesuan_gui.publishing.pdf.linebreak import break_lines
from juesuan_gui.publishing.pdf.pages import Link, Words
from juesuan_gui.publishing.pdf.paragraphs import baseline
from juesuan_gui.publishing.typography import CONTENTS_FORMATS, FORMATS, Paper, TextFormat

LEADER = "…"
CLOSEST = 0.62  # of the usual leading, in 小四: smaller type is harder to read than a second page
LEAST_LEADING = 1.3  # in sizes of type: lines that stand closer are set smaller
_SAFETY = 4.0  # Word rounds every line to a twentieth of a point
_STEPS = 6  # of the search for the scale that fills the page
NUMBER_ROOM = 3  # characters kept free at the right, for the number and some leader


@dataclass(frozen=True, slots=True)
class Entry:
    """Words and link of one line, at heights relative to the line's top."""

    words: Words | None = None
    link: Link | None = None

    def moved(self, top: float) -> Words | Link:
        """The same on a page where the line begins at this height."""
        if self.words is not None:
            words = self.words
            return Words(words.x, words.y + top, words.text, words.font, words.size, words.spacing, words.bold)
        assert self.link is not None
        link = self.link
        return Link(link.key, link.left, link.bottom + top, link.right, link.top + top)


def contents_scale(block: TableOfContents, headings: Iterable[Heading], paper: Paper, fonts: FontBook) -> float:
    """How much closer the lines stand where the contents would run a little over their page; 1 elsewhere."""
    title = 0.0
    if block.title is not None:
        looks = FORMATS[block.title.style]
        title = looks.leading + looks.after
    listed = [heading for heading in headings if heading.level <= block.levels]
    room = paper.text_height - title - _SAFETY

    def fits(scale: float) -> bool:
        lines = (leading for item in listed for leading, _ in contents_lines(item, None, paper, fonts, scale))
        return sum(lines) <= room

    if fits(1.0) or not fits(CLOSEST):
        return 1.0
    close, wide = CLOSEST, 1.0
    for _ in range(_STEPS):
        middle = (close + wide) / 2
        close, wide = (middle, wide) if fits(middle) else (close, middle)
    return close


def contents_looks(level: int, scale: float) -> TextFormat:
    """How the entries of a level look; lines that stand very close are set smaller."""
    looks = CONTENTS_FORMATS[min(level, max(CONTENTS_FORMATS))]
    leading = looks.leading * scale
    return replace(looks, leading=leading, size=min(looks.size, math.floor(leading / LEAST_LEADING * 2) / 2))


def contents_lines(
    heading: Heading, number: int | None, paper: Paper, fonts: FontBook, scale: float = 1.0
) -> Iterator[tuple[float, list[Entry]]]:
    """The lines of one entry, each with its leading."""
    looks = contents_looks(heading.level, scale)
    left = paper.left + looks.first_line * looks.size
    right = paper.left + paper.text_width
    lines = break_lines(
        heading.text,
        right - left - NUMBER_ROOM * looks.size,
        lambda character: fonts.width(looks.font, character, looks.size),
    )
    y = baseline(0.0, looks.leading, looks.size)
    link = Link(heading.key, left, -looks.leading, right, 0.0)
    for line in lines:
        text = heading.text[line.start : line.end]
        entries = [Entry(link=link), Entry(words=Words(left, y, text, looks.font, looks.size))]
        if line.last and number is not None:
            printed = str(number)
            number_left = right - fonts.width(looks.font, printed, looks.size)
            entries.append(Entry(words=Words(number_left, y, printed, looks.font, looks.size)))
            dot = fonts.width(looks.font, LEADER, looks.size)
            free = number_left - looks.size / 4 - (left + line.width + looks.size / 4)
            dots = LEADER * int(free / dot)
            if dots:
                leader_left = number_left - looks.size / 4 - dot * len(dots)
                entries.append(Entry(words=Words(leader_left, y, dots, looks.font, looks.size)))
        yield looks.leading, entries
