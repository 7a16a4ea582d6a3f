"""Loading a form: mistakes are named with file, table or check, and key; a child changes what it says and no more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan_gui.forms import Form, FormError, Level, form_from_snapshot, form_ids, load_form
from juesuan_gui.relations import Reference, SelectorKind

TEMPLATES = Path(__file__).parents[2] / "templates"

FORM = """
id = "base"
name = "试验版式"
region = "全国"
year = 2020
[numbers]
unit = "元"
[settings]
"文种" = ["部门", "单位"]
"""
TABLE = """
id = "甲"
title = "甲表"
columns = [{ key = "金额" }, { key = "上年数", label = "上年" }]
footer = [[{ label = "合计", span = 1 }, { row = "总计", column = "金额", span = 1 }, { label = "" }]]
footer_rows = [{ key = "总计" }]

[[blocks]]
name = "收入"
fields = [
  { role = "name", header = ["项目"] },
  { role = "figure", header = ["金额"], column = "金额" },
  { role = "figure", header = ["上年"], column = "上年数" },
]

[rows]
"收入" = [
  { key = "拨款", groups = ["收入"] },
  { key = "其他", groups = ["收入"] },
  { key = "合计" },
]
"""
SINGLE = """
id = "乙"
title = "乙表"
columns = [{ key = "人数", kind = "count" }, { key = "经费" }]
[[blocks]]
name = ""
fields = [
  { role = "figure", header = ["人数"], column = "人数" },
  { role = "figure", header = ["经费"], column = "经费" },
]
[rows]
"" = [{ key = "情况" }]
"""
CODED = """
id = "丙"
title = "丙表"
columns = [{ key = "金额" }]
[coded]
[[blocks]]
fields = [
  { role = "code", header = ["编码"] },
  { role = "name", header = ["名称"] },
  { role = "figure", header = ["金额"], column = "金额" },
]
"""
CHECK = """
[[check]]
id = "甲-01"
level = "error"
kind = "sum"
title = "合计等于各项之和"
basis = "栏次关系"
message = "{位置}：{左}，{右}"
[[check.rule]]
relation = "甲[合计].金额 = Σ 甲[@收入].金额"
computes = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of forms with one small form in it."""
    write(tmp_path, "base/form.toml", FORM)
    write(tmp_path, "base/tables/甲.toml", TABLE)
    write(tmp_path, "base/tables/乙.toml", SINGLE)
    write(tmp_path, "base/tables/丙.toml", CODED)
    write(tmp_path, "base/checks/甲.toml", CHECK)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    write(folder, name, text.replace(old, new, 1))


def child(folder: Path, *, form: str = "", tables: dict[str, str] | None = None, checks: str = "") -> Form:
    """The form of a child that says these things."""
    head = 'id = "child"\nname = "分版"\nregion = "某省"\nyear = 2021\nextends = "base"\n'
    write(folder, "child/form.toml", head + form)
    for name, text in (tables or {}).items():
        write(folder, f"child/tables/{name}.toml", f'id = "{name}"\n{text}')
    if checks:
        write(folder, "child/checks/改.toml", checks)
    return load_form("child", [folder])


def relation(text: str) -> Callable[[Path], None]:
    """The relation of the small form's check, put otherwise."""
    return lambda folder: replace(folder, "base/checks/甲.toml", "甲[合计].金额 = Σ 甲[@收入].金额", text)


def rule(text: str) -> Callable[[Path], None]:
    """One more rule of the small form's check."""
    return lambda folder: replace(
        folder, "base/checks/甲.toml", "computes = true", f"computes = true\n[[check.rule]]\n{text}"
    )


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: replace(folder, f"base/{name}", old, new)


