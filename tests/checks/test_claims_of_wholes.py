"""Wholes and their parts as many places tell them: which figure is the whole, which parts are all, which are none."""

from __future__ import annotations

import pytest

from tests.narrative.texts import found, held, said

BUDGETED = "2023年“三公”经费预算总额为300万元，较2022年的320万元减少20万元，下降6.3%；其中：因公出国(境)经费10万元，较上年持平；"
KINDS = "公务接待费{}万元，较上年减少5万元，下降{}%；公务用车购置及运行维护费240万元，较上年减少15万元，下降5.9%。"
FUND = "全市保险基金收入{}万元，增长3%；支出700.00万元，增长5%。本年收支结余200.00万元，年末滚存结余950.00万元。"
ITEMS = (
    "1.基本支出800.00万元，占一般公共预算支出的80%，同比减少5.00万元。",
    "2.项目支出{}万元，占一般公共预算支出的{}%。",
)
PURCHASES = "货物类、工程类和服务类采购金额分别为60.0亿元、100.0亿元和40.0亿元，占采购总规模的比重为30.0%、{}%和20.0%。"
REASONS = "本月完成支出1000万元。主要是其他支出400万元，占比40%，农业支出350万元，占比{}%，水利支出150万元，占比15%。"
OFFICE = "{}单位“三公”经费合计20.00万元，其中：{}。"
VISITORS = "二、“三公”经费", "公务接待费0.60万元，较上年减少8%。", "国内公务接待9批次，81人，共计支出{}万元。"
REVENUE = "(一)收入情况。完成总收入400万元，占年初预算1000万元的40%，同比下降6%。其中：税收收入300万元，占年初预算800万元的{}%；非税收入100万元，占年初预算200万元的50%。"
YEARS = "公务接待费2021年预算8.00万元，2020年预算10.00万元；对比减少{}万元；减少率{}%。"

