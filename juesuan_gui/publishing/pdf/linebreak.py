"""Breaks Chinese text into lines so that no line begins or ends with a forbidden mark (避头尾)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from juesuan_gui.publishing.pdf.chinese_words import NAME_WORDS

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉｝］”’％‰℃°·～—…－,.;:?!)]}%›»ー")
NEVER_LAST = frozenset("（《「『【〔〈｛［“‘￥＄([{‹«≤≥≠≈±＜＞＝+")
#: Marks that Word and WPS let stand beyond the line's end; brackets and quotation marks they carry over.
HANGING = frozenset("，。、；：？！")
#: Units that stay on the line of their figure: 1,234.56万元, 2020年; the signs among NEVER_FIRST do so anyway.
UNITS = frozenset("万亿元年")
SHORT_LABEL = 3  # lines of a name; a longer text is prose, in which a short last line is nothing unusual
# Steps of the search for the least width.
_HALVINGS = 8
_NUMBER_OF_NAME = 4  # characters: 二十六、
_MARKS = frozenset("，。、；：,;:")
_FEWEST_OF_LABEL = 3  # characters on its last line, its marks not counted


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: where it begins and ends, its width, and whether the text breaks off there."""

    start: int
    end: int
    width: float
    last: bool


def atoms(text: str, words: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Stretches that no line end may cut: a word, or a number with its unit, with the marks that cling to it.

    Of Chinese words only those given are kept whole; they are two characters long.
    """
    position = 0
    while position < len(text):
        start = position
        while position < len(text) and text[position] in NEVER_LAST:
            position += 1
        if position < len(text):
            if _is_western(text[position]):
                while position < len(text) and _is_western(text[position]):
                    position += 1
                if text[position - 1].isdigit():
                    position = _after_unit(text, position)
            else:
                position += 2 if text[position : position + 2] in words else 1
        while position < len(text) and text[position] in NEVER_FIRST:
            position += 1
        yield start, position


def break_lines(
    text: str,
    width: float,
    advance: Callable[[str], float],
    first_indent: float = 0.0,
    hanging: float = 0.0,
    words: frozenset[str] = frozenset(),
) -> list[Line]:
    """The lines of a text, its own line breaks kept.

    `advance` gives a character's width. A closing mark may stand beyond the line's end by `hanging`, for
    its right half is blank.
    """
    lines: list[Line] = []
    offset = 0
    for part in text.split("\n"):
        lines += _break_part(text, offset, offset + len(part), width, advance, first_indent, hanging, words)
        offset += len(part) + 1
    return lines


def balanced_lines(text: str, width: float, advance: Callable[[str], float]) -> list[Line]:
    """The lines of a table head, its own line breaks kept: as few as can be, then between words, then of lengths as
    equal as can be."""
    lines: list[Line] = []
    offset = 0
    for part in text.split("\n"):
        balanced = _balanced_part(part, width, advance)
        lines += [Line(line.start + offset, line.end + offset, line.width, line.last) for line in balanced]
        offset += len(part) + 1
    return lines


def label_lines(text: str, width: float, advance: Callable[[str], float]) -> list[Line]:
    """The lines of a name in a table, between words where that takes no more of them; one that would leave a
    character or two for its last line is balanced.

    Words with marks are sentences or lists; a name has one only behind its number: 三、国有资本经营预算财政拨款收入.
    """
    lines = break_lines(text, width, advance)
    if not 1 < len(lines) <= SHORT_LABEL or "\n" in text or _MARKS.intersection(text[_NUMBER_OF_NAME:]):
        return lines
    by_word = break_lines(text, width, advance, words=NAME_WORDS)
    if len(by_word) == len(lines):
        lines = by_word
    last = text[lines[-1].start : lines[-1].end]
    is_short = sum(sign not in NEVER_FIRST for sign in last) < _FEWEST_OF_LABEL
    return balanced_lines(text, width, advance) if is_short else lines


def _balanced_part(text: str, width: float, advance: Callable[[str], float]) -> list[Line]:
    lines = break_lines(text, width, advance)
    if len(lines) < 2:
        return lines
    words: frozenset[str] = frozenset()
    by_word = break_lines(text, width, advance, words=NAME_WORDS)
    if len(by_word) == len(lines):
        lines, words = by_word, NAME_WORDS
    return evened_lines(text, width, advance, lines, words)


def evened_lines(
    text: str, width: float, advance: Callable[[str], float], lines: list[Line], words: frozenset[str]
) -> list[Line]:
    """The lines of a text, as many as ``lines``, in the least width that they fit into: of lengths alike."""
    narrow, wide = width / len(lines) / 2, width
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        attempt = break_lines(text, middle, advance, words=words)
        if len(attempt) == len(lines) and max(line.width for line in attempt) <= middle:
            lines, wide = attempt, middle
        else:
            narrow = middle
    return lines


def _break_part(
    text: str,
    start: int,
    end: int,
    width: float,
    advance: Callable[[str], float],
    first_indent: float,
    hanging: float,
    words: frozenset[str],
) -> list[Line]:
    whole = sum(map(advance, text[start:end]))
    if whole <= width - first_indent:  # most cells are one line
        return [Line(start, end, whole, last=True)]
    lines: list[Line] = []
    line_start = position = start
    used = 0.0
    room = width - first_indent
    for relative_start, relative_end in atoms(text[start:end], words):
        atom_start, atom_end = start + relative_start, start + relative_end
        if text[atom_start:atom_end].isspace() and atom_start == line_start and lines:
            line_start = position = atom_end  # blanks at which a line was broken are not carried over
            continue
        for piece_start, piece_end, wide in _pieces(
            text, atom_start, atom_end, room if position == line_start else width, width, advance
        ):
            allowed = hanging if text[piece_end - 1] in HANGING else 0.0
            overflow = used + wide > room + allowed + 1e-6
            if overflow and position > line_start and not text[piece_start:piece_end].isspace():
                lines.append(_line(text, line_start, position, advance, last=False))
                line_start, used, room = piece_start, 0.0, width
            used += wide
            position = piece_end
    if position > line_start or not lines:
        lines.append(_line(text, line_start, end, advance, last=True))
    else:
        final = lines[-1]
        lines[-1] = Line(final.start, final.end, final.width, last=True)
    return lines


def _pieces(
    text: str, start: int, end: int, room: float, width: float, advance: Callable[[str], float]
) -> Iterator[tuple[int, int, float]]:
    """An atom whole, or, where it is wider than the line it begins (``room``) and so than any, cut where it must be."""
    whole = sum(map(advance, text[start:end]))
    if whole <= room:
        yield start, end, whole
        return
    piece_start, used = start, 0.0
    for position in range(start, end):
        wide = advance(text[position])
        must_cling = text[position] in NEVER_FIRST and not _is_western(text[position])
        if used + wide > room and position > piece_start and not must_cling:
            cut = next((at for at in range(position, piece_start, -1) if text[at] not in NEVER_FIRST), position)
            yield piece_start, cut, sum(map(advance, text[piece_start:cut]))
            piece_start, used, room = cut, sum(map(advance, text[cut:position])), width
        used += wide
    yield piece_start, end, used


def _line(text: str, start: int, end: int, advance: Callable[[str], float], *, last: bool) -> Line:
    while end > start and text[end - 1] in " \u3000" and not last:
        end -= 1
    return Line(start, end, sum(map(advance, text[start:end])), last)


def _after_unit(text: str, position: int) -> int:
    """Where the unit of a figure that ends here ends, which may stand behind a blank: 1,234.56 万元."""
    end = position + 1 if text[position : position + 1] == " " else position
    if text[end : end + 1] not in UNITS:
        return position
    while text[end : end + 1] in UNITS:
        end += 1
    return end


def _is_western(character: str) -> bool:
    return "!" <= character <= "~" or "\u00a1" <= character <= "\u024f" or character == "\u2212"
