"""Owns the change: one invertible edit that is the undo step, the stored rows and the redraw signal at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from juesuan_gui.relations import Address
from juesuan_gui.report.values import CodedRow, FormAdjustment, Note, Setting, Stated, TableMark, Text


class SlotKind(Enum):
    """What kind of thing a slot holds; the value is the stored word and never changes."""

    FIGURE = "figure"
    ROW = "row"
    TEXT = "text"
    SETTING = "setting"
    TABLE = "table"
    NOTE = "note"
    FORM = "form"
    CARD = "card"

    # Python's own goes by the name, each time anew; a report is a hundred thousand slots.
    __hash__ = object.__hash__


class Slot(NamedTuple):
    """A named place in a report.

    ``key`` is an Address (FIGURE), the five parts of a TableKey plus the code (ROW), the five parts of a
    TableKey (TABLE), or a one-tuple with a name (TEXT, SETTING), a finding's key (NOTE) or a table's
    id (FORM, "" for the form itself). CARD: the card, the part, the line and the field (see ``card_sheets``).
    """

    kind: SlotKind
    key: tuple[str, ...]

    @staticmethod
    def figure(address: Address) -> Slot:
        """The slot of a cell."""
        return Slot(SlotKind.FIGURE, address)


Value = Stated | CodedRow | Text | Setting | TableMark | Note | FormAdjustment


@dataclass(frozen=True, slots=True)
class SlotEdit:
    """One slot before and after; ``None`` means the slot does not exist."""

    slot: Slot
    before: Value | None
    after: Value | None


class ChangeConflict(RuntimeError):
    """A change that does not start from what the report holds; a fault of the program, never of the user."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one action of the user did, with a Chinese label for the undo menu."""

    label: str
    edits: tuple[SlotEdit, ...]

    def inverse(self) -> Change:
        """The change that undoes this one."""
        return Change(self.label, tuple(SlotEdit(edit.slot, edit.after, edit.before) for edit in reversed(self.edits)))

    def __bool__(self) -> bool:
        return bool(self.edits)


def compose(label: str, edits: Iterable[SlotEdit]) -> Change:
    """One change from many edits: edits of the same slot are joined, those that change nothing dropped."""
    joined: dict[Slot, SlotEdit] = {}
    for edit in edits:
        earlier = joined.get(edit.slot)
        joined[edit.slot] = edit if earlier is None else SlotEdit(edit.slot, earlier.before, edit.after)
    return Change(label, tuple(edit for edit in joined.values() if edit.before != edit.after))
