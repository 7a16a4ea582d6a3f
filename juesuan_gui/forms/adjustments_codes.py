"""Owns a report's own choice of printing economic codes whole (30101) or 类 and 款 apart (301, 01).

For tables whose codes are fixed lines, 一般公共预算财政拨款基本支出决算表 before all; see ``with_code_columns`` for
tables by 科目. Each function takes a table's declaration and returns a changed copy.
"""

from __future__ import annotations

import copy
from typing import Final

from juesuan_gui.forms.adjust import RawTable
from juesuan_gui.forms.adjustments import AdjustmentError

_PARTS: Final = ("类", "款")
_WIDTH: Final = 8


def has_fixed_codes(table: RawTable) -> bool:
    """Whether the table prints codes beside fixed lines."""
    return not table.get("coded") and any(_codes(block) for block in table.get("blocks", []))


def splits_fixed_codes(table: RawTable) -> bool:
    """Whether 类 and 款 of those codes are printed apart."""
    return not table.get("coded") and any(len(_codes(block)) > 1 for block in table.get("blocks", []))


def with_split_codes(table: RawTable, *, split: bool) -> RawTable:
    """The table with 类 and 款 of its codes in columns of their own, or whole in one; the footer spans them.

    Raises AdjustmentError for a table that has no codes beside fixed lines.
    """
    if not has_fixed_codes(table):
        raise AdjustmentError("这张表没有固定的科目编码。")
    changed = copy.deepcopy(table)
    if splits_fixed_codes(table) == split:
        return changed
    start, places = 0, []
    for block in changed["blocks"]:
        fields, codes = block["fields"], _codes(block)
        if codes:
            position = fields.index(codes[0])
            places.append(start + position)
            made = _two(codes[0]) if split else [_one(codes)]
            block["fields"] = [*fields[:position], *made, *(item for item in fields[position:] if item not in codes)]
        start += len(fields)
    for line in changed.get("footer", []):
        _widen(line, places, 1 if split else -1)
    return changed


def _codes(block: RawTable) -> list[RawTable]:
    return [item for item in block["fields"] if item["role"] == "code"]


def _two(code: RawTable) -> list[RawTable]:
    width = max(_WIDTH * 2 // 3, int(code.get("width", _WIDTH)) * 2 // 3)
    return [{**code, "header": [*code["header"], name], "width": width} for name in _PARTS]


def _one(codes: list[RawTable]) -> RawTable:
    header = [text for text in codes[0]["header"] if text not in _PARTS]
    return {**codes[0], "header": header, "width": int(codes[0].get("width", _WIDTH)) * 3 // 2}


def _widen(line: list[RawTable], places: list[int], step: int) -> None:
    """The cells of a footer line over the columns at ``places`` (counted before the change) take one more or less."""
    end = 0
    for cell in line:
        start, end = end, end + int(cell.get("span", 1))
        cell["span"] = int(cell.get("span", 1)) + step * sum(start <= place < end for place in places)
