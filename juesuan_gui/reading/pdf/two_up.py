"""Owns sheets that show two pages of the report, as printers put them on paper: each is a page again.

Side by side: a table over the whole sheet, in two or three blocks too, has lines, names or figures across its middle,
or rows that stand beside each other; two pages have neither. One above the other: any page may be blank about its
middle, so that only the number of a page at the foot of the upper half, with the next one at the lower's, tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from juesuan_gui.document import PaperBox
from juesuan_gui.reading.pdf.layout import PageLayout, TextLine, layout_of
from juesuan_gui.reading.pdf.lines import Line, lines_of
from juesuan_gui.reading.pdf.page import PageContent
from juesuan_gui.reading.pdf.paths import Rule

#: The room about the middle that nothing enters, as a share of the width: two inner margins of pages.
_GUTTER = 0.06
#: As a share of the height: a page number stands nearer to the edge than a margin is wide.
_GUTTER_ABOVE = 0.02
#: Width to height of a sheet with two upright pages, height to width of one with two lying ones.
_WIDE = 1.2
#: In the lower part of a page, as a share of its height, stands its number.
_FOOT = 0.85
_DASHES = r"[-－—–~·|•\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:第\s*)?(?P<number>\d{{1,4}})(?:\s*页)?(?:[,，\s]*(?:[/／]|共)\s*\d+\s*页?)?{_DASHES}"
)
#: So many lines of running text make a half a page of text; so many characters, no column of names.
_FEWEST_PROSE, _PROSE = 3, 12
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[，。；,;]")
_GAP = re.compile(r"\s{2,}|\t")
#: A drawn table has more lines than an underlined heading.
_FEWEST_RULES = 6
#: What stands once above a table, however many blocks it has.
_HEAD = re.compile(r"公开\d{1,2}表|单位[:：](?:人民币)?[亿万千百]?元")


OnPaper = Callable[[PaperBox], PaperBox]
_Begin = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a page that was read stands in the file: its 1-based page there, and from a box as read to one there."""

    number: int
    on_paper: OnPaper


@dataclass(frozen=True, slots=True)
class Sheet:
    """The layout of a page of the file, as one page and as two where nothing crosses its middle.

    ``whole`` is ``None`` where they are two for certain; ``halves`` are with how far right of the sheet's edge and
    below its head they begin, in points; ``is_numbered``: each of the two has its page number. ``size`` is width and
    height in whole points: sheets of one printing are of one size.
    """

    number: int
    size: tuple[int, int]
    on_paper: OnPaper
    whole: PageLayout | None
    halves: tuple[tuple[PageLayout, _Begin], ...] = ()
    is_numbered: bool = False


def sheet_of(content: PageContent) -> Sheet:
    """The layout of a page, read both ways where both may be."""
    size = round(content.width), round(content.height)
    on_paper = replace(content, glyphs=(), rules=()).on_paper
    sides = _sides(content)
    if sides is None:
        return Sheet(content.number, size, on_paper, layout_of(content))
    is_beside = content.width > content.height
    lines = [lines_of(side.glyphs) for side in sides]
    numbered = _are_numbered(lines, sides[0].height)
    if not is_beside and not numbered and not _ends_above(lines, sides[0].height):
        return Sheet(content.number, size, on_paper, layout_of(content))
    whole = None if numbered or (is_beside and _are_pages(sides, lines)) else layout_of(content)
    begins = ((0.0, 0.0), (content.width / 2, 0.0) if is_beside else (0.0, content.height / 2))
    halves = tuple(
        (layout_of(side), begin) for side, printed, begin in zip(sides, lines, begins, strict=True) if printed
    )
    return Sheet(content.number, size, on_paper, whole, halves, numbered)


def unfolded(sheets: Sequence[Sheet]) -> tuple[list[PageLayout], dict[int, Paper]]:
    """The pages in order, and by their number in this order where they stand in the file.

    A sheet that is two pages is two; so are all of a size with one that has both numbers.
    """
    numbered = {sheet.size for sheet in sheets if sheet.is_numbered}
    pages: list[PageLayout] = []
    papers: dict[int, Paper] = {}
    more = 0
    for sheet in sheets:
        if sheet.whole is not None and not (sheet.halves and sheet.size in numbered):
            parts: Sequence[tuple[PageLayout, _Begin]] = ((sheet.whole, (0.0, 0.0)),)
        else:
            parts = sheet.halves
        for place, (layout, begin) in enumerate(parts):
            number = sheet.number + more + place
            pages.append(_numbered(layout, number))
            papers[number] = Paper(sheet.number, partial(_moved_on_paper, sheet.on_paper, begin))
        more += len(parts) - 1
    return pages, papers


