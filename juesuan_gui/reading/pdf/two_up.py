"""Owns sheets that show two pages of the report side by side, as printers put them on paper: each is a page again.

A table over the whole sheet, in two or three blocks too, has lines, names or figures across its middle, or rows that
stand beside each other; two pages have neither.
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
#: Width to height of a sheet with two upright pages; two lying ones stand above each other.
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


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a page that was read stands in the file: its 1-based page there, and from a box as read to one there."""

    number: int
    on_paper: OnPaper


@dataclass(frozen=True, slots=True)
class Sheet:
    """The layout of a page of the file, as one page and as two where nothing crosses its middle.

    ``whole`` is ``None`` where they are two for certain; ``halves`` are with how far right of the sheet's edge they
    begin, in points; ``is_numbered``: each of the two has its page number. ``size`` is width and height in whole
    points: sheets of one printing are of one size.
    """

    number: int
    size: tuple[int, int]
    on_paper: OnPaper
    whole: PageLayout | None
    halves: tuple[tuple[PageLayout, float], ...] = ()
    is_numbered: bool = False


def sheet_of(content: PageContent) -> Sheet:
    """The layout of a page, read both ways where both may be."""
    size = round(content.width), round(content.height)
    on_paper = replace(content, glyphs=(), rules=()).on_paper
    sides = _sides(content)
    if sides is None:
        return Sheet(content.number, size, on_paper, layout_of(content))
    lines = [lines_of(side.glyphs) for side in sides]
    numbered = _are_numbered(lines, content.height)
    whole = None if numbered or _are_pages(sides, lines) else layout_of(content)
    begins = (0.0, content.width / 2)
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
            parts: Sequence[tuple[PageLayout, float]] = ((sheet.whole, 0.0),)
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


def _moved_on_paper(on_paper: OnPaper, begin: float, box: PaperBox) -> PaperBox:
    left, top, right, bottom = box
    return on_paper((left + begin, top, right + begin, bottom))


def _sides(content: PageContent) -> list[PageContent] | None:
    """What stands left and right of the middle; ``None`` where anything crosses it, or the page is no wide one."""
    if content.height <= 0 or content.width < _WIDE * content.height:
        return None
    middle, room = content.width / 2, _GUTTER * content.width / 2
    glyphs = [glyph for glyph in content.glyphs if glyph.text.strip()]
    if not glyphs or any(glyph.left < middle + room and middle - room < glyph.right for glyph in glyphs):
        return None
    rules = [rule for rule in content.rules if not _is_fold(rule, middle, room)]
    if any(_enters(rule, middle, room) for rule in rules):
        return None
    return [_side(content, rules, middle, is_left=is_left) for is_left in (True, False)]


def _is_fold(rule: Rule, middle: float, room: float) -> bool:
    """A line down the middle is where the paper is folded or cut."""
    return not rule.horizontal and abs(rule.position - middle) < room


def _enters(rule: Rule, middle: float, room: float) -> bool:
    return rule.horizontal and rule.start < middle + room and middle - room < rule.end


def _side(content: PageContent, rules: Sequence[Rule], middle: float, *, is_left: bool) -> PageContent:
    """One half as a page of its own, from its own left edge."""
    begin = 0.0 if is_left else middle
    return replace(
        content,
        width=middle,
        glyphs=tuple(
            glyph._replace(left=glyph.left - begin, right=glyph.right - begin)
            for glyph in content.glyphs
            if (glyph.centre[0] < middle) is is_left
        ),
        rules=tuple(_moved(rule, begin) for rule in rules if (_centre(rule) < middle) is is_left),
    )


def _moved(rule: Rule, begin: float) -> Rule:
    if rule.horizontal:
        return rule._replace(start=rule.start - begin, end=rule.end - begin)
    return rule._replace(position=rule.position - begin)


def _centre(rule: Rule) -> float:
    return (rule.start + rule.end) / 2 if rule.horizontal else rule.position


def _are_pages(sides: Sequence[PageContent], lines: Sequence[Sequence[Line]]) -> bool:
    """A table's own head on both; or text or a drawn table on each."""
    if all(any(_HEAD.search("".join(line.text.split())) for line in half) for half in lines):
        return True
    return all(
        len(side.rules) >= _FEWEST_RULES or sum(map(_is_prose, half)) >= _FEWEST_PROSE
        for side, half in zip(sides, lines, strict=True)
    )


def _are_numbered(lines: Sequence[Sequence[Line]], height: float) -> bool:
    """Whether both halves end with the number of a page, the right one with the next."""
    left, right = (_page_number(half, height) for half in lines)
    return left is not None and right == left + 1


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
