"""Slips of the hand that a finding names, and years that a text compares with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.checks.print.abbreviations import abbreviation_checks
from juesuan_gui.checks.slips import slip_between
from juesuan_gui.checks.text.base_years import base_year_checks, opening_year_checks
from tests.narrative.texts import judged, lines, read, said, with_cells


@pytest.mark.parametrize(
    ("stated", "expected", "kind"),
    [
        ("1,066.51", "10,665.10", "小数点错位"),
        ("146588", "1465.88", "小数点错位"),
        ("58.46%", "85.46%", "数字颠倒"),
        ("-657.46", "-675.46", "数字颠倒"),
        ("1,066.51", "10,661.51", "漏写了一位数字"),
        ("10,661.51", "1,066.51", "多写了一位数字"),
        ("1,066.51", "1,066.51", None),
        ("1,066.51", "2,066.51", None),
        ("-675.46", "675.46", None),
        ("20%", "25%", None),
        ("2.0", "20", None),
    ],
)
def test_what_a_slip_looks_like(stated: str, expected: str, kind: str | None) -> None:
    assert slip_between(stated, expected) == kind


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 10**9), st.data())
def test_a_slip_and_its_way_back(cents: int, data: st.DataObject) -> None:
    figure = f"{cents / 100:.2f}"
    place = data.draw(st.integers(0, len(figure) - 1))
    swapped = figure[:place] + figure[place : place + 2][::-1] + figure[place + 2 :]
    if "." in figure[place : place + 2] or swapped in (figure, figure[::-1]) or swapped.startswith("0"):
        assert slip_between(figure, figure) is None
    else:
        assert slip_between(swapped, figure) == slip_between(figure, swapped) != None  # noqa: E711


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("收入总计1465.88万元，比上年增加675.46万元，增长58.46%。", "数字颠倒"),
        ("收入总计1465.88万元，比上年790.42万元增加6754.60万元。", "小数点错位"),
        ("基本支出10661.51万元，其中：人员经费9661.51万元，公用经费100.00万元。", "“公用经费”的100.00 像是漏写"),
        ("基本支出1000.00万元，其中：人员经费700.00万元，公用经费200.00万元。", ""),
    ],
)
def test_the_one_slip_that_mends_a_relation_is_named(text: str, hint: str) -> None:
    messages = [finding.message for finding in judged(text).findings]
    assert messages
    assert any(hint in message for message in messages)
    assert hint or not any("像是" in message for message in messages)


def years(*texts: str) -> list[tuple[str | None, str | None]]:
    return [(item.stated, item.expected) for item in base_year_checks(said("情况说明", *texts), 2021)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021年度收入总计100.00万元。与2021年度相比，收入总计增加20.00万元，增长25%。", ("2021", "2020")),
        ("2021年度机关运行经费支出100.00万元，比2022年增加20.00万元，增长25%。", ("2022", "2020")),
        ("2020年度本年收入合计100.00万元，其中：财政拨款收入100.00万元。", ("2020", "2021")),
        ("2021年度收入总计100.00万元，与2020年度相比增加20.00万元，增长25%。", None),
        ("2021年度收入总计100.00万元，比2019年增加20.00万元，增长25%。", None),
        ("2021年度支出决算100.00万元，比2021年年初预算增加20.00万元，增长25%。", None),
        ("2022年支出预算120.00万元，比2021年增加20.00万元，增长20%。", None),
        ("2021年度收入总计100.00万元，变动较大的主要原因是2021年新增了20.00万元国债项目。", None),
        ("2020年度收入总计80.00万元，2021年度收入总计100.00万元。", None),
    ],
)
def test_what_is_told_is_compared_with_the_year_before(text: str, found: tuple[str, str] | None) -> None:
    assert years(text) == ([found] if found else [])
    assert not base_year_checks(said("情况说明", text), None)


HABIT = (
    "收入总计100.00万元，比2020年增加20.00万元，增长25%。",
    "支出总计100.00万元，比2020年增加20.00万元，增长25%。",
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("一般公共预算财政拨款支出100.00万元。与2019年相比，增加20.00万元，增长25%。", True),
        ("一般公共预算财政拨款支出100.00万元。与2020年相比，增加20.00万元，增长25%。", False),
        ("一般公共预算财政拨款支出100.00万元，比2019年增加20.00万元，两年平均增长11.8%。", False),
        ("一般公共预算财政拨款支出100.00万元，比2020年增加20.00万元，比2019年增加30.00万元。", False),
    ],
)
def test_a_base_before_the_last_year_among_others_of_the_last_year(text: str, asked: bool) -> None:
    found = [item.stated for item in base_year_checks(said("情况说明", *HABIT, text), 2021)]
    assert found == (["2019"] if asked else [])
    # Alone, or as usual as the other, it may be meant.
    assert not base_year_checks(said("情况说明", HABIT[0], text), 2021)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("某局2020年度一般公共预算财政拨款支出100.00万元，主要用于教育支出。", "2020"),
        ("2020年一般公共预算财政拨款支出100.00万元，主要用于教育支出。", "2020"),
        ("2.收入情况。2020年度收入合计100.00万元，主要用于教育支出。", "2020"),
        ("2020年度财政拨款支出年初预算数为100.00万元，支出决算数为90.00万元。", "2020"),
        ("某局2021年度一般公共预算财政拨款支出100.00万元，主要用于教育支出。", None),
        ("较2020年度财政拨款支出100.00万元有所增加。", None),
        ("2020年部门预算安排财政拨款支出100.00万元。", None),
    ],
)
def test_whose_year_a_total_is_told_of(text: str, told: str | None) -> None:
    assert years(text) == ([(told, "2021")] if told else [])


@pytest.mark.parametrize(("more", "level"), [("1.50", None), ("2.00", None), ("2.50", "error")])
def test_a_growth_larger_than_the_figure_itself(more: str, level: str | None) -> None:
    found = judged(f"公务接待费2.00万元，比上年增加{more}万元。").findings
    assert [finding.level.value for finding in found] == ([level] if level else [])
    assert not judged(f"年末结转和结余2.00万元，比上年增加{more}万元。").findings


PART = ("三、支出决算情况说明", "2021年度支出合计80万元。", "2021年度收入合计90万元。", "2021年度财政拨款收入90万元。")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2020年度我局无国有资本经营预算财政拨款支出。", ["2020"]),
        ("(一)2020年本部门使用一般公共预算财政拨款安排的支出,主要用于保障运转。", ["2020"]),
        ("2021年度我局无国有资本经营预算财政拨款支出。", []),
        ("2020年末结转的财政拨款收入已经用完。", []),
        ("2020年结转资金用于项目支出。", []),
        ("2020年度我局无政府性基金支出,2021年度同样没有。", []),
        ("2020年我局搬迁到新址。", []),
    ],
)
def test_a_paragraph_that_opens_with_last_year(text: str, stated: list[str]) -> None:
    passages, statements = read(*PART, text), said(*PART, text)
    assert [item.stated for item in opening_year_checks(passages, statements, 2021)] == stated
    assert not list(opening_year_checks(passages, statements, None))


def test_too_few_paragraphs_are_no_rule() -> None:
    texts = (*PART[:2], "2020年度我局无国有资本经营预算财政拨款支出。")
    assert not list(opening_year_checks(read(*texts), said(*texts), 2021))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020年度收入合计90万元。与2020年度相比,收入合计增加10万元,因2021年新增项目。", [("2020", "2021")]),
        ("2020年度收入合计90万元。与2020年度相比,收入合计增加10万元。", [("2020", "2021")]),
        ("2021年度收入合计90万元。与2020年度相比,收入合计增加10万元,因2021年新增项目。", []),
        ("2020年末结余90万元。与2020年度相比,结余增加10万元,因2021年新增项目。", []),
    ],
)
def test_a_paragraph_compared_with_its_own_year(text: str, found: list[tuple[str, str]]) -> None:
    assert years(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020年本部门基本支出90万元,比2021年年初预算增加10万元。", [("2020", "2021")]),
        ("2021年本部门基本支出90万元,比2021年年初预算增加10万元。", []),
        ("2020年末结余90万元,比2021年年初预算增加10万元。", []),
        ("2020年本部门基本支出90万元。2021年预算100万元,比2020年决算增加10万元。", []),
    ],
)
def test_an_amount_of_last_year_against_this_years_budget(text: str, found: list[tuple[str, str]]) -> None:
    assert years(text) == found


def test_last_year_told_in_another_sentence_excuses_no_older_base() -> None:
    text = "收入合计90万元,与2019年度相比,收入合计增加10万元。原因是2020年未填报。"
    found = [item.stated for item in base_year_checks(said("情况说明", *HABIT, text), 2021)]
    assert found == ["2019"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("推进DRG付费改革。", "DGR试点进展顺利。"), [("DGR", "DRG")]),
        (("推进DRG付费改革。", "DRG试点进展顺利。"), []),
        (("推进DRG和DGR两种付费方式。",), []),
        (("推进DRG付费改革。", "DIP试点进展顺利。"), []),
        (("推进DGR付费改革。", "DRG试点顺利。", "DRG覆盖全市。"), [("DGR", "DRG")]),
        (("推进改革。",), []),
    ],
)
def test_an_abbreviation_with_two_letters_turned(texts: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    in_text, in_cells = (document.sections[0].blocks for document in (lines(*texts), with_cells(*texts)))
    for blocks in (in_text, in_cells):
        assert [(item.stated, item.expected) for item in abbreviation_checks(blocks)] == found
