"""Rates against rates, what is told roughly, bounds and balances, and the counts behind “三公” spending.

For each kind a passing, a failing, a rounded and an unread case; ``None`` means that nothing is said.
"""

from __future__ import annotations

import pytest

from juesuan_gui.checks.claims.judging import judge_claims
from juesuan_gui.narrative import claims_of, unread_of
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import About
from juesuan_gui.narrative.statements import statements_of
from tests.narrative.texts import found, held, read


def levels(*texts: str) -> set[str]:
    return {level for level, *_ in found(*texts)}


def checks(*texts: str) -> set[str]:
    return {item.check for item in judge_claims(claims_of(statements_of(read(*texts)))).findings}


# -- percentage points ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2021年预算执行率95.20%，2020年为92.10%，提高3.10个百分点。", None),
        ("2021年预算执行率95.20%，2020年为92.10%，提高5.10个百分点。", "error"),
        ("2021年预算执行率95.20%，2020年为92.10%，下降3.10个百分点。", "error"),
        # Rounded rates: 95.2 and 92.1 may be 3.2 apart.
        ("执行率由上年的92.1%提高到95.2%，提高3.2个百分点。", None),
        # One last digit beyond rounding.
        ("执行率由上年的92.10%提高到95.20%，提高3.12个百分点。", "warning"),
        # Nothing to compare with, or two of it.
        ("预算执行率95.20%，比上年提高5.10个百分点。", None),
        ("甲项目由80%提高到90%，乙项目由70%提高到75%，共提高40个百分点。", None),
    ],
)
def test_points_are_the_difference_of_two_printed_rates(text: str, level: str | None) -> None:
    assert levels(text) == ({level} if level else set())


def test_points_that_fit_are_held() -> None:
    assert ("identity", "提高3.10个百分点") in held("2021年预算执行率95.20%，2020年为92.10%，提高3.10个百分点。")


# -- of the base: 为上年的120% --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "level"), [("120", None), ("125", "error"), ("120.0", None), ("120.1", "warning"), ("20", "error")]
)
def test_what_a_thing_is_of_its_base_is_no_growth(rate: str, level: str | None) -> None:
    text = f"支出120.00万元，比上年增加20.00万元，为上年的{rate}%。"
    assert levels(text) == ({level} if level else set())


def test_a_part_of_last_years_money_is_no_index() -> None:
    assert not found("使用上年结转资金30.00万元，占上年结转资金的60%，比上年增加10.00万元，增长50%。")


# -- told roughly ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("增长约20%", About.NEAR),
        ("增长近20%", About.NEAR),
        ("增长20%左右", About.NEAR),
        ("约占总额的20%", About.NEAR),
        ("增长超过20%", About.ABOVE),
        ("达到20%以上", About.ABOVE),
        ("不足20%", About.BELOW),
        ("节约20%", None),
        ("超预算20%", None),
    ],
)
def test_words_that_tell_roughly(words: str, about: About | None) -> None:
    (literal,) = find_literals(words)
    assert literal.about is about


@pytest.mark.parametrize("words", ["不低于20%", "≥20%", "不超过20%", "低于20%"])
def test_a_demand_is_no_figure(words: str) -> None:
    assert find_literals(words) == []


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("约30%", None),
        ("约27%", None),
        ("约20%", "warning"),
        ("近50%", "warning"),
        ("超过25%", None),
        ("超过30%", None),
        ("超过35%", "warning"),
        ("不足31%", None),
        ("不足20%", "warning"),
        ("29%左右", None),
    ],
)
def test_a_rough_rate_is_wrong_only_outside_its_leeway_and_never_an_error(words: str, level: str | None) -> None:
    text = f"支出130.00万元，比上年增加30.00万元，增长{words}。"
    assert levels(text) == ({level} if level else set())


def test_rough_shares_never_make_a_list_complete() -> None:
    assert not found("支出1000.00万元，其中：甲项目600.00万元，约占60%；乙项目250.00万元，约占25%。")


def test_a_rough_rate_of_nothing_known_is_not_listed_as_unread() -> None:
    text = read("群众反映较好，约20%，另有17%。")
    assert [item.quote for item in unread_of(text, statements_of(text))] == ["另有17%"]


