"""Owns pasting rows of projects: a block of texts onto the sheet of all projects becomes one change.

A block that names its columns is matched by project names: a project that is there is changed, one that is not is
added. Any other block is written from a place on, as on every sheet; rows beyond the last project are new ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from juesuan_gui.figures import Unit
from juesuan_gui.forms import CardPart, Scorecard
from juesuan_gui.live.cards import ShownCard, number_of, show_card
from juesuan_gui.live.project_heading import Heading, Rows, heading_of, squeezed, without_numerals
from juesuan_gui.live.project_sheet import (
    ColumnSort,
    SheetColumn,
    is_known_book,
    key_in,
    may_write,
    repeats_computed,
    to_write,
)
from juesuan_gui.report import Report, SlotEdit
from juesuan_gui.report.card_sheets import (
    LAYOUT,
    OTHER_BOOKS,
    ROW,
    CardLine,
    CardSheet,
    Content,
    add_card_edits,
    starting_content,
    write_cell,
)
from juesuan_gui.report.cards_numbers import is_blank
from juesuan_gui.report.cards_targets import plain

_TOTALS: Final = frozenset({"合计", "总计", "小计", "本页合计"})
_LISTED: Final = 3


@dataclass(slots=True)
class ProjectPaste:
    """What a paste comes to: its edits and what is to be told. ``repeated`` are names that come more than once."""

    edits: list[SlotEdit] = field(default_factory=list)
    written: int = 0
    added: int = 0
    changed: int = 0
    locked: int = 0
    beyond: int = 0
    totals: int = 0
    no_numbers: list[str] = field(default_factory=list)
    no_books: list[str] = field(default_factory=list)
    left_columns: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    @property
    def has_loss(self) -> bool:
        """Whether something was not written, or needs to be looked at."""
        return bool(self.beyond or self.no_numbers or self.no_books or self.left_columns or self.repeated)

    def sentence(self) -> str:
        """What was done, and what was not, in one Chinese sentence."""
        parts = [f"已粘贴 {self.written} 格"]
        if self.added:
            parts.append(f"新增项目 {self.added} 个")
        if self.changed:
            parts.append(f"改动项目 {self.changed} 个")
        if self.locked:
            parts.append(f"跳过 {self.locked} 个计算格")
        if self.totals:
            parts.append(f"{self.totals} 行合计没有粘贴")
        if self.no_numbers:
            parts.append(f"{len(self.no_numbers)} 格不是数字，照原样保留并标出：{_listed(self.no_numbers)}")
        if self.no_books:
            words = "、".join(OTHER_BOOKS)
            parts.append(f"{len(self.no_books)} 格认不出资金账户（应为本部门、{words}）：{_listed(self.no_books)}")
        if self.repeated:
            parts.append(f"{len(self.repeated)} 个项目名称重复，各成一行，请改名或删去：{_listed(self.repeated)}")
        if self.left_columns:
            parts.append(f"{len(self.left_columns)} 栏在本表里没有对应的栏，未粘贴：{_listed(self.left_columns)}")
        if self.beyond:
            parts.append(f"{self.beyond} 格超出表格，未粘贴")
        return "，".join(parts) + "。"


def paste_projects(
    report: Report,
    layout: Scorecard,
    cards: Sequence[ShownCard],
    columns: Sequence[SheetColumn],
    rows: Rows,
    at: int,
    column: int,
) -> ProjectPaste:
    """The paste of ``rows`` with the active cell in line ``at`` (``len(cards)``: below the last) and ``column``.

    ``cards`` are the lines as they are seen; new cards get ``layout``.
    """
    paste = _Pasting(report, layout, columns)
    filled = [row for row in rows if any(text and text.strip() for text in row)]
    heading = heading_of(filled, columns)
    if heading is not None:
        paste.by_name(cards, heading, filled[heading.depth :])
    else:
        paste.by_place(cards, without_numerals(filled, column), at, column)
    return paste.done()


def write_project(report: Report, shown: ShownCard, column: SheetColumn, text: str) -> ProjectPaste:
    """One typed text."""
    paste = _Pasting(report, shown.layout, [column])
    paste.put(shown, column, text)
    return paste.done()


def add_project(report: Report, layout: Scorecard, name: str) -> ProjectPaste:
    """A new card with a name."""
    paste = _Pasting(report, layout, [])
    paste.add({"name": name})
    return paste.done()


class _Pasting:
    def __init__(self, report: Report, layout: Scorecard, columns: Sequence[SheetColumn]) -> None:
        self._report, self._layout, self._columns = report, layout, columns
        self._new: list[tuple[Scorecard, Content]] = []
        self._touched: set[str] = set()
        self._blank = _card_of(layout, _content(layout, {}))
        self.paste = ProjectPaste()

    def done(self) -> ProjectPaste:
        """The paste with the edits that add the new cards."""
        self.paste.edits += add_card_edits(self._report, self._new)
        self.paste.added, self.paste.changed = len(self._new), len(self._touched)
        return self.paste

    def by_name(self, cards: Sequence[ShownCard], heading: Heading, rows: Rows) -> None:
        """Each row to the project of its name."""
        by_name: dict[str, ShownCard] = {}
        for shown in cards:
            by_name.setdefault(squeezed(shown.head("name")), shown)
        used: set[str] = set()
        name_at = next(at for at, (item, _) in enumerate(heading.columns) if item and item.sort is ColumnSort.NAME)
        for at, (item, _) in enumerate(heading.columns):
            if item is None and heading.words[at].strip() and plain(heading.words[at]) != "序号":
                self.paste.left_columns.append(heading.words[at].strip())
        for row in rows:
            name = (row[name_at] or "").strip()
            if plain(name) in _TOTALS:
                self.paste.totals += 1
                continue
            texts = [
                (item, _with_unit(text or "", unit, self._layout.unit))
                for (item, unit), text in zip(heading.columns, row, strict=False)
                if item is not None
            ]
            if name and squeezed(name) in used:
                self.paste.repeated.append(name)
            known = by_name.get(squeezed(name)) if name and squeezed(name) not in used else None
            used.add(squeezed(name))
            self._row(known, texts)

    def by_place(self, cards: Sequence[ShownCard], rows: Rows, at: int, column: int) -> None:
        """Each row to the line where it falls."""
        columns = self._columns[column:]
        for down, row in enumerate(rows):
            shown = cards[at + down] if at + down < len(cards) else None
            name = next((text for text in row if text and text.strip()), "")
            if shown is None and plain(name) in _TOTALS:
                self.paste.totals += 1
                continue
            self.paste.beyond += sum(bool(text and text.strip()) for text in row[len(columns) :])
            self._row(shown, [(item, text) for item, text in zip(columns, row, strict=False) if text is not None])

    def _row(self, shown: ShownCard | None, texts: Sequence[tuple[SheetColumn, str]]) -> None:
        if shown is not None:
            for column, text in texts:
                self.put(shown, column, text)
            return
        said = {}
        for column, text in texts:
            written = self._checked(self._blank, column, text)
            if written:
                said[column.key] = written
        self.add({name: text for name, text in said.items() if text})

    def put(self, shown: ShownCard, column: SheetColumn, text: str) -> None:
        """Write a text into a card that is there."""
        written = self._checked(shown, column, text)
        key = key_in(shown, column)
        if written is None or key is None or written == shown.written(key):
            return
        self.paste.edits.append(write_cell(self._report, key, written))
        self._touched.add(shown.sheet.id)

    def _checked(self, shown: ShownCard, column: SheetColumn, text: str) -> str | None:
        """The text as it is written; ``None`` for a cell that is only worked out, or a word that is not understood."""
        if not may_write(shown, column):
            self.paste.locked += bool(text.strip())
            return None
        if column.sort is ColumnSort.BOOKS and not is_known_book(text):
            self.paste.no_books.append(text.strip())
            return None
        if not column.sort.is_words and not is_blank(text) and number_of(text) is None:
            self.paste.no_numbers.append(text.strip())
        self.paste.written += bool(text.strip())
        return to_write(shown, column, text)

    def add(self, said: Mapping[str, str]) -> None:
        """A new card that says this, by column."""
        if not said:
            return
        content = _content(self._layout, said)
        shown = _card_of(self._layout, content)
        # What the card works out anyway is left to it, so that it follows later changes.
        dropped = {item.key for item in self._columns if item.key in said and repeats_computed(shown, item)}
        kept = {name: text for name, text in said.items() if name not in dropped}
        self._new.append((self._layout, _content(self._layout, kept)))


#: The columns that stand in the money row of the whole.
_MONEY_KEYS: Final = {
    "initial": "initial",
    "budget": "budget",
    "executed": "executed",
    "rate": "rate",
    "money_score": "score",
}


def _content(layout: Scorecard, said: Mapping[str, str]) -> Content:
    """A new card that says this, by column; the money is that of the whole."""
    fields, parts = starting_content(layout)
    total = next((item.key for item in layout.money if item.total), "")
    written = {_MONEY_KEYS[name]: text for name, text in said.items() if name in _MONEY_KEYS}
    money = [{**line, **written} if line.get(ROW) == total else line for line in parts.get(CardPart.MONEY, ())]
    head = {name: text for name, text in said.items() if name not in _MONEY_KEYS}
    return {**fields, **head}, {**parts, CardPart.MONEY: money}


def _card_of(layout: Scorecard, content: Content) -> ShownCard:
    """A card that is not in a report yet, as it would show."""
    fields, parts = content
    lines = {part: tuple(_lines(said)) for part, said in parts.items()}
    return show_card(CardSheet("", layout.id, {**fields, LAYOUT: layout.id}, lines), layout)


def _lines(said: Sequence[Mapping[str, str]]) -> Iterator[CardLine]:
    for number, fields in enumerate(said, 1):
        yield CardLine(str(number), fields)


def _with_unit(text: str, unit: Unit | None, own: Unit) -> str:
    """An amount with the unit that its column names, where the card's is another."""
    if unit is None or unit is own or is_blank(text) or plain(text).endswith("元"):
        return text
    return f"{text.strip()}{unit.label}"


def _listed(texts: Sequence[str]) -> str:
    words = "、".join(f"“{text[:16]}”" for text in list(dict.fromkeys(texts))[:_LISTED])
    return words + ("…" if len(texts) > _LISTED else "")
