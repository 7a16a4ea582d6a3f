"""Owns the proof that the shipped forms print as they should: header, lines, columns, codes, both editions."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.figures import Unit
from juesuan_gui.forms import (
    TOTAL_ROW,
    CellRole,
    Coded,
    CodeRow,
    FieldRole,
    Form,
    PrintedCell,
    Table,
    fields_of,
    lay_out,
    load_form,
    parent_code,
)
from juesuan_gui.relations import Basis

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
FORMS = ("national-2020", "ningxia-2020")
TABLES = tuple(f"T{number}" for number in range(1, 10))
CODED = ("T2", "T3", "T5", "T8", "T9")
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
CLASSES = (
    ("一、一般公共服务支出", "201"),
    ("二、外交支出", "202"),
    ("三、国防支出", "203"),
    ("四、公共安全支出", "204"),
    ("五、教育支出", "205"),
    ("六、科学技术支出", "206"),
    ("七、文化旅游体育与传媒支出", "207"),
    ("八、社会保障和就业支出", "208"),
    ("九、卫生健康支出", "210"),
    ("十、节能环保支出", "211"),
    ("十一、城乡社区支出", "212"),
    ("十二、农林水支出", "213"),
    ("十三、交通运输支出", "214"),
    ("十四、资源勘探工业信息等支出", "215"),
    ("十五、商业服务业等支出", "216"),
    ("十六、金融支出", "217"),
    ("十七、援助其他地区支出", "219"),
    ("十八、自然资源海洋气象等支出", "220"),
    ("十九、住房保障支出", "221"),
    ("二十、粮油物资储备支出", "222"),
    ("二十一、国有资本经营预算支出", "223"),
    ("二十二、灾害防治及应急管理支出", "224"),
    ("二十三、其他支出", "229"),
    ("二十四、债务还本支出", "231"),
    ("二十五、债务付息支出", "232"),
    ("二十六、抗疫特别国债安排的支出", "234"),
)
COLUMNS = {
    "T1": ("决算数",),
    "T2": ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    "T3": ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    "T4": ("金额", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"),
    "T5": ("合计", "基本支出", "项目支出"),
    "T6": ("金额",),
    "T7": (
        "预算合计", "预算因公出国（境）费", "预算公务用车小计", "预算公务用车购置费", "预算公务用车运行费",
        "预算公务接待费", "决算合计", "决算因公出国（境）费", "决算公务用车小计", "决算公务用车购置费",
        "决算公务用车运行费", "决算公务接待费",
    ),
    "T8": ("年初结转和结余", "本年收入", "本年支出", "基本支出", "项目支出", "年末结转和结余"),
    "T9": ("合计", "基本支出", "项目支出"),
}  # fmt: skip
PLACEHOLDERS = {"文种", "单位", "年度", "计量单位", "表号"}

each_form = pytest.mark.parametrize("form_id", FORMS)
each_table = pytest.mark.parametrize("table_id", TABLES)
each_coded = pytest.mark.parametrize("table_id", CODED)

codes = st.sampled_from([(100, 999), (10000, 99999), (1000000, 9999999)]).flatmap(
    lambda span: st.integers(*span).map(str)
)
code_rows = st.lists(
    st.builds(CodeRow, codes, st.text(max_size=20)),
    max_size=12,
    unique_by=lambda row: row.code,
)


@cache
def shipped() -> Mapping[str, Form]:
    """The shipped forms without their checks, so that a layout is judged by itself."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "templates"
        shutil.copytree(TEMPLATES, copy, ignore=shutil.ignore_patterns("checks"))
        return {form_id: load_form(form_id, [copy]) for form_id in FORMS}


def table_of(form_id: str, table_id: str) -> Table:
    return shipped()[form_id].table(table_id)


def covered(cells: Iterable[PrintedCell]) -> Counter[tuple[int, int]]:
    """How often every place of the printed grid is covered by a cell."""
    return Counter(
        (cell.line + down, cell.position + right)
        for cell in cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    )


def rectangle(lines: int, width: int) -> Counter[tuple[int, int]]:
    return Counter((line, position) for line in range(lines) for position in range(width))


def figures(cells: Iterable[PrintedCell]) -> Counter[tuple[str, str]]:
    return Counter((cell.row, cell.column) for cell in cells if cell.role is CellRole.FIGURE)


def consecutive(texts: Iterable[str], first: int = 1) -> bool:
    numbers = [int(text) for text in texts]
    return numbers == list(range(first, first + len(numbers)))


def shown_width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s“”\"]", "", text)


