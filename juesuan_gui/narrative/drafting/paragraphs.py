"""Owns what a drafted explanation is made of: sections, and paragraphs that know their figures and gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from juesuan_gui.forms import OutlineSection
from juesuan_gui.narrative.drafting.figures import Asked, Marks, Need, Span
from juesuan_gui.narrative.drafting.free_text import (
    BULLET,
    HEADING_MARK,
    ITEM_MARK,
    ParagraphForm,
    cells_of,
    form_of,
    squared,
)
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension

#: The number that a list puts before its entry; it is counted anew with every draft.
_NUMBER: Final = re.compile(r"(?:\d{1,3}[.．、]|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)")


@dataclass(frozen=True, slots=True)
class DraftedParagraph:
    """One paragraph: its words, where its figures stand and from which cells, and what it lacks.

    ``typed`` are the amounts and rates (start, end) that the accountant typed as plain digits: they follow no cell.
    ``key`` names the paragraph within its section whatever its figures are; paragraphs of one own wording share it.
    ``stale`` says why an own wording has to be looked at again, ``problem`` why it could not be used. The rows of a
    TABLE are its lines.
    """

    text: str
    spans: tuple[Span, ...] = ()
    needs: tuple[Need, ...] = ()
    typed: tuple[tuple[int, int], ...] = ()
    asked: tuple[Asked, ...] = ()
    key: str = ""
    form: ParagraphForm = ParagraphForm.BODY
    is_own: bool = False
    stale: str = ""
    problem: str = ""

    @property
    def number(self) -> str:
        """The number at its beginning, "" without one."""
        match = _NUMBER.match(self.text)
        return match.group() if match else ""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells of a TABLE, row by row, all rows equally long."""
        return squared([cells_of(line) for line in self.text.splitlines()])


@dataclass(frozen=True, slots=True)
class DraftedSection:
    """A heading of the outline with the paragraphs below it; ``title`` is printed behind its number.

    ``is_own`` tells the accountant's own wording of the whole section, ``problem`` why a template could not be used.
    ``stale`` says why that wording has to be looked at again; ``form_paragraphs`` are the form's own words.
    ``orphans`` are the names of report texts that reword paragraphs which this draft has not.
    """

    section: OutlineSection
    title: str
    paragraphs: tuple[DraftedParagraph, ...]
    is_own: bool = False
    problem: str = ""
    stale: str = ""
    form_paragraphs: tuple[DraftedParagraph, ...] = ()
    orphans: tuple[str, ...] = ()
    #: The line of the template where it went wrong, where that is known.
    fault_line: int | None = None

    @property
    def heading(self) -> str:
        """The heading as printed: 一、收入支出决算总体情况说明."""
        return f"{self.section.number}{self.title}"

    @property
    def needs(self) -> tuple[Need, ...]:
        """What the section lacks, each once, in reading order."""
        return tuple(dict.fromkeys(need for paragraph in self.paragraphs for need in paragraph.needs))

    def form_paragraph(self, key: str) -> DraftedParagraph | None:
        """What the form says in a paragraph, ``None`` where it has none of that key."""
        return next((item for item in self.form_paragraphs if item.key == key), None)


def paragraphs_of(marked: Iterable[str], marks: Marks, *, is_own: bool) -> Iterator[DraftedParagraph]:
    """The paragraphs of lines with marks; the rows of a table are one."""
    for is_row, group in groupby(marked, key=lambda line: form_of(marks.unmarked(line)[0]) is ParagraphForm.TABLE):
        lines = list(group)
        if is_row:
            lines = ["\n".join(lines)]
        yield from (_paragraph(line, marks, is_own=is_own) for line in lines)


def _paragraph(marked: str, marks: Marks, *, is_own: bool) -> DraftedParagraph:
    text, spans, needs = marks.unmarked(marked)
    asked = marks.asked(marked)
    form = form_of(text.partition("\n")[0])
    typed: tuple[tuple[int, int], ...] = ()
    if is_own:
        typed = tuple(_typed(text, spans))
    paragraph = DraftedParagraph(text, spans, needs, typed, asked, form=form, is_own=is_own)
    if form is ParagraphForm.HEADING:
        return _beginning(paragraph, HEADING_MARK, "")
    return _beginning(paragraph, ITEM_MARK, BULLET) if form is ParagraphForm.ITEM else paragraph


def _typed(text: str, spans: Iterable[Span]) -> Iterable[tuple[int, int]]:
    live = [(span.start, span.end) for span in spans]
    for literal in find_literals(text):
        is_figure = literal.dimension in (Dimension.MONEY, Dimension.PERCENT)
        if is_figure and not any(start <= literal.start < end for start, end in live):
            yield literal.start, literal.end


def _beginning(paragraph: DraftedParagraph, old: str, new: str) -> DraftedParagraph:
    """The paragraph with other characters at its beginning."""
    return shifted(replace(paragraph, text=new + paragraph.text[len(old) :]), len(new) - len(old))


def shifted(paragraph: DraftedParagraph, by: int) -> DraftedParagraph:
    """The paragraph with its places so many characters further on."""
    return replace(
        paragraph,
        spans=tuple(replace(span, start=span.start + by, end=span.end + by) for span in paragraph.spans),
        asked=tuple(replace(item, start=item.start + by, end=item.end + by) for item in paragraph.asked),
        typed=tuple((start + by, end + by) for start, end in paragraph.typed),
    )


def prefixed(paragraph: DraftedParagraph, words: str) -> DraftedParagraph:
    """The paragraph with words put before it."""
    return shifted(replace(paragraph, text=words + paragraph.text), len(words))


def keyed(paragraphs: Iterable[DraftedParagraph]) -> tuple[DraftedParagraph, ...]:
    """The paragraphs with their keys: the first cell they tell of, else the first thing they ask, counted."""
    seen: Counter[str] = Counter()
    found: list[DraftedParagraph] = []
    for item in paragraphs:
        name = item.spans[0].addresses[0].text if item.spans else item.asked[0].need.name if item.asked else ""
        seen[name] += 1
        found.append(replace(item, key=name if name and seen[name] == 1 else f"{name}#{seen[name]}"))
    return tuple(found)
