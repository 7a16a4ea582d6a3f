"""Explanations as coastal, northern and southern places word them: each kind right, wrong, and nearly wrong."""

from __future__ import annotations

import pytest

from tests.narrative.texts import found, held, judged

PUBLIC = "三、支出决算情况说明"
THREE = "八、财政拨款“三公”经费支出决算情况说明"


def wrong(*texts: str) -> set[tuple[str | None, str | None]]:
    """The findings that are errors or warnings, as (stated, expected)."""
    return {(stated, expected) for level, _, stated, expected in found(*texts) if level != "info"}


# -- lists: whose parts they are -----------------------------------------------------------------------


@pytest.mark.parametrize(("public", "sound"), [("15.00", True), ("14.00", False)])
def test_an_item_of_a_list_has_parts_of_its_own_in_the_next_sentence(public: str, sound: bool) -> None:
    text = (
        "(二)2022年支出100.00万元,比上年决算数增加10.00万元,增长11.11%,具体情况如下:",
        f"1.基本支出60.00万元。其中,人员经费45.00万元,公用经费{public}万元。",
        "2.项目支出40.00万元。",
    )
    assert wrong(PUBLIC, *text) == (set() if sound else {("60.00", "59.00")})


@pytest.mark.parametrize(("part", "sound"), [("40.00", True), ("41.00", False)])
def test_sentences_about_changes_may_stand_before_the_parts(part: str, sound: bool) -> None:
    text = (
        "一般公共预算财政拨款支出100.00万元。与上年决算相比,增加25.00万元,增长33.33%,变动原因:人员。"
        f"与年初预算相比,减少5.00万元,下降4.76%,变动原因:人员。其中:基本支出60.00万元,项目支出{part}万元。"
    )
    assert wrong(PUBLIC, text) == (set() if sound else {("100.00", "101.00")})


ITEMS = (
    "2022年度财政拨款支出决算30.00万元,占本年支出合计的100%。",
    "其中:",
    "(一)一般公共服务支出(类)",
    "1.财政事务(款)行政运行(项)。年初预算9.00万元,支出决算10.00万元,完成年初预算的111.11%。",
    "2.财政事务(款)一般行政管理事务(项)。年初预算9.00万元,支出决算12.00万元,完成年初预算的133.33%。",
    "(二)住房保障支出(类)",
    "1.住房改革支出(款)住房公积金(项)。年初预算8.00万元,支出决算8.00万元,完成年初预算的100%。",
)


def test_of_which_in_a_paragraph_of_its_own_opens_a_list() -> None:
    heads = ("五、财政拨款支出决算情况说明",)
    assert not wrong(*heads, *ITEMS)
    assert ("sum", "2022年度财政拨款支出决算30.00万元") in held(*heads, *ITEMS)
    assert wrong(*heads, *ITEMS[:4], *ITEMS[5:]) == {("30.00", "18.00")}


def test_what_is_told_behind_of_which_alone_need_not_be_of_the_last_figure() -> None:
    text = (
        "项目支出预算4.81万元,占支出总预算的4.43%,同比无增减变化。",
        "其中:",
        "(一)文化支出85.01万元,占支出总预算的78.33%。",
        "(二)卫生支出23.52万元,占支出总预算的21.67%。",
    )
    assert not wrong(*text)


def test_what_is_added_to_a_total_is_no_part_of_it() -> None:
    text = "总收入410万元,其中地方收入271万元;加上级补助收入120万元,上年结余收入42万元,调入资金18万元,收入合计451万元。"
    assert not wrong(text)


def test_a_division_may_name_its_total_itself() -> None:
    told = "2023年政府采购预算170元。其中:集中采购预算170元,占政府采购预算的100%。分散采购0元,占政府采购预算的0%。"
    by_kind = "按政府采购项目类型,分为货物类、工程类和服务类三种。其中:货物类采购{}元,工程类采购0元,服务类采购70元。"
    assert not wrong(told + by_kind.format("100"))
    assert wrong(told + by_kind.format("110")) == {("170", "180")}


@pytest.mark.parametrize(("share", "expected"), [("68.6", set()), ("86.6", {("86.6%", "68.6%")})])
def test_a_division_within_something_told_above(share: str, expected: set[tuple[str, str]]) -> None:
    text = (
        "公共预算收入累计完成310682万元;公共预算支出累计完成1107315万元。",
        "在公共预算收入中,市级公共预算收入33648万元;县级公共预算收入277034万元。从结构看,公共预算收入中,"
        f"税收收入213251万元,占公共预算收入的{share}%;非税收入97431万元,占公共预算收入的31.4%。",
    )
    assert wrong(*text) == expected