def recognised(form: Form, title: str) -> str:
    """The table that a reader must see in this title: the longest known title in it, none where excluded."""
    text = squeezed(title)
    found = [
        (len(squeezed(name)), table.id)
        for table in form.printed_tables
        if not any(squeezed(word) in text for word in table.not_titles)
        for name in (table.title, *table.aliases)
        if squeezed(name) in text
    ]
    return max(found)[1] if found else ""


@each_form
def test_a_shipped_form_loads_with_its_checks(form_id: str) -> None:
    form = load_form(form_id, [TEMPLATES])
    assert tuple(table.id for table in form.printed_tables) == TABLES
    assert form.year == 2020


def test_each_form_prints_its_own_numbers() -> None:
    national, ningxia = (shipped()[form_id].numbers for form_id in FORMS)
    assert (national.unit, national.decimals, national.thousands) == (Unit.WAN_YUAN, 2, True)
    assert (ningxia.unit, ningxia.decimals, ningxia.thousands) == (Unit.YUAN, 2, False)
    assert (ningxia.zero, ningxia.blank) == (None, "")


@each_form
def test_tables_are_labelled_01_to_09(form_id: str) -> None:
    labels = [table.label for table in shipped()[form_id].printed_tables]
    assert labels == [f"公开0{number}表" for number in range(1, 10)]


@each_form
def test_sources_are_named_as_in_the_final_accounts(form_id: str) -> None:
    sources = [table.source for table in shipped()[form_id].printed_tables]
    assert sources == [
        "财决01表", "财决03表", "财决04表", "财决01-1表", "财决07表", "财决08-1表", "F03表", "财决09表", "财决11表",
    ]  # fmt: skip


