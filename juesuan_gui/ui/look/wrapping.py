"""Owns how a name too long for its place goes on in the next line: between words, into lines of like length."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from juesuan_gui.publishing.pdf.chinese_words import NAME_WORDS
from juesuan_gui.publishing.pdf.linebreak import break_lines, evened_lines

#: What Qt's own views take for the end of a line within a cell.
LINE_END = "\N{LINE SEPARATOR}"
#: A sign of the same kind as digits: what it joins is not parted.
_JOINED = str.maketrans("\N{NO-BREAK SPACE}", "\N{NOT SIGN}")
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_REMEMBERED = 4096


def wrapped(text: str, metrics: QFontMetrics, room: int) -> tuple[str, ...]:
    """The lines in which a text stands that has so many pixels for each.

    As few as can be, one more where a word would be cut else, and of like length: a last line of a single sign
    looks lost.
    """
    if metrics.horizontalAdvance(text) <= room:
        return (text,)
    return _lines(text, tuple(map(metrics.horizontalAdvance, text)), max(room, 1))


def line_count(text: str, metrics: QFontMetrics, room: int) -> int:
    """In how many lines a text stands that has so many pixels for each."""
    return len(wrapped(text, metrics, room))


def draw_wrapped(painter: QPainter, area: QRect, text: str, metrics: QFontMetrics, *, centered: bool = False) -> bool:
    """Draw a text in as many lines as it needs; ``False``, and nothing drawn, where the area is too low for them."""
    side = _MIDDLE if centered else _LEFT
    lines = wrapped(text, metrics, area.width())
    if len(lines) == 1:
        painter.drawText(area, side | int(Qt.TextFlag.TextSingleLine), text)
        return True
    if len(lines) * metrics.lineSpacing() > area.height() + 2:
        return False
    painter.drawText(area, side, "\n".join(lines))
    return True


def broken(text: str, font: QFont, room: int) -> str:
    """A text with the line ends at which it stands in so many pixels, its lines of like length."""
    return LINE_END.join(wrapped(text, QFontMetrics(font), room))


@lru_cache(maxsize=_REMEMBERED)
def _lines(text: str, widths: tuple[int, ...], room: int) -> tuple[str, ...]:
    """The same by the widths of the signs; remembered, because a name is painted again and again at one width."""
    signs = text.translate(_JOINED)
    advance = dict(zip(signs, map(float, widths), strict=True)).__getitem__
    words: frozenset[str] = NAME_WORDS
    fewest = break_lines(signs, room, advance)
    lines = break_lines(signs, room, advance, words=words)
    if len(lines) > len(fewest) + 1:
        lines, words = fewest, frozenset()
    return tuple(text[line.start : line.end] for line in evened_lines(signs, room, advance, lines, words))
