"""Sets the entries of a contents list: words, leader, page number, and the link over them."""

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.linebreak import break_lines
from juesuan_gui.publishing.outline import Heading
from juesuan_gui.publishing.pdf_pages import Link, Words
from juesuan_gui.publishing.pdf_paragraphs import baseline
from juesuan_gui.publishing.typography import CONTENTS_FORMATS, Paper

LEADER = "…"
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


def contents_lines(
    heading: Heading, number: int | None, paper: Paper, fonts: FontBook
) -> Iterator[tuple[float, list[Entry]]]:
    """The lines of one entry, each with its leading."""
    looks = CONTENTS_FORMATS[min(heading.level, max(CONTENTS_FORMATS))]
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
