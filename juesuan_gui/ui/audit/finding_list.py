"""Owns the list of findings outside the window: tab-separated text and an Excel table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.audit.finding_words import ListedRow

#: The columns' names and widths in characters.
COLUMNS = (
    ("序号", 6),
    ("级别", 8),
    ("表", 34),
    ("审核号", 10),
    ("位置", 44),
    ("审核内容", 70),
    ("表内", 18),
    ("应为", 18),
    ("差额", 16),
    ("说明", 30),
)
#: So many findings between two pauses, about a hundredth of a second.
_STEP = 100
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def wording_steps(rows: Sequence[ListedRow], lines: list[list[str]]) -> Steps[None]:
    """Put the findings' words into ``lines``, column by column as in ``COLUMNS``."""
    for number, row in enumerate(rows, 1):
        lines.append(
            [
                str(number),
                row.finding.level.label,
                row.heading,
                row.finding.check,
                row.where,
                row.sentence,
                row.stated,
                row.expected,
                row.difference,
                row.note_words,
            ]
        )
        if number % _STEP == 0:
            yield


def as_text(rows: Sequence[ListedRow]) -> str:
    """Tab-separated lines; several begin with the names of the columns."""
    lines: list[list[str]] = []
    completed(wording_steps(rows, lines))
    if len(lines) > 1:
        lines.insert(0, [name for name, _ in COLUMNS])
    # A tab or a line break within a word would begin another cell.
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines)


def workbook_steps(lines: Sequence[Sequence[str]], title: str) -> Steps[bytes]:
    """What ``wording_steps`` has put together, as the content of a workbook; touches nothing of the report."""
    # Excel's library takes longer to load than the window; nobody needs it to start.
    from juesuan_gui.publishing.excel.listing import ListColumn, list_steps

    values = [[_value(text) for text in line] for line in lines]
    yield
    return (yield from list_steps(title, [ListColumn(*column) for column in COLUMNS], values))


def _value(text: str) -> str | Decimal:
    """An amount as a number, so that it can be added up; everything else as it is read."""
    plain = text.replace("−", "-")
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else text