def add(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: write(folder, f"base/{name}", text)


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for item in changes:
            item(folder)

    return change


T, C, F = "tables/甲.toml", "checks/甲.toml", "form.toml"

#: What is done to the form, the file that must be named, and what else the sentence must hold.
MISTAKES: dict[str, tuple[Callable[[Path], None], str, tuple[str, ...]]] = {
    "unknown key in a form": (swap(F, 'region = "全国"', 'region = "全国"\nregoin = "全国"'), F, ("regoin",)),
    "unknown key in a table": (swap(T, 'title = "甲表"', 'title = "甲表"\ntitel = "甲表"'), T, ("表 甲", "titel")),
    "unknown key in a row": (swap(T, '{ key = "其他",', '{ key = "其他", blod = true,'), T, ("表 甲", "blod", "rows")),
    "unknown key in a column": (
        swap(T, '{ key = "金额" }', '{ key = "金额", unit = "元" }'),
        T,
        ("表 甲", "unit", "columns"),
    ),
    "unknown key in a check": (swap(C, 'kind = "sum"', 'kind = "sum"\nseverity = 1'), C, ("severity",)),
    "unknown key in a rule": (swap(C, "computes = true", "compute = true"), C, ("compute",)),
    "missing key in a form": (swap(F, 'region = "全国"', ""), F, ("region",)),
    "missing key in a table": (swap(T, 'title = "甲表"', ""), T, ("表 甲", "title")),
    "missing id of a table": (swap(T, 'id = "甲"', ""), T, ("id",)),
    "missing key in a field": (
        swap(T, '{ role = "name", header = ["项目"] }', '{ role = "name" }'),
        T,
        ("表 甲", "header"),
    ),
    "missing words of a check": (swap(C, 'basis = "栏次关系"', ""), C, ("审核 甲-01", "basis")),
    "missing rule of a check": (
        lambda folder: write(folder, f"base/{C}", CHECK.split("[[check.rule]]")[0]),
        C,
        ("审核 甲-01", "rule"),
    ),
    "missing id of a check": (swap(C, 'id = "甲-01"', ""), C, ("id",)),
    "wrong type in a form": (swap(F, "year = 2020", 'year = "2020"'), F, ("year", "整数")),
    "wrong type in a table": (swap(T, 'title = "甲表"', "title = 5"), T, ("表 甲", "title", "文字")),
    "wrong type in a row": (
        swap(T, 'groups = ["收入"] },\n  { key = "其他"', 'groups = "收入" },\n  { key = "其他"'),
        T,
        ("表 甲", "groups", "列表"),
    ),
    "no TOML": (swap(T, 'title = "甲表"', "title = 甲表"), T, ("TOML",)),
    "unknown unit": (swap(F, 'unit = "元"', 'unit = "百元"'), F, ("numbers", "unit", "百元")),
    "too many decimals": (swap(F, 'unit = "元"', 'unit = "元"\ndecimals = 9'), F, ("numbers", "decimals")),
    "form id other than its folder": (swap(F, 'id = "base"', 'id = "basis"'), F, ("id", "basis", "base")),
    "a table listed that is not there": (
        swap(F, "year = 2020", 'year = 2020\ntables = ["甲", "丁"]'),
        F,
        ("tables", "丁"),
    ),
    "duplicate table id": (add("tables/再.toml", TABLE), "tables/甲.toml", ("表 甲", "再.toml")),
    "duplicate row": (swap(T, '{ key = "其他"', '{ key = "拨款"'), T, ("表 甲", "rows", "拨款")),
    "duplicate row in the footer": (swap(T, '{ key = "总计" }', '{ key = "拨款" }'), T, ("表 甲",)),
    "duplicate column": (swap(T, '{ key = "上年数"', '{ key = "金额"'), T, ("表 甲", "columns", "金额")),
    "duplicate check in one file": (swap(C, "[[check]]", CHECK + "\n[[check]]"), C, ("审核 甲-01",)),
    "duplicate check in two files": (add("checks/再.toml", CHECK), "checks/甲.toml", ("审核 甲-01", "再.toml")),
    "unknown kind of column": (
        swap(T, '{ key = "金额" }', '{ key = "金额", kind = "钱" }'),
        T,
        ("表 甲", "金额", "kind", "钱"),
    ),
    "unknown role": (swap(T, 'role = "name"', 'role = "title"'), T, ("表 甲", "role", "title")),
    "unknown kind of check": (swap(C, 'kind = "sum"', 'kind = "summe"'), C, ("审核 甲-01", "kind", "summe")),
    "unknown level": (swap(C, 'level = "error"', 'level = "fatal"'), C, ("审核 甲-01", "level", "fatal")),
    "unknown place of the total": (
        swap("tables/丙.toml", "[coded]", '[coded]\ntotal = "middle"'),
        "tables/丙.toml",
        ("表 丙", "total"),
    ),
    "unknown period": (
        swap(T, 'title = "甲表"', 'title = "甲表"\nperiods = ["今年"]'),
        T,
        ("表 甲", "periods", "今年"),
    ),
    "unknown basis": (swap(T, 'title = "甲表"', 'title = "甲表"\nbases = ["概算"]'), T, ("表 甲", "bases", "概算")),
    "figure without column": (
        swap(T, '{ role = "figure", header = ["上年"], column = "上年数" }', '{ role = "figure", header = ["上年"] }'),
        T,
        ("表 甲", "上年", "column"),
    ),
    "field of an unknown column": (swap(T, 'column = "上年数" }', 'column = "去年数" }'), T, ("表 甲", "去年数")),
    "rows of an unknown block": (swap(T, '"收入" = [', '"支出" = ['), T, ("表 甲", "rows", "支出")),
    "wrong span of the footer": (
        swap(T, '{ label = "" }]]', '{ label = "", span = 2 }]]'),
        T,
        ("表 甲", "footer", "4", "3"),
    ),
    "footer of an unknown row": (swap(T, '{ row = "总计",', '{ row = "小计",'), T, ("表 甲", "footer", "小计")),
    "unknown row in a relation": (relation("甲[小计].金额 = Σ 甲[@收入].金额"), C, ("审核 甲-01", "甲", "小计")),
    "unknown column in a relation": (relation("甲[合计].金额 = Σ 甲[@收入].数额"), C, ("审核 甲-01", "甲", "数额")),
    "unknown group in a relation": (relation("甲[合计].金额 = Σ 甲[@进账].金额"), C, ("审核 甲-01", "甲", "进账")),
    "unknown basis in a relation": (relation("甲[合计].金额 = 年初预算.甲[合计].金额"), C, ("审核 甲-01", "年初预算")),
    "a relation that is not one": (relation("甲[合计].金额 + 5"), C, ("审核 甲-01",)),
    "a relation that cannot be parsed": (relation("甲[合计].金额 = = 5"), C, ("审核 甲-01",)),
    "a condition as relation": (relation("甲[合计].金额 = 1 且 甲[其他].金额 = 1"), C, ("审核 甲-01", "when")),
    "a row with several columns and none chosen": (relation("甲.合计 = 5"), C, ("审核 甲-01", "哪一列")),
    "a name that is a row and a column": (
        both(swap("tables/乙.toml", '{ key = "情况" }', '{ key = "人数" }'), rule('relation = "乙.人数 >= 0"')),
        C,
        ("审核 甲-01", "既是行名又是列名", "乙.人数"),
    ),
    "a column of a coded table without row": (rule('relation = "丙.金额 >= 0"'), C, ("审核 甲-01", "哪一行")),
    "本行 without each": (relation("甲[本行].金额 = 0"), C, ("审核 甲-01", "each")),
    "本列 without columns": (
        rule('each = { tables = ["甲"], rows = ["各行"] }\nrelation = "甲[本行].本列 >= 0"'),
        C,
        ("审核 甲-01", "columns"),
    ),
    "each over an unknown row": (
        rule('each = { tables = ["甲"], rows = ["小计"] }\nrelation = "甲[本行].金额 >= 0"'),
        C,
        ("审核 甲-01", "each.rows", "小计"),
    ),
    "each over an unknown column": (
        rule('each = { tables = ["甲"], rows = ["各行"], columns = ["数额"] }\nrelation = "甲[本行].本列 >= 0"'),
        C,
        ("审核 甲-01", "each.columns", "数额"),
    ),
    "codes of a table without codes": (
        rule('each = { tables = ["甲"], rows = ["末级"] }\nrelation = "甲[本行].金额 >= 0"'),
        C,
        ("审核 甲-01", "each.rows", "末级"),
    ),
    "computing with a condition": (
        swap(C, "computes = true", 'computes = true\nwhen = "甲[其他].金额 ≠ 0"'),
        C,
        ("审核 甲-01", "computes", "when"),
    ),
    "computing an expression": (relation("甲[合计].金额 + 0 = Σ 甲[@收入].金额"), C, ("审核 甲-01", "computes")),
    "computing by an inequality": (relation("甲[合计].金额 >= Σ 甲[@收入].金额"), C, ("审核 甲-01", "computes")),
    "a rule about a table that is nowhere": (
        rule('relation = "丁[合计].金额 >= 0"'),
        C,
        ("审核 甲-01", "relation", "丁", "甲"),
    ),
    "a condition about a table that is nowhere": (
        rule('relation = "甲[合计].金额 >= 0"\nwhen = "丁[合计].金额 = 0"'),
        C,
        ("审核 甲-01", "when", "丁"),
    ),
    "each over a table that is nowhere": (
        rule('each = { tables = ["丁"], rows = ["各行"] }\nrelation = "甲[合计].金额 >= 0"'),
        C,
        ("审核 甲-01", "each.tables", "丁"),
    ),
    "each over a budget that is none": (
        rule('each = { tables = ["丙"], rows = ["末级"], fund = ["基金"] }\nrelation = "丙[本行].金额 >= 0"'),
        C,
        ("审核 甲-01", "each.fund", "基金"),
    ),
    "a check for a setting that is nowhere": (
        swap(C, 'kind = "sum"', 'kind = "sum"\nsettings = { "单位性质" = ["行政"] }'),
        C,
        ("审核 甲-01", "settings", "单位性质", "文种"),
    ),
    "a check for a choice that is nowhere": (
        swap(C, 'kind = "sum"', 'kind = "sum"\nsettings = { "文种" = ["局"] }'),
        C,
        ("审核 甲-01", "settings.文种", "局", "部门"),
    ),
    "a table of a budget that is none": (
        swap("tables/丙.toml", "[coded]", '[coded]\nfunds = ["基金"]'),
        "tables/丙.toml",
        ("表 丙", "coded.funds", "基金"),
    ),
    "levels that do not grow": (
        swap("tables/丙.toml", "[coded]", "[coded]\nlevels = [3, 7, 5]"),
        "tables/丙.toml",
        ("表 丙", "coded.levels"),
    ),
    "a column without width": (
        swap(T, 'role = "name", header = ["项目"]', 'role = "name", header = ["项目"], width = 0'),
        T,
        ("表 甲", "项目", "width"),
    ),
    "a form without name": (swap(F, 'name = "试验版式"', 'name = " "'), F, ("name",)),
    "a year of two digits": (swap(F, "year = 2020", "year = 20"), F, ("year", "20")),
    "rows that are words": (
        swap("tables/乙.toml", '"" = [{ key = "情况" }]', '"" = "情况"'),
        "tables/乙.toml",
        ("表 乙", "rows", "列表"),
    ),
    "an unknown key in a scorecard": (
        add("scorecards/项目.toml", 'id = "项目"\nkind = "project"\nnaem = "项目表"\n'),
        "scorecards/项目.toml",
        ("自评表 项目", "不认识的键", "naem"),
    ),
    "a cell computed from itself": (
        relation("甲[合计].金额 = 甲[合计].金额 + 甲[其他].金额"),
        C,
        ("审核 甲-01", "成环"),
    ),
    "cells computed from each other": (
        both(
            relation("甲[合计].金额 = 甲[拨款].金额 + 甲[其他].金额"),
            rule('relation = "甲[其他].金额 = 甲[合计].金额 - 甲[拨款].金额"\ncomputes = true'),
        ),
        C,
        ("审核 甲-01", "成环"),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES, ids=list(MISTAKES))
def test_a_mistake_is_named_with_file_place_and_key(folder: Path, mistake: str) -> None:
    make, file, words = MISTAKES[mistake]
    make(folder)
    with pytest.raises(FormError) as raised:
        load_form("base", [folder])
    assert Path(raised.value.file) == folder / "base" / file
    for word in (file.split("/")[-1], *words):
        assert word in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        'relation = "甲[其他].金额 = 甲[合计].金额 - 甲[拨款].金额"',
        'each = { tables = ["甲"], rows = ["@收入"] }\nrelation = "甲[本行].金额 = 甲[合计].金额"',
    ],
    ids=["group", "each"],
)
def test_a_circle_through_a_group_of_rows_is_refused(folder: Path, text: str) -> None:
    rule(f"{text}\ncomputes = true")(folder)
    with pytest.raises(FormError, match="成环"):
        load_form("base", [folder])


