"""XY-04 asks for a reason at its limits and not before; XY, XB and XZ wait until there is something to compare."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from juesuan_gui.figures import exact_money
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import CodedRow, Slot, SlotEdit, SlotKind, TableKey, compose
from tests.checks.desk import Desk

DeskOf = Callable[[str, str], Desk]
OTHER = ("XY-", "XB-", "XZ-")
TOTAL = Address("T1", "本年支出合计", "决算数", period=Period.PRIOR)
ITEM = Address("T3", "2101502", "本年支出合计", period=Period.PRIOR)
LIMIT = 10_000_000  # 10 万元


def fired(desk: Desk, check: str, rule: int) -> list[Address | None]:
    return [item.subject for item in desk.findings() if (item.check, item.instance.rule + 1) == (check, rule)]


def this_year(desk: Desk, cell: Address) -> int:
    figure = desk.live.shown(cell._replace(period=Period.THIS))
    assert figure is not None
    return int(figure.value)


@pytest.mark.parametrize("form_id", ["national-2020", "ningxia-2020", "variant-2020"])
def test_without_another_year_or_the_accounts_nothing_is_asked(desk_of: DeskOf, form_id: str) -> None:
    desk = desk_of(form_id, "rich")
    assert not [item for item in desk.live.instances() if item.check.startswith(OTHER)]


def test_a_total_may_move_by_a_fifth(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "years")
    now = this_year(desk, TOTAL)
    # Up by exactly 20% of what it was, and one 分 more.
    base = now * 5 // 6
    with desk.stated(TOTAL, exact_money(base + (1 if now * 5 % 6 else 0))):
        assert fired(desk, "XY-04", 1) == []
    with desk.stated(TOTAL, exact_money(base - 1)):
        assert fired(desk, "XY-04", 1) == [TOTAL._replace(period=Period.THIS)]
    with desk.stated(TOTAL, None):
        assert fired(desk, "XY-04", 1) == []
    with desk.stated(TOTAL, None, unread="看不清"):
        assert fired(desk, "XY-04", 1) == []
        assert any(item.check == "XY-04" for item in desk.audit.result().unread)


def test_an_item_may_move_by_three_tenths_or_ten_thousands(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "years")
    now = this_year(desk, ITEM)
    subject = ITEM._replace(period=Period.THIS)
    for before, asked in (
        (now - LIMIT, False),
        (now + LIMIT, False),
        (now * 10 // 13 + 1, False),
        (now * 10 // 13 - 1, True),
        (now * 2, True),
    ):
        with desk.stated(ITEM, exact_money(before)):
            assert (subject in fired(desk, "XY-04", 2)) is asked, before


def test_what_only_one_year_has_is_asked_about(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "years")
    with desk.stated(ITEM, None):
        assert ITEM._replace(period=Period.THIS) in fired(desk, "XY-04", 2)
    # What only last year had is looked for among its items; where last year's are not there, among the 类.
    key = TableKey("T3", Period.PRIOR)
    row = Slot(SlotKind.ROW, (*key, "2140199"))
    desk.apply(
        compose("上年的科目", [SlotEdit(row, desk.report.value(row), CodedRow("2140199", "其他公路水路运输支出"))])
    )
    gone = key.cell("2140199", "本年支出合计")
    present = {cell.row for cell in desk.report.figures() if cell.table == "T3" and cell.period == Period.THIS}
    assert gone.row not in present
    with desk.stated(gone, exact_money(LIMIT)):
        assert fired(desk, "XY-04", 4) == []
    with desk.stated(gone, exact_money(LIMIT + 1)):
        assert fired(desk, "XY-04", 4) == [gone]
    with desk.stated(gone, None, unread="看不清"):
        assert fired(desk, "XY-04", 4) == []
    total = Address("T3", "合计", "本年支出合计", period=Period.PRIOR)
    of_class = Address("T1", "国防支出", "决算数", period=Period.PRIOR)
    with desk.stated(of_class, exact_money(LIMIT + 1)):
        assert fired(desk, "XY-04", 3) == []
        with desk.stated(total, None):
            assert fired(desk, "XY-04", 3) == [of_class._replace(period=Period.THIS)]
    with desk.stated(of_class, exact_money(LIMIT)), desk.stated(total, None):
        assert fired(desk, "XY-04", 3) == []
    with desk.stated(of_class, None, unread="看不清"), desk.stated(total, None):
        assert fired(desk, "XY-04", 3) == []


def test_last_year_is_never_to_blame(desk_of: DeskOf) -> None:
    desk = desk_of("ningxia-2020", "years")
    for cell in (
        Address("T1", "年末结转和结余", "决算数", period=Period.PRIOR),
        Address("T1", "其他收入", "决算数", basis=Basis.ACCOUNTS),
        Address("T7", "金额", "预算公务接待费", basis=Basis.FULL_BUDGET),
    ):
        before = desk.live.shown(cell)
        with desk.stated(cell, exact_money((0 if before is None else int(before.value)) + 3_000_000)):
            found = desk.findings()
            assert found
            assert {item.culprit for item in found} == {None}


def test_rounded_figures_of_two_years_agree_within_their_last_digit(desk_of: DeskOf) -> None:
    desk = desk_of("national-2020", "years")
    start = desk.live.shown(Address("T1", "年初结转和结余", "决算数"))
    assert start is not None and not start.exact
    end = Address("T1", "年末结转和结余", "决算数", period=Period.PRIOR)
    # Last year's file was in 元 to the 分: anything that prints as this year's figure is the same.
    for fen, asked in ((4_900, False), (-4_900, False), (2 * start.step, True)):
        with desk.stated(end, exact_money(int(start.value) + int(fen))):
            assert bool(fired(desk, "XY-01", 1)) is asked, fen
