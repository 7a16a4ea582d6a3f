"""How a published text is worded: template remains, slips of the pen, numbering, reasons."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.print.glossary import glossary_checks
from juesuan_gui.checks.print.numbering import numbering_checks
from juesuan_gui.forms import Level
from tests.examination.texts import examined, found
from tests.narrative.texts import read


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("2020年度收入总计XX万元。", Level.ERROR),
        ("2020年度收入总计××万元。", Level.ERROR),
        ("与上年持平（如持平作持平表述）。", Level.ERROR),
        ("比上年减少3万元，主要原因是。", Level.ERROR),
        ("公用经费占基本支出预算%。", Level.WARNING),
        ("单价50万元（含）以上专用设备0台（套）。", Level.WARNING),
    ],
)
def test_remains_of_a_template(sentence: str, level: Level) -> None:
    assert [item.level for item in found([sentence], "F10")] == [level]


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年度收入总计20.00万元。",
        "使用XML格式报送数据。",
        "得分=20×执行率。",
        "比上年减少3万元，主要原因是人员减少。",
        "公用经费占基本支出预算的12%。",
        "单价50万元以上通用设备0台（套），单价100万元以上专用设备0台（套）。",
    ],
)
def test_near_misses_of_a_template(sentence: str) -> None:
    assert not found([sentence], "F10")


def test_a_reason_that_goes_on_in_the_next_paragraph_is_no_remain() -> None:
    assert not found(["收支总计与上年持平。主要原因：", "人员没有变化，项目没有增减，与上年相同。"], "F10")
    assert found(["收支总计与上年持平。主要原因：", "二、收入决算情况说明"], "F10")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("严格执行资金资金使用要求。", True),
        ("收入、支出总计各增加5万元和3万元。", True),
        ("收入、支出总计各增加5万元。", False),
        ("发放宣传册近33万余份。", True),
        ("发放宣传册近33万份。", False),
        ("提高使用效率二是加强管理。", True),
        ("提高使用效率。二是加强管理。", False),
        ("第二是加强管理。", False),
        ("逐步逐步推进各项工作。", False),
    ],
)
def test_slips_of_the_pen(sentence: str, wrong: bool) -> None:
    assert bool(found([sentence], "F22")) is wrong


def test_an_open_end_among_closed_ones() -> None:
    closed = [f"第{number}项工作按计划完成，资金使用合规，没有发现问题，已经归档。" for number in "一二三四五六七八九"]
    assert not found(closed, "F22")
    (item,) = found([*closed, "全年预算资金总体支出17,559.64万元"], "F22")
    assert item.spot.quote.endswith("17,559.64万元")


def test_an_identity_number_is_private_and_a_long_amount_is_not() -> None:
    assert [item.level for item in found(["联系人证件号11010519491231002X。"], "F23")] == [Level.WARNING]
    assert not found(["资金编号110105194912310020123。"], "F23")


def test_headings_without_their_ordinals() -> None:
    lines = [
        "部门基本情况",
        "本部门设三个科室。",
        "收入支出决算总体情况说明",
        "2020年度没有变化。",
        "三、收入决算情况说明",
        "没有变化。",
    ]
    assert [item.spot.quote for item in found(lines, "F22")] == ["部门基本情况", "收入支出决算总体情况说明"]
    numbered = [
        "一、部门基本情况",
        "本部门设三个科室。",
        "二、收入支出决算总体情况说明",
        "没有变化。",
        "三、收入决算情况说明",
    ]
    assert not found(numbered, "F22")


@pytest.mark.parametrize(
    ("ordinals", "wrong", "level"),
    [
        ("一二三", "", None),
        ("一二二", "二、收入", Level.WARNING),
        ("一二四", "四、收入", Level.WARNING),
        ("一三", "三、总体", Level.WARNING),
        # What follows from the second 二 is no finding of its own.
        ("一二二四", "二、收入", Level.WARNING),
        # A list of one item may begin anew, and of more than one number left out the outline tells nothing.
        ("一一二", "一、总体", Level.INFO),
        ("一二五", "五、收入", Level.INFO),
    ],
    ids=["in order", "twice", "left out", "left out at once", "twice with what follows", "begun anew", "two left out"],
)
def test_an_ordinal_that_comes_twice_or_is_left_out(ordinals: str, wrong: str, level: Level | None) -> None:
    titles = ("部门基本情况", "总体情况说明", "收入决算情况说明", "支出决算情况说明")
    lines = [
        line for ordinal, title in zip(ordinals, titles, strict=False) for line in (f"{ordinal}、{title}", "没有变化。")
    ]
    items = [*numbering_checks(read(*lines))]
    assert [(item.spot.quote[:4], item.level) for item in items] == ([(wrong, level)] if wrong else [])
    # What is no whole report may leave sections out, but gives no number twice.
    (item, *_) = (*numbering_checks(read(*lines), is_whole=False), None)
    assert item is None or item.level is (Level.WARNING if "二二" in ordinals else Level.INFO)


def test_a_number_that_stands_elsewhere_is_not_left_out() -> None:
    lines = ["一、部门基本情况", "二、总体情况说明", "其他情况：三、收入没有变化。", "四、支出决算情况说明"]
    assert [item.level for item in numbering_checks(read(*lines))] == [Level.INFO]
    twice = ["一、部门基本情况", "二、总体情况说明", "没有变化。", "二、总体情况说明", "没有变化。"]
    assert [item.level for item in found(twice, "F22")] == [Level.INFO]


CARD = ["项目名称\t甲", "年度资金总额\t5.00", "执行率\t100%", ""]


@pytest.mark.parametrize(
    ("before", "behind", "cut"),
    [
        ("本单位加强管理，提高使用效益。三是结合实际情况，明确整体绩效目", "标，将目标细化分为具体任务。", True),
        ("本单位加强管理，提高使用效益。三是结合实际情况，明确整体绩效目标。", "标，将目标细化分为具体任务。", False),
        ("本单位加强管理，提高使用效益。三是结合实际情况，明确整体绩效目", "另一段说明具体任务。", False),
    ],
)
def test_a_sentence_cut_in_two_by_a_table(before: str, behind: str, cut: bool) -> None:
    items = [item for item in found([before, "", *CARD, behind], "F22") if item.level is Level.WARNING]
    assert [item.others[0].quote[:2] for item in items] == (["标，"] if cut else [])
    assert not [item for item in found([before, behind], "F22") if item.level is Level.WARNING]


def test_terms_that_the_glossary_leaves_out() -> None:
    text = ["七、“三公”经费支出决算情况说明", "没有变化。", "第四部分 名词解释"]
    terms = [f"{number}、{name}：是指有关资金。" for number, name in enumerate(("财政拨款", "基本支出", "项目支出"), 1)]
    more = ["4、其他收入：是指有关收入。", "5、上年结转：是指有关资金。", "6、“三公”经费：是指有关支出。"]
    said = [*glossary_checks(read(*text, *terms, *more[:2]))]
    assert [(item.level, "三公" in item.message, "机关运行" in item.message) for item in said] == [
        (Level.INFO, True, False)
    ]
    assert not [*glossary_checks(read(*text, *terms, *more))]
    assert not [*glossary_checks(read(*text, *terms))]
    assert not [*glossary_checks(read("没有变化。", *text[2:], *terms, *more[:2]))]


@pytest.mark.parametrize(
    ("ordinals", "wrong"),
    [
        ("一二三四五六", ""),
        ("一二四五六七", "四、"),
        ("一二三三五六", "三、"),
        # One ordinal written wrong breaks the row twice and is one finding; a second list begins anew.
        ("一二六四五六", "六、"),
        ("一二三一二三", ""),
        # Where the ordinals run wild they are no numbering.
        ("一三二五四六", ""),
    ],
)
def test_the_terms_of_a_glossary_are_numbered_on(ordinals: str, wrong: str) -> None:
    terms = [f"{number}、{name}支出：是指有关资金。" for number, name in zip(ordinals, "甲乙丙丁戊己", strict=True)]
    said = [item for item in glossary_checks(read("第四部分 名词解释", *terms)) if item.check == "F22"]
    assert [(item.spot.quote[:2], item.level) for item in said] == ([(wrong, Level.WARNING)] if wrong else [])


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["九、其他重要事项的情况说明", "（一）机关运行经费", "没有。", "（二）政府采购支出", "没有。"], ""),
        (["九、其他重要事项的情况说明", "（二）政府采购支出", "没有。", "（三）国有资产占用", "没有。"], "（二）"),
        # The first one may be told in the text of the paragraph before.
        (["九、其他重要事项的情况说明", "其中（一）机关运行经费没有。", "（二）政府采购支出", "没有。"], ""),
    ],
)
def test_a_first_section_that_is_left_out(lines: list[str], wrong: str) -> None:
    items = [item for item in numbering_checks(read(*lines)) if item.level is Level.WARNING]
    assert [item.spot.quote[:3] for item in items] == ([wrong] if wrong else [])
    assert not [item for item in numbering_checks(read(*lines), is_whole=False) if item.level is Level.WARNING]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("公务接待费支出决算2031.844元。", True),
        ("公务接待费支出决算2,031.84元。", False),
        ("公务接待费支出决算98211.560元。", False),
        ("收入总计12.3456789万元。", True),
        ("收入总计12.345678万元。", False),
        ("电价为每千瓦时0.4983元。", False),
        ("按0.1234567万元/人补助。", False),
    ],
)
def test_amounts_finer_than_accounts_hold(sentence: str, wrong: bool) -> None:
    assert bool(found([sentence], "F18")) is wrong


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("第二部分 2019年度部门决算表", True),
        ("第二部分 2020年度部门决算表", False),
        ("（二）2019年度重点工作任务介绍", True),
        ("注：我部门2019年度无政府性基金预算财政拨款收支，故本表无数据。", True),
        ("注：我部门2020年度无政府性基金预算财政拨款收支，故本表无数据。", False),
        ("注：2019年末结转的资金已于2020年度用完，故本表无数据。", False),
    ],
)
def test_headings_and_notes_are_of_the_year_of_the_report(line: str, wrong: bool) -> None:
    around = ["2020年度部门决算", "第一部分 2020年度部门决算概况", "第三部分 2020年度部门决算情况说明"]
    said = ["2020年度收入总计5.00万元。", "2020年度支出总计5.00万元。"]
    assert bool(found([*around[:2], line, around[2], *said], "F06")) is wrong


def test_a_text_that_begins_with_its_second_part() -> None:
    assert found(["第二部分 2020年度部门决算情况说明", "一、收入支出决算总体情况说明"], "F03")
    assert not found(["第一部分 部门概况", "一、职责", "第二部分 2020年度部门决算情况说明"], "F03")


def test_a_budget_deviation_explained_by_last_year() -> None:
    wrong = "决算数大于预算数的主要原因：本单位上年成立，支出较2019年变动较大。"
    right = "决算数大于预算数的主要原因：年中追加项目资金。"
    assert found([wrong], "N5-08") and not found([right], "N5-08")


def test_a_missing_reason_where_the_others_have_one() -> None:
    lines = ["四、一般公共预算财政拨款支出决算情况说明"]
    lines += [
        f"{number}.某科目支出10万元，比年初预算增加{number}万元，主要原因：追加经费第{number}项。"
        for number in range(1, 4)
    ]
    assert not found(lines, "N5-06")
    assert [item.level for item in found([*lines, "4.某科目支出10万元，比年初预算增加4万元。"], "N5-06")] == [
        Level.INFO
    ]
    assert not found([*lines, "4.某科目支出10万元，比年初预算增加0万元。"], "N5-06")


def test_a_text_alone_is_examined_without_a_form() -> None:
    result = examined(["2020年度收入总计110.00万元，比上年增加10.00万元，增长13%。"])
    assert result.form is None and result.live is None
    assert [(item.check, item.expected) for item in result.observations if item.level is Level.ERROR] == [
        ("N1-02", "10%")
    ]


def test_an_excerpt_may_end_within_a_list_of_items() -> None:
    begun = [
        "五、一般公共预算财政拨款支出决算情况说明",
        "（三）一般公共预算财政拨款支出决算具体情况",
        "2020年一般公共预算支出决算数为1264.92万元，完成预算59.7%。其中：",
        "1.社会保障和就业（类）行政事业单位养老支出（款）基本养老保险缴费支出（项）：支出决算为67.64万元。",
    ]
    assert not found(begun, "N5-07")
    # The text goes on, so the list was closed; and more than the whole is wrong however it goes on.
    assert found([*begun, "（四）基本支出决算情况", "2020年基本支出900.00万元。"], "N5-07")
    assert found([*begun[:3], begun[3].replace("67.64", "1367.64")], "N5-07")


def test_numbers_without_a_sentence_between_may_be_rows_of_a_table_and_are_only_hinted_at() -> None:
    lines = ["一、一般公共服务支出", "二、政府性基金收入", "二、外交支出", "没有变化。"]
    assert [item.level for item in numbering_checks(read(*lines))] == [Level.INFO]
    with_text = [*lines[:2], "没有变化。", *lines[2:]]
    assert [item.level for item in numbering_checks(read(*with_text))] == [Level.WARNING]


@pytest.mark.parametrize(("spent", "closing"), [("5.00", "-10.00"), ("25.00", None), ("26.00", "11.00")])
def test_a_balance_worked_out_from_last_year_keeps_its_own_sign(spent: str, closing: str | None) -> None:
    """80 − (95 − spent) was left over by this report, 100 − 90 was taken over."""
    lines = [
        "某县某局2021年度部门决算",
        "一、收入支出决算总体情况说明",
        "2021年度收、支总计100.00万元，比上年增加20.00万元。",
        "2021年度本年收入合计90.00万元。",
        f"2021年度本年支出合计95.00万元，比上年增加{spent}万元。",
    ]
    told = [item.message for item in found(lines, "XY-05")]
    assert len(told) == (closing is not None)
    assert all(f"为 {closing}，" in message and "为 10.00，" in message for message in told)
