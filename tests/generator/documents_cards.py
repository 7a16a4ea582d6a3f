"""Consistent scorecards of a generated report, by their own arithmetic and a plain random source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from juesuan_gui.document import Grid
from tests.generator.cards import PlainCard, PlainIndicator, PlainMoney, grid_document, half_up, trimmed

_OBJECTS = ("社区站点", "养老机构", "乡村道路", "文化场馆", "老旧电梯", "湿地公园")
_VERBS = ("巡查", "培训", "维修", "检测", "宣传", "普查")
_UNITS = ("人次", "家", "场", "份", "件")


def project_cards(random: Random, projects: int) -> tuple[PlainCard, ...]:
    """None to three cards whose money is a part of what was spent on projects (分)."""
    most = projects // 4 // 1_000_000
    if most < 1 or random.random() < 0.4:
        return ()
    count = random.randint(1, 3)
    layout = random.choice(("beijing", "ningxia"))
    objects, verbs = random.sample(_OBJECTS, count), random.sample(_VERBS, count)
    return tuple(_card(random, layout, name, verb, most) for name, verb in zip(objects, verbs, strict=True))


def _card(random: Random, layout: str, name: str, verb: str, most: int) -> PlainCard:
    budget = Decimal(random.randint(50, max(51, min(most, 5_000) * 100))) / 100
    executed = half_up(budget * random.randint(60, 100) / 100, 2)
    rate = half_up(executed / budget * 100, 2)
    share = half_up(budget * random.randint(10, 90) / 100, 2)
    paid = min(half_up(executed * share / budget, 2), executed)
    money = (
        PlainMoney("年度资金总额", trimmed(budget), trimmed(budget), trimmed(executed), f"{trimmed(rate)}%"),
        PlainMoney("其中：当年财政拨款", trimmed(share), trimmed(share), trimmed(paid)),
        PlainMoney("上年结转资金", trimmed(budget - share), trimmed(budget - share), trimmed(executed - paid)),
        PlainMoney("其他资金"),
    )
    target, unit = random.randint(20, 4000), random.choice(_UNITS)
    actual = target + random.randint(0, target // 5)
    indicators = [
        ("产出指标", "数量指标", f"{name}{verb}数量", f"≥{target}{unit}", f"{actual}{unit}", "15"),
        ("产出指标", "质量指标", f"{verb}合格率", "≥90%", "95%", "15"),
        ("产出指标", "时效指标", f"{verb}完成时间", "12月底前", "11月", "10"),
        ("产出指标", "成本指标", f"{verb}成本", f"≤{trimmed(budget)}万元", f"{trimmed(executed)}万元", "10"),
        ("效益指标", "社会效益指标", f"{name}条件改善", "有所改善", "有所改善", "20"),
        ("效益指标", "可持续影响指标", f"{verb}长效机制", "健全", "健全", "10"),
        ("满意度指标", "服务对象满意度指标", f"{name}群众满意度", "≥90%", "95%", "10"),
    ]
    card = PlainCard(
        layout, f"{name}{verb}经费", money, (),
        goal=f"完成{name}的{verb}工作，达到年初确定的标准。", done=f"已完成{name}的{verb}工作，达到年初确定的标准。",
    )  # fmt: skip
    if layout == "ningxia":
        items = tuple(PlainIndicator(*item[:5], reason="无") for item in indicators)
        return replace(card, money=tuple(replace(row, initial="") for row in money), indicators=items)
    items = tuple(PlainIndicator(*item, score=item[5]) for item in indicators)
    score = half_up(rate / 10, 2)
    return replace(
        card, indicators=items, money_weight="10", money_score=trimmed(score), total_weight="100",
        total_score=trimmed(score + 90),
    )  # fmt: skip


def card_grid(card: PlainCard) -> Grid:
    """The card as a ruled grid with merged cells."""
    blocks = grid_document([card]).sections[0].blocks
    grid = next(block for block in blocks if isinstance(block, Grid))
    return replace(
        grid, key=f"card-{card.name}", place=None, cells=tuple(replace(cell, place=None) for cell in grid.cells)
    )
