"""Targets and completed values as departments word them: kind, operator, number and unit of each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan_gui.report.cards import TargetKind
from juesuan_gui.report.cards_targets import named_target, understood

# Wording → operator, number, unit.
NUMBERS = """
成本≤191万元 → ≤ 191 万元
≤191万元 → ≤ 191 万元
成本 ≦ 191 万元 → ≤ 191 万元
不超过191万元 → ≤ 191 万元
不高于191万元 → ≤ 191 万元
总成本不超过1,910,000元 → ≤ 1910000 元
控制在191万元以内 → ≤ 191 万元
控制在191万元 → ≤ 191 万元
191万元以内 → ≤ 191 万元
小于等于191万元 → ≤ 191 万元
191万元 → - 191 万元
≥90% → ≥ 90 %
≥ 90 ％ → ≥ 90 %
>=90% → ≥ 90 %
90%以上 → ≥ 90 %
90%及以上 → ≥ 90 %
90%（含）以上 → ≥ 90 %
不低于90% → ≥ 90 %
达到90% → ≥ 90 %
达到90%以上 → ≥ 90 %
满意度≥85% → ≥ 85 %
群众满意度达到85%以上 → ≥ 85 %
满意度80%以上 → ≥ 80 %
＞95% → > 95 %
超过95% → > 95 %
＜5% → < 5 %
低于5% → < 5 %
不大于5% → ≤ 5 %
≤0.5‰ → ≤ 0.5 ‰
＝100% → = 100 %
100% → - 100 %
覆盖率100% → - 100 %
完成率为100% → - 100 %
不少于3次 → ≥ 3 次
不少于三次 → ≥ 3 次
至少3次 → ≥ 3 次
至少两次 → ≥ 2 次
3次以上 → ≥ 3 次
大于等于3次 → ≥ 3 次
三次 → - 3 次
十二个 → - 12 个
3次 → - 3 次
0起 → - 0 起
救助人数不少于100人 → ≥ 100 人
2千人次 → - 2000 人次
1万人次 → - 10000 人次
1,200人 → - 1200 人
≥1000平方米 → ≥ 1000 平方米
≥2次/年 → ≥ 2 次/年
≤2200元/人 → ≤ 2200 元/人
95分以上 → ≥ 95 分
12 → - 12
"""
RANGES = """
80%-90% → 80 90 %
80～90分 → 80 90 分
5至8次 → 5 8 次
97%≤预算执行率≤100% → 97 100 %
"""
DATES = (
    *("2021年12月底前", "2021年12月31日前完成", "12月底前", "12月31日前", "年底前", "2021年内", "当年完成"),
    *("及时", "按时完成", "5个工作日内", "3个工作日完成", "30天内", "1年", "12个月", "上半年", "次年"),
)
#: A number that is only about, that is a rate by time or head, or that says a change, is no number to be met.
WORDS = (
    *("良好", "有效提升", "是", "全覆盖", "零投诉", "无重大事故", "优于上年", "逐年减少", "前三名", "28组；14组"),
    *("约100人", "近100人", "100人左右", "100余人", "每月1次", "人均不超过500元", "提高5个百分点", "减少20%"),
    *("较上年增长5%", "三级", "一次性通过", "第三方"),
)


def rows(table: str) -> list[tuple[str, list[str]]]:
    pairs = [line.split(" → ") for line in table.strip().splitlines()]
    return [(words, said.split()) for words, said in pairs]


@pytest.mark.parametrize(("words", "said"), rows(NUMBERS), ids=lambda value: value if isinstance(value, str) else "")
def test_numbers(words: str, said: list[str]) -> None:
    target = understood(words)
    assert target.kind is TargetKind.NUMBER and target.number == Decimal(said[1])
    assert (target.operator.value if target.operator else "-") == said[0]
    assert target.unit == (said[2] if len(said) > 2 else "")


@pytest.mark.parametrize(("words", "said"), rows(RANGES), ids=lambda value: value if isinstance(value, str) else "")
def test_ranges(words: str, said: list[str]) -> None:
    target = understood(words)
    assert (target.kind, target.low, target.high) == (TargetKind.RANGE, Decimal(said[0]), Decimal(said[1]))
    assert target.unit == said[2] and target.number is None


@pytest.mark.parametrize("words", DATES)
def test_dates(words: str) -> None:
    assert understood(words).kind is TargetKind.DATE and understood(words).number is None


@pytest.mark.parametrize("words", WORDS)
def test_words(words: str) -> None:
    target = understood(words)
    assert target.kind is TargetKind.WORDS and target.number is None


@pytest.mark.parametrize(
    ("name", "operator", "number", "unit"),
    [
        ("成本≤191万元", "≤", "191", "万元"),
        ("检查定点机构数量≥21家", "≥", "21", "家"),
        ("拨付范围≤辖区21个街乡镇", "≤", "21", "个街乡镇"),
        ("投诉处理时长＜5", "<", "5", ""),
    ],
)
def test_targets_in_names(name: str, operator: str, number: str, unit: str) -> None:
    target = named_target(name)
    assert target is not None and target.operator is not None
    assert (target.operator.value, target.number, target.unit) == (operator, Decimal(number), unit)


@pytest.mark.parametrize("name", ["法律手册 5 万份", "救助人次", "2021年工作", "一级医疗机构检查数量"])
def test_names_without_a_target(name: str) -> None:
    assert named_target(name) is None
