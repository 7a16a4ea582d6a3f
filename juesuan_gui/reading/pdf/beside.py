"""Owns columns of a table without lines whose heading stands beside its figures, not over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from juesuan_gui.reading.pdf.pieces import Piece
from juesuan_gui.reading.pdf.tracks import Track, is_number_line, overlaps

_NONE = re.compile(r"[-－—–]{1,3}")


def joined_with_headings(
    tracks: Sequence[Track], headers: Sequence[Sequence[Piece]], body: Sequence[Sequence[Piece]]
) -> list[Track]:
    """The columns with those joined that are one: a heading without figures beside figures without a heading.

    A short heading stands in the middle of its column, the figures at an edge of it. Where as many headings as
    columns of figures are left without each other side by side, only one order joins them. A column of figures that
    stays without a heading shows that it is not so simple: then all stay as they are.
    """
    lowest = [*_lowest_words(headers), *_numbers(headers)]
    figures = [piece for row in body for piece in row if piece.is_figure or _NONE.fullmatch(piece.text.strip())]
    free = [piece for piece in lowest if not any(overlaps(piece, track) for track in tracks)]

    def has_heading(place: int) -> bool:
        # Figures at the right of their column leave its heading between them and the column before.
        after = tracks[place - 1].right if place else float("-inf")
        return any(overlaps(piece, tracks[place]) for piece in lowest) or any(
            after < piece.centre <= tracks[place].right for piece in free
        )

    def is_half(place: int) -> bool:
        track = tracks[place]
        if not track.rows:
            return True
        if not track.is_figure and not any(overlaps(piece, track) for piece in figures):
            return False
        return not has_heading(place)

    joined: list[Track] = []
    for half, run in groupby(range(len(tracks)), is_half):
        members = [tracks[place] for place in run]
        named = [track for track in members if not track.rows]
        filled = [track for track in members if track.rows]
        if not half or not filled:
            joined += members
        elif len(named) != len(filled):
            return list(tracks)
        else:
            joined += [_one(first, second) for first, second in zip(named, filled, strict=True)]
    return joined


def shared_columns(headers: Sequence[Sequence[Piece]], xs: Sequence[float]) -> frozenset[int]:
    """The columns in which two headings, or two numbers of columns, stand beside each other: one edge was not seen."""
    shared: set[int] = set()
    # 类 款 项 栏次 1 2 3: words in a row of numbers are no numbers of columns.
    numbers = [piece for piece in _numbers(headers) if piece.is_figure]
    for pieces in (_lowest_words(headers), numbers):
        by_column: dict[int, list[Piece]] = {}
        for piece in sorted(pieces, key=lambda piece: piece.left):
            by_column.setdefault(sum(x <= piece.centre for x in xs[1:-1]), []).append(piece)
        shared |= {
            column
            for column, own in by_column.items()
            if any(after.left > before.right for before, after in pairwise(own))
        }
    return frozenset(shared)


def _numbers(headers: Sequence[Sequence[Piece]]) -> list[Piece]:
    return [piece for row in headers if is_number_line(row) for piece in row]


def _lowest_words(headers: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The headings with nothing below them: those of one column each, or the last lines of these."""
    words = [piece for row in headers if not is_number_line(row) for piece in row]
    return [
        piece
        for piece in words
        if not any(
            other.left < piece.right and other.right > piece.left and other.line.middle > piece.line.middle
            for other in words
        )
    ]


def _one(first: Track, second: Track) -> Track:
    return Track(min(first.left, second.left), max(first.right, second.right), True, first.rows | second.rows)
