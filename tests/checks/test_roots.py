"""Roots and consequences: the real report's errors, stable keys, fingerprints, folding, many failures, cost of an edit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from juesuan_gui.checks import Audit, Finding, Outcome
from juesuan_gui.checks.roots import RootSearch
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Level, load_form
from juesuan_gui.live import Instance, LiveReport, RuleBook
from juesuan_gui.paths import resource
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.reading.intake import read_source, recognise_with, take_in
from juesuan_gui.relations import Address
from juesuan_gui.report import Note, Origin, Stated, compose, set_figure, set_note, state_figure
from tests.checks.desk import Desk
from tests.generator.ledger import Cells
from tests.generator.reports import TEMPLATES, codes, live_of, printed, report_of
from tests.generator.settled import fiscal, rich

DeskOf = Callable[[str, str], Desk]


def at(cell: str) -> Address:
    """An address from "table row column"."""
    return Address(*cell.split(" "))


# -- the published report guyuan-2020 --------------------------------------------------------------


@pytest.fixture(scope="module")
def guyuan() -> Audit:
    form, catalogue = load_form("ningxia-2020", [TEMPLATES]), codes()
    with ReadingWorker() as worker:
        source = read_source(resource("samples", "guyuan-2020.xlsx"), worker)
    intake = take_in(recognise_with(source, form, catalogue), form)
    audit = Audit(LiveReport(intake.report, catalogue))
    audit.run()
    return audit


def followers(audit: Audit, level: Level | None = None) -> dict[Address | None, set[tuple[str, str]]]:
    """Each root's place with (check, subject) of itself and everything that follows from it."""
    findings = audit.result().findings
    places = {item.key: item.place for item in findings}
    found: dict[Address | None, set[tuple[str, str]]] = {}
    for item in findings:
        if level in (None, item.level):
            assert item.subject is not None
            place = places[item.root] if item.root else item.place
            found.setdefault(place, set()).add((item.check, " ".join(item.subject[:3])))
    return found


def test_the_sample_has_exactly_the_errors_that_were_published(guyuan: Audit) -> None:
    blank = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "本年支出合计")
    assert followers(guyuan, Level.ERROR) == {
        at("T4 支出总计 合计"): {
            *(("T4-02", f"T4 {row} 合计") for row in (*blank, "支出总计")),
            ("T4-04", "T4 年末财政拨款结转和结余 合计"),
            ("T4-06", "T4 支出总计 合计"),
        },
        at("T4 年初一般公共预算财政拨款 金额"): {
            ("T4-04", "T4 年初财政拨款结转和结余 金额"),
            ("T4-07", "T4 一般公共预算财政拨款 金额"),
        },
        at("T5 21015 合计"): {("T5-02", "T5 21015 合计"), ("T5-02", "T5 210 合计")},
        at("T5 21015 基本支出"): {("T5-01", "T5 21015 合计"), ("T5-02", "T5 210 基本支出")},
        at("T5 2101501 基本支出"): {("T5-01", "T5 2101501 合计")},
        at("T6 301 金额"): {("T6-01", "T6 301 金额"), ("T6-02", "T6 人员经费合计 金额")},
        at("T6 303 金额"): {("T6-01", "T6 303 金额")},
    }


def test_the_samples_warnings_all_follow_from_its_errors(guyuan: Audit) -> None:
    findings = guyuan.result().findings
    by_key = {item.key: item for item in findings}
    others = [item for item in findings if item.level is Level.WARNING]
    assert {item.check for item in others} == {"X34-02"}
    for item in others:
        assert item.root is not None
        assert by_key[item.root].level is Level.ERROR
    assert guyuan.result().unread == ()


def test_in_the_sample_the_witness_acquits_what_is_right(guyuan: Audit) -> None:
    findings = guyuan.result().findings
    blamed = {item.culprit for item in findings if item.culprit is not None}
    assert not any(cell.row == "210" or cell.table == "T3" for cell in blamed)
    expected = {item.culprit: item.expected for item in findings if item.root is None and item.culprit is not None}
    assert expected[at("T5 21015 合计")] == 324_670_351
    assert expected[at("T5 21015 基本支出")] == expected[at("T5 2101501 基本支出")] == 123_462_063
    assert expected[at("T6 301 金额")] == 128_909_592
    assert expected[at("T4 年初一般公共预算财政拨款 金额")] == 705_950


