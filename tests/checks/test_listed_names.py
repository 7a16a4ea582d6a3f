"""A count of offices or units and the names listed right after it."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.observations import HeldRelation, Observation
from juesuan_gui.checks.text.listed_names import listed_name_checks
from tests.narrative.texts import read


def judged(text: str) -> tuple[list[Observation], list[HeldRelation]]:
    return listed_name_checks(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "本局内设3个科室：办公室、规划科、财务科。",
        "区局为正处级行政单位，含内设机构3个，分别为：办公室、规划科、监管科。",
        "内设机构三个，分别是办公室（人事科）、规划科、监管科。",
        "纳入决算编制范围的单位共2家，分别为：区档案局本级、区档案馆。",
        "局下设两个事业单位（分别为信息中心、服务中心）。",
        # 和 may part two names, or stand in one.
        "内设3个科室：办公室、规划科和财务科。",
        "内设3个科室：办公室、价格和采购科、财务科，核定编制20名。",
    ],
)
def test_a_count_that_the_list_bears_out_holds(text: str) -> None:
    wrong, right = judged(text)
    assert not wrong and len(right) == 1


@pytest.mark.parametrize(
    ("text", "stated", "listed"),
    [
        ("本局内设4个科室：办公室、规划科、财务科。", "4", "3"),
        ("内设机构五个，分别是办公室（人事科）、规划科、监管科。", "5", "3"),
        ("纳入决算编制范围的单位共3家，分别为：区档案局本级、区档案馆。", "3", "2"),
        ("内设5个科室：办公室、规划科和财务科。", "5", "2至3"),
    ],
)
def test_a_count_of_more_or_fewer_than_are_listed_is_told(text: str, stated: str, listed: str) -> None:
    wrong, right = judged(text)
    assert not right
    assert [(item.stated, item.expected) for item in wrong] == [(stated, listed)]


@pytest.mark.parametrize(
    "text",
    [
        "本局内设4个科室：办公室、规划科、财务科等。",
        "本局内设10个科室，其中：办公室、规划科、财务科。",
        "全市5个单位：召开会议、下发通知、开展检查。",
        "比上年增加2个科室：办公室、规划科、财务科。",
        "本局内设12个机构，分别负责：业务、财务。",
        "本局内设4个科室。",
        "本局内设4个科室：办公室、规划科、财务科，档案室。",
        "支持3个单位：甲局10万元、乙局20万元、丙局30万元。",
        "",
    ],
)
def test_a_list_that_is_not_plainly_whole_says_nothing(text: str) -> None:
    assert judged(text) == ([], [])
