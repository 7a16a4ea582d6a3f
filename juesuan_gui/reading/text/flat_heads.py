"""Owns laying out the headings of a table whose cells are known in order only: which heading stands over which.

Merged cells have lost their spans. What is known is how many columns the rows below have, that a group below a merged
heading begins with certain words (小计, 合计, 项目, 科目编码, 类), and that its words are about what stands above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from juesuan_gui.reading.normal import folded

_ALWAYS_BEGINS = re.compile(r"项目(?:\(.*\))?|.*编码|类")
_MAY_BEGIN = re.compile(r"[小合总]计")
_NEVER_OVER = re.compile(r"[小合总]计|行次|栏次|金额|.*名称|[款项]")
_CODES, _LEVELS = re.compile(r".*编码"), "类"
_ITEM = re.compile(r"项目(?:\(.*\))?")
_OF_SCHOOLS = ("事业收入", "教育收费")
_MOST_LEVELS = 4
#: Headings that go together in more ways than can be tried are not told apart.
_MOST_TRIES = 40_000
#: More headings of so few columns are no headings.
_MOST_OVER = 12
#: A known pair of headings (项目 over 科目编码) outweighs every likeness of words.
_KNOWN_PAIR = 20

#: For every row of headings its columns, each with the position of its words.
HeadRows = list[list[tuple[int, int]]]


@dataclass(slots=True)
class _Node:
    position: int
    children: list[_Node] = field(default_factory=list)

    @property
    def width(self) -> int:
        return sum(child.width for child in self.children) or 1


def head_layouts(words: Sequence[str], columns: int) -> list[HeadRows]:
    """Where the headings may stand over so many columns: [] where nowhere, several where words alone do not tell."""
    over = len(words) - columns
    if not 0 <= over <= _MOST_OVER:
        return []
    names = [folded(word) for word in words]
    full = _full_row(names, over)
    if full is not None:
        return [full]
    found: list[tuple[int, HeadRows]] = []
    tries = iter(range(_MOST_TRIES))
    for first in range(1, len(names) + 1):
        roots = [_Node(position) for position in range(first)]
        found += [(score, _rows(roots)) for score, roots in _below(names, roots, first, over, 1, tries)]
    if next(tries, None) is None:
        return []
    # Headings are in as few rows as will do.
    fewest = min((len(rows) for _, rows in found), default=0)
    best = max((score for score, rows in found if len(rows) == fewest), default=0)
    likeliest = [rows for score, rows in found if score == best and len(rows) == fewest]
    return [rows for place, rows in enumerate(likeliest) if rows not in likeliest[:place]]


def _full_row(names: Sequence[str], over: int) -> HeadRows | None:
    """A last row with a heading for every column, in blocks that each begin with 项目 or 科目编码, and what is above.

    Of fewer headings than blocks the last covers the rest.
    """
    leaves = names[over:]
    blocks = [column for column, name in enumerate(leaves) if _ALWAYS_BEGINS.fullmatch(name)]
    own = [(column, over + column) for column in range(len(leaves))]
    if over == 0:
        return [own]
    if not blocks or blocks[0] != 0 or len(blocks) < over or any(map(_begins, names[:over])):
        return None
    return [[(blocks[position], position) for position in range(over)], own]


def _begins(name: str) -> bool:
    return bool(_ALWAYS_BEGINS.fullmatch(name) or _MAY_BEGIN.fullmatch(name))


def _below(
    names: Sequence[str], level: list[_Node], first: int, over: int, depth: int, tries: Iterator[int]
) -> Iterator[tuple[int, list[_Node]]]:
    """Every way to lay out the headings from ``first`` on below a level, with how well the words go together."""
    if first == len(names):
        if over == 0:
            yield 0, level
        return
    if depth >= _MOST_LEVELS or over == 0:
        return
    for end in range(first + 2, len(names) + 1):
        for groups in _groups(names, first, end, min(over, len(level))):
            for parents in combinations(level, len(groups)):
                if next(tries, None) is None:
                    return
                likeness = [_likeness(names, node.position, group) for node, group in zip(parents, groups, strict=True)]
                own = sum(score for score in likeness if score is not None)
                if None in likeness:
                    continue
                for node, group in zip(parents, groups, strict=True):
                    node.children = [_Node(position) for position in group]
                following = [child for node in parents for child in node.children]
                for score, _ in _below(names, following, end, over - len(groups), depth + 1, tries):
                    yield own + score, level
                for node in parents:
                    node.children = []


def _groups(names: Sequence[str], first: int, end: int, most: int) -> Iterator[list[range]]:
    """Every way to part the headings of one level into groups of two and more, at most so many."""
    for starts in _starts(names, first, end):
        groups = [range(start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
        if len(groups) <= most and min(map(len, groups)) > 1:
            yield groups


def _starts(names: Sequence[str], first: int, end: int) -> Iterator[list[int]]:
    """Where groups may begin among the headings of one level."""
    sure = [position for position in range(first, end) if _ALWAYS_BEGINS.fullmatch(names[position])]
    may = [position for position in range(first, end) if _MAY_BEGIN.fullmatch(names[position])]
    if first not in sure and first not in may:
        return
    for count in range(min(len(may), _MOST_OVER) + 1):
        for chosen in combinations(may, count):
            starts = sorted({*sure, *chosen})
            if starts and starts[0] == first:
                yield starts


def _likeness(names: Sequence[str], over: int, group: range) -> int | None:
    """How well a heading goes with those below it; ``None`` when it cannot stand over them."""
    name, below = names[over], [names[position] for position in group]
    if name in below:
        return None
    if below[0] == _LEVELS or _CODES.fullmatch(name):
        return _KNOWN_PAIR if below[0] == _LEVELS and _CODES.fullmatch(name) else None
    if _NEVER_OVER.fullmatch(name) or (_ITEM.fullmatch(name) and not _CODES.fullmatch(below[0])):
        return None
    if _ITEM.fullmatch(name):
        return _KNOWN_PAIR
    if name == _OF_SCHOOLS[0] and _OF_SCHOOLS[1] in below[-1]:
        return _KNOWN_PAIR
    return max(_shared(name, word) for word in below)


def _shared(one: str, other: str) -> int:
    """The length of the longest words that two headings share."""
    return max(
        (end - start for start in range(len(one)) for end in range(start + 2, len(one) + 1) if one[start:end] in other),
        default=0,
    )


def _rows(roots: Sequence[_Node]) -> HeadRows:
    rows: HeadRows = []
    level = [(node, column) for node, column in zip(roots, _columns(roots, 0), strict=True)]
    while level:
        rows.append([(column, node.position) for node, column in level])
        level = [
            (child, column)
            for node, start in level
            for child, column in zip(node.children, _columns(node.children, start), strict=True)
        ]
    return rows


def _columns(nodes: Sequence[_Node], start: int) -> list[int]:
    columns = []
    for node in nodes:
        columns.append(start)
        start += node.width
    return columns