def test_in_the_sample_the_grand_total_of_basic_spending_holds(guyuan: Audit) -> None:
    held = {(item.check, item.subject.text) for item in guyuan.held() if item.subject is not None}
    assert ("T6-04", "T6[合计].金额") in held
    assert not {item.check for item in guyuan.result().findings} & {"T6-04", "X56-01"}


# -- keys and fingerprints -------------------------------------------------------------------------


def wrong(books: dict[str, RuleBook]) -> Desk:
    """A report with three independent errors, one of them a rounded last digit less."""
    desk = Desk(books["ningxia-2020"], rich())
    for cell, change in (
        ("T5 21015 项目支出", 5_000_000),
        ("T6 301 金额", 300_000),
        ("T1 收入总计 决算数", -1_234_500),
    ):
        figure = desk.live.shown(at(cell))
        assert figure is not None
        desk.state(at(cell), exact_money(int(figure.value) + change))
    return desk


def with_more(desk: Desk, cell: Address, fen: int) -> None:
    figure = desk.live.shown(cell)
    desk.state(cell, exact_money((0 if figure is None else int(figure.value)) + fen))


def test_keys_name_check_and_cell_and_survive_other_edits(books: dict[str, RuleBook]) -> None:
    desk = wrong(books)
    before = {item.key: item.fingerprint for item in desk.findings()}
    assert len(before) == len(desk.findings())
    assert {"T5-02:T5[21015].项目支出", "T6-01:T6[301].金额", "T1-05:T1[收入总计].决算数"} <= set(before)
    with desk.stated(at("T7 金额 预算合计"), exact_money(1)):
        during = {item.key: item.fingerprint for item in desk.findings()}
        assert before.items() <= during.items() and len(during) > len(before)
    # More wrong is the same finding still.
    with_more(desk, at("T6 301 金额"), 777)
    after = {item.key: item.fingerprint for item in desk.findings()}
    assert after.keys() == before.keys()
    assert {key for key in before if after[key] != before[key]} == {"T6-01:T6[301].金额", "T6-02:T6[人员经费合计].金额"}


def test_a_decision_stays_with_its_finding_and_goes_stale_with_its_figures(books: dict[str, RuleBook]) -> None:
    desk = wrong(books)
    finding = next(item for item in desk.findings() if item.check == "T6-01")
    desk.apply(set_note(desk.report, finding.key, Note("核实无误", "已核对", finding.fingerprint)))
    with_more(desk, at("T1 收入总计 决算数"), 100)

    def note_holds() -> bool:
        now = next(item for item in desk.findings() if item.check == "T6-01")
        note = desk.report.note(now.key)
        assert note is not None
        return note.fingerprint == now.fingerprint

    assert note_holds()
    with_more(desk, at("T6 30201 金额"), 100)
    assert note_holds(), "302 is no operand of 301"
    with_more(desk, at("T6 30101 金额"), 100)
    assert not note_holds()


def test_the_fingerprint_changes_exactly_when_an_operand_changes(books: dict[str, RuleBook]) -> None:
    desk = wrong(books)

    def fingerprint() -> str:
        return next(item for item in desk.findings() if item.key == "T5-02:T5[21015].项目支出").fingerprint

    finding = next(item for item in desk.findings() if item.key == "T5-02:T5[21015].项目支出")
    own = {item.address for item in finding.operands}
    assert own == {at(f"T5 {row} 项目支出") for row in ("21015", "2101501", "2101502", "2101599")}
    before = finding.fingerprint
    others = ["T5 210 项目支出", "T5 21015 基本支出", "T5 2101502 合计", "T3 21015 项目支出", "T1 收入总计 决算数"]
    for cell in (*own, *map(at, others)):
        figure = desk.live.shown(cell)
        with desk.stated(cell, exact_money((0 if figure is None else int(figure.value)) + 7)):
            assert (fingerprint() != before) is (cell in own), cell.text
        assert fingerprint() == before


