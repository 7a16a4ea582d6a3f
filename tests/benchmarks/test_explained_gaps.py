"""The reasons that the comparison gives: each kind of gap has its own, and a lack of ours is called one."""

from collections.abc import Sequence

import pytest

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Section
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import passages, statements_of
from juesuan_gui.report import Report
from tests.benchmarks.explained_gaps import LACK, NOT_GIVEN, Judged, figures_given
from tests.generator.reports import codes
from tests.narrative.drafted import form_named

TOTALS, TRAVEL = "一、收入支出决算总体情况说明", "七、“三公”经费支出决算情况说明"


def reasons(heading: str, sentence: str, cells: Sequence[str] = ()) -> list[str]:
    """Why each figure of a sentence is not in ours, of a report without figures whose source has a table of these."""
    form = form_named("national-2020")
    lines = ["第三部分 2020年度部门决算情况说明", heading, sentence]
    text = passages(Document("", (Section(tuple(map(Paragraph.of, lines))),)))
    published = statements_of(text)
    live = LiveReport(Report(form), codes(form.year))
    table = Grid("表", (Column(),), tuple(Cell(row, 0, text) for row, text in enumerate(cells)))
    judged = Judged(live, published, figures_given([table], live))
    return [judged.reason(item, is_elsewhere=False) for item in published]


@pytest.mark.parametrize(
    ("heading", "sentence", "position", "words"),
    [
        (TOTALS, "2020年度收入总计5.00万元，与2019年度相比，收入总计增加0.00万元。", 1, "持平"),
        (TRAVEL, "公务接待费年初预算为0.00万元，支出决算为0.00万元，完成年初预算的0.00%。", 2, "零基数"),
        (TRAVEL, "公务接待费支出决算为0.00万元。", 0, "全是 0"),
        (TRAVEL, "“三公”经费的单位包括3个。", 0, f"{NOT_GIVEN}：单位个数"),
        ("第四部分 2020年重点工作完成情况", "全年检查120次，支出5.00万元。", -1, f"{NOT_GIVEN}：自由文字"),
        ("十三、预算绩效情况说明", "项目全年预算数为5.00万元。", 0, f"{NOT_GIVEN}：绩效"),
        (TOTALS, "农林水支出（款）支出决算为5.00万元。", 0, LACK),
        (TOTALS, "小学教育（款）支出决算为5.00万元。", 0, "把项写成了款"),
        (TOTALS, "2020年度收入总计5.00万元，支出总计6.00万元。", 0, LACK),
    ],
)
def test_a_gap_has_the_reason_of_its_kind(heading: str, sentence: str, position: int, words: str) -> None:
    assert words in reasons(heading, sentence)[position]


@pytest.mark.parametrize(
    ("sentence", "cell", "is_given"),
    [
        ("项目全年预算数为5.00万元。", "5", True),  # a card in 万元
        ("项目全年预算数为5.00万元。", "50,000.00", True),
        ("项目全年预算数为5.00万元。", "6", False),
        ("合格率95%。", "≥95%", True),
        ("合格率95%。", "95", False),
        ("救助2331人次。", "2331人次", True),
        ("救助3人次。", "3", False),  # a small number stands in any table
    ],
)
def test_what_a_table_of_the_source_gives_is_no_excuse(sentence: str, cell: str, is_given: bool) -> None:
    (reason,) = reasons("十三、预算绩效情况说明", sentence, [cell])
    assert (LACK in reason) is is_given and (NOT_GIVEN in reason) is not is_given
