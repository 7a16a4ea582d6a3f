"""Sentences as the templates of Hunan, Yunnan, Zhejiang and Chongqing have them: right ones hold, one slip shows."""

from __future__ import annotations

import pytest

from tests.narrative.texts import judged, said

JOINT = (
    "支出合计100.00万元。其中：基本支出60.00万元，占总支出的60.00%；项目支出39.97万元，占总支出的39.97%；"
    "上缴上级支出0.00万元，经营支出0.01万元，对附属单位补助支出0.02万元，共占总支出的{share}%。"
)
BOTH = "收入总计356.56万元，支出总计356.56万元。收支较上年决算数增加203.65万元，增长{rate}%。"
BALANCED = (
    "财政拨款收、支总计310.79万元，与2022年相比，减少46.11万元，下降12.9%。"
    "财政拨款支出年初预算257.53万元，完成年初预算的{rate}%。"
)


def checks(text: str) -> list[str]:
    return [finding.check for finding in judged(text).findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The share of what is told side by side, not of the last of it.
        (JOINT.format(share="0.03"), []),
        (JOINT.format(share="0.33"), ["N3-01"]),
        # A total of another scope (同口径) has a base that is not printed.
        ("地方一般公共预算收入（同口径）完成301.61万元，同比增长14.6%，增收43.76万元。", []),
        ("地方一般公共预算收入完成301.61万元，同比增长14.6%，增收43.76万元。", ["N1-02"]),
        # 收支 are the two totals told before.
        (BOTH.format(rate="133.2"), []),
        (BOTH.format(rate="143.2"), ["N1-02"]),
        # 总计 holds what was carried over, and is not measured on the budget of expenditure.
        (BALANCED.format(rate="99.8"), []),
        (BALANCED.format(rate="120.7"), []),
        # Two directions of one change, where no amount tells which is right.
        ("“三公”经费支出决算数比上年减少12.17万元，增长81.82%。", ["N5-05"]),
        ("“三公”经费支出决算数比上年增加12.17万元，增长81.82%。", []),
        ("“三公”经费支出31.49万元，较年初预算数增加0.01万元，下降0.0%。", ["N5-05"]),
        ("“三公”经费支出31.49万元，较年初预算数减少0.01万元，下降0.0%。", []),
        ("与上年相比，基本支出减少5.00万元，项目支出增长25%。", []),
        ("“三公”经费支出决算数比上年减少0.00万元，增长0.00%。", []),
        # Shares told without amounts: of one division of the accounts, with room for each one's rounding.
        ("基本支出占60.5%，项目支出占30.5%，经营支出占10%。", ["N3-02"]),
        ("基本支出占60.5%，项目支出占29.5%，经营支出占10%。", []),
        ("基本支出占60.5%，项目支出占30%，经营支出占9%。", []),
        ("本年支出由三部分构成：人员占60%，公用占30%，设备占20%。", ["N3-02"]),
        ("办公用品采购占60%，会议费占20%，还有部分差旅费。", []),
    ],
)
def test_what_is_right_holds_and_a_slip_shows(text: str, found: list[str]) -> None:
    assert checks(text) == found


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("八、政府性基金预算收入支出决算情况", "政府性基金预算支出"),
        ("八、政府性基金预算财政拨款收支决算情况说明", "政府性基金预算财政拨款支出"),
        ("八、政府性基金预算支出决算情况", "政府性基金预算"),
    ],
)
def test_a_bare_side_is_that_of_the_heading(heading: str, subject: str) -> None:
    text = "政府性基金收入116.55万元；年初结转和结余17.64万元；支出60.91万元，年末结转和结余73.28万元。"
    assert said(heading, text)[2].subject == subject
