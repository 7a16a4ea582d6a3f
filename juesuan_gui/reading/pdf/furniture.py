"""Owns telling what a PDF prints on every page beside the report: page numbers, running headers and footers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from juesuan_gui.reading.pdf.layout import PageLayout, TextLine

#: Running lines stand among the outermost lines of a page, in the outer part of its height.
_OUTERMOST = 2
_MARGIN = 0.13
_FEWEST = 3
#: On how many of the pages that have text a running line must stand.
_SHARE = 0.5
#: Over so many pages of text a line is no title of a table that was not told as one.
_FEWEST_ALONE = 2
_YEAR_DIGITS = 4
#: As a share of the page's height: what is nearer above a table belongs to it.
_NEAR_TABLE = 0.12
_DASHES = r"[-－—–~·|•\s]*"
_NUMBER = re.compile(
    rf"{_DASHES}(?:第\s*)?(?P<number>\d{{1,4}})(?:\s*页)?[,，\s]*(?:(?:[/／]|共)\s*\d{{1,4}}\s*页?)?{_DASHES}"
)
_ROMAN = re.compile(r"[-－—\s]*[IVXivx]{1,5}[-－—\s]*")


def furniture(pages: Sequence[PageLayout]) -> set[tuple[int, int]]:
    """The (index of the page, index of the block) of page numbers and running lines."""
    outer = {(page, block): line for page, layout in enumerate(pages) for block, line in _outer_lines(layout)}
    found = _page_numbers(outer, pages)
    written = sum(any(isinstance(block, TextLine) for block in layout.blocks) for layout in pages)
    enough = max(_FEWEST, _SHARE * written)
    # Twice, as a second running line is outermost once the first is known.
    for _ in range(_OUTERMOST):
        places: dict[str, set[tuple[int, int]]] = {}
        for place, line in outer.items():
            if place not in found and _is_outermost(place, pages, found):
                places.setdefault(_shape(line), set()).add(place)
        for same in places.values():
            alone = {place for place in same if not _heads_a_table(place, pages)}
            # A table's title stands over tables only; what stands over text as well runs over all pages.
            of_pages = same if len(alone) >= _FEWEST_ALONE and not _names_a_unit(outer, same) else alone
            if len({page for page, _ in of_pages}) >= enough:
                found |= of_pages
    return found


def _outer_lines(layout: PageLayout) -> Iterator[tuple[int, TextLine]]:
    indexes = range(len(layout.blocks))
    near = _MARGIN * layout.height
    for index in (*indexes[:_OUTERMOST], *indexes[max(_OUTERMOST, len(layout.blocks) - _OUTERMOST) :]):
        block = layout.blocks[index]
        if isinstance(block, TextLine) and (block.bottom < near or block.top > layout.height - near):
            yield index, block


def _is_outermost(place: tuple[int, int], pages: Sequence[PageLayout], found: set[tuple[int, int]]) -> bool:
    """Whether nothing but what is known as furniture stands between a line and the edge of its page."""
    page, index = place
    last = len(pages[page].blocks)
    return all((page, other) in found for other in range(index)) or all(
        (page, other) in found for other in range(index + 1, last)
    )


def _heads_a_table(place: tuple[int, int], pages: Sequence[PageLayout]) -> bool:
    """Whether a table comes right after a line or a few more: its title or unit, printed again on every page."""
    page, index = place
    layout = pages[page]
    line = layout.blocks[index]
    if line.top > layout.height / 2:
        return False
    below = [block for block in layout.blocks[index + 1 : index + 2 + _OUTERMOST] if not isinstance(block, TextLine)]
    return bool(below) and below[0].top - line.bottom < _NEAR_TABLE * layout.height


def _names_a_unit(lines: Mapping[tuple[int, int], TextLine], places: Iterable[tuple[int, int]]) -> bool:
    """Whether a line states the unit of the amounts below it, which belongs to them wherever it stands."""
    return any("单位" in "".join(lines[place].text.split()) and "元" in lines[place].text for place in places)


def _page_numbers(outer: dict[tuple[int, int], TextLine], pages: Sequence[PageLayout]) -> set[tuple[int, int]]:
    """Lines with nothing but a number that counts the pages, or that is dressed as only page numbers are."""
    shifts: dict[tuple[int, int], int] = {}
    dressed: set[tuple[int, int]] = set()
    for place, line in outer.items():
        text = unicodedata.normalize("NFKC", line.text).strip()
        match = _NUMBER.fullmatch(text)
        if match is None:
            if _ROMAN.fullmatch(text) and line.top > pages[place[0]].height / 2:
                dressed.add(place)
            continue
        shifts[place] = int(match["number"]) - pages[place[0]].number
        if not text.isdigit():
            dressed.add(place)
    usual = Counter(shifts.values())
    plain = {place for place, shift in shifts.items() if usual[shift] > 1 or _is_alone(place, shift, pages)}
    return plain | dressed


def _is_alone(place: tuple[int, int], shift: int, pages: Sequence[PageLayout]) -> bool:
    """A number at the very foot of its page that is no more than a count of pages could be."""
    layout = pages[place[0]]
    block = layout.blocks[place[1]]
    is_last = place[1] == len(layout.blocks) - 1
    return len(pages) < _FEWEST and is_last and block.top > layout.height * (1 - _MARGIN) and shift >= 0


def _shape(line: TextLine) -> str:
    """The words with small numbers as their distance from the page's, so that a line with a page number repeats."""
    text = "".join(unicodedata.normalize("NFKC", line.text).split())
    return re.sub(r"\d+(?:[.,]\d+)*", lambda match: _distance(match[0], line.page), text)


def _distance(number: str, page: int) -> str:
    # An amount in a running line is the same on every page.
    return f"#{int(number) - page}" if number.isdigit() and len(number) < _YEAR_DIGITS else number