def test_the_small_form_is_sound(folder: Path) -> None:
    form = load_form("base", [folder])
    assert list(form.tables) == ["丙", "乙", "甲"]
    assert list(form.checks) == ["甲-01"]
    assert form.lineage == ("base",)


def test_a_rule_about_a_table_that_the_form_gave_up_is_left_out(folder: Path) -> None:
    rule('relation = "乙.经费 >= 0"')(folder)
    assert len(load_form("base", [folder]).checks["甲-01"].rules) == 2
    assert len(child(folder, form='without_tables = ["乙"]\n').checks["甲-01"].rules) == 1


def test_an_optional_rule_about_a_row_the_form_lacks_is_left_out(folder: Path) -> None:
    rule('relation = "甲[小计].金额 >= 0"\noptional = true')(folder)
    assert len(load_form("base", [folder]).checks["甲-01"].rules) == 1


# -- inheritance -----------------------------------------------------------------------------------------


def test_an_unknown_form_is_named(folder: Path) -> None:
    with pytest.raises(FormError, match="没有名为 nowhere 的版式"):
        load_form("nowhere", [folder])


def test_a_dangling_extends_names_the_file_that_asks(folder: Path) -> None:
    replace(folder, "base/form.toml", "year = 2020", 'year = 2020\nextends = "没有"')
    with pytest.raises(FormError, match="没有名为 没有 的版式") as raised:
        load_form("base", [folder])
    assert Path(raised.value.file) == folder / "base" / "form.toml"
    assert raised.value.where == "extends"


