"""Owns the proof that the forms of other years and places are whole: rows, order, labels, layout, checks."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest

from juesuan_gui.checks import Audit, Finding
from juesuan_gui.checks.judge import Outcome
from juesuan_gui.figures import Unit, parse_amount
from juesuan_gui.forms import (
    TOTAL_ROW,
    CellRole,
    CodeRow,
    FieldRole,
    Form,
    FormError,
    Level,
    PrintedCell,
    Table,
    fields_of,
    form_from_snapshot,
    form_ids,
    lay_out,
    load_form,
)
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.publishing.publish import publish
from juesuan_gui.reading import Limits, read_workbook, recognise
from juesuan_gui.reading.intake import choose_form, recognise_with, take_in
from juesuan_gui.reading.source import Source
from juesuan_gui.relations import Address, Basis, Period, references
from juesuan_gui.report import TableKey, set_text
from tests.generator.ledger import CAPITAL, Cells, Entry, Shape, make_ledger, tables
from tests.generator.reports import codes, live_of, report_of

ROOT = Path(__file__).parents[2]
#: The forms under test; a new form is first tried out by pointing this at a copy of the folder.
TEMPLATES = ROOT / "templates"
PUTUO = Path(__file__).parent / "data" / "putuo_2024.json"
SAMPLE = ROOT / "resources" / "samples" / "guyuan-2020.xlsx"

OLD_ORDER = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9")
NEW_ORDER = ("T1", "T2", "T3", "T4", "T5", "T6", "T8", "T9", "T7")
WITHOUT_STATE_CAPITAL = {"national-2018", "national-2019"}
#: Form → year, unit, function lines, tables as printed.
FORMS: dict[str, tuple[int, Unit, int, tuple[str, ...]]] = {
    "national-2018": (2018, Unit.WAN_YUAN, 23, OLD_ORDER[:-1]),
    "national-2019": (2019, Unit.WAN_YUAN, 24, OLD_ORDER[:-1]),
    "national-2020": (2020, Unit.WAN_YUAN, 26, OLD_ORDER),
    "national-2021": (2021, Unit.WAN_YUAN, 26, OLD_ORDER),
    "national-2022": (2022, Unit.WAN_YUAN, 26, NEW_ORDER),
    "national-2023": (2023, Unit.WAN_YUAN, 26, NEW_ORDER),
    "national-2024": (2024, Unit.WAN_YUAN, 26, NEW_ORDER),
    "national-2025": (2025, Unit.WAN_YUAN, 26, NEW_ORDER),
    "ningxia-2020": (2020, Unit.YUAN, 26, OLD_ORDER),
    "wuhan-2020": (2020, Unit.WAN_YUAN, 26, OLD_ORDER),
    "beijing-2021": (2021, Unit.WAN_YUAN, 26, OLD_ORDER),
    "beijing-2022": (2022, Unit.YUAN, 26, NEW_ORDER),
    "hebei-2021": (2021, Unit.WAN_YUAN, 26, OLD_ORDER),
    "jiangxi-2021": (2021, Unit.WAN_YUAN, 26, (*OLD_ORDER, "国有资产占用")),
    "hunan-2024": (2024, Unit.WAN_YUAN, 26, NEW_ORDER),
    "shanghai-2024": (2024, Unit.WAN_YUAN, 24, OLD_ORDER),
    "sichuan-2023": (
        2023,
        Unit.WAN_YUAN,
        26,
        (*OLD_ORDER[:4], "财政拨款明细", "T5", "一般公共明细", "T6", "一般公共项目", "T8", "国资收支", "T9", "T7"),
    ),
    "yunnan-2024": (
        2024,
        Unit.WAN_YUAN,
        26,
        (*OLD_ORDER[:6], "一般公共项目", "T8", "T9", "机关运行", "T7"),
    ),
}  # fmt: skip
TITLES = {
    "national-2022": (
        "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款基本支出决算明细表", "政府性基金预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款支出决算表", "财政拨款“三公”经费支出决算表",
    ),
    "shanghai-2024": (
        "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款基本支出决算表", "财政拨款“三公”经费支出决算表",
        "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款收入支出决算表",
    ),
    "sichuan-2023": (
        "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "财政拨款支出决算明细表",
        "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算明细表",
        "一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款项目支出决算表",
        "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款支出决算表", "财政拨款“三公”经费支出决算表",
    ),
    "yunnan-2024": (
        "收入支出决算表", "收入决算表", "支出决算表", "财政拨款收入支出决算表",
        "一般公共预算财政拨款收入支出决算表", "一般公共预算财政拨款基本支出决算表",
        "一般公共预算财政拨款项目支出决算表", "政府性基金预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款收入支出决算表", "财政拨款“三公”经费、行政参公单位机关运行经费情况表",
        "一般公共预算财政拨款“三公”经费情况表",
    ),
}  # fmt: skip
each_form = pytest.mark.parametrize("form_id", FORMS)


@cache
def form(form_id: str) -> Form:
    return load_form(form_id, [TEMPLATES])


@cache
def book(form_id: str) -> RuleBook:
    return RuleBook(form(form_id))


# -- what is declared -------------------------------------------------------------------------------------


def test_every_form_in_the_folder_is_tested() -> None:
    assert set(form_ids([TEMPLATES])) == set(FORMS)


@each_form
def test_year_unit_order_and_names(form_id: str) -> None:
    year, unit, _, order = FORMS[form_id]
    loaded = form(form_id)
    assert (loaded.year, loaded.unit, tuple(table.id for table in loaded.printed_tables)) == (year, unit, order)
    assert str(year) in loaded.name
    assert loaded.region in loaded.name
    assert loaded.numbers.decimals == 2


@pytest.mark.parametrize("form_id", TITLES)
def test_titles_are_those_of_the_published_contents(form_id: str) -> None:
    assert tuple(table.title for table in form(form_id).printed_tables) == TITLES[form_id]


@each_form
def test_labels_count_on_in_printed_order(form_id: str) -> None:
    labels = [table.label for table in form(form_id).printed_tables]
    if form_id == "shanghai-2024":
        assert set(labels) == {""}
    elif form_id == "wuhan-2020":
        assert labels == [f"表{number}" for number in range(1, 10)]
    else:
        assert labels == [f"公开{number:02}表" for number in range(1, len(labels) + 1)]


def test_wuhan_prints_year_and_number_in_the_title() -> None:
    for table in form("wuhan-2020").printed_tables:
        assert table.heading == "{年度}年度{表名}（{表号}）"
        assert table.above == (("{文种}：{单位}", "", "单位：{计量单位}"),)


@each_form
def test_a_form_is_kept_whole_in_a_report_file(form_id: str) -> None:
    loaded = form(form_id)
    again = form_from_snapshot(loaded.snapshot)
    assert again == loaded
    assert again.snapshot == loaded.snapshot


# -- function lines ---------------------------------------------------------------------------------------


def functions(table: Table) -> list[tuple[str, str]]:
    return [(row.label, row.code) for row in table.rows.values() if "功能支出" in row.groups]


@each_form
@pytest.mark.parametrize("table_id", ["T1", "T4"])
def test_function_lines_of_the_year(form_id: str, table_id: str) -> None:
    rows = functions(form(form_id).table(table_id))
    assert len(rows) == FORMS[form_id][2]
    for number, (label, _) in enumerate(rows, 1):
        assert label.startswith(f"{ordinal(number)}、")
    names = {label.partition("、")[2]: code for label, code in rows}
    year = FORMS[form_id][0]
    health = "卫生健康支出" if year > 2018 else "医疗卫生与计划生育支出"
    always = {"一般公共服务支出": "201", health: "210", "其他支出": "229"}
    assert always.items() <= names.items()
    assert (names.get("灾害防治及应急管理支出") == "224") == (year > 2018)
    added = {"国有资本经营预算支出": "223", "抗疫特别国债安排的支出": "234"}
    debts = {"债务还本支出": "231", "债务付息支出": "232"}
    assert (added.items() <= names.items()) == (year > 2019)
    assert (debts.items() <= names.items()) == (form_id != "shanghai-2024")
    assert ("资源勘探工业信息等支出" in names) == (year > 2019)
    assert ("资源勘探信息等支出" in names) == (year <= 2019)


@each_form
@pytest.mark.parametrize("table_id", ["T1", "T4"])
def test_both_sides_are_equally_long_and_counted_through(form_id: str, table_id: str) -> None:
    blocks = form(form_id).table(table_id).blocks
    assert len({len(block.rows) for block in blocks}) == 1
    lines = [row.line for block in blocks for row in block.rows]
    assert lines == [str(number) for number in range(1, len(lines) + 1)]
    assert len(lines) == 2 * (FORMS[form_id][2] + (4 if table_id == "T1" else 6))
    last = [[row.key for row in block.rows][-1] for block in blocks]
    assert last == ["收入总计", "支出总计"]


@each_form
def test_what_is_left_of_other_money_is_named_as_in_the_year(form_id: str) -> None:
    row = form(form_id).table("T1").rows["使用非财政拨款结余"]
    with_special = FORMS[form_id][0] >= 2022 and form_id != "shanghai-2024"
    before = "用事业基金弥补收支差额" if FORMS[form_id][0] < 2019 else "使用非财政拨款结余"
    assert row.label == ("使用非财政拨款结余（含专用结余）" if with_special else before)
    both = {"使用非财政拨款结余", "使用非财政拨款结余（含专用结余）"}
    assert both <= {row.label, *row.aliases}


@pytest.mark.parametrize("form_id", sorted(WITHOUT_STATE_CAPITAL))
def test_2019_has_no_state_capital_budget_anywhere(form_id: str) -> None:
    loaded = form(form_id)
    assert "国有资本经营预算" not in {column.key for column in loaded.table("T4").columns}
    for table in loaded.printed_tables:
        assert not any("国有资本经营预算" in key for key in table.rows)
        assert table.coded is None or "国有资本经营预算" not in table.coded.funds
    for check in loaded.checks.values():
        assert not any("国有资本经营预算" in rule.text + rule.when_text for rule in check.rules)


# -- layout -----------------------------------------------------------------------------------------------


def covered(cells: list[PrintedCell]) -> Counter[tuple[int, int]]:
    return Counter(
        (cell.line + down, cell.position + right)
        for cell in cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    )


CODE_ROWS = (
    CodeRow("201", "一般公共服务支出"),
    CodeRow("20103", "政府办公厅（室）及相关机构事务"),
    CodeRow("2010301", "行政运行"),
)


@each_form
def test_printed_cells_tile_every_table(form_id: str) -> None:
    for table in form(form_id).printed_tables:
        printed = lay_out(table, CODE_ROWS if table.coded else ())
        wanted = {(line, at) for line in range(printed.lines) for at in range(len(fields_of(table)))}
        assert covered(list(printed.cells)) == Counter(wanted), table.id
        header = [cell for cell in printed.cells if cell.role is CellRole.HEADER]
        assert all(cell.text for cell in header)
        depth = printed.header_lines - (1 if table.number_row else 0)
        assert sum(cell.row_span * cell.column_span for cell in header) == depth * len(fields_of(table))


@each_form
def test_every_figure_is_printed_exactly_once(form_id: str) -> None:
    for table in form(form_id).printed_tables:
        printed = lay_out(table, CODE_ROWS if table.coded else ())
        shown = Counter((cell.row, cell.column) for cell in printed.cells if cell.role is CellRole.FIGURE)
        keys = [TOTAL_ROW, *(row.code for row in CODE_ROWS)] if table.coded else list(table.rows)
        assert shown == Counter((row, column) for row in keys for column in table.columns_of(row)), table.id


@each_form
def test_column_numbers_count_on(form_id: str) -> None:
    for table in form(form_id).printed_tables:
        numbers = [item.number for item in fields_of(table) if item.role is FieldRole.FIGURE]
        if table.number_row:
            assert numbers == [str(number) for number in range(1, len(numbers) + 1)], table.id


@each_form
def test_only_known_placeholders_are_printed(form_id: str) -> None:
    for table in form(form_id).printed_tables:
        texts = [table.zero_sentence, table.heading, *table.notes, *(text for line in table.above for text in line)]
        texts += [text for item in fields_of(table) for text in item.header]
        known = {"文种", "单位", "年度", "计量单位", "表号", "表名"}
        assert set(re.findall(r"\{(.*?)\}", "".join(texts))) <= known


def test_shanghai_prints_neither_line_nor_column_numbers() -> None:
    for table in form("shanghai-2024").printed_tables:
        assert not table.number_row
        assert all(item.role is not FieldRole.LINE for item in fields_of(table))
        assert table.above == (("", "", "单位：{计量单位}"),)
        if table.coded is not None:
            headers = [item.header for item in fields_of(table)]
            assert headers[:2] == [("项目", "功能分类科目编码"), ("项目", "科目名称")]


def lines_of(table: Table, rows: tuple[CodeRow, ...] = ()) -> list[list[str]]:
    """The printed texts line by line, a merged cell once."""
    printed = lay_out(table, rows)
    found: list[list[str]] = [[] for _ in range(printed.lines)]
    for cell in sorted(printed.cells, key=lambda cell: (cell.line, cell.position)):
        found[cell.line].append(cell.text)
    return found


def test_shanghai_table_7_has_budget_and_final_side_by_side() -> None:
    """As the official template prints it: 合计 over two lines, the pairs all on the last."""
    assert lines_of(form("shanghai-2024").table("T7"))[:4] == [
        ["财政拨款“三公”经费"],
        ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"],
        ["小计", "公务用车购置费", "公务用车运行维护费"],
        ["预算数", "决算数"] * 6,
    ]
    columns = [item.column[:2] for item in fields_of(form("shanghai-2024").table("T7"))]
    assert columns == ["预算", "决算"] * 6


def test_shanghai_table_5_ends_with_the_total() -> None:
    table = form("shanghai-2024").table("T5")
    assert lines_of(table, CODE_ROWS)[-1][0] == "合计"
    assert lines_of(table, CODE_ROWS)[2][:2] == ["201", "一般公共服务支出"]


def test_shanghai_table_6_has_two_blocks() -> None:
    table = form("shanghai-2024").table("T6")
    assert [[row.code for row in block.rows if len(row.code) == 3] for block in table.blocks] == [
        ["301", "303"],
        ["302", "310"],
    ]
    capital = [row.code for row in table.blocks[1].rows if row.code.startswith("310")]
    assert capital == ["310", "31001", "31002", "31003", "31007", "31013", "31019", "31021", "31022", "31099"]
    assert lines_of(table)[0] == ["经济分类科目编码", "科目名称", "决算数"] * 2
    assert lines_of(table)[-1] == ["人员经费合计", "", "公用经费合计", ""]


@pytest.mark.parametrize("form_id", ["shanghai-2024", "yunnan-2024"])
def test_table_9_may_show_income_and_spending(form_id: str) -> None:
    keys = [item.column for item in fields_of(form(form_id).table("T9")) if item.column]
    assert keys == ["年初结转和结余", "本年收入", "合计", "基本支出", "项目支出", "年末结转和结余"]
    assert {"T9-02", "X49-01"} <= set(form(form_id).checks)


# -- checks -----------------------------------------------------------------------------------------------


def test_checks_that_depend_on_the_form() -> None:
    def loaded(check: str) -> set[str]:
        return {form_id for form_id in FORMS if check in form(form_id).checks}

    new = {form_id for form_id, (_, _, _, order) in FORMS.items() if order == NEW_ORDER}
    assert loaded("X68-01") == set(FORMS) - new - {"shanghai-2024", "sichuan-2023"}
    assert loaded("T2-04") == loaded("T6-04") == {"ningxia-2020"}
    assert loaded("T5-04") == {"yunnan-2024"}
    assert loaded("T9-02") == {"shanghai-2024", "yunnan-2024"}
    assert loaded("T9-01") == set(FORMS) - WITHOUT_STATE_CAPITAL
    assert loaded("LT-02") == {"jiangxi-2021", "sichuan-2023"}


@each_form
def test_no_rule_of_the_root_is_lost_without_a_word(form_id: str) -> None:
    """A form that says nothing of a check has each of its rules, except for a table or row it lacks."""
    root, own = form("national-2020"), form(form_id)
    without = {"T9-01", "T9-03", "X49-01"} if form_id in WITHOUT_STATE_CAPITAL else set()
    turned_off = {"X68-01"} if "X68-01" not in own.checks else set()
    assert set(root.checks) - set(own.checks) == without | turned_off


@each_form
def test_a_basis_names_the_tables_as_this_form_prints_them(form_id: str) -> None:
    labels = {table.label for table in form(form_id).printed_tables} - {""}
    for check in form(form_id).checks.values():
        for digits in re.findall(r"公开(\d\d(?:、\d\d)*)表", check.basis):
            named = {f"公开{number}表" for number in digits.split("、")}
            assert named <= labels | ({"公开09表"} if form_id in WITHOUT_STATE_CAPITAL else set()), check.id
    for word, table_id in (("三公经费合计等于三项之和", "T7"), ("每行本年支出等于基本支出加项目支出", "T8")):
        check = next(item for item in form(form_id).checks.values() if item.title == word)
        table = form(form_id).table(table_id)
        assert check.basis.startswith(table.label or f"《{table.title}》")


def ledger_for(form_id: str, seed: int) -> list[Entry]:
    """A ledger that the form can print: other money, codes and economic lines than it has are left out."""
    random = Random(seed)
    loaded = form(form_id)
    shape = (None, True, False)[seed % 3]
    entries = make_ledger(random, 4 + seed % 9, shape=Shape(other_sources=shape, in_print=loaded.unit is not Unit.YUAN))
    classes = {code for _, code in functions(loaded.table("T1"))}
    entries = [entry for entry in entries if entry.code[:3] in classes]
    if "T9" not in loaded.tables:
        entries = [entry for entry in entries if entry.source != CAPITAL]
    for entry in entries:
        for detail in [detail for detail in entry.basic if detail not in loaded.table("T6").rows]:
            entry.basic["30299"] = entry.basic.get("30299", 0) + entry.basic.pop(detail)
    return entries


def extra_cells(form_id: str, entries: list[Entry], cells: Cells) -> Cells:
    """The tables that only some places print, from the same ledger."""
    if form_id == "sichuan-2023":
        more = {
            ("国资收支", row, "本年支出" if column == "合计" else column): value
            for (table, row, column), value in cells.items()
            if table == "T9"
        }
        more |= {("一般公共项目", row, "金额"): v for (t, row, c), v in cells.items() if (t, c) == ("T5", "项目支出")}
        return more
    if form_id == "yunnan-2024":
        total = cells["T5", "合计", "项目支出"]
        return {("一般公共项目", row, "金额"): total for row in ("302", "30227", "合计")}
    if form_id == "jiangxi-2021":
        return {("国有资产占用", "数量", column): 300 for column in ("车辆合计", "执法执勤用车")}
    return {}


def findings_of(form_id: str, cells: Cells) -> tuple[Finding, ...]:
    audit = Audit(live_of(report_of(form(form_id), cells), book(form_id)))
    audit.run()
    result = audit.result()
    assert result.unread == ()
    return result.findings


@pytest.mark.sampled(4)
@each_form
def test_consistent_reports_have_no_finding(form_id: str) -> None:
    for seed in range(6):
        entries = ledger_for(form_id, seed)
        cells = tables(entries, Random(seed))
        cells |= extra_cells(form_id, entries, cells)
        assert [(seed, item.key) for item in findings_of(form_id, cells)] == []


@pytest.mark.sampled(40)
@each_form
@pytest.mark.parametrize(
    ("cell", "check"),
    [
        (("T1", "本年支出合计", "决算数"), "T1-02"),
        (("T3", TOTAL_ROW, "基本支出"), "T3-02"),
        (("T4", "本年支出合计", "合计"), "T4-03"),
        (("T5", TOTAL_ROW, "合计"), "T5-02"),
        (("T6", "公用经费合计", "金额"), "T6-03"),
        (("T7", "金额", "决算合计"), "T7-01"),
        (("T8", TOTAL_ROW, "本年支出"), "T8-02"),
    ],
)
def test_a_wrong_total_is_found_in_every_form(form_id: str, cell: tuple[str, str, str], check: str) -> None:
    cells = tables(ledger_for(form_id, 2), Random(2))
    cells[cell] = cells.get(cell, 0) + 7_770_000
    found = findings_of(form_id, cells)
    assert check in {item.check for item in found if item.level is Level.ERROR}
    assert Address(*cell) in {item.place for item in found}


@pytest.mark.parametrize(
    ("form_id", "cell", "check"),
    [
        ("jiangxi-2021", ("国有资产占用", "数量", "车辆合计"), "LT-02"),
        ("sichuan-2023", ("国资收支", TOTAL_ROW, "本年支出"), "LT-02"),
        ("sichuan-2023", ("一般公共项目", TOTAL_ROW, "金额"), "LT-01"),
        ("yunnan-2024", ("一般公共项目", "合计", "金额"), "LT-01"),
        ("yunnan-2024", ("T5", TOTAL_ROW, "年末结转和结余"), "T5-04"),
        ("shanghai-2024", ("T9", TOTAL_ROW, "年末结转和结余"), "T9-02"),
    ],
)
def test_a_wrong_total_is_found_in_the_extra_tables(form_id: str, cell: tuple[str, str, str], check: str) -> None:
    entries = ledger_for(form_id, 1)
    cells = tables(entries, Random(1))
    cells |= extra_cells(form_id, entries, cells)
    cells[cell] = cells.get(cell, 0) + 7_770_000
    found = findings_of(form_id, cells)
    assert check in {item.check for item in found}
    assert all(item.level is not Level.ERROR for item in found if item.check.startswith("LT"))


@each_form
def test_every_reference_of_every_formula_is_a_cell_of_the_form(form_id: str) -> None:
    loaded = form(form_id)
    for check in loaded.checks.values():
        for rule in check.rules:
            for reference, _ in references(rule.relation):
                assert reference.table in loaded.tables, (check.id, rule.text)


# -- a real report in its form ------------------------------------------------------------------------------


def workbook(path: Path, grids: dict[str, list[list[str | None]]]) -> Path:
    """The printed tables as a workbook: a ``None`` belongs to the merged cell before or above it."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, (title, rows) in enumerate(grids.items(), 1):
        sheet = made.create_sheet(f"表{number}")
        sheet["A1"], sheet["A2"] = title, "单位：万元"
        taken: set[tuple[int, int]] = set()
        for down, row in enumerate(rows):
            for right, text in enumerate(row):
                if text is None or (down, right) in taken:
                    continue
                columns = [right]
                while columns[-1] + 1 < len(row) and _is_free(rows, taken, down, columns[-1] + 1):
                    columns.append(columns[-1] + 1)
                lines = [down]
                while lines[-1] + 1 < len(rows) and all(_is_free(rows, taken, lines[-1] + 1, at) for at in columns):
                    lines.append(lines[-1] + 1)
                taken |= {(line, at) for line in lines for at in columns}
                sheet.cell(down + 3, right + 1, text.replace("\n", ""))
                if len(lines) > 1 or len(columns) > 1:
                    sheet.merge_cells(
                        start_row=down + 3, end_row=lines[-1] + 3, start_column=right + 1, end_column=columns[-1] + 1
                    )
    made.save(path)
    return path


