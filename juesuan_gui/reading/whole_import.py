"""Owns the one step that takes a file into an open report: its figures, what it says of itself, how it prints."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from juesuan_gui.forms import Form, FormError, adjusted, adjustment_text, declaration_of
from juesuan_gui.reading.as_printed import printed_adjustments
from juesuan_gui.reading.importing import import_change
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.plausible import with_doubts
from juesuan_gui.reading.tables.recognised import Recognised
from juesuan_gui.reading.told_settings import setting_edits, told_settings, with_told_name
from juesuan_gui.relations import Address
from juesuan_gui.report import Change, Report, Setting, SlotEdit, SlotKind, adjust_form, compose
from juesuan_gui.report.edits import has_cell


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read of a file for a report.

    ``told`` are the settings that it states itself; ``printed`` the adjustments (see ``forms.adjust``) with which the
    report prints its tables as the file does, by table. Both are empty for last year's figures and for a budget.
    """

    recognised: Recognised
    told: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    printed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read_whole(source: Source, recognised: Recognised, form: Form, base: Form) -> FileRead:
    """What a file offers beside its figures, for a report of ``form``, which is ``base`` with its own adjustments."""
    recognised = with_doubts(with_told_name(recognised, source), form)
    return FileRead(recognised, told_settings(source), printed_manner(source, recognised, form, base))


def printed_manner(source: Source, recognised: Recognised, form: Form, base: Form) -> Mapping[str, str]:
    """``printed_adjustments`` beside those that the report has already: what it says of other things stays."""
    found = printed_adjustments(source, recognised, form)
    if form is base or not found:
        return found
    try:
        wanted = adjusted(form, found)
    except FormError:
        return {}
    return {table: adjustment_text(base, table, declaration_of(wanted, table)) for table in found}


def offered_settings(report: Report, read: FileRead) -> Mapping[str, str]:
    """The settings that the file states and the report does not have yet."""
    return {
        edit.slot.key[0]: edit.after.value
        for edit in setting_edits(report, read.told)
        if isinstance(edit.after, Setting)
    }


def whole_import(report: Report, read: FileRead, settings: Collection[str] = (), *, as_printed: bool = False) -> Change:
    """One change, one undo step; ``settings`` are the names of those of ``offered_settings`` that are taken over.

    Raises FormError when the report's form cannot print as the file does.
    """
    change = import_change(report, read.recognised)
    wanted = {name: value for name, value in read.told.items() if name in settings}
    edits = [*change.edits, *setting_edits(report, wanted)]
    if as_printed and read.printed:
        form = adjusted(report.base_form, {**report.adjustments(), **read.printed})
        edits = [edit for edit in edits if not _is_lost(edit, form)]
        edits += adjust_form(report, change.label, read.printed).edits
    return compose(change.label, edits)


def _is_lost(edit: SlotEdit, form: Form) -> bool:
    """Whether an edit states a figure for which the form has no place any more."""
    return edit.slot.kind is SlotKind.FIGURE and not has_cell(form, Address(*edit.slot.key))
