"""Scorecards as plain figures, printed in every layout by their own arithmetic, and read back to plain figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import strategies as st

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Place, Section
from juesuan_gui.reading.text.file import text_blocks
from juesuan_gui.report.cards import Card, CardFigure, CardKind, MoneyColumn

#: A cell merged into the one on its left, and one merged into the cell above.
RIGHT, DOWN = None, "^"
Row = list[str | None]


@dataclass(frozen=True)
class PlainIndicator:
    """An indicator as printed; blank texts are blank cells."""

    first: str
    second: str
    name: str
    target: str = ""
    actual: str = ""
    weight: str = ""
    score: str = ""
    reason: str = ""
    goal: int = 0


@dataclass(frozen=True)
class PlainMoney:
    """A row of the money block as printed: initial, budget, executed, rate."""

    label: str
    initial: str = ""
    budget: str = ""
    executed: str = ""
    rate: str = ""


@dataclass(frozen=True)
class PlainCard:
    """One card as printed. ``blocks`` are (level, name, weight, first indicator)."""

    layout: str
    name: str
    money: tuple[PlainMoney, ...]
    indicators: tuple[PlainIndicator, ...]
    money_weight: str = ""
    money_score: str = ""
    total_weight: str = ""
    total_score: str = ""
    goal: str = ""
    done: str = ""
    blocks: tuple[tuple[int, str, str, int], ...] = ()
    cause: str = ""
    #: The goals of an overall card: words and weight; and amounts beside its money.
    goals: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()

    def changed(self, position: int, **fields: str) -> PlainCard:
        """The card with one indicator changed."""
        items = list(self.indicators)
        items[position] = replace(items[position], **fields)
        return replace(self, indicators=tuple(items))


def card_from(data: dict[str, Any]) -> PlainCard:
    """A card of the test data."""
    return PlainCard(
        **{
            **data,
            "money": tuple(PlainMoney(**row) for row in data["money"]),
            "indicators": tuple(PlainIndicator(**row) for row in data["indicators"]),
            "blocks": tuple((level, name, weight, first) for level, name, weight, first in data["blocks"]),
            "goals": tuple((words, weight) for words, weight in data.get("goals", ())),
            "amounts": tuple((label, amount) for label, amount in data.get("amounts", ())),
        }
    )


def data_of(card: PlainCard) -> dict[str, Any]:
    """A card as test data."""
    return asdict(card)


# reading back


def plain_of(card: Card, layout: str) -> PlainCard:
    """What the reader found, as plain figures."""

    def text(figure: CardFigure | None) -> str:
        return "" if figure is None or figure.number is None else f"{figure.number:f}"

    def rate(figure: CardFigure | None) -> str:
        return f"{text(figure)}%" if text(figure) else ""

    row = card.total_row
    return PlainCard(
        layout,
        card.name,
        tuple(
            PlainMoney(
                _squeezed(line.label.text),
                text(line.figure(MoneyColumn.INITIAL)),
                text(line.figure(MoneyColumn.BUDGET)),
                text(line.figure(MoneyColumn.EXECUTED)),
                rate(line.figure(MoneyColumn.RATE)),
            )
            for line in card.money
        ),
        tuple(
            PlainIndicator(
                *item.path,
                item.name,
                _squeezed(item.target.text) if item.target else "",
                _squeezed(item.actual.text) if item.actual else "",
                text(item.weight),
                text(item.score),
                _squeezed(item.reason.text) if item.reason else "",
                item.goal,
            )
            for item in card.indicators
        ),
        text((row.figure(MoneyColumn.WEIGHT) if row else None) or card.money_weight),
        text(row.figure(MoneyColumn.SCORE) if row else None),
        text(card.total_weight),
        text(card.total_score),
        card.goals[0].expected.text if card.goals and card.goals[0].expected else "",
        card.goals[0].actual.text if card.goals and card.goals[0].actual else "",
        tuple((block.level, block.name, text(block.weight), block.first) for block in card.blocks),
        next((printed.text for label, printed in card.remarks if "原因" in label or "偏差" in label), ""),
        tuple((goal.expected.text if goal.expected else "", text(goal.weight)) for goal in card.goals if goal.weight),
        tuple((label, text(amount)) for label, amount in card.amounts),
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


# printing


def rows_of(card: PlainCard) -> list[Row]:
    """The card as a ruled table of its layout."""
    printers = {
        "beijing": _beijing,
        "cost": _beijing,
        "wuhan": _wuhan,
        "ningxia": _ningxia,
        "hebei": _hebei,
        "wuhan-overall": _wuhan_overall,
    }
    return printers[card.layout](card)


def title_of(card: PlainCard) -> list[str]:
    """The lines above the card."""
    if card.layout == "hebei":
        return ["部门整体支出绩效自评表", "填报单位：某县某局", "单位：万元"]
    if card.layout == "wuhan-overall":
        return ["整体绩效自评表", "单位名称：某区某局"]
    if card.layout == "wuhan":
        return [f"2021 年度{card.name}项目自评表", "单位名称：某区某局"]
    return ["项目支出绩效自评表", "（2021年度）"]


def _below(previous: PlainIndicator | None, item: PlainIndicator, block: str, level: int) -> str:
    """The heading cell of an indicator, or the mark that it is merged with the cell above."""
    same_goal = previous is not None and previous.goal == item.goal and previous.first == item.first
    if same_goal and previous is not None and (level == 1 or previous.second == item.second):
        return DOWN
    return block


def _headings(card: PlainCard) -> list[tuple[str, str]]:
    """The first and second heading cell of each indicator, weights in brackets where the card prints them."""
    weights = {(level, first): weight for level, _, weight, first in card.blocks}
    found: list[tuple[str, str]] = []
    previous: PlainIndicator | None = None
    for at, item in enumerate(card.indicators):
        pair = []
        for level, name in ((1, item.first), (2, item.second)):
            weight = weights.get((level, at))
            cell = name + (f"（{weight}分）" if weight else "")
            # A heading that prints its weight again is a cell of its own.
            pair.append(cell if weight else _below(previous, item, cell, level))
        found.append((pair[0], pair[1]))
        previous = item
    return found


def _beijing(card: PlainCard) -> list[Row]:
    rows: list[Row] = [
        ["项目名称", RIGHT, card.name, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        ["主管部门", RIGHT, "某局", RIGHT, RIGHT, "实施单位", RIGHT, "某区某局", RIGHT],
        ["项目负责人", RIGHT, "张某", RIGHT, RIGHT, "联系电话", RIGHT, "12345678", RIGHT],
        ["项目资金\n（万元）", RIGHT, "", "年初预\n算数", "全年预\n算数", "全年\n执行数", "分值", "执行率", "得分"],
    ]
    for at, row in enumerate(card.money):
        weight, score = (card.money_weight, card.money_score) if at == 0 else ("—", "—")
        rows.append([DOWN, RIGHT, row.label, row.initial, row.budget, row.executed, weight, row.rate, score])
    rows.append(["年度总体目标", RIGHT, "预期目标", RIGHT, RIGHT, "实际完成情况", RIGHT, RIGHT, RIGHT])
    rows.append([DOWN, RIGHT, card.goal, RIGHT, RIGHT, card.done, RIGHT, RIGHT, RIGHT])
    rows.append(
        [
            "绩\n效\n指\n标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度\n指标值",
            "实际\n完成值",
            "分值",
            "得分",
            "偏差原因分析及改进\n措施",
        ]
    )
    for (first, second), item in zip(_headings(card), card.indicators, strict=True):
        rows.append([DOWN, first, second, item.name, item.target, item.actual, item.weight, item.score, item.reason])
    rows.append(["总分", RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, card.total_weight, card.total_score, ""])
    return rows


def _wuhan(card: PlainCard) -> list[Row]:
    full, money = card.money_weight, card.money[0]
    side = f"年度绩效目标 1 ({100 - int(Decimal(full))}分)"
    rows: list[Row] = [
        ["项目名称", card.name, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        ["主管部门", "某区某局", RIGHT, "项目实施单位", "某区某局", RIGHT, RIGHT],
        ["项目类别", "1、部门预算项目 ☑ 2、市直专项 ☐ 3、市对下转移支付项目 ☐", RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        [
            f"预算执行情况 (万元) ({full}分)",
            "",
            "预算数 (A)",
            "执行数 (B)",
            "执行率 (B/A)",
            f"得分 ({full}分*执行率)",
            RIGHT,
        ],
        [DOWN, money.label, money.budget, money.executed, money.rate, card.money_score, RIGHT],
        [side, "一级指标", "二级指标", "三级指标", "年初目标值 (A)", "实际完成值 (B)", "得分"],
    ]
    for (first, second), item in zip(_headings(card), card.indicators, strict=True):
        rows.append([DOWN, first, second, item.name, item.target, item.actual, item.score])
    rows += [
        ["总分", card.total_score, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        ["偏差大或目标未完成原因分析", card.cause, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        ["改进措施及结果应用方案", "加快进度。", RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
    ]
    return rows


def _wuhan_overall(card: PlainCard) -> list[Row]:
    full, money = card.money_weight, card.money[0]
    basic, projects = card.amounts
    rows: list[Row] = [
        ["单位名称", "某区某局", RIGHT, RIGHT, RIGHT, RIGHT, RIGHT],
        [basic[0], f"{basic[1]} 万元", RIGHT, projects[0], f"{projects[1]} 万元", RIGHT, RIGHT],
        [
            f"预算执行情况 (万元) ({full}分)",
            "",
            "预算数 (A)",
            "执行数 (B)",
            "执行率 (B/A)",
            f"得分 ({full}分*执行率)",
            RIGHT,
        ],
        [DOWN, money.label, money.budget, money.executed, money.rate, card.money_score, RIGHT],
    ]
    headings = _headings(card)
    for number, (words, weight) in enumerate(card.goals):
        rows.append([f"年度绩效目标 {number + 1}:\n({weight}分)", words, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT])
        side = f"年度绩效指标 {number + 1}"
        rows.append([side, "一级指标", "二级指标", "三级指标", "年初目标值 (A)", "实际完成值 (B)", "得分"])
        for (first, second), item in zip(headings, card.indicators, strict=True):
            if item.goal == number:
                rows.append([DOWN, first, second, item.name, item.target, item.actual, item.score])
    rows.append(["总分", f"{card.total_score}分", RIGHT, RIGHT, RIGHT, RIGHT, RIGHT])
    rows.append(["偏差大或目标未完成原因分析", card.cause, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT])
    return rows


def _ningxia(card: PlainCard) -> list[Row]:
    rows: list[Row] = [
        ["专项（项目）名称", RIGHT, card.name, RIGHT, "负责人及电话", "张某 12345678", RIGHT],
        ["中央主管部门", RIGHT, "", RIGHT, "市县业务部门", "某市某局", RIGHT],
        ["自治区主管部门", RIGHT, "某区某局", RIGHT, "实施单位", "某市某局", RIGHT],
        ["项目资金（万元）", RIGHT, RIGHT, RIGHT, "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
    ]
    for row in card.money:
        rows.append(["", RIGHT, row.label, RIGHT, row.budget, row.executed, row.rate])
    rows.append(["年度总体目标", "年初设定目标", RIGHT, RIGHT, "全年实际完成情况", RIGHT, RIGHT])
    rows.append([DOWN, card.goal, RIGHT, RIGHT, card.done, RIGHT, RIGHT])
    rows.append(["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "全年完成值", "未完成原因和改进措施"])
    for (first, second), item in zip(_headings(card), card.indicators, strict=True):
        rows.append([DOWN, first, second, item.name, item.target, item.actual, item.reason])
    rows.append(["说明", "无", RIGHT, RIGHT, RIGHT, RIGHT, RIGHT])
    return rows


def _hebei(card: PlainCard) -> list[Row]:
    total, *parts = card.money
    rows: list[Row] = [
        ["一、预算执行情况", RIGHT, "预算安排情况（调整后）", RIGHT, "资金执行情况", RIGHT, "预算执行率"],
        [DOWN, RIGHT, "预算数：", total.budget, "执行数：", total.executed, total.rate],
    ]
    rows += [[DOWN, RIGHT, part.label, part.budget, part.label, part.executed, ""] for part in parts]
    rows.append(["一级指标", "二级指标", "三级指标", "指标内容", "评价标准", "分值", "自评得分"])
    for (first, second), item in zip(_headings(card), card.indicators, strict=True):
        rows.append([first, second, item.name, "是否按规定办理。", "全部符合得满分。", item.weight, item.score])
    rows.append(["", "合计", "", "", "", card.total_weight, card.total_score])
    rows.append(["三、绩效目标执行出现的偏差和采取的措施", card.cause, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT])
    return rows


def tab_lines(cards: list[PlainCard]) -> list[str]:
    """The cards as lines of text, cells apart by tabs, merged cells blank."""
    lines: list[str] = []
    for card in cards:
        lines += ["", *(part for title in title_of(card) for part in (title, ""))]
        lines += ["\t".join(_one_line(cell) for cell in row) for row in rows_of(card)]
    return [*lines, "", "第四部分 名词解释"]


def _one_line(cell: str | None) -> str:
    return "" if cell in (RIGHT, DOWN) else (cell or "").replace("\n", "")


def stacked_lines(cards: list[PlainCard]) -> list[str]:
    """The cards as lines of text, one cell behind a tab per line, rows apart by blank lines."""
    lines: list[str] = []
    for card in cards:
        lines += ["", *title_of(card)]
        for row in rows_of(card):
            for cell in row:
                if cell is not RIGHT:
                    lines += ("\t" + ("" if cell == DOWN else cell)).split("\n")
            lines.append("")
    return [*lines, "第四部分 名词解释"]


def text_document(lines: list[str]) -> Document:
    """The lines as the text reader gives them."""
    return Document("cards.txt", (Section(tuple(text_blocks(lines))),))


def grid_document(cards: list[PlainCard]) -> Document:
    """The cards as ruled grids with merged cells, as a Word or PDF file has them."""
    blocks: list[Paragraph | Grid] = []
    for page, card in enumerate(cards, 1):
        blocks += [Paragraph.of(text, place=Place(page=page)) for text in title_of(card)]
        blocks.append(_grid(card, page))
    blocks.append(Paragraph.of("第四部分 名词解释", place=Place(page=len(cards) + 1)))
    return Document("cards.docx", (Section(tuple(blocks)),))


def _grid(card: PlainCard, page: int) -> Grid:
    rows = rows_of(card)
    width = len(rows[0])
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], list[int]] = {}
    for at, row in enumerate(rows):
        column = 0
        while column < width:
            end = column + 1
            while end < width and row[end] is RIGHT:
                end += 1
            above = owner.get((at - 1, column))
            if row[column] == DOWN and above is not None and spans[above][1] == end - column:
                spans[above][0] = at - above[0] + 1
                head = above
            else:
                head = (at, column)
                spans[head] = [1, end - column]
            for covered in range(column, end):
                owner[at, covered] = head
            column = end
    cells = [
        Cell(
            at,
            column,
            "" if rows[at][column] == DOWN else (rows[at][column] or ""),
            row_span=high,
            column_span=wide,
            place=Place(page=page),
        )
        for (at, column), (high, wide) in spans.items()
    ]
    return Grid(f"card-{page}", (Column(),) * width, tuple(cells), place=Place(page=page))


# consistent cards by their own arithmetic

_UNITS = ("人次", "家", "场", "份", "件")
_FIELDS = ("培训", "巡查", "慰问", "普查", "宣传", "维修", "检测", "采购", "评审", "值守", "抽样", "登记")
_OBJECTS = (
    "社区站点",
    "养老机构",
    "中小学校",
    "湿地公园",
    "乡村道路",
    "文化场馆",
    "残疾儿童",
    "蔬菜基地",
    "老旧电梯",
    "森林防火",
)


def half_up(value: Decimal, places: int) -> Decimal:
    """The value rounded as accountants do."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def trimmed(value: Decimal) -> str:
    """A number without trailing zeros, as cards print it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@st.composite
def consistent_cards(draw: st.DrawFn, layout: str) -> list[PlainCard]:
    """One to three projects (for hebei one card) in which everything agrees."""
    count = 1 if layout == "hebei" else draw(st.integers(1, 3))
    subjects = draw(st.lists(st.sampled_from(_OBJECTS), min_size=count, max_size=count, unique=True))
    verbs = draw(st.lists(st.sampled_from(_FIELDS), min_size=count, max_size=count, unique=True))
    return [draw(_consistent(layout, subject, verb)) for subject, verb in zip(subjects, verbs, strict=True)]


@st.composite
def _consistent(draw: st.DrawFn, layout: str, subject: str, verb: str) -> PlainCard:
    budget = Decimal(draw(st.integers(1_000, 90_000_000))) / 100
    executed = half_up(budget * draw(st.integers(60, 100)) / 100, 2)
    rate = half_up(executed / budget * 100, 2)
    if layout == "hebei":
        return _consistent_overall(budget, executed, rate)
    weight = {"beijing": 10, "cost": 10, "wuhan": 20, "ningxia": 0}[layout]
    money_score = half_up(rate * weight / 100, 2)
    share = half_up(budget * draw(st.integers(10, 90)) / 100, 2)
    paid = min(half_up(executed * share / budget, 2), executed)
    whole = PlainMoney("年度资金总额", trimmed(budget), trimmed(budget), trimmed(executed), f"{trimmed(rate)}%")
    parts = (
        PlainMoney("其中：当年财政拨款", trimmed(share), trimmed(share), trimmed(paid)),
        PlainMoney("上年结转资金", trimmed(budget - share), trimmed(budget - share), trimmed(executed - paid)),
        PlainMoney("其他资金"),
    )
    items = _consistent_items(draw, layout, subject, verb, budget, executed)
    scores = sum((Decimal(item.score) for item in items), Decimal(0)) if layout != "ningxia" else Decimal(0)
    printed = PlainCard(
        layout,
        f"{subject}{verb}经费",
        (whole, *parts),
        items,
        str(weight),
        trimmed(money_score),
        "100",
        trimmed(money_score + scores),
        goal=f"完成{subject}的{verb}工作，达到年初确定的标准。",
        done=f"已完成{subject}的{verb}工作，达到年初确定的标准。",
    )
    if layout == "wuhan":
        money = (PlainMoney("年度财政资金总额", "", whole.budget, whole.executed, whole.rate),)
        return replace(
            printed, money=money, total_weight="", goal="", done="", cause="执行进度慢于计划。", blocks=_blocks(items)
        )
    if layout == "ningxia":
        money = tuple(replace(row, initial="") for row in printed.money)
        return replace(printed, money=money, money_weight="", money_score="", total_weight="", total_score="")
    return printed


def _consistent_items(
    draw: st.DrawFn, layout: str, subject: str, verb: str, budget: Decimal, executed: Decimal
) -> tuple[PlainIndicator, ...]:
    target = draw(st.integers(20, 4000))
    actual = target + draw(st.integers(0, target // 5))
    unit = draw(st.sampled_from(_UNITS))
    percent = draw(st.integers(60, 95))
    cost = ("成本指标", "经济成本指标") if layout == "cost" else ("产出指标", "成本指标")
    bare = draw(st.booleans()) and layout != "wuhan"
    spent = trimmed(executed) if bare else f"{trimmed(executed)}万元"
    limit = trimmed(budget) if bare else f"≤{trimmed(budget)}万元"
    named = f"{verb}成本≤{trimmed(budget)}万元" if bare else f"{verb}成本"
    found = [
        ("产出指标", "数量指标", f"{subject}{verb}数量", f"≥{target}{unit}", f"{actual}{unit}"),
        ("产出指标", "数量指标", f"{verb}报告数量", "1份", "1份"),
        ("产出指标", "质量指标", f"{verb}合格率", f"≥{percent}%", f"{percent + 5}%"),
        ("产出指标", "时效指标", f"{verb}完成时间", "12月底前", "11月"),
        (*cost, named, limit, spent),
        ("效益指标", "社会效益指标", f"{subject}条件改善", "有所改善", "有所改善"),
        ("效益指标", "可持续影响指标", f"{verb}长效机制", "健全", "健全"),
        ("满意度指标", "服务对象满意度指标", f"{subject}群众满意度", "≥90%", "95%"),
    ]
    weights = ["15", "5", "10", "10", "10", "20", "10", "10"]
    if layout == "wuhan":
        weights = ["8", "7", "10", "10", "5", "20", "10", "10"]
        found[-1] = ("效益指标", *found[-1][1:])
    if layout == "ningxia":
        return tuple(PlainIndicator(*item, reason="无") for item in found)
    if layout == "cost":
        # 成本指标 comes first there.
        found.insert(0, found.pop(4))
        weights.insert(0, weights.pop(4))
    shown = [("" if layout == "wuhan" else weight, weight) for weight in weights]
    return tuple(PlainIndicator(*item, weight, score) for item, (weight, score) in zip(found, shown, strict=True))


def _blocks(items: tuple[PlainIndicator, ...]) -> tuple[tuple[int, str, str, int], ...]:
    """Weights of headings by adding up what stands under them."""
    found: list[tuple[int, str, str, int]] = []
    for at, item in enumerate(items):
        for level, name in ((1, item.first), (2, item.second)):
            before = items[at - 1] if at else None
            if before is None or before.first != item.first or (level == 2 and before.second != item.second):
                same = [
                    other
                    for other in items[at:]
                    if other.first == item.first and (level == 1 or other.second == item.second)
                ]
                total = sum((Decimal(other.weight or other.score) for other in same), Decimal(0))
                found.append((level, name, trimmed(total), at))
    return tuple(found)


def _consistent_overall(budget: Decimal, executed: Decimal, rate: Decimal) -> PlainCard:
    names = (
        ("投入", "目标管理", "目标科学性", "7", "7"),
        ("投入", "目标管理", "指标科学性", "3", "3"),
        ("投入", "预算编制", "编制完整性", "10", "9.5"),
        ("过程（执行）", "预算执行", "支出进度", "12", "12"),
        ("过程（执行）", "预算执行", "资金使用合规性", "13", "13"),
        ("过程（执行）", "预算管理", "管理制度健全性", "15", "15"),
        ("产出", "数量指标", "服务人数", "10", "10"),
        ("产出", "质量指标", "合格率情况", "15", "14"),
        ("效果", "履职效益", "部门整体效益", "9", "8"),
        ("效果", "履职效益", "社会公众评价", "6", "6"),
    )
    items = tuple(
        PlainIndicator(first, second, name, "", "", weight, score) for first, second, name, weight, score in names
    )
    items = tuple(replace(item, first=item.first.replace("（", "(").replace("）", ")")) for item in items)
    total = sum((Decimal(item.score) for item in items), Decimal(0))
    return PlainCard(
        "hebei",
        "",
        (
            PlainMoney("预算数：", "", trimmed(budget), trimmed(executed), f"{trimmed(rate)}%"),
            PlainMoney("其中：财政资金", "", trimmed(budget), trimmed(executed)),
            PlainMoney("其他"),
        ),
        items,
        total_weight="100",
        total_score=trimmed(total),
        blocks=_blocks(items),
        cause="完成时限得分低，今后加快进度。",
    )


LAYOUTS = ("beijing", "cost", "wuhan", "ningxia", "hebei")
KINDS = {
    layout: CardKind.OVERALL if layout in ("hebei", "wuhan-overall") else CardKind.PROJECT
    for layout in (*LAYOUTS, "wuhan-overall")
}