@pytest.mark.parametrize("names", [("base",), ("base", "二"), ("base", "二", "三")], ids=len)
def test_forms_that_extend_each_other_are_refused(folder: Path, names: tuple[str, ...]) -> None:
    for name, parent in zip(names, (*names[1:], names[0]), strict=True):
        write(
            folder,
            f"{name}/form.toml",
            f'id = "{name}"\nname = "版"\nregion = "全国"\nyear = 2020\nextends = "{parent}"\n',
        )
    with pytest.raises(FormError, match="成环") as raised:
        load_form("base", [folder])
    assert raised.value.where == "extends"
    for name in names:
        assert name in str(raised.value)


def test_a_child_inherits_all_it_does_not_say(folder: Path) -> None:
    base, form = load_form("base", [folder]), child(folder)
    assert (form.id, form.name, form.region, form.year) == ("child", "分版", "某省", 2021)
    assert form.lineage == ("child", "base")
    assert dict(form.tables) == dict(base.tables)
    assert dict(form.checks) == dict(base.checks)
    assert form.numbers == base.numbers
    assert dict(form.settings) == dict(base.settings)


def test_a_child_changes_one_key_of_a_row(folder: Path) -> None:
    form = child(folder, tables={"甲": '[edit.row."其他"]\nlabel = "其他收入"\nbold = true\n'})
    assert (form.table("甲").rows["其他"].label, form.table("甲").rows["其他"].bold) == ("其他收入", True)
    assert form.table("甲").rows["其他"].groups == ("收入",)
    base = load_form("base", [folder])
    assert base.table("甲").rows["其他"].label == "其他"
    assert list(form.table("甲").rows) == list(base.table("甲").rows)