def test_the_fingerprint_changes_when_two_addends_change_against_each_other(books: dict[str, RuleBook]) -> None:
    desk = wrong(books)
    before = {item.check: item for item in desk.findings()}["T6-01"]
    edits = []
    for row, change in (("30101", 500), ("30102", -500)):
        cell = at(f"T6 {row} 金额")
        figure = desk.live.shown(cell)
        assert figure is not None
        edits.append(state_figure(desk.report, cell, Stated(exact_money(int(figure.value) + change), Origin.TYPED)))
    desk.apply(compose("对调", edits))
    after = {item.check: item for item in desk.findings()}["T6-01"]
    assert (after.left, after.right) == (before.left, before.right)
    assert after.fingerprint != before.fingerprint
    assert {item.address: item.figure for item in after.operands}[at("T6 30101 金额")] == desk.live.shown(
        at("T6 30101 金额")
    )


# -- order, folding, several errors at once ----------------------------------------------------------


def assert_sorted(findings: tuple[Finding, ...]) -> None:
    """Roots, the gravest first, each followed by its consequences."""
    ranks = [item.level.rank for item in findings if item.root is None]
    assert ranks == sorted(ranks)
    head = None
    for item in findings:
        if item.root is None:
            head = item.key
        else:
            assert item.root == head


def test_roots_come_first_each_with_its_consequences(books: dict[str, RuleBook], guyuan: Audit) -> None:
    desk = wrong(books)
    with_more(desk, at("T3 2080505 项目支出"), 100)
    assert {item.level for item in desk.findings()} == {Level.ERROR, Level.INFO}
    assert_sorted(desk.findings())
    assert_sorted(guyuan.result().findings)


def test_independent_errors_have_a_root_each(books: dict[str, RuleBook]) -> None:
    roots = {item.culprit for item in wrong(books).findings() if item.root is None}
    assert roots == {at("T5 21015 项目支出"), at("T6 301 金额"), at("T1 收入总计 决算数")}


def test_a_column_left_blank_is_one_root(books: dict[str, RuleBook]) -> None:
    desk = Desk(books["ningxia-2020"], rich())
    filled = [cell for cell in desk.report.figures() if cell.table == "T4" and cell.column == "合计"]
    edits = [state_figure(desk.report, cell, Stated(None, Origin.IMPORTED)) for cell in filled]
    desk.apply(compose("空栏", edits))
    roots = [item for item in desk.findings() if item.root is None]
    assert [(item.outcome, item.place) for item in roots] == [(Outcome.BLANK_TOTAL, at("T4 支出总计 合计"))]
    blank = {item.subject for item in desk.findings() if item.outcome is Outcome.BLANK_TOTAL}
    assert blank == set(filled)
    desk.apply(compose("补填", [state_figure(desk.report, cell, None) for cell in filled]))
    assert desk.findings() == (), "cells without a statement show what the form computes"


def carried_on(desk: Desk, rows: tuple[str, str], fen: int) -> None:
    """A wrong figure of 基本支出 at 类 and 款, copied from 支出决算表 into the next table."""
    for table in ("T3", "T5"):
        for row in rows:
            desk.state(at(f"{table} {row} 基本支出"), exact_money(fen))


def test_a_slip_carried_into_every_copy_is_one_root(books: dict[str, RuleBook]) -> None:
    desk = Desk(books["ningxia-2020"], fiscal())
    carried_on(desk, ("221", "22102"), 4_512_346)
    errors = [item for item in desk.findings() if item.level is Level.ERROR]
    assert {item.check for item in errors} >= {"T3-01", "T3-02", "T5-01", "T5-02"}
    assert len([item for item in errors if item.root is None]) == 1


def test_two_slips_carried_on_are_two_roots(books: dict[str, RuleBook]) -> None:
    desk = Desk(books["ningxia-2020"], fiscal())
    carried_on(desk, ("221", "22102"), 4_512_346)
    alone = {item.key for item in desk.findings()}
    carried_on(desk, ("208", "20805"), 91_815_850)
    roots = [item for item in desk.findings() if item.level is Level.ERROR and item.root is None]
    assert {item.key in alone for item in roots} == {True, False}


