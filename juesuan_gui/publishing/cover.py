"""Owns the words of the cover: its title and what stands below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from juesuan_gui.document import Paragraph, TextStyle

#: The text of a report that holds what its cover says of the day: 2021年10月. Without it the cover says nothing of it.
COVER_DATE: Final = "封面日期"
#: What the title of a cover names.
_ACCOUNTS: Final = "决算"


def cover_lines(title: str, date: str = "") -> Iterator[Paragraph]:
    """The paragraphs of a cover, from its words with their line ends, and the date in the accountant's words.

    The title ends with the line that names the final accounts (某局／2020年度部门决算), below it stand smaller lines
    (（2020年度）), the date as the last one. Where none names them the first line is the title.
    """
    lines = title.split("\n")
    ends = max((number for number, line in enumerate(lines) if _ACCOUNTS in line), default=0)
    yield Paragraph.of("\n".join(lines[: ends + 1]), TextStyle.COVER_TITLE)
    for line in (*lines[ends + 1 :], *date.split("\n")):
        if not line.strip():
            continue
        yield Paragraph.of(line, TextStyle.COVER_LINE)


def named_with_scope(name: str, scope: str) -> str:
    """The unit with 本级 or 汇总 behind it, as reports of a department that publishes both tell them apart."""
    return f"{name}（{scope}）" if scope and scope not in name else name
