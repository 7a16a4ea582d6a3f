"""Owns the building of changes from what a user does; nothing here applies them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from juesuan_gui.figures import Figure
from juesuan_gui.forms import CodeCatalogue, Form, adjusted, parent_code
from juesuan_gui.relations import Address
from juesuan_gui.report.changes import Change, Slot, SlotEdit, SlotKind, Value, compose
from juesuan_gui.report.report import Report
from juesuan_gui.report.values import CodedRow, FormAdjustment, Note, Origin, Setting, Stated, TableKey, TableMark, Text


def _edit(report: Report, slot: Slot, after: Value | None) -> SlotEdit:
    return SlotEdit(slot, report.value(slot), after)


def state_figure(report: Report, address: Address, stated: Stated | None) -> SlotEdit:
    """The edit that makes a cell state something; ``None`` clears it (a computed cell computes again)."""
    return _edit(report, Slot.figure(address), stated)


def set_figure(report: Report, address: Address, figure: Figure | None, origin: Origin = Origin.TYPED) -> Change:
    """A figure typed into a cell; ``None`` clears the cell."""
    stated = None if figure is None else Stated(figure, origin)
    return compose(f"修改 {address.text}", [state_figure(report, address, stated)])


def set_words(report: Report, address: Address, words: str, origin: Origin = Origin.TYPED) -> Change:
    """Words written into a cell of a text column; "" clears the cell."""
    stated = Stated(None, origin, words) if words else None
    return compose(f"修改 {address.text}", [state_figure(report, address, stated)])


def adopt_computed(report: Report, addresses: Iterable[Address]) -> Change:
    """采用计算值: drop what was stated at these cells, in one step."""
    edits = [state_figure(report, address, None) for address in addresses]
    return compose("采用计算值", edits)


def insert_code(report: Report, key: TableKey, code: str, name: str, catalogue: CodeCatalogue) -> Change:
    """Insert a code row together with the parents that are missing, named by the catalogue."""
    edits = []
    wanted, wanted_name = code, name
    rows = report.code_rows(key)
    while wanted:
        if wanted not in rows:
            slot = Slot(SlotKind.ROW, (*key, wanted))
            edits.append(_edit(report, slot, CodedRow(wanted, wanted_name or catalogue.name(wanted))))
        wanted = parent_code(wanted)
        wanted_name = ""
    return compose(f"插入科目 {code}", edits)


def remove_code(report: Report, key: TableKey, code: str) -> Change:
    """Remove a code row with everything below it and all their figures; undo restores them."""
    doomed = [row for row in report.code_rows(key) if row.startswith(code)]
    edits = [_edit(report, Slot(SlotKind.ROW, (*key, row)), None) for row in doomed]
    gone = set(doomed)
    edits += [
        _edit(report, Slot.figure(address), None)
        for address in report.figures()
        if address.row in gone and TableKey.of(address) == key
    ]
    return compose(f"删除科目 {code}", edits)


def declare_empty(report: Report, key: TableKey, empty: bool) -> Change:
    """Say that a table has no data this year (it is published empty with its sentence), or take that back."""
    slot = Slot(SlotKind.TABLE, tuple(key))
    return compose(
        f"{key.table} {'本年无数据' if empty else '取消无数据'}",
        [_edit(report, slot, TableMark.EMPTY if empty else None)],
    )


def set_text(report: Report, name: str, text: str) -> Change:
    """Write a text of the report; "" removes it."""
    return compose(f"修改{name}", [_edit(report, Slot(SlotKind.TEXT, (name,)), Text(text) if text else None)])


def set_setting(report: Report, name: str, value: str) -> Change:
    """Choose a setting; "" removes the choice. Raises ``ValueError`` for a value the form does not offer."""
    allowed = report.form.settings.get(name, ())
    if value and value not in allowed:
        raise ValueError(f"{name} 只能是 {'、'.join(allowed)}")
    return compose(f"设置{name}", [_edit(report, Slot(SlotKind.SETTING, (name,)), Setting(value) if value else None)])


def adjust_form(report: Report, label: str, wanted: Mapping[str, str]) -> Change:
    """Say some tables otherwise than the form does (see ``forms.adjust``; "" takes the form's own again).

    Figures in rows and columns that are not there any more are cleared in the same step, so that undoing brings
    them back. Raises FormError when the form cannot be changed so.
    """
    after = {**report.adjustments(), **wanted}
    form = adjusted(report.base_form, after)
    edits = [
        _edit(report, Slot(SlotKind.FORM, (name,)), FormAdjustment(text) if text else None)
        for name, text in wanted.items()
    ]
    edits += [_edit(report, Slot.figure(address), None) for address in report.figures() if not has_cell(form, address)]
    return compose(label, edits)


def has_cell(form: Form, address: Address) -> bool:
    """Whether a form has a place for a figure at an address."""
    table = form.tables.get(address.table)
    return table is not None and table.prints_row(address.row) and address.column in table.columns_of(address.row)


def set_note(report: Report, finding_key: str, note: Note | None) -> Change:
    """Write, change or remove the explanation of a finding."""
    return compose("填写审核说明", [_edit(report, Slot(SlotKind.NOTE, (finding_key,)), note)])


def become(report: Report, label: str, wanted: Mapping[Slot, Value]) -> Change:
    """The change that makes the report say exactly what ``wanted`` says, touching only what differs."""
    gone = [_edit(report, slot, None) for slot, _ in report.slots() if slot not in wanted]
    return compose(label, [*gone, *(_edit(report, slot, value) for slot, value in wanted.items())])
