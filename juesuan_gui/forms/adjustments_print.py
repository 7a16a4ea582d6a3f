"""Owns a report's own changes to the words around a table: names of lines, notes, the place of the 合计 row.

Each function takes a table's declaration (see ``adjust.declaration_of``) and returns a changed copy.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from juesuan_gui.forms.adjust import RawTable
from juesuan_gui.forms.adjustments import AdjustmentError

_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_MOST_BLANK_LINES = 40


def relabelled(table: RawTable, key: str, label: str) -> RawTable:
    """The table with a fixed line printed under another name; it keeps being known by the old one.

    The ordinal in front (二、) stays what it was, whether ``label`` has one or not. Raises AdjustmentError where
    the name is empty or the line is not there.
    """
    words = _ORDINAL.sub("", label.strip(), count=1).strip()
    if not words:
        raise AdjustmentError("行的名称不能是空的。")
    changed = copy.deepcopy(table)
    for rows in changed.get("rows", {}).values():
        for row in rows:
            if row.get("key") != key:
                continue
            before = str(row.get("label") or key)
            found = _ORDINAL.match(before)
            old = before[found.end() :] if found else before
            if words != old:
                row["label"] = (found.group() if found else "") + words
                row["aliases"] = list(dict.fromkeys([*row.get("aliases", []), old]))
            return changed
    raise AdjustmentError(f"没有“{key}”这一行。")


def total_place(table: RawTable) -> str:
    """Where the 合计 row of a table by 科目 stands: first, last, none; "" for a table without 科目."""
    coded = table.get("coded")
    return "" if coded is None else str(coded.get("total", "first"))


def with_total(table: RawTable, place: str) -> RawTable:
    """The table with its 合计 row ``first`` or ``last``. Raises AdjustmentError for a table without 科目."""
    if table.get("coded") is None:
        raise AdjustmentError("这张表没有科目行，合计行的位置不能改。")
    if place not in ("first", "last"):
        raise AdjustmentError("合计行印在最前或最后。")
    changed = copy.deepcopy(table)
    changed["coded"] = {**changed["coded"], "total": place}
    return changed


def with_blank_lines(table: RawTable, count: int) -> RawTable:
    """The table with empty lines in place of its rows while it has none. Raises AdjustmentError."""
    if table.get("coded") is None:
        raise AdjustmentError("这张表没有科目行，不用印空行。")
    if not 0 <= count <= _MOST_BLANK_LINES:
        raise AdjustmentError(f"空行印 0 到 {_MOST_BLANK_LINES} 行。")
    changed = copy.deepcopy(table)
    changed["coded"] = {**changed["coded"], "blank_lines": count}
    return changed


def with_notes(table: RawTable, notes: Sequence[str]) -> RawTable:
    """The table with other notes below it; blank ones are left out."""
    changed = copy.deepcopy(table)
    changed["notes"] = [note.strip() for note in notes if note.strip()]
    return changed


def with_zero_sentence(table: RawTable, sentence: str) -> RawTable:
    """The table with another sentence below it for a year without figures; "" for none."""
    changed = copy.deepcopy(table)
    changed["zero_sentence"] = sentence.strip()
    return changed
