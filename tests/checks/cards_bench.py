"""Cards for tests of single checks: one right card of each layout, to be changed in one place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.checks.observations import HeldRelation, Observation
from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report.cards import CardFigure, CardStatement, CardUnread, Measured, StatementKind
from tests.generator.cards import PlainCard, PlainIndicator, PlainMoney, tab_lines, text_document

Judged = tuple[list[Observation], list[HeldRelation], list[CardUnread]]

BEIJING = PlainCard(
    "beijing",
    "护林经费",
    (
        PlainMoney("年度资金总额", "100", "120.5", "108.45", "90%"),
        PlainMoney("其中：当年财政拨款", "100", "100", "90.45"),
        PlainMoney("上年结转资金", "", "20.5", "18"),
        PlainMoney("其他资金"),
    ),
    (
        PlainIndicator("产出指标", "数量指标", "巡山次数", "≥200次", "210次", "20", "20"),
        PlainIndicator("产出指标", "质量指标", "隐患整改率", "≥95%", "96%", "20", "20"),
        PlainIndicator("产出指标", "时效指标", "巡山完成时间", "12月底前", "11月", "20", "20"),
        PlainIndicator("产出指标", "成本指标", "成本≤120.5万元", "120.5", "108.45", "10", "10"),
        PlainIndicator("效益指标", "社会效益指标", "火情减少", "有所减少", "有所减少", "10", "10"),
        PlainIndicator("满意度指标", "服务对象满意度指标", "林区群众满意度", "≥90%", "95%", "10", "10"),
    ),
    "10",
    "9",
    "100",
    "99",
    goal="守护辖区森林，减少火情。",
    done="守护了辖区森林，火情减少。",
)
#: The same in the points of 财预〔2020〕10号: 产出 50, 效益 30, 满意度 10.
NATIONAL = replace(
    BEIJING,
    indicators=tuple(
        replace(item, weight=points, score=points)
        for item, points in zip(BEIJING.indicators, ("20", "10", "10", "10", "30", "10"), strict=True)
    ),
)
WUHAN = PlainCard(
    "wuhan",
    "护草经费",
    (PlainMoney("年度财政资金总额", "", "50", "40", "80%"),),
    (
        PlainIndicator("产出指标", "数量指标", "种草面积", "≥80亩", "81亩", "", "25"),
        PlainIndicator("产出指标", "质量指标", "成活率", "≥80%", "85%", "", "15"),
        PlainIndicator("效益指标", "社会效益指标", "草场恢复", "是", "是", "", "30"),
        PlainIndicator("效益指标", "服务对象满意度", "牧民满意度", "≥80%", "90%", "", "10"),
    ),
    "20",
    "16",
    "",
    "96",
    blocks=(
        (1, "产出指标", "40", 0),
        (2, "数量指标", "25", 0),
        (2, "质量指标", "15", 1),
        (1, "效益指标", "40", 2),
        (2, "社会效益指标", "30", 2),
        (2, "服务对象满意度", "10", 3),
    ),
    cause="雨季推迟了种草。",
)
NINGXIA = PlainCard(
    "ningxia",
    "护湖经费",
    (
        PlainMoney("年度资金总额", "", "8.5", "8.5", "100%"),
        PlainMoney("其中：中央补助"),
        PlainMoney("地方资金", "", "8.5", "8.5", "100%"),
        PlainMoney("其他资金"),
    ),
    (
        PlainIndicator("产出指标", "数量指标", "清淤次数", "2次", "2次", reason="无"),
        PlainIndicator("产出指标", "质量指标", "水质", "良好", "良好", reason="无"),
        PlainIndicator("产出指标", "时效指标", "清淤及时", "及时", "及时", reason="无"),
        PlainIndicator("产出指标", "成本指标", "清淤成本", "≤8.5万元", "8.5万元", reason="无"),
        PlainIndicator("效益指标", "社会效益指标", "湖面整洁", "有所提高", "有所提高", reason="无"),
        PlainIndicator("满意度指标", "服务对象满意度指标", "居民满意度", "≥95%", "96%", reason="无"),
    ),
    goal="清理湖面，改善水质。",
    done="湖面得到清理，水质改善。",
)


def judged(*cards: PlainCard, facts: CardFacts | None = None, more: list[str] | None = None) -> Judged:
    """The cards printed as text, read and judged; ``more`` are further lines of the report."""
    reading = read_cards(text_document([*tab_lines(list(cards)), *(more or [])]))
    return judge_cards(reading.cards, facts or CardFacts())


def found(result: Judged) -> list[tuple[str, str]]:
    """Check and level of every finding, sorted."""
    return sorted((item.check, item.level.value) for item in result[0])


def held(result: Judged, check: str) -> int:
    """How many relations of a check hold."""
    return sum(item.check == check for item in result[1])


def with_money(card: PlainCard, row: int, **fields: str) -> PlainCard:
    """The card with one money row changed."""
    rows = list(card.money)
    rows[row] = replace(rows[row], **fields)
    return replace(card, money=tuple(rows))


def amount(text: str, unit: Unit = Unit.WAN_YUAN, line: int = 9) -> CardFigure:
    """An amount of a table."""
    number = text.replace(",", "")
    return CardFigure(text, Place(line=line), Decimal(number), len(number.partition(".")[2]), Measured.MONEY, unit)


def said(
    kind: StatementKind,
    text: str,
    number: str,
    project: str = "",
    unit: Unit | None = None,
    words: str = "",
    complete: bool = False,
) -> CardStatement:
    """A statement of the explanation on line 5; ``complete`` speaks of all projects."""
    measured = Measured.MONEY if unit else (Measured.PERCENT if "%" in text else Measured.SCORE)
    decimals = len(number.partition(".")[2])
    figure = CardFigure(text, Place(line=5), Decimal(number), decimals, measured, unit)
    return CardStatement(kind, figure, project, words, None, complete)
