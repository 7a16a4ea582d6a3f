"""Owns the list of findings outside the window: tab-separated text and an Excel table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from juesuan_gui.session import Session
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
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def as_lists(rows: Sequence[ListedRow], session: Session) -> list[list[str]]:
    """The findings' words, column by column as in ``COLUMNS``."""
    return [
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
        for number, row in enumerate(rows, 1)
    ]


def as_text(rows: Sequence[ListedRow], session: Session) -> str:
    """Tab-separated lines; several begin with the names of the columns."""
    lines = as_lists(rows, session)
    if len(lines) > 1:
        lines.insert(0, [name for name, _ in COLUMNS])
    # A tab or a line break within a word would begin another cell.
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines)


def save_list(rows: Sequence[ListedRow], session: Session, title: str, path: Path) -> None:
    """Write the findings as a workbook. Raises PublishingError in plain words."""
    # Excel's library takes longer to load than the window; nobody needs it to start.
    from juesuan_gui.publishing.excel.listing import ListColumn, write_list

    lines = [[_value(text) for text in line] for line in as_lists(rows, session)]
    write_list(path, title, [ListColumn(*column) for column in COLUMNS], lines)


def _value(text: str) -> str | Decimal:
    """An amount as a number, so that it can be added up; everything else as it is read."""
    plain = text.replace("−", "-")
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else text
