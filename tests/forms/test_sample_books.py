"""The sample workbooks of real reports: taken in whole by their own form, published, and without false errors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
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


#: Of each supplement (resources/samples/build_supplements.py) a few figures, as its explanation prints them; in 分 for
#: amounts, and how many there are in all.
SUPPLEMENTS: dict[str, tuple[str, int, dict[tuple[str, str, str], Fraction]]] = {
    "guyuan-2020": (
        "ningxia-2020",
        5,
        {
            ("机关运行经费", "机关运行经费", "金额"): Fraction(12_798_914),
            ("国有资产", "房屋", "面积"): Fraction("49.76"),
            ("国有资产", "车辆", "数量"): Fraction(0),
        },
    ),
    "hanyang-2020": (
        "wuhan-2020",
        26,
        {
            ("人员", "在职", "实有"): Fraction(6),
            ("三公情况", "公务用车保有量", "数量"): Fraction(0),
            ("机关运行经费", "机关运行经费", "金额"): Fraction(6_530_000),
            ("政府采购", "小微企业", "金额"): Fraction(4_000_000),
            ("国有资产", "其他用车", "数量"): Fraction(0),
        },
    ),
    "putuo-finance-2024": (
        "shanghai-2024",
        18,
        {
            ("机关运行经费", "机关运行经费", "金额"): Fraction(184_650_000),
            ("政府采购", "总额", "金额"): Fraction(251_250_000),
            ("政府采购", "中小企业中标", "金额"): Fraction(4_790_000),
            ("国有资产", "设备", "数量"): Fraction(2),
        },
    ),
}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", SUPPLEMENTS)
def test_the_figures_beyond_the_nine_tables_are_entered_in_their_own_form(name: str) -> None:
    form_id, count, wanted = SUPPLEMENTS[name]
    form = load_form(form_id, [TEMPLATES])
    nine, more = (
        recognise_with(read_workbook(resource("samples", f"{file}.xlsx"), Limits()), form, codes_of(form.year))
        for file in (name, f"{name}-supplement")
    )
    assert [item for table in more.tables for item in (*table.unmatched_columns, *table.unmatched_rows)] == []
    assert (more.ignored, more.notes) == ((), ())
    report = take_in(more, form, take_in(nine, form)).report
    entered = {
        (address.table, address.row, address.column): Fraction(stated.figure.value)
        for address, stated in report.figures().items()
        if form.table(address.table).supplementary and stated.figure is not None
    }
    assert len(entered) == count
    assert {place: entered.get(place) for place in wanted} == wanted
    # They fit the tables: nothing that the nine tables did not say already is an error.
    audit = Audit(LiveReport(report, codes_of(form.year)))
    audit.run()
    alone = Audit(LiveReport(take_in(nine, form).report, codes_of(form.year)))
    alone.run()
    errors = [
        {item.key for item in result.findings if item.level is Level.ERROR}
        for result in (audit.result(), alone.result())
    ]
    assert errors[0] == errors[1]
