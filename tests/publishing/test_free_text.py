"""Free words of the explanation on paper: small headings outside the contents, tables within the text, not in Excel."""

from __future__ import annotations

import pytest

from juesuan_gui.document import Alignment, CellRole, Grid, Paragraph, TextStyle, grids_of
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.excel.layout import sheet_plans
from juesuan_gui.publishing.plain_headings import plain_headings
from juesuan_gui.report import Report, set_text
from tests.narrative.drafted import form_named, live_of


def drafted(*lines: str) -> list[DraftedParagraph]:
    return [DraftedParagraph(line) for line in lines]


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (["（一）部门概况", "负责某事。"], {0: TextStyle.HEADING_2}),
        (
            ["（一）基本情况", "1.项目概况。某项目。", "（二）结论", "好。"],
            {0: TextStyle.HEADING_2, 2: TextStyle.HEADING_2},
        ),
        (["1.总体情况说明。", "本年无。"], {0: TextStyle.HEADING_3}),
        (["一、概况", "（1）内设机构", "有三个。"], {0: TextStyle.HEADING_1, 1: TextStyle.BODY}),
        # Items of a list, the last of them too; a sentence; what nothing stands below.
        (["（一）办公室", "（二）财务科", "以上共两个。"], {}),
        (["（一）负责某事。", "其他。"], {}),
        (["负责某事。", "（一）部门概况"], {}),
        (["（二）其他", "一、下一部分", "有。"], {1: TextStyle.HEADING_1}),
    ],
)
def test_numbered_lines_head_what_stands_below_them(lines: list[str], heads: dict[int, TextStyle]) -> None:
    assert plain_headings(drafted(*lines)) == heads


def test_such_a_heading_stays_with_the_next_and_out_of_the_contents() -> None:
    report = Report(form_named("national-2020"))
    report.apply(set_text(report, "说明.职能", "（一）主要工作\n负责某事。"))
    blocks = [block for section in compose(live_of(report)).sections for block in section.blocks]
    heading = next(block for block in blocks if isinstance(block, Paragraph) and block.text == "（一）主要工作")
    assert heading.style is TextStyle.HEADING_2 and heading.keep_with_next and heading.level is None


WORDS = "负责某事。\n# 重点工作\n- 甲\n| 项目 | 金额（万元） |\n| 某系统建设 | 1,234.56 |\n| 只有一栏 |\n以上。"


def test_free_words_are_printed_as_headings_items_and_tables() -> None:
    report = Report(form_named("national-2020"))
    report.apply(set_text(report, "说明.职能", WORDS))
    document = compose(live_of(report))
    blocks = [block for section in document.sections for block in section.blocks]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert [text for text in texts if text in ("负责某事。", "重点工作", "• 甲", "以上。")] == [
        "负责某事。",
        "重点工作",
        "• 甲",
        "以上。",
    ]
    heading = next(block for block in blocks if isinstance(block, Paragraph) and block.text == "重点工作")
    assert heading.style is TextStyle.HEADING_3 and heading.level is None and heading.keep_with_next
    (grid,) = [block for block in blocks if isinstance(block, Grid) and block.key.startswith("text-")]
    assert grid.header_rows == 1 and len(grid.columns) == 2 and grid.row_count == 3
    header, figure = grid.cells[0], next(cell for cell in grid.cells if cell.text == "1,234.56")
    assert header.role is CellRole.HEADER and figure.alignment is Alignment.RIGHT
    keys = [item.key for item in grids_of(document)]
    assert len(keys) == len(set(keys))
    assert grid.key not in {plan.grid.key for plan in sheet_plans(document)}
