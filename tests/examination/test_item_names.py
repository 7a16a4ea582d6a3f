"""Items of 具体情况 that the table has under another name."""

from __future__ import annotations

import pytest

from juesuan_gui.forms import Level
from tests.examination.texts import examined, general_table

ROWS = (
    ("", "合计", "150.00", "100.00", "50.00"),
    ("204", "公共安全支出", "150.00", "100.00", "50.00"),
    ("20406", "司法", "100.25", "100.00", "0.25"),
    ("2040607", "公共法律服务", "100.25", "100.00", "0.25"),
    ("20499", "其他公共安全支出", "49.75", "", "49.75"),
    ("2049999", "其他公共安全支出", "49.75", "", "49.75"),
)
HEADING = "五、一般公共预算财政拨款支出决算情况说明"


def renamed(
    *paths: str, rows: tuple[tuple[str, str, str, str, str], ...] = ROWS
) -> list[tuple[str | None, str | None]]:
    told = [f"{number}.公共安全支出（类）{path}元，主要用于：服务。" for number, path in enumerate(paths, 1)]
    lines = [*general_table(rows), HEADING, "一般公共预算财政拨款支出150.00元。其中：", *told]
    found = [item for item in examined(lines).observations if item.key.startswith("N5-03|名称")]
    assert all(item.level is Level.WARNING for item in found)
    return [(item.stated, item.expected) for item in found]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("司法（款）公共法律服务（项）100.25", []),
        ("司法（款）公共法律服务支出（项）100.25", []),
        ("司法（款）法律援助（项）100.25", [("法律援助", "公共法律服务")]),
        ("其他公共安全支出（款）公共法律服务（项）100.25", [("其他公共安全支出", "司法")]),
        ("司法（款）法律援助（项）88.80", []),
    ],
)
def test_an_amount_of_one_row_shows_what_the_name_should_be(first: str, expected: list[tuple[str, str]]) -> None:
    assert renamed(first, "其他公共安全支出（款）其他公共安全支出（项）49.75") == expected


def test_an_amount_of_two_rows_says_nothing_about_a_name() -> None:
    rows = (
        *ROWS[:2],
        ("20406", "司法", "100.25", "100.00", "0.25"),
        ROWS[3],
        ("20405", "法院", "100.25", "", "100.25"),
    )
    twice = (*rows, ("2040501", "行政运行", "100.25", "", "100.25"))
    assert not renamed("司法（款）法律援助（项）100.25", rows=twice)


def test_a_row_without_a_name_says_nothing_about_one() -> None:
    rows = (*ROWS[:3], ("2040607", "", "100.25", "100.00", "0.25"), *ROWS[4:])
    assert not renamed("司法（款）法律援助（项）100.25", rows=rows)
