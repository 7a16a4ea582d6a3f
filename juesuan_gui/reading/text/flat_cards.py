"""Owns putting the cells of a scorecard known in order only back into its rows, where that can be proved.

Money and indicators are proved by their headings: behind each name stand as many cells as there are headings. What
stands before, between and behind is a label and its answer, or words that stand by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.reading.cards.numbers import is_blank, is_number, is_percent
from juesuan_gui.reading.cards.words import (
    GOAL_HEADER,
    HEAD_LABEL,
    NAME_LABEL,
    TAIL_LABEL,
    TOTAL_LABEL,
    Field,
    field_of,
    level_of,
    money_column,
    unit_in,
    weight_text,
    words,
)
from juesuan_gui.reading.text.flat_rows import FlatTable, Row
from juesuan_gui.reading.text.single_cells import SingleCell

_LEVEL = re.compile(r"[一二]级(?:指标)?")
_FEWEST_MONEY = 3
_MOST_SIDES = 2
_VALUES = (Field.WEIGHT, Field.SHARE, Field.SCORE)


def flat_card(cells: Sequence[SingleCell]) -> FlatTable | None:
    """The scorecard that these cells are; ``None`` where they are none, or its rows cannot be proved."""
    if not any(NAME_LABEL.fullmatch(words(cell.text)) for cell in cells):
        return None
    rows: list[Row] = []
    position = 0
    proved = 0
    while position < len(cells):
        taken = _indicators(cells, position)
        if taken is None:
            taken = _money(cells, position)
        if taken is not None:
            if not taken:
                return None
            proved += 1
            position += sum(map(len, taken))
            rows += _beside_sides(rows, taken)
        else:
            rows.append(_plain(cells, position))
            position += len(rows[-1])
    width = max((column for row in rows for column in row), default=0) + 1
    return FlatTable(width, tuple(rows)) if proved else None


def _beside_sides(rows: list[Row], taken: Sequence[Row]) -> list[Row]:
    """Rows with what is printed at their side, all the way down: 预算执行情况（10分）, 年度预算数（万元）.

    It stands before the headings; taken away from the rows before.
    """
    sides: list[SingleCell] = []
    while rows and len(rows[-1]) == 1 and len(sides) < _MOST_SIDES and _is_side(rows[-1][0].text):
        sides.insert(0, rows.pop()[0])
    # The last of them may head the names of the rows.
    shift = len(sides) - (bool(sides) and 0 not in taken[0])
    moved = [{column + shift: cell for column, cell in row.items()} for row in taken]
    return [dict(enumerate(sides)) | moved[0], *moved[1:]]


def _is_side(text: str) -> bool:
    return weight_text(text) is not None or unit_in(text) is not None or level_of(text) == 0


def _plain(cells: Sequence[SingleCell], position: int) -> Row:
    """A label with its answer, the headings of the goals or the goals below them; else a cell by itself."""
    cell, following = cells[position], cells[position + 1 : position + 2]
    label = words(cell.text)
    if following and any(pattern.fullmatch(label) for pattern in (NAME_LABEL, HEAD_LABEL, TAIL_LABEL)):
        return {0: cell, 1: following[0]}
    pair = [words(item.text) for item in cells[position - 2 : position]] if position > 1 else []
    heads = GOAL_HEADER[0].fullmatch(label) and following and GOAL_HEADER[1].fullmatch(words(following[0].text))
    goals = len(pair) == 2 and GOAL_HEADER[0].fullmatch(pair[0]) and GOAL_HEADER[1].fullmatch(pair[1])
    if following and (heads or goals):
        return {0: cell, 1: following[0]}
    return {0: cell}


# -- indicators ---------------------------------------------------------------------------------------------------


def _indicators(cells: Sequence[SingleCell], position: int) -> list[Row] | None:
    """The rows of indicators whose headings begin here; ``None`` where none do, [] where a row is not whole."""
    if not _LEVEL.fullmatch(words(cells[position].text)):
        return None
    end = position
    while end < len(cells) and (_LEVEL.fullmatch(words(cells[end].text)) or field_of(cells[end].text) is not None):
        end += 1
    width = end - position
    fields = [field_of(cell.text) for cell in cells[position:end]]
    if Field.NAME not in fields or not any(field in _VALUES for field in fields):
        return []
    levels = fields.index(Field.NAME)
    rows = [dict(enumerate(cells[position:end]))]
    while end < len(cells) and not _ends(cells[end].text):
        printed = [level_of(cell.text) is not None for cell in cells[end : end + levels]]
        missing = levels - (printed.index(False) if False in printed else levels)
        row = cells[end : end + width - missing]
        if len(row) < width - missing:
            return []
        placed = {column + missing: cell for column, cell in enumerate(row)}
        if not _fits(placed, fields):
            return []
        rows.append(placed)
        end += len(row)
    if end < len(cells) and TOTAL_LABEL.fullmatch(words(cells[end].text)):
        total = _total(cells, end, width)
        rows.append(total)
    return rows


def _ends(text: str) -> bool:
    label = words(text)
    return bool(TOTAL_LABEL.fullmatch(label) or TAIL_LABEL.fullmatch(label))


def _fits(row: Row, fields: Sequence[Field | None]) -> bool:
    """Whether a row has a name, and numbers or nothing below the headings of numbers."""
    for column, field in enumerate(fields):
        text = row[column].text if column in row else ""
        if field is Field.NAME and (not text or is_number(text)):
            return False
        if field in _VALUES and not (is_number(text) or is_percent(text) or is_blank(text)):
            return False
        if field is Field.REASON and level_of(text) is not None:
            return False
    return True


def _total(cells: Sequence[SingleCell], position: int, width: int) -> Row:
    """The row of the total: its name covers the columns before the numbers, which stand at the end."""
    end = position + 1
    while end < len(cells) and (is_number(cells[end].text) or is_blank(cells[end].text)):
        end += 1
    values = cells[position + 1 : end]
    return {0: cells[position]} | {width - len(values) + place: cell for place, cell in enumerate(values)}


# -- money --------------------------------------------------------------------------------------------------------


def _money(cells: Sequence[SingleCell], position: int) -> list[Row] | None:
    """The rows of money whose headings begin here; ``None`` where none do, [] where a row is not whole."""
    end = position
    while end < len(cells) and money_column(cells[end].text) is not None:
        end += 1
    if end - position < _FEWEST_MONEY:
        return None
    has_reason = end < len(cells) and field_of(cells[end].text) is Field.REASON
    head = list(cells[position : end + has_reason])
    # The first may head the names: 年度预算数（万元） over 总额, 其中：财政资金.
    for names in (0, 1):
        rows = _money_rows(cells[position + len(head) :], len(head) - has_reason - names, has_reason=has_reason)
        if rows:
            return [{column + 1 - names: cell for column, cell in enumerate(head)}, *rows]
    return []


def _money_rows(cells: Sequence[SingleCell], figures: int, *, has_reason: bool) -> list[Row]:
    """The rows below the headings of money; [] where a row is not whole, so that figures are left over."""
    rows: list[Row] = []
    at = 0
    while at + figures < len(cells) and _is_name(cells[at].text):
        row = dict(enumerate(cells[at : at + figures + 1]))
        if not all(_is_value(cell.text) for column, cell in row.items() if column):
            break
        at += len(row)
        # What is said of all rows is printed beside the first.
        if has_reason and at < len(cells) and (not rows or not cells[at].text):
            row[figures + 1] = cells[at]
            at += 1
        rows.append(row)
    for cell in cells[at:]:
        if _LEVEL.fullmatch(words(cell.text)) or GOAL_HEADER[0].fullmatch(words(cell.text)):
            break
        if cell.text and _is_value(cell.text):
            return []
    return rows


def _is_name(text: str) -> bool:
    return bool(text) and not _is_value(text)


def _is_value(text: str) -> bool:
    return not text or text == "/" or is_number(text) or is_percent(text) or is_blank(text)