def test_a_child_removes_a_row(folder: Path) -> None:
    form = child(folder, tables={"甲": '[edit.row."其他"]\nremove = true\n'})
    assert list(form.table("甲").rows) == ["拨款", "合计", "总计"]
    assert list(load_form("base", [folder]).table("甲").rows) == ["拨款", "其他", "合计", "总计"]


def test_a_child_changes_a_column_and_a_row_of_the_footer(folder: Path) -> None:
    form = child(
        folder, tables={"甲": '[edit.column."上年数"]\nlabel = "上年决算数"\n[edit.row."总计"]\nbold = true\n'}
    )
    column = form.table("甲").column("上年数")
    assert column is not None
    assert column.label == "上年决算数"
    assert form.table("甲").rows["总计"].bold
    assert not load_form("base", [folder]).table("甲").rows["总计"].bold


def test_a_child_replaces_keys_of_a_table(folder: Path) -> None:
    form = child(folder, tables={"甲": 'title = "甲表（某省）"\nlandscape = true\n'})
    assert (form.table("甲").title, form.table("甲").landscape) == ("甲表（某省）", True)
    assert list(form.table("甲").rows) == ["拨款", "其他", "合计", "总计"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ('[edit.row."小计"]\nbold = true\n', ("edit.row", "小计")),
        ('[edit.column."数额"]\nlabel = "数"\n', ("edit.column", "数额")),
        ('[edit.cell."其他"]\nbold = true\n', ("edit", "row", "column")),
        ('[edit.row."其他"]\nblod = true\n', ("blod",)),
        ('[edit.row]\n"其他" = true\n', ("其他",)),
        ('[edit.row."其他"]\nremove = "是"\n', ("edit.row.其他.remove", "true")),
        ('[edit.row."其他"]\nremove = true\nlabel = "其他收入"\n', ("edit.row.其他", "label")),
        ('[edit.field."金额"]\nheader = [5]\n', ("edit.field.金额", "header", "文字")),
        ('renumber_lines = "是"\n', ("renumber_lines", "true")),
    ],
    ids=[
        "unknown row",
        "unknown column",
        "neither",
        "unknown key",
        "no table",
        "remove in words",
        "remove and change",
        "wrong type",
        "a flag in words",
    ],
)
def test_a_wrong_edit_names_the_child_s_file_and_table(folder: Path, edit: str, words: tuple[str, ...]) -> None:
    with pytest.raises(FormError) as raised:
        child(folder, tables={"甲": edit})
    assert Path(raised.value.file) == folder / "child" / "tables" / "甲.toml"
    assert "甲" in raised.value.where
    for word in words:
        assert word in str(raised.value)