# -- what a thing is made up of -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("收入总计1000.00万元，由本年收入900.00万元和年初结转100.00万元构成。", None),
        ("收入总计1000.00万元，由本年收入900.00万元和年初结转120.00万元构成。", "error"),
        ("收入总计1000.01万元，由本年收入900.00万元和年初结转100.00万元构成。", None),
        ("收入总计1000.00万元，主要由本年收入900.00万元和年初结转20.00万元构成。", None),
        ("支出1234.56万元（人员经费1000.00万元、公用经费234.56万元）。", None),
        ("支出1234.56万元（人员经费1000.00万元、公用经费243.56万元）。", "error"),
        # A bracket may leave something out, but hold no more than the whole.
        ("专项资金1234.56万元（中央资金800.12万元、省级资金120.00万元）。", None),
        ("专项资金1234.56万元（中央资金800.12万元、省级资金620.00万元）。", "warning"),
        ("支出100.00万元（上年120.00万元，预算90.00万元）。", None),
    ],
)
def test_parts_without_of_which(text: str, level: str | None) -> None:
    assert levels(text) == ({level} if level else set())


# -- bounds and balances --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("“三公”经费支出18.50万元，控制在年初预算20.00万元以内。", None),
        ("“三公”经费支出28.50万元，控制在年初预算20.00万元以内。", "error"),
        ("“三公”经费支出20.00万元，控制在20万元以内。", None),
        ("“三公”经费支出28.50万元，未超过预算20.00万元。", "error"),
        ("“三公”经费支出18.50万元，未超过预算20.00万元。", None),
        ("“三公”经费支出20.004万元，未超过预算20.00万元。", None),
        ("设备支出28.50万元，单价控制在5万元以内。", None),
        ("支出28.50万元，会议费控制在5万元以内。", None),
        ("“三公”经费预算18.50万元，支出决算20.50万元，决算数未超过预算数。", "error"),
        ("“三公”经费预算18.50万元，支出决算18.50万元，决算数未超过预算数。", None),
        ("收入总计1000.00万元，支出总计900.00万元，收支平衡。", "error"),
        ("收入总计1000.00万元，支出总计1000.00万元，收支平衡。", None),
        ("收入总计1000.00万元，支出总计900.00万元，收支基本平衡。", None),
        ("本年收入900.00万元，本年支出950.00万元，动用结余50.00万元，收支平衡。", None),
    ],
)
def test_words_about_a_bound_or_a_balance(text: str, level: str | None) -> None:
    assert levels(text) == ({level} if level else set())


# -- “三公” in sentences of their own -------------------------------------------------------------------------

HEAD = "七、“三公”经费支出决算情况说明"
WHOLE = "“三公”经费支出合计22.30万元。"
KINDS = (
    "（一）因公出国（境）费支出0万元，全年因公出国（境）团组{groups}个，累计0人次。",
    "（二）公务用车购置及运行维护费支出{cars}万元，其中：公务用车购置费支出0万元，购置公务用车{bought}辆；"
    "公务用车运行维护费支出{cars}万元，公务用车保有量{kept}辆。",
    "（三）公务接待费支出12.20万元，国内公务接待{visits}批次，96人次。",
)


def section(**changed: str) -> list[str]:
    values = {"groups": "0", "cars": "10.10", "bought": "0", "kept": "3", "visits": "12", **changed}
    return [HEAD, WHOLE, *(kind.format(**values) for kind in KINDS)]


def test_three_kinds_in_paragraphs_of_their_own_add_up() -> None:
    assert not found(*section())
    assert found(*section(cars="11.10")) == [("error", "sum", "22.30", "23.30")]


def test_a_kind_told_twice_with_other_figures_says_nothing_of_the_sum() -> None:
    texts = [*section(cars="11.10"), "（四）公务接待费2.00万元为培训中心列支。"]
    assert "N7-01" not in checks(*texts)


def test_a_kind_that_is_not_told_says_nothing() -> None:
    assert not found(*section(cars="11.10")[:-1])


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"groups": "2"}, "T7-07"),
        ({"bought": "1"}, "T7-05"),
        ({"kept": "0"}, "T7-06"),
        ({"visits": "0"}, "T7-07"),
    ],
)
def test_counts_against_the_money_spent_on_them(changed: dict[str, str], check: str) -> None:
    assert checks(*section(**changed)) == {check}


def test_a_trip_that_others_pay_for_needs_no_money() -> None:
    texts = section(groups="2")
    assert not checks(texts[0], texts[1], texts[2].replace("。", "，费用由组团单位承担。"), *texts[3:])


