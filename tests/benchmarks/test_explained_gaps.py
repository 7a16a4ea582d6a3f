"""The reasons that the comparison gives: each kind of gap has its own, and a lack of ours is called one."""

import pytest

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import passages, statements_of
from juesuan_gui.report import Report
from tests.benchmarks.explained_gaps import LACK, Judged
from tests.generator.reports import codes
from tests.narrative.drafted import form_named

TOTALS, TRAVEL = "一、收入支出决算总体情况说明", "七、“三公”经费支出决算情况说明"


def reasons(heading: str, sentence: str) -> list[str]:
    """Why each figure of a sentence is not in ours, of a report without tables."""
    form = form_named("national-2020")
    lines = ["第三部分 2020年度部门决算情况说明", heading, sentence]
    text = passages(Document("", (Section(tuple(map(Paragraph.of, lines))),)))
    published = statements_of(text)
    judged = Judged(LiveReport(Report(form), codes(form.year)), published)
    return [judged.reason(item, is_elsewhere=False) for item in published]


@pytest.mark.parametrize(
    ("heading", "sentence", "position", "words"),
    [
        (TOTALS, "2020年度收入总计5.00万元，与2019年度相比，收入总计增加0.00万元。", 1, "持平"),
        (TRAVEL, "公务接待费年初预算为0.00万元，支出决算为0.00万元，完成年初预算的0.00%。", 2, "零基数"),
        (TRAVEL, "公务接待费支出决算为0.00万元。", 0, "全是 0"),
        (TRAVEL, "“三公”经费的单位包括3个。", 0, "单位个数"),
        ("第四部分 2020年重点工作完成情况", "全年检查120次，支出5.00万元。", -1, "自由文字"),
        ("十三、预算绩效情况说明", "项目全年预算数为5.00万元。", 0, "绩效"),
        (TOTALS, "2020年度收入总计5.00万元，支出总计6.00万元。", 0, LACK),
    ],
)
def test_a_gap_has_the_reason_of_its_kind(heading: str, sentence: str, position: int, words: str) -> None:
    assert words in reasons(heading, sentence)[position]