def _is_free(rows: list[list[str | None]], taken: set[tuple[int, int]], line: int, at: int) -> bool:
    return at < len(rows[line]) and rows[line][at] is None and (line, at) not in taken


def printed_tables() -> dict[str, list[list[str | None]]]:
    tables: dict[str, list[list[str | None]]] = json.loads(PUTUO.read_text(encoding="utf-8"))
    return tables


@pytest.fixture(scope="module")
def putuo(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = workbook(tmp_path_factory.mktemp("putuo") / "普陀区财政局2024.xlsx", printed_tables())
    return read_workbook(path, Limits())


AMOUNT = re.compile(r"\d[\d,]*\.\d\d")


def test_putuo_2024_is_taken_in_whole_by_the_shanghai_form(putuo: Source) -> None:
    found = recognise(putuo, form("shanghai-2024"))
    assert (found.ignored, found.missing) == ((), ())
    for table in found.tables:
        assert (table.missing_columns, table.unmatched_columns, table.unread) == ((), (), ()), table.id
        assert table.unmatched_rows == (), table.id
    shown = Counter(item.stated.figure for table in found.tables for item in table.figures if item.stated.figure)
    printed = Counter(
        parse_amount(text, Unit.WAN_YUAN)
        for rows in printed_tables().values()
        for row in rows
        for text in row
        if text and AMOUNT.fullmatch(text)
    )
    assert shown == printed


def test_putuo_2024_has_no_finding_but_its_known_rounding(putuo: Source) -> None:
    """208 is 326.71 in two tables and 326.72 in the others: one step of the last digit, a warning."""
    loaded = form("shanghai-2024")
    report = take_in(recognise_with(putuo, loaded, codes(2024)), loaded).report
    audit = Audit(live_of(report, book("shanghai-2024")))
    audit.run()
    result = audit.result()
    assert result.unread == ()
    assert {(item.check, item.subject and item.subject.text, item.level, item.outcome) for item in result.findings} == {
        ("X13-02", "T1[社会保障和就业支出].决算数", Level.WARNING, Outcome.DIGIT),
        ("X45-02", "T4[社会保障和就业支出].一般公共预算", Level.WARNING, Outcome.DIGIT),
        # A true remark on true figures: 行政运行 has 8.37 of project spending.
        ("T3-04", "T3[2010601].项目支出", Level.INFO, Outcome.FAILS),
    }


def test_a_document_finds_its_own_form(putuo: Source) -> None:
    forms = [form(form_id) for form_id in FORMS]
    assert choose_form(putuo, forms) is form("shanghai-2024")
    assert choose_form(putuo, forms[::-1]) is form("shanghai-2024")
    guyuan = read_workbook(SAMPLE, Limits())
    assert choose_form(guyuan, forms) is form("ningxia-2020")
    assert choose_form(guyuan, forms[::-1]) is form("ningxia-2020")


@pytest.mark.parametrize(
    "form_id",
    ["national-2022", "wuhan-2020", "beijing-2021", "jiangxi-2021", "shanghai-2024", "sichuan-2023", "yunnan-2024"],
)
def test_a_form_is_known_by_what_it_prints(form_id: str, tmp_path: Path) -> None:
    """Each form's own tables, published for a department of the place, are read back with that form."""
    loaded = form(form_id)
    cells = tables(ledger_for(form_id, 1), Random(1))
    report = report_of(loaded, cells)
    report.apply(set_text(report, UNIT_NAME, f"{loaded.region.replace('·', '')}某局"))
    live = LiveReport(report, codes(loaded.year), book(form_id))
    made = publish(live, tmp_path, f"{loaded.year}年度决算", ["xlsx"])
    source = read_workbook(next(path for path in made if path.suffix == ".xlsx"), Limits())
    chosen = choose_form(source, [form(other) for other in FORMS])
    assert chosen is not None
    assert chosen.id == form_id


# -- what a child form may say --------------------------------------------------------------------------------


def child(folder: Path, files: dict[str, str], extends: str = "national-2020") -> Form:
    """A user's own form: his folder beside the shipped ones."""
    home = folder / "own-2030"
    head = f'id = "own-2030"\nname = "自用"\nregion = "本县"\nyear = 2030\nextends = "{extends}"\n'
    for name, text in {"form.toml": "", **files}.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((head if name == "form.toml" else "") + text, encoding="utf-8")
    return load_form("own-2030", [TEMPLATES, folder])


def test_lines_are_removed_and_counted_afresh(tmp_path: Path) -> None:
    text = (
        'id = "T1"\nrenumber_lines = true\nrenumber_labels = ["功能支出"]\n'
        '[edit.row."外交支出"]\nremove = true\n[edit.line."26"]\nremove = true\n'
    )
    table = child(tmp_path, {"tables/T1.toml": text}).table("T1")
    assert functions(table)[:2] == [("一、一般公共服务支出", "201"), ("二、国防支出", "203")]
    assert [row.line for block in table.blocks for row in block.rows] == [str(number) for number in range(1, 59)]


def test_a_removed_column_is_not_printed_and_a_new_one_is(tmp_path: Path) -> None:
    text = (
        'id = "T2"\nrenumber_columns = true\n[edit.column."经营收入"]\nremove = true\n'
        '[[insert.column]]\nafter = "事业收入"\nkey = "教育收费"\nfield = { header = ["其中：教育收费"] }\n'
    )
    off = '[[check]]\nid = "{}"\noff = true\n'
    files = {"tables/T2.toml": text, "checks/X.toml": "".join(off.format(key) for key in ("T2-01", "T2-05", "X12-03"))}
    table = child(tmp_path, files).table("T2")
    shown = [(item.column, item.number) for item in fields_of(table) if item.column]
    assert [column for column, _ in shown] == [
        "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "教育收费", "附属单位上缴收入", "其他收入",
    ]  # fmt: skip
    assert [number for _, number in shown] == list("1234567")


def test_a_heading_and_a_footer_row_change(tmp_path: Path) -> None:
    text = (
        'id = "T6"\n[edit.field."人员经费/金额"]\nheader = ["人员经费", "决算数"]\n'
        '[edit.row."公用经费合计"]\nlabel = "公用支出合计"\n'
        '[[insert.row]]\nafter = "30299"\nkey = "30298"\ncode = "30298"\nlabel = "新科目"\nindent = 1\n'
    )
    table = child(tmp_path, {"tables/T6.toml": text}).table("T6")
    assert fields_of(table)[2].header == ("人员经费", "决算数")
    assert table.rows["公用经费合计"].label == "公用支出合计"
    keys = list(table.rows)
    assert keys[keys.index("30299") + 1] == "30298"


def test_what_all_tables_have_in_common_is_said_once(tmp_path: Path) -> None:
    common = (
        'above = [["填报单位：{单位}", "", "单位：{计量单位}"]]\nheading = "{表号} {表名}"\n'
        'more_notes = ["本套报表金额单位转换时可能存在尾数误差。"]\n[labels]\nT7 = "附表7"\n'
    )
    own = 'id = "T3"\nabove = [["", "", "{表号}"]]\n'
    loaded = child(tmp_path, {"form.toml": common, "tables/T3.toml": own})
    for table in loaded.printed_tables:
        line = ("", "", "{表号}") if table.id == "T3" else ("填报单位：{单位}", "", "单位：{计量单位}")
        assert table.above == (line,)
        assert table.heading == "{表号} {表名}"
        assert table.notes[-1].endswith("尾数误差。")
        assert table.notes[:-1] == form("national-2020").table(table.id).notes
    assert loaded.table("T7").label == "附表7"
    assert loaded.checks["T7-01"].basis.startswith("附表7")
    assert form_from_snapshot(loaded.snapshot) == loaded


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("tables/T1.toml", 'id = "T1"\n[edit.row."外交"]\nremove = true\n', "edit.row：没有“外交”这一行"),
        ("tables/T1.toml", 'id = "T1"\n[edit.line."99"]\nremove = true\n', "没有行次为“99”的空行"),
        ("tables/T1.toml", 'id = "T1"\n[edit.cell."1"]\nremove = true\n', "edit 下只能有"),
        ("tables/T2.toml", 'id = "T2"\n[edit.field."教育收费"]\nnumber = "5"\n', "没有“教育收费”这个栏目"),
        ("tables/T2.toml", 'id = "T2"\n[edit.column."事业收入"]\nlable = "事业"\n', "不认识的键 lable"),
        ("tables/T2.toml", 'id = "T2"\ncolumns = [{ key = "本年收入合计" }]\n', "没有“财政拨款收入”这一列"),
        ("tables/T2.toml", 'id = "T2"\n[[insert.column]]\nkey = "教育收费"\n', "after 和 before 要写一个"),
        ("tables/T2.toml", 'id = "T2"\n[[insert.column]]\nafter = "无"\nkey = "教育收费"\n', "不知道插在哪里"),
        ("tables/T1.toml", 'id = "T1"\nrenumber_labels = ["支出"]\n', "没有名为“支出”的行组"),
        ("tables/T6.toml", 'id = "T6"\n[edit.block."公用经费续"]\nremove = true\n', "要写 into"),
        ("tables/T6.toml", 'id = "T6"\n[edit.row."30299"]\nlabel = ""\n', "编码 30299 的行没有 label"),
        ("tables/T6.toml", 'id = "T6"\n[edit.row."公用经费合计"]\nremove = true\n', "footer_rows 里没有“公用经费合计”"),
        ("form.toml", '[labels]\nT10 = "公开10表"\n', "没有定义的表：T10"),
        ("form.toml", 'without_tables = ["T10"]\n', "没有定义的表：T10"),
    ],
)
def test_a_mistake_is_named_with_file_table_and_key(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(FormError) as caught:
        child(tmp_path, {name: text})
    assert words in str(caught.value)
    assert Path(name).name in caught.value.file


def test_columns_that_are_printed_nowhere_and_blocks_of_one_name_are_refused(tmp_path: Path) -> None:
    base = 'id = "附表"\ntitle = "附表"\ncolumns = [{ key = "甲" }, { key = "乙" }]\n'
    block = '[[blocks]]\nname = "左"\nfields = [{ role = "figure", header = ["甲"], column = "甲" }]\n'
    with pytest.raises(FormError, match="“乙”没有印在 blocks"):
        child(tmp_path, {"tables/more.toml": base + block})
    shutil.rmtree(tmp_path / "own-2030")
    with pytest.raises(FormError, match="左”重复"):
        child(tmp_path, {"tables/more.toml": base + block + block.replace("甲", "乙")})


def test_a_table_left_out_stays_out_in_the_form_of_the_next_year(tmp_path: Path) -> None:
    assert "T9" not in child(tmp_path, {}, extends="national-2019").tables


def test_next_years_form_takes_six_lines(tmp_path: Path) -> None:
    """The how-to in docs/next-year-form.md: a copied folder that says only what is new."""
    made = child(tmp_path, {}, extends="national-2025")
    last = form("national-2025")
    assert (made.year, list(made.tables), list(made.checks)) == (2030, list(last.tables), list(last.checks))
    assert made.lineage[:2] == ("own-2030", "national-2025")


@pytest.mark.sampled(5)
@pytest.mark.parametrize("form_id", sorted(form_ids([TEMPLATES])))
def test_every_figure_beyond_the_nine_tables_says_where_it_is_found(form_id: str) -> None:
    form = load_form(form_id, [TEMPLATES])
    for table in form.tables.values():
        for basis in table.bases:
            for period in table.periods if basis == Basis.FINAL else (Period.THIS,):
                if not table.supplementary and (basis, period) == (Basis.FINAL, Period.THIS):
                    continue
                for row in table.rows:
                    for column in table.columns_of(row):
                        cell = TableKey(table.id, period, basis).cell(row, column)
                        assert form.source_of(cell), cell.text
    # The form that travels with a report says it too.
    assert form_from_snapshot(form.snapshot).where_found == form.where_found
