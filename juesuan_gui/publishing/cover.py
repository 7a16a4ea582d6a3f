"""Owns the words of the cover: its title and what stands below it."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan_gui.document import Paragraph, TextStyle

#: What the title of a cover names.
_ACCOUNTS = "决算"


def cover_lines(title: str) -> Iterator[Paragraph]:
    """The paragraphs of a cover, from its words with their line ends.

    The title ends with the line that names the final accounts (某局／2020年度部门决算), below it stand smaller lines
    (（2020年度）). Where none names them the first line is the title.
    """
    lines = title.split("\n")
    ends = max((number for number, line in enumerate(lines) if _ACCOUNTS in line), default=0)
    yield Paragraph.of("\n".join(lines[: ends + 1]), TextStyle.COVER_TITLE)
    for line in lines[ends + 1 :]:
        yield Paragraph.of(line, TextStyle.COVER_LINE)


def named_with_scope(name: str, scope: str) -> str:
    """The unit with 本级 or 汇总 behind it, as reports of a department that publishes both tell them apart."""
    return f"{name}（{scope}）" if scope and scope not in name else name
