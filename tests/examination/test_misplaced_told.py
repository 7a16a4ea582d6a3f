"""A figure beside another name than the one it is told with: one witness proves it where no sum can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from juesuan_gui.checks.misplaced_told import told_misplacements
from juesuan_gui.checks.observations import Spot
from juesuan_gui.checks.text.tied_text import ToldCell
from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.misplaced_by_text import straighten_by_text
from juesuan_gui.misplaced_figures import Straightened
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated, TableKey
from tests.examination.test_misplaced import FORM, audited, ledger, recognised_of, revive
from tests.generator.ledger import Cells
from tests.generator.reports import printed

AMOUNT = "金额"
#: In the ledger of this seed: 会议费, beside a blank line.
SEED, TOLD_ROW, BLANK_ROW = 3, "30215", "30214"
#: In that of this seed: 养老保险缴费, which T5 tells too, beside a blank line.
OTHER_SEED, TWICE_ROW, BLANK_BESIDE = 21, "30108", "30107"


def cell(table: str, row: str, column: str = AMOUNT) -> Address:
    return TableKey(table).cell(row, column)


def beside(row: str, other: str, value: int | None = None, seed: int = SEED) -> Cells:
    """The report with one figure of T6 on the line of another."""
    cells = dict(ledger(seed))
    figure = cells.pop(("T6", row, AMOUNT))
    cells["T6", other, AMOUNT] = figure if value is None else value
    return cells


def slips(cells: Cells, told: Mapping[Address, int]) -> list[dict[tuple[str, str], tuple[str, str] | None]]:
    """Where the figures that are found beside the wrong names belong."""
    recognised = recognised_of(cells)
    rows = {table.id: table.row_keys for table in recognised.tables}
    found = told_misplacements(FORM, revive(recognised), told, rows)
    return [dict(item.misplacement.moves) for item in found]


TRUE = ledger(SEED)["T6", TOLD_ROW, AMOUNT]


def test_a_line_of_a_group_is_placed_by_what_the_text_tells() -> None:
    cells = beside(TOLD_ROW, BLANK_ROW)
    (moves,) = slips(cells, {cell("T6", TOLD_ROW): TRUE})
    assert moves[BLANK_ROW, AMOUNT] == (TOLD_ROW, AMOUNT)
    # Nobody tells it; both lines are told so; the figure is one of many; it does not stand beside its name.
    assert not slips(cells, {})
    assert not slips(cells, {cell("T6", TOLD_ROW): TRUE, cell("T6", BLANK_ROW): TRUE})
    assert not slips(beside(TOLD_ROW, BLANK_ROW, 50_000_00), {cell("T6", TOLD_ROW): 50_000_00})
    assert not slips(beside(TOLD_ROW, "30211"), {cell("T6", TOLD_ROW): TRUE})
    assert not slips(dict(ledger(SEED)), {cell("T6", TOLD_ROW): TRUE})


def test_the_sum_of_one_part_is_no_other_place_for_it() -> None:
    """303 with one figure: its own line and the sum above it show the same."""
    cells = {key: value for key, value in ledger(SEED).items() if not (key[0] == "T6" and key[1].startswith("303"))}
    cells["T6", "303", AMOUNT] = cells["T6", "30302", AMOUNT] = 493_749
    (moves,) = slips(cells, {cell("T6", "30301"): 493_749})
    assert moves["30302", AMOUNT] == ("30301", AMOUNT)


def test_a_slip_that_would_break_what_holds_is_none() -> None:
    """T1: the text gives the figure of a class to the blank one beside it, but T3 says where it belongs."""
    order = [row for row in FORM.table("T1").rows if ("T1", row, "决算数") in ledger(SEED)]
    filled = next(row for row in order if row.endswith("支出") and ledger(SEED)["T1", row, "决算数"])
    every = list(FORM.table("T1").rows)
    blank = next(row for row in every[every.index(filled) + 1 :] if not ledger(SEED).get(("T1", row, "决算数")))
    cells = {**ledger(SEED), ("T1", blank, "决算数"): 0}
    told = {cell("T1", blank, "决算数"): cells["T1", filled, "决算数"]}
    assert not slips(cells, told)


def test_several_lines_that_slipped_together_need_no_blank_among_them() -> None:
    cells = dict(ledger(SEED))
    first, second = cells["T6", "30108", AMOUNT], cells["T6", "30109", AMOUNT]
    cells["T6", "30109", AMOUNT], cells["T6", "30110", AMOUNT] = first, second
    del cells["T6", "30108", AMOUNT]
    (moves,) = slips(cells, {cell("T6", "30108"): first, cell("T6", "30109"): second})
    assert moves["30109", AMOUNT] == ("30108", AMOUNT) and moves["30110", AMOUNT] == ("30109", AMOUNT)


@pytest.mark.parametrize("unit", [Unit.YUAN, Unit.WAN_YUAN])
def test_another_table_that_states_the_same_is_a_witness_of_less_weight(unit: Unit) -> None:
    recognised = recognised_of(beside(TWICE_ROW, BLANK_BESIDE, seed=OTHER_SEED), unit)
    live = revive(recognised)
    before = Straightened((), audited(live))
    found = straighten_by_text(before, recognised, FORM, live, {}, revive)
    assert [(item.check, item.level.value, item.spot.row) for item in found.observations] == [
        ("F25", "warning", BLANK_BESIDE)
    ]
    # A line that was not read is not blank.
    unread = tuple(
        replace(item, stated=Stated(None, Origin.IMPORTED, unread="？"))
        if (item.address.table, item.address.row) == ("T6", BLANK_BESIDE)
        else item
        for table in recognised.tables
        for item in table.figures
        if table.id == "T6"
    )
    tables = tuple(replace(table, figures=unread) if table.id == "T6" else table for table in recognised.tables)
    recognised = replace(recognised, tables=tables)
    live = revive(recognised)
    assert not straighten_by_text(before, recognised, FORM, live, {}, revive).observations


def test_two_columns_swapped_are_one_root_of_what_they_break() -> None:
    """“三公”: 出国 and 接待 changed places; their sum notices nothing, each alone is more than its budget."""
    seed, one, other = 21, "决算因公出国（境）费", "决算公务接待费"
    cells = dict(ledger(seed))
    true = {column: cells["T7", AMOUNT, column] for column in (one, other)}
    cells["T7", AMOUNT, one], cells["T7", AMOUNT, other] = true[other], true[one]
    recognised = recognised_of(cells)
    live = revive(recognised)
    before = Straightened((), audited(live))
    told = {
        cell("T7", AMOUNT, column): ToldCell(printed(value, Unit.YUAN).quantity(), f"{value / 100}元", Spot(Place()))
        for column, value in true.items()
    }
    found = straighten_by_text(before, recognised, FORM, live, told, revive)
    assert [(item.check, item.level.value) for item in found.observations] == [("F25", "error")]
    consistent = {item.key for item in audited(revive(recognised_of(dict(ledger(seed))))).findings}
    followers = {item.key for item in found.result.findings if item.root == found.observations[0].key}
    assert followers and followers == {item.key for item in found.result.findings} - consistent
    # One of the two alone tells that a figure is wrong, not where it belongs.
    alone = {address: item for address, item in told.items() if address.column == one}
    assert not straighten_by_text(before, recognised, FORM, live, alone, revive).observations