def _numbered(layout: PageLayout, number: int) -> PageLayout:
    """A page with its number among all pages: what goes on over pages is told by it."""
    if layout.number == number:
        return layout
    blocks = [
        replace(block, page=number)
        if isinstance(block, TextLine)
        else replace(block, page=number, cells=tuple(replace(cell, page=number) for cell in block.cells))
        for block in layout.blocks
    ]
    return replace(layout, number=number, blocks=tuple(blocks))


def _moved_on_paper(on_paper: OnPaper, begin: _Begin, box: PaperBox) -> PaperBox:
    (right_by, down_by), (left, top, right, bottom) = begin, box
    return on_paper((left + right_by, top + down_by, right + right_by, bottom + down_by))


def _sides(content: PageContent) -> list[PageContent] | None:
    """What stands on both sides of the middle; ``None`` where anything crosses it, or the page is near a square."""
    width, height = content.width, content.height
    if min(width, height) <= 0 or max(width, height) < _WIDE * min(width, height):
        return None
    is_beside = width > height
    middle = max(width, height) / 2
    room = middle * (_GUTTER if is_beside else _GUTTER_ABOVE)
    glyphs = [glyph for glyph in content.glyphs if glyph.text.strip()]
    low, high = middle - room, middle + room
    if is_beside:
        is_crossed = any(glyph.left < high and low < glyph.right for glyph in glyphs)
    else:
        is_crossed = any(glyph.top < high and low < glyph.bottom for glyph in glyphs)
    if is_crossed or not glyphs:
        return None
    rules = [rule for rule in content.rules if not _is_fold(rule, middle, room, is_beside=is_beside)]
    if any(_enters(rule, middle, room, is_beside=is_beside) for rule in rules):
        return None
    return [
        _half(content, rules, middle, is_beside=is_beside, is_first=True),
        _half(content, rules, middle, is_beside=is_beside, is_first=False),
    ]


def _is_fold(rule: Rule, middle: float, room: float, *, is_beside: bool) -> bool:
    """A line along the middle is where the paper is folded or cut."""
    return rule.horizontal is not is_beside and abs(rule.position - middle) < room


def _enters(rule: Rule, middle: float, room: float, *, is_beside: bool) -> bool:
    return rule.horizontal is is_beside and rule.start < middle + room and middle - room < rule.end


def _half(
    content: PageContent, rules: Sequence[Rule], middle: float, *, is_beside: bool, is_first: bool
) -> PageContent:
    """One half as a page of its own, from its own left upper corner."""
    begin = 0.0 if is_first else middle
    right_by, down_by = (begin, 0.0) if is_beside else (0.0, begin)
    return replace(
        content,
        width=middle if is_beside else content.width,
        height=content.height if is_beside else middle,
        glyphs=tuple(
            glyph._replace(left=glyph.left - right_by, right=glyph.right - right_by, baseline=glyph.baseline - down_by)
            for glyph in content.glyphs
            if (glyph.centre[0 if is_beside else 1] < middle) is is_first
        ),
        rules=tuple(
            _moved(rule, right_by, down_by) for rule in rules if (_centre(rule, is_beside) < middle) is is_first
        ),
    )


def _moved(rule: Rule, right_by: float, down_by: float) -> Rule:
    along, across = (right_by, down_by) if rule.horizontal else (down_by, right_by)
    return rule._replace(start=rule.start - along, end=rule.end - along, position=rule.position - across)


def _centre(rule: Rule, is_beside: bool) -> float:
    """The middle of a line, from the left or from above."""
    return (rule.start + rule.end) / 2 if rule.horizontal is is_beside else rule.position


def _are_pages(sides: Sequence[PageContent], lines: Sequence[Sequence[Line]]) -> bool:
    """A table's own head on both; or text or a drawn table on each."""
    if all(any(_HEAD.search("".join(line.text.split())) for line in half) for half in lines):
        return True
    return all(
        len(side.rules) >= _FEWEST_RULES or sum(map(_is_prose, half)) >= _FEWEST_PROSE
        for side, half in zip(sides, lines, strict=True)
    )


def _are_numbered(lines: Sequence[Sequence[Line]], height: float) -> bool:
    """Whether both halves end with the number of a page, the second one with the next."""
    first, second = (_page_number(half, height) for half in lines)
    return first is not None and second == first + 1


def _ends_above(lines: Sequence[Sequence[Line]], height: float) -> bool:
    """Whether the last page of a report stands alone in the first half, with its number."""
    first, second = lines
    return not second and _page_number(first, height) is not None


def _page_number(lines: Sequence[Line], height: float) -> int | None:
    """The number at the foot of a half, below everything else."""
    if not lines:
        return None
    last = max(lines, key=lambda line: line.bottom)
    match = _PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", last.text).strip())
    return int(match["number"]) if match is not None and last.top > _FOOT * height else None


def _is_prose(line: Line) -> bool:
    text = line.text.strip()
    return len(_CHARACTER.findall(text)) >= _PROSE and _MARKS.search(text) is not None and _GAP.search(text) is None
