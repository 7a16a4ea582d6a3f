"""Owns reading a pasted block by meaning: which of its rows are which lines of the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from juesuan_gui.forms import FieldRole, Table
from juesuan_gui.ui.grid.blocks import Block

# 500万元 is an amount, 501 机关工资 a code with its name.
_CODE = re.compile(r"(?P<code>\d{3}|\d{5}|\d{7})(?:[\s·:：-]*(?P<name>(?![万亿]?元?$)[^\W\d_].*))?")
_NOISE = re.compile(r"[\s:：,，.。、·*]+")


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A pasted row with a code, its name ("" when there is none) and its figure texts."""

    code: str
    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedBlock:
    """A block read by code; ``strangers`` are digits that stand where a code should and are none."""

    lines: tuple[CodedLine, ...]
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A pasted row recognised by its name: row key → figure texts of its columns."""

    row: str
    texts: tuple[tuple[str, str], ...]


def coded_block(table: Table, block: Block, *, on_items: bool) -> CodedBlock | None:
    """The rows of a block whose first filled column holds codes; ``None`` when it does not.

    300 may be a code or an amount: without names beside them codes are believed only where the block is
    put on the item columns.
    """
    if table.coded is None or not block:
        return None
    start = next((column for column in range(len(block[0])) if any(row[column] for row in block)), 0)
    codes = [_code(table, row, start) for row in block]
    filled = sum(1 for row in block if row[start])
    found = sum(1 for code in codes if code)
    if not found or found * 2 < filled:
        return None
    width = len(block[0])
    first = start + 1
    while first < width and not any(row[first] for row, code in zip(block, codes, strict=True) if code):
        first += 1
    has_names = first < width and _is_wordy([row[first] for row, code in zip(block, codes, strict=True) if code])
    if not (has_names or on_items or any(code[1] for code in codes if code)):
        return None
    figures = first + 1 if has_names else first
    lines = []
    for row, code in zip(block, codes, strict=True):
        if code is None:
            continue
        name = code[1] or ((row[first] or "").strip() if has_names else "")
        lines.append(CodedLine(code[0], name, tuple(text or "" for text in row[figures:])))
    strangers = [
        _plain(row[start])
        for row, code in zip(block, codes, strict=True)
        if code is None and _plain(row[start]).isdigit()
    ]
    return CodedBlock(tuple(lines), tuple(strangers))


def named_lines(table: Table, block: Block) -> list[NamedLine] | None:
    """The rows of a block that repeats the printed names beside its figures; ``None`` when it does not."""
    if table.coded is not None or not block:
        return None
    result: list[NamedLine] = []
    taken = -1
    for part in table.blocks:
        names = {
            name: row.key
            for row in part.rows
            if row.key
            for name in (row.label, row.key, row.code, *row.aliases)
            if name
        }
        labels = {_folded(name): key for name, key in names.items()}
        column = _best_column(block, labels, taken + 1)
        if column is None:
            continue
        fields = part.fields
        label = next((index for index, item in enumerate(fields) if item.role is FieldRole.NAME), 0)
        figures = [item.column for item in fields[label + 1 :] if item.role is FieldRole.FIGURE]
        matched = [(labels[_folded(row[column])], row) for row in block if _folded(row[column]) in labels]
        columns = _figure_columns(matched, column, len(fields) - label - 1, figures)
        taken = max([column, *columns])
        result += [
            NamedLine(key, tuple((name, row[at] or "") for name, at in zip(figures, columns, strict=False)))
            for key, row in matched
        ]
    return result or None


def _best_column(block: Block, labels: dict[str, str], start: int) -> int | None:
    """The column in which most of the names stand; at least three of them, or it is chance."""
    counts = {
        column: sum(1 for row in block if _folded(row[column]) in labels) for column in range(start, len(block[0]))
    }
    best = max(counts, key=lambda column: counts[column], default=None)
    least = min(3, len(labels))
    return best if best is not None and counts[best] >= max(2, least) else None


def _figure_columns(
    rows: list[tuple[str, list[str | None]]], column: int, distance: int, figures: list[str]
) -> list[int]:
    """Where the figures stand: as far from the name as printed, or beside it when 行次 was left out."""
    width = len(rows[0][1]) if rows else 0
    lines_between = distance - len(figures)
    numbered = lines_between > 0 and all(
        re.fullmatch(r"\d{0,3}", _plain(row[column + 1])) for _, row in rows if column + 1 < width
    )
    first = column + 1 + (lines_between if numbered else 0)
    return [at for at in range(first, first + len(figures)) if at < width]


def _code(table: Table, row: list[str | None], column: int) -> tuple[str, str] | None:
    match = _CODE.fullmatch(_plain(row[column]))
    if match is None or not table.is_code(match["code"]):
        return None
    return match["code"], (match["name"] or "").strip()


def _is_wordy(texts: list[str | None]) -> bool:
    is_word: Callable[[str], bool] = lambda text: bool(re.search(r"[^\W\d_]", text))  # noqa: E731
    filled = [text for text in texts if text]
    return bool(filled) and sum(map(is_word, filled)) * 2 > len(filled)


def _plain(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").strip()


def _folded(text: str | None) -> str:
    return _NOISE.sub("", _plain(text))