@each_form
@each_table
def test_header_cells_tile_the_header(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    printed = lay_out(table)
    header = [cell for cell in printed.cells if cell.role is CellRole.HEADER]
    depth = printed.header_lines - (1 if table.number_row else 0)
    assert covered(header) == rectangle(depth, len(fields_of(table)))
    assert all(cell.text for cell in header)


@each_form
@each_table
def test_printed_cells_tile_the_whole_table(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    printed = lay_out(table)
    assert covered(printed.cells) == rectangle(printed.lines, len(fields_of(table)))
    assert len(printed.widths) == len(fields_of(table))


@each_form
@each_coded
@settings(max_examples=40)
@given(rows=code_rows)
def test_coded_tables_tile_and_show_every_figure_once(form_id: str, table_id: str, rows: list[CodeRow]) -> None:
    table = table_of(form_id, table_id)
    printed = lay_out(table, rows)
    assert covered(printed.cells) == rectangle(printed.lines, len(fields_of(table)))
    assert figures(printed.cells) == Counter(
        (key, column.key) for key in (TOTAL_ROW, *(row.code for row in rows)) for column in table.columns
    )
    shown = [cell.row for cell in printed.cells if cell.role is CellRole.CODE]
    assert shown == [row.code for row in rows]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("total", ["first", "last", "none"])
@pytest.mark.parametrize("split_code", [False, True])
@pytest.mark.parametrize("merge_number_row", [False, True])
@settings(max_examples=40)
@given(rows=code_rows)
def test_every_way_to_print_a_coded_table_tiles(
    total: str, split_code: bool, merge_number_row: bool, rows: list[CodeRow]
) -> None:
    coded = Coded(FUNDS, total, split_code=split_code, merge_number_row=merge_number_row)
    table = replace(table_of("ningxia-2020", "T2"), coded=coded)
    for join in (True, False):
        printed = lay_out(table, rows, join_number_row=join)
        assert covered(printed.cells) == rectangle(printed.lines, len(fields_of(table)))


@each_coded
def test_class_section_item_stand_beside_the_total(table_id: str) -> None:
    printed = lay_out(table_of("national-2020", table_id), [CodeRow("201", "一般公共服务支出")])
    numbers = [cell for cell in printed.cells if cell.role is CellRole.NUMBER]
    assert [(cell.text, cell.row_span) for cell in numbers[:4]] == [
        ("类", 2),
        ("款", 2),
        ("项", 2),
        ("栏次", 1),
    ]
    total = next(cell for cell in printed.cells if cell.role is CellRole.NAME and cell.row == TOTAL_ROW)
    assert (total.line, total.position, total.column_span) == (printed.header_lines, 3, 1)


@each_form
@each_table
def test_every_figure_column_is_printed_once_in_its_block(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    for block in table.blocks:
        keys = [item.column for item in block.fields if item.role is FieldRole.FIGURE]
        assert len(keys) == len(set(keys)) > 0
    assert {item.column for item in fields_of(table) if item.column} == {column.key for column in table.columns}


@each_form
@each_table
def test_every_fixed_figure_is_printed_once(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    if table.coded is None:
        expected = Counter((row, column) for row in table.rows for column in table.columns_of(row))
        assert figures(lay_out(table).cells) == expected


@each_form
@pytest.mark.parametrize(("table_id", "last"), [("T1", 60), ("T4", 64)])
def test_line_numbers_run_on_from_left_to_right(form_id: str, table_id: str, last: int) -> None:
    blocks = table_of(form_id, table_id).blocks
    lines = [row.line for block in blocks for row in block.rows]
    assert consecutive(lines)
    assert len(lines) == last
    assert len({len(block.rows) for block in blocks}) == 1


@each_form
@each_table
def test_column_numbers_run_on(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    numbers = [item.number for item in fields_of(table) if item.role is FieldRole.FIGURE]
    if table.number_row:
        assert consecutive(numbers)
    else:
        assert table_id == "T6"
        assert set(numbers) == {""}


@each_form
@each_table
def test_columns_are_those_that_the_checks_speak_of(form_id: str, table_id: str) -> None:
    keys = tuple(column.key for column in table_of(form_id, table_id).columns)
    if (form_id, table_id) == ("ningxia-2020", "T2"):
        assert keys == (*COLUMNS["T2"][:4], "教育收费", *COLUMNS["T2"][4:])
    else:
        assert keys == COLUMNS[table_id]


@each_form
@pytest.mark.parametrize("table_id", ["T1", "T4"])
def test_the_26_classes_have_their_ordinals_and_codes(form_id: str, table_id: str) -> None:
    rows = [row for row in table_of(form_id, table_id).rows.values() if "功能支出" in row.groups]
    assert [(row.label, row.code) for row in rows] == list(CLASSES)
    assert all(row.label.partition("、")[2] == row.key for row in rows)


@each_form
def test_groups_hold_the_rows_that_are_added(form_id: str) -> None:
    def members(table_id: str, group: str) -> list[str]:
        return [row.key for row in table_of(form_id, table_id).rows.values() if group in row.groups]

    assert len(members("T1", "收入")) == 8
    assert members("T1", "财政拨款") == members("T1", "收入")[:3] == [f"{fund}财政拨款收入" for fund in FUNDS]
    assert members("T4", "收入") == [f"{fund}财政拨款" for fund in FUNDS]
    assert members("T4", "年初") == [f"年初{fund}财政拨款" for fund in FUNDS]
    assert members("T6", "人员类") == ["301", "303"]
    assert members("T6", "公用类") == ["302", "307", "310", "312", "399"]


@each_form
def test_every_economic_code_stands_below_its_printed_parent(form_id: str) -> None:
    table = table_of(form_id, "T6")
    with (ROOT / "resources" / "codes" / "economic_codes.csv").open(encoding="utf-8", newline="") as file:
        names = {
            row["code"]: row["name"]
            for row in csv.DictReader(file)
            if int(row["from_year"]) <= 2020 <= int(row["to_year"])
        }
    for block in table.blocks:
        parent = ""
        for row in block.rows:
            assert (row.key, row.label) == (row.code, names[row.code])
            if len(row.code) == 3:
                parent = row.code
                assert row.bold
            else:
                assert parent_code(row.code) == parent
    coded = {row.code for row in table.rows.values() if row.code}
    parents = {code for code in coded if len(code) == 3}
    assert parents == {parent_code(code) for code in coded if len(code) == 5}
    children = {code for code in names if parent_code(code) in parents}
    assert coded == parents | children


def test_ningxia_keeps_every_national_key() -> None:
    for table_id, national in shipped()["national-2020"].tables.items():
        ningxia = table_of("ningxia-2020", table_id)
        assert {column.key for column in national.columns} <= {column.key for column in ningxia.columns}
        assert list(national.rows) == [key for key in ningxia.rows if key in national.rows]
        assert (national.title, national.bases, national.landscape) == (
            ningxia.title, ningxia.bases, ningxia.landscape,
        )  # fmt: skip


def test_ningxia_splits_school_fees_from_business_income() -> None:
    table = table_of("ningxia-2020", "T2")
    split = {item.column: item.header for item in fields_of(table) if len(item.header) == 2 and item.column}
    assert len(table.columns) == 8
    assert split == {"事业收入": ("事业收入", "小计"), "教育收费": ("事业收入", "其中：教育收费")}


def test_only_ningxia_closes_table_6_with_a_total() -> None:
    assert TOTAL_ROW not in table_of("national-2020", "T6").rows
    table = table_of("ningxia-2020", "T6")
    assert table.columns_of(TOTAL_ROW) == ("金额",)
    assert list(table.rows)[-3:] == ["人员经费合计", "公用经费合计", TOTAL_ROW]


@each_form
def test_table_7_is_one_row_under_budget_and_final(form_id: str) -> None:
    table = table_of(form_id, "T7")
    assert table.default_row == "金额"
    assert {item.role for item in fields_of(table)} == {FieldRole.FIGURE}
    tops = [item.header[0] for item in fields_of(table)]
    year = "{年度}年度" if form_id == "ningxia-2020" else ""
    assert tops == [f"{year}预算数"] * 6 + [f"{year}决算数"] * 6
    assert [item.column[:2] for item in fields_of(table)] == ["预算"] * 6 + ["决算"] * 6


@each_form
def test_funds_say_whose_codes_a_table_takes(form_id: str) -> None:
    funds = {table.id: table.coded.funds for table in shipped()[form_id].printed_tables if table.coded is not None}
    assert funds == {"T2": FUNDS, "T3": FUNDS, "T5": FUNDS[:1], "T8": FUNDS[1:2], "T9": FUNDS[2:]}


@each_form
def test_budgets_are_kept_where_the_narrative_compares_with_them(form_id: str) -> None:
    kept: dict[str, tuple[str, ...]] = dict.fromkeys(TABLES, (Basis.FINAL, Basis.INITIAL_BUDGET, Basis.FULL_BUDGET))
    kept |= dict.fromkeys(("T1", "T4"), (Basis.FINAL, Basis.INITIAL_BUDGET))
    kept |= dict.fromkeys(("T8", "T9"), (Basis.FINAL,))
    assert {table.id: table.bases for table in shipped()[form_id].printed_tables} == kept


@each_form
@each_table
def test_only_known_placeholders_are_printed(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    texts = [table.zero_sentence, *table.notes, *(text for line in table.above for text in line)]
    texts += [text for item in fields_of(table) for text in item.header]
    assert set(re.findall(r"\{(.*?)\}", "".join(texts))) <= PLACEHOLDERS
    assert table.notes[0].startswith("注：")
    assert bool(table.zero_sentence) == (table_id in ("T7", "T8", "T9"))


@each_form
@each_table
def test_columns_are_wide_enough_for_amounts_and_names(form_id: str, table_id: str) -> None:
    table = table_of(form_id, table_id)
    for block in table.blocks:
        for item in block.fields:
            if item.role is FieldRole.FIGURE:
                assert item.width >= len("1,234,567,890.12")
            elif item.role is FieldRole.NAME:
                assert all(shown_width(row.label) + 2 * row.indent <= item.width for row in block.rows)


@each_form
@pytest.mark.parametrize(
    ("title", "table_id"),
    [
        ("2020年度收入支出决算总表（表1）", "T1"),
        ("2020年度收入决算表(表2)", "T2"),
        ("2020年度支出决算表(表3)", "T3"),
        ("Z04 支出决算表(财决04表)", "T3"),
        ("2020年度财政拨款收入支出决算总表（表4）", "T4"),
        ("一般公共预算财政拨款支出决算表", "T5"),
        ("一般公共预算财政拨款基本支出决算表", "T6"),
        ("一般公共预算财政拨款基本支出决算明细表", "T6"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "T7"),
        ("财政拨款 三公 经费支出决算表", "T7"),
        ("政府性基金预算财政拨款收入支出决算表", "T8"),
        ("国有资本经营预算财政拨款支出决算表", "T9"),
        ("国有资本经营预算财政拨款收入支出决算表", "T9"),
        ("Z07 一般公共预算财政拨款收入支出决算表(财决07表)", ""),
        ("Z02 收入支出决算表(财决02表)", ""),
        ("Z05 支出决算明细表(财决05表)", ""),
        ("Z05_2 项目支出决算明细表(财决05-2表)", ""),
        ("项目支出决算表", ""),
        ("资产负债简表", ""),
    ],
)
def test_a_title_says_which_table_it_is(form_id: str, title: str, table_id: str) -> None:
    assert recognised(shipped()[form_id], title) == table_id


@each_form
def test_only_these_names_are_printed_twice_in_a_block(form_id: str) -> None:
    """A reader must tell these apart by their place or code, everything else by name alone."""
    twice = {
        (table.id, label)
        for table in shipped()[form_id].printed_tables
        for block in table.blocks
        for label, count in Counter(row.label for row in block.rows if row.key).items()
        if count > 1
    }
    assert twice == {
        ("T4", "一、一般公共预算财政拨款"),
        ("T4", "二、政府性基金预算财政拨款"),
        ("T4", "三、国有资本经营预算财政拨款"),
        ("T6", "其他支出"),
    }
