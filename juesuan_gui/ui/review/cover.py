"""Owns reading off the cover whose report it is, where no table says so."""

from __future__ import annotations

import re

from juesuan_gui.document import Document, Paragraph

_LOOKED_AT = 12  # paragraphs: a cover has no more
_LONGEST = 40
_TITLE = re.compile(
    r"^(?:(?:20\d\d|二[〇○零]..)\s*年度?)?(?P<name>.*?)\s*(?:部门|单位)?\s*[（(]?\s*(?:20\d\d|二[〇○零]..)?\s*年?度?[）)]?"
    r"\s*(?:部门|单位)?\s*(?:决算|整体支出绩效)"
)
_YEAR = re.compile(r"^20\d\d\s*年度?\s*")
_NO_NAME = re.compile(r"^(?:目录|附件.*|第.部分.*|[\d\W]*)$")


def unit_on_cover(document: Document) -> str:
    """The name before 年度部门决算 on the cover, on the same line or the one above; "" when there is none."""
    lines: list[str] = []
    for section in document.sections:
        lines += [" ".join(block.text.split()) for block in section.blocks if isinstance(block, Paragraph)]
        if len(lines) >= _LOOKED_AT:
            break
    lines = [text for text in lines[:_LOOKED_AT] if text]
    for number, text in enumerate(lines):
        found = _TITLE.match(text) if len(text) <= 2 * _LONGEST else None
        if found is None:
            continue
        above = lines[number - 1] if number else ""
        for name in (found["name"], above):
            name = _YEAR.sub("", name.strip("《》# 　·-—:："))
            if 3 < len(name) <= _LONGEST and not _NO_NAME.match(name) and "决算" not in name:
                return name
    return ""
