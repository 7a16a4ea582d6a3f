"""Owns what returning to a version would change, in words: how much, and figure by figure."""

from __future__ import annotations

from juesuan_gui.checks import Wording
from juesuan_gui.forms import Form
from juesuan_gui.relations import Address
from juesuan_gui.report import Change, SlotEdit, SlotKind, Stated, Value
from juesuan_gui.ui.change_words import changed_words
from juesuan_gui.ui.tables.rows_view import Line

_SHOWN = 200
#: What is counted, by the kind of slot, in the order in which it is said.
_COUNTED = (
    (SlotKind.FIGURE, "个数"),
    (SlotKind.ROW, "个科目行"),
    (SlotKind.TEXT, "处文字"),
    (SlotKind.CARD, "格绩效自评"),
    (SlotKind.SETTING, "项设置"),
    (SlotKind.NOTE, "条审核说明"),
    (SlotKind.FORM, "处版式设置"),
)


def summary(change: Change, figures: int) -> str:
    """What the change does, in one sentence; ``figures``: so many are others."""
    counts = {kind: sum(1 for edit in change.edits if edit.slot.kind is kind) for kind, _ in _COUNTED}
    counts[SlotKind.FIGURE] = figures
    said = [f"{counts[kind]} {words}" for kind, words in _COUNTED if counts[kind]]
    if not said:
        return "与现在的内容完全一样。" if not change.edits else "数和文字都一样，只有数的来源（录入、导入）不同。"
    return f"恢复会改动 {'、'.join(said)}；是一步操作，可以撤销。"


def figure_edits(change: Change) -> list[SlotEdit]:
    """The figures that would be others; the same amount from elsewhere is the same."""
    edits = (edit for edit in change.edits if edit.slot.kind is SlotKind.FIGURE)
    return [edit for edit in edits if _amount(edit.before) != _amount(edit.after)]


def figure_lines(edits: list[SlotEdit], form: Form, wording: Wording) -> list[Line]:
    """A line for each figure, with what it says now and what it said then."""
    lines = [_line(edit, form, wording) for edit in edits[:_SHOWN]]
    if len(edits) > _SHOWN:
        lines.append(Line(f"另有 {len(edits) - _SHOWN} 个数", tone="quiet"))
    return lines


def _amount(value: Value | None) -> object:
    if not isinstance(value, Stated):
        return None
    return value.text if value.figure is None else value.figure.value


def _line(edit: SlotEdit, form: Form, wording: Wording) -> Line:
    address = Address(*edit.slot.key)
    before, after = _said(edit.before, address, wording), _said(edit.after, address, wording)
    name = wording.place(address)
    return Line(
        name, changed_words(before, after, address, form, wording), tip=f"{name}\n现在 {before}，恢复后 {after}"
    )


def _said(value: Value | None, address: Address, wording: Wording) -> str:
    if not isinstance(value, Stated):
        return "空"
    if value.figure is None:
        return value.text or "空"
    return wording.number(value.figure.quantity(), address)