def test_paragraphs_that_tell_of_several_things_are_no_single_parts() -> None:
    text = (
        "业务收入13.44亿元,同比增加1.42亿元。其中:",
        "(一)药品收入2.84亿元,同比下降0.76%;卫生材料收入2.10亿元,同比增长13.01%;医疗收入13.25亿元。",
        "(二)门诊收入4.28亿元,增幅10.39%;住院收入8.97亿元,增幅13.11%。",
    )
    assert not wrong(*text)


def test_plans_and_what_was_spent_are_two_sums() -> None:
    text = (
        "计划金额共计97.16万元,实际采购金额共计81.30万元,其中货物类项目231个,计划金额共计48.96万元,"
        "实际采购金额共计39.94万元;工程类项目94个,计划金额共计48.20万元,实际采购金额共计41.36万元。"
    )
    assert not wrong(text)


def test_shares_side_by_side_belong_to_the_last_run_of_amounts() -> None:
    text = (
        "采购规模为40亿元。货物、工程、服务分别为10亿元、20亿元和10亿元,占采购规模的25.0%、50.0%和25.0%。"
        "集中采购、部门采购、分散采购分别为8亿元、12亿元和20亿元,占采购规模的20.0%、30.0%和{}%。"
    )
    assert not wrong(text.format("50.0"))
    assert wrong(text.format("60.0")) == {("60.0%", "50.0%")}


# -- changes: of what, and compared with what ------------------------------------------------------------


@pytest.mark.parametrize(("rate", "expected"), [("18.90", set()), ("28.90", {("28.90%", "18.90%")})])
def test_an_amount_behind_a_count_is_the_change_of_the_amount(rate: str, expected: set[tuple[str, str]]) -> None:
    text = (
        f"(2)公务用车运行维护费支出8.88万元,公务用车保有量4辆。与上年决算相比,减少2.07万元,下降{rate}%,变动原因:节约。"
    )
    assert wrong(THREE, text) == expected


@pytest.mark.parametrize(("rate", "expected"), [("23.42", set()), ("32.42", {("32.42%", "23.42%")})])
def test_a_change_in_a_paragraph_of_its_own_is_of_what_was_named_so(rate: str, expected: set[tuple[str, str]]) -> None:
    text = (
        "(二)公务用车购置及运行费支出57.36万元。主要用于办案。",
        f"公务用车购置及运行费支出决算数比预算数减少17.54万元,下降{rate}%。主要原因是加强管理。",
    )
    assert wrong(THREE, *text) == expected


def test_next_years_budget_is_not_compared_with_this_years_figures() -> None:
    text = (
        "二、2021年“三公”经费决算情况",
        "2021年度“三公”经费合计支出20.12万元,其中:公务接待费12.39万元,公务用车运行费用7.73万元。",
        "2022年度“三公”经费预算较2021年度增加1.68万元,其中公务接待费较上年减少0.58万元,减少4.68%。",
    )
    assert not wrong(*text)


def test_on_comparing_is_no_comparison() -> None:
    text = "经比较2020年度“三公”经费41.00万元,较上年减少19.00万元,下降{}%,较年初预算数减少4.00万元,下降8.89%。"
    assert not wrong(text.format("31.67"))
    assert wrong(text.format("43.78")) == {("43.78%", "31.67%")}


@pytest.mark.parametrize(("rate", "expected"), [("11.50", set()), ("51.50", {("51.50%", "11.50%")})])
def test_a_rate_on_the_budget_that_it_names(rate: str, expected: set[tuple[str, str]]) -> None:
    assert wrong(THREE, f"“三公”经费支出决算为29.39万元,比本年预算的33.21万元下降{rate}%。") == expected


def test_goods_and_services_are_one_name() -> None:
    text = "商品和服务支出预算75800元,同比增加52044.27元,增长{}%,增长原因是编外人员经费列入。"
    assert not wrong(text.format("219.08"))
    assert wrong(text.format("50.63")) == {("50.63%", "219.08%")}


# -- “三公” told several times ----------------------------------------------------------------------------


def test_kinds_told_within_the_whole_are_shares_of_it() -> None:
    text = (
        "某局2019年度“三公”经费支出预算为18.00万元,支出决算为6.28万元,完成预算的34.89%。",
        "某局2019年度“三公”经费支出决算中,因公出国(境)费支出决算0万元;公务接待费支出决算6.28万元,占{}%。",
    )
    assert not wrong(THREE, text[0], text[1].format("100"))
    assert wrong(THREE, text[0], text[1].format("34.88")) == {("34.88%", "100.00%")}


TOLD = (
    THREE,
    "(一)总体情况说明",
    "“三公”经费支出决算为39.94万元。其中:因公出国(境)费支出0.00万元;公务用车购置及运行费支出34.68万元;"
    "公务接待费支出5.26万元。",
    "(二)具体情况说明",
    "1.因公出国(境)费支出0.00万元。",
)


