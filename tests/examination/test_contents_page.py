"""A page that the table of contents tells otherwise than all its other entries (F02)."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.print.contents_page import contents_checks
from juesuan_gui.document import Document, Paragraph, Place, Section
from juesuan_gui.narrative.passages import passages

TITLES = (
    "部门概况",
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收支情况",
    "名词解释",
)
ORDINALS = "一二三四五六"
#: The first page of the body is the third of the file.
BEHIND = 2


def wrong_pages(printed: list[int]) -> list[str | None]:
    """The pages that are told wrongly, of a report whose headings stand on the pages 1, 2, 3 …, each."""
    lines = [Paragraph.of("目录", place=Place(page=1))]
    names = [f"{ordinal}、{title}" for ordinal, title in zip(ORDINALS, TITLES, strict=True)]
    for name, page in zip(names, printed, strict=True):
        lines.append(Paragraph.of(f"{name}……{page}", place=Place(page=1)))
    for number, name in enumerate(names, 1):
        lines.append(Paragraph.of(name, place=Place(page=number + BEHIND)))
        lines.append(Paragraph.of("本年度没有变化。", place=Place(page=number + BEHIND)))
    text = passages(Document("report", (Section(tuple(lines)),)))
    return [item.stated for item in contents_checks(lines, text)]


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [([1, 2, 3, 4, 5, 6], []), ([1, 2, 9, 4, 5, 6], ["9"]), ([1, 2, 9, 8, 5, 6], [])],
    ids=["all right", "one wrong", "too few agree"],
)
def test_one_page_that_differs_from_all_the_others_is_told(printed: list[int], wrong: list[str]) -> None:
    assert wrong_pages(printed) == wrong


@pytest.mark.parametrize(("year", "wrong"), [("2020", []), ("2019", ["2019"])])
def test_the_part_with_the_tables_bears_the_year_too(year: str, wrong: list[str]) -> None:
    names = ("第一部分 部门概况", "第二部分 2020年度部门决算表", "第三部分 2020年度部门决算情况说明")
    entries = ["目录", *(name.replace("2020年度部门决算表", f"{year}年度部门决算表") for name in names)]
    body = [line for name in names for line in (name, "本年度没有变化，各项工作按计划完成。")]
    lines = [Paragraph.of(line, place=Place(line=number)) for number, line in enumerate((*entries, *body), 1)]
    said = contents_checks(lines, passages(Document("report", (Section(tuple(lines)),))))
    assert [item.stated for item in said if item.check == "F06"] == wrong
