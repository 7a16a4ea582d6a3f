"""Owns what kind of thing single cells hold, by their words: figures, codes, names, numbers of columns, nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.text.single_cells import SingleCell

AMOUNT = re.compile(r"[-+(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?\)?")
CODE = re.compile(r"\d{2,8}")
_CODES, _YEAR = re.compile(r".*编码|[类款项]"), re.compile(r"20\d\d")
_DECIMAL = re.compile(r"\d\.\d|\d,\d{3}|%")
_NONE = frozenset({"", "-", "--", "—", "——", "－", "–", "/", "*", "无"})
TOTAL = re.compile(r"[合总]计|.{2,4}经费合计")
NUMBERS_LABEL = re.compile(r"[栏行]次|序号")
OF_LABELS = re.compile(r".*编码|.*名称|项目(?:\(.*\))?|科目|[类款项]|[行栏]次|年度|单位|部门")
#: Without a row of 栏次 so many rows prove the columns.
FEWEST_ROWS = 2


def is_figure(cell: SingleCell) -> bool:
    """Whether a cell may stand in a column of figures: an amount, none, or an amount with words beside it."""
    text = cell.text.replace(" ", "")
    return text in _NONE or bool(AMOUNT.fullmatch(text)) or bool(_DECIMAL.search(text) and len(text) > 3)


def is_pure(columns: Sequence[Sequence[SingleCell]], kept: Sequence[int]) -> bool:
    """Whether no column holds amounts among names, the first has names, and another has amounts."""
    if not all(is_of_one_kind(columns[column]) for column in kept):
        return False
    first = columns[kept[0]]
    if not all(CODE.fullmatch(cell.text) or not AMOUNT.fullmatch(cell.text) for cell in first):
        return False
    if sum(bool(cell.text) for cell in first) < FEWEST_ROWS:
        return False
    return any(all(map(is_figure, columns[column])) and any(cell.text for cell in columns[column]) for column in kept)


def is_of_one_kind(held: Sequence[SingleCell]) -> bool:
    """Whether a column holds figures alone, or no amounts at all."""
    return not _has_amounts(held) or all(map(is_figure, held))


def _has_amounts(held: Sequence[SingleCell]) -> bool:
    return any(_DECIMAL.search(cell.text) and AMOUNT.fullmatch(cell.text) for cell in held)


def suits(head: SingleCell, held: Sequence[SingleCell]) -> bool:
    """Whether what stands below a heading is what it names: no amounts below names, no names below amounts."""
    name = folded(head.text)
    texts = [cell.text for cell in held]
    if NUMBERS_LABEL.fullmatch(name):
        return all(text.isdigit() or text in _NONE for text in texts)
    amounts = [text for text in texts if AMOUNT.fullmatch(text)]
    if _CODES.fullmatch(name):
        return all(CODE.fullmatch(text) for text in amounts)
    if OF_LABELS.fullmatch(name):
        return all(_YEAR.fullmatch(text) for text in amounts)
    return not amounts or all(map(is_figure, held))
