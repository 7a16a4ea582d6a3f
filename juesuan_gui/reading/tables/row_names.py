"""Owns which row of a form's table a printed code or name means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan_gui.forms import Block, Row, Table
from juesuan_gui.reading.normal import row_name
from juesuan_gui.reading.tables.labels import RowLabel

#: Of a name that its cell cut off so much must be left, and no more than this may be missing.
_SHORTEST_BEGINNING, _MOST_CUT_OFF = 4, 3


class RowFinder:
    """Finds the rows of one column group, first in the block whose rows it mostly has, then in the others."""

    def __init__(self, table: Table, labels: Sequence[RowLabel]) -> None:
        self._by_code = {row.code: row.key for row in table.rows.values() if row.code}
        self._blocks = [[(row.key, names_of(row)) for row in _keyed(block)] for block in table.blocks]
        votes = [sum(any(label.key in names for _, names in rows) for label in labels) for rows in self._blocks]
        self._own = votes.index(max(votes))
        self._last = -1

    def knows(self, label: RowLabel) -> bool:
        """Whether the form has such a row at all."""
        return bool(self.named(label))

    def named(self, label: RowLabel) -> tuple[str, ...]:
        """Every row of the form with such a code or name."""
        by_code = [self._by_code[label.code]] if label.code in self._by_code else []
        by_name = [key for rows in self._blocks for key, names in rows if label.key in names]
        return tuple(dict.fromkeys(by_code + by_name))

    def begun(self, label: RowLabel, taken: set[str]) -> str | None:
        """The row left whose name begins so, where a narrow cell cut the name off; of one name the next one below."""
        if label.code or len(label.key) < _SHORTEST_BEGINNING or self.knows(label):
            return None
        begun: dict[str, list[int]] = {}
        for place, (key, names) in enumerate(self._blocks[self._own]):
            for name in names if key not in taken else ():
                if name.startswith(label.key) and len(name) - len(label.key) <= _MOST_CUT_OFF:
                    begun.setdefault(name, []).append(place)
        places = sorted({place for found in begun.values() for place in found})
        if not places or all(found != places for found in begun.values()):
            return None
        self._last = next((place for place in places if place > self._last), places[0])
        return self._blocks[self._own][self._last][0]

    def find(self, label: RowLabel, taken: set[str]) -> str | None:
        """The row's key. Of rows with one name in a block, the next below the last one found is meant."""
        if label.code:
            key = self._by_code.get(label.code)
            if key is not None:
                return key if key not in taken else None
        if not label.key:
            return None
        own = self._blocks[self._own]
        places = [place for place, (key, names) in enumerate(own) if label.key in names and key not in taken]
        if places:
            self._last = next((place for place in places if place > self._last), places[0])
            return own[self._last][0]
        if any(label.key in names for _, names in own):
            return None
        others = [
            key
            for rows in self._blocks
            if rows is not own
            for key, names in rows
            if label.key in names and key not in taken
        ]
        return others[0] if len(others) == 1 else None


def _keyed(block: Block) -> Iterator[Row]:
    return (row for row in block.rows if row.key)


def names_of(row: Row) -> frozenset[str]:
    """Every name that a row of the form may print, as compared."""
    return frozenset(row_name(text) for text in (row.label, row.key, *row.aliases)) - {""}
