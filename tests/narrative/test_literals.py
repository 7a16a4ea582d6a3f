"""Which numbers of a text are figures, in which unit and precision."""

from __future__ import annotations

from fractions import Fraction

import pytest

from juesuan_gui.figures import Unit
from juesuan_gui.narrative import Dimension
from juesuan_gui.narrative.literals import find_literals


def shown(text: str) -> list[str]:
    return [text[literal.start : literal.end] for literal in find_literals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收、支总计175,596,398.46元,下降1.5%", ["175,596,398.46元", "1.5%"]),
        ("收、支总计各是4125.49,4143.91万元", ["4125.49", "4143.91万元"]),
        ("各为9175.8，17492.4亿元", ["9175.8", "17492.4亿元"]),
        ("增长分别为207.99%和149.81%", ["207.99%", "149.81%"]),
        ("较上年2.08减少0.03万元", ["2.08", "0.03万元"]),
        ("488.8.万元", ["488.8.万元"]),
        ("公务用车购置费0万。", ["0万"]),
        ("比去年提高6.37个百分点", ["6.37个百分点"]),
        ("占支出的76%107.6", ["76%"]),
        ("同比增长-4.5%", ["-4.5%"]),
        ("参保32.13万人,享受333.2万人次", ["32.13万人", "333.2万人次"]),
        ("共有车辆2辆,设备3台(套)", ["2辆", "3台(套)"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2020年12月31日",
        "财行〔2014〕2066号",
        "石发[2019]8号文件",
        "单价50万元(含)以上通用设备",
        "满意度≥85%",
        "不低于90%",
        "预算完成率大于或等于95%",
        "近33万余份",
        "4200余人",
        "得分在80-90分(含80分)的",
        "第3批",
        "“2+2+1”群众诉求",
        "2021项目",
        "1.加强管理",
        "占基本支出预算%",
    ],
)
def test_no_figures(text: str) -> None:
    assert shown(text) == []


def test_value_precision_and_unit() -> None:
    yuan, wan, rate, count = find_literals("3000元,1,224.48万元,57.63%,9612人次")
    assert (yuan.figure.value, yuan.figure.step, yuan.figure.exact, yuan.unit) == (300000, 100, False, Unit.YUAN)
    assert (wan.figure.value, wan.figure.step, wan.decimals) == (1224480000, 10000, 2)
    assert (rate.figure.value, rate.figure.step, rate.dimension) == (
        Fraction(5763, 100),
        Fraction(1, 100),
        Dimension.PERCENT,
    )
    assert (count.figure.value, count.figure.exact, count.counted) == (9612, True, "人次")


def test_yuan_to_the_fen_is_exact() -> None:
    (literal,) = find_literals("支出1,420,085.06元")
    assert literal.figure.exact and literal.figure.value == 142008506


def test_coarse_counts_are_intervals() -> None:
    (literal,) = find_literals("参保32.13万人")
    assert (literal.figure.value, literal.figure.step, literal.figure.exact) == (321300, 100, False)
