"""Owns the mark: a place in the source that a finding speaks of, and how marks are coloured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor

from juesuan_gui.forms import Level
from juesuan_gui.review import ReviewFinding, Side
from juesuan_gui.ui.look.palette import Colors

_FILL, _FILL_CHOSEN, _FILL_OTHER = 46, 90, 26  # of 255


@dataclass(frozen=True, slots=True)
class SourceMark:
    """One side of the finding ``key``; ``number`` is its position among the finding's sides, 0 the stated one."""

    key: str
    number: int
    level: Level
    side: Side

    @property
    def is_stated(self) -> bool:
        """Whether it is the side that is thought wrong."""
        return self.number == 0


def marks_of(findings: Iterable[ReviewFinding]) -> list[SourceMark]:
    """A mark for every side of every finding."""
    return [
        SourceMark(finding.key, number, finding.level, side)
        for finding in findings
        for number, side in enumerate(finding.sides)
    ]


def next_key(hits: Sequence[SourceMark], chosen: str) -> str:
    """The finding that a click on these marks means: the stated sides first, and after the chosen one the next."""
    keys = list(dict.fromkeys(mark.key for mark in sorted(hits, key=lambda mark: not mark.is_stated)))
    place = keys.index(chosen) + 1 if chosen in keys else 0
    return keys[place % len(keys)]


def level_tone(level: Level) -> str:
    """The palette role of a level."""
    return {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "quiet"}[level]


def mark_colors(mark: SourceMark, chosen: bool, roles: Colors) -> tuple[QColor, QColor]:
    """Fill and edge of a mark; sides that are only compared with stay pale unless their finding is chosen."""
    ink: QColor = roles.accent if mark.level is Level.INFO else getattr(roles, level_tone(mark.level))
    fill, edge = QColor(ink), QColor(ink)
    fill.setAlpha(_FILL_CHOSEN if chosen else _FILL if mark.is_stated else _FILL_OTHER)
    edge.setAlpha(255 if chosen else 120 if mark.is_stated else 50)
    return fill, edge
