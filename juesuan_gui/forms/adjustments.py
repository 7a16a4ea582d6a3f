"""Owns what a report may change about a table: lines left out or added, headings, titles, code columns, new tables.

Each function takes a table's declaration (see ``adjust.declaration_of``) and returns a changed copy.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from juesuan_gui.forms.adjust import RawTable
from juesuan_gui.forms.numerals import ordinal

_ORDINAL = re.compile(r"[一二三四五六七八九十]+、")
_CODE_WIDTH = 4


class AdjustmentError(ValueError):
    """A change that this table does not admit; the message is a Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column that a user declares: its heading and what it holds (money, count, number, percent, date, text)."""

    title: str
    kind: str = "money"


# -- lines ---------------------------------------------------------------------------------------------


def without_lines(table: RawTable, keys: Collection[str]) -> RawTable:
    """The table without these fixed rows: ordinals, 行次 and the notes that quote them are counted afresh.

    Where blocks stand side by side, blank lines of the others go too, so that totals stay level. Raises
    AdjustmentError for a row that the table does not have.
    """
    changed = copy.deepcopy(table)
    present = {row.get("key") for rows in changed.get("rows", {}).values() for row in rows}
    unknown = [key for key in keys if key not in present]
    if unknown:
        raise AdjustmentError(f"没有“{unknown[0]}”这一行。")
    if table.get("coded"):
        raise AdjustmentError("按科目列示的表，直接在表里删科目行。")
    counted = _counted_groups(changed)
    lines_before = _line_rows(changed)
    for name, rows in changed["rows"].items():
        positions = [position for position, row in enumerate(rows) if row.get("key") in keys]
        if not positions:
            continue
        columns = [item["column"] for item in _block(changed, name)["fields"] if item.get("column")]
        absent = {rows[position]["key"]: columns for position in positions}
        changed["absent"] = {**changed.get("absent", {}), **absent}
        missing = len(positions) - _take_blank_lines(changed, name, len(positions))
        like = {"line": rows[positions[0]]["line"]} if rows[positions[0]].get("line") else {}
        kept = [row for row in rows if row.get("key") not in keys]
        # No blank line beside it could go: a blank one stays here, so that the totals stay level.
        blank = [position for position, row in enumerate(kept) if not row.get("key")]
        at = blank[-1] + 1 if blank else positions[0]
        changed["rows"][name] = [*kept[:at], *(dict(like) for _ in range(missing)), *kept[at:]]
    _count_afresh(changed, lines_before, counted)
    return changed


def with_line(table: RawTable, after: str, label: str, *, code: str = "") -> RawTable:
    """The table with a new row below another, in its groups (so that the sum takes it in).

    Side by side blocks get a blank line, ordinals and 行次 are counted afresh. Raises AdjustmentError when the
    label is empty or taken, or the row above is not there.
    """
    words = _ORDINAL.sub("", label.strip(), count=1)
    if not words:
        raise AdjustmentError("请写新行的名称。")
    if table.get("coded"):
        raise AdjustmentError("按科目列示的表，直接在表里插入科目行。")
    changed = copy.deepcopy(table)
    if words in changed.get("absent", {}):
        changed["absent"] = {row: names for row, names in changed["absent"].items() if row != words}
    keys = {row.get("key") for rows in changed.get("rows", {}).values() for row in rows}
    if words in keys:
        raise AdjustmentError(f"已经有“{words}”这一行。")
    counted = _counted_groups(changed)
    lines_before = _line_rows(changed)
    for name, rows in changed.get("rows", {}).items():
        for position, row in enumerate(rows):
            if row.get("key") != after:
                continue
            new = {key: row[key] for key in ("groups", "indent") if key in row}
            new |= {"key": words, "label": words}
            if code:
                new["code"] = code
            if row.get("line"):
                new["line"] = row["line"]
            if _ORDINAL.match(row.get("label", "")):
                new["label"] = f"一、{words}"
            rows.insert(position + 1, new)
            _put_blank_line(changed, name)
            _count_afresh(changed, lines_before, counted)
            return changed
    raise AdjustmentError(f"没有“{after}”这一行，不知道加在哪里。")


def _line_rows(table: RawTable) -> list[tuple[str, RawTable]]:
    """The rows that print a 行次, with it, in printed order."""
    return [(row["line"], row) for rows in table.get("rows", {}).values() for row in rows if row.get("line")]


def _block(table: RawTable, name: str) -> RawTable:
    return next(block for block in table["blocks"] if block.get("name", "") == name)


def _counted_groups(table: RawTable) -> list[str]:
    """The groups of rows whose labels count 一、二、三、… from the first to the last."""
    rows = [row for rows in table.get("rows", {}).values() for row in rows]
    found = []
    for group in dict.fromkeys(group for row in rows for group in row.get("groups", [])):
        labels = [row.get("label", "") for row in rows if group in row.get("groups", [])]
        if all(label.startswith(f"{ordinal(number)}、") for number, label in enumerate(labels, 1)):
            found.append(group)
    return found


def _take_blank_lines(table: RawTable, name: str, count: int) -> int:
    """Take blank lines out of the blocks beside this one, from the last up; returns how many every block gave."""
    others = [rows for other, rows in table["rows"].items() if other != name]
    if not others:
        return count
    blanks = [[position for position, row in enumerate(rows) if not row.get("key")] for rows in others]
    taken = min(count, *(len(positions) for positions in blanks))
    for rows, positions in zip(others, blanks, strict=True):
        for position in reversed(positions[len(positions) - taken :]):
            del rows[position]
    return taken


def _put_blank_line(table: RawTable, name: str) -> None:
    """A blank line more in the blocks beside this one, below their last blank line, where they have any."""
    for other, rows in table["rows"].items():
        blank = [position for position, row in enumerate(rows) if not row.get("key")]
        if other != name and blank:
            rows.insert(blank[-1] + 1, copy.deepcopy(rows[blank[-1]]))


def _count_afresh(table: RawTable, before: Sequence[tuple[str, RawTable]], counted: Iterable[str]) -> None:
    rows = [row for rows in table.get("rows", {}).values() for row in rows]
    if all(line.isdigit() for line, _ in before):
        new_of: dict[str, str] = {}
        for number, row in enumerate((row for row in rows if row.get("line")), 1):
            row["line"] = str(number)
        # A row that went is read as the one before it: 31 to 56 becomes 31 to 54.
        last = "1"
        for line, row in before:
            last = row["line"] if any(row is kept for kept in rows) else last
            new_of.setdefault(line, last)
        table["notes"] = [_renumbered(note, new_of) for note in table.get("notes", [])]
    for group in counted:
        members = [row for row in rows if group in row.get("groups", [])]
        for number, row in enumerate(members, 1):
            row["label"] = f"{ordinal(number)}、{_ORDINAL.sub('', row['label'], count=1)}"


def _renumbered(note: str, new_of: dict[str, str]) -> str:
    """A note that says which 行 make which, with the lines' new numbers."""
    if "行" not in note or "=" not in note.replace("＝", "="):
        return note
    return re.sub(r"\d+", lambda match: new_of.get(match[0], match[0]), note)


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
    """The table with a heading worded otherwise; columns keep being known by the old words."""
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


