"""Owns what a report may change about a table's fixed rows: lines left out or added, the lines of debt.

Each function takes a table's declaration (see ``adjust.declaration_of``) and returns a changed copy.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Sequence

from juesuan_gui.forms.adjust import RawTable
from juesuan_gui.forms.adjustments import AdjustmentError
from juesuan_gui.forms.numerals import ordinal

_ORDINAL = re.compile(r"[一二三四五六七八九十]+、")


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
        # A block that ends before its neighbours has no totals to keep level with theirs.
        is_short = len(rows) < max(len(others) for others in changed["rows"].values())
        missing = 0 if is_short else len(positions) - _take_blank_lines(changed, name, len(positions))
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
