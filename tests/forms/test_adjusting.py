"""A report's own changes to its form: lines, headings, code columns, tables; refused with a word, undone in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.checks import Audit
from juesuan_gui.figures import Unit, exact_money
from juesuan_gui.forms import (
    FORM_ITSELF,
    Form,
    FormError,
    adjusted,
    adjustment_text,
    declaration_of,
    fields_of,
    form_ids,
    load_form,
)
from juesuan_gui.forms.adjustments import (
    AdjustmentError,
    NewColumn,
    code_columns,
    headings,
    new_table,
    reheaded,
    retitled,
    with_code_columns,
)
from juesuan_gui.forms.adjustments_lines import function_lines, with_debt_lines, with_line, without_lines
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address
from juesuan_gui.report import History, Report, adjust_form, set_figure
from juesuan_gui.storage import ReportFile
from tests.generator.reports import TEMPLATES, codes, generated, live_of, report_of

FORMS = tuple(sorted(form_ids([TEMPLATES])))
#: Forms that lay their tables out each in a way of its own; the others extend them.
distinct_form = pytest.mark.parametrize(
    "form_id", ["national-2019", "ningxia-2020", "wuhan-2020", "beijing-2022", "shanghai-2024", "yunnan-2024"]
)
each_form = pytest.mark.parametrize("form_id", FORMS)


def form(form_id: str = "national-2020") -> Form:
    return load_form(form_id, [TEMPLATES])


def changed(base: Form, *tables: dict[str, object]) -> Form:
    """The form with these declarations in place of its own."""
    return adjusted(base, {str(table["id"]): adjustment_text(base, str(table["id"]), table) for table in tables})


def lines(base: Form, table: str) -> list[tuple[str, str]]:
    """The fixed rows as printed: 行次 and label, block after block."""
    return [(row.line, row.label) for block in base.table(table).blocks for row in block.rows]


# -- lines ------------------------------------------------------------------------------------------------


@distinct_form
@pytest.mark.parametrize("table", ["T1", "T4"])
@pytest.mark.parametrize("printed", [True, False])
def test_24_and_26_lines_in_every_form(form_id: str, table: str, printed: bool) -> None:
    base = form(form_id)
    made = changed(base, with_debt_lines(declaration_of(base, table), printed=printed)).table(table)
    names = [row.key for row in made.rows.values() if "功能支出" in row.groups]
    assert ("债务还本支出" in names) is ("债务付息支出" in names) is printed
    labels = [row.label for row in made.rows.values() if "功能支出" in row.groups]
    assert [label.split("、")[0] for label in labels] == [ordinal(n) for n in range(1, len(labels) + 1)]
    # Side by side blocks stay as high as each other, so that the totals stand level.
    assert len({len(block.rows) for block in made.blocks}) == 1
    assert made.blocks[0].rows[-1].key and made.blocks[1].rows[-1].key


def test_lines_left_out_are_counted_afresh_also_in_the_notes() -> None:
    base = form()
    made = changed(base, without_lines(declaration_of(base, "T1"), ["债务还本支出", "债务付息支出"]))
    numbers = [line for line, _ in lines(made, "T1") if line]
    assert numbers == [str(n) for n in range(1, 57)]
    assert made.table("T1").rows["本年支出合计"].line == "53"
    # 57 = 31 + 32 + … + 56 with two lines less on each side.
    assert "53行=（29+30+……+52）行；56行=（53+54+55）行。" in made.table("T1").notes
    assert "25行=（1+2+3+4+5+6+7+8）行；28行=（25+26+27）行；" in made.table("T1").notes


def test_a_line_of_the_left_side_leaves_a_blank_one() -> None:
    base = form()
    made = changed(base, without_lines(declaration_of(base, "T1"), ["经营收入"])).table("T1")
    assert "经营收入" not in made.rows
    assert made.rows["其他收入"].label == "七、其他收入"
    assert len({len(block.rows) for block in made.blocks}) == 1
    assert made.rows["收入总计"].line == base.table("T1").rows["收入总计"].line


def test_a_new_line_is_added_up() -> None:
    base = form()
    made = changed(base, with_line(declaration_of(base, "T1"), "其他支出", "二十九、地方附加支出"))
    report = Report(made)
    for row in ("其他支出", "地方附加支出"):
        report.apply(set_figure(report, Address("T1", row, "决算数"), exact_money(100)))
    total = LiveReport(report, codes()).shown(Address("T1", "本年支出合计", "决算数"))
    assert total is not None and total.value == 200
    assert made.table("T1").rows["地方附加支出"].label == "二十四、地方附加支出"


def test_rules_go_on_over_a_line_left_out_as_over_a_blank_one() -> None:
    base = form()
    cells = generated(3)
    made = changed(base, without_lines(declaration_of(base, "T1"), ["经营收入"]))
    assert len(made.checks["X12-03"].rules) == len(base.checks["X12-03"].rules)
    report = report_of(made, {**cells, ("T2", "合计", "经营收入"): 12_000_000})
    audit = Audit(live_of(report))
    audit.run()
    # What table 2 prints there is missed in table 1: a line may be left out only where it holds nothing.
    assert any(item.check == "X12-03" for item in audit.result().findings)


def test_a_column_that_a_check_needs_is_refused_by_name() -> None:
    base = form()
    wanted = declaration_of(base, "T2")
    wanted["columns"] = [item for item in wanted["columns"] if item["key"] != "经营收入"]
    wanted["blocks"][0]["fields"] = [item for item in wanted["blocks"][0]["fields"] if item.get("column") != "经营收入"]
    with pytest.raises(FormError, match="经营收入"):
        changed(base, wanted)


@pytest.mark.parametrize(
    "act",
    [
        lambda table: without_lines(table, ["没有的行"]),
        lambda table: with_line(table, "没有的行", "新行"),
        lambda table: with_line(table, "其他支出", "外交支出"),
        lambda table: with_line(table, "其他支出", "  "),
        lambda table: retitled(table, " "),
        lambda table: reheaded(table, "项目", ""),
        lambda table: with_code_columns(table, 3),
        lambda table: with_code_columns(table, 2),
        lambda table: new_table("", [NewColumn("金额")], ["甲"], total=True, taken=()),
        lambda table: new_table("附表", [], ["甲"], total=True, taken=()),
        lambda table: new_table("附表", [NewColumn("金额")], [], total=True, taken=()),
        lambda table: new_table("附表", [NewColumn("金额"), NewColumn("金额")], ["甲"], total=True, taken=()),
        lambda table: new_table("附表", [NewColumn("金额")], ["甲", "甲"], total=True, taken=()),
        lambda table: new_table("附表", [NewColumn("金额")], ["合计"], total=True, taken=()),
        lambda table: new_table("附表", [NewColumn("金额")], ["甲"], total=True, taken={"附表"}),
        lambda table: new_table("附.表", [NewColumn("金额")], ["甲"], total=True, taken=()),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(act: object) -> None:
    table = declaration_of(form(), "T1")
    before = declaration_of(form(), "T1")
    with pytest.raises(AdjustmentError, match=r"。$"):
        act(table)  # type: ignore[operator]
    assert table == before


# -- words and columns ------------------------------------------------------------------------------------------


def test_a_title_and_a_heading_keep_their_old_words_as_aliases() -> None:
    base = form()
    table = reheaded(retitled(declaration_of(base, "T2"), "部门收入决算表"), "事业收入", "事业收入（含专户）")
    made = changed(base, table).table("T2")
    assert (made.title, "收入决算表" in made.aliases) == ("部门收入决算表", True)
    column = made.column("事业收入")
    assert column is not None and "事业收入" in column.aliases
    assert "事业收入（含专户）" in headings(table)
    assert {item.column: item.header[-1] for item in fields_of(made)}["事业收入"] == "事业收入（含专户）"


@pytest.mark.sampled(4)
@distinct_form
@pytest.mark.parametrize("count", [1, 3])
def test_codes_in_one_or_three_columns(form_id: str, count: int) -> None:
    base = form(form_id)
    for table_id in ("T2", "T3", "T5", "T8"):
        table = with_code_columns(declaration_of(base, table_id), count, split=count == 3)
        assert code_columns(table) == count
        made = changed(base, table).table(table_id)
        assert made.coded is not None and made.coded.split_code is (count == 3)
        figures = [item.column for item in fields_of(base.table(table_id)) if item.column]
        assert [item.column for item in fields_of(made) if item.column] == figures


def test_a_table_of_the_county_is_computed_printed_and_kept(tmp_path: Path) -> None:
    base = form()
    columns = [NewColumn("预算数"), NewColumn("人数", "count"), NewColumn("说明", "text")]
    wanted = new_table("会议费情况表", columns, ["甲会", "乙会"], total=True, taken=base.tables)
    report = Report(base)
    report.apply(adjust_form(report, "加表", {"会议费情况表": adjustment_text(base, "会议费情况表", wanted)}))
    assert [table.id for table in report.form.printed_tables][-1] == "会议费情况表"
    for row, value in (("甲会", 100), ("乙会", 250)):
        report.apply(set_figure(report, Address("会议费情况表", row, "预算数"), exact_money(value)))
    total = LiveReport(report, codes()).shown(Address("会议费情况表", "合计", "预算数"))
    assert total is not None and total.value == 350
    path = tmp_path / "附表.jsgk"
    file = ReportFile.create(path, report, history=History())
    file.close()
    opened = ReportFile.open(path)
    try:
        assert opened.report.form == report.form
        assert opened.report.base_form == base
        assert dict(opened.report.figures()) == dict(report.figures())
    finally:
        opened.file.close()


# -- as changes of the report ------------------------------------------------------------------------------------


def test_one_step_clears_what_stands_in_a_line_left_out_and_undo_brings_it_back() -> None:
    base = form()
    report, history = Report(base), History()
    cell = Address("T1", "外交支出", "决算数")
    history.do(report, set_figure(report, cell, exact_money(700)))
    text = adjustment_text(base, "T1", without_lines(declaration_of(base, "T1"), ["外交支出"]))
    history.do(report, adjust_form(report, "不印外交支出", {"T1": text}))
    assert "外交支出" not in report.form.table("T1").rows
    assert report.stated(cell) is None
    history.undo(report)
    assert report.form == base
    stated = report.stated(cell)
    assert stated is not None and stated.figure == exact_money(700)
    history.redo(report)
    assert "外交支出" not in report.form.table("T1").rows


def test_nothing_changes_when_the_form_cannot_be() -> None:
    report = Report(form())
    before = report.form
    with pytest.raises(FormError):
        adjust_form(report, "坏", {"T1": '{"blocks": []}'})
    with pytest.raises(FormError):
        adjust_form(report, "坏", {"T1": "[1]"})
    with pytest.raises(FormError):
        adjust_form(report, "坏", {FORM_ITSELF: '{"year": 1}'})
    assert report.form is before


def test_an_adjustment_that_says_nothing_is_none() -> None:
    base = form()
    assert adjustment_text(base, "T1", declaration_of(base, "T1")) == ""
    assert adjusted(base, {}) is base


def test_the_unit_of_print_is_changed_and_no_figure_is() -> None:
    base = form("ningxia-2020")
    report = report_of(base, generated(5))
    before = dict(report.figures())
    report.apply(adjust_form(report, "万元", {FORM_ITSELF: '{"numbers": {"unit": "万元"}}'}))
    assert report.form.unit is Unit.WAN_YUAN
    assert dict(report.figures()) == before
    assert report.form.numbers.decimals == base.numbers.decimals


@pytest.mark.parametrize("form_id", ["national-2020", "shanghai-2024"])
def test_checks_of_a_consistent_report_go_on_holding_under_24_and_26_lines(form_id: str) -> None:
    base = form(form_id)
    cells = {key: value for key, value in generated(11).items() if key[1] not in ("债务还本支出", "债务付息支出")}
    for printed in (True, False):
        made = changed(base, *(with_debt_lines(declaration_of(base, table), printed=printed) for table in ("T1", "T4")))
        audit = Audit(live_of(report_of(made, cells)))
        audit.run()
        plain = Audit(live_of(report_of(base, cells)))
        plain.run()
        assert {item.key for item in audit.result().findings} == {item.key for item in plain.result().findings}
        assert function_lines(declaration_of(made, "T1")) == function_lines(declaration_of(made, "T4"))
