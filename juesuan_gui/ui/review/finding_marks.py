"""Owns finding a mark's words among the pieces of a laid-out document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.document import Place
from juesuan_gui.publishing.pdf.quotes import plain
from juesuan_gui.review import Side
from juesuan_gui.ui.review.layout import Piece

_BEFORE, _AFTER = 2, 6  # pieces around a place in which a quote of several lines may stand


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands: a piece, the stretch of its text, and whether it is the quote or only a name beside it."""

    piece: int
    start: int
    length: int
    is_quote: bool = True


class PieceIndex:
    """The pieces by place."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._by_place: dict[Place, list[int]] = {}
        for number, piece in enumerate(pieces):
            self._by_place.setdefault(piece.place, []).append(number)
        self._lined = sorted(
            (line, number) for number, piece in enumerate(pieces) if (line := piece.place.line) is not None
        )

    def locate(self, side: Side) -> list[Found]:
        """The pieces that a side is about; empty when nothing there fits."""
        near = self._near(side)
        if not side.quote:
            return self._blank(side, near)
        quote = plain(side.quote)
        cells = [number for number in near if self._pieces[number].column >= 0]
        exact = [number for number in cells if plain(self._pieces[number].text) == quote]
        if exact:
            return [self._whole(self._likeliest(exact, side))]
        for number in near:
            found = _stretch(self._pieces[number].text, quote)
            if found is not None:
                return [Found(number, *found)]
        return list(self._in_parts(side, near))

    def nearest(self, side: Side) -> int | None:
        """The piece at a place, or the last before it."""
        near = self._near(side)
        return near[0] if near else None

    def _near(self, side: Side) -> list[int]:
        """The pieces of a place, likeliest first."""
        place = Place(side.page, side.line, side.sheet or None, side.cell or None)
        own = self._by_place.get(place, [])
        if side.line is None:
            return own or [
                number
                for number, piece in enumerate(self._pieces)
                if (side.page is not None and piece.place.page == side.page)
                or (side.page is None and side.sheet and piece.place.sheet == side.sheet)
            ]
        # A paragraph that was put together of several lines stands at the first of them.
        at = bisect_right(self._lined, (side.line, len(self._pieces)))
        around = [number for _, number in self._lined[max(0, at - _BEFORE) : at + _AFTER]]
        return [*own, *(number for number in around if number not in own)]

    def _likeliest(self, cells: Sequence[int], side: Side) -> int:
        """Of cells with one text in a row, the one below the column's name."""
        if len(cells) == 1 or not side.column:
            return cells[0]
        name = plain(side.column)
        columns = {
            piece.column
            for piece in self._pieces[max(0, cells[0] - 600) : cells[0]]
            if piece.column >= 0 and name in plain(piece.text)
        }
        return next((number for number in cells if self._pieces[number].column in columns), cells[0])

    def _blank(self, side: Side, near: Sequence[int]) -> list[Found]:
        """A blank cell has no words: the name of its row stands for it."""
        name = plain(side.row)
        for number in near:
            if name and name in plain(self._pieces[number].text):
                return [Found(number, 0, len(self._pieces[number].text), is_quote=False)]
        return []

    def _in_parts(self, side: Side, near: Sequence[int]) -> Iterator[Found]:
        """A quote over several lines, line by line."""
        for line in side.quote.splitlines():
            quote = plain(line)
            for number in near if len(quote) > 1 else ():
                found = _stretch(self._pieces[number].text, quote)
                if found is not None:
                    yield Found(number, *found)
                    break

    def _whole(self, number: int) -> Found:
        return Found(number, 0, len(self._pieces[number].text))


def _stretch(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, spaces and width apart: start and length in the text."""
    marks: list[str] = []
    places: list[int] = []
    for place, mark in enumerate(text):
        for part in plain(mark):
            marks.append(part)
            places.append(place)
    whole = "".join(marks)
    start = whole.find(quote) if quote else -1
    while start >= 0 and (_goes_on(whole, start) or _goes_on(whole, start + len(quote))):
        start = whole.find(quote, start + 1)
    if start < 0:
        return None
    return places[start], places[start + len(quote) - 1] - places[start] + 1


def _goes_on(text: str, at: int) -> bool:
    """Whether a figure goes on across a place: 0.3 does not stand in 10.3."""
    return 0 < at < len(text) and all(mark in "0123456789.," for mark in text[at - 1 : at + 1])
