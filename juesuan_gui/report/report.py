"""Owns the state of one report in memory; ``apply`` is the only thing that changes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from juesuan_gui.forms import Form, adjusted
from juesuan_gui.relations import Address
from juesuan_gui.report.changes import Change, ChangeConflict, Slot, SlotKind, Value
from juesuan_gui.report.values import (
    CardKey,
    CodedRow,
    FormAdjustment,
    Note,
    Setting,
    Stated,
    TableKey,
    TableMark,
    Text,
)


class Report:
    """Figures by address, rows of coded tables, texts, settings, marks and notes, under one form."""

    def __init__(self, form: Form) -> None:
        #: The form the report was made with, and the same with the report's own adjustments.
        self.base_form = form
        self.form = form
        self._slots: dict[Slot, Value] = {}
        self._figures: dict[Address, Stated] = {}
        self._rows: dict[TableKey, dict[str, CodedRow]] = {}
        self._filled: dict[TableKey, int] = {}
        self._marked: dict[TableKey, None] = {}
        self._cards: dict[str, dict[CardKey, str]] = {}
        #: How often each scorecard was written into, also of those that are gone.
        self._card_versions: dict[str, int] = {}
        self._notes: dict[str, Note] = {}

    def copy(self) -> Report:
        """The same report once more; what is done to one is not done to the other."""
        other = Report(self.base_form)
        other.form = self.form
        other._slots = dict(self._slots)
        other._figures = dict(self._figures)
        other._rows = {key: dict(rows) for key, rows in self._rows.items()}
        other._filled = dict(self._filled)
        other._marked = dict(self._marked)
        other._cards = {card: dict(cells) for card, cells in self._cards.items()}
        other._card_versions = dict(self._card_versions)
        other._notes = dict(self._notes)
        return other

    def become(self, other: Report) -> None:
        """Hold what the other holds, which was made from a copy of this one and is not used any more by itself."""
        self.form = other.form
        self._slots, self._figures, self._rows = other._slots, other._figures, other._rows
        self._filled, self._marked, self._notes = other._filled, other._marked, other._notes
        self._cards, self._card_versions = other._cards, other._card_versions

    def apply(self, change: Change) -> None:
        """Apply a change. Raises ChangeConflict, having changed nothing, when its before-values do not match, and
        FormError, likewise, when it adjusts the form to one that cannot be."""
        for edit in change.edits:
            if self._slots.get(edit.slot) != edit.before:
                raise ChangeConflict(f"{change.label}：{edit.slot} 不是 {edit.before}")
        if any(edit.slot.kind is SlotKind.FORM for edit in change.edits):
            self.form = adjusted(self.base_form, self._adjustments_after(change))
        for edit in change.edits:
            if edit.after is None:
                self._slots.pop(edit.slot, None)
            else:
                self._slots[edit.slot] = edit.after
            if edit.slot.kind is SlotKind.FIGURE:
                self._index_figure(Address(*edit.slot.key), edit.before, edit.after)
            elif edit.slot.kind is SlotKind.ROW:
                self._index_row(edit.slot, edit.after)
            elif edit.slot.kind is SlotKind.TABLE:
                self._index_mark(TableKey(*edit.slot.key), edit.after)
            elif edit.slot.kind is SlotKind.CARD:
                self._index_card(CardKey(*edit.slot.key), edit.after)
            elif edit.slot.kind is SlotKind.NOTE:
                self._index_note(edit.slot.key[0], edit.after)

    def adjustments(self) -> Mapping[str, str]:
        """What the report says otherwise than its form, by table ("" for the form itself)."""
        return self._adjustments_after(Change("", ()))

    def _adjustments_after(self, change: Change) -> dict[str, str]:
        found = {slot.key[0]: value.text for slot, value in self._slots.items() if isinstance(value, FormAdjustment)}
        for edit in change.edits:
            if edit.slot.kind is SlotKind.FORM:
                found.pop(edit.slot.key[0], None)
                if isinstance(edit.after, FormAdjustment):
                    found[edit.slot.key[0]] = edit.after.text
        return dict(sorted(found.items()))

    def _index_figure(self, address: Address, before: Value | None, after: Value | None) -> None:
        key = TableKey.of(address)
        if isinstance(after, Stated):
            self._figures[address] = after
        else:
            self._figures.pop(address, None)
        self._filled[key] = self._filled.get(key, 0) + _weight(after) - _weight(before)

    def _index_mark(self, key: TableKey, after: Value | None) -> None:
        if after is None:
            self._marked.pop(key, None)
        else:
            self._marked[key] = None

    def _index_card(self, key: CardKey, after: Value | None) -> None:
        self._card_versions[key.card] = self._card_versions.get(key.card, 0) + 1
        cells = self._cards.setdefault(key.card, {})
        if isinstance(after, Text):
            cells[key] = after.text
        else:
            cells.pop(key, None)
            if not cells:
                del self._cards[key.card]

    def _index_note(self, finding_key: str, after: Value | None) -> None:
        if isinstance(after, Note):
            self._notes[finding_key] = after
        else:
            self._notes.pop(finding_key, None)

    def _index_row(self, slot: Slot, after: Value | None) -> None:
        *parts, code = slot.key
        rows = self._rows.setdefault(TableKey(*parts), {})
        if isinstance(after, CodedRow):
            rows[code] = after
        else:
            rows.pop(code, None)

    def value(self, slot: Slot) -> Value | None:
        """What a slot holds."""
        return self._slots.get(slot)

    def slots(self) -> Iterator[tuple[Slot, Value]]:
        """Every slot that exists."""
        return iter(self._slots.items())

    def stated(self, address: Address) -> Stated | None:
        """What was stated at an address; ``None`` when nothing was (a computed or empty cell)."""
        return self._figures.get(address)

    def figures(self) -> Mapping[Address, Stated]:
        """Every stated figure."""
        return MappingProxyType(self._figures)

    def code_rows(self, key: TableKey) -> Mapping[str, CodedRow]:
        """The code rows of a table by code, unordered."""
        return MappingProxyType(self._rows.get(key, {}))

    def ordered_rows(self, key: TableKey) -> list[CodedRow]:
        """The code rows as printed: by code, or in the order of the imported table."""
        rows = self._rows.get(key, {})
        return sorted(
            rows.values(),
            key=lambda row: (
                (row.order is None, row.order or 0, row.code) if _is_ordered(rows) else (False, 0, row.code)
            ),
        )

    def mark(self, key: TableKey) -> TableMark | None:
        """Whether the table was imported or declared empty."""
        value = self._slots.get(Slot(SlotKind.TABLE, tuple(key)))
        return value if isinstance(value, TableMark) else None

    def is_filled(self, key: TableKey) -> bool:
        """Whether rules about the table may run: it has a figure, was imported, or was declared empty."""
        return self._filled.get(key, 0) > 0 or self.mark(key) is not None

    def tables(self) -> list[TableKey]:
        """Every table that has figures, rows or a mark, in the form's order."""
        keys = {key for key, count in self._filled.items() if count > 0}
        keys |= {key for key, rows in self._rows.items() if rows}
        keys |= self._marked.keys()
        order = {table: number for number, table in enumerate(self.form.tables)}
        return sorted(keys, key=lambda key: (order.get(key.table, len(order)), tuple(key)))

    def text(self, name: str) -> str:
        """A text of the report, "" when not written."""
        value = self._slots.get(Slot(SlotKind.TEXT, (name,)))
        return value.text if isinstance(value, Text) else ""

    def card_ids(self) -> tuple[str, ...]:
        """The scorecards of the report, unordered (see ``card_sheets.sheets`` for their printed order)."""
        return tuple(self._cards)

    def card_cells(self, card: str) -> Mapping[CardKey, str]:
        """What is written in a scorecard; empty for one that does not exist."""
        return MappingProxyType(self._cards.get(card, {}))

    def card_version(self, card: str) -> int:
        """A number that is another one whenever something of a scorecard was written, cleared or brought back."""
        return self._card_versions.get(card, 0)

    def setting(self, name: str) -> str:
        """A setting of the report, "" when not chosen."""
        value = self._slots.get(Slot(SlotKind.SETTING, (name,)))
        return value.value if isinstance(value, Setting) else ""

    def note(self, finding_key: str) -> Note | None:
        """The explanation or decision attached to a finding's key."""
        return self._notes.get(finding_key)


def _is_ordered(rows: Mapping[str, CodedRow]) -> bool:
    """The printed order is kept only while every row has one; an inserted row returns the table to code order."""
    return all(row.order is not None for row in rows.values())


def _weight(value: Value | None) -> int:
    return 1 if isinstance(value, Stated) and (value.figure is not None or bool(value.unread or value.text)) else 0