def test_of_two_figures_of_one_kind_the_sum_tells_which_is_right() -> None:
    right = (*TOLD, "2.公务用车购置及运行费支出34.68万元。", "3.公务接待费支出5.26万元。")
    assert not wrong(*right)
    assert wrong(*right[:-1], "3.公务接待费支出2.56万元。") == {("2.56", "5.26")}


@pytest.mark.parametrize(
    "other",
    ["3.公务接待费预算2.56万元。", "3.国内公务接待费支出2.56万元。", "上年公务接待费支出2.56万元。"],
)
def test_other_figures_of_a_kind_contradict_nothing(other: str) -> None:
    assert not wrong(*TOLD, "2.公务用车购置及运行费支出34.68万元。", other)


def test_a_completion_rate_rests_on_the_budget_told_further_down() -> None:
    text = (
        "“三公”经费决算中,公务用车购置及运行费支出决算37.10万元,完成预算的{}%;公务接待费支出决算2.60万元。",
        "2.公务用车购置及运行费预算为39.80万元,支出决算为37.10万元,完成预算的93.22%。",
    )
    assert not wrong(THREE, text[0].format("93.22"), text[1])
    assert wrong(THREE, text[0].format("63.22"), text[1]) == {("63.22%", "93.22%")}
    # Beside another amount the budget is that of another thing.
    other = text[1].replace("37.10万元,完成预算的93.22%", "30.00万元")
    assert "63.22%" not in {stated for stated, _ in wrong(THREE, text[0].format("63.22"), other)}


@pytest.mark.parametrize(("average", "expected"), [("2.22", set()), ("2.92", {("2.92", "2.22")})])
def test_running_costs_of_a_vehicle_leave_purchases_out(average: str, expected: set[tuple[str, str]]) -> None:
    text = (
        "2.公务用车购置及运行费支出27.37万元。其中:公务用车购置支出18.49万元,购置1辆。公务用车运行支出8.88万元,"
        f"公务用车保有量4辆,平均每辆运行维护费支出{average}万元。"
    )
    assert {pair for pair in wrong(THREE, text) if pair[0] == average} == expected


@pytest.mark.parametrize(("abroad", "sound"), [("0.00", True), ("1.00", False)])
def test_visitors_from_home_and_abroad_are_the_whole_reception(abroad: str, sound: bool) -> None:
    text = f"公务接待费支出决算2.02万元。其中:国内公务接待支出2.02万元;国(境)外公务接待支出{abroad}万元。"
    assert (not wrong(THREE, text)) is sound


# -- balances and shares of the whole ----------------------------------------------------------------------

YEAR = (
    "一、收入支出决算总体情况说明",
    "2022年度年初结转和结余38.17万元,本年收入{}万元,本年支出849.08万元,使用非财政拨款结余0.00万元,"
    "结余分配0.00万元,年末结转和结余41.69万元。",
)


@pytest.mark.parametrize(("income", "expected"), [("852.60", set()), ("825.60", {("41.69", "14.69")})])
def test_a_year_closes_with_what_all_its_terms_leave(income: str, expected: set[tuple[str, str]]) -> None:
    assert wrong(YEAR[0], YEAR[1].format(income)) == expected


def test_a_year_told_without_all_its_terms_may_close_otherwise() -> None:
    assert not wrong(YEAR[0], YEAR[1].format("825.60").replace("结余分配0.00万元,", ""))


def test_income_of_the_year_within_the_total_is_that_of_the_next_section() -> None:
    heads = ("一、收入支出决算总体情况说明", "2021年度总收入890.77万元,其中本年收入{}万元。", "二、收入决算情况说明")
    last = "本年收入合计852.60万元,其中:财政拨款收入852.60万元,占100%。"
    assert not wrong(heads[0], heads[1].format("852.60"), heads[2], last)
    assert wrong(heads[0], heads[1].format("825.60"), heads[2], last) == {("852.60", "825.60")}


@pytest.mark.parametrize(
    ("share", "sound"),
    [("占货物支出金额的140.00%", False), ("占货物支出金额的100.00%", True), ("占年度计划的140.00%", True)],
)
def test_a_share_of_more_than_the_whole(share: str, sound: bool) -> None:
    findings = judged(f"货物采购授予中小企业合同金额{share}。").findings
    assert ([(f.check, f.level.value) for f in findings] == []) is sound
    assert sound or findings[0].check == "F18"


def test_a_share_may_be_of_the_total_told_above_and_not_of_one_with_a_longer_name() -> None:
    text = (
        "公共预算支出累计完成1107315万元。",
        "市级公共预算支出287998万元;县级公共预算支出819317万元。民生支出797546万元,占公共预算支出的{}%。",
    )
    assert not wrong(text[0], text[1].format("72.0"))
    assert len(wrong(text[0], text[1].format("62.0"))) == 1
