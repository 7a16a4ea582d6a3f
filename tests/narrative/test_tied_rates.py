"""A rate that stands alone in the text is held against the two cells of the table that it is made of."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from juesuan_gui.checks import Wording
from juesuan_gui.checks.text.tied_text import judge_tied
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties
from juesuan_gui.report import Origin, Report, Slot, SlotEdit, SlotKind, Stated, TableKey, TableMark, compose
from tests.generator.reports import TEMPLATES, codes
from tests.narrative.texts import read

NATIONAL = load_form("national-2020", [TEMPLATES])
BOOK = RuleBook(NATIONAL)
HEAD = "七、“三公”经费财政拨款支出决算情况说明"
FILLED = {"决算公务接待费": 8_500_000, "预算公务接待费": 10_000_000, "决算合计": 8_500_000, "预算合计": 10_000_000}


def judged(text: str, cells: Mapping[str, int], unread: str = "") -> tuple[set[tuple[str, str | None]], int]:
    """(level, expected) of what differs from the table, and how many statements agree."""
    report = Report(NATIONAL)
    table = TableKey("T7")
    edits = [
        SlotEdit(
            Slot.figure(table.cell("金额", name)),
            None,
            Stated(
                None if name == unread else exact_money(value),
                Origin.IMPORTED,
                unread="看不清" if name == unread else "",
            ),
        )
        for name, value in cells.items()
    ]
    edits.append(SlotEdit(Slot(SlotKind.TABLE, tuple(table)), None, TableMark.IMPORTED))
    report.apply(compose("试", edits))
    live = LiveReport(report, codes(), BOOK)
    met = tied(statements_of(read(HEAD, text)), load_ties(NATIONAL), live)
    differing, agreeing = judge_tied(met, live, Wording(live), {})
    return {(item.level.value, item.expected) for item in differing}, len(agreeing)


@pytest.mark.parametrize(
    ("rate", "expected"), [("85", None), ("85.0", None), ("85.4", "85.0%"), ("58", "85%"), ("84.6", "85.0%")]
)
def test_a_rate_alone_is_proved_by_the_table(rate: str, expected: str | None) -> None:
    found, agreeing = judged(f"公务接待费完成预算的{rate}%，主要用于接待。", FILLED)
    assert found == ({("warning", expected)} if expected else set())
    assert agreeing == (not expected)


def test_the_control_rate_of_all_three_kinds() -> None:
    assert judged("“三公”经费控制率为75%。", FILLED)[0] == {("warning", "85%")}
    assert not judged("“三公”经费控制率为85%。", FILLED)[0]


def test_a_rate_beside_its_own_budget_is_the_texts_matter() -> None:
    text = "公务接待费年初预算9.00万元，支出决算8.50万元，完成预算的94.44%。"
    assert all(expected != "85.00%" for _, expected in judged(text, FILLED)[0])


def test_no_budget_in_the_table_or_a_cell_that_was_not_read_says_nothing() -> None:
    text = "公务接待费完成预算的50%，主要用于接待。"
    assert judged(text, {**FILLED, "预算公务接待费": 0}) == (set(), 0)
    assert judged(text, FILLED, unread="预算公务接待费") == (set(), 0)