# -- 24 or 26 lines ------------------------------------------------------------------------------------------------

#: The function lines that forms of 24 lines leave out: 类 code → name.
DEBT_LINES = {"231": "债务还本支出", "232": "债务付息支出"}
_FUNCTIONS = "功能支出"


def function_lines(table: RawTable) -> int:
    """How many function lines (类) a table with fixed lines prints; 0 where it has none."""
    return len(_function_rows(table))


def with_debt_lines(table: RawTable, *, printed: bool) -> RawTable:
    """The table with or without the lines of 债务还本 and 债务付息: 26 or 24 function lines as a rule.

    Raises AdjustmentError for a table without function lines.
    """
    if not function_lines(table):
        raise AdjustmentError("这张表没有功能分类的行。")
    present = {row.get("code"): row for row in _function_rows(table)}
    if not printed:
        gone = [present[code]["key"] for code in DEBT_LINES if code in present]
        return without_lines(table, gone) if gone else copy.deepcopy(table)
    changed = table
    for code, name in DEBT_LINES.items():
        rows = _function_rows(changed)
        if code not in {row.get("code") for row in rows}:
            above = [row["key"] for row in rows if row.get("code", "") < code]
            changed = with_line(changed, above[-1] if above else rows[-1]["key"], name, code=code)
    return copy.deepcopy(changed)


def _function_rows(table: RawTable) -> list[RawTable]:
    rows = (row for rows in table.get("rows", {}).values() for row in rows)
    return [row for row in rows if _FUNCTIONS in row.get("groups", [])]
