"""Owns where the pages of a printed source ended in its text: numbers and running heads, that tables go on across them.

A text made of a PDF or a printed document keeps what stood at the edges of its pages, also in the middle of a table
or a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

Line = tuple[int, str]

_NUMBER = re.compile(
    r"[-—–―·.~\s]*(?:第\s*)?(\d{1,4})\s*页?(?:\s*/\s*\d{1,4}\s*页?|\s*[,，]?\s*共\s*\d{1,4}\s*页)?[-—–―·.~\s]*"
)
#: A row with such a cell begins another table.
_HEADING = re.compile(r".*表(?:[(（].*)?|项\s*目|收\s*入|支\s*出|.*(?:编码|代码|名称)|栏\s*次|.*单位[:：].*")
_LEAST_PAGES = 3
#: Numbers closer together are a column of figures, one to a line.
_LEAST_PAGE = 8
_LONGEST_HEAD = 40


def without_page_ends(lines: Sequence[str]) -> list[Line]:
    """The lines with their 1-based numbers, without page numbers and running heads; tables go on across pages.

    Page numbers count up by one over three pages or more; a running head stands beside most of them. The rows of a
    table that a page end cut follow each other, without the headings that the next page printed again.
    """
    numbered = list(enumerate(lines, 1))
    ends = _page_numbers(lines)
    if not ends:
        return numbered
    marks = set(ends) | _running_heads(lines, ends)
    dropped = set(marks)
    for end in ends:
        dropped |= _between_rows(lines, end, marks)
    return [line for index, line in enumerate(numbered) if index not in dropped]


def _page_numbers(lines: Sequence[str]) -> list[int]:
    """Where page numbers stand: the longest chain of lone numbers that count up by one, a page apart."""
    chains: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if len(line) > _LONGEST_HEAD or (found := _NUMBER.fullmatch(line)) is None or "\t" in line.strip("\n"):
            continue
        if index + 1 < len(lines) and lines[index + 1].strip() == "|":
            # A cell that stands by itself, its bar below it.
            continue
        number = int(found[1])
        before = chains.get(number - 1, [])
        chain = [*before, index] if before and index - before[-1] >= _LEAST_PAGE else [index]
        if len(chain) >= len(chains.get(number, [])):
            chains[number] = chain
    longest = max(chains.values(), key=len, default=[])
    return longest if len(longest) >= _LEAST_PAGES else []


def _running_heads(lines: Sequence[str], ends: Sequence[int]) -> set[int]:
    """The same words next to most page numbers."""
    beside = [place for end in ends for step in (-1, 1) if (place := _written(lines, end, step)) is not None]
    shapes = {place: shape for place in beside if (shape := _head_shape(lines[place]))}
    usual = {shape for shape, count in Counter(shapes.values()).items() if count >= max(_LEAST_PAGES, len(ends) / 2)}
    return {place for place, shape in shapes.items() if shape in usual}


def _head_shape(line: str) -> str:
    """The words of a line that may be a running head; no sentence ends so, no row of a table, no note or unit."""
    text = line.strip()
    if "\t" in text or len(text) > _LONGEST_HEAD or text[-1] in "，,；;、。：:" or re.search(r"单位[:：]", text):
        return ""
    return text


def _written(lines: Sequence[str], start: int, step: int) -> int | None:
    """The next line with words before (-1) or after (1) another."""
    place = start + step
    while 0 <= place < len(lines):
        if lines[place].strip():
            return place
        place += step
    return None


def _between_rows(lines: Sequence[str], end: int, marks: set[int]) -> set[int]:
    """What stands between two rows of one table at a page end, with headings printed again; nothing elsewhere."""
    above, below = _past(lines, end, -1, marks), _past(lines, end, 1, marks)
    if above is None or below is None or "\t" not in lines[above] or "\t" not in lines[below]:
        return set()
    before, after = _rows_up(lines, above, marks), _rows_down(lines, below)
    if _width(before) != _width(after):
        return set()
    again = _printed_again(before, after)
    if not again and any(_HEADING.fullmatch(cell.strip()) for cell in after[0].split("\t")):
        return set()
    return set(range(above + 1, below + again))


def _printed_again(before: Sequence[str], after: Sequence[str]) -> int:
    """How many rows of the next page say again what the table's headings said."""
    start = next((number for number, row in enumerate(before) if _same(row, after[0])), len(before))
    again = 0
    while again < len(after) - 1 and start + again < len(before) and _same(before[start + again], after[again]):
        again += 1
    return again


def _past(lines: Sequence[str], start: int, step: int, marks: set[int]) -> int | None:
    place = _written(lines, start, step)
    while place is not None and place in marks:
        place = _written(lines, place, step)
    return place


def _rows_up(lines: Sequence[str], last: int, marks: set[int]) -> list[str]:
    """The rows of a table from its first to the last of a page, over the page ends before."""
    first = last
    while (place := _past(lines, first, -1, marks)) is not None and "\t" in lines[place]:
        if first - place > 1 and not any(index in marks for index in range(place + 1, first)):
            break
        first = place
    return [line for line in lines[first : last + 1] if "\t" in line]


def _rows_down(lines: Sequence[str], first: int) -> list[str]:
    last = first
    while last + 1 < len(lines) and "\t" in lines[last + 1]:
        last += 1
    return list(lines[first : last + 1])


def _width(rows: Sequence[str]) -> int:
    """The number of tabs that most rows have; a title or unit in the grid has another."""
    return Counter(row.count("\t") for row in rows).most_common(1)[0][0]


def _same(row: str, other: str) -> bool:
    return row.split() == other.split()
