"""Owns putting the glyphs of a PDF page back into printed lines: what stands side by side is one line.

Digits often stand on another baseline, or in a font with another height, than the Chinese words beside them;
so lines are gathered by how much glyphs overlap vertically, never by a distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from juesuan_gui.reading.pdf.page import ABOVE, BELOW, MIDDLE, Glyph

#: Shares of a glyph's height or size.
_OVERLAP = 0.5
_CLEAR = 0.9
_TWIN = 0.25
_WORD_GAP = 0.22
_HAN_GAP = 0.5
_HALF_EM = 0.5
_MOST_SPACES = 8
#: As many lines as may still grow while glyphs come in from top to bottom.
_GROWING = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its inked glyphs from left to right, and the spaces that the file itself has."""

    glyphs: tuple[Glyph, ...]
    spaces: tuple[Glyph, ...] = ()

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(glyph.right for glyph in self.glyphs[-3:])

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        """The height at which its glyphs are centred."""
        return sum(glyph.centre[1] for glyph in self.glyphs) / len(self.glyphs)

    @property
    def size(self) -> float:
        """The size of most of its glyphs."""
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]

    @property
    def text(self) -> str:
        """What it prints, spaces kept as the file has them; a gap without any in the file gets some."""
        return "".join(_spaced(self.glyphs, self.spaces))

    def segments(self, gap: float) -> list[Line]:
        """Its pieces between gaps wider than so many times its size."""
        pieces: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, after in pairwise(self.glyphs):
            if after.left - before.right > gap * max(before.size, after.size):
                pieces.append([])
            pieces[-1].append(after)
        return [Line(tuple(piece), _within(self.spaces, piece)) for piece in pieces]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The printed lines of these glyphs from top to bottom; words that run sideways are lines of their own."""
    upright: list[Glyph] = []
    sideways: list[Glyph] = []
    for glyph in glyphs:
        (sideways if glyph.sideways else upright).append(glyph)
    lines = [line for group in _gathered(upright) if (line := _line(group)) is not None]
    lines += _sideways_lines(sideways)
    lines.sort(key=lambda line: (line.middle, line.left))
    return lines


class _Growing:
    """A line while glyphs are added: its mean upper and lower edge."""

    __slots__ = ("bottom", "glyphs", "top")

    def __init__(self, glyph: Glyph) -> None:
        self.glyphs = [glyph]
        self.top, self.bottom = glyph.top, glyph.bottom

    def overlap(self, glyph: Glyph) -> float:
        size = glyph.size
        top, bottom = glyph.baseline - ABOVE * size, glyph.baseline + BELOW * size
        own_top, own_bottom = self.top, self.bottom
        shared = (bottom if bottom < own_bottom else own_bottom) - (top if top > own_top else own_top)
        height = own_bottom - own_top
        return shared / ((height if height < size else size) or 1.0)

    def add(self, glyph: Glyph) -> None:
        count = len(self.glyphs)
        self.top = (self.top * count + glyph.top) / (count + 1)
        self.bottom = (self.bottom * count + glyph.bottom) / (count + 1)
        self.glyphs.append(glyph)


def _gathered(glyphs: list[Glyph]) -> list[list[Glyph]]:
    lines: list[_Growing] = []
    for _, _, _, glyph in sorted(
        (item.baseline - MIDDLE * item.size, item.left, number, item) for number, item in enumerate(glyphs)
    ):
        if lines and lines[-1].overlap(glyph) >= _CLEAR:
            lines[-1].add(glyph)
            continue
        best = max(lines[-_GROWING:], key=lambda line: line.overlap(glyph), default=None)
        if best is not None and best.overlap(glyph) >= _OVERLAP:
            best.add(glyph)
        else:
            lines.append(_Growing(glyph))
    return [line.glyphs for line in lines]


def _line(glyphs: list[Glyph]) -> Line | None:
    inked: list[Glyph] = []
    spaces: list[Glyph] = []
    for glyph in glyphs:
        (spaces if glyph.text.isspace() else inked).append(glyph)
    if not inked:
        return None
    inked.sort(key=_from_left)
    kept: list[Glyph] = []
    for glyph in inked:
        for other in kept[-4:]:
            if other.text == glyph.text and _is_twin(glyph, other):
                break
        else:
            kept.append(glyph)
    spaces.sort(key=attrgetter("left"))
    return Line(tuple(kept), tuple(spaces))


_from_left = attrgetter("left", "order")


def _is_twin(glyph: Glyph, other: Glyph) -> bool:
    """Bold made by printing twice: the same character all but on the same spot."""
    near = _TWIN * (glyph.right - glyph.left)
    return abs(glyph.left - other.left) < near and abs(glyph.baseline - other.baseline) < _TWIN * glyph.size


def _within(spaces: Sequence[Glyph], piece: Sequence[Glyph]) -> tuple[Glyph, ...]:
    return tuple(space for space in spaces if piece[0].left <= space.left <= piece[-1].right)


def _spaced(glyphs: Sequence[Glyph], spaces: Sequence[Glyph]) -> Iterable[str]:
    position, count = 0, len(spaces)
    for before, after in pairwise(glyphs):
        yield before.text
        gap = after.left - before.right
        size = before.size if before.size > after.size else after.size
        between: list[str] = []
        while position < count and _middle(spaces[position]) < after.left:
            if _middle(spaces[position]) > before.right - 0.05 * size:
                between.append(spaces[position].text)
            position += 1
        if gap <= 0.05 * size:
            continue
        if between:
            yield "".join(between[:_MOST_SPACES])
        elif gap > (_WORD_GAP if before.text.isascii() and after.text.isascii() else _HAN_GAP) * size:
            yield " " * max(1, min(_MOST_SPACES, round(gap / (_HALF_EM * size))))
    yield glyphs[-1].text


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _sideways_lines(glyphs: list[Glyph]) -> list[Line]:
    """Words that run up or down the page, in the order of the file: what follows close on is one line."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda item: item.order):
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [Line(tuple(run)) for run in runs if any(not glyph.text.isspace() for glyph in run)]


def _follows(before: Glyph, after: Glyph) -> bool:
    return abs(_middle(before) - _middle(after)) < before.size and (
        abs(before.baseline - after.baseline) < 2.5 * max(before.size, after.right - after.left)
    )
