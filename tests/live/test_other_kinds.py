"""Budgets and last year's figures typed into the same tables get their totals too, each from its own rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.checks import Audit
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import Report, Stated, TableKey, insert_code, set_figure, state_figure
from juesuan_gui.report import compose as composed
from tests.generator.reports import codes

TEMPLATES = Path(__file__).parents[2] / "templates"
BOOK = RuleBook(load_form("national-2020", [TEMPLATES]))
KINDS = [(Period.THIS, Basis.INITIAL_BUDGET), (Period.THIS, Basis.FULL_BUDGET), (Period.PRIOR, Basis.FINAL)]
each_kind = pytest.mark.parametrize(("period", "basis"), KINDS)


def live() -> LiveReport:
    return LiveReport(Report(BOOK.form), codes(), BOOK)


def value(report: LiveReport, cell: Address) -> int | None:
    shown = report.shown(cell)
    return None if shown is None else int(shown.value)


@each_kind
def test_parents_and_totals_of_codes(period: str, basis: str) -> None:
    found, key = live(), TableKey("T5", period, basis)
    for code, amount in (("2080505", 100), ("2080506", 40), ("2101501", 7)):
        found.apply(insert_code(found.report, key, code, "", codes()))
        found.apply(set_figure(found.report, key.cell(code, "基本支出"), exact_money(amount)))
    assert [value(found, key.cell(row, "基本支出")) for row in ("20805", "208", "210", "合计")] == [140, 140, 7, 147]
    assert value(found, key.cell("合计", "合计")) == 147
    # This year's accounts and the other kinds stay empty.
    others = {TableKey("T5"), *(TableKey("T5", *kind) for kind in KINDS)} - {key}
    assert {value(found, other.cell("合计", "基本支出")) for other in others} == {None}


@each_kind
def test_a_total_follows_every_edit_of_its_own_kind_alone(period: str, basis: str) -> None:
    found, key = live(), TableKey("T6", period, basis)
    found.apply(set_figure(found.report, key.cell("30101", "金额"), exact_money(500)))
    assert value(found, key.cell("人员经费合计", "金额")) == 500
    found.apply(set_figure(found.report, key.cell("30102", "金额"), exact_money(250)))
    assert value(found, key.cell("301", "金额")) == 750
    found.apply(set_figure(found.report, TableKey("T6").cell("30102", "金额"), exact_money(9)))
    assert value(found, key.cell("301", "金额")) == 750
    assert value(found, TableKey("T6").cell("301", "金额")) == 9


@each_kind
def test_a_stated_total_stays_and_is_not_judged(period: str, basis: str) -> None:
    found, key = live(), TableKey("T6", period, basis)
    audit = Audit(found)
    audit.run()
    change = composed(
        "填",
        [
            state_figure(found.report, key.cell("30101", "金额"), Stated(exact_money(500))),
            state_figure(found.report, key.cell("301", "金额"), Stated(exact_money(501))),
        ],
    )
    audit.follow(found.apply(change))
    assert value(found, key.cell("301", "金额")) == 501
    assert audit.result().findings == ()


def test_rules_between_tables_are_not_copied() -> None:
    found = live()
    key = TableKey("T1", Period.PRIOR)
    found.apply(set_figure(found.report, key.cell("事业收入", "决算数"), exact_money(500)))
    assert value(found, key.cell("本年收入合计", "决算数")) == 500
    assert not found.is_computed(key.cell("事业收入", "决算数"))