def test_blank_totals_of_different_columns_are_roots_of_their_own(books: dict[str, RuleBook]) -> None:
    desk = Desk(books["ningxia-2020"], rich())
    for cell in ("T2 合计 本年收入合计", "T3 合计 本年支出合计"):
        desk.state(at(cell), None)
    assert {item.place for item in desk.findings() if item.root is None} == {
        at("T2 合计 本年收入合计"),
        at("T3 合计 本年支出合计"),
    }


def test_two_blank_totals_in_a_filled_column_are_roots_of_their_own(books: dict[str, RuleBook]) -> None:
    desk = Desk(books["ningxia-2020"], rich())
    for cell in ("T6 301 金额", "T6 302 金额"):
        desk.state(at(cell), None)
    assert {item.place for item in desk.findings() if item.root is None} == {at("T6 301 金额"), at("T6 302 金额")}


# -- many failures and long tables -------------------------------------------------------------------


def long_table(rows: int) -> Cells:
    """T3 with so many 项 under 款 of fifty each, consistent in itself."""
    cells: Cells = {}
    for number in range(rows):
        section = f"201{number // 50 + 1:02}"
        for row in ("合计", "201", section, f"{section}{number % 50 + 1:02}"):
            for column in ("本年支出合计", "项目支出"):
                cells["T3", row, column] = cells.get(("T3", row, column), 0) + (1_000 + number) * 10_000
    return cells


def test_with_very_many_failures_each_is_its_own_root_and_no_search_is_made(
    books: dict[str, RuleBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = long_table(400)
    for (table, row, column), value in cells.items():
        if len(row) == 7 and column == "项目支出":
            cells[table, row, column] = value + 50
    book = books["ningxia-2020"]
    audit = Audit(live_of(report_of(book.form, cells), book))
    audit.run()

    def search(*_: object) -> None:
        raise AssertionError("a search over hundreds of failures")

    monkeypatch.setattr(RootSearch, "_best", search)
    findings = audit.result().findings
    failed = [item for item in findings if item.outcome is Outcome.FAILS]
    assert len(failed) > 300
    assert {(item.root, item.culprit) for item in failed} == {(None, None)}


def cost_of_an_edit(book: RuleBook, rows: int) -> tuple[int, int]:
    """How many rules and computed cells are evaluated when one 项 changes; totals are computed."""
    cells = long_table(rows)
    report = report_of(book.form, cells, lambda cell: len(cell.row) == 7 and cell.column == "项目支出")
    live = live_of(report, book)
    audit = Audit(live)
    audit.run()
    # The totals of 合计 are read for the first time here, as on opening.
    assert live.shown(at("T3 合计 本年支出合计")) is not None
    rules, computed = audit.evaluations, live.evaluations
    cell = at("T3 2010101 项目支出")
    before = live.shown(at("T3 合计 本年支出合计"))
    change = set_figure(report, cell, printed(99_990_000, book.form.unit))
    audit.follow(live.apply(change))
    after = live.shown(at("T3 合计 本年支出合计"))
    assert before is not None and after is not None and after.value == before.value + 99_990_000 - 10_000_000
    return audit.evaluations - rules, live.evaluations - computed


@pytest.mark.parametrize("form_id", ["ningxia-2020", "national-2020"])
def test_an_edit_costs_the_same_in_a_short_and_a_long_table(books: dict[str, RuleBook], form_id: str) -> None:
    short = cost_of_an_edit(books[form_id], 40)
    long = cost_of_an_edit(books[form_id], 2_000)
    assert long == short
    assert 0 < short[0] < 60 and 0 < short[1] < 20


def test_an_edit_does_not_search_for_roots_until_somebody_asks(
    books: dict[str, RuleBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(books["ningxia-2020"], rich())
    asked: list[list[Instance]] = []
    whole = RootSearch.steps
    monkeypatch.setattr(RootSearch, "steps", lambda self: (asked.append([]), whole(self))[1])
    with_more(desk, at("T6 301 金额"), 100)
    assert desk.audit.counts()[Level.ERROR] == 2
    assert asked == []
    assert desk.findings() and desk.findings()
    assert len(asked) == 1