def test_a_child_leaves_a_table_out_and_the_rules_about_it(folder: Path) -> None:
    form = child(folder, form='without_tables = ["甲"]\n')
    assert list(form.tables) == ["丙", "乙"]
    assert dict(form.checks) == {}


def test_a_child_orders_its_tables(folder: Path) -> None:
    assert list(child(folder, form='tables = ["甲", "丙", "乙"]\n').tables) == ["甲", "丙", "乙"]


def test_leaving_out_a_table_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(FormError, match="丁") as raised:
        child(folder, form='without_tables = ["丁"]\n')
    assert Path(raised.value.file) == folder / "child" / "form.toml"


def test_a_child_switches_a_check_off(folder: Path) -> None:
    assert dict(child(folder, checks='[[check]]\nid = "甲-01"\noff = true\n').checks) == {}


def test_switching_off_a_check_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(FormError, match="甲-99") as raised:
        child(folder, checks='[[check]]\nid = "甲-99"\noff = true\n')
    assert Path(raised.value.file) == folder / "child" / "checks" / "改.toml"


def test_a_child_gives_a_check_other_rules_and_keeps_its_words(folder: Path) -> None:
    form = child(
        folder, checks='[[check]]\nid = "甲-01"\nlevel = "info"\n[[check.rule]]\nrelation = "甲[合计].上年数 >= 0"\n'
    )
    check = form.checks["甲-01"]
    assert (check.level, check.title, check.basis) == (Level.INFO, "合计等于各项之和", "栏次关系")
    [only] = check.rules
    assert isinstance(only.relation.left, Reference)
    assert (only.relation.left.row.kind, only.relation.left.column) == (SelectorKind.NAMED, "上年数")


def test_an_inherited_check_that_no_longer_fits_is_to_be_mended_in_the_child(folder: Path) -> None:
    with pytest.raises(FormError) as raised:
        child(folder, tables={"甲": '[edit.row."合计"]\nremove = true\n'})
    assert Path(raised.value.file) == folder / "child" / "checks" / "甲.toml"
    for word in ("审核 甲-01", "合计", "base", "off = true"):
        assert word in str(raised.value)
    form = child(
        folder,
        tables={"甲": '[edit.row."合计"]\nremove = true\n'},
        checks='[[check]]\nid = "甲-01"\noff = true\n',
    )
    assert not form.checks


