"""Items of a text below a 款 that is not theirs in the year's catalogue."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.text.item_paths import item_path_checks
from juesuan_gui.forms import CodeCatalogue
from juesuan_gui.forms.codes import CodeEntry
from tests.narrative.texts import read

_NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "20106": "财政事务",
    "2010601": "行政运行",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "2101103": "公务员医疗补助",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "2210202": "提租补贴",
}
CODES = CodeCatalogue({code: CodeEntry(code, name, 2019, 2025, "", "attested") for code, name in _NAMES.items()})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.卫生健康支出（类）住房改革支出（款）公务员医疗补助（项）。", [("住房改革支出", "行政事业单位医疗")]),
        ("住房保障支出（类）住房改革支出（款）行政运行（项）。", [("住房改革支出", None)]),
        ("3.住房保障支出（类）住房改革支出（款）住房公积金（项）。", []),
        ("一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。", []),
        ("一般公共服务支出（类）财政事务支出（款）行政运行（项）。", []),
        # Not in the catalogue, or not known to be missing there.
        ("一般公共服务支出（类）财政事务（款）一般行政管理事务（项）。", []),
        ("住房保障支出（类）本地住房支出（款）公务员医疗补助（项）。", []),
        ("住房保障支出（类）住房改革支出（款）购房补贴（项）。", []),
        ("", []),
    ],
)
def test_an_item_stands_below_its_own_group(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(item.stated, item.expected) for item in item_path_checks(read("情况说明", text), CODES)] == found


def test_every_item_of_a_catalogue_is_at_home_in_it() -> None:
    paths = [
        f"{_NAMES[code[:3]]}（类）{_NAMES[code[:5]]}（款）{name}（项）。"
        for code, name in _NAMES.items()
        if len(code) == 7
    ]
    assert not item_path_checks(read(*paths), CODES)
    assert not item_path_checks(read(*paths), CodeCatalogue({}))
