"""Breaks the lines of justified text so that few are stretched and none is left with a character or two.

A figure is never broken, so that the line before a long one would have to be stretched. Printers first set the marks
closer, whose other half is blank (标点挤压), to take one more word into the line; what is still too loose is not
stretched at all.
"""

import re
from collections.abc import Callable, Iterator

from juesuan_gui.publishing.pdf.linebreak import HANGING, NEVER_FIRST, Line, atoms, break_lines

#: Marks with a blank right half, and those with a blank left half.
CLOSING = frozenset("，。、；：？！）》」』】〕")
OPENING = frozenset("（《「『【〔")
SQUEEZE = 0.3  # of an em that a mark gives up at most; half of it is blank
WIDEST_SPACING = 0.2  # in ems between characters: beyond, a ragged line reads better than a stretched one
HANG = 1.0  # of an em by which a mark may stand beyond the line's end: Word breaks lines with a whole one
SEEMLY_HANG = 0.5  # of an em: its blank half; a line that stands out further is set closer at its other marks
FEWEST_AT_END = 3  # characters on the last line of a paragraph, its marks not counted
_MOST_MOVED = 6  # atoms that are taken from the line before the last
#: What is never stretched inside: a number with its marks, a Latin word.
_SOLID = re.compile(r"[!-~‰]{2,}")


def justified_lines(
    text: str, width: float, advance: Callable[[str], float], em: float, first_indent: float = 0.0
) -> list[Line]:
    """The lines of a justified text, its own line breaks kept; ``em`` is the size of a Chinese character."""
    lines = break_lines(text, width, advance, first_indent=first_indent, hanging=em * HANG)
    if len(lines) < 2:
        return lines
    setting = _Setting(text, width, advance, em, first_indent)
    position = 0
    while position + 1 < len(lines):
        if not lines[position].last and setting.is_loose(lines[position]):
            closer = setting.with_next_atom(lines[position], lines[position + 1])
            if closer is not None:
                last = setting.end_of_part(lines, position) + 1
                better = setting.from_line(closer)
                # Word breaks lines by itself: a line less here would put what follows on another page there.
                if len(better) == last - position:
                    lines[position:last] = better
        position += 1
    for position in range(len(lines) - 1, 0, -1):
        if lines[position].last and not lines[position - 1].last and setting.is_short(lines[position]):
            lines[position - 1 : position + 1] = setting.without_widow(lines[position - 1], lines[position])
    return lines


def squeezable(text: str) -> list[int]:
    """Where the marks of a line that may be set closer stand; one at its edge gives nothing."""
    last = len(text) - 1
    return [
        place
        for place, sign in enumerate(text)
        if (sign in CLOSING and place < last) or (sign in OPENING and 0 < place < last)
    ]


def gaps(text: str) -> int:
    """The places where a text may be stretched: behind its characters, but not inside numbers and Latin words."""
    return sum(1 if is_solid else len(stretch) for stretch, is_solid in solids(text))


def solids(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut into what is stretched between all its characters, and what only behind its last one."""
    position = 0
    for match in _SOLID.finditer(text):
        if position < match.start():
            yield text[position : match.start()], False
        yield match[0], True
        position = match.end()
    if position < len(text):
        yield text[position:], False


class _Setting:
    """The text with the measures it is set in."""

    def __init__(
        self, text: str, width: float, advance: Callable[[str], float], em: float, first_indent: float
    ) -> None:
        self._text = text
        self._width = width
        self._advance = advance
        self._em = em
        self._first_indent = first_indent

    def _room(self, line: Line) -> float:
        begins = line.start == 0 or self._text[line.start - 1] == "\n"
        return self._width - (self._first_indent if begins else 0.0)

    def is_loose(self, line: Line) -> bool:
        """Whether the line would have to be stretched too far."""
        places = max(1, gaps(self._text[line.start : line.end]) - 1)
        return self._room(line) - line.width > WIDEST_SPACING * self._em * places

    def is_short(self, line: Line) -> bool:
        """Whether hardly anything stands on the line."""
        return sum(sign not in NEVER_FIRST for sign in self._text[line.start : line.end]) < FEWEST_AT_END

    def _line(self, start: int, end: int, *, last: bool) -> Line:
        while not last and end > start and self._text[end - 1] in " \u3000":
            end -= 1
        return Line(start, end, sum(map(self._advance, self._text[start:end])), last)

    def _fits_squeezed(self, line: Line) -> bool:
        words = self._text[line.start : line.end]
        hang = HANG * self._em if words[-1:] in HANGING else 0.0
        return line.width - self._room(line) - hang <= SQUEEZE * self._em * len(squeezable(words))

    def with_next_atom(self, line: Line, following: Line) -> Line | None:
        """The line with the first word or figure of the next one, where its marks give room for it."""
        _, end = next(atoms(self._text[following.start : following.end]))
        closer = self._line(
            line.start, following.start + end, last=following.last and following.start + end == following.end
        )
        return closer if self._fits_squeezed(closer) else None

    def end_of_part(self, lines: list[Line], position: int) -> int:
        """The place of the last line of the part that a line belongs to."""
        return next(number for number in range(position, len(lines)) if lines[number].last)

    def from_line(self, line: Line) -> list[Line]:
        """The line and what follows it in its part, broken anew."""
        if line.last:
            return [line]
        end = self._text.find("\n", line.end)
        end = len(self._text) if end < 0 else end
        begin = line.end
        while begin < end and self._text[begin] in " \u3000":
            begin += 1
        rest = break_lines(self._text[begin:end], self._width, self._advance, hanging=self._em * HANG)
        return [line, *(Line(item.start + begin, item.end + begin, item.width, item.last) for item in rest)]

    def without_widow(self, line: Line, last: Line) -> list[Line]:
        """The two lines with more on the last; as they are where the other would become too loose."""
        starts = [line.start + start for start, _ in atoms(self._text[line.start : line.end])]
        for start in reversed(starts[-_MOST_MOVED:]):
            shorter, longer = self._line(line.start, start, last=False), self._line(start, last.end, last=True)
            if shorter.end == line.start or (self.is_loose(shorter) and not self.is_loose(line)):
                break
            if not self.is_short(longer):
                return [shorter, longer]
        return [line, last]
