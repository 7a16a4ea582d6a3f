"""Carrying a report over into the next year, and loading last year's figures into a report that is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan_gui.checks import Audit
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Form, form_ids, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.next_year import carried_over, next_year_forms, prior_year
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.relations import Address, Period
from juesuan_gui.report import (
    Note,
    Origin,
    Report,
    TableKey,
    TableMark,
    declare_empty,
    set_figure,
    set_note,
    set_setting,
    set_text,
    state_figure,
)
from juesuan_gui.report.changes import compose
from juesuan_gui.report.values import Stated
from juesuan_gui.report_files import import_many, open_report
from juesuan_gui.storage import Options, ReportFile
from tests.generator.ledger import Cells
from tests.generator.reports import ROOT, TEMPLATES, codes, live_of, report_of
from tests.generator.settled import rich

GUYUAN = ROOT / "resources" / "samples" / "guyuan-2020.xlsx"


def form_of(form_id: str) -> Form:
    return load_form(form_id, [TEMPLATES])


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker() as running:
        yield running


@pytest.fixture(scope="module")
def this_year() -> LiveReport:
    """A draft: only input cells are stated, totals are computed."""
    form = form_of("national-2020")
    whole = live_of(report_of(form, rich()))
    report = report_of(form, rich(), lambda cell: not whole.is_computed(cell))
    report.apply(set_text(report, "单位名称", "某某市教育局"))
    report.apply(set_text(report, "主要职责", "负责全市教育工作。"))
    report.apply(set_setting(report, "单位性质", "行政"))
    report.apply(set_note(report, "T1-07:T1", Note("属实", "已核实", "abc")))
    return live_of(report)


@pytest.mark.parametrize("form_id", ["national-2021", "national-2022", "shanghai-2024", "yunnan-2024"])
def test_every_shown_figure_becomes_last_years(this_year: LiveReport, form_id: str) -> None:
    form = form_of(form_id)
    report, prior = carried_over(this_year, form)
    carried = 0
    lost = " ".join(prior.left_out)
    for (table_id, row, column), fen in cells_of(this_year.form, rich()):
        table = form.tables.get(table_id)
        stated = report.stated(Address(table_id, row, column, period=Period.PRIOR))
        if table is None or not table.has_row(row) or column not in table.columns_of(row):
            assert fen == 0 or row in lost, (table_id, row, column)
        elif fen:
            shown = this_year.shown(Address(table_id, row, column))
            assert stated is not None and stated.figure == shown
            carried += 1
    assert carried > 150
    assert not any(address.period == Period.THIS for address in report.figures())
    assert report.code_rows(TableKey("T5", Period.PRIOR)).keys() == this_year.report.code_rows(TableKey("T5")).keys()


def cells_of(form: Form, cells: Cells) -> Iterator[tuple[tuple[str, str, str], int]]:
    for place, fen in cells.items():
        table = form.table(place[0])
        if table.has_row(place[1]) and place[2] in table.columns_of(place[1]):
            yield place, fen


def test_names_and_texts_stay_and_notes_do_not(this_year: LiveReport) -> None:
    report, prior = carried_over(this_year, form_of("national-2021"))
    assert report.text("单位名称") == "某某市教育局"
    assert report.text("主要职责") == "负责全市教育工作。"
    assert report.setting("单位性质") == "行政"
    assert report.note("T1-07:T1") is None
    assert prior.notes == ()
    assert prior.left_out == ()


def test_an_earlier_or_the_same_year_is_refused(this_year: LiveReport) -> None:
    for form_id in ("national-2020", "national-2019"):
        with pytest.raises(ValueError, match="2020"):
            carried_over(this_year, form_of(form_id))


def test_the_next_years_form_of_the_same_place_is_offered_first() -> None:
    forms = [form_of(form_id) for form_id in form_ids([TEMPLATES])]
    offered = next_year_forms(form_of("national-2022"), forms)
    assert [form.id for form in offered[:3]] == ["national-2023", "national-2024", "national-2025"]
    elsewhere = next_year_forms(form_of("beijing-2021"), forms)
    assert [form.id for form in elsewhere[:2]] == ["beijing-2022", "national-2022"]
    assert all(form.year > 2022 for form in offered)
    assert next_year_forms(form_of("national-2025"), forms) == []


def test_a_renamed_row_finds_its_place_by_its_code() -> None:
    last = form_of("national-2019")
    old = next(row.key for row in last.table("T1").rows.values() if row.code == "215")
    report = Report(last)
    report.apply(set_figure(report, Address("T1", old, "决算数"), exact_money(12_300)))
    carried, prior = carried_over(live_of(report), form_of("national-2020"))
    new = next(row.key for row in carried.form.table("T1").rows.values() if row.code == "215")
    assert carried.stated(Address("T1", new, "决算数", period=Period.PRIOR)) == Stated(
        exact_money(12_300), _origin(carried)
    )
    assert prior.left_out == ()


def _origin(report: Report) -> Origin:
    return next(iter(report.figures().values())).origin


def test_what_has_no_place_is_named(this_year: LiveReport) -> None:
    report = report_of(form_of("national-2020"), rich())
    report.apply(set_figure(report, Address("T1", "债务还本支出", "决算数"), exact_money(500)))
    _, prior = carried_over(live_of(report), form_of("shanghai-2024"))
    assert any("债务还本支出" in item for item in prior.left_out)


def test_unread_stays_unread_and_an_empty_table_stays_empty() -> None:
    report = Report(form_of("national-2020"))
    cell = Address("T1", "事业收入", "决算数")
    report.apply(compose("", [state_figure(report, cell, Stated(None, text="1O0", unread="看不清"))]))
    report.apply(declare_empty(report, TableKey("T8"), True))
    carried, _ = carried_over(live_of(report), form_of("national-2021"))
    stated = carried.stated(cell._replace(period=Period.PRIOR))
    assert stated is not None and stated.unread
    assert carried.mark(TableKey("T8", Period.PRIOR)) is TableMark.EMPTY


def test_loading_last_year_is_one_step_and_replaces_what_was_loaded_before(this_year: LiveReport) -> None:
    report = Report(form_of("national-2021"))
    report.apply(set_figure(report, Address("T1", "其他收入", "决算数"), exact_money(100)))
    old = Address("T5", "2999999", "合计", period=Period.PRIOR)
    report.apply(set_figure(report, old, exact_money(77)))
    before = dict(report.slots())
    prior = prior_year(this_year, report)
    report.apply(prior.change)
    assert report.stated(old) is None
    assert report.stated(Address("T1", "其他收入", "决算数")) is not None
    assert prior.figures > 150
    assert not prior_year(this_year, report).change
    report.apply(prior.change.inverse())
    assert dict(report.slots()) == before


def test_a_wrong_year_or_another_unit_is_said(this_year: LiveReport) -> None:
    report = Report(form_of("national-2024"))
    report.apply(set_text(report, "单位名称", "某某市卫生健康局"))
    notes = " ".join(prior_year(this_year, report).notes)
    assert "2020" in notes and "2023" in notes
    assert "某某市教育局" in notes


def test_a_carried_over_year_that_starts_as_the_last_one_ended_has_no_finding_of_its_own(this_year: LiveReport) -> None:
    report, _ = carried_over(this_year, form_of("national-2021"))
    live = live_of(report)
    audit = Audit(live)
    audit.run()
    assert audit.result().findings == ()


def test_last_year_comes_from_a_report_file_or_a_workbook(worker: ReadingWorker, tmp_path: Path) -> None:
    ningxia = form_of("ningxia-2020")
    from_book = open_report(GUYUAN, worker, lambda: [ningxia])
    file = tmp_path / "上年.jsgk"
    ReportFile.create(file, from_book, options=Options(backups=0)).close()
    from_file = open_report(file, worker, lambda: [])
    report = Report(form_of("national-2021"))
    changes = [prior_year(LiveReport(last, codes()), report).change for last in (from_book, from_file)]
    assert changes[0] == changes[1]
    report.apply(changes[0])
    stated = report.stated(Address("T1", "收入总计", "决算数", period=Period.PRIOR))
    assert stated is not None and stated.figure is not None


def test_many_workbooks_make_many_reports_and_a_bad_one_stops_none(worker: ReadingWorker, tmp_path: Path) -> None:
    form = form_of("ningxia-2020")
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"no workbook")
    twin = tmp_path / "另一处" / "guyuan-2020.xlsx"
    twin.parent.mkdir()
    twin.write_bytes(GUYUAN.read_bytes())
    made = list(import_many([GUYUAN, bad, tmp_path / "没有.xlsx", twin], form, tmp_path / "报告", worker))
    assert [item.target is not None for item in made] == [True, False, False, True]
    assert all("xlsx" in item.problem and item.problem.endswith("。") for item in made if item.target is None)
    assert len({item.target for item in made if item.target}) == 2
    for item in made:
        if item.target is not None:
            assert open_report(item.target, worker, lambda: []).stated(Address("T1", "收入总计", "决算数")) is not None


def test_last_years_reasons_are_shown_beside_and_never_carried_over_as_answers() -> None:
    report = Report(form_of("national-2020"))
    for name, words in (
        ("原因.总体.收入总计", "专项增加"),
        ("说明.职能", "负责某事"),
        ("上年.原因.总体.收入总计", "旧"),
    ):
        report.apply(set_text(report, name, words))
    following, _ = carried_over(live_of(report), form_of("national-2021"))
    assert following.text("原因.总体.收入总计") == ""
    assert following.text("上年.原因.总体.收入总计") == "专项增加"
    assert following.text("说明.职能") == following.text("上年.说明.职能") == "负责某事"
    # Loaded again from a report without them, they are gone in the same step.
    following.apply(prior_year(live_of(Report(form_of("national-2020"))), following).change)
    assert following.text("上年.原因.总体.收入总计") == "" and following.text("说明.职能") == "负责某事"
