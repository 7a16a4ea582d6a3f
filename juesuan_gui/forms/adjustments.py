"""Owns what a report may change about a table: titles, headings, code columns, new tables.

Each function takes a table's declaration (see ``adjust.declaration_of``) and returns a changed copy.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from juesuan_gui.forms.adjust import RawTable

_CODE_WIDTH = 4


class AdjustmentError(ValueError):
    """A change that this table does not admit; the message is a Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column that a user declares: its heading and what it holds (money, count, number, percent, date, text)."""

    title: str
    kind: str = "money"


# -- words -------------------------------------------------------------------------------------------------


def retitled(table: RawTable, title: str) -> RawTable:
    """The table under another title; the old one is kept as a name it is known by. Raises AdjustmentError."""
    words = title.strip()
    if not words:
        raise AdjustmentError("表名不能是空的。")
    changed = copy.deepcopy(table)
    if words != changed["title"]:
        known = [item for item in [*changed.get("aliases", []), changed["title"]] if item != words]
        changed |= {"title": words, "aliases": list(dict.fromkeys(known))}
    return changed


def headings(table: RawTable) -> list[str]:
    """The different texts of a table's header, in printed order."""
    found = (text for block in table["blocks"] for item in block["fields"] for text in item["header"])
    return list(dict.fromkeys(found))


def reheaded(table: RawTable, heading: str, wanted: str) -> RawTable:
    """The table with a heading worded otherwise; columns keep being known by the old words.

    Raises AdjustmentError for blank words.
    """
    words = wanted.strip()
    if not words:
        raise AdjustmentError("栏目名称不能是空的。")
    changed = copy.deepcopy(table)
    for block in changed["blocks"]:
        for item in block["fields"]:
            if heading in item["header"]:
                item["header"] = [words if text == heading else text for text in item["header"]]
                for column in changed["columns"]:
                    if column["key"] == item.get("column") and heading not in column.get("aliases", []):
                        column["aliases"] = [*column.get("aliases", []), heading]
    other = changed.get("other_headings", {})
    if heading in other:
        changed["other_headings"] = {(words if key == heading else key): names for key, names in other.items()}
    return changed


#: The levels of a 科目 code, each a printed column of its own.
_LEVELS = ("类", "款", "项")


# -- codes in one or three columns ----------------------------------------------------------------------------


def code_columns(table: RawTable) -> int:
    """How many printed columns the codes take; 0 for a table without codes."""
    if not table.get("coded"):
        return 0
    return sum(1 for item in table["blocks"][0]["fields"] if item["role"] == "code")


def splits_codes(table: RawTable) -> bool:
    """Whether 类, 款 and 项 are printed apart: 201, 06, 01."""
    return bool((table.get("coded") or {}).get("split_code"))


def with_code_columns(table: RawTable, count: int, *, split: bool = False) -> RawTable:
    """The codes printed in one column, or under three headings 类, 款, 项: there whole (2010601) or ``split``.

    Raises AdjustmentError where there are no codes.
    """
    if count not in (1, 3):
        raise AdjustmentError("科目编码印一栏或三栏。")
    if not code_columns(table):
        raise AdjustmentError("这张表没有科目编码。")
    changed = copy.deepcopy(table)
    fields: list[RawTable] = changed["blocks"][0]["fields"]
    codes = [item for item in fields if item["role"] == "code"]
    changed["coded"] = {**changed["coded"], "split_code": count == 3 and split}
    if len(codes) == count:
        return changed
    position = fields.index(codes[0])
    width = sum(int(item.get("width", _CODE_WIDTH)) for item in codes)
    rest = [item for item in fields if item["role"] != "code"]
    if count == 1:
        header = [text for text in codes[0]["header"] if text not in _LEVELS]
        made = [{**codes[0], "header": header, "number": "", "width": width}]
    else:
        # Where a table prints no 栏次, the three names stand in the header itself.
        head = codes[0]["header"]
        below = bool(changed.get("number_row"))
        made = [
            {
                **codes[0],
                "header": head if below else [*head, name],
                "number": name if below else "",
                "width": max(_CODE_WIDTH, width // 3),
            }
            for name in _LEVELS
        ]
    changed["blocks"][0]["fields"] = [*rest[:position], *made, *rest[position:]]
    return changed


# -- a table of one's own ---------------------------------------------------------------------------------------


def new_table(
    title: str, columns: Iterable[NewColumn], rows: Iterable[str], *, total: bool, taken: Collection[str]
) -> RawTable:
    """The declaration of a table that the county wants besides: named rows, one heading for each column.

    ``total``: a first row 合计 that adds up the rows of money and count columns. Raises AdjustmentError for
    missing or repeated names, and for a title that is taken.
    """
    name, heads = title.strip(), [item for item in columns if item.title.strip()]
    lines = [line.strip() for line in rows if line.strip()]
    if not name:
        raise AdjustmentError("请写表名。")
    if name in taken:
        raise AdjustmentError(f"已经有叫“{name}”的表。")
    if not heads:
        raise AdjustmentError("至少要有一栏。")
    if not lines:
        raise AdjustmentError("至少要有一行。")
    for names, what in (([item.title.strip() for item in heads], "栏"), (lines, "行")):
        twice = next((item for item in names if names.count(item) > 1), None)
        if twice is not None:
            raise AdjustmentError(f"有两{what}都叫“{twice}”。")
    if re.search(r"[.\[\]]", name):
        raise AdjustmentError("表名里不能有 . 和方括号。")
    if total and "合计" in lines:
        raise AdjustmentError("已选“第一行合计”，行里不要再写合计。")
    keys = [item.title.strip() for item in heads]
    figures = [{"role": "figure", "header": [key], "column": key, "width": 17} for key in keys]
    table: RawTable = {
        "id": name,
        "title": name,
        "landscape": len(heads) > 4,
        "above": [["{文种}：{单位}", "", "金额单位：{计量单位}"]],
        "columns": [{"key": item.title.strip(), "kind": item.kind} for item in heads],
        "blocks": [{"name": "表", "fields": [{"role": "name", "header": ["项目"], "width": 36}, *figures]}],
        "rows": {
            "表": [
                *([{"key": "合计", "bold": True}] if total else []),
                *({"key": line, "groups": ["明细"]} for line in lines),
            ]
        },
    }
    summed = [item.title.strip() for item in heads if item.kind in ("money", "count")]
    if total and summed:
        table["check"] = [_sum_check(name, summed)]
    return table


def _sum_check(name: str, columns: Sequence[str]) -> dict[str, Any]:
    return {
        "id": f"LT-{name}",
        "level": "warning",
        "kind": "sum",
        "title": f"{name}：合计等于各行之和",
        "basis": "本报告自己加的表",
        "message": "{位置}：表内 {左}，各行相加 {右}，相差 {差}。",
        "rule": [
            {
                "relation": f"{name}[合计].本列 = Σ {name}[@明细].本列",
                "each": {"tables": [name], "rows": ["合计"], "columns": list(columns)},
                "computes": True,
            }
        ],
    }
