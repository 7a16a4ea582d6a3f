"""What one report says: figures by address, rows, texts, settings, review marks; changes and undo."""

from juesuan_gui.report.changes import Change, ChangeConflict, Slot, SlotEdit, SlotKind, Value, compose
from juesuan_gui.report.edits import (
    adjust_form,
    adopt_computed,
    become,
    declare_empty,
    insert_code,
    remove_code,
    set_figure,
    set_note,
    set_setting,
    set_text,
    set_words,
    state_figure,
)
from juesuan_gui.report.history import History
from juesuan_gui.report.printed import PrintedColumn, PrintedRow, PrintedTable, PrintedText
from juesuan_gui.report.report import Report
from juesuan_gui.report.values import CodedRow, FormAdjustment, Note, Origin, Setting, Stated, TableKey, TableMark, Text

__all__ = [
    "Change",
    "ChangeConflict",
    "CodedRow",
    "FormAdjustment",
    "History",
    "Note",
    "Origin",
    "PrintedColumn",
    "PrintedRow",
    "PrintedTable",
    "PrintedText",
    "Report",
    "Setting",
    "Slot",
    "SlotEdit",
    "SlotKind",
    "Stated",
    "TableKey",
    "TableMark",
    "Text",
    "Value",
    "adjust_form",
    "adopt_computed",
    "become",
    "compose",
    "declare_empty",
    "insert_code",
    "remove_code",
    "set_figure",
    "set_note",
    "set_setting",
    "set_text",
    "set_words",
    "state_figure",
]
