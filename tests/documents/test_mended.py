"""What the generated documents brought to light, each in a few lines: it held before nobody looked."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.document import Place
from juesuan_gui.figures import Measure
from juesuan_gui.narrative.model import SourceLine
from juesuan_gui.narrative.plain import plain_text
from juesuan_gui.narrative.subjects import same_subject
from juesuan_gui.reading.tables.surroundings import department_in_titles
from tests.documents.judging import examined as examined_as
from tests.documents.judging import judge_changed, judge_clean, prepared
from tests.examination.texts import examined
from tests.generator.documents import make_published


def errors(lines: list[str]) -> list[tuple[str, str | None]]:
    return [(item.check, item.stated) for item in examined(lines).observations if item.level.value != "info"]


# -- the department where no table names it ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["某县医疗保障局 部门 2021 年度整体支出绩效自评报告"], "某县医疗保障局"),
        (["部门2021年度整体支出绩效自评报告"], ""),
        (["东海市临江区财政局", "2024年度部门决算"], "东海市临江区财政局"),
        (["东海市临江区财政局2024年度部门决算"], "东海市临江区财政局"),
        (["2022年度临江区医疗保障局", "部门决算公开说明"], "临江区医疗保障局"),
        (["固山市水务局 部门决算", "(2020 年度)"], "固山市水务局"),
        (["第一部分 东海市审计局概况", "一、主要职能"], "东海市审计局"),
        (["第三部分 东海市审计局 2020 年度部门决算情况说明"], "东海市审计局"),
        (["东海市审计局2021年度部门决算报表详见附件。"], "东海市审计局"),
        (["第一部分 部门概况", "第二部分 2020年度部门决算表", "本部门2020年度部门决算"], ""),
        (["本单位2020年度部门决算", "纳入东海市审计局2020年度部门决算编制范围的单位有两家。"], ""),
        ([], ""),
    ],
)
def test_the_department_in_titles(lines: list[str], name: str) -> None:
    assert department_in_titles(lines) == name


# -- a number broken at the end of a line ------------------------------------------------------------------


def joined(*lines: str, full: tuple[int, ...] = (0,)) -> str:
    return plain_text([SourceLine(line, Place(page=1)) for line in lines], full)[0]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("支出6534", "62.38元，", "653462.38元"),
        ("增长1", "63.16%。", "163.16%"),
        ("支出１，１", "２５．５２万元", "1,125.52万元"),
        ("支出2", "19.02 万元", "219.02万元"),
        ("7.12元，比20", "22年年初预算减少", "比2022年年初"),
        ("比202", "2 年度增加", "比2022年度"),
    ],
)
def test_an_amount_goes_on_behind_a_full_line(before: str, after: str, whole: str) -> None:
    assert whole in joined(before, after).replace("，", ",")
    assert whole not in joined(before, after, full=()).replace("，", ",")


@pytest.mark.parametrize(
    ("before", "after"), [("比重108.3", "33.25%"), ("为2024", "5人"), ("支出12 ", "34万元"), ("科目201", "05年")]
)
def test_two_numbers_stay_two(before: str, after: str) -> None:
    assert " " in joined(before, after)


# -- totals, shares, changes -----------------------------------------------------------------------------------


def test_an_office_in_front_of_a_total_names_no_other_total() -> None:
    assert same_subject("东海市财政局支出合计", "本年支出合计")
    assert not same_subject("东海市财政局项目支出", "本年支出合计")


def test_a_share_is_not_of_a_funds_own_total() -> None:
    lines = [
        "三、支出决算情况说明",
        "东海市财政局2021年度支出合计200.00万元，其中：基本支出150.00万元，项目支出50.00万元。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "2021年度一般公共预算财政拨款支出190.00万元，占本年支出合计的95.00%。",
        "八、政府性基金预算财政拨款支出决算情况说明",
        "2021年度政府性基金预算财政拨款本年收入10.00万元，本年支出10.00万元。",
    ]
    assert errors(lines) == []
    lines[3] = lines[3].replace("95.00", "85.00")
    assert [stated for _, stated in errors(lines)] == ["85.00%"]


def test_what_completes_a_budget_is_the_total_of_its_parts() -> None:
    text = "公务用车购置及运行费决算数{}万元，完成年初预算87.10万元的{}%。其中：公务用车购置费支出0万元，公务用车运行费支出76.97万元。"
    assert errors(["七、“三公”经费支出决算情况说明", text.format("76.97", "88.37")]) == []
    assert errors(["七、“三公”经费支出决算情况说明", text.format("78.97", "90.67")]) != []


def test_shares_of_an_unprinted_total_are_held_against_the_sum() -> None:
    text = "一般公共预算财政拨款支出主要用于以下方面：教育支出（类）30.00万元，占30.00%；卫生健康支出（类）50.00万元，占{}%；住房保障支出（类）20.00万元，占20.00%。"
    heading = "五、一般公共预算财政拨款支出决算情况说明"
    assert errors([heading, text.format("50.00")]) == []
    assert [stated for _, stated in errors([heading, text.format("59.00")])] == ["59.00%"]


def test_a_growth_larger_than_the_figure_itself() -> None:
    text = "教育支出（类）2021年度决算0.89万元，比2021年年初预算增加{}万元，增长{}%。"
    assert errors([text.format("0.48", "117.1")]) == []
    assert errors([text.format("1.08", "117.1")]) != []


# -- tables ------------------------------------------------------------------------------------------------------


def test_a_blank_that_rounding_explains_is_no_missing_total() -> None:
    near, far = Measure(-10_000, -25_000, 5_000, 10_000), Measure(40_000, 25_000, 55_000, 10_000)
    assert judge("=", None, near, left_is_cell=True, same_quantity=False).outcome is Outcome.ROUNDING
    assert judge("=", None, far, left_is_cell=True, same_quantity=False).outcome is Outcome.BLANK_TOTAL
    assert judge("=", None, 100, left_is_cell=True, same_quantity=False).outcome is Outcome.BLANK_TOTAL
    assert judge("=", None, 0, left_is_cell=True, same_quantity=False).outcome is Outcome.HOLDS


def test_the_notes_below_a_table_end_with_the_title_of_the_next() -> None:
    """An empty table may be printed as lines only: its formula is not that of the table above."""
    published = make_published(20049, "wuhan-2020")
    assert judge_clean(published, examined_as(published.told(), "bare-pdf")).alarms == []


def test_one_title_of_last_year_does_not_make_the_report_one_of_last_year() -> None:
    """Copied titles are a common slip: the report is read with the form of its own year, and the title is found."""
    _, change = prepared(40115, "national-2020", "year")
    assert change is not None
    examination = examined_as(change.document, "xlsx")
    assert examination.form is not None
    assert examination.form.year == 2020
    verdict = judge_changed(change, examination)
    assert (verdict.missed, verdict.unfounded) == ("", [])
