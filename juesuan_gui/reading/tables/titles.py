"""Owns telling which table a title, a sheet name or a printed table number names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from juesuan_gui.forms import Table
from juesuan_gui.reading.normal import folded

# A title with its department and year; anything longer is a sentence that mentions a table.
_LONGEST_PREFIX = 40
_NOTE_WORDS = ("注:", "注1", "说明:", "备注", "附注")
_FORMULA = re.compile(r"\d{1,3}(?:行|栏)(?:各[行栏])?=")
_CHINESE = ("\u4e00", "\u9fff")
# What may follow a title directly: 续表, 公开01表, 表1, 第二页.
_SUFFIXES = ("续", "公开", "表", "第")


@dataclass(frozen=True, slots=True)
class _Title:
    table: str
    words: str
    excluded: tuple[str, ...]


class TitleIndex:
    """The titles and table numbers of a form's tables."""

    def __init__(self, tables: Iterable[Table]) -> None:
        tables = [table for table in tables if not table.repeated]
        self._titles = sorted(
            (
                _Title(table.id, folded(words), tuple(folded(item) for item in table.not_titles))
                for table in tables
                for words in (table.title, *table.aliases)
            ),
            key=lambda title: -len(title.words),
        )
        self._shortest = min((len(title.words) for title in self._titles), default=0)
        self._some_ascii = any(title.words.isascii() for title in self._titles)
        self._labels = {folded(table.label): table.id for table in tables if table.label}

    @classmethod
    def of_table(cls, table: Table) -> TitleIndex:
        """The titles of one table only."""
        return cls([table])

    def table_of(self, text: str) -> str | None:
        """The table that a line names by its title: the longest title in it counts."""
        if len(text) < self._shortest or text.isascii() > self._some_ascii:
            return None  # a figure or a short word, as most cells are
        words = folded(text)
        if is_note(text) or "。" in words:
            return None
        for title in self._titles:
            before, found, after = words.partition(title.words)
            if not found:
                continue
            # A longer title that this form does not know ends in a shorter one that it knows.
            if any(item in words for item in title.excluded) or self._continues(before) or _runs_on(after):
                continue
            return title.table if len(before) <= _LONGEST_PREFIX else None
        return None

    def table_numbered(self, text: str) -> str | None:
        """The table whose printed number (公开01表) a text holds; they moved in 2022: the last resort."""
        words = folded(text)
        return next((table for label, table in self._labels.items() if _names(words, label)), None)

    def _continues(self, before: str) -> bool:
        tail = before[-2:]
        return (
            len(tail) == 2
            and all(_is_chinese(mark) for mark in tail)
            and any(tail in title.words for title in self._titles)
        )


def _names(words: str, label: str) -> bool:
    """Whether the label stands in the words as a whole: 表1 is not in 表10."""
    before, found, after = words.partition(label)
    return bool(found) and not after[:1].isdigit() and not before[-1:].isdigit()


def is_note(text: str) -> bool:
    """Whether a line is a note below or above a table: 注：…, or a formula such as 27行=（1+2+3）行."""
    words = folded(text)
    return words.startswith(_NOTE_WORDS) or _FORMULA.match(words) is not None


def _runs_on(after: str) -> bool:
    return bool(after) and _is_chinese(after[0]) and not after.startswith(_SUFFIXES)


def _is_chinese(mark: str) -> bool:
    return _CHINESE[0] <= mark <= _CHINESE[1]
