"""The sample workbooks of real reports: taken in whole by their own form, published, and without false errors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from juesuan_gui.checks import Audit, AuditResult
from juesuan_gui.forms import CodeCatalogue, Level, form_ids, load_codes, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.paths import resource
from juesuan_gui.publishing.publish import FORMATS, publish
from juesuan_gui.reading import Limits, Recognised, read_workbook
from juesuan_gui.reading.intake import choose_form, recognise_with, take_in
from juesuan_gui.relations import Address
from tests.generator.reports import ROOT, TEMPLATES

SHELF = [load_form(form_id, [TEMPLATES]) for form_id in form_ids([TEMPLATES])]
NAMES = {"hanyang-2020": "wuhan-2020", "putuo-finance-2024": "shanghai-2024"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A sample taken into its form."""

    form_id: str
    recognised: Recognised
    live: LiveReport
    result: AuditResult


def codes_of(year: int) -> CodeCatalogue:
    return load_codes(ROOT / "resources" / "codes" / "function_codes.csv", year)


@pytest.fixture(scope="module", params=sorted(NAMES))
def taken(request: pytest.FixtureRequest) -> Taken:
    name: str = request.param
    source = read_workbook(resource("samples", f"{name}.xlsx"), Limits())
    form = choose_form(source, SHELF)
    assert form is not None
    codes = codes_of(form.year)
    intake = take_in(recognise_with(source, form, codes), form)
    live = LiveReport(intake.report, codes)
    audit = Audit(live)
    audit.run()
    return Taken(form.id, intake.recognised, live, audit.result())


def test_it_finds_its_form_and_nothing_is_left_over(taken: Taken, request: pytest.FixtureRequest) -> None:
    assert taken.form_id == NAMES[request.node.callspec.params["taken"]]
    found = taken.recognised
    assert (found.ignored, found.missing) == ((), ())
    for table in found.tables:
        assert (table.unmatched_columns, table.unmatched_rows, table.missing_columns) == ((), (), ()), table.id
        # 汉阳's table 6 is a garbled scan.
        assert bool(table.unread) is (taken.form_id == "wuhan-2020" and table.id == "T6"), table.id
    assert found.unit_name in ("武汉市汉阳区医疗保障局", "上海市普陀区财政局")


def test_every_error_goes_back_to_a_figure_that_the_source_misprints(taken: Taken) -> None:
    errors = [item for item in taken.result.findings if item.level is Level.ERROR]
    if taken.form_id == "shanghai-2024":
        assert errors == []
        return
    # 汉阳's table 4 prints 7.00 for the funds' 7.03 of every other table, and carries it into its totals.
    misprinted = {
        Address("T4", "政府性基金预算财政拨款", "金额"),
        Address("T4", "其他支出", "合计"),
        Address("T4", "其他支出", "政府性基金预算"),
        Address("T4", "本年收入合计", "金额"),
        Address("T4", "收入总计", "金额"),
        *(Address("T4", row, column) for row in ("本年支出合计", "支出总计") for column in ("合计", "政府性基金预算")),
    }
    assert errors
    for item in errors:
        assert item.culprit is None or item.culprit in misprinted, item.key
        assert misprinted & {operand.address for operand in item.operands}, item.key


def test_it_is_published_in_every_format(taken: Taken, tmp_path: Path) -> None:
    made = publish(taken.live, tmp_path, "样本", FORMATS)
    assert {path.suffix for path in made} >= {".docx", ".pdf", ".xlsx"}
    assert all(path.stat().st_size > 5_000 for path in made)


def test_the_two_totals_of_a_garbled_table_are_entered_without_its_details() -> None:
    form_id = "wuhan-2020"
    source = read_workbook(resource("samples", "hanyang-2020.xlsx"), Limits())
    form = load_form(form_id, [TEMPLATES])
    report = take_in(recognise_with(source, form, codes_of(2020)), form).report
    shown = {row: report.stated(Address("T6", row, "金额")) for row in ("人员经费合计", "公用经费合计")}
    assert [int(stated.figure.value) for stated in shown.values() if stated and stated.figure] == [
        156_550_000,
        6_530_000,
    ]
    others = [
        stated for address, stated in report.figures().items() if address.table == "T6" and stated not in shown.values()
    ]
    assert others and all(stated.unread for stated in others)
