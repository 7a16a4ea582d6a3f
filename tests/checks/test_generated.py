"""Reports generated from ledgers by independent arithmetic are consistent, and a draft computes the same."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from juesuan_gui.checks import Audit
from juesuan_gui.checks.judge import Outcome
from juesuan_gui.figures import Unit, exact_money
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, set_figure
from tests.checks.desk import Desk, asks_for_more
from tests.generator.ledger import Cells, Shape
from tests.generator.reports import generated, live_of, report_of
from tests.generator.settled import fiscal, rich

#: By chance; grants alone; grants of one fund alone without carry-over; everything; nothing carried over.
SHAPES = (
    Shape(),
    Shape(other_sources=False),
    Shape(other_sources=False, other_funds=False, carry_over=False),
    Shape(other_sources=True, other_funds=True, carry_over=True),
    Shape(carry_over=False),
)
CHUNK = 50 if os.environ.get("JUESUAN_ALL_GENERATED") else 30
#: Figures of the variant that no equality reads.
ALONE = ("预算会议费", "预算培训费", "决算会议费", "决算培训费")

STEP = 1 if os.environ.get("JUESUAN_ALL_GENERATED") else 4


def tables_of(seed: int, in_print: bool = False) -> Cells:
    """The tables of one ledger: mostly small ones, a few of everyday size, each shape in turn."""
    shape = replace(SHAPES[seed % len(SHAPES)], in_print=in_print)
    return generated(seed, 28 if seed % 17 == 0 else 4 + seed % 7, shape)


@pytest.mark.parametrize(
    ("form_id", "start"),
    # All 500 reports with JUESUAN_ALL_GENERATED=1; a part of them is enough at every change.
    (
        [("ningxia-2020", start) for start in range(0, 350, CHUNK)]
        + [("national-2020", start) for start in range(1_000, 1_150, CHUNK)]
    )[::STEP],
)
def test_consistent_reports_have_no_finding_at_all(books: dict[str, RuleBook], form_id: str, start: int) -> None:
    book = books[form_id]
    for seed in range(start, start + CHUNK):
        cells = tables_of(seed, in_print=book.form.unit is not Unit.YUAN)
        audit = Audit(live_of(report_of(book.form, cells), book))
        audit.run()
        result = audit.result()
        assert [(seed, item.key) for item in result.findings] == []
        assert result.unread == ()


def test_the_generated_reports_are_not_all_alike() -> None:
    seen: Counter[str] = Counter()
    for seed in range(60):
        cells = tables_of(seed)
        seen["funds"] += ("T8", "合计", "本年收入") in cells and cells["T8", "合计", "本年支出"] > 0
        seen["capital"] += cells.get(("T9", "合计", "合计"), 0) > 0
        seen["others"] += cells["T1", "本年收入合计", "决算数"] > cells["T4", "本年收入合计", "金额"]
        seen["carried"] += cells["T1", "年末结转和结余", "决算数"] > 0
        seen["drawn"] += cells["T1", "使用非财政拨款结余", "决算数"] > 0
        seen["shared"] += cells["T1", "结余分配", "决算数"] > 0
        seen["tuition"] += cells.get(("T2", "合计", "教育收费"), 0) > 0
    assert all(0 < seen[name] < 60 for name in ("funds", "capital", "others", "carried", "drawn", "shared", "tuition"))


@pytest.mark.parametrize("form_id", ["national-2020", "ningxia-2020", "variant-2020"])
def test_every_relation_of_the_form_is_really_compared(books: dict[str, RuleBook], form_id: str) -> None:
    """Silence is no proof where nothing was looked at: each rule runs on one of the hand-written ledgers."""
    book = books[form_id]
    looked_at: set[tuple[str, int]] = set()
    for cells in (rich(), fiscal()):
        desk = Desk(book, cells)
        for instance in desk.live.instances():
            if desk.audit.judge(instance).outcome in (Outcome.HOLDS, Outcome.ROUNDING):
                looked_at.add((instance.check, instance.rule))
    waiting = {
        (check.id, rule)
        for check in book.form.checks.values()
        for rule in range(len(check.rules))
        if not asks_for_more(check.rules[rule])
        # Plausibility has its own cases: amounts drawn at random are not like wages.
        and not check.id.startswith("S")
        # Run only under a setting, on a printed row of another fund, or once something is amiss.
        and not any("" not in allowed for allowed in check.settings.values())
        and check.id not in {"T5-03", "T7-04", "T7-09", "T8-04", "T9-03"}
    }
    assert waiting <= looked_at


@pytest.fixture(scope="module")
def drafts(books: dict[str, RuleBook]) -> list[tuple[Cells, LiveReport]]:
    book = books["variant-2020"]
    found = []
    for seed in range(3_000, 3_015):
        cells = tables_of(seed)
        whole = live_of(report_of(book.form, cells), book)
        found.append(
            (cells, live_of(report_of(book.form, cells, lambda cell, live=whole: not live.is_computed(cell)), book))
        )
    return found


def test_a_draft_of_input_cells_computes_the_totals_of_the_ledger(drafts: list[tuple[Cells, LiveReport]]) -> None:
    computed: Counter[str] = Counter()
    for cells, live in drafts:
        for (table_id, row, column), value in cells.items():
            table = live.form.table(table_id)
            if not table.has_row(row) or column not in table.columns_of(row):
                continue
            cell = Address(table_id, row, column)
            shown = live.shown(cell)
            assert (0 if shown is None else shown.value) == value, cell.text
            if live.is_computed(cell):
                assert live.report.stated(cell) is None
                computed[table_id] += value != 0
    assert all(computed[table_id] >= 20 for table_id in ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"))


def test_a_draft_has_no_finding(drafts: list[tuple[Cells, LiveReport]]) -> None:
    for _, live in drafts:
        audit = Audit(live)
        audit.run()
        assert audit.result().findings == ()


def changed_by(random: Random, value: int) -> int:
    """Another amount: off by a few 分, some 元, or a lot; never negative and never zero."""
    change = random.choice((random.randint(2, 99), random.randint(100, 99_999), random.randint(100_000, 100_000_000)))
    return value - change if random.random() < 0.4 and value > change else value + change


@pytest.mark.parametrize("form_id", ["ningxia-2020", "variant-2020"])
def test_one_changed_figure_is_found_and_no_other_cell_is_blamed(books: dict[str, RuleBook], form_id: str) -> None:
    book = books[form_id]
    assert book.form.unit is Unit.YUAN
    named = right_value = total = 0
    for seed in range(4_000, 4_020):
        random = Random(seed)
        desk = Desk(book, tables_of(seed))
        filled = sorted(
            cell
            for cell, stated in desk.report.figures().items()
            if stated.figure and stated.figure.value and cell.column not in ALONE
        )
        for cell in random.sample(filled, 12):
            stated = desk.report.stated(cell)
            assert stated is not None and stated.figure is not None
            before = int(stated.figure.value)
            change = set_figure(desk.report, cell, exact_money(changed_by(random, before)), Origin.IMPORTED)
            desk.apply(change)
            roots = [item for item in desk.findings() if item.root is None]
            where = f"{seed} {cell.text} {before}"
            # Every figure of the nine tables stands in some equality.
            assert roots, where
            for root in roots:
                # No other cell is ever blamed.
                assert root.culprit in (None, cell), where
                assert root.culprit == cell or cell in {item.address for item in root.operands}, where
            total += 1
            if {root.culprit for root in roots} == {cell}:
                named += 1
                right_value += {root.expected for root in roots} == {before}
            desk.apply(change.inverse())
            assert desk.findings() == ()
    assert right_value == named
    assert named / total >= 0.9, f"only {named} of {total} were named exactly"