RIGHT = {
    "the budget is the whole, not last year's": (BUDGETED, KINDS.format(50, 9.1)),
    "income and expenditure are never added": (FUND.format("900.00") + "其中，保费收入500.00万元；支出600.00万元。",),
    "two shares of one whole that is not printed": (ITEMS[0], ITEMS[1].format("200.00", "20")),
    "shares side by side of such a whole": (PURCHASES.format("50.0"),),
    "like products are of another whole each": (
        "节能产品60.0亿元，占同类产品采购规模的30.0%，环保产品10.0亿元，占同类产品采购规模的80.0%。",
    ),
    "parts within a reason, with their shares": (REASONS.format("35"),),
    "vehicles that only cost to run": (
        OFFICE.format("", "公务接待费2.00万元，车辆运行费18.00万元，因公出国(境)费0万元"),
    ),
    "what was bought elsewhere is left out": (
        OFFICE.format("", "公务接待费2.00万元，车辆运行费15.00万元，因公出国(境)费0万元"),
        "公务用车购置费3.00万元。",
    ),
    "nobody went abroad": (
        OFFICE.format("", "公务用车运行维护费18.00万元，公务接待费2.00万元") + "无因公出国(境)团组。",
    ),
    "visitors of the country are all": (*VISITORS[:2], VISITORS[2].format("0.60")),
    "the base stands in the sentence": (REVENUE.format("37.5"),),
    "two budgets told side by side": (YEARS.format("2.00", "20.00"),),
    "another scope told before": (
        "支出50.00万元，比上年减少33.00万元，下降39.76%。剔除机构划转因素，支出同比下降8.3%。",
    ),
    "a text that breaks off within its last part": (
        "2022年支出决算数为900.00亿元。具体情况如下：",
        "1.工资福利支出决算数为100.00亿元。其中：",
        "(1)奖金决算数为60.00亿元。",
        "(2)缴费决算数为40.00亿元。",
        "2.商品服务支出决算数为200.00亿元。其中：",
        "(1)办公经费决算数为80.00亿元。",
        "(2)会议费决算数为10.00亿元，比上年决算数下降4%，主要是严格控制会议，支出减",
    ),
    "a public budget of before 2015 is an amount": ("完成公共财政预算支出1050.00万元，增加50.00万元，增长5.00%。",),
    "the same digits of two things": ("差旅费1.58元，经核查，公务接待费为1.58万元。",),
    "an item whose name holds 和": ("一是社会保障和就业支出年初预算200.00万元，决算210.00万元，完成年初预算的105%。",),
    "traditional characters": (
        "本年支出為500.00萬元，較上年增長25%，增加100.00萬元。其中：基本支出為300.00萬元，項目支出為200.00萬元。",
    ),
}
WRONG = {
    "the budget is the whole": ((BUDGETED, KINDS.format(60, 7.7)), ("error", "sum", "300", "310")),
    "a year's rest": ((FUND.format("960.00"),), ("error", "identity", "200.00", "260.00")),
    "two shares, the later of which cannot be": (
        (ITEMS[0], ITEMS[1].format("200.00", "23.6")),
        ("error", "share", "23.6%", "20.0%"),
    ),
    "one of three shares": ((PURCHASES.format("56.0"),), ("error", "share", "56.0%", "50.0%")),
    "a share within a reason": ((REASONS.format("39"),), ("error", "share", "39%", "35%")),
    "three kinds without purchases": (
        (OFFICE.format("", "公务接待费2.00万元，车辆运行费15.00万元，因公出国(境)费0万元"),),
        ("error", "sum", "20.00", "17.00"),
    ),
    "four kinds": (
        (OFFICE.format("", "因公出国(境)费0元，公务用车购置费0元，公务用车运行维护费14.00万元，公务接待费4.00万元"),),
        ("error", "sum", "20.00", "18.00"),
    ),
    "nobody went abroad": (
        (OFFICE.format("", "公务用车运行维护费15.00万元，公务接待费2.00万元") + "无因公出国(境)团组。",),
        ("error", "sum", "20.00", "17.00"),
    ),
    "visitors of the country are more than all": (
        (*VISITORS[:2], VISITORS[2].format("0.90")),
        ("warning", "identity", "0.90", "0.60"),
    ),
    "the base in the sentence": ((REVENUE.format("41.5"),), ("error", "completion", "41.5%", "37.5%")),
    "two budgets told side by side": ((YEARS.format("2.60", "20.00"),), ("error", "identity", "2.60", "2.00")),
    "a public budget of before 2015": (
        ("完成公共财政预算支出1050.00万元，增加50.00万元，增长7.00%。",),
        ("error", "growth_rate", "7.00%", "5.00%"),
    ),
    "one amount in two units": (
        ("公务接待费1.58元，经核查，全年支出公务接待费为1.58万元，较上年减少0.26万元。",),
        ("error", "unit", "1.58元", "1.58万元"),
    ),
    "traditional characters": (
        ("本年支出為500.00萬元。其中：基本支出為300.00萬元，項目支出為260.00萬元。",),
        ("error", "sum", "500.00", "560.00"),
    ),
}


@pytest.mark.parametrize("texts", RIGHT.values(), ids=list(RIGHT))
def test_what_is_told_right_is_not_found(texts: tuple[str, ...]) -> None:
    assert found(*texts) == []


@pytest.mark.parametrize(("texts", "finding"), WRONG.values(), ids=list(WRONG))
def test_what_is_told_wrong_is_found_once(texts: tuple[str, ...], finding: tuple[str, str, str, str]) -> None:
    assert [one for one in found(*texts) if one[0] != "info"] == [finding]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ((FUND.format("900.00"),), "identity"),
        ((ITEMS[0], ITEMS[1].format("200.00", "20")), "share"),
        ((PURCHASES.format("50.0"),), "share"),
        ((REASONS.format("35"),), "share"),
        ((REVENUE.format("37.5"),), "completion"),
        ((YEARS.format("2.00", "20.00"),), "growth_rate"),
    ],
)
def test_what_holds_is_counted_as_checked(texts: tuple[str, ...], kind: str) -> None:
    assert kind in {told for told, _ in held(*texts)}


def test_a_share_of_a_budget_is_of_the_budget() -> None:
    text = "基本支出预算800.00万元。其中：工资福利支出预算600.00万元，占基本支出预算{}%；商品和服务支出预算200.00万元，占基本支出预算25%。"
    assert found(text.format("75")) == []
    assert ("error", "share", "70%", "75%") in found(text.format("70"))


def test_a_title_in_another_language_is_no_name() -> None:
    told = said("Final Accounts of the Central Level", "2024年全省支出决算数为400.00亿元。")
    assert [s.subject for s in told] == ["全省"]
