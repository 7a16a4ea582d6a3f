"""Owns telling what kind of document a source is: a whole 决算公开, a self-assessment, a budget, an excerpt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from juesuan_gui.reading.normal import folded

#: So many of the nine tables make a whole 决算公开, even where its words are an attachment.
_MOST_TABLES = 5
#: So many of the sections of the explanation make one without tables in the file.
_MOST_SECTIONS = 4
_TITLE_LINES = 40
_SECTIONS = (
    r"收入支出决算(?:总体)?情况",
    r"收入决算情况|收入决算说明",
    r"支出决算情况|支出决算说明",
    r"财政拨款收入支出决算",
    r"一般公共预算财政拨款支出决算",
    r"基本支出",
    r"[“\"]?三公[”\"]?经费",
    r"政府性基金预算",
    r"国有资本经营预算",
    r"机关运行经费",
    r"政府采购支出",
)


class DocumentKind(StrEnum):
    """The kinds of the JSON contract."""

    WHOLE = "决算公开"
    UNIT = "单位决算"
    ASSESSMENT = "自评报告"
    BUDGET = "预算"
    BULLETIN = "执行情况"
    EXCERPT = "excerpt"


def kind_of(lines: Sequence[str], tables: int) -> DocumentKind:
    """The kind of a document with these lines, of which so many of the nine tables were recognised."""
    words = [folded(line) for line in lines]
    head = "\n".join(words[:_TITLE_LINES])
    title = "\n".join(line for line in words[:_TITLE_LINES] if len(line) < 40 and "。" not in line)
    sections = sum(1 for pattern in _SECTIONS if any(len(line) < 45 and re.search(pattern, line) for line in words))
    final = "决算" in title
    if final and (tables >= _MOST_TABLES or sections >= _MOST_SECTIONS):
        return DocumentKind.UNIT if re.search(r"单位决算", title) and "部门决算" not in title else DocumentKind.WHOLE
    if tables >= _MOST_TABLES:
        return DocumentKind.WHOLE
    if re.search(r"绩效(?:自评|评价|自我评价)", title):
        return DocumentKind.ASSESSMENT
    if re.search(r"(?:执行情况|收支情况|财政收支|月报|公报)", title) and not final:
        return DocumentKind.BULLETIN
    if "预算" in title and not final:
        return DocumentKind.BUDGET
    if sections >= _MOST_SECTIONS and "决算" in head:
        return DocumentKind.WHOLE
    return DocumentKind.EXCERPT
