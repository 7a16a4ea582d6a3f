"""Owns how the cells of indicators suit their columns: numbers, words and signs that a column may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.reading.cards.lines import LineCell
from juesuan_gui.reading.cards.numbers import is_number, is_percent
from juesuan_gui.reading.cards.words import Field, level_of, words

_SIGNED = re.compile(r"(?:[≥≤=><≧≦]|不少于|不低于|不超过|不高于)\d")
_SIGN_ALONE = re.compile(r"[≥≤=><≧≦]|>=|<=")


def whole_value(value: LineCell, operator: LineCell | None, unit: LineCell | None) -> str:
    """A value whose sign and unit stand in columns of their own, in one; other values as they are."""
    if not is_number(value.text):
        return value.text
    sign = operator.text.strip() if operator is not None and _SIGN_ALONE.fullmatch(words(operator.text)) else ""
    return (
        sign
        + value.text.strip()
        + (unit.text.strip() if unit is not None and value.text.strip()[-1:].isdigit() else "")
    )


def numbers_in(text: str) -> list[str]:
    """The numbers of a cell that holds several, apart by spaces; none of any other cell."""
    parts = text.split()
    return parts if len(parts) > 1 and all(is_number(part) for part in parts) else []


def suits(cell: LineCell, field: Field) -> int:
    """How well a cell suits a column, from −9 (cannot be) to 4 (surely)."""
    number = is_number(cell.text) and not is_percent(cell.text)
    if field is not Field.NAME and level_of(cell.text) in (1, 2):
        return -6
    if field is Field.SHARE and is_percent(cell.text):
        return 3
    if field is Field.OPERATOR:
        return 4 if _SIGN_ALONE.fullmatch(words(cell.text)) else -1
    if field is Field.UNIT:
        return -5 if is_number(cell.text) or len(words(cell.text)) > 6 else 0
    if field in (Field.WEIGHT, Field.SCORE, Field.SHARE):
        if number:
            return 3
        return 1 if numbers_in(cell.text) else -5
    if field in (Field.TARGET, Field.ACTUAL):
        return -4 if words(cell.text) == "无" else 1
    if field is Field.NAME:
        if _SIGNED.match(words(cell.text)):
            return -9
        if number or is_percent(cell.text):
            return -6
        return -3 if level_of(cell.text) in (1, 2) else 1
    if field is Field.REASON:
        return -4 if number else (2 if words(cell.text) == "无" else 0)
    return -5 if number else (0 if field is Field.OTHER else 1)


def level_weights(fields: Sequence[Field | None]) -> list[int]:
    """The columns of a heading that print 分值 behind each level, but for the one behind the indicators' names."""
    weights = [at for at, field in enumerate(fields) if field is Field.WEIGHT]
    behind = [at for at in weights if Field.NAME in fields and at > fields.index(Field.NAME)]
    return [at for at in weights if at != behind[0]] if len(weights) > 1 and behind else []
