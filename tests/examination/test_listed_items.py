"""What the text lists under 基本支出 against the rows of the table: only what is printed empty is asked about."""

from __future__ import annotations

import pytest

from juesuan_gui.forms import Level
from tests.examination.texts import form_of, found

#: 科目 of the block of 公用经费 and what the table prints for them.
AMOUNTS = {"30201": "100.00", "30202": "20.00", "30203": "", "30204": "0.00", "30205": "30.00", "30206": "5.00"}
NAMES = {row.key: row.label for row in form_of().table("T6").rows.values() if row.code}


def report(sentence: str, amounts: dict[str, str] = AMOUNTS, heading: str = "六、基本支出决算情况说明") -> list[str]:
    rows = ["302\t商品和服务支出\t155.00", *(f"{code}\t{NAMES[code]}\t{text}" for code, text in amounts.items())]
    table = [
        "2020年度一般公共预算财政拨款基本支出决算表",
        "金额单位：万元",
        "",
        "经济分类科目编码\t科目名称\t金额",
        *rows,
        "",
    ]
    return ["某局2020年度部门决算", *table, "第三部分 2020年度部门决算情况说明", heading, sentence]


def listed(*names: str, end: str = "") -> str:
    return f"公用经费155.00万元，主要包括：{'、'.join(names)}{end}。"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (listed("办公费", "印刷费", "水费", "电费"), []),
        (listed("办公费", "印刷费", "咨询费", "水费", "电费", end="等"), ["咨询费"]),
        (listed("办公费", "印刷费", "手续费", "水费", "电费"), ["手续费"]),
        # What the table prints no row for says nothing, and neither does a list of other words.
        (listed("办公费", "印刷费", "邮电费", "水费", "电费"), []),
        (listed("办公", "印刷", "咨询", "水电", "其他日常开支"), []),
        # Mostly empty: the list of another table.
        (listed("咨询费", "手续费", "办公费"), []),
        ("公用经费155.00万元。", []),
    ],
)
def test_only_items_that_the_table_prints_empty_are_asked_about(sentence: str, named: list[str]) -> None:
    items = [item for item in found(report(sentence), "N6-01") if item.key.startswith("N6-01|所列科目")]
    assert [name for item in items for name in NAMES.values() if name in item.message] == named
    assert all(item.level is Level.INFO for item in items)


def test_a_list_of_another_section_is_left_alone() -> None:
    sentence = listed("办公费", "印刷费", "咨询费", "水费", "电费")
    assert not [
        item for item in found(report(sentence, heading="十、机关运行经费说明"), "N6-01") if "包括" in item.message
    ]