def test_a_grandchild_inherits_from_both(folder: Path) -> None:
    child(folder, tables={"甲": '[edit.row."其他"]\nlabel = "其他收入"\n'})
    write(folder, "third/form.toml", 'id = "third"\nname = "孙版"\nregion = "某市"\nyear = 2021\nextends = "child"\n')
    write(folder, "third/tables/甲.toml", 'id = "甲"\n[edit.row."其他"]\nbold = true\n')
    form = load_form("third", [folder])
    assert form.lineage == ("third", "child", "base")
    assert (form.table("甲").rows["其他"].label, form.table("甲").rows["其他"].bold) == ("其他收入", True)


# -- folders ----------------------------------------------------------------------------------------------


def test_the_user_s_folder_wins_over_the_bundled_one(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    shutil.copytree(folder / "base", own / "base")
    replace(own, "base/form.toml", "试验版式", "我的版式")
    assert load_form("base", [folder, own]).name == "我的版式"
    assert load_form("base", [own, folder]).name == "试验版式"
    assert form_ids([folder, own]) == {"base": own / "base"}


def test_the_user_s_form_may_extend_a_bundled_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        "mine/form.toml",
        'id = "mine"\nname = "我的"\nregion = "某县"\nyear = 2020\nextends = "ningxia-2020"\n',
    )
    form = load_form("mine", [TEMPLATES, tmp_path])
    assert form.lineage == ("mine", "ningxia-2020", "national-2020")
    assert [table.id for table in form.printed_tables] == [f"T{number}" for number in range(1, 10)]


def test_folders_without_forms_are_passed_over(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("empty")
    (empty / "半成品").mkdir()
    (empty / "说明.txt").write_text("随手记", encoding="utf-8")
    assert list(form_ids([empty, empty / "没有", folder])) == ["base"]


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    path = folder / "base" / "form.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_form("base", [folder]).name == "试验版式"


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    path = folder / "base" / "tables" / "甲.toml"
    path.write_bytes(TABLE.encode("gb18030"))
    with pytest.raises(FormError) as raised:
        load_form("base", [folder])
    assert Path(raised.value.file) == path


# -- snapshots --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", sorted(form_ids([TEMPLATES])))
def test_a_report_file_carries_the_whole_form(form_id: str) -> None:
    form = load_form(form_id, [TEMPLATES])
    again = form_from_snapshot(form.snapshot)
    assert again == form
    assert again.snapshot == form.snapshot


def test_the_snapshot_of_a_child_needs_no_parent(folder: Path) -> None:
    form = child(folder, form='without_tables = ["乙"]\n', tables={"甲": '[edit.row."其他"]\nremove = true\n'})
    shutil.rmtree(folder)
    assert form_from_snapshot(form.snapshot) == form


def changed(snapshot: str, change: Callable[[dict[str, object]], object]) -> str:
    content = json.loads(snapshot)
    change(content)
    return json.dumps(content, ensure_ascii=False)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda snapshot: "",
        lambda snapshot: snapshot[:-20],
        lambda snapshot: "[]",
        lambda snapshot: "null",
        lambda snapshot: changed(snapshot, lambda content: content.pop("form")),
        lambda snapshot: changed(snapshot, lambda content: content.update(extra=1)),
        lambda snapshot: changed(snapshot, lambda content: content.update(tables=5)),
        lambda snapshot: changed(snapshot, lambda content: content["tables"][0].pop("title")),
        lambda snapshot: changed(snapshot, lambda content: content["tables"][0].pop("id")),
        lambda snapshot: changed(snapshot, lambda content: content["checks"][0].update(level="fatal")),
        lambda snapshot: changed(snapshot, lambda content: content["checks"][0]["rule"][0].update(relation="甲 =")),
    ],
    ids=[
        "empty",
        "truncated",
        "list",
        "null",
        "no form",
        "unknown key",
        "wrong type",
        "no title",
        "no id",
        "unknown level",
        "broken relation",
    ],
)
def test_a_damaged_snapshot_is_refused(folder: Path, spoil: Callable[[str], str]) -> None:
    snapshot = load_form("base", [folder]).snapshot
    with pytest.raises(FormError):
        form_from_snapshot(spoil(snapshot))


