"""Owns how well a printed header path fits the columns of a form's table.

The form's headings are prepared once: a 财决 workbook has over a thousand columns to hold against a hundred fields.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from juesuan_gui.forms import Field, FieldRole, Table, fields_of
from juesuan_gui.reading.normal import heading

_SUBTOTALS = ("小计", "合计")
#: What stands for a character of a PDF without a code.
_NO_CODE = "\ufffd"
#: A heading cut by its cell keeps so many characters and loses so many.
_FEWEST_LEFT, _MOST_CUT = 6, 2


class Fit(IntEnum):
    """How well a header path fits a field's."""

    NONE = 0
    LEAF = 1
    PATH = 2
    EXACT = 3


@dataclass(frozen=True, slots=True)
class WantedField:
    """A figure field of the form: its header path, what stands over its last heading, and its column's other names."""

    column: str
    number: str
    path: tuple[str, ...]
    words: frozenset[str]
    above: frozenset[str]
    names: frozenset[str]

    def ways(self) -> Iterator[Hashable]:
        """All by which a path that fits can be known; see ``WantedHeadings.fits``."""
        yield from (self.path[-1], *self.names)
        yield self.path
        yield "".join(self.path)
        yield self.words
        if self.path[-1] in _SUBTOTALS:
            yield self.path[:-1]


class WantedHeadings:
    """The headings of a form's table, against which printed header paths are held."""

    def __init__(self, table: Table) -> None:
        fields = fields_of(table)
        self.figures = tuple(_wanted(item, table) for item in fields if item.role is FieldRole.FIGURE)
        self.labels = tuple(item for item in fields if item.role is not FieldRole.FIGURE)
        self._known = frozenset(heading(text) for item in fields for text in item.header)
        # What stands over every figure column.
        self._over_all = (
            frozenset.intersection(*(item.words for item in self.figures)) if len(self.figures) > 1 else frozenset()
        )
        self._own_words = {
            heading(other): heading(own) for own, others in table.other_headings.items() for other in others
        }
        self._title = heading(table.title)
        self._mends: dict[str, str] = {}
        self._by_way: dict[Hashable, list[int]] = {}
        for index, item in enumerate(self.figures):
            for way in item.ways():
                self._by_way.setdefault(way, []).append(index)
        self._fits: dict[tuple[str, ...], tuple[tuple[WantedField, Fit], ...]] = {}

    def as_printed(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path with the form's own word for each heading that has several; its own words stay as they are."""
        return tuple(map(self._own_word, path))

    def _own_word(self, text: str) -> str:
        if text in self._known:
            return text
        own = self._own_words.get(text)
        return own if own is not None else self._mended(text)

    def _beyond_title(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path without headings above the last that only say again what the table is about (“三公”经费)."""
        return (*(text for text in path[:-1] if text in self._known or text not in self._title), path[-1])

    def _mended(self, text: str) -> str:
        """The one heading of the form that a damaged one can be: its end cut off, or characters without a code."""
        if text not in self._mends:
            known = {**{word: word for word in self._known}, **self._own_words}
            meant = {own for word, own in known.items() if _is_damaged(text, word)}
            self._mends[text] = meant.pop() if len(meant) == 1 else text
        return self._mends[text]

    def fits(self, path: tuple[str, ...]) -> tuple[tuple[WantedField, Fit], ...]:
        """The fields that a path fits at all, in printed order, and how well."""
        if not path:
            return ()
        found = self._fits.get(path)
        if found is None:
            printed = self._beyond_title(self.as_printed(path))
            ways: list[Hashable] = [printed[-1], printed, "".join(printed), frozenset(printed)]
            if printed[-1] in _SUBTOTALS:
                ways.append(printed[:-1])
            indexes = sorted({index for way in ways for index in self._by_way.get(way, ())})
            fits = ((self.figures[index], self._fit(printed, self.figures[index])) for index in indexes)
            found = self._fits[path] = tuple((item, fit) for item, fit in fits if fit)
        return found

    def best(self, path: tuple[str, ...], columns: Collection[str]) -> Fit:
        """How well a path fits, of these columns, the one that it fits best."""
        return max((fit for item, fit in self.fits(path) if item.column in columns), default=Fit.NONE)

    def _fit(self, path: tuple[str, ...], item: WantedField) -> Fit:
        joined = "".join(path)
        if path == item.path or joined == "".join(item.path) or joined in item.names:
            return Fit.EXACT
        if _equal_but_subtotal(path, item.path) or _equal_but_subtotal(item.path, path):
            return Fit.PATH
        if item.words == set(path):
            # 合计／预算数 and 预算数／合计 are one column, printed in pairs or in groups.
            return Fit.PATH
        if path[-1] != item.path[-1] and path[-1] not in item.names:
            return Fit.NONE
        above = set(path[:-1])
        # What stands over every column of a table tells none from another, and may be left out or lost.
        if above in (item.above, item.above - self._over_all):
            return Fit.PATH
        # Headings that the form does not have may mean another year or another budget: that is not this column.
        return Fit.LEAF if above <= self._known or not above else Fit.NONE


def _wanted(item: Field, table: Table) -> WantedField:
    path = tuple(dict.fromkeys(heading(text) for text in item.header)) or ("",)
    column = table.column(item.column)
    # A place's form prints its own heading; the column's label stays what others print.
    names = frozenset(heading(text) for text in (column.label, *column.aliases)) if column is not None else frozenset()
    return WantedField(item.column, item.number, path, frozenset(path), frozenset(path[:-1]), names)


def _is_damaged(text: str, word: str) -> bool:
    """Whether a printed text is a heading that lost a few characters, but no more of them than leave it certain."""
    if _NO_CODE in text:
        legible = len(text) - text.count(_NO_CODE)
        return (
            len(text) == len(word)
            and 2 * legible > len(text)
            and all(mark in (_NO_CODE, own) for mark, own in zip(text, word, strict=True))
        )
    return len(text) >= _FEWEST_LEFT and 0 < len(word) - len(text) <= _MOST_CUT and word.startswith(text)


def _equal_but_subtotal(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """事业收入／小计 is 事业收入."""
    return len(longer) == len(shorter) + 1 and longer[:-1] == shorter and longer[-1] in _SUBTOTALS
