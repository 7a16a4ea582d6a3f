"""Checks of wording and print where something is blank, unread or rounded: neither right nor wrong is made of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from juesuan_gui.examined_text import UnreadText
from tests.examination.test_words_and_print import BODY, COVER, EVEN, PART, RUNNING, STAFF, basic_table, many, pension
from tests.examination.texts import examined, found, total_table


def why(lines: Sequence[str], quote: str) -> list[UnreadText]:
    return [item for item in examined(lines).unread if quote in item.quote]


@pytest.mark.parametrize("entry", ["", "二、支□决算情□说明", "二、……………… 5", "（以下目录扫描不清）"])
def test_an_unread_entry_of_the_contents_is_no_difference(entry: str) -> None:
    contents = ["目  录", "第一部分 某局概况", "一、主要职能", "第二部分 情况说明", "一、收入决算情况说明", entry]
    assert not found(["某局2020年度部门决算", *contents, *BODY], "F02")


@pytest.mark.parametrize("amount", ["", "扫描不清", "88.9O", "0.0"])
def test_an_unread_amount_has_no_decimals(amount: str) -> None:
    lines = many([*EVEN, amount])
    assert not found(lines, "F09")
    assert bool(why(lines, amount)) is (amount in ("扫描不清", "88.9O")) if amount else True


def test_rounded_amounts_keep_their_decimals() -> None:
    """98.90 rounded to its place is printed 98.90; only the cut zero is a habit broken."""
    assert not found(many([*EVEN, "98.90"]), "F09")
    assert len(found(many([*EVEN, "98.9"]), "F09")) == 1


@pytest.mark.parametrize(
    "title", ["2020年度□□决算情况说明", "2020年度决算情况说明", "2020年度单 位 情况说明", "二〇二〇年度单位决算"]
)
def test_a_title_without_a_readable_kind_says_nothing(title: str) -> None:
    assert not found([*COVER, PART, "一、收入决算情况说明", title, "没有其他事项。"], "F11")


def test_a_cover_without_a_kind_gives_none_to_the_titles() -> None:
    assert not found(["某县某局2020年度决算", "", "2020年度单位决算情况说明", "一、收入决算情况说明", "没有。"], "F11")


@pytest.mark.parametrize("code", ["", "3O1O2", "30-1"])
def test_an_unread_code_stands_in_no_wrong_block(code: str) -> None:
    moved = (code, "津贴补贴" if code else "", "4.00" if code else "")
    lines = [*COVER, *basic_table(STAFF[:2], [*RUNNING, moved]), "", PART, *BODY]
    assert [item for item in found(lines, "F16") if code in item.spot.quote and code] == []


@pytest.mark.parametrize(
    "amounts",
    [
        # Blank, unread, rounded to the same last digit, and one digit apart.
        ["", "", "9.00"],
        ["扫描不清", "扫描不清", "9.00"],
        ["12300.00", "12300.00"],
        ["12345.67", "12345.68"],
    ],
)
def test_amounts_that_are_not_there_are_not_alike(amounts: list[str]) -> None:
    assert not found(many(amounts), "S07")


@pytest.mark.parametrize("name", ["", "行政事业单位□□休", "□□□□"])
def test_an_unread_name_is_no_old_name(name: str) -> None:
    assert not found(pension(name), "S10")


def test_a_report_of_no_known_year_has_no_wrong_reason() -> None:
    lines = ["某县某局部门决算", *total_table(), "一、收入决算情况说明", "支出减少，主要原因是受疫情影响。"]
    lines = [line.replace("2020年度", "") for line in lines]
    assert not found(lines, "S11")
