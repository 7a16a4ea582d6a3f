"""Who is named on a card comes into the report that is made of it; a card that names nobody names nobody."""

from __future__ import annotations

import pytest

from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report.card_contents import content_from
from tests.cards.published import form
from tests.generator.cards import text_document

CARD = """项目支出绩效自评表
（2021年度）
项目名称→护林经费→→→→→→
主管部门→某局→→→实施单位→某站→→
{people}
项目资金（万元）→→年初预算数→全年预算数→全年执行数→分值→执行率→得分
→年度资金总额→10→10→10→10→100%→10
绩效指标→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分
→产出指标→数量指标→巡山次数→≥12次→12次→90→90
总分→→→→→→100→100
{below}"""


def _people(form_id: str, card: str, people: str = "", below: str = "") -> tuple[tuple[str, str], list[str]]:
    text = CARD.format(people=people, below=below).replace("\n\n", "\n")
    (read,) = read_cards(text_document(text.replace("→", "\t").split("\n"))).cards
    layout = form(form_id).scorecards[card]
    (fields, _), left = content_from(read, layout)
    return (fields.get("contact", ""), fields.get("telephone", "")), left


@pytest.mark.parametrize(
    ("people", "below", "expected"),
    [
        ("项目负责人→甲某→→→联系电话→010-0000→→", "", ("甲某", "010-0000")),
        ("项目负责人→→→→联系电话→010-0000→→", "", ("", "010-0000")),
        ("项目负责人→→→→联系电话→→→", "", ("", "")),
        ("", "填报人：甲某　联系电话：010-0000", ("甲某", "010-0000")),
        ("", "填报人: 甲某", ("甲某", "")),
        ("", "", ("", "")),
    ],
)
def test_people_come_in_where_the_card_has_cells_for_them(people: str, below: str, expected: tuple[str, str]) -> None:
    assert _people("beijing-2021", "project", people, below) == (expected, [])


def test_people_that_a_layout_has_no_cell_for_are_told() -> None:
    found, left = _people("wuhan-2020", "project", "项目负责人→甲某→→→联系电话→010-0000→→")
    assert found == ("", "") and {"项目负责人", "联系电话"} <= set(left)
