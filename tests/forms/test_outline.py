"""The outlines of the forms: headings as the published contents have them, counted, kept with the report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan_gui.forms import Form, FormError, SectionKind, form_from_snapshot, form_ids, load_form
from juesuan_gui.forms.outline import numbered
from tests.generator.reports import TEMPLATES

FORMS = tuple(sorted(form_ids([TEMPLATES])))
#: The contents pages of the published reports, spaces left out.
CONTENTS = {
    "ningxia-2020": """
        第一部分单位概况 一、部门职责 二、机构设置 第二部分2020年度部门决算表 第三部分2020年度部门决算情况说明
        一、收入支出决算总体情况说明 二、收入决算情况说明 三、支出决算情况说明 四、财政拨款收入支出决算总体情况说明
        五、一般公共预算财政拨款支出决算情况说明 六、一般公共预算财政拨款基本支出决算情况说明
        七、一般公共预算财政拨款“三公”经费支出决算情况说明 八、政府性基金预算财政拨款收入支出决算情况说明
        九、国有资本经营预算财政拨款支出情况说明 十、其他重要事项的情况说明 （一）机关运行经费支出情况说明
        （二）政府采购情况说明 （三）国有资产占有使用情况说明 （四）预算绩效管理工作开展情况说明
        第四部分名词解释 第五部分附件
    """,
    "wuhan-2020": """
        第一部分某局概况 一、部门主要职能 二、部门决算单位构成 三、部门人员构成 第二部分某局2020年度部门决算表
        一、收入支出决算总表（表1） 九、国有资本经营预算财政拨款支出决算表（表9） 第三部分某局2020年度部门决算情况说明
        七、一般公共预算财政拨款“三公”经费支出决算情况说明 九、国有资本经营预算财政拨款支出决算情况说明
        十、机关运行经费支出情况 十一、政府采购支出情况 十二、国有资产占用情况 十三、预算绩效情况说明
        第四部分2020年重点工作完成情况 第五部分名词解释
    """,
    "shanghai-2024": """
        第一部分某局概况 一、主要职能 二、部门决算单位构成 第二部分某局2024年度部门决算表 一、收入支出决算总表
        七、财政拨款“三公”经费支出决算表 九、国有资本经营预算财政拨款收入支出决算表 第三部分某局2024年度部门决算情况说明
        七、财政拨款“三公”经费支出决算情况说明 九、国有资本经营预算财政拨款收入支出决算情况说明 十、预算绩效管理情况
        十一、其他重要事项的情况说明 第四部分名词解释
    """,
}  # fmt: skip


def headings(form: Form) -> list[str]:
    words = {"单位": "某局", "年度": str(form.year), "文种": "部门"}
    found = []
    for section in form.outline:
        text = section.number + section.title
        for name, value in words.items():
            text = text.replace("{" + name + "}", value)
        found.append("".join(text.split()))
    return found


@pytest.mark.parametrize("form_id", CONTENTS)
def test_the_headings_of_the_published_contents_stand_in_their_order(form_id: str) -> None:
    mine = headings(load_form(form_id, [TEMPLATES]))
    wanted = CONTENTS[form_id].split()
    places = [mine.index(heading) for heading in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_form_has_an_outline_that_reads_back(form_id: str) -> None:
    form = load_form(form_id, [TEMPLATES])
    assert form.outline
    assert form_from_snapshot(form.snapshot).outline == form.outline
    assert not any("{" in re.sub(r"\{(单位|年度|文种)\}", "", section.title) for section in form.outline)
    assert {table for section in form.outline for table in section.tables} <= set(form.tables)
    # Numbers below one heading are all different.
    path: list[str] = []
    seen = set()
    for section in form.outline:
        path = [*path[: section.level - 1], section.id]
        if section.number:
            assert (tuple(path[:-1]), section.number) not in seen
            seen.add((tuple(path[:-1]), section.number))
    kinds = {section.kind for section in form.outline}
    assert SectionKind.TEXT in kinds and SectionKind.SCORECARD in kinds


def test_printed_tables_follow_the_forms_own_order() -> None:
    form = load_form("national-2022", [TEMPLATES])
    tables = [section.id for section in form.outline if section.kind is SectionKind.TABLE and section.level == 2]
    assert tables == [table.id for table in form.printed_tables]


def test_a_section_about_a_table_given_up_goes_and_the_next_count_on() -> None:
    form = load_form("national-2019", [TEMPLATES])
    assert "国资" not in {section.id for section in form.outline}
    (assets,) = [section for section in form.outline if section.id == "绩效"]
    assert assets.number == "九、"


@pytest.mark.parametrize(
    ("style", "count", "text"), [("第一部分 ", 12, "第十二部分 "), ("（一）", 3, "（三）"), ("1.", 10, "10.")]
)
def test_numbers(style: str, count: int, text: str) -> None:
    assert numbered(style, count) == text


BASE = 'id = "own-2020"\nname = "我的"\nregion = "某地"\nyear = 2020\nextends = "national-2020"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('outline = [{ id = "甲", title = "甲", level = 1 }, { id = "甲", title = "乙" }]', ("outline 甲", "重复")),
        ('outline = [{ id = "甲", title = "甲", level = 2 }]', ("outline 甲", "上一级")),
        ('outline = [{ id = "甲", title = "甲", level = 9 }]', ("outline 甲", "level")),
        ('outline = [{ id = "甲", title = "甲", level = 1, kind = "table2" }]', ("outline 甲", "kind")),
        ('outline = [{ id = "甲", title = "甲", level = 1, tables = ["T99"] }]', ("outline 甲", "T99")),
        ('outline = [{ id = "甲", titel = "甲" }]', ("titel",)),
        ('numbering = ["第部分"]', ("numbering", "第部分")),
        ('[outline_titles]\n"没有" = "甲"', ("outline_titles", "没有")),
    ],
)
def test_mistakes_name_file_section_and_key(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "own-2020").mkdir()
    (tmp_path / "own-2020" / "form.toml").write_text(BASE + text, encoding="utf-8")
    with pytest.raises(FormError) as raised:
        load_form("own-2020", [TEMPLATES, tmp_path])
    assert "form.toml" in str(raised.value)
    assert all(word in str(raised.value) for word in words)