# -- slips that would be lost without a word --------------------------------------------------------------

_HEAD = 'id = "child"\nname = "分版"\nregion = "某省"\nyear = 2021\nextends = "base"\n'
_ROW = 'id = "甲"\n[[insert.row]]\nafter = "其他"\nkey = "捐赠"\ngroups = ["{}"]\n'

#: What a child's folder holds, the file that must be named, and what else the sentence must hold.
SLIPS: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "Chinese quotation marks": (
        {"form.toml": _HEAD.replace('"分版"', "“分版”")},
        "form.toml",
        ("第 2 行", "中文", "分版"),
    ),
    "a Chinese equals sign": ({"form.toml": _HEAD.replace("name =", "name ＝")}, "form.toml", ("第 2 行", "中文")),
    "words without quotation marks": (
        {"form.toml": _HEAD.replace("2021", "2021年")},
        "form.toml",
        ("第 4 行", "2021年"),
    ),
    "a key twice": ({"form.toml": _HEAD + 'name = "又"\n'}, "form.toml", ("第 6 行", "两遍")),
    "an open bracket": ({"form.toml": _HEAD + 'tables = ["甲"\n'}, "form.toml", ("TOML", "没有写完")),
    "a key below a section": (
        {"form.toml": _HEAD + '[labels]\n"甲" = "公开01表"\nmore_notes = ["注。"]\n'},
        "form.toml",
        ("labels", "more_notes", "之前"),
    ),
    "a placeholder of its own": (
        {"form.toml": _HEAD + 'heading = "{年}年度{表名}"\n'},
        "form.toml",
        ("heading", "{年}", "{年度}"),
    ),
    "a placeholder in a table": (
        {"form.toml": _HEAD, "tables/甲.toml": 'id = "甲"\nnotes = ["注：{单位名称}"]\n'},
        "tables/甲.toml",
        ("表 甲", "notes", "{单位名称}"),
    ),
    "a misspelt group": (
        {"form.toml": _HEAD, "tables/甲.toml": _ROW.format("收人")},
        "tables/甲.toml",
        ("表 甲", "捐赠", "收人", "收入"),
    ),
    "a table's file with one ending more": (
        {"form.toml": _HEAD, "tables/甲.toml.txt": 'id = "甲"\n'},
        "tables/甲.toml.txt",
        ("改名", "甲.toml"),
    ),
    "the form's file with one ending more": ({"form.toml.txt": _HEAD}, "form.toml.txt", ("改名", "form.toml")),
    "a table's file beside the folder for it": ({"form.toml": _HEAD, "甲.toml": 'id = "甲"\n'}, "甲.toml", ("tables",)),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_its_file_and_key(folder: Path, name: str) -> None:
    files, place, words = SLIPS[name]
    for path, text in files.items():
        write(folder, f"child/{path}", text)
    assert "child" in form_ids([folder])
    with pytest.raises(FormError) as raised:
        load_form("child", [folder])
    assert Path(raised.value.file) == folder / "child" / place
    for word in words:
        assert word in str(raised.value)


def test_what_only_looks_like_a_slip_is_let_be(folder: Path) -> None:
    write(folder, "child/说明.txt", "随手记")
    form = child(
        folder,
        form='heading = "{年度}年度{表名}（{表号}）"\n[cover]\ntables = "{年度}年度{文种}决算表"\n',
        tables={"甲": '[[insert.row]]\nafter = "其他"\nkey = "捐赠"\ngroups = ["收入"]\n'},
    )
    assert form.table("甲").rows["捐赠"].groups == ("收入",)


def test_other_words_for_a_heading_go_with_the_heading(folder: Path) -> None:
    replace(folder, f"base/{T}", 'title = "甲表"', 'title = "甲表"\nother_headings = { "上年" = ["上年数"] }')
    assert load_form("base", [folder]).table("甲").other_headings == {"上年": ("上年数",)}
    form = child(folder, tables={"甲": '[edit.field."上年数"]\nheader = ["去年"]\n'})
    assert not form.table("甲").other_headings
    with pytest.raises(FormError, match="前年"):
        child(folder, tables={"甲": 'other_headings = { "前年" = ["上上年"] }\n'})