@pytest.mark.parametrize(("visits", "wrong"), [("12", False), ("13", True)])
def test_a_count_told_again(visits: str, wrong: bool) -> None:
    again = f"全年国内公务接待{visits}批次，主要是工作检查。"
    assert checks(*section(), again) == ({"N13-01"} if wrong else set())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公务接待费5.00万元，其中：国内公务接待4.00万元，外事接待1.00万元。", False),
        ("公务接待费5.00万元，其中：国内公务接待5.00万元，外事接待1.00万元。", False),
        ("公务接待费5.00万元，其中：国内公务接待4.00万元，外事接待2.00万元。", True),
        ("全年接待22批次210人次，其中：国内接待20批次200人次，外事接待2批次10人次。", False),
        ("全年接待22批次210人次，其中：国内接待20批次200人次，外事接待3批次10人次。", True),
        ("国内公务接待30批次（其中外事接待26批次），579人次（其中外事接待600人次）。", True),
    ],
)
def test_visitors_from_abroad_within_those_at_home_or_beside_them(text: str, wrong: bool) -> None:
    assert bool(found(text)) is wrong


@pytest.mark.parametrize(("average", "wrong"), [("2.70", False), ("2.07", True)])
def test_an_average_by_a_count_in_another_part(average: str, wrong: bool) -> None:
    texts = (
        HEAD,
        "（一）支出情况",
        "公务用车运行维护费8.10万元。",
        "（二）实物量",
        "公务用车保有量3辆。",
        "（三）分析",
        f"车均运行维护费{average}万元。",
    )
    assert bool(found(*texts)) is wrong


# -- totals and lists over paragraphs -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expense", "level"), [("1,156.23", None), ("1,256.23", "warning"), ("1,131.02", "warning"), ("156.23", "warning")]
)
def test_the_two_totals_of_a_sentence_are_one_figure(expense: str, level: str | None) -> None:
    text = f"2021年度收入总计1,156.23万元，支出总计{expense}万元。"
    assert levels(text) == ({level} if level else set())


OF_JIANGSU = (
    "一、收入支出决算总体情况说明",
    "2022年度收入、支出决算总计1,532.67万元。与上年相比，收、支总计各增加132.45万元，增长{rate}%。其中：",
    "（一）收入决算总计1,532.67万元。包括：",
    "1．本年收入决算合计{income}万元。",
    "2．使用非财政拨款结余0万元。与上年决算数相同。",
    "3．年初结转和结余12.37万元。",
    "（二）支出决算总计1,532.67万元。包括：",
    "1．本年支出决算合计1,518.47万元。",
    "2．结余分配0万元。",
    "3．年末结转和结余14.20万元。",
    "二、收入决算情况说明",
)


@pytest.mark.parametrize(
    ("income", "rate", "expected"),
    [("1,520.30", "9.46", set()), ("1,502.30", "9.46", {"N2-01"}), ("1,520.30", "6.49", {"N1-02"})],
)
def test_items_of_a_list_have_parts_of_their_own(income: str, rate: str, expected: set[str]) -> None:
    assert checks(*(line.format(income=income, rate=rate) for line in OF_JIANGSU)) == expected


def test_a_list_that_an_excerpt_cuts_off_is_not_short() -> None:
    cut = [line.format(income="1,520.30", rate="9.46") for line in OF_JIANGSU[:8]]
    assert not checks(*cut)


@pytest.mark.parametrize(("last", "wrong"), [("11.55", False), ("15.11", True)])
def test_shares_of_numbered_paragraphs_are_of_their_sum(last: str, wrong: bool) -> None:
    texts = (
        "（二）一般公共预算财政拨款支出决算结构情况",
        "1.一般公共服务支出（类）388.83万元，占89.56%；",
        "2.社会保障和就业支出（类）22.12万元，占5.09%；",
        "3.卫生健康支出（类）11.66万元，占2.69%；",
        f"4.住房保障支出（类）{last}万元，占2.66%。",
    )
    assert bool(found(*texts)) is wrong


@pytest.mark.parametrize(("rate", "wrong"), [("15.46", False), ("16.46", True)])
def test_income_and_expenditure_in_all_are_told_above(rate: str, wrong: bool) -> None:
    texts = (
        "一、收入支出决算总体情况说明",
        "2023年度收入总计434.72万元。",
        "2023年度支出总计434.72万元。",
        f"收入支出总体与上年相比，增加58.21万元，增长{rate}%。",
    )
    assert bool(found(*texts)) is wrong


@pytest.mark.parametrize(("whose", "wrong"), [("市级", True), ("全市", False)])
def test_totals_of_two_governments_need_not_agree(whose: str, wrong: bool) -> None:
    texts = (
        "市级一般公共预算收入129748万元，加上级补助收入428905万元，收入总计558653万元。",
        f"{whose}一般公共预算收入29748万元，加上级补助收入428905万元，收入总计458653万元。",
    )
    assert bool(found(*texts)) is wrong
