"""Lists of projects and 摘要版 tables as plain figures, printed by their own layout, and read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Place, Section
from juesuan_gui.reading.text.file import text_blocks
from juesuan_gui.report.cards import Card, CardFigure, CardKind
from tests.generator.cards import PlainCard


@dataclass(frozen=True)
class PlainList:
    """A list or a 摘要版 table: ``rows`` are (name, budget, executed, score) or (label, share, weight, score)."""

    kind: str
    name: str
    rows: tuple[tuple[str, str, str, str], ...]


def list_from(data: dict[str, Any]) -> PlainList:
    """A list of the test data."""
    return PlainList(data["kind"], data["name"], tuple((a, b, c, d) for a, b, c, d in data["rows"]))


def plain_list(card: Card) -> PlainList:
    """What the reader found, as plain figures."""

    def text(figure: CardFigure | None, sign: str = "") -> str:
        return "" if figure is None or figure.number is None else f"{figure.number:f}{sign}"

    if card.kind is CardKind.LISTING:
        projects = [
            (item.name.text.strip(), text(item.budget), text(item.executed), text(item.score)) for item in card.projects
        ]
        return PlainList("listing", "", tuple(projects))
    lines = [
        ("".join(line.label.text.split()), text(line.share, "%"), text(line.weight), text(line.score))
        for line in card.lines
    ]
    return PlainList("summary", card.name, tuple(lines))


def titles_of(item: PlainList) -> list[str]:
    """The lines above a list."""
    if item.kind == "listing":
        return ["分项绩效项目清单", "单位：万元"]
    return [f"2020年度{item.name}项目自评结果" if item.name else "整体绩效自评结果", "（摘要版）"]


def rows_of(item: PlainList) -> list[list[str]]:
    """The list as a ruled table."""
    if item.kind == "listing":
        rows = [["序号", "项目名称", "预算数", "执行数", "结余交回财政数", "自评得分", "分项项目绩效目标", "完成情况"]]
        rows += [["", "", "（调整后）", "（至2021年底）", "", "", "", ""]]
        rows += [
            [str(at), name, budget, executed, "", score, "", ""]
            for at, (name, budget, executed, score) in enumerate(item.rows, 1)
        ]
        return [*rows, *([str(at), "", "", "", "", "", "", ""] for at in range(len(item.rows) + 1, 25))]
    return [["评价指标", "权重", "评级分值", "自评得分"], *([a, b, f"{c}分", f"{d} 分"] for a, b, c, d in item.rows)]


TABLE_HEAD = (
    *("序号", "项目名称", "年初预算数", "全年预算数", "全年执行数", "执行率（%）"),
    *("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因", "总分"),
)


def rows_of_cards(cards: list[PlainCard], *, repeated: bool = False) -> list[list[str]]:
    """Many project cards as one table, a row for each indicator; ``repeated`` prints the project on every row."""
    rows = [list(TABLE_HEAD)]
    for number, card in enumerate(cards, 1):
        total = card.money[0]
        head = [str(number), card.name, total.initial, total.budget, total.executed, total.rate.rstrip("%")]
        above: tuple[str, str] = ("", "")
        for at, item in enumerate(card.indicators):
            first = item.first if repeated or item.first != above[0] else ""
            second = item.second if repeated or (item.first, item.second) != above else ""
            above = (item.first, item.second)
            own = head if at == 0 or repeated else [""] * len(head)
            score = card.total_score if at == 0 or repeated else ""
            rows.append(
                [*own, first, second, item.name, item.target, item.actual, item.weight, item.score, item.reason, score]
            )
    return rows


def list_lines(item: PlainList) -> Document:
    """The list as lines of text."""
    lines = [*titles_of(item), *("\t".join(row) for row in rows_of(item)), "", "第四部分 名词解释"]
    return Document("list.txt", (Section(tuple(text_blocks(lines))),))


def list_grid(item: PlainList) -> Document:
    """The list as a ruled grid."""
    rows, place = rows_of(item), Place(page=1)
    cells = [Cell(at, column, text, place=place) for at, row in enumerate(rows) for column, text in enumerate(row)]
    grid = Grid("list", (Column(),) * len(rows[0]), tuple(cells), place=place)
    return Document("list.docx", (Section((*(Paragraph.of(text, place=place) for text in titles_of(item)), grid)),))
